"""What the browser tests wait for: a page that stands still, with nothing of what was clicked on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

LATE = """(() => {
  let kind = WebSocket.prototype;
  while (Object.getPrototypeOf(kind).send) kind = Object.getPrototypeOf(kind);
  const { send } = kind;
  kind.send = function (data) { setTimeout(() => send.call(this, data), 1500); };
})();"""
"""What is sent leaves the browser late, as on a busy machine it is taken late."""


@pytest.mark.browser
@pytest.mark.long
def test_a_page_has_not_settled_while_a_click_is_on_its_way(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """For a second and a half nothing stirs after the click; the meeting is there all the same when the wait ends."""
    page.add_init_script(LATE)
    draft = Draft("Rapport", "", catalogue.packages["jenv-20"].measures)
    page.goto(f"{app_url}/vergadering?p={make_link(catalogue, SharedState((draft,)))}")
    wait_until_settled(page)
    page.get_by_role("button", name="Start vergadering").click()
    wait_until_settled(page)
    expect(page.get_by_role("button", name="Stop")).to_be_visible(timeout=1)
