"""What is in view outlives a reload, also on the page that one goes to next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from dashboard.session import Slot, Workspace
from tests.dashboard.tools import SECONDS

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_targets_stay_in_view_on_the_next_page(page: Page, app_url: str, catalogue: Catalogue) -> None:
    draft = Draft("Rapport", "", catalogue.packages["jenv-20"].measures)
    page.goto(f"{app_url}/?p={make_link(catalogue, SharedState((draft,)))}")
    shown = page.locator('[data-testid="stButtonGroup"] button[aria-pressed="true"]')
    expect(shown).to_have_text(["JenV −20%", "BHOS −20%"])
    page.locator('a[href$="/afdruk"]').last.dispatch_event("click")
    expect(page.locator(".sheet .core")).to_contain_text(re.compile("JenV −20%, structureel, niet gehaald"))
    expect(shown).to_have_text(["JenV −20%", "BHOS −20%"])


COMPARING = """
from dashboard import address
from dashboard.pages import compare

address.recall_choices()
compare.render()
address.remember()
"""


def test_what_is_compared_as_it_was_saved_travels_in_the_address(catalogue: Catalogue) -> None:
    """Today's package, the same as it was saved, and a ready-made one: who opens the address compares all three."""
    saved = Draft("Rapport", "", catalogue.packages["jenv-20"].measures)
    today = Draft("Rapport", "", catalogue.sorted_selection({*saved.measures} - {"4.12b"}))
    app = AppTest.from_string(COMPARING, default_timeout=SECONDS)
    app.session_state["language"] = "nl"
    app.session_state["workspace"] = Workspace([Slot(today, saved=saved)], 0, (0,))
    app.session_state["compared_packages"] = ["open:0", "saved:0", "ready:jenv-20-104"]
    app.run()
    assert not app.exception, app.exception
    other = AppTest.from_string(COMPARING, default_timeout=SECONDS)
    other.session_state["language"] = "nl"
    for name in ("p", "vergelijk", "eerder"):
        other.query_params[name] = app.query_params[name]
    other.run()
    assert not other.exception, other.exception
    assert other.session_state["compared_packages"] == ["open:0", "saved:0", "ready:jenv-20-104"]
    slot = other.session_state["workspace"].slots[0]
    assert (slot.draft.measures, slot.saved.measures) == (today.measures, saved.measures)
    assert [element.proto.body for element in other.get("html")] == [e.proto.body for e in app.get("html")]


def test_a_damaged_address_compares_what_is_there(catalogue: Catalogue) -> None:
    draft = Draft("Rapport", "", catalogue.packages["jenv-20"].measures)
    for before, places in (("2xyz", "zoals.0"), ("", "zoals.0"), ("2xyz", "zoals.7,zoals.x,zoals.-1,jenv-20-104")):
        app = AppTest.from_string(COMPARING, default_timeout=SECONDS)
        app.session_state["language"] = "nl"
        app.query_params["p"] = make_link(catalogue, SharedState((draft,), 0, (0,)))
        app.query_params["vergelijk"], app.query_params["eerder"] = places, before
        app.run()
        assert not app.exception, app.exception
        ready = ["ready:jenv-20-104"] if "104" in places else []
        assert app.session_state["compared_packages"] == ["open:0", *ready]
