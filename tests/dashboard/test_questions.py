"""
Questions that come in a meeting, as journeys: from Pakket with the report's package the answer stands in view.

Each takes at most three clicks at 1280 × 800, and stands under a heading in the question's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST_CLICKS = 3


class Officer:
    """Who asks: opens a package and counts the clicks to the answer."""

    def __init__(self, page: Page, url: str, catalogue: Catalogue) -> None:
        self.page, self.url, self.catalogue, self.clicks = page, url, catalogue, 0
        page.set_viewport_size({"width": 1280, "height": 800})

    def open(self, *names: str) -> None:
        """Open ready-made packages on the page Pakket."""
        packages = self.catalogue.packages
        drafts = tuple(Draft(packages[name].title.nl, "", packages[name].measures) for name in names)
        self.page.goto(f"{self.url}/?p={make_link(self.catalogue, SharedState(drafts))}")
        self.page.locator("tr.total td.big").first.wait_for()
        wait_until_settled(self.page)
        self.clicks = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1
        wait_until_settled(self.page)

    def sees(self, *found: Locator) -> None:
        """The answer stands in the window, without scrolling, after few enough clicks."""
        assert self.clicks <= MOST_CLICKS
        for one in found:
            expect(one).to_be_in_viewport()


@pytest.fixture
def officer(page: Page, app_url: str, catalogue: Catalogue) -> Officer:
    return Officer(page, app_url, catalogue)


@pytest.mark.browser
def test_what_remains_and_what_is_the_cheapest_way(officer: Officer) -> None:
    """One line says it; a click offers the measures that close the gap, and a click adds one and can be undone."""
    page = officer.page
    officer.open("jenv-20")
    remaining = page.get_by_role("button", name="struc.: nog 1,00 tot 29,78 te gaan")
    officer.sees(remaining)
    officer.click(remaining)
    dialog = page.get_by_role("dialog")
    heading = dialog.get_by_role("heading", name="Wat dicht het gat, zoals de bron optelt?")
    expect(heading).to_be_visible(timeout=30_000)
    add = dialog.get_by_role("button", name="Voeg toe").first
    officer.sees(dialog.get_by_text("Wat resteert er tot JenV −20%?"), heading, add)
    officer.click(add)
    expect(dialog).to_have_count(0)
    expect(page.locator("tr.total td.big").last).to_have_text("−261,40")
    assert officer.clicks <= MOST_CLICKS
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("tr.total td.big").last).to_have_text("−236,40")


@pytest.mark.browser
@pytest.mark.long
def test_which_choices_to_let_go_together(officer: Officer) -> None:
    """Who raises the humanitarian budget asks what stands in the way of −20%."""
    page = officer.page
    officer.open("bhos+20-a")
    officer.click(page.locator('[data-ask="gap:bhos-20"]'))
    heading = page.get_by_role("heading", name="Wat als wij gekozen maatregelen loslaten?")
    expect(heading).to_be_visible(timeout=30_000)
    officer.sees(heading, page.get_by_text("eruit: 2C.1.1-1, 2C.1.2; erbij: 2C.3.1, 2C.3.2"))


@pytest.mark.browser
@pytest.mark.long
def test_what_does_it_cost_a_ministry_in_a_year_by_article(officer: Officer) -> None:
    """And over all years, without the structural amount."""
    page = officer.page
    officer.open("jenv-20")
    officer.click(page.get_by_role("link", name="Wie betaalt"))
    row = page.get_by_role("row", name="JenV 37 −38,70 −153,65 −209,40 −236,00 −235,70 −873,45 −235,40")
    officer.sees(page.get_by_role("heading", name="Wie betaalt, en in welk jaar?"), row)


@pytest.mark.browser
@pytest.mark.long
def test_what_is_it_over_all_years_and_what_is_that_made_of(officer: Officer) -> None:
    """The sum of the years stands in the head; a click opens its postings, down to the page of the report."""
    page = officer.page
    officer.open("jenv-20")
    total = page.locator("tr.total td.cum")
    expect(total).to_have_text("−880,25")
    officer.sees(total)
    officer.click(total.get_by_role("button"))
    dialog = page.get_by_role("dialog")
    officer.sees(
        dialog.get_by_text("Waaruit bestaat het saldo-effect, 2021–2025?"),
        dialog.get_by_role("link", name="BMH Bijlage 10, Variant 3, 3.1.1 Medisch, blz. 136"),
        dialog.get_by_role("row", name="Saldo-effect −880,25"),
    )
