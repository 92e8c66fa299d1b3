"""
Package, targets, ODA, measures, meeting, sources and the app around them, with any catalogue.

1. They draw with the report and with both toy countries, in both languages.
2. A page, control, row or tab without data is absent: targets, ODA, resettlement, ready-made packages, settings.
3. On the second toy country nothing that goes to the browser holds a word of the report, or a year that is not its own.
4. A link, file or workbook of another catalogue is refused with a reason and changes nothing.
5. A file made with another version of the catalogue opens, and the page tells which of its amounts changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue, Change, load_catalogue
from budget.core import Settings
from budget.engine import compose_package
from budget.export import write_workbook
from budget.share import Draft, OpenedPackage, SharedState, make_link, stored_text
from dashboard import page, state
from dashboard.meeting import board_html
from dashboard.package import packages
from dashboard.pages import pages_for
from dashboard.words import file_name, in_language, numbers
from tests.conftest import ROOT, TOY, TOY2
from tests.dashboard.tools import SECONDS, drawn, html_of, opened, page_of

LANGUAGES = ("nl", "en")
FOLDERS = {"report": ROOT, "toy": TOY, "toy2": TOY2}
PAGES = ("package", "targets", "oda", "measures", "meeting", "sources")
OWN_PAGES = tuple(name for name in PAGES if name != "oda")
OF_THE_REPORT = re.compile(
    r"jenv|bhos|bmh|\bcoa\b|(?<![a-z])oda|hervestiging|resettlement|bijlage|\bannex|migrati", re.IGNORECASE
)
YEAR = re.compile(r"(?<![\w.,#-])(?:19|20)\d\d(?!\w|[.,]\d)")


@pytest.fixture(params=FOLDERS)
def chosen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The report and each toy country in turn, as the app's catalogue."""
    with opened(FOLDERS[request.param], monkeypatch) as found:
        yield found


@pytest.fixture
def polders(monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The second toy country as the app's catalogue."""
    with opened(TOY2, monkeypatch) as found:
        yield found


@pytest.fixture
def bare(polders: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """The second toy country without targets, packages and conflicts."""
    info = polders.info.model_copy(update={"default_target": None, "shown_targets": ()})
    found = replace(polders, info=info, targets={}, packages={}, conflicts=())
    monkeypatch.setattr(state, "catalogue", lambda: found)
    return found


def run(name: str, *drafts: Draft, language: str = "nl", **values: object) -> AppTest:
    """Run a page with these open packages and what the session holds, all panels open."""
    app = page_of(name, *drafts, language=language)
    app.session_state["settings_panel"] = app.session_state["package_panel"] = True
    for key, value in values.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def run_app(language: str = "nl", code: str = "") -> AppTest:
    """Run the app itself at an address."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
    app.query_params["taal"] = language
    if code:
        app.query_params["p"] = code
    app.run()
    assert not app.exception, app.exception
    return app


def everything(catalogue: Catalogue) -> Draft:
    return Draft("Alles", "Alles bij elkaar", tuple(catalogue.measures))


def labels(app: AppTest) -> list[str]:
    """Return the labels of everything that can be chosen or pressed."""
    kinds = (app.selectbox, app.multiselect, app.button, app.checkbox, app.text_input, app.tabs)
    return [element.label for kind in kinds for element in kind]


# Every page with every catalogue, invariant 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_draws_with_any_catalogue(chosen: Catalogue, name: str, language: str) -> None:
    """With nothing, with each ready-made package's measures and with everything at once, fiche included."""
    if name == "oda" and chosen.oda is None:
        assert name not in {entry.url_path for entry in pages_for(chosen)}
        return
    ready = next(iter(chosen.packages.values()))
    for draft in (Draft(), Draft(ready.title.nl, "", ready.measures), everything(chosen)):
        asked = {"asked_fiche": next(iter(chosen.measures))} if name == "package" else {}
        run(name, draft, language=language, **asked)


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
    footer = app.caption[-1].value
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
    decimals = numbers.decimals_of((total.keur for total in package.totals.values()), 1)
    with in_language("nl"):
        for total in package.totals.values():
            assert f">{numbers.total(total, decimals)}</td>" in text


# What is not there, invariant 2


def test_only_pages_with_data_are_offered(chosen: Catalogue) -> None:
    """ODA, resettlement and targets have a page where the catalogue has figures on them."""
    paths = {entry.url_path for entry in pages_for(chosen)}
    assert ("oda" in paths) is (chosen.oda is not None)
    assert ("hervestiging" in paths) is (chosen.resettlement is not None)
    assert ("doelen" in paths) is bool(chosen.targets)
    assert {"", "zoeken", "maatregelen", "bron"} <= paths


def test_only_settings_with_a_choice_are_offered(polders: Catalogue, catalogue: Catalogue) -> None:
    """One decision year, one scope and no ODA leave the year of the base; the report has six settings."""
    assert polders.oda is None
    app = run("package", Draft())
    assert [box.key.split("-")[1] for box in app.selectbox if str(box.key).startswith("set-")] == ["basis"]
    with pytest.MonkeyPatch.context() as patch, opened(ROOT, patch):
        app = run("package", Draft())
    keys = [str(box.key).split("-")[1] for box in app.selectbox if str(box.key).startswith("set-")]
    assert keys == ["decision_year", "basis", "scope", "oda_rules", "first_year_share_permille", "ceiling"]
    assert catalogue.oda is not None


def test_a_setting_is_written_as_it_was_chosen(chosen: Catalogue) -> None:
    """Each option of each offered setting reaches the package and stands beside its name."""
    app = run("package", everything(chosen))
    names = [str(box.key).split("-")[1] for box in app.selectbox if str(box.key).startswith("set-")]
    for name in names:
        box = next(box for box in app.selectbox if str(box.key).startswith(f"set-{name}-"))
        last = box.options[-1]
        box.select_index(len(box.options) - 1).run()
        assert not app.exception, app.exception
        assert last in html_of(app)
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
    assert "−11,871" in shown
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


@pytest.mark.parametrize("language", LANGUAGES)
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


def test_files_are_named_after_catalogue_and_package(polders: Catalogue, catalogue: Catalogue) -> None:
    """The names hold the catalogue's id and what can stand in a name of the package's name."""
    assert file_name(polders, "xlsx", "Sluizen −1%: nu!") == "toy2-sluizen-1-nu.xlsx"
    assert file_name(catalogue, "csv", "Überfälle", "§") == "bmh-14-uberfalle.csv"
    assert file_name(polders, "yaml", "") == "toy2.yaml"


# Of another catalogue, invariant 4


@pytest.mark.parametrize(("language", "word"), [("nl", "catalogus"), ("en", "catalogue")])
def test_a_link_of_another_catalogue_is_refused(polders: Catalogue, language: str, word: str) -> None:
    """The page says so and starts with an empty package."""
    code = make_link(load_catalogue(), SharedState((Draft("x", "", ("4.7",)),)))
    app = run_app(language, code)
    assert word in app.error[0].value
    assert polders.info.id in app.error[0].value
    assert [slot.draft for slot in app.session_state["workspace"].slots] == [Draft()]


def upload(name: str, data: bytes, draft: Draft) -> AppTest:
    """Open a file on the page of the package."""
    app = run("package", draft)
    app.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_a_file_of_another_catalogue_is_refused(polders: Catalogue, kind: str) -> None:
    """Package file and workbook of the report change nothing in the second toy country."""
    report, draft = load_catalogue(), Draft("Proef", "", ("sluis-a",))
    theirs = Draft("x", "", ("4.7",))
    package = compose_package(report, theirs.measures)
    data = stored_text(report, theirs).encode() if kind == "yaml" else write_workbook(package, "x")
    app = upload(f"x.{kind}", data, draft)
    assert "niet worden geopend" in app.error[0].value
    space = app.session_state["workspace"]
    assert [slot.draft for slot in space.slots] == [draft]
    assert polders.info.id in app.error[0].value


@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_a_file_of_ones_own_is_opened(chosen: Catalogue, kind: str) -> None:
    """What was saved here opens beside the package at hand, as it was."""
    mine = Draft("Mijn pakket", "Uitleg", tuple(chosen.measures)[:2])
    package = compose_package(chosen, mine.measures)
    text = stored_text(chosen, mine).encode()
    data = text if kind == "yaml" else write_workbook(package, mine.name, description=mine.description)
    app = upload(f"mijn.{kind}", data, everything(chosen))
    assert app.success
    assert app.session_state["workspace"].slot.draft == mine


# Of another version, invariant 5


def test_amounts_that_changed_since_a_file_are_told(polders: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each changed amount stands below the versions, with its column as the catalogue names it."""
    changes = (Change("sluis-a", "evenwicht", -1000, -11_871), Change("dijk.1", "2029", None, 3000))
    found = OpenedPackage(Draft("Oud", "", ("sluis-a", "dijk.1")), "2.0.0", changes)
    monkeypatch.setattr(packages, "parse_package", lambda *_: found)
    app = upload("oud.yaml", b"name: x", Draft())
    told = app.warning[0].value.replace("\\", "")
    assert "2.0.0" in told
    assert "sluis-a evenw.: −1 → −11,871" in told
    assert "dijk.1 2029: nieuw → 3" in told


def test_a_catalogue_that_is_not_there_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server told to open what does not exist says so on the page, in its language."""
    monkeypatch.setenv(state.CATALOGUE, str(tmp_path / "nergens"))
    state.catalogue.clear()
    app = run_app("nl")
    assert "nergens" in app.error[0].value
    state.catalogue.clear()


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
