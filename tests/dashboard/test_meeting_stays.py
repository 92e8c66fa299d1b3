"""
A meeting that stays where it is while it decides.

1. A measure comes in during the meeting: it gets a row after the others, a key and the focus, and is in the package
   once it is ticked.
2. No row moves or changes its height when a conflict appears or goes.
3. Whoever chooses between measures, by key or button, is at the measure that stays.
4. A mark that is cut is whole for who points at its row or is there by keyboard, and no row moves for it.
5. The letters are as large as the screen has room for, also where what stands above them is drawn after them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from dashboard.meeting.board import may_exclude
from dashboard.pages.meeting import MOST_TOGGLES, Meeting, meeting_code
from tests.dashboard.tools import page_of
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

DRAFT = Draft("Groep", "", ("4.7", "4.9-1A"))
FOCUS = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot) at = at.shadowRoot.activeElement;
  return at?.dataset.id;
}"""
ROWS = """() => [...document.querySelector(".st-key-meeting_toggles").querySelectorAll("*")].flatMap((node) =>
  [...(node.shadowRoot ?? node).querySelectorAll("label")].filter((row) => row.querySelector("input[data-id]"))
).filter((row, place, all) => all.indexOf(row) === place).map((row) => {
  const { top, height } = row.getBoundingClientRect();
  return [Math.round(top), Math.round(height)];
})"""

LETTERS = """() => [...document.querySelector(".st-key-meeting_toggles").querySelectorAll("*")].flatMap((node) =>
  [...(node.shadowRoot?.querySelectorAll(".root") ?? [])]
).map((root) => parseFloat(getComputedStyle(root).fontSize))[0]"""


def meet(page: Page, url: str, catalogue: Catalogue, draft: Draft, shown: tuple[str, ...]) -> None:
    """Open a running meeting with these toggles."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    code = meeting_code(Meeting(shown, "jenv-20", running=True, began=draft.measures))
    page.goto(f"{url}/vergadering?p={make_link(catalogue, SharedState((draft,)))}&v={code}")
    wait_until_settled(page)


def test_a_measure_is_added_during_a_meeting() -> None:
    """After the others, so that no key changes; the package is as it was, and a reload keeps the order."""
    app = page_of("meeting", DRAFT)
    app.query_params["v"] = "jenv-20:4.7,4.9-1A:4.7,4.9-1A"
    app.run()
    adding = app.selectbox(key="meeting_add")
    assert "4.6" in [option.split()[0] for option in adding.options]
    assert "4.7" not in [option.split()[0] for option in adding.options]
    adding.set_value("4.6").run()
    assert not app.exception, app.exception
    assert app.query_params["v"] == "jenv-20:4.7,4.9-1A,4.6:4.7,4.9-1A"
    assert app.session_state["workspace"].slot.draft.measures == DRAFT.measures
    again = page_of("meeting", DRAFT)
    again.query_params["v"] = app.query_params["v"]
    again.run()
    assert again.session_state["meeting"].shown == ("4.7", "4.9-1A", "4.6")


def test_a_meeting_has_as_many_toggles_as_keys(catalogue: Catalogue) -> None:
    """With the last key taken nothing can be added, and the box says so."""
    ids = tuple(catalogue.measures)[:MOST_TOGGLES]
    app = page_of("meeting", DRAFT)
    app.query_params["v"] = f"jenv-20:{','.join(ids)}:4.7"
    app.run()
    assert app.selectbox(key="meeting_add").disabled


def test_room_is_kept_for_a_conflict_that_may_come(catalogue: Catalogue) -> None:
    """Only where two of the measures in view, or of the package, exclude each other."""
    assert may_exclude(catalogue, ("4.7", "4.9-1A", "4.9-2"), ())
    assert may_exclude(catalogue, ("4.7", "4.9-1A"), ("4.9-2",))
    assert not may_exclude(catalogue, ("4.7", "4.8"), ("4.9-2",))


@pytest.mark.long
@pytest.mark.browser
def test_rows_stay_and_the_focus_is_at_what_is_kept(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Neither the choice above the rows nor a mark in one moves a row; key A and button B keep the focus there."""
    meet(page, app_url, catalogue, DRAFT, ("4.7", "4.9-1A", "4.9-2", "4.12b"))
    before = page.evaluate(ROWS)
    assert len(before) == 4
    page.keyboard.press("3")
    expect(page.locator(".conflicts button")).to_have_count(2)
    wait_until_settled(page)
    assert page.evaluate(ROWS) == before
    page.keyboard.press("4")  # 4.12b overlaps with 4.7: a mark in either row
    expect(page.locator("label", has=page.locator('input[data-id="4.7"]')).locator(".mark")).to_be_visible()
    wait_until_settled(page)
    assert page.evaluate(ROWS) == before
    page.keyboard.press("a")
    expect(page.locator(".conflicts button")).to_have_count(0)
    assert page.evaluate(FOCUS) == "4.9-1A"
    assert page.evaluate(ROWS) == before
    page.keyboard.press("3")
    page.locator(".conflicts button").last.click()
    expect(page.locator(".conflicts button")).to_have_count(0)
    assert page.evaluate(FOCUS) == "4.9-2"


@pytest.mark.long
@pytest.mark.browser
def test_what_is_added_has_the_focus_and_a_key(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Type a number, press Enter: the new row is last, unticked; a space ticks it."""
    meet(page, app_url, catalogue, DRAFT, ("4.7", "4.9-1A"))
    page.get_by_role("combobox", name="Maatregel toevoegen").click()
    page.keyboard.type("4.6 ")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    box = page.locator('input[data-id="4.6"]')
    expect(box).to_be_focused()
    expect(box).not_to_be_checked()
    expect(box).to_have_attribute("aria-keyshortcuts", "3")
    page.keyboard.press("Space")
    expect(page.locator(".since")).to_contain_text("erbij: 4.6")


@pytest.mark.long
@pytest.mark.browser
def test_a_cut_mark_is_whole_for_who_looks_at_it(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """On a laptop's screen, where its names leave the longest marks too little room (4)."""
    ids = catalogue.packages["jenv-20"].measures
    meet(page, app_url, catalogue, Draft("Groep", "", ids), ids)
    page.set_viewport_size({"width": 1366, "height": 768})
    row = page.locator("label", has=page.locator('input[data-id="4.12b"]'))
    mark, cut = row.locator(".mark"), "mark => mark.scrollWidth > mark.clientWidth"
    assert mark.evaluate(cut)
    before = page.evaluate(ROWS)
    row.hover()
    assert not mark.evaluate(cut)
    assert page.evaluate(ROWS) == before
    page.mouse.move(1300, 700)
    assert mark.evaluate(cut)
    page.locator('input[data-id="4.12a"]').focus()
    page.keyboard.press("Tab")
    assert not mark.evaluate(cut)
    assert page.evaluate(ROWS) == before


@pytest.mark.long
@pytest.mark.browser
def test_letters_fit_the_screen_whatever_comes_above_them(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Smaller once something above takes room, and as large as they were once it gives it back."""
    meet(page, app_url, catalogue, DRAFT, ("4.7", "4.9-1A", "4.9-2", "4.12b"))
    large = page.evaluate(LETTERS)
    above = """pixels => { document.querySelector("[data-testid=stMainBlockContainer]").style.paddingTop = pixels; }"""
    page.evaluate(above, "300px")
    page.wait_for_function(f"large => ({LETTERS})() < large", arg=large, timeout=5000)
    page.evaluate(above, "")
    page.wait_for_function(f"large => ({LETTERS})() === large", arg=large, timeout=5000)
