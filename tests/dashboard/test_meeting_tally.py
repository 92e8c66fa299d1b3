"""
The tally of a meeting: how many of the positions chose each measure.

1. It is shown when asked for, beside each toggle, with who chose and who never wants; the meeting's own package is not
   counted. 2. The address keeps it. 3. In a browser fourteen rows with it fit a screen of 1920 × 1080.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.search import Position
from budget.share import Draft, RedLines, SharedState, make_link
from dashboard.meeting.board import toggle_rows
from dashboard.pages.meeting import Meeting, meeting_code
from dashboard.words import in_language
from tests.dashboard.tools import page_of
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

POSITIONS = (Position("Ann", ("4.7",)), Position("Bob", ("4.8",), never=("4.7",)), Position("Eve", ("4.7", "4.8")))
OTHERS = tuple(Draft(one.name, "", one.wishes, red_lines=RedLines(one.never, one.always)) for one in POSITIONS)


def test_a_row_says_how_many_and_who(catalogue: Catalogue) -> None:
    """Of three, two chose 4.7 and one never wants it; without positions there is no word of it."""
    package = compose_package(catalogue, ["4.7"])
    with in_language("nl"):
        (row,) = toggle_rows(package, ("4.7",), POSITIONS)
        assert row["tally"] == "2/3 ✕1"
        assert row["who"] == "gekozen door 2 van 3: Ann, Eve; nooit voor 1: Bob"
        (plain,) = toggle_rows(package, ("4.7",))
    assert not {"tally", "who"} & set(plain)


def test_it_is_asked_for_and_kept_in_the_address(catalogue: Catalogue) -> None:
    """A tick in the preparation; a reload brings it back; alone there is nothing to ask."""
    app = page_of("meeting", Draft("Groep", "", ("4.7", "4.8")), *OTHERS).run()
    assert "3 andere" in app.checkbox(key="meeting_tally").label
    app.checkbox(key="meeting_tally").check().run()
    app.button[0].click().run()
    code = app.query_params["v"][0] if isinstance(app.query_params["v"], list) else app.query_params["v"]
    assert code == meeting_code(Meeting(("4.7", "4.8"), "jenv-20", running=True, began=("4.7", "4.8"), tally=True))
    again = page_of("meeting", Draft("Groep", "", ("4.7", "4.8")), *OTHERS)
    again.query_params["v"] = code
    again.run()
    assert again.session_state["meeting"].tally
    alone = page_of("meeting", Draft("Groep", "", ("4.7",))).run()
    assert not [box for box in alone.checkbox if box.key == "meeting_tally"]


@pytest.mark.browser
@pytest.mark.long
def test_fourteen_rows_with_the_tally_fit_a_large_screen(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """Large letters, nothing scrolls, and each row has its count."""
    page.set_viewport_size({"width": 1920, "height": 1080})
    group = Draft("Groep", "", catalogue.packages["jenv-20"].measures)
    page.goto(f"{app_url}/vergadering?p={make_link(catalogue, SharedState((group, *OTHERS)))}")
    wait_until_settled(page)
    page.get_by_text("andere geopende standpunten").click()
    wait_until_settled(page)
    page.get_by_role("button", name="Start vergadering").click()
    wait_until_settled(page)
    expect(page.locator(".tally")).to_have_count(14)
    wait_until_settled(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight <= innerHeight")
    row = page.locator("label", has=page.locator('input[data-id="4.7"]'))
    expect(row.locator(".tally")).to_contain_text("2/3 ✕1")
    size = float(row.locator(".tally").evaluate("node => parseFloat(getComputedStyle(node).fontSize)"))
    assert size >= 20
