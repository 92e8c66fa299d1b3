"""
A session works on any list that the server offers.

1. A session begins with the list that the address names, a link before a name; else with the default one. What cannot
be opened is told, and the session begins with the default list.
2. A list is loaded when it is first opened, once for all sessions.
3. Switching keeps the packages of each list; what a page of another list reports is refused in sight, once.
4. The page of lists says what each is without loading it, and opens one; one with faults leaves the open one as it is.
5. Work beside the server has the list that it was asked for, however the lists alternate.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue, Overview, known_catalogues
from budget.share import Draft, SharedState, make_link
from dashboard import page
from dashboard.pages.list_search import ASKED, PIECE
from dashboard.serving import catalogues, default_list, offered_lists, open_catalogue, overviews
from dashboard.session import Workspace, apply_report
from dashboard.words import in_language, terms
from dashboard.workers import Job, Seat
from tests.conftest import TOY
from tests.dashboard.countries import said
from tests.dashboard.jobs import measures_of
from tests.dashboard.tools import SECONDS, opened, page_of, run_at

OTHER = "bmh-2020-12"  # the smallest of the installed ones
OPEN_OTHER = """
from dashboard import state
from dashboard.pages import package

if state.st.session_state.get("go"):
    state.open_list(state.st.session_state.pop("go"))
package.render()
"""


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Catalogue]:
    """The toy country as the default list, the installed ones beside it."""
    with opened(TOY, monkeypatch) as found:
        yield found


def list_of(app: AppTest) -> str:
    found: Workspace = app.session_state["workspace"]
    return found.catalogue


def test_an_own_folder_is_offered_first_and_the_installed_ones_beside_it(toy: Catalogue) -> None:
    """The folder that CATALOGUE names is the default; no installed list goes."""
    assert list(offered_lists()) == [toy.info.id, *known_catalogues()]
    assert default_list() == toy.info.id


def test_a_folder_takes_the_place_of_an_installed_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corrected copy of a list is offered in its place."""
    copy = tmp_path / "copy"
    copy.symlink_to(known_catalogues()[OTHER])
    with opened(copy, monkeypatch):
        assert offered_lists()[OTHER] == copy.resolve()
        assert next(iter(offered_lists())) == OTHER
        assert len(offered_lists()) == len(known_catalogues())


def test_the_address_chooses_the_list(toy: Catalogue) -> None:
    """By name; by a link, which goes before a name; without either the default list."""
    other = open_catalogue(OTHER)
    ids = tuple(other.measures)[:1]
    link = make_link(other, SharedState((Draft("Twee", "", ids),)))
    assert list_of(run_at()) == toy.info.id
    assert list_of(run_at(lijst=OTHER)) == OTHER
    app = run_at(p=link, lijst=toy.info.id)
    assert list_of(app) == OTHER
    assert app.session_state["workspace"].slot.draft.measures == ids
    assert app.query_params["lijst"] == OTHER


@pytest.mark.parametrize("name", ["nergens", "../..", "x" * 5000, "<b>"])
def test_a_list_that_is_not_offered_is_told(toy: Catalogue, name: str) -> None:
    """The session begins with the default list and says which name is unknown."""
    app = run_at(lijst=name)
    assert list_of(app) == toy.info.id
    assert name[:80] in app.error[0].value.replace("\\", "")
    assert len(app.error[0].value) < 2000


def test_a_damaged_link_begins_with_the_default_list(toy: Catalogue) -> None:
    """As before: the fault is told, nothing is open."""
    app = run_at(p="2onzin")
    assert list_of(app) == toy.info.id
    assert app.error


def test_a_list_is_loaded_once_and_when_it_is_opened(toy: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beginning with one list loads no other; two sessions of a list share it."""
    loaded: list[Path] = []
    load = catalogues.load_sound_catalogue

    def counted(folder: Path) -> Catalogue:
        loaded.append(folder)
        return load(folder)

    monkeypatch.setattr(catalogues, "load_sound_catalogue", counted)
    run_at()
    assert not loaded
    run_at(lijst=OTHER)
    run_at(lijst=OTHER)
    assert loaded == [known_catalogues()[OTHER]]


def test_each_list_keeps_its_packages(toy: Catalogue) -> None:
    """Switched to another list and back, the package and its steps are there; the address follows."""
    app = AppTest.from_string(OPEN_OTHER, default_timeout=SECONDS).run()
    mine, theirs = Draft("", "", tuple(toy.measures)[:2]), Draft("", "", tuple(open_catalogue(OTHER).measures))
    app.session_state["workspace"].step(mine)
    app.session_state["go"] = OTHER
    app.run()
    assert not app.exception, app.exception
    assert app.session_state["workspace"].slot.draft == Draft()
    app.session_state["workspace"].step(theirs)
    app.session_state["go"] = toy.info.id
    app.run()
    assert app.session_state["workspace"].slot.draft == mine
    app.session_state["workspace"].undo()
    assert app.session_state["workspace"].slot.draft == Draft()
    app.session_state["go"] = OTHER
    app.run()
    assert app.session_state["workspace"].slot.draft == theirs


def test_a_click_on_another_lists_page_is_refused_once() -> None:
    """It is told, changes neither list, and is not made when its own list is open again."""
    toy, other = open_catalogue(default_list()), open_catalogue(OTHER)
    first, second = Workspace(catalogue="a"), Workspace(catalogue="b")
    id_ = next(iter(toy.measures))
    report = {"from": "f", "items": [{"n": 1, "id": id_, "on": True, "revision": first.revision}]}
    second.take_over(first)
    assert second.revision != first.revision
    apply_report(second, other, report)
    assert [(refusal.id, refusal.unknown) for refusal in second.refusals] == [(id_, False)]
    first.take_over(second)
    apply_report(first, toy, report)
    assert len(first.refusals) == 1
    assert first.slot.draft.measures == second.slot.draft.measures == ()


@pytest.mark.slow
def test_a_worker_has_the_list_that_it_is_asked_for() -> None:
    """One worker, two lists in turn."""
    seat = Seat(niceness=0)
    try:
        for id_ in (default_list(), OTHER, default_list()):
            asked = open_catalogue(id_)
            assert seat.do(Job(measures_of, asked, (asked,)), lambda _: None) == list(asked.measures)
    finally:
        seat.close()


@pytest.mark.slow
def test_the_page_of_lists_loads_none(toy: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says of each list what it is and how much it holds, in both languages, without loading it."""
    monkeypatch.setattr(catalogues, "load_sound_catalogue", lambda folder: pytest.fail(f"loaded {folder}"))
    for language, words in (("nl", ("681 maatregelen", "498 besparingen")), ("en", ("681 measures", "498 savings"))):
        text = said(page_of("lists", language=language).run())
        assert all(word in text for word in words)
        with in_language(language):
            for found in overviews().values():
                assert isinstance(found, Overview)
                assert escape(found.info.title.get(language)) in text
                assert terms.review(found.info) in text


@pytest.mark.slow
def test_a_list_is_opened_with_a_click(toy: Catalogue) -> None:
    """The click opens the list and asks for the page of its package; the open one has no button."""
    app = page_of("lists").run()
    assert not [button for button in app.button if button.key == f"open-{toy.info.id}"]
    app.button(key=f"open-{OTHER}").click().run()
    assert not app.exception, app.exception
    assert list_of(app) == OTHER
    assert app.session_state[page.TO_PAGE] == ""


def test_the_app_goes_to_the_package_when_asked(toy: Catalogue) -> None:
    """Once: the next run stays where it is."""
    app = run_at()
    app.session_state[page.TO_PAGE] = ""
    app.run()
    assert not app.exception, app.exception
    assert page.TO_PAGE not in app.session_state


@pytest.mark.slow
def test_a_list_with_faults_is_told_and_the_open_one_stays(toy: Catalogue, tmp_path: Path) -> None:
    """A list that is not sound says so when it is opened; one that cannot be read has no button."""
    shutil.copytree(known_catalogues()[OTHER], tmp_path / "broken")
    rows = next((tmp_path / "broken" / "variants").glob("*/list.yaml"))
    rows.write_text(rows.read_text("utf-8").replace("effects:", "effect:"), "utf-8")
    (tmp_path / "nameless" / "variants").mkdir(parents=True)
    offered_lists()["broken"] = tmp_path / "broken"
    offered_lists()["nameless"] = tmp_path / "nameless"
    app = page_of("lists").run()
    assert "catalogue.yaml" in app.error[0].value
    assert "open-nameless" not in [button.key for button in app.button]
    app.button(key="open-broken").click().run()
    assert "effects" in app.error[0].value
    assert list_of(app) == toy.info.id


@pytest.mark.slow
def test_words_are_found_in_every_list_and_lead_to_the_fiche(toy: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """No list is loaded to look; a click opens that list with the fiche of the measure; no word finds nothing."""
    load = catalogues.load_sound_catalogue
    monkeypatch.setattr(catalogues, "load_sound_catalogue", lambda folder: pytest.fail(f"loaded {folder}"))
    app = page_of("lists").run()
    words = app.text_input(key=ASKED)
    words.set_value("windenergie kroket").run()
    assert "heeft deze woorden" in said(app)
    words.set_value("iAcK afschaffen").run()
    assert not app.exception, app.exception
    assert "IACK afschaffen" in said(app)
    assert "Ombuigingslijst 2021 · " in said(app)
    monkeypatch.setattr(catalogues, "load_sound_catalogue", load)
    app.button(key="found-ombuigingslijst-2021-2.12-67").click().run()
    assert not app.exception, app.exception
    assert list_of(app) == "ombuigingslijst-2021"
    assert app.session_state["asked_fiche"] == "2.12-67"


@pytest.mark.slow
def test_what_is_found_is_drawn_in_pieces(toy: Catalogue) -> None:
    """Of many found measures the first are drawn; a click draws more, and other words begin anew."""

    def drawn(app: AppTest) -> int:
        return sum(str(button.key).startswith("found-") and button.key != "found-more" for button in app.button)

    app = page_of("lists").run()
    app.text_input(key=ASKED).set_value("van").run()
    assert drawn(app) == PIECE
    app.button(key="found-more").click().run()
    assert drawn(app) == 2 * PIECE
    app.text_input(key=ASKED).set_value("en").run()
    assert drawn(app) == PIECE
