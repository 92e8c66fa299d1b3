"""What a menu opens is next in the order of Tab, though the platform puts it at the end of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLLOWS = """(button) => Boolean(
  button.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"""
INSIDE = """() => document.querySelector('[data-testid="stPopoverBody"]').contains(document.activeElement)"""


@pytest.mark.long
def test_tab_goes_into_a_menu_through_it_and_on(page: Page, app_url: str) -> None:
    page.goto(app_url)
    page.locator("input[data-id]").first.wait_for()
    button = page.locator('[data-testid="stMain"] [data-testid="stPopoverButton"]').first
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_test_id("stPopoverBody").get_by_role("textbox", name="Naam").wait_for()
    wait_until_settled(page)
    page.keyboard.press("Tab")
    assert page.evaluate(INSIDE)
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    steps = 0
    page.keyboard.press("Tab")
    while page.evaluate(INSIDE):
        page.keyboard.press("Tab")
        steps += 1
        assert steps < 40
    assert steps > 3
    assert page.evaluate(FOLLOWS, button.element_handle())


@pytest.mark.long
def test_another_theme_is_drawn_at_once(page: Page, app_url: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{app_url}/doelen")
    page.locator(".headline").first.wait_for()
    wait_until_settled(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => document.documentElement.classList.contains('dark-theme')")
    colour = "() => getComputedStyle(document.documentElement).getPropertyValue('--page').trim()"
    page.wait_for_function(f"{colour} === '#11181f'")


HERE = "() => document.activeElement.textContent"


@pytest.mark.long
def test_tab_goes_through_the_pages_under_more(page: Page, app_url: str) -> None:
    """From the button into the first, through each, back to the button, and from the last on into the page."""
    page.goto(app_url)
    wait_until_settled(page)
    button = page.get_by_test_id("stTopNavSection")
    button.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("menu")
    names = menu.get_by_role("menuitem").all_text_contents()
    assert len(names) > 2
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    for name in names[1:]:
        page.keyboard.press("Tab")
        assert page.evaluate(HERE) == name
    for name in names[-2::-1]:
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(HERE) == name
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()
    for _ in names:
        page.keyboard.press("Tab")
    assert page.evaluate(HERE) == names[-1]
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').contains(document.activeElement)")
    page.keyboard.press("Shift+Tab")
    expect(menu).to_have_count(0)


@pytest.mark.long
def test_the_first_stop_leads_past_the_menus_and_the_next_to_the_list(page: Page, app_url: str) -> None:
    """Both are seen when they have the focus: one leads to the page, the other to the list's search."""
    page.goto(app_url)
    wait_until_settled(page)
    page.keyboard.press("Tab")
    first = page.get_by_role("link", name="Naar de inhoud")
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stMain")).to_be_focused()
    page.keyboard.press("Tab")
    past = page.get_by_role("button", name="Naar de maatregelen")
    expect(past).to_be_focused()
    expect(past).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_be_in_viewport(ratio=1)
