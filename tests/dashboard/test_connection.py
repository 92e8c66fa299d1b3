"""
A lost connection, in a real browser.

1. While the server is gone the page says so in its language, with what waits to be sent; no English dialog stays.
2. When it is back, what was clicked is made or refused in sight, and the page says what a new session did not restore.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from tests.conftest import free_port
from tests.dashboard.slow_pages import click, opened, serve_slowly, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAID = {
    "nl": (
        "Geen verbinding met het rekenmodel.",
        "Nog te versturen: 1.",
        "maar de server is opnieuw begonnen",
        "Gelezen",
    ),
    "en": ("No connection with the calculator.", "Still to be sent: 1.", "but the server has begun anew", "Read"),
}

COUNT_DIALOGS = """() => {
  window.dialogs = 0;
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    window.dialogs += added.filter((node) => /Connection error/.test(node.textContent)).length;
  }).observe(document.body, { childList: true, subtree: true });
}"""


@pytest.mark.long
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_server_that_is_gone_is_told_and_restored(
    page: Page, tmp_path: Path, catalogue: Catalogue, language: str
) -> None:
    """The app is stopped, the page says so; it starts anew, the package is there, and the page says what is not."""
    lost, waiting, anew, read = SAID[language]
    port = free_port()
    link = make_link(catalogue, SharedState((Draft("Mijn pakket", "", ("1.3",)),)))
    with serve_slowly(tmp_path, port) as app:
        page.goto(f"{app.url}?p={link}&taal={language}")
        page.locator('input[data-id="1.3"]').wait_for()
        settle(page)
        expect(page.locator("#connection")).to_have_count(0)
        page.evaluate(COUNT_DIALOGS)
    banner = page.locator("#connection.lost")
    expect(banner).to_contain_text(lost)
    expect(banner).to_have_attribute("role", "alert")
    assert click(page, ["4.7"])
    expect(banner).to_contain_text(waiting)
    page.wait_for_function("window.dialogs > 0", timeout=60_000)  # the platform's dialog comes after some tries
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(banner).to_be_visible()
    with serve_slowly(tmp_path, port):
        told = page.locator("#connection.anew")
        expect(told).to_contain_text(anew, timeout=30_000)
        expect(page.locator(".st-key-refused")).to_contain_text("4.7")
        settle(page)
        assert opened(catalogue, page.url).drafts == (Draft("Mijn pakket", "", ("1.3",)),)
        told.get_by_role("button", name=read).click()
        expect(page.locator("#connection")).to_have_count(0)
        page.reload()
        page.locator('input[data-id="1.3"]').wait_for()
        settle(page)
        expect(page.locator("#connection")).to_have_count(0)
