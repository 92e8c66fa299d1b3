"""What the tests of the pages share."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from budget.share import Draft
from dashboard.session import Slot, Workspace

SECONDS = 60


def page_of(name: str, *drafts: Draft, compared: tuple[int, ...] = (), language: str = "nl") -> AppTest:
    """Make the page of a module of dashboard.pages ready to run, with these open packages."""
    app = AppTest.from_string(f"from dashboard.pages import {name}\n\n{name}.render()\n", default_timeout=SECONDS)
    if drafts:
        app.session_state["workspace"] = Workspace([Slot(draft, saved=draft) for draft in drafts], 0, compared)
    app.session_state["language"] = language
    return app


def html_of(app: AppTest) -> str:
    """Return all HTML of a page."""
    return " ".join(str(element.proto.body) for element in app.get("html"))
