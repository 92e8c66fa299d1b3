"""
Overlaps that were not judged in full are said beside every total and verdict.

1. Headline, targets, comparison, charts, search answer, meeting, print and nota give the note of the list, in both
languages, and what is met is "met, if nothing overlaps". 2. A list whose overlaps were judged says neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.engine import Verdict, compose_package, evaluate_targets
from budget.search import Goal, Question, find_packages_with_steps
from budget.share import Draft
from dashboard.charts import target_gauge
from dashboard.charts.chart_look import MOST_IN_LINE, export_spec, spec_of
from dashboard.meeting import board
from dashboard.paper import summarise, write_nota
from dashboard.words import in_language, terms
from tests.conftest import UNJUDGED_NOTES
from tests.dashboard.countries import LANGUAGES, run, said
from tests.dashboard.tools import opened, page_of

UNLESS = {"nl": "gehaald, als niets overlapt", "en": "met, if nothing overlaps"}
NOTES = dict(zip(LANGUAGES, UNJUDGED_NOTES, strict=True))
MEETS = ("A.2",)


@pytest.fixture
def country(unjudged_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    with opened(unjudged_folder, monkeypatch) as found:
        yield found


def meeting(catalogue: Catalogue) -> Draft:
    """A package that meets a target somewhere."""
    package = compose_package(catalogue, MEETS)
    cells = [cell for result in evaluate_targets(package).values() for cell in result.cells.values()]
    assert Verdict.MET in {cell.verdict for cell in cells}
    return Draft("Proef", "", MEETS)


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("page", ["package", "targets", "compare", "charts", "search", "printview"])
def test_every_page_says_it(country: Catalogue, page: str, language: str) -> None:
    """The note of the list stands on each page with a total."""
    text = said(run(page, meeting(country), Draft("Ander", "", ("A.1",)), language=language, compared=(0, 1)))
    assert NOTES[language] in text
    if page in {"package", "targets", "compare", "printview"}:
        assert UNLESS[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_papers_and_meeting_say_it(country: Catalogue, language: str) -> None:
    """The board of a meeting and the nota."""
    package = compose_package(country, MEETS)
    with in_language(language):
        assert NOTES[language] in str(board.board_html(package, next(iter(country.targets))))
        assert any(NOTES[language] in line for line in summarise(package, "Proef", "").core)
    nota = Document(BytesIO(write_nota(package, "Proef", "", language)))
    assert NOTES[language] in "\n".join(paragraph.text for paragraph in nota.paragraphs)
    assert any(UNLESS[language] in cell.text for table in nota.tables for row in table.rows for cell in row.cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_of_a_search_says_it(country: Catalogue, language: str) -> None:
    """A package that is found meets its goal if nothing overlaps; a proof that there is none says it too."""
    target = next(iter(country.targets))
    found = find_packages_with_steps(country, Question((Goal(target),)), [])
    assert found.found
    none = find_packages_with_steps(country, Question((Goal(target),), forbidden=tuple(country.measures)), [])
    for answer in (found, none):
        text = said(run_answer(answer, language))
        assert NOTES[language] in text
    assert UNLESS[language] in said(run_answer(found, language))


def run_answer(answer: object, language: str) -> AppTest:
    """Draw the page of the search with an answer."""
    app = page_of("search", Draft("Proef", "", MEETS), language=language)
    app.session_state["answer"] = answer
    app.run()
    assert not app.exception, app.exception
    return app


def test_a_list_that_was_judged_says_neither(catalogue: Catalogue) -> None:
    """The report's own pages are as they were."""
    text = said(run("package", Draft("Proef", "", catalogue.packages["jenv-20"].measures)))
    assert "niet volledig beoordeeld" not in text
    assert UNLESS["nl"] not in text


def test_a_chart_in_a_document_says_it(country: Catalogue) -> None:
    """The note stands below the title of the drawing that is downloaded."""
    package = compose_package(country, MEETS)
    with in_language("nl"):
        chart = target_gauge(next(iter(evaluate_targets(package).values())), country)
        spec = export_spec(spec_of(chart), "Doel", "nl", terms.not_judged(country.info))
    assert NOTES["nl"] in spec["title"]["subtitle"][-1]
    assert spec["title"]["text"] == "Doel"


def test_a_long_note_is_broken_into_lines(country: Catalogue) -> None:
    """A drawing does not grow with its note."""
    with in_language("nl"):
        chart = target_gauge(next(iter(evaluate_targets(compose_package(country, MEETS)).values())), country)
    bare = export_spec(spec_of(chart), "Doel", "nl")["title"].get("subtitle", [])
    lines = export_spec(spec_of(chart), "Doel", "nl", "woord " * 100)["title"]["subtitle"][len(bare) :]
    assert len(lines) > 1
    assert max(map(len, lines)) <= MOST_IN_LINE
