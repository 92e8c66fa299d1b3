"""The page with a measure's fiche."""

from __future__ import annotations

import streamlit as st

from dashboard import page, state
from dashboard.package import fiche, switcher
from dashboard.words import language, t, ui


def render() -> None:
    """Draw the page."""
    catalogue, lang = state.catalogue(), language()
    with st.sidebar:
        switcher()
    ui.page_heading(t("Maatregelen"))
    chosen = ui.selectbox(
        t("Maatregel"),
        list(catalogue.measures),
        format_func=lambda id_: f"{id_} {catalogue.measures[id_].title.get(lang)}",
        key="fiche_measure",
        filter_mode="contains",
    )
    fiche(catalogue, catalogue.measures[chosen])
    page.footer()
