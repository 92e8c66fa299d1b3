"""
Lists in a real browser.

1. A list is opened from the head of any page; its measures are drawn, filtered and toggled; back on the list before,
its package is as it was.
2. A long list, whose rows are no table to the browser, is one to a screen reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.engine import compose_package
from dashboard.serving import open_catalogue
from dashboard.words import in_language, numbers
from tests.dashboard.test_accessibility import axe_faults
from tests.dashboard.test_journeys import open_app, toggle, totals
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

LIST = "ombuigingslijst-2021"
REPORT_MEASURE = "4.7"


def open_list(page: Page, name: str) -> None:
    """Open a list from the head of the page; the page of its package follows."""
    page.get_by_role("link", name="Lijsten").first.click()
    page.get_by_role("button", name=f"Open {name}").click()
    page.locator("tr.total td.big").first.wait_for()
    expect(page.get_by_text(re.compile(rf"^{name}: catalogus"))).to_be_visible()


def shown_rows(page: Page) -> int:
    return page.locator("tr[data-row]:not([hidden])").count()


@pytest.mark.long
def test_a_list_is_opened_filtered_and_left(page: Page, app_url: str) -> None:
    """The list of 681, from the report and back."""
    savings = open_catalogue(LIST)
    id_ = list(savings.measures)[-1]
    open_app(page, app_url)
    toggle(page, REPORT_MEASURE)
    expect(page.locator(".headline .notes")).to_contain_text("1 maatregel")
    before = totals(page)

    open_list(page, "Ombuigingslijst 2021")
    expect(page.locator("tr[data-row]")).to_have_count(len(savings.measures))
    expect(page.locator(".headline .notes")).to_contain_text("overlap niet volledig beoordeeld")
    theme = next(m.theme for m in savings.measures.values() if m.theme)
    page.get_by_label("Thema", exact=True).select_option(theme)
    assert shown_rows(page) == sum(m.theme == theme for m in savings.measures.values())
    page.get_by_label("Thema", exact=True).select_option("")
    toggle(page, id_)
    with in_language("nl"):
        package = compose_package(savings, (id_,))
        wanted = [numbers.total(total, numbers.places(savings), sign=True) for total in package.totals.values()]
    expect(page.locator("tr.total td.big")).to_have_text(wanted)

    open_list(page, "BMH migratieketen")
    expect(page.locator("tr.total td.big")).to_have_text(before)
    open_list(page, "Ombuigingslijst 2021")
    expect(page.locator("tr.total td.big")).to_have_text(wanted)
    wait_until_settled(page)
    page.reload()
    expect(page.locator("tr.total td.big")).to_have_text(wanted)
    expect(page.locator(f'input[data-id="{id_}"]')).to_be_checked()


@pytest.mark.long
def test_a_list_opens_in_the_language_of_the_page(page: Page, app_url: str) -> None:
    """The way there passes a run that draws no switch of the language, and the browser empties its address (1)."""
    open_app(page, app_url)
    page.get_by_text("English", exact=True).click()
    page.get_by_role("link", name="Lists").first.click()
    page.get_by_role("button", name="Open Savings list 2021").click()
    expect(page).to_have_title("Package – Calculator Savings list 2021")
    wait_until_settled(page)
    assert "taal=en" in page.url


@pytest.mark.long
def test_a_long_list_keeps_the_roles_of_a_table(page: Page, app_url: str) -> None:
    """Its rows are blocks to the browser, and rows with a heading to a screen reader; axe-core finds nothing."""
    page.goto(f"{app_url}/?lijst={LIST}")
    measures = open_catalogue(LIST).measures
    expect(page.locator("tr[data-row]")).to_have_count(len(measures))
    expect(page.get_by_role("rowheader").filter(has_text=next(iter(measures)))).to_be_visible()
    wait_until_settled(page)
    assert axe_faults(page) == []


@pytest.mark.long
def test_a_fiche_takes_in_and_leads_to_the_other_list(page: Page, app_url: str) -> None:
    """On the page of lists: the fiche keeps the focus on its button, and the number of another list opens that list."""
    open_app(page, app_url)
    toggle(page, REPORT_MEASURE)
    page.get_by_role("link", name="Lijsten").first.click()
    page.get_by_role("textbox", name=re.compile("Zoek een maatregel in alle lijsten")).fill("aanmeld- en eerste gehoor")
    page.get_by_role("textbox", name=re.compile("Zoek een maatregel in alle lijsten")).press("Enter")
    page.get_by_role("button", name="Fiche 4.6").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Neem 4.6 op").click()
    expect(dialog.get_by_role("button", name="Haal 4.6 eruit")).to_be_focused()
    dialog.get_by_role("button", name="2.4-25").click()
    dialog.get_by_role("button", name="Open Ombuigingslijst 2021 met 2.4-25").click()
    expect(page.get_by_text(re.compile("^Ombuigingslijst 2021: catalogus"))).to_be_visible()
    expect(dialog.get_by_role("button", name="Neem 2.4-25 op")).to_be_visible()
