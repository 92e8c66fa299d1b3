"""
Undo to trust, and a meeting that decides.

1. A step back is one key or one click from the head, in the list and in a meeting; the new total is said, once.
2. In a meeting each measure has a key, one key resolves a conflict, and Escape ends it.
3. A meeting says what changed since it began, and holds the package against another one, year by year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.share import Draft, SharedState, make_link
from dashboard.meeting import Beside, board_html
from dashboard.meeting.board import conflict_choices
from dashboard.pages.meeting import Meeting, meeting_code
from dashboard.session import Slot, Workspace
from dashboard.words import in_language
from tests.dashboard.tools import html_of, page_of
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

CLASHING = Draft("Botsing", "", ("4.7", "4.9-1A", "4.9-2"))


def open_at(page: Page, url: str, catalogue: Catalogue, draft: Draft) -> None:
    page.goto(f"{url}?p={make_link(catalogue, SharedState((draft,)))}")
    wait_until_settled(page)


def report(catalogue: Catalogue) -> Draft:
    return Draft("Rapport", "", catalogue.packages["jenv-20"].measures)


# 1


def test_a_step_back_is_known_until_the_next_change() -> None:
    """For the words that are said with the new total."""
    space = Workspace([Slot(Draft("", "", ("4.7",)))])
    space.step(Draft("", "", ("4.7", "4.8")))
    assert not space.slot.undone
    space.undo()
    assert space.slot.undone
    space.redo()
    assert not space.slot.undone
    space.undo()
    space.step(Draft())
    assert not space.slot.undone


@pytest.mark.long
@pytest.mark.browser
def test_keys_and_the_head_take_a_step_back_and_the_total_is_said_once(
    page: Page, app_url: str, catalogue: Catalogue
) -> None:
    """Ctrl+Z, Ctrl+Y and the buttons in the head; one region with the role status speaks, not at the start."""
    open_at(page, app_url, catalogue, report(catalogue))
    said, total = page.locator("#told-total"), page.locator("tr.total td.big").last
    expect(said).to_have_attribute("role", "status")
    expect(said).to_have_text("")
    page.locator('input[data-id="4.7"]').click()
    expect(said).to_have_text("Structureel −231,40 mln. euro.")
    page.keyboard.press("Control+z")
    expect(said).to_have_text("Ongedaan gemaakt. Structureel −236,40 mln. euro.")
    expect(total).to_have_text("−236,40")
    page.keyboard.press("Control+y")
    expect(said).to_have_text("Structureel −231,40 mln. euro.")
    wait_until_settled(page)
    page.get_by_role("button", name="Stap terug").click()
    expect(total).to_have_text("−236,40")
    expect(page.get_by_role("button", name="Stap terug")).to_be_disabled()
    page.get_by_role("searchbox").fill("zorg")
    page.keyboard.press("Control+y")  # of the text box, while someone types in it
    wait_until_settled(page)
    expect(total).to_have_text("−236,40")
    page.get_by_text("English", exact=True).click()
    expect(said).to_have_text("")  # what was said in Dutch is no part of an English page


# 2


def test_each_side_of_a_conflict_can_be_kept(catalogue: Catalogue) -> None:
    """One choice for each side; none where nothing excludes."""
    with in_language("nl"):
        found = conflict_choices(compose_package(catalogue, CLASHING.measures))
        assert found == [{"id": "4.9-1A", "text": "Houd 4.9-1A"}, {"id": "4.9-2", "text": "Houd 4.9-2"}]
        assert conflict_choices(compose_package(catalogue, ["4.7"])) == []


@pytest.mark.browser
@pytest.mark.long
def test_a_meeting_with_a_conflict_by_keys_alone(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """B keeps the second, Ctrl+Z brings the conflict back, Escape ends the meeting; nothing scrolls at 1920 × 1080."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_at(page, f"{app_url}/vergadering", catalogue, CLASHING)
    page.get_by_role("button", name="Start vergadering").click()
    wait_until_settled(page)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight")
    page.keyboard.press("b")
    expect(page.locator(".since")).to_contain_text("eruit: 4.9-1A")
    expect(page.locator(".conflicts button")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator(".conflicts button")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Start vergadering")).to_be_visible()


@pytest.mark.browser
@pytest.mark.long
def test_each_of_fourteen_measures_has_a_key(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """The twelfth is W; each says what it overlaps with; what changed outlives a reload; all of it fits the screen."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_at(page, f"{app_url}/vergadering", catalogue, report(catalogue))
    page.get_by_role("button", name="Start vergadering").click()
    wait_until_settled(page)
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight")
    expect(page.locator('input[aria-keyshortcuts="w"]')).to_have_attribute("data-id", "5.3")
    row = page.locator("label", has=page.locator('input[data-id="4.7"]'))
    expect(row.locator(".mark")).to_have_text("△ overlapt met 4.12b")
    page.keyboard.press("9")
    expect(row.locator(".mark")).to_be_hidden()
    page.keyboard.press("9")
    page.keyboard.press("w")
    since = "Sinds het begin: structureel +4,60; eruit: 5.3"
    expect(page.locator(".since")).to_have_text(since)
    wait_until_settled(page)
    page.reload()
    expect(page.locator(".since")).to_have_text(since)


# 3


def test_the_board_tells_what_changed_and_holds_two_packages_against_each_other(catalogue: Catalogue) -> None:
    """What came and went since the beginning; A, B and the difference by year, over the years and structurally."""
    package = compose_package(catalogue, ["4.7", "4.8"])
    began, other = compose_package(catalogue, ["4.7", "4.6"]), compose_package(catalogue, ["4.7"])
    with in_language("nl"):
        html = board_html(package, "jenv-20", began, Beside("Mijn", other, "Ander"))
        assert "Sinds het begin: <b>structureel +2,50; erbij: 4.8; eruit: 4.6</b>" in html
        assert "A: Mijn" in html
        assert "B: Ander" in html
        assert '<td class="num amount">−8,50</td><td class="num">−5,00</td><td class="num">−3,50</td>' in html
        assert "2021–2025" in html
        assert "niets veranderd" in board_html(package, None, package)


@pytest.mark.figures
def test_what_counts_for_the_target_is_told_where_it_changed_by_itself(catalogue: Catalogue) -> None:
    """4.9-1A and 4.9-1B have no amount of their own, and move what counts for JenV."""
    began = compose_package(catalogue, catalogue.packages["jenv-20"].measures)
    package = compose_package(catalogue, [*began.selection, "4.9-1B"])
    with in_language("nl"):
        html = board_html(package, "jenv-20", began)
    assert "Sinds het begin: <b>structureel 0,00; telt voor JenV −20% +68,00; erbij: 4.9-1B</b>" in html


@pytest.mark.parametrize("beside", ["", "ready:jenv-20-104", "ready:gone"])
def test_a_meeting_travels_in_its_address(beside: str, catalogue: Catalogue) -> None:
    """Measures, target, the beginning and the package beside it; one that is gone stands beside nothing."""
    app = page_of("meeting", report(catalogue))
    meeting = Meeting(("4.7", "6.2b"), "jenv-20", running=True, began=("4.7", "6.1"), beside=beside)
    app.query_params["v"] = meeting_code(meeting)
    app.run()
    assert not app.exception
    assert app.session_state["meeting"] == meeting
    html = html_of(app)
    assert "eruit: 6.1" in html
    assert ("B: Rapport: deel van 104" in html) is (beside == "ready:jenv-20-104")
