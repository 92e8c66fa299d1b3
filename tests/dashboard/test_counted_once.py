"""
Money counted twice, as pages and papers tell it.

Invariants: 1. beside a sum stands what is left without double counting, where it differs; 2. where overlap decides, the
verdict says so and both verdicts are told; 3. where nothing overlaps nothing is added.
"""

from __future__ import annotations

import pytest

from budget.catalogue import Catalogue
from budget.core import Overlaps, Settings
from budget.engine import compose_package, evaluate_target
from budget.share import Draft
from dashboard.meeting import board_html
from dashboard.package import once_text, verdict_text, why_text
from dashboard.package.headline import headline_html
from dashboard.paper import summarise
from dashboard.words import in_language, plain
from tests.amounts import total
from tests.dashboard.tools import html_of, page_of, run

JENV = "jenv-20"
BOTH = "Zoals de bron optelt gehaald, zonder dubbeltelling niet gehaald."
WITHOUT = "onder dubbeltelling"


def report(catalogue: Catalogue, settings: Settings | None = None) -> Draft:
    return Draft("Rapport", "", catalogue.packages[JENV].measures, settings or Settings())


@pytest.mark.figures
def test_the_head_shows_what_is_left_without_double_counting(catalogue: Catalogue) -> None:
    """−236.4 as the report adds is −207.6 without double counting, and 2024 says that overlap decides (1, 2)."""
    package = compose_package(catalogue, report(catalogue).measures)
    with in_language("nl"):
        shown = headline_html(package, "x", (JENV,))
    assert "zonder dubbeltelling" in shown
    assert "−207,62" in shown
    assert shown.count("niet te bepalen: overlap") == 1
    assert BOTH in shown


@pytest.mark.parametrize("measures", [(), ("4.7",)])
def test_where_nothing_overlaps_nothing_is_added(catalogue: Catalogue, measures: tuple[str, ...]) -> None:
    """An empty package and a single measure have no second sum, on head, board and paper (3)."""
    package = compose_package(catalogue, measures)
    with in_language("nl"):
        summary = summarise(package, "x", "")
        shown = headline_html(package, "x", (JENV,)) + board_html(package, JENV)
    assert WITHOUT not in shown
    assert not any(WITHOUT in line for line in summary.core)
    assert "class='once'" not in shown


def test_as_the_report_adds_2024_is_met(catalogue: Catalogue) -> None:
    """Under the other setting the verdict is the report's, and no reason is given (2)."""
    package = compose_package(catalogue, report(catalogue).measures, Settings(overlaps=Overlaps.AS_REPORT))
    cell = evaluate_target(package, catalogue.targets[JENV]).cells["2024"]
    with in_language("nl"):
        assert (verdict_text(cell), why_text(cell)) == ("gehaald", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "told"),
    [("nl", "2024: " + BOTH), ("en", "2024: As the source adds: met; without double counting: not met.")],
)
def test_the_page_of_targets_tells_both_verdicts(catalogue: Catalogue, language: str, told: str) -> None:
    """The table has a row for each way of adding, and the warning names the year (1, 2)."""
    app = run("targets", report(catalogue), language=language)
    assert plain(told) in [warning.value for warning in app.warning]
    rows = {"nl": ("Oordeel zoals de bron optelt", "Oordeel zonder dubbeltelling", "Effect zonder dubbeltelling")}
    for row in rows.get(language, ("Verdict as the source adds", "Verdict without double counting")):
        assert row in html_of(app)


@pytest.mark.figures
def test_paper_tells_both(catalogue: Catalogue) -> None:
    """The print view and the nota share one summary: a core line, rows in both tables, and which year (1, 2)."""
    with in_language("nl"):
        summary = summarise(compose_package(catalogue, report(catalogue).measures), "x", "")
    assert "Structureel zonder dubbeltelling −207,62 mln. euro." in summary.core
    tables = {section.key: section.table for section in summary.sections if section.table is not None}
    for key in ("measures", "targets"):
        assert "Zonder dubbeltelling" in [row.label for row in tables[key].rows]
    assert any(note.endswith(f"2024: {BOTH}") for note in tables["targets"].notes)


@pytest.mark.slow
@pytest.mark.figures
def test_the_meeting_and_the_comparison_tell_it(catalogue: Catalogue) -> None:
    """The board has the second sum and the year that overlap decides; the comparison a row for it (1, 2)."""
    package = compose_package(catalogue, report(catalogue).measures)
    with in_language("nl"):
        board = board_html(package, JENV)
    assert "Structureel zonder dubbeltelling −207,6" in board
    assert f"2024: {BOTH}" in board
    app = page_of("compare", report(catalogue), Draft("Ander", "", ("4.7",)), compared=(0, 1)).run()
    assert "Rapport, zonder dubbeltelling" in html_of(app)
    assert "Ander, zonder dubbeltelling" not in html_of(app)


def test_conflict_notes_say_their_kind(catalogue: Catalogue) -> None:
    """Each overlap says how it counts; those that count money twice come first."""
    app = run("package", report(catalogue))
    notes = [note for item in app.markdown for note in item.value.split("\n\n")]
    kinds = ("hetzelfde geld", "korting na besparing", "waarschuwing")
    found = [next(kind for kind in kinds if f" – {kind} – " in note) for note in notes if note.startswith("**")]
    assert sorted(found, key=lambda kind: kind == "waarschuwing") == found
    assert set(found) == set(kinds)


def test_an_amount_that_rounds_alike_is_written_in_full() -> None:
    """−100.04 beside −100.0 is told with its decimals, else the two would read the same (1)."""
    with in_language("nl"):
        assert once_text(total(-100_000), total(-99_960)) == "zonder dubbeltelling −99,96"
        assert once_text(total(-100_000), total(-100_000)) == ""
        assert once_text(total(-236_400), total(-207_618)) == "zonder dubbeltelling −207,6"
