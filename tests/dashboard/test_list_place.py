"""
Where one is in the list, in the browser.

1. A toggle, a step back and a setting leave the row where it was on the screen, in a list of 681 too.
2. After another page the list shows where one was.
3. Further down the head folds: totals and verdicts stay, what is read once is back at the top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from dashboard.serving import open_catalogue
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

NEAR = 4
"""Pixels that a row may move: a line of the head that grows is taken back by the browser, but not to the pixel."""
SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"


def height(page: Page, id_: str) -> float:
    box = page.locator(f'input[data-id="{id_}"]').bounding_box()
    assert box is not None
    return box["y"]


def row_in_view(page: Page, list_id: str) -> str:
    """
    The first measure below the head that overlaps with no other: a toggle of it marks no row.

    A mark is a line more in a row that is in view, which moves what stands below it.
    """
    held = open_catalogue(list_id)
    bound = sorted({id_ for conflict in held.conflicts for id_ in conflict.members})
    found: str = page.evaluate(
        """bound => {
          const roots = [document];
          for (const root of roots)
            for (const node of root.querySelectorAll("*")) if (node.shadowRoot) roots.push(node.shadowRoot);
          const boxes = roots.flatMap((root) => [...root.querySelectorAll("input[data-id]")]);
          const free = boxes.filter((one) => !bound.includes(one.dataset.id));
          return free.find((one) => one.getBoundingClientRect().top > 300).dataset.id;
        }""",
        bound,
    )
    return found


def scroll_down(page: Page, pixels: int) -> None:
    page.evaluate("y => { document.querySelector('[data-testid=stMain]').scrollTop = y; }", pixels)
    page.wait_for_function("() => window.listPlace?.id")
    wait_until_settled(page)


@pytest.mark.browser
@pytest.mark.long
@pytest.mark.parametrize(
    ("list_id", "pixels", "setting", "value"),
    [
        ("bmh-14", 1500, "Besluitjaar", "2022"),
        ("ombuigingslijst-2021", 12_000, "Dubbeltelling", "zoals de bron"),
    ],
    ids=["62", "681"],
)
def test_the_row_stays_where_it_was(
    page: Page, app_url: str, list_id: str, pixels: int, setting: str, value: str
) -> None:
    """The row that is toggled is under the mouse afterwards."""
    page.goto(f"{app_url}/?lijst={list_id}")
    wait_until_settled(page)
    scroll_down(page, pixels)
    id_ = row_in_view(page, list_id)
    before = height(page, id_)
    page.locator(f'input[data-id="{id_}"]').click()
    wait_until_settled(page)
    assert abs(height(page, id_) - before) <= NEAR
    page.keyboard.press("Control+z")
    wait_until_settled(page)
    assert abs(height(page, id_) - before) <= NEAR
    page.get_by_text("Instellingen", exact=True).click()
    wait_until_settled(page)
    page.get_by_role("combobox", name=setting).click()
    page.get_by_role("option", name=value).click()
    wait_until_settled(page)
    assert abs(height(page, id_) - before) <= NEAR


@pytest.mark.browser
@pytest.mark.long
def test_another_page_and_back_shows_where_one_was(page: Page, app_url: str) -> None:
    """Of the long list, which is drawn in pieces."""
    page.goto(f"{app_url}/?lijst=ombuigingslijst-2021")
    wait_until_settled(page)
    scroll_down(page, 12_000)
    id_ = row_in_view(page, "ombuigingslijst-2021")
    before = height(page, id_)
    page.get_by_role("link", name="Stapeling").click()
    wait_until_settled(page)
    assert page.evaluate(SCROLLED) == 0
    page.get_by_role("link", name="Pakket", exact=True).click()
    wait_until_settled(page)
    page.wait_for_function(f"() => ({SCROLLED})() > 5000")
    wait_until_settled(page)
    assert abs(height(page, id_) - before) <= NEAR


@pytest.mark.browser
@pytest.mark.long
def test_the_head_folds_further_down(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """By a line for its legend and one for each target in view."""
    code = make_link(catalogue, SharedState((Draft("Rapport", "", catalogue.packages["jenv-20"].measures),)))
    page.goto(f"{app_url}/?p={code}")
    wait_until_settled(page)
    head = page.locator(".st-key-headline")
    whole = head.evaluate("node => node.offsetHeight")
    scroll_down(page, 1500)
    targets = page.locator("tr.goal").count()
    assert head.evaluate("node => node.offsetHeight") <= whole - 14 * (1 + targets)
    expect(page.locator("tr.total td.big").last).to_be_in_viewport()
    expect(page.locator("tr.goal .verdict").last).to_be_in_viewport()
    expect(page.locator(".headline caption")).to_be_hidden()
    page.evaluate("() => { document.querySelector('[data-testid=stMain]').scrollTop = 0; }")
    expect(page.locator(".headline caption")).to_be_visible()
    assert head.evaluate("node => node.offsetHeight") == whole
