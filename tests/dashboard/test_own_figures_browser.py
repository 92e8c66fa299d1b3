"""A measure of one's own in a real browser: made by the form, toggled in the list, undone, and there after a reload."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_an_officer_adds_a_measure(page: Page, app_url: str) -> None:
    """It stands in the headline at once, and the address keeps it."""
    page.goto(app_url)
    wait_until_settled(page)
    page.get_by_text("Eigen maatregelen en schattingen").click()
    page.get_by_role("button", name="Eigen maatregel toevoegen").click()
    page.get_by_label("Naam van de maatregel").fill("Minder plekken")
    page.keyboard.press("Tab")
    wait_until_settled(page)  # a page that is still being drawn closes the list again
    page.get_by_role("combobox", name="Begrotingsregel").click()
    page.get_by_role("option", name="JenV 37").first.click()
    page.get_by_label("Waarom dit bedrag").fill("Raming")
    page.get_by_label("struc.").first.fill("-12,5 mln")
    page.keyboard.press("Tab")
    wait_until_settled(page)
    page.get_by_role("button", name="Voeg eigen maatregel toe").click()
    headline = page.locator(".headline")
    expect(headline.get_by_text("waarvan eigen cijfers")).to_be_visible()
    expect(headline.locator("tr.total")).to_contain_text("−12,50")
    wait_until_settled(page)
    page.reload()
    wait_until_settled(page)
    expect(headline.locator("tr.own")).to_contain_text("−12,50")
    row = page.get_by_role("checkbox", name="Minder plekken")
    row.click()
    expect(headline.locator("tr.own")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(headline.locator("tr.own")).to_contain_text("−12,50")
