"""
Toggles on a slow server, in a real browser.

Invariant: a click changes the measure that was clicked and no other, or the page says that it did not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.load import Catalogue
from tests.slow_pages import SlowApp, opened, serve_slowly

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REPORT = "Rapport: JenV −20%"


@pytest.fixture(scope="module")
def slow_app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowApp]:
    with serve_slowly(tmp_path_factory.mktemp("slow")) as app:
        yield app


def choose_ready(page: Page, title: str) -> None:
    page.get_by_role("combobox", name="Kant-en-klaar pakket").click()
    page.get_by_role("option", name=title, exact=True).click()


def test_a_click_between_headline_and_list_costs_no_measure(
    page: Page, slow_app: SlowApp, catalogue: Catalogue
) -> None:
    """With the new package's headline above the old list, a click is refused in sight and the package stays whole."""
    slow_app.pace()
    page.goto(slow_app.url)
    page.locator('input[data-id="1.3"]').wait_for()
    slow_app.pace(list=2)
    choose_ready(page, REPORT)
    expect(page.get_by_role("heading", level=1)).to_have_text(REPORT)
    page.locator('input[data-id="1.3"]').click()
    slow_app.pace()
    expect(page.locator('input[data-id="1.3"]')).not_to_be_checked()
    expect(page.locator("tr.total td.big").last).to_have_text("−236,40")
    expect(page.get_by_text("Niet verwerkt: 1.3.")).to_be_visible()
    assert opened(catalogue, page.url).drafts[0].measures == catalogue.packages["jenv-20"].measures
    page.get_by_role("button", name="Gelezen").click()
    expect(page.get_by_text("Niet verwerkt")).to_have_count(0)
