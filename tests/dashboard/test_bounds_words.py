"""How pages write and draw amounts with bounds, in either language."""

from __future__ import annotations

from typing import Any

import pytest

from budget.catalogue import Catalogue, known_catalogues, load_catalogue
from budget.core import DEPENDS, NOT_GIVEN, OPEN_COST, OPEN_SAVING, Amount, Cell
from budget.engine import compose_package, evaluate_targets
from dashboard.charts import contribution_bars, gauge_html, package_gauge, target_gauge
from dashboard.meeting import board_html
from dashboard.package.headline import headline_html
from dashboard.paper import summarise
from dashboard.words import in_language, numbers


@pytest.mark.parametrize(
    ("cell", "dutch", "english"),
    [
        (-1_500, "−1,5", "−1.5"),
        (OPEN_COST, "+ PM", "+ PM"),
        (OPEN_SAVING, "− PM", "− PM"),
        (DEPENDS, "afh.", "depends"),
        (NOT_GIVEN, "n.o.", "n.g."),
        (Amount(None, -120_000, -95_500), "−120 … −95,5", "−120 … −95.5"),
        (Amount(10_000, 10_000, None), "10 + PM", "10 + PM"),
        (Amount(-5_000, None, -5_000), "−5 − PM", "−5 − PM"),
        (Amount(2_000, None, None), "2 + afh.", "2 + depends"),
        (Amount(None, 1_234_500, None), "≥ 1.234,5", "≥ 1,234.5"),
        (Amount(None, None, 4_000), "≤ 4", "≤ 4"),
    ],
)
def test_cells_in_words(cell: Cell, dutch: str, english: str) -> None:
    """With a real minus, the decimals of the language and the ends of a range."""
    for language, text in (("nl", dutch), ("en", english)):
        with in_language(language):
            assert numbers.cell(cell) == text


@pytest.mark.parametrize(
    ("total", "text"),
    [
        (Amount(-5_000, -5_000, -5_000), "−5,0"),
        (Amount(-5_000, None, -5_000), "≤ −5,0"),
        (Amount(-5_000, None, None), "−5,0 + ?"),
        (Amount(None, -15_000, 2_500), "−15,0 … 2,5"),
        (Amount(None, -15_000, None), "≥ −15,0"),
        (Amount(None, None, None), "?"),
    ],
)
def test_totals_in_words(total: Amount, text: str) -> None:
    """A range by its ends; a sum with something open as before."""
    with in_language("nl"):
        assert numbers.total(total, 1) == text


def test_the_headline_shows_both_ends(toy_ranges: Catalogue) -> None:
    """Totals, targets and the notes tell of the range, and why there is no verdict."""
    package = compose_package(toy_ranges, ["kade-breed", "steiger", "loods"])
    with in_language("nl"):
        text = headline_html(package, "", ("kade-20", "water+10"))
        assert ">−25,00 … −7,50<" in text  # 2027: −25…−10.5, 6…9 and −6 of the shed
        assert "open (PM): loods" in text
        assert "bandbreedte: kade-breed, steiger" in text
        assert "Het doel ligt binnen de bandbreedte van het effect." in text
        table = summarise(package, "", "").sections[0].table
        assert table is not None
        assert table.rows[-1].cells == ("−5,00", "≤ −8,50", "−25,00 … −7,50", "≤ −21,00", "≤ −16,50")
        assert any("bandbreedte" in note for note in table.notes)


@pytest.mark.slow
def test_charts_draw_the_range_as_a_line(toy_ranges: Catalogue) -> None:
    """From what is certain to the far end, in bars, bridge and gauges; the board of a meeting too."""
    a, b = (compose_package(toy_ranges, ids) for ids in (["kade-breed"], ["kade-breed", "steiger"]))
    target = evaluate_targets(a)["kade-20"]
    with in_language("nl"):
        drawn = contribution_bars(b, "2026").to_dict()
        assert {"label": "kade-breed Kade in twee varianten", "from": -25.0, "to": -10.0} in values(drawn)
        assert {"row": "2026", "from": -25.0, "to": -10.0} in values(target_gauge(target, toy_ranges).to_dict())
        assert any(row.get("from") == -25.0 for row in values(package_gauge([("", a)], "2026").to_dict()))
        assert "−25,00% … −10,00%" in gauge_html(toy_ranges, target, "2026")
        assert "−25,00 … −10,00" in board_html(a, "kade-20")


def values(chart: dict[str, Any]) -> list[dict[str, Any]]:
    """Every row of data in a chart."""
    return [row for rows in chart["datasets"].values() for row in rows]


def test_the_head_says_how_each_amount_is_open() -> None:
    """What the list does not give is n.o., and no PM; what it expects without an amount is PM."""
    found = known_catalogues()["ombuigingslijst-2021"]
    savings = load_catalogue(found)
    with in_language("nl"):
        package = compose_package(savings, ("2.0-1",))
        text = str(headline_html(package, "A", ()))
    assert "open (n.o.): 2.0-1" in text
    assert "PM)" not in text
