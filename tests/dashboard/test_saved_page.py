"""
The page of saved packages.

1. What is saved is there for the next session, with its history; each button does what it says, once. 2. Two sessions
on one package: other pieces merge without a question, the same piece is asked. 3. A link opens the latest or one exact
version, for whoever may see it. 4. Without a store, or where nobody can be told from another, the pages say so.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.core import BudgetError, Settings
from budget.share import Draft
from dashboard.serving import KEEPER, person_of
from dashboard.serving.keeping import Identity
from dashboard.session import Origin, Workspace, read_work, work_names, work_text
from store import Person, Unsaved, history, keep_all, kept, version, work_of
from tests.dashboard.test_escaping import HOSTILE, hold_html, hold_markdown, markdown_of
from tests.dashboard.test_escaping import html_of as html_text
from tests.dashboard.tools import drawn, html_of, page_of, run, run_at

DRAFT = Draft("Mijn pakket", "Tekst", ("4.7", "4.8"))


pytestmark = pytest.mark.usefixtures("fresh")


def space_of(app: AppTest) -> Workspace:
    found: Workspace = app.session_state["workspace"]
    return found


def texts(app: AppTest) -> str:
    return " ".join([*(e.value for e in (*app.success, *app.warning, *app.error, *app.info)), html_of(app)])


def change(app: AppTest, draft: Draft) -> None:
    """Change the open package of a session as a toggle does."""
    space_of(app).step(draft)
    app.run()


def saved(draft: Draft = DRAFT, language: str = "nl") -> AppTest:
    """A session that has saved its package as a new one."""
    app = run("saved", draft, language=language)
    app.button(key="save-new").click().run()
    assert not app.exception
    return app


def edited(app: AppTest, draft: Draft) -> AppTest:
    """A second session on the version that a first one has open, which changed it."""
    second = page_of("saved", draft)
    slot = second.session_state["workspace"].slot
    slot.origin, slot.saved = space_of(app).slot.origin, Draft()
    return second.run()


def me() -> Person:
    return person_of(Identity())


def test_what_is_saved_is_there_for_the_next_session() -> None:
    """With who, when and why; the open package goes on from the version and is as it was saved."""
    app = saved()
    slot = space_of(app).slot
    assert slot.origin is not None
    assert (slot.origin.number, slot.saved) == (1, DRAFT)
    next_session = run("saved")
    next_session.selectbox(key="saved_choice").select(slot.origin.package).run()
    assert "Mijn pakket" in texts(next_session)
    assert "lokale gebruiker" in texts(next_session)
    next_session.button(key="open-version").click().run()
    assert not next_session.exception
    assert space_of(next_session).slot.draft == DRAFT
    assert space_of(next_session).slot.origin == slot.origin


@pytest.mark.slow
def test_the_next_version_keeps_the_one_before() -> None:
    """The note stands with it, and the page shows what changed in words and money."""
    app = saved()
    change(app, replace(DRAFT, measures=("4.7",), settings=Settings(1)))
    app.text_input(key="saved_note").input("na het overleg").run()
    app.button(key="save-next").click().run()
    assert not app.exception, app.exception
    assert app.button(key="save-next").disabled
    said = texts(app)
    assert "Mijn pakket is bewaard als versie 2." in said
    assert "na het overleg" in said
    assert "besluit" in said.lower()
    assert "niet gekozen" in said
    assert app.text_input(key="saved_note").value == ""
    (item,) = kept(KEEPER.store(), me())
    assert item.head == 2


@pytest.mark.slow
def test_other_pieces_merge_without_a_question() -> None:
    """The second is told what was taken over; both edits stand in the version that comes of it."""
    app = saved()
    second = edited(app, replace(DRAFT, measures=("4.7", "4.8", "4.11")))
    change(app, replace(DRAFT, measures=("4.7",)))
    app.button(key="save-next").click().run()
    second.button(key="save-next").click().run()
    assert not second.exception, second.exception
    assert space_of(second).slot.draft.measures == ("4.7", "4.11")
    assert "samengevoegd" in texts(second)
    assert "Overgenomen: 4.8" in texts(second)
    versions = history(KEEPER.store(), me(), space_of(app).slot.origin.package)
    assert [(v.number, v.merged) for v in versions] == [(3, 1), (2, None), (1, None)]


@pytest.mark.slow
@pytest.mark.parametrize(("side", "name"), [("theirs", "Naam van de eerste"), ("mine", "Naam van de tweede")])
def test_the_same_piece_is_asked(side: str, name: str) -> None:
    """Nothing is saved before it is chosen; either choice is kept, with what else both changed."""
    app = saved()
    second = edited(app, replace(DRAFT, name="Naam van de tweede", measures=("4.7", "4.8", "4.11")))
    first = edited(app, replace(DRAFT, name="Naam van de eerste", description="anders"))
    first.button(key="save-next").click().run()
    second.button(key="save-next").click().run()
    assert not second.exception, second.exception
    assert "bewaarde intussen versie 2" in texts(second)
    assert len(history(KEEPER.store(), me(), space_of(app).slot.origin.package)) == 2
    second.radio(key="merge-name-").set_value(side).run()
    second.button(key="merge-save").click().run()
    assert not second.exception, second.exception
    assert space_of(second).slot.draft == Draft(name, "anders", ("4.7", "4.8", "4.11"))
    assert "merge-save" not in {button.key for button in second.button}


@pytest.mark.slow
def test_a_question_can_be_left() -> None:
    """The open package stays as it is, and nothing is saved."""
    app = saved()
    mine = replace(DRAFT, name="Naam van de tweede")
    second = edited(app, mine)
    first = edited(app, replace(DRAFT, name="Naam van de eerste"))
    first.button(key="save-next").click().run()
    second.button(key="save-next").click().run()
    second.button(key="merge-leave").click().run()
    assert not second.radio
    assert space_of(second).slot.draft == mine


@pytest.mark.slow
def test_a_version_is_put_back_named_branched_and_thrown_away() -> None:
    """Each is told, and none takes a version away; what is in the bin comes back whole."""
    app = saved()
    package = space_of(app).slot.origin.package
    change(app, replace(DRAFT, measures=("4.7",)))
    app.button(key="save-next").click().run()
    app.session_state["saved_more"] = True
    app.selectbox(key=f"version-{package}").select(1).run()
    app.button(key="restore-version").click().run()
    assert not app.exception, app.exception
    assert space_of(app).slot.draft == DRAFT
    assert space_of(app).slot.origin == Origin(package, 3)
    app.selectbox(key=f"version-{package}").select(2).run()
    app.text_input(key=f"label-{package}-2").input("Naar de minister").run()
    app.button(key="name-version").click().run()
    assert "Naar de minister" in html_of(app)
    app.text_input(key=f"branch-{package}-2").input("Tak").run()
    app.button(key="branch-version").click().run()
    assert not app.exception, app.exception
    assert space_of(app).slot.draft == Draft("Tak", "Tekst", ("4.7",))
    assert space_of(app).slot.origin != Origin(package, 1)
    app.selectbox(key="saved_choice").select(package).run()
    app.button(key="throw-away").click().run()
    assert "prullenbak" in texts(app)
    app.button(key=f"back-{package}").click().run()
    assert [v.number for v in history(KEEPER.store(), me(), package)] == [3, 2, 1]


@pytest.mark.slow
def test_a_link_opens_the_latest_or_one_version() -> None:
    """It names the package alone or with a version; a guessed one is refused with one answer for all."""
    app = saved()
    package = space_of(app).slot.origin.package
    change(app, replace(DRAFT, measures=("4.7",)))
    app.button(key="save-next").click().run()
    for asked, measures in ((package, ("4.7",)), (f"{package}.1", ("4.7", "4.8")), (f"{package}.2", ("4.7",))):
        found = run_at(pakket=asked)
        assert space_of(found).slot.draft.measures == measures
        assert space_of(found).slot.origin.package == package
        assert "pakket" not in found.query_params
        assert found.query_params["bewaard"]
    for asked in ("x" * 20, f"{package}.9", "../..", f"{package}.x"):
        refused = run_at(pakket=asked)
        assert not refused.exception
        assert refused.error
        assert not space_of(refused).slot.draft.measures


def test_a_reload_goes_on_from_the_same_version() -> None:
    """The address names the saved version of each open package; what it names is asked of the store when it is used."""
    app = saved()
    origin = space_of(app).slot.origin
    whole = run_at(pakket=f"{origin.package}.1")
    again = run_at(**{name: whole.query_params[name] for name in ("p", "bewaard")})
    assert space_of(again).slot.origin == origin
    odd = run_at(p=whole.query_params["p"], bewaard="~".join(["kwaad.9999999", "<b>", "a" * 500]))
    assert space_of(odd).slot.origin is None


@pytest.mark.parametrize("language", ["nl", "en"])
def test_without_a_place_to_write_the_pages_work(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says so with its remedy; the page of the package goes on without a word."""
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("BMH_DATA", str(tmp_path / "file" / "below"))
    app = run("saved", DRAFT, language=language)
    assert any("BMH" in warning.value for warning in app.warning)
    assert not app.button
    assert not run("package", DRAFT, language=language).warning
    assert not (tmp_path / "file" / "below").exists()


def test_a_store_that_is_lost_meanwhile_is_told(fresh: Path) -> None:
    """The click tells what to do, and the open package is still there."""
    app = run("saved", DRAFT)
    path = fresh / "pakketten.sqlite"
    KEEPER.store().close()
    for file in fresh.glob("pakketten.sqlite*"):
        file.unlink()
    path.write_bytes(b"no database" * 1000)
    app.button(key="save-new").click().run()
    assert not app.exception, app.exception
    assert any("beschadigd" in error.value for error in app.error)
    assert space_of(app).slot.draft == DRAFT


def test_work_of_another_session_goes_on(catalogue: Catalogue) -> None:
    """Packages with their names, settings and origins come back, unsaved; the work is then this session's."""
    drafts = (replace(DRAFT, name="", settings=Settings(1)), Draft("Tweede", "", ("4.11",)))
    origin = Origin("abc", 3)
    text = work_text(catalogue, tuple(zip(drafts, (origin, None), strict=True)), 1)
    keep_all(KEEPER.store(), [Unsaved(me(), "other", catalogue.info.id, text)])
    app = run("saved")
    (offered,) = [one.value for one in app.markdown if "Tweede" in one.value]
    assert offered.startswith(
        f"Pakket 1 ({len(DRAFT.measures)} maatregelen); Tweede (1 maatregel); BMH migratieketen, "
    )
    app.button(key=f"go-on-other-{catalogue.info.id}").click().run()
    assert not app.exception, app.exception
    assert [slot.draft for slot in space_of(app).slots] == list(drafts)
    assert [slot.origin for slot in space_of(app).slots] == [origin, None]
    assert all(slot.draft != slot.saved for slot in space_of(app).slots)
    assert work_of(KEEPER.store(), me()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": 9}', '{"form": 1, "packages": [{"text": "x: ["}]}'])
def test_work_that_cannot_be_read_is_told(catalogue: Catalogue, text: str) -> None:
    """A fault and no traceback, whatever stands there."""
    assert work_names(text) == ()
    with pytest.raises(BudgetError):
        read_work(catalogue, text, "werk")


def test_who_is_not_on_this_machine_gets_no_store_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a login a page that is asked for from elsewhere saves and shows nothing."""
    saved()
    monkeypatch.setattr("dashboard.serving.keeping.asked_from_here", lambda: False)
    app = run("saved", DRAFT)
    assert not app.button
    assert "Mijn pakket" not in html_of(app)
    assert any("aanmelding" in warning.value for warning in app.warning)


def test_the_store_is_where_the_environment_says(fresh: Path) -> None:
    """Made on first use, for its owner alone."""
    assert not fresh.exists()
    saved()
    assert (fresh / "pakketten.sqlite").exists()
    assert fresh.stat().st_mode & 0o077 == 0
    assert os.environ["BMH_DATA"] == str(fresh)
    (item,) = kept(KEEPER.store(), me())
    assert "4.7" in version(KEEPER.store(), me(), item.id)[1]


def test_what_was_typed_is_shown_as_it_is() -> None:
    """Name, note and the name of a version are read neither as HTML nor as Markdown, wherever they stand."""
    app = run("saved", Draft(f"Naam {HOSTILE}", f"Tekst {HOSTILE}", ("4.7",)), saved_more=True)
    app.text_input(key="saved_note").input(HOSTILE).run()
    app.button(key="save-new").click().run()
    package = space_of(app).slot.origin.package
    app.text_input(key=f"label-{package}-1").input(HOSTILE).run()
    app.button(key="name-version").click().run()
    assert not app.exception
    assert HOSTILE in {version.label for version in history(KEEPER.store(), me(), package)}
    texts_drawn = drawn(app)
    hold_html(html_text(texts_drawn))
    for text in markdown_of(texts_drawn):
        hold_markdown(text)
