"""
Package, targets, ODA, measures, meeting, sources and the app around them, with any catalogue.

1. They draw with the report and with the toy countries, in both languages.
2. A page, control, row or tab without data is absent: targets, ODA, resettlement, ready-made packages, settings.
3. On the second toy country nothing that goes to the browser holds a word of the report, or a year that is not its own.
4. A server that is told to open what is not there says so; each open package is composed once.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import compose_package, over_years
from budget.share import Draft, SharedState, make_link
from dashboard import page, state
from dashboard.meeting import board_html
from dashboard.pages import pages_for
from dashboard.serving import CATALOGUE, forget_catalogues
from dashboard.words import in_language, numbers
from tests.conftest import ROOT
from tests.dashboard.tools import drawn, everything, html_of, opened, page_of, run, run_app

LANGUAGES = ("nl", "en")
PAGES = ("package", "targets", "oda", "measures", "meeting", "sources", "stacking")
OWN_PAGES = tuple(name for name in PAGES if name != "oda")
OF_THE_REPORT = re.compile(
    r"jenv|bhos|bmh|\bcoa\b|(?<![a-z])oda|hervestiging|resettlement|bijlage|\bannex|migrati", re.IGNORECASE
)
YEAR = re.compile(r"(?<![\w.,#-])(?:19|20)\d\d(?!\w|[.,]\d)")


@pytest.fixture
def bare(polders: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """The second toy country without targets, packages and conflicts."""
    info = polders.info.model_copy(update={"default_target": None, "shown_targets": ()})
    found = replace(polders, info=info, targets={}, packages={}, conflicts=())
    monkeypatch.setattr(state, "_catalogue_of", lambda _: found)
    return found


def labels(app: AppTest) -> list[str]:
    """Return the labels of everything that can be chosen or pressed."""
    kinds = (app.selectbox, app.multiselect, app.button, app.checkbox, app.text_input, app.tabs)
    return [element.label for kind in kinds for element in kind]


# Every page with every catalogue, invariant 1


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_draws_with_any_catalogue(chosen: Catalogue, name: str, language: str) -> None:
    """With nothing, with a ready-made package's measures and with everything at once, fiche included."""
    if name == "oda" and chosen.oda is None:
        assert name not in {entry.url_path for entry in pages_for(chosen)}
        return
    ready = next(iter(chosen.packages.values()))
    for draft in (Draft(), Draft(ready.title.nl, "", ready.measures), everything(chosen)):
        asked = {"asked_fiche": next(iter(chosen.measures))} if name == "package" else {}
        run(name, draft, language=language, **asked)


def test_any_package_is_a_workbook_too(chosen: Catalogue) -> None:
    """Of a list whose amounts have bounds as well."""
    app = run("package", everything(chosen))
    assert "Download Excel" in [button.proto.label for button in app.get("download_button")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_runs_with_any_catalogue(chosen: Catalogue, language: str) -> None:
    """The board shows the totals of the catalogue's own columns, under its own names."""
    app = page_of("meeting", everything(chosen), language=language)
    shown = list(chosen.measures)[:3]
    app.query_params["v"] = f"{chosen.info.default_target}:{','.join(shown)}"
    app.run()
    assert not app.exception, app.exception
    text = html_of(app)
    structural = chosen.info.columns.structural.title.get(language)
    for word in (*chosen.columns.years, structural[1:], chosen.info.unit.title.get(language)):
        assert word in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_app_is_called_after_its_catalogue(chosen: Catalogue, language: str) -> None:
    """Name, version and source of the catalogue stand on the page."""
    app = run_app(language)
    name = chosen.info.short.get(language)
    assert any(name in element.value for element in app.sidebar.markdown)
    footer = app.main.caption[-1].value
    assert all(part in footer for part in (name, chosen.info.version))
    with in_language(language):
        assert page.product().endswith(name)


def test_the_headline_has_the_catalogues_columns(chosen: Catalogue) -> None:
    """Headings and totals are as many as the catalogue's columns, and the totals are the engine's."""
    package = compose_package(chosen, chosen.measures)
    text = html_of(run("package", everything(chosen)))
    assert f'<col class="n" span="{len(chosen.columns)}">' in text
    heads = [*chosen.columns.years, chosen.info.columns.structural.short.nl]
    assert all(f'<th scope="col" class="num">{head}</th>' in text for head in heads)
    with in_language("nl"):
        for total in [*package.totals.values(), over_years(chosen, package.totals)]:
            assert f">{numbers.total(total, numbers.places(chosen), sign=True)}</button></td>" in text


# What is not there, invariant 2


def test_only_pages_with_data_are_offered(chosen: Catalogue) -> None:
    """ODA and resettlement have a page where the catalogue has figures on them; targets may be one's own everywhere."""
    paths = {entry.url_path for entry in pages_for(chosen)}
    assert ("oda" in paths) is (chosen.oda is not None)
    assert ("hervestiging" in paths) is (chosen.resettlement is not None)
    assert {"", "doelen", "zoeken", "maatregelen", "bron"} <= paths


def test_only_settings_with_a_choice_are_offered(polders: Catalogue, catalogue: Catalogue) -> None:
    """One decision year, one scope and no ODA leave the year of the base; the report has twelve settings."""
    assert polders.oda is None
    app = run("package", Draft())
    assert [box.key.split("-")[1] for box in app.selectbox if str(box.key).startswith("set-")] == ["basis"]
    with pytest.MonkeyPatch.context() as patch, opened(ROOT, patch):
        app = run("package", Draft())
    keys = [str(box.key).split("-")[1] for box in app.selectbox if str(box.key).startswith("set-")]
    assert keys[:4] == ["decision_year", "basis", "scope", "overlaps"]
    assert keys[4:6] == ["oda_rules", "first_year_share"]
    assert keys[6:] == ["share_by", "dac_part", "ceiling", "programmes", "ended", "cover"]
    assert catalogue.oda is not None


@pytest.mark.slow
def test_a_setting_is_written_as_it_was_chosen(chosen: Catalogue) -> None:
    """Each option of each offered setting reaches the package and stands beside its name."""
    app = run("package", everything(chosen))
    names = [str(box.key).split("-")[1] for box in app.selectbox if str(box.key).startswith("set-")]
    for name in names:
        box = next(box for box in app.selectbox if str(box.key).startswith(f"set-{name}-"))
        first, last = box.options[0], box.options[-1]
        assert (box.index, box.value) != (None, None)
        for place, notes in ((len(box.options) - 1, 1), (0, 0), (len(box.options) - 1, 1)):
            box = next(box for box in app.selectbox if str(box.key).startswith(f"set-{name}-"))
            box.select_index(place).run()
            assert not app.exception, app.exception
            assert html_of(app).count(escape(f"{box.label}: {last}")) == notes
            assert escape(f"{box.label}: {first}") not in html_of(app)
    assert app.session_state["workspace"].slot.draft.settings != Settings()


def test_what_has_no_data_is_not_offered(bare: Catalogue) -> None:
    """Without targets, packages and choices there is no row, control or panel for them."""
    app = run("package", everything(bare))
    assert "Kant-en-klaar pakket" not in labels(app)
    assert not app.get("button_group")
    assert "verdict" not in html_of(app)
    assert "Instellingen" not in [panel.label for panel in app.expander]
    assert not any("doelen" in caption.value for caption in app.caption)
    prepared = run("meeting", everything(bare))
    assert "Doel in beeld" not in labels(prepared)
    prepared.button[-1].click().run()
    assert not prepared.exception, prepared.exception
    assert 'class="outcome' not in html_of(prepared)
    assert [tab.label for tab in run("sources").tabs] == ["Alle waarden", "Bewijs"]


def test_a_board_without_a_target_shows_the_totals(bare: Catalogue) -> None:
    """Total and years stand there, without gauge and verdict."""
    with in_language("nl"):
        shown = board_html(compose_package(bare, ["sluis-a"]), None)
    assert "−11,87<" in shown
    assert "gauge" not in shown
    assert "judged" not in shown


# Nothing of the report, invariant 3


def hold_own(app: AppTest) -> None:
    """Hold everything that goes to the browser free of words of the report and of years that are not its own."""
    wrong = []
    for kind, field, text in drawn(app):
        if kind == "Html" and text.startswith("<style>"):
            continue
        told = re.sub(r"1 maart 2026|March 1, 2026", "", text)
        words = {match.group() for match in OF_THE_REPORT.finditer(told)}
        years = {year for year in YEAR.findall(told) if not 2026 <= int(year) <= 2030}
        if words or years:
            wrong.append((kind, field, sorted(words), sorted(years), text[:200]))
    assert not wrong


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", OWN_PAGES)
def test_no_page_speaks_of_the_report(polders: Catalogue, name: str, language: str) -> None:
    """Texts, tables, labels, help, choices and the data of the lists hold the country's own words and years."""
    for draft in (Draft(), Draft("Proef", "", ("sluis-a", "dijk.1")), everything(polders)):
        hold_own(run(name, draft, language=language))
    if name == "package":
        for id_ in polders.measures:
            hold_own(run(name, everything(polders), language=language, asked_fiche=id_))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_meeting_speaks_of_the_report(polders: Catalogue, language: str) -> None:
    """Nor does a running meeting, at any target."""
    for target in polders.targets:
        app = page_of("meeting", everything(polders), language=language)
        app.query_params["v"] = f"{target}:sluis-a,sluis-c"
        app.run()
        assert not app.exception, app.exception
        assert "board" in html_of(app)
        hold_own(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_app_around_the_pages_speaks_of_its_own(polders: Catalogue, language: str) -> None:
    """The app with its navigation, name and sidebar, at an empty package and at a link."""
    hold_own(run_app(language))
    hold_own(run_app(language, make_link(polders, SharedState((everything(polders),)))))
    with in_language(language):
        for entry in pages_for(polders):
            assert not OF_THE_REPORT.search(f"{entry.title()} {entry.url_path}")


# The app itself, invariant 4


def test_a_catalogue_that_is_not_there_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server told to open what does not exist says so on the page, in its language."""
    monkeypatch.setenv(CATALOGUE, str(tmp_path / "nergens"))
    forget_catalogues()
    app = run_app("nl")
    assert "nergens" in app.error[0].value
    forget_catalogues()


def test_a_package_is_composed_once(polders: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often a page asks, and at the next run too, the engine composes each open package once."""
    made: list[tuple[str, ...]] = []

    def compose(catalogue: Catalogue, measures: tuple[str, ...], settings: Settings) -> object:
        made.append(measures)
        return compose_package(catalogue, measures, settings)

    monkeypatch.setattr(state, "compose_package", compose)
    app = run("package", everything(polders))
    app.run()
    assert made == [everything(polders).measures]
    app.session_state["workspace"].step(Draft("Alles", "", ("sluis-a",)))
    app.run()
    assert made[1:] == [("sluis-a",)]
