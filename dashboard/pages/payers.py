"""The page of who pays: each budget chapter and article by year, with the sum of the years."""

from __future__ import annotations

import streamlit as st

from dashboard import page, state
from dashboard.package import controls, shown_name, switcher
from dashboard.pages.printview import figures_html
from dashboard.paper import payers_section
from dashboard.words import html, show, t, ui


def render() -> None:
    """Draw the page."""
    package = state.package()
    with st.sidebar:
        switcher()
        controls.settings_controls()
    section = payers_section(package)
    ui.page_heading(section.title)
    ui.caption(shown_name(state.draft(), state.workspace().active))
    if not package.selection:
        ui.info(t("Dit pakket is nog leeg. Kies maatregelen op de pagina Pakket; dan staat hier wie betaalt."))
    elif section.table is not None:
        show(html.wide(figures_html(section.table, section.key, asking=True), section.title))
    page.footer()
