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


@pytest.mark.long
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


@pytest.mark.browser
@pytest.mark.long
def test_which_need_an_eu_law_and_who_must_carry_it_out(officer: Officer) -> None:
    """Columns with the body, the change of rules and the evidence, and a filter on each."""
    page = officer.page
    officer.open("jenv-20")
    page.get_by_label("Wijziging van regels", exact=True).select_option(label="EU-recht")
    officer.clicks += 1
    officer.click(page.get_by_role("button", name="Toon uitvoering, regels en bewijs"))
    officer.sees(
        page.get_by_role("columnheader", name="Uitvoering"),
        page.get_by_role("columnheader", name="Wijziging van regels"),
        page.get_by_role("cell", name="JenV, DT&V, politie, DJI"),
    )


@pytest.mark.browser
@pytest.mark.long
def test_what_is_the_largest_saving_in_a_year(officer: Officer) -> None:
    """A click on the head of the column; the package stays in sight above it."""
    page = officer.page
    officer.open("jenv-20")
    officer.click(page.locator("thead .sort", has_text="2023"))
    first = page.locator("tr[data-row]").first
    expect(first).to_have_attribute("data-row", "2C.3.1")
    officer.sees(first, page.locator("tr.total"))


@pytest.mark.browser
@pytest.mark.long
def test_how_much_lands_at_a_body(officer: Officer) -> None:
    """The page Stapeling, by executing body with its own base."""
    page = officer.page
    officer.open("jenv-20")
    officer.click(page.get_by_role("link", name="Stapeling"))
    officer.sees(page.get_by_role("heading", name="Stapeling per uitvoerder"), page.get_by_text("COA (9): besparingen"))


@pytest.mark.browser
@pytest.mark.long
def test_why_do_packages_differ(officer: Officer) -> None:
    """The comparison by measure, with ready-made packages beside one's own."""
    page = officer.page
    officer.open("jenv-20", "jenv-20-104")
    officer.click(page.get_by_role("link", name="Vergelijken"))
    expect(page.get_by_text("−104,4").first).to_be_visible()
    officer.sees(page.get_by_role("heading", name="Vergelijken"), page.get_by_text("−104,4").first)


@pytest.mark.browser
@pytest.mark.long
def test_a_newcomer_has_three_doors_and_the_words_explained(officer: Officer) -> None:
    """The source's package with its size, an empty one, a question; the words open by a click."""
    page = officer.page
    page.goto(officer.url)
    page.locator("tr.total td.big").first.wait_for()
    wait_until_settled(page)
    whats = ("het pakket van de bron", "een leeg pakket", "een vraag")
    doors = [page.get_by_role("button", name=f"Begin met {what}") for what in whats]
    officer.sees(*doors, page.get_by_text("Rapport: JenV −20%: 14 maatregelen, structureel −236,40 mln. euro."))
    page.get_by_role("button", name="Begrippen").click()
    officer.sees(page.get_by_role("definition").get_by_text("Pro memorie: de bron verwacht een effect"))
    page.keyboard.press("Escape")
    officer.click(doors[0])
    expect(page.locator("tr.total td.big").last).to_have_text("−236,40")
    expect(doors[1]).to_have_count(0)
    page.goto(officer.url)
    wait_until_settled(page)
    officer.click(doors[2])
    expect(page.get_by_role("heading", name="Zoek een pakket")).to_be_visible()


@pytest.mark.browser
@pytest.mark.long
def test_what_changed_since_it_was_opened(officer: Officer) -> None:
    """After a toggle the head says so; a click shows what came and went and what that adds up to."""
    page = officer.page
    officer.open("jenv-20")
    officer.click(page.locator('input[data-id="6.1"]'))
    officer.click(page.get_by_role("button", name="gewijzigd sinds bewaren of openen"))
    dialog = page.get_by_role("dialog")
    officer.sees(
        dialog.get_by_text("Wat veranderde er sinds het bewaren of openen?"),
        dialog.get_by_role("row", name="erbij: 6.1 Bonus bij sneller huisvesten statushouders"),
        dialog.get_by_role("row", name="Zoals het nu is"),
    )
