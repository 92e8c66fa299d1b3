"""What every page shares: style, the page's language for screen readers, the footer with version and date."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.words import esc, explain_error, language, long_date, t

CSS = Path(__file__).parent / "assets" / "page.css"


@lru_cache(maxsize=1)
def _css() -> str:
    return CSS.read_text(encoding="utf-8")


def dress_page() -> None:
    """Add the house style and tell the browser the page's language and theme."""
    st.html(f"<style>{_css()}</style>")
    dark = st.context.theme.type == "dark"
    page = "#11181f" if dark else "#ffffff"
    st.html(f"<style>:root {{ --page: {page}; }}</style>")
    script = (
        f"document.documentElement.lang = {json.dumps(language())};"
        f"document.documentElement.classList.toggle('dark-theme', {json.dumps(dark)});"
    )
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)
    _link_fault()


def _link_fault() -> None:
    """Say, on whichever page a link opens, that it could not be read; until there is something to work on."""
    space = state.workspace()
    if space.link_fault is None or any(slot.draft.measures for slot in space.slots):
        return
    text = t("De link kon niet worden geopend; u begint met een leeg pakket.")
    st.error(f"{text} {explain_error(space.link_fault)}")


def footer() -> None:
    """Show the catalogue's version and date and the source."""
    info = state.catalogue().info
    version = t("Catalogus {version} van {date}", version=info.version, date=long_date(info.date))
    st.caption(f"{esc(version)} · {esc(t('Bron'))}: {esc(info.source_title)}")
