"""
Lists of short records on every page.

1. Every page draws with a report's short list and with the list of savings, empty, with a package and compared.
2. A fiche shows what the list says of a measure, and "not assessed" where nobody assessed it.
3. The list has filters for what it has data for, and the search offers no restriction without data.
4. Name and version stand in the head, the print and the nota.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue, known_catalogues
from budget.core import Settings
from budget.engine import compose_package
from budget.share import Draft
from dashboard.package.list_facts import list_facts, list_filters
from dashboard.package.measure_list import rows_text
from dashboard.pages import pages_for
from dashboard.paper import write_nota
from dashboard.serving import open_catalogue
from dashboard.session import Workspace
from dashboard.words import in_language, long_date
from tests.dashboard.countries import LANGUAGES, said
from tests.dashboard.tools import opened, page_of, run_app

REPORT, LIST = "bmh-2020-05", "ombuigingslijst-2021"
PAGES = (
    "package",
    "targets",
    "charts",
    "compare",
    "search",
    "measures",
    "meeting",
    "printview",
    "sources",
    "lists",
    "stacking",
)
KINDS = {
    "package",
    "payers",
    "lists",
    "targets",
    "charts",
    "compare",
    "together",
    "search",
    "measures",
    "meeting",
    "printview",
    "sources",
    "stacking",
    "own_list",
    "saved",
}


@pytest.fixture(params=[REPORT, LIST])
def short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """Each of the two as the list that a session begins with."""
    with opened(known_catalogues()[request.param], monkeypatch) as found:
        yield found


def some(catalogue: Catalogue) -> Draft:
    """Every ninth measure: with numbers, open cells, ranges and cells that are not given."""
    return Draft("Proef", "", tuple(catalogue.measures)[::9])


def drawn(name: str, *drafts: Draft, language: str = "nl", compared: tuple[int, ...] = ()) -> AppTest:
    app = page_of(name, *drafts, language=language, compared=compared)
    app.session_state["settings_panel"] = app.session_state["package_panel"] = True
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.slow
def test_pages_without_data_are_not_there(short: Catalogue) -> None:
    """No ODA or resettlement; all the others."""
    modules = {entry.render.__module__.rsplit(".", maxsplit=1)[-1] for entry in pages_for(short)}
    assert modules == KINDS


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws(short: Catalogue, page: str, language: str) -> None:
    """With an empty package, and with two of them compared; the note on overlap stands on it."""
    drawn(page, language=language)
    text = said(
        drawn(page, some(short), Draft("Ander", "", tuple(short.measures)[:3]), language=language, compared=(0, 1))
    )
    assert short.info.overlaps.note.get(language) in text


def test_the_head_names_the_list_and_its_version(short: Catalogue) -> None:
    """In the app around the pages, and in the nota."""
    app = run_app()
    text = said(app)
    assert any(short.info.version in caption.value for caption in app.sidebar.caption)
    for part in (short.info.short.nl, short.info.version, long_date(short.info.date), short.info.source_title):
        assert part in text
    nota = Document(BytesIO(write_nota(compose_package(short, some(short).measures[:3]), "Proef", "", "nl")))
    colophon = "\n".join(paragraph.text for paragraph in nota.paragraphs)
    assert f"{short.info.short.nl}: catalogus {short.info.version}" in colophon
    assert short.info.overlaps.note.nl in colophon


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fiche_shows_what_the_list_says(language: str) -> None:
    """Direction, theme, tax and the structural year where they are given; what nobody assessed is said to be so."""
    catalogue = open_catalogue(LIST)
    measure = next(m for m in catalogue.measures.values() if m.tax and m.theme and m.structural_year)
    app = page_of("measures", language=language)
    app.session_state["workspace"] = Workspace(catalogue=LIST)
    app.session_state["fiche_measure"] = measure.id
    app.run()
    assert not app.exception, app.exception
    text = said(app)
    with in_language(language):
        facts = list_facts(measure)
    assert len(facts) == 4
    assert all(label in text and word in text for label, word in facts)
    assert text.count("niet beoordeeld" if language == "nl" else "not assessed") >= 4


def test_filters_are_those_that_the_list_has_data_for(catalogue: Catalogue) -> None:
    """The list of savings has three, the report's list three others; every row has its value of each."""
    savings = open_catalogue(LIST)
    with in_language("nl"):
        filters = {one["key"]: dict(one["options"]) for one in list_filters(savings)}
        rows = [row for group in json.loads(rows_text(savings, Settings(), "nl")) for row in group["rows"]]
        plain = [row for group in json.loads(rows_text(catalogue, Settings(), "nl")) for row in group["rows"]]
        assert [one["key"] for one in list_filters(catalogue)] == ["body", "law", "grade"]
    assert list(filters) == ["called", "theme", "tax"]
    assert len(rows) == len(savings.measures)
    assert all(row["more"][key] in values or not row["more"][key] for row in rows for key, values in filters.items())
    assert sum(row["more"]["called"] == "saving" for row in rows) == 498
    assert not any(row["about"] for row in plain)
    assert all(row["more"]["law"] and row["more"]["body"] for row in plain)


@pytest.mark.parametrize(("id_", "offered"), [(REPORT, False), (LIST, False), ("bmh-14", True)])
def test_the_search_offers_no_restriction_without_data(id_: str, offered: bool) -> None:
    """Law and evidence are offered where they were assessed."""
    open_catalogue(id_)
    app = page_of("search")
    app.session_state["workspace"] = Workspace(catalogue=id_)
    app.run()
    assert not app.exception, app.exception
    keys = {box.key for box in app.selectbox}
    assert ({"q-law", "q-grade"} <= keys) is offered
    assert bool(keys & {"q-law", "q-grade"}) is offered
