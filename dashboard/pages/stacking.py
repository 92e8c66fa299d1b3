"""The page of what a package piles up: at whom, at which change of rules and on which evidence."""

from __future__ import annotations

import streamlit as st

from dashboard import page, state
from dashboard.package import controls, headline, shown_name, switcher
from dashboard.paper import figures_html, stacking_sections
from dashboard.words import html, show, t, ui


def render() -> None:
    """Draw the page."""
    package = state.package()
    with st.sidebar:
        switcher()
        controls.settings_controls()
    headline(package, shown_name(state.draft(), state.workspace().active), ())
    if not package.selection:
        ui.info(
            t("Dit pakket is nog leeg. Kies maatregelen op de pagina Pakket; dan staat hier wat zich waar opstapelt.")
        )
    for section in stacking_sections(package):
        ui.header(section.title)
        if section.table is not None:
            show(html.wide(figures_html(section.table, section.key, asked=True), section.title))
    page.footer()
