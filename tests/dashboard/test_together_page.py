"""
The page that brings several officers' packages into one.

1. It tells what all accept and what is contested by whom; red lines are drawn, kept in the link and undone.
2. The best package within the red lines opens beside the others and is no position; where there is none the page says
   which lines are in the way.
3. On any list, also of 681 measures without targets, and in either language.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.share import Draft, RedLines, SharedState, make_link, open_link, stored_text
from dashboard import address, state
from dashboard.serving import forget_catalogues
from dashboard.session import Slot, Workspace, unsaved
from tests.dashboard.tools import html_of, run, run_at
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

ANN = Draft("Ann", "", ("A.1", "B.5"), red_lines=RedLines(never=("A.4",)))
BOB = Draft("Bob", "", ("A.2", "B.5"), red_lines=RedLines(always=("A.4",)))


def space_of(app: AppTest) -> Workspace:
    found: Workspace = app.session_state["workspace"]
    return found


def said(app: AppTest) -> str:
    texts = [item.value for kind in (app.markdown, app.warning, app.error, app.success, app.caption) for item in kind]
    return "\n".join(texts).replace("\\", "") + html_of(app)


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


@pytest.mark.usefixtures("country")
def test_the_tally_says_what_is_accepted_and_what_is_contested() -> None:
    """By name; what excludes what another chose stands with it."""
    app = run("together", ANN, BOB)
    text = said(app)
    assert "1 door allen gekozen, 0 door sommigen en niemand tegen, 3 omstreden." in text
    assert "1 van 2: Bob (altijd)" in text
    assert "Nooit voor" in text
    press(app, "open-accepted")
    space = space_of(app)
    assert (space.slot.draft.name, space.slot.draft.measures) == ("Wat niemand tegenhoudt", ("B.5",))
    assert not space.slot.draft.red_lines
    assert space.apart == (2,)


@pytest.mark.usefixtures("country")
def test_red_lines_are_drawn_and_undone() -> None:
    """A line is a step of the package; no measure is offered for both kinds; a choice against one's line is told."""
    app = run("together", Draft("Ann", "", ("A.1",)), BOB)
    never, always = app.multiselect[1], app.multiselect[2]
    never.set_value(["A.1", "A.3"]).run()
    space = space_of(app)
    assert space.slot.draft.red_lines == RedLines(never=("A.1", "A.3"))
    assert "Gekozen en toch nooit: A.1" in said(app)
    always = app.multiselect[2]
    assert not {"A.1", "A.3"} & {option.split()[0] for option in always.options}
    space.undo()
    assert not space.slot.draft.red_lines


@pytest.mark.usefixtures("country")
@pytest.mark.slow
def test_what_stands_in_the_way_is_named_and_can_be_opened() -> None:
    """Ann never wants what Bob always wants; giving up either is enough; what comes out is nobody's position."""
    app = press(run("together", ANN, BOB), "together-ask")
    text = said(app)
    assert "Binnen alle rode lijnen is er geen pakket" in text
    assert "Ann: nooit A.4" in text
    assert "Bob: altijd A.4" in text
    press(app, "way-adopt-1")
    space = space_of(app)
    assert "A.4" in space.slot.draft.measures
    assert space.apart == (2,)
    assert not app.button(key="together-ask").disabled


@pytest.mark.slow
@pytest.mark.usefixtures("country")
def test_the_best_within_the_lines_is_found_and_a_changed_position_is_told() -> None:
    """The answer keeps its question; once a position changes the page says so."""
    app = run("together", ANN, Draft("Eve", "", ("B.5",)))
    press(app, "together-ask")
    assert "Binnen alle rode lijnen; het beste pakket eerst." in said(app)
    found = app.session_state["together"].answer.found
    assert all("A.4" not in one.package.selection for one in found)
    app.multiselect[1].set_value(["A.4", "A.3"]).run()
    assert "is intussen veranderd" in said(app)


@pytest.mark.usefixtures("country")
def test_a_package_can_be_left_out_and_the_address_keeps_it() -> None:
    """What is no position stays none after closing another and after a reload."""
    app = run("together", ANN, BOB, Draft("Eve", "", ("B.5",)))
    app.multiselect[0].set_value([1, 2]).run()
    space = space_of(app)
    assert space.apart == (0,)
    space.switch(1)
    space.close()
    assert space.apart == (0,)
    space.switch(0)
    space.close()
    assert space.apart == ()


def test_the_address_brings_red_lines_and_positions_back(catalogue: Catalogue) -> None:
    """The link code has the lines, the parameter what is no position; an unknown place is left out."""
    drafts = [Draft("Ann", "", ("4.7",), red_lines=RedLines(("4.8",))), Draft("Uit", "", ("4.8",))]
    app = run_at(p=_code(catalogue, drafts), apart="1,7,x")
    space = space_of(app)
    assert space.slots[0].draft.red_lines == RedLines(("4.8",))
    assert space.apart == (1,)
    assert app.query_params[address.APART] in ("1", ["1"])


def _code(catalogue: Catalogue, drafts: list[Draft]) -> str:
    code = make_link(catalogue, SharedState(tuple(drafts)))
    assert open_link(catalogue, code).state.drafts == tuple(drafts)
    return code


@pytest.mark.long
@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
def test_a_list_of_681_without_targets(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """An amount is the goal; the page answers within red lines of two officers."""
    monkeypatch.setenv("CATALOGUE", "ombuigingslijst-2021")
    forget_catalogues()
    ids = list(state.catalogue().measures)
    drafts = [
        Draft("Ann", "", tuple(ids[:40]), red_lines=RedLines(never=tuple(ids[100:140]))),
        Draft("Bob", "", tuple(ids[20:60]), red_lines=RedLines(never=tuple(ids[140:180]))),
    ]
    app = run("together", *drafts, language=language)
    app.text_input[0].input("-1000").run()
    press(app, "together-ask")
    (best, *_) = app.session_state["together"].answer.found
    assert not set(best.package.selection) & set(ids[100:180])
    assert {"nl": "20 door allen gekozen", "en": "20 chosen by all"}[language] in said(app)
    forget_catalogues()


def test_a_package_of_red_lines_alone_is_not_empty() -> None:
    """It is no place for another package, can be opened again once closed, and counts as unsaved work."""
    lined = Draft("Ann", red_lines=RedLines(never=("4.7",)))
    space = Workspace([Slot(lined)])
    assert unsaved(space)
    space.open(Draft("Ander", "", ("4.8",)))
    assert [slot.draft.name for slot in space.slots] == ["Ann", "Ander"]
    space.switch(0)
    space.close()
    space.reopen()
    assert space.slot.draft == lined
    assert Draft("Leeg", "omschrijving").is_empty


@pytest.mark.browser
@pytest.mark.long
def test_files_of_two_officers_in_a_browser(page: Page, app_url: str, catalogue: Catalogue, tmp_path: Path) -> None:
    """Opened one after the other on the page itself; the tally stands there, and a search answers; all lines stay."""
    drafts = [
        Draft("Ann", "", ("4.7", "4.8"), red_lines=RedLines(never=("6.1",))),
        Draft("Bob", "", ("4.7", "4.6"), red_lines=RedLines(always=("4.6",))),
    ]
    page.goto(f"{app_url}/samen")
    for draft in drafts:
        wait_until_settled(page)
        file = tmp_path / f"{draft.name}.yaml"
        file.write_text(stored_text(catalogue, draft), encoding="utf-8")
        page.locator('input[type="file"]').set_input_files(file)
        page.get_by_text(f"{draft.name}.yaml is geopend").first.wait_for()
    page.get_by_text("1 door allen gekozen, 2 door sommigen en niemand tegen, 0 omstreden.").wait_for()
    wait_until_settled(page)
    page.get_by_label("Te halen effect").fill("-20")
    page.get_by_label("Te halen effect").press("Enter")
    page.get_by_label("Zoek pakketten die dit halen").press("Backspace")
    wait_until_settled(page)
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_text("Binnen alle rode lijnen; het beste pakket eerst.").wait_for()
    wait_until_settled(page)
    page.reload()
    page.get_by_text("1 door allen gekozen").wait_for()
    expect(page.get_by_role("row").filter(has_text="Bob").first).to_be_visible()
