"""The page that brings several officers' packages into one."""

from __future__ import annotations

import streamlit as st

from dashboard import page
from dashboard.package import switcher, uploader
from dashboard.saved import pick_saved, tell
from dashboard.together import choose_positions, lines_form, outcome, tally_block
from dashboard.words import t, ui


def render() -> None:
    """Draw the page."""
    with st.sidebar:
        switcher()
    ui.page_heading(t("Samen"))
    ui.markdown(
        t(
            "Breng de pakketten van verschillende mensen bij elkaar. Elk geopend pakket is een standpunt: wat gekozen is, "
            "is een wens; rode lijnen zeggen wat nooit mag en wat altijd moet."
        )
    )
    tell()
    positions = choose_positions()
    file, saved = st.columns(2)
    with file:
        uploader()
    with saved:
        pick_saved()
    lines_form()
    if len(positions) < 2:
        ui.info(t("Open ten minste twee pakketten: uit een bestand, van Opgeslagen of op de pagina Pakket."))
    else:
        tally_block(positions)
        outcome(positions)
    page.footer()
