"""The page where a package is built: totals and verdicts in view, a toggle for each measure."""

from __future__ import annotations

import streamlit as st

from budget.catalogue import Catalogue
from dashboard import page, state
from dashboard.package import (
    conflict_notes,
    controls,
    fiche_dialog,
    headline,
    link_notes,
    measure_list,
    notes_below,
    package_panel,
    shown_name,
    step_buttons,
    switcher,
)
from dashboard.words import t, ui


def _purpose(catalogue: Catalogue) -> str:
    """Say what the page is for: as much of it as the catalogue has data for."""
    sums = t("Het rekenmodel telt de effecten van gekozen maatregelen op.")
    held = t("Het rekenmodel telt de effecten van gekozen maatregelen op en houdt ze tegen de doelen.")
    ready = t("Kies maatregelen in de lijst, of begin links met een kant-en-klaar pakket.")
    start = ready if catalogue.packages else t("Kies maatregelen in de lijst.")
    return f"{held if catalogue.targets else sums} {start}"


def _ask_fiche(id_: str) -> None:
    st.session_state["asked_fiche"] = id_


def render() -> None:
    """Draw the page."""
    space = state.workspace()
    draft = state.draft()
    package = state.package()
    name = shown_name(draft, space.active)
    with st.sidebar:
        switcher()
        controls.ready_made()
        shown = controls.target_choice()
        if controls.has_settings():
            panel = ui.expander(t("Instellingen"), key="settings_panel", on_change="rerun")
            if panel.open:  # what is closed is not drawn: toggling stays fast
                with panel:
                    controls.settings_controls()
                    controls.oda_controls()
        controls.export_button(package, name)
    ui.caption(_purpose(package.catalogue))
    headline(package, name, shown)
    with st.container(horizontal=True):
        popover = ui.popover(t("Pakket: naam, bestand, link"), type="primary", key="package_panel", on_change="rerun")
        if popover.open:
            with popover:
                package_panel()
        step_buttons()
    link_notes()
    conflict_notes(package)
    notes_below(package)
    measure_list(package, space, on_report=state.handle_report, on_fiche=_ask_fiche, key="measure_list")
    page.footer()
    asked = st.session_state.pop("asked_fiche", None)
    if asked:
        fiche_dialog(state.catalogue(), asked)
