"""The page where a package is built: totals and verdicts in view, a toggle for each measure."""

from __future__ import annotations

import streamlit as st

from dashboard import page, state
from dashboard.package import (
    BESIDE,
    FIGURES,
    PANEL,
    controls,
    fiche_dialog,
    headline_html,
    headline_place,
    link_notes,
    measure_list,
    measure_state,
    note_drawn,
    notes_below,
    own_figures_panel,
    package_panel,
    part,
    redraw_changed,
    shown_name,
    start,
    step_buttons,
    switcher,
)
from dashboard.words import show, t, ui


def _ask_fiche(id_: str) -> None:
    st.session_state["asked_fiche"] = id_


@part(FIGURES, in_place=True)
def _figures() -> None:
    """Draw what every toggle changes: the headline, and what is on in the list, which draws nothing by itself."""
    space, package = state.workspace(), state.package()
    name = shown_name(space.slot.draft, space.active)
    show(headline_html(package, name, controls.shown_targets(package), space.slot))
    measure_state(package, name, space, on_report=state.handle_report, redraw=redraw_changed)


@part(BESIDE)
def _beside() -> None:
    """Draw what few toggles change: the steps, what to know about the package, its files and overlaps in panels."""
    package = state.package()
    with st.container(horizontal=True):
        popover = ui.popover(t("Pakket: naam, bestand, link"), type="primary", key=PANEL, on_change="rerun")
        if popover.open:
            with popover:
                package_panel()
        step_buttons()
    link_notes()
    start(package)
    own_figures_panel()
    notes_below(package)


def render() -> None:
    """Draw the page."""
    with st.sidebar:
        switcher()
        controls.ready_made()
        controls.target_choice()
        if controls.has_settings():
            panel = ui.expander(t("Instellingen"), key="settings_panel", on_change="rerun")
            if panel.open:  # what is closed is not drawn: toggling stays fast
                with panel:
                    controls.settings_controls()
                    controls.oda_controls()
        controls.export_button(state.package(), shown_name(state.draft(), state.workspace().active))
    head = headline_place()
    note_drawn(FIGURES, BESIDE)
    _beside()
    measure_list(state.package(), on_fiche=_ask_fiche)
    with head:  # above the list, and drawn after it: its state is told after its rows
        _figures()
    page.footer()
    asked = st.session_state.pop("asked_fiche", None)
    if asked in state.catalogue().measures:  # one of one's own may be gone since
        fiche_dialog(state.catalogue(), asked)
