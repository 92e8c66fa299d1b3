"""
Toggles on a slow server, in a real browser.

Invariant: a click changes the measure that was clicked and no other, or the page says that it did not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from tests.conftest import free_port
from tests.dashboard.slow_pages import SlowApp, click, opened, read, serve_slowly, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, WebSocketRoute

CONNECTED = "() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState === 'CONNECTED'"
REPORT = "Rapport: JenV −20%"


@pytest.fixture(scope="module")
def slow_app(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlowApp]:
    with serve_slowly(tmp_path_factory.mktemp("slow")) as app:
        yield app


def choose_ready(page: Page, title: str) -> None:
    page.get_by_role("combobox", name="Kant-en-klaar pakket").click()
    page.get_by_role("option", name=title, exact=True).click()


@pytest.mark.long
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


@pytest.mark.long
def test_a_click_without_a_connection_is_made_when_it_is_back(
    page: Page, slow_app: SlowApp, catalogue: Catalogue
) -> None:
    """The connection breaks, two measures are clicked, it comes back: both are in the package."""
    lines: list[WebSocketRoute] = []

    def connect(line: WebSocketRoute) -> None:
        lines.append(line)
        line.connect_to_server()

    page.route_web_socket(re.compile("_stcore/stream"), connect)
    slow_app.pace()
    page.goto(slow_app.url)
    page.locator('input[data-id="1.3"]').wait_for()
    settle(page)
    lines[-1].close()
    assert click(page, ["1.3", "4.7"])
    page.wait_for_function(CONNECTED)
    settle(page)
    assert len(lines) == 2
    assert opened(catalogue, page.url).drafts[0].measures == ("1.3", "4.7")
    expect(page.get_by_text("Niet verwerkt")).to_have_count(0)


@pytest.mark.long
def test_a_click_that_meets_a_new_server_is_refused_in_sight(page: Page, tmp_path: Path, catalogue: Catalogue) -> None:
    """The server is started anew while a click is under way: the session is another one, and the page says so."""
    port = free_port()
    with serve_slowly(tmp_path, port) as app:
        page.goto(app.url)
        page.locator('input[data-id="1.3"]').click()
        expect(page.locator("tr.total td.big").last).not_to_have_text("0,00")
        settle(page)
    assert click(page, ["4.7"])  # 1.3 was handled by the server before, and is not told again
    with serve_slowly(tmp_path, port):
        expect(page.get_by_text("Niet verwerkt: 4.7.")).to_be_visible(timeout=30_000)
        settle(page)
        assert opened(catalogue, page.url).drafts[0].measures == ("1.3",)
        expect(page.locator('input[data-id="4.7"]')).not_to_be_checked()
    with serve_slowly(tmp_path, port):
        page.wait_for_function(CONNECTED, timeout=30_000)
        old = read(page)["revision"]
        page.get_by_role("radio", name="English").click()
        settle(page, old)
        for _ in range(2):
            page.get_by_role("radio", name="English").click()
            settle(page)
        assert not read(page)["told"]
