"""
A button that takes itself away hands the focus on, to a place in sight.

1. Who keeps a side of a conflict above the list, takes a door, starts a meeting, closes a gap or steps back, is on a
control or a heading near it, in the window and under nothing; never on the page as a whole.
2. Who has moved on by then is left where they are.
3. What the page itself puts the focus on may go in its turn, and a slow run may take its time: it is handed on yet.
4. The frame around the page is for who came there by keyboard, not for who clicked on an empty place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from tests.conftest import ROOT
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

IN_SIGHT = """() => {
  let here = document.activeElement;
  if (!here || here === document.body) return "the page as a whole";
  while (here.shadowRoot?.activeElement) here = here.shadowRoot.activeElement;
  const box = here.getBoundingClientRect();
  const told = here.outerHTML.slice(0, 200);
  if (!box.width || box.top < 0 || box.bottom > innerHeight) return `out of the window: ${told}`;
  const top = here.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return here.contains(top) || top?.contains(here) ? "" : `under ${top?.outerHTML.slice(0, 200)}`;
}"""
HAS_FOCUS = "(() => { const it = document.activeElement; return Boolean(it) && it !== document.body; })()"


def open_package(page: Page, url: str, catalogue: Catalogue, *ids: str, path: str = "") -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{url}/{path}?p={make_link(catalogue, SharedState((Draft('Proef', '', ids),)))}")
    wait_until_settled(page)


def press(page: Page, name: str) -> None:
    """Press a button by keyboard, as who cannot see where the pointer would be."""
    button = page.get_by_role("button", name=name).first
    button.focus()
    page.keyboard.press("Enter")


@pytest.mark.long
def test_who_keeps_a_side_of_a_conflict_goes_on_in_sight(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """The buttons go with the conflict (1)."""
    open_package(page, app_url, catalogue, "4.9-1A", "4.9-1B", "4.9-2")
    press(page, "Houd 4.9-2")
    expect(page.get_by_role("button", name="Houd 4.9-2")).to_have_count(0)
    wait_until_settled(page, HAS_FOCUS)
    assert page.evaluate(IN_SIGHT) == ""


@pytest.mark.long
def test_a_step_back_keeps_the_focus_on_its_button(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """While it can go on; on the step forward beside it when nothing is left to step back to (1)."""
    open_package(page, app_url, catalogue, "4.7")
    for id_ in ("4.6", "4.8"):
        page.locator(f'input[data-id="{id_}"]').click()
        expect(page.locator(f'input[data-id="{id_}"]')).to_be_checked()
    wait_until_settled(page)
    press(page, "Stap terug")
    expect(page.locator('input[data-id="4.8"]')).not_to_be_checked()
    wait_until_settled(page, HAS_FOCUS)
    expect(page.get_by_role("button", name="Stap terug")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator('input[data-id="4.6"]')).not_to_be_checked()
    wait_until_settled(page, HAS_FOCUS)
    assert page.evaluate(IN_SIGHT) == ""


@pytest.mark.long
@pytest.mark.parametrize("name", ["Begin met een leeg pakket", "Begin met het pakket van de bron"])
def test_a_door_hands_the_focus_on(page: Page, app_url: str, name: str) -> None:
    """The doors of an empty package go when one is taken (1)."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(app_url)
    page.get_by_role("button", name=name).wait_for()
    wait_until_settled(page)
    press(page, name)
    expect(page.get_by_role("button", name=name)).to_have_count(0)
    wait_until_settled(page, HAS_FOCUS)
    assert page.evaluate(IN_SIGHT) == ""


@pytest.mark.long
def test_a_meeting_that_begins_and_ends_hands_the_focus_on(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Both buttons take themselves away (1)."""
    open_package(page, app_url, catalogue, "4.7", path="vergadering")
    for name in ("Start vergadering", "Stop"):
        press(page, name)
        expect(page.get_by_role("button", name=name)).to_have_count(0)
        wait_until_settled(page, HAS_FOCUS)
        assert page.evaluate(IN_SIGHT) == ""


@pytest.mark.long
def test_a_gap_that_is_closed_hands_the_focus_on(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """The dialog goes with its button; what opened it has the focus again, or what stands in its place (1)."""
    open_package(page, app_url, catalogue, "4.7")
    press(page, "nog")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Voeg toe").first.click(timeout=60_000)
    expect(dialog).to_have_count(0)
    wait_until_settled(page, HAS_FOCUS)
    assert page.evaluate(IN_SIGHT) == ""


@pytest.mark.long
def test_who_has_moved_on_is_left_there(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """A focus that was put elsewhere meanwhile stays (2)."""
    open_package(page, app_url, catalogue, "4.9-1A", "4.9-2")
    press(page, "Houd 4.9-2")
    search = page.get_by_role("searchbox").first
    search.focus()
    expect(page.get_by_role("button", name="Houd 4.9-2")).to_have_count(0)
    wait_until_settled(page)
    expect(search).to_be_focused()


LOST_FOCUS = (ROOT / "dashboard" / "assets" / "lost_focus.js").read_text(encoding="utf-8")
PASSED_ON = """<main data-testid="stMain"><div data-testid="stApp" data-test-script-state="notRunning"></div>
<button id="opens">nog 4</button><button id="closes">Voeg toe</button><button id="stays">Stap terug</button></main>"""
GOES = """async ([opens, closes, app]) => {
  const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  closes.addEventListener("click", async () => {
    closes.remove();
    opens.focus();
    app.dataset.testScriptState = "running";
    await wait(400);
    opens.remove();
    app.dataset.testScriptState = "notRunning";
  });
}"""


@pytest.fixture
def passed_on(page: Page) -> Page:
    """A page on which a button that goes gives the focus to another, which a run takes away in its turn."""
    page.set_content(PASSED_ON)
    page.add_script_tag(content=LOST_FOCUS)
    page.evaluate(f"({GOES})([opens, closes, document.querySelector('[data-testid=stApp]')])")
    return page


def test_what_the_page_put_the_focus_on_may_go_too(passed_on: Page) -> None:
    """A dialog gives it to its opener as it closes, and the run that follows draws that anew (3)."""
    press(passed_on, "Voeg toe")
    expect(passed_on.locator("#opens")).to_have_count(0)
    expect(passed_on.locator("#stays")).to_be_focused()


def test_a_slow_run_hands_the_focus_on_at_its_end(page: Page) -> None:
    """Twenty seconds and more after the click (3)."""
    page.clock.install()
    page.set_content(PASSED_ON)
    page.add_script_tag(content=LOST_FOCUS)
    press(page, "Voeg toe")
    state = "document.querySelector('[data-testid=stApp]').dataset.testScriptState"
    page.evaluate(f"{state} = 'running'")
    page.clock.run_for(60_000)
    page.evaluate(f"closes.remove(); {state} = 'notRunning'")
    page.clock.run_for(1_000)
    expect(page.locator("#stays")).to_be_focused()


@pytest.mark.long
def test_the_page_is_framed_for_the_keyboard_alone(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """After a click and a key there is none; by the way past the head there is (4)."""
    framed = """() => document.activeElement.dataset.testid === "stMain"
      && getComputedStyle(document.activeElement, "::before").content !== "none" """
    open_package(page, app_url, catalogue, "4.7")
    page.mouse.click(1270, 780)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.testid") == "stMain"
    assert not page.evaluate(framed)
    open_package(page, app_url, catalogue, "4.7")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(framed)
