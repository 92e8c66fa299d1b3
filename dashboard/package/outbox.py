"""The server's side of the lists of toggles: their script with the shared outbox, their data and their reports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.session import Workspace

LIST, MEETING = "measure_state", "meeting_toggles"
"""The keys of what reports for the lists of toggles."""
ASSETS = Path(__file__).parent.parent / "assets"


def toggle_component(name: str, *parts: str) -> Any:
    """Register a list of toggles: its style, and its script after the outbox that all lists share and its own parts."""
    css, *scripts = (
        (ASSETS / file).read_text(encoding="utf-8") for file in (f"{name}.css", "outbox.js", *parts, f"{name}.js")
    )
    return st.components.v2.component(name, html='<div class="root"></div>', css=css, js="".join(scripts))


def plain_component(name: str) -> Any:
    """Register a component that draws nothing: its script alone."""
    js = (ASSETS / f"{name}.js").read_text(encoding="utf-8")
    return st.components.v2.component(name, html="<div></div>", js=js)


def take_reports(on_report: Callable[[object], None]) -> None:
    """Handle what the lists last reported, at the start of a page: a newer click may have broken the callback off."""
    for key in (LIST, MEETING):
        told = st.session_state.get(key)
        if told and told.get("changes"):
            on_report(told["changes"])


def outbox_data(space: Workspace) -> dict[str, Any]:
    """Return what the outbox goes by: the package on screen, and the last change handled of each list."""
    return {"revision": space.revision, "applied": dict(space.applied)}


def report_callbacks(
    key: str, on_report: Callable[[object], None], redraw: Callable[[], None]
) -> dict[str, Callable[[], None]]:
    """
    Return the callbacks for a report: as a value and as a trigger, which tell the same and are handled once.

    After either, `redraw` says what of the page to run.
    """

    def told() -> None:
        # Once another page is drawn the session no longer holds the list; what it sends then, it sends again on return.
        values = st.session_state.get(key) or {}
        changes, posted = values.get("changes"), values.get("posted")
        if changes:
            on_report(changes)
        if posted and posted != changes:
            on_report(posted)
        redraw()

    return {"on_changes_change": told, "on_posted_change": told}
