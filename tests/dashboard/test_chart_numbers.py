"""
A chart writes an amount as the table beside it does.

1. Each label, and each amount in the description for a screen reader, has the decimals of its list, also where it
   has more of them; so on the gauge of a meeting.
2. A name stands there whole.
3. A cost has its plus as a percentage too; where money counts twice both ends stand there.
4. A place far beyond the targets leaves the other rows their room.
"""

from __future__ import annotations

import re
from typing import Any

import altair as alt
import pytest

from budget.catalogue import Catalogue
from budget.core import OwnTarget, Settings, ShareBy
from budget.engine import attribute_oda, bridge, compose_package, evaluate_targets
from budget.search import Goal, Question, pareto_front
from dashboard.charts import (
    alternative,
    bridge_chart,
    contribution_bars,
    front_chart,
    gauge_html,
    oda_flow,
    package_by_variant,
    package_gauge,
    percent_bounds,
    target_gauge,
)
from dashboard.words import in_language, numbers
from tests.conftest import STRUCTURAL


def labels(spec: Any) -> list[str]:
    """Every text in the data of a chart, and its description."""
    if isinstance(spec, dict):
        own = [spec[key] for key in ("text", "note", "tip", "name", "description") if isinstance(spec.get(key), str)]
        return own + [text for value in spec.values() for text in labels(value)]
    return [text for value in spec for text in labels(value)] if isinstance(spec, list) else []


def charts_of(catalogue: Catalogue) -> list[alt.LayerChart]:
    """The charts with amounts, of packages whose amounts have three decimals by their share of reception."""
    ids = catalogue.packages["jenv-20"].measures
    package = compose_package(catalogue, ids, Settings(share_by=ShareBy.MEASURE))
    other = compose_package(catalogue, ("4.7", "4.8", "6.1"))
    named = [("a", package), ("b", other)]
    return [
        package_by_variant(package),
        package_gauge(named, STRUCTURAL),
        target_gauge(evaluate_targets(package)["jenv-20"], catalogue),
        contribution_bars(package, "2023"),
        bridge_chart(bridge(package, other, "2024"), catalogue, "a", "b"),
        oda_flow(attribute_oda(package), package),
    ]


def test_every_amount_has_the_decimals_of_its_list(catalogue: Catalogue) -> None:
    """Two in the report's; what stands before a per cent sign is a share and has its own (1)."""
    with in_language("nl"):
        drawn = charts_of(catalogue)
        drawn.append(front_chart(pareto_front(catalogue, Question((Goal("bhos-20"),)), most_steps=200), catalogue))
        spoken = alternative(catalogue, evaluate_targets(compose_package(catalogue, ["4.7"]))["jenv-20"], STRUCTURAL)
        for texts in [*(labels(chart.to_dict()) for chart in drawn), [spoken]]:
            found = re.findall(r"\d,(\d+)(?![\d%])", " ; ".join(texts))
            assert found, texts
            assert {len(decimals) for decimals in found} == {numbers.places(catalogue)}, texts


# 2


def axis_names(chart: alt.LayerChart) -> set[str]:
    """The names beside the bars or gauges of a chart, as they read with their lines joined."""
    rows = [row for data in chart.to_dict()["datasets"].values() for row in data]
    return {str(row[key]).replace("\n", " ") for row in rows for key in ("label", "row") if key in row}


def test_no_name_is_cut_in_a_chart(catalogue: Catalogue) -> None:
    """Of a package or a measure: a long one takes several lines (2)."""
    name = "Een pakket met een heel lange naam dat in geen enkele grafiek op een regel past, versie van november"
    one, other = compose_package(catalogue, ("4.7", "4.9-1A")), compose_package(catalogue, ("4.8", "4.9-1C"))
    title = catalogue.measures["4.9-1C"].title.nl
    with in_language("nl"):
        bridged = axis_names(bridge_chart(bridge(one, other, STRUCTURAL), catalogue, name, "b"))
        placed = axis_names(package_gauge([(name, one), ("b", other)], STRUCTURAL))
        weighed = axis_names(contribution_bars(compose_package(catalogue, ("4.7", "3.1.2")), STRUCTURAL))
    assert f"1. {name}" in bridged
    assert any(name in row for row in placed)
    assert f"3.1.2 {catalogue.measures['3.1.2'].title.nl}" in weighed
    assert len(title) > 46
    assert not any("…" in found for found in bridged | placed | weighed)


# 3


def test_a_percentage_of_a_cost_has_its_plus_and_bounds_are_drawn(catalogue: Catalogue) -> None:
    """On the meeting's bar and beside the gauges; what money counts twice in stands with both ends (3)."""
    costs = compose_package(catalogue, ("4.9-1B",))
    twice = compose_package(catalogue, ("3.1.4", "6.2b"))
    with in_language("nl"):
        cost = evaluate_targets(costs)["jenv-20"]
        assert percent_bounds(cost.cells[STRUCTURAL], 2) == "+5,73%"
        assert ">+5,73%<" in gauge_html(catalogue, cost, STRUCTURAL)
        result = evaluate_targets(twice)["jenv-20"]
        cell = result.cells[STRUCTURAL]
        assert cell.effect.exact
        assert cell.once.exact
        assert cell.effect.certain < cell.once.certain
        drawn = gauge_html(catalogue, result, STRUCTURAL)
        ends = f"{percent_bounds(cell, 2)} … {numbers.number(cell.once_percent or 0, 2)}%"
        assert f">{ends}<" in drawn
        assert 'class="range"' in drawn
        assert ends in alternative(catalogue, result, STRUCTURAL)
        assert "niets dubbel telt" in str(target_gauge(result, catalogue).to_dict())
        assert "niets dubbel telt" not in str(target_gauge(cost, catalogue).to_dict())


# 4


def axis_of(chart: alt.LayerChart) -> tuple[list[float], set[str]]:
    """The percentages on the axis of a gauge, and the texts at its marks."""
    spec = chart.to_dict()
    axis = next(layer["encoding"]["x"]["axis"]["values"] for layer in spec["layer"] if "axis" in layer["encoding"]["x"])
    return axis, {str(row["text"]) for data in spec["datasets"].values() for row in data if "text" in row}


@pytest.mark.figures
def test_a_small_target_of_ones_own_crushes_no_other_row(catalogue: Catalogue) -> None:
    """Its place is no share of a base, so the chart between two of them names it; alone it stands at the edge (4)."""
    small = OwnTarget(amount_keur=12_500, columns=(STRUCTURAL,))
    package = compose_package(catalogue, catalogue.packages["jenv-20"].measures, Settings(own_targets=(small,)))
    with in_language("nl"):
        chart = package_gauge([("", package)], STRUCTURAL)
        axis, _ = axis_of(chart)
        assert max(axis) == 20
        assert "staat alleen in de tabel: alles: −12,5, structureel." in " ".join(chart.to_dict()["title"]["subtitle"])
        assert not any("12,5" in row for row in axis_names(chart))
        result = evaluate_targets(package)["own-1"]
        alone, texts = axis_of(target_gauge(result, catalogue))
    assert max(alone) == 300
    assert texts == {"◀ −1.891,2%"}
