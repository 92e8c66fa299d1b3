"""The page of saved packages: save, history, what changed, and what was not saved."""

from __future__ import annotations

import streamlit as st

from budget.core import BudgetError
from dashboard import page, state
from dashboard.package import switcher
from dashboard.saved import (
    administration,
    bin_list,
    choose,
    history_of,
    merging,
    own_data,
    save_form,
    saved_list,
    saved_lists,
    sharing,
    shelves_panel,
    tell,
    unsaved_list,
    what_changed,
)
from dashboard.serving import KEEPER, person
from dashboard.words import explain_error, t, ui
from store import StoreError, history, kept


def render() -> None:
    """Draw the page; without a store it says so, and everything else works as ever."""
    with st.sidebar:
        switcher()
    ui.page_heading(t("Opgeslagen"))
    tell()
    try:
        _saved()
    except StoreError as error:
        ui.warning(explain_error(error))
    page.footer()


def _saved() -> None:
    """Draw what the store holds for this person; raises StoreError."""
    store, who = KEEPER.store(), person()
    every = kept(store, who)
    known = [item for item in every if item.list_id is None]
    origin = state.workspace().slot.origin
    try:
        merging()
    except BudgetError as error:
        ui.error(explain_error(error))
    save_form([item for item in known if item.catalogue == state.current_list()])
    unsaved_list()
    saved_list(known)
    chosen = choose(known, origin.package if origin else "")
    if chosen is not None:
        versions = history(store, who, chosen.id)
        history_of(chosen, versions)
        sharing(chosen)
        what_changed(chosen, versions)
    saved_lists(every)
    bin_list()
    shelves_panel()
    administration()
    own_data()
