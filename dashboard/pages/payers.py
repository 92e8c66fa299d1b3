"""The page of who pays: each budget chapter and article by year, with the sum of the years."""

from __future__ import annotations

import streamlit as st

from budget.catalogue import Catalogue
from dashboard import page, state
from dashboard.package import controls, shown_name, switcher
from dashboard.paper import figures_html, payers_section
from dashboard.words import html, show, t, ui


def _what_it_is_not(catalogue: Catalogue) -> str:
    """Say how these amounts differ from what a target counts and from what stays with a chapter after attribution."""
    told = [t("Naar de begroting waarop een maatregel staat. Een doel kan ook meetellen wat elders staat: zie Doelen.")]
    if catalogue.oda is not None:
        told.append(t("Wat na toerekening aan ODA bij {own} blijft, staat op ODA.", own=catalogue.oda.own_chapter))
    return " ".join(told)


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
        ui.caption(_what_it_is_not(package.catalogue))
        show(html.wide(figures_html(section.table, section.key, asked=True), section.title))
    page.footer()
