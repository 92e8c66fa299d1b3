"""
Charts, comparison, search, print view and nota with any catalogue.

1. They draw with the report and with the toy countries, in both languages.
2. What a catalogue does not have is absent: targets, ODA, conflicts, open cells, dials, resettlement.
"""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module
from io import BytesIO

import altair as alt
import pytest
from docx import Document

from budget.catalogue import Catalogue
from budget.engine import compose_package, evaluate_targets
from budget.share import Draft
from dashboard import charts as drawn
from dashboard import state
from dashboard.charts.charts_gauge import gauge_percent, track_ends
from dashboard.pages import charts, compare, printview, resettlement, search
from dashboard.paper import summarise, write_nota
from dashboard.words import in_language, numbers
from tests.dashboard.countries import LANGUAGES, everything, first_ready, run, said, text_of
from tests.dashboard.tools import html_of, page_of

AMOUNTS = {"measures", "payers", "stack-body", "stack-law"}
"""The sections of which every number is an amount of the package."""
PAGES = {"charts": charts, "compare": compare, "search": search, "printview": printview, "resettlement": resettlement}


# Every page with every catalogue, invariant 1


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_with_any_catalogue(chosen: Catalogue, page: str, language: str) -> None:
    """With nothing, a ready-made package and everything at once."""
    for draft in (Draft(), first_ready(chosen), everything(chosen)):
        run(page, draft, language=language)
    both = (first_ready(chosen), everything(chosen))
    run(page, *both, language=language, compared=(0, 1))


@pytest.mark.slow
def test_any_comparison_is_a_workbook_too(chosen: Catalogue) -> None:
    """Of a list whose amounts have bounds as well."""
    app = run("compare", first_ready(chosen), everything(chosen), compared=(0, 1))
    labels = [button.proto.label for button in app.get("download_button")]
    assert "Download vergelijking (Excel)" in labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_nota_names_its_catalogue_and_source(chosen: Catalogue, language: str) -> None:
    """Short name, version and source stand on paper; the document names the catalogue as its maker."""
    package = compose_package(chosen, first_ready(chosen).measures)
    document = Document(BytesIO(write_nota(package, "Proef", "", language)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for expected in (chosen.info.short.get(language), chosen.info.version, chosen.info.source_title):
        assert expected in text
    assert chosen.info.short.get(language) in document.core_properties.author
    assert chosen.info.short.get(language) in document.sections[0].footer.paragraphs[0].text


@pytest.mark.slow
def test_a_question_can_be_asked_of_any_catalogue(chosen: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form starts at the catalogue's own target and structural column; there is a package, or proof of none."""
    monkeypatch.setattr(search, "SAMPLE", 1000)
    app = run("search", Draft())
    assert app.multiselect(key="q-targets").value == [chosen.info.default_target]
    assert app.multiselect(key="q-columns").value == [chosen.columns.structural]
    next(button for button in app.button if button.label == "Zoek").click().run()
    assert not app.exception, app.exception
    assert app.success or app.error
    for kind in ("measures", "scatter"):
        app.session_state["trade-off"] = kind
        app.run()
        assert not app.exception, app.exception
        assert app.get("vega_lite_chart")


def test_a_chart_that_vega_would_not_know_fails_its_page(
    country: Catalogue, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every chart of a page is held against the schema in the tests, so that none draws nothing in a browser."""
    wrong = alt.Color("fill:N", scale="none")
    monkeypatch.setattr(import_module("dashboard.charts.chart_stack"), "fill", lambda *_: wrong)
    app = page_of("charts", everything(country)).run()
    assert app.exception
    assert "SchemaValidationError" in "".join(capsys.readouterr())


# What is not there, invariant 2


def test_the_search_offers_what_can_bite(polders: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ODA and dials there is no leakage to spare, no attribution to keep and nothing to turn."""
    app = run("search", Draft())
    assert {box.key for box in app.checkbox} == {"q-overlap", "q-open"}
    assert len(app.selectbox(key="q-objective").options) == 3
    assert "q-turn" not in {choice.key for choice in app.multiselect}
    bare = replace(polders, conflicts=(), targets={})
    monkeypatch.setattr(state, "_catalogue_of", lambda _: bare)
    app = run("search", Draft())
    assert {box.key for box in app.checkbox} == {"q-open"}
    assert "q-targets" not in {choice.key for choice in app.multiselect}


def test_a_budget_can_be_asked_for_by_chapter_and_article(polders: Catalogue) -> None:
    """The chapters and lines are the catalogue's, and a chapter of two words counts its articles."""
    lines = list(polders.budgets)
    assert lines[:2] == ["Algemene Zaken", "Algemene Zaken 3 bis"]
    app = run("search", Draft())
    app.multiselect(key="q-targets").set_value([])
    app.selectbox(key="q-budget").set_value("Algemene Zaken")
    app.text_input(key="q-amount").set_value("−11,8710")
    next(button for button in app.button if button.label == "Zoek").click().run()
    assert not app.exception, app.exception
    assert "Algemene Zaken, evenwicht" in said(app)
    assert app.session_state["answer"].question.goals[0].amount_keur == -11_871


def test_a_page_without_data_draws_nothing(polders: Catalogue) -> None:
    """Without figures on resettlement its page is empty."""
    assert polders.resettlement is None
    assert not html_of(run("resettlement", Draft()))


@pytest.mark.slow
def test_a_catalogue_without_targets_has_no_gauge(polders: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts and comparison leave the targets out, and so does the paper; without conflicts that section goes too."""
    bare = replace(polders, targets={}, conflicts=())
    monkeypatch.setattr(state, "_catalogue_of", lambda _: bare)
    a, b = first_ready(bare), everything(bare)
    assert [tab.label for tab in run("charts", a).tabs] == ["Per jaar en variant", "Bijdrage per maatregel"]
    assert len(run("compare", a, b, compared=(0, 1)).get("vega_lite_chart")) == 1
    with in_language("nl"):
        sections = [section.key for section in summarise(compose_package(bare, b.measures), "n", "").sections]
    assert sections == ["measures", "payers", "open", "sources", "stack-body", "stack-law", "stack-evidence"]


def test_the_paper_lists_the_settings_there_are(polders: Catalogue, catalogue: Catalogue) -> None:
    """One decision year and one scope leave only the year of the base to choose; the report has twelve settings."""
    with in_language("nl"):
        few = summarise(compose_package(polders, []), "n", "").settings
        all_ = summarise(compose_package(catalogue, []), "n", "").settings
    assert few == (("Jaar van de grondslag", "vast jaar van het doel"),)
    assert len(all_) == 12
    assert ("Besluitjaar", "2021") in all_


# The scale of a gauge, invariants 1 and 2


def test_a_track_runs_between_the_targets_of_its_base(polders: Catalogue) -> None:
    """A cut of 1% is drawn between −1% and +1%, two targets between them; of an empty base nothing is a share."""
    package = compose_package(polders, ["sluis-a"])
    with in_language("nl"):
        spec = drawn.package_gauge([("a", package)], "evenwicht").to_dict()
        assert track_ends([-20, 20]) == track_ends([-20, -10]) == track_ends([20]) == {"low": "−20%", "high": "+20%"}
        assert track_ends([-5, 20]) == {"low": "−5%", "high": "+20%"}
        cells = evaluate_targets(package)
        assert gauge_percent(cells["sluizen-1"].cells["evenwicht"]) == "−1,0%"
        assert gauge_percent(cells["leeg-20"].cells["evenwicht"]) == "–"
    rows = spec["datasets"][spec["layer"][0]["data"]["name"]]
    assert {(row["from"], row["to"]) for row in rows} == {(-1, 1), (-5, 5), (-20, 20)}
    goals = spec["datasets"][spec["layer"][2]["data"]["name"]]
    assert [row["from"] for row in goals] == [-1, 0, 0, 5, -20, 0, 20]  # a mark where a target is, and nowhere else
    assert len({row["row"] for row in rows}) == 3


def test_the_gauge_of_a_meeting_has_the_targets_scale(polders: Catalogue) -> None:
    """The ticks stand at the target, its half and their mirror images."""
    result = evaluate_targets(compose_package(polders, ["sluis-a"]))["sluizen-1"]
    with in_language("nl"):
        text = text_of(drawn.gauge_html(polders, result, "evenwicht"))
    for tick in ("doel −1%", "−0,5%", "+0,5%", "+1%", "tussen −1% en +1%"):
        assert tick in text


def test_paper_has_the_form_of_the_list(chosen: Catalogue) -> None:
    """Every amount of a package has the decimals that its list's pages have, and a cost its plus."""
    package, places = compose_package(chosen, everything(chosen).measures), numbers.places(chosen)
    amount = re.compile(rf"([+−]\d{{1,3}}(\.\d{{3}})*|0),\d{{{places}}}")
    seen = 0
    with in_language("nl"):
        tables = [section.table for section in summarise(package, "", "").sections if section.key in AMOUNTS]
    for table in filter(None, tables):
        for row in table.rows:
            for found in re.findall(r"[+−]?[\d.]+,\d+(?!\d*%)", " ".join(row.cells[:-1])):
                assert amount.fullmatch(found), (table.caption, row.label, found)
                seen += 1
    assert seen > 20
