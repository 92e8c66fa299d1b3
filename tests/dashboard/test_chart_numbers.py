"""
A chart writes an amount as the table beside it does.

1. Each label, and each amount in the description for a screen reader, has the decimals of its list, also where it
   has more of them; so on the gauge of a meeting.
"""

from __future__ import annotations

import re
from typing import Any

import altair as alt

from budget.catalogue import Catalogue
from budget.core import Settings, ShareBy
from budget.engine import attribute_oda, bridge, compose_package, evaluate_targets
from budget.search import Goal, Question, pareto_front
from dashboard.charts import (
    alternative,
    bridge_chart,
    contribution_bars,
    front_chart,
    oda_flow,
    package_by_variant,
    package_gauge,
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
