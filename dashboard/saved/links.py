"""A link to a saved package: its latest version, or one exact version, for whoever may see it."""

from __future__ import annotations

import re
from typing import Final

import streamlit as st

from budget.core import BudgetError
from dashboard import state
from dashboard.saved.contents import list_of, must_be_offered, opened, own_version
from dashboard.saved.own_lists import bring_saved_list
from dashboard.session import Origin
from dashboard.words import explain_error, ui
from store import LIST_MARK, StoreError

PACKAGE: Final = "pakket"
FAULT: Final = "saved_link_fault"
FORM: Final = re.compile(r"([A-Za-z0-9_-]{1,40})(?:\.([1-9]\d{0,5}))?")


def open_saved_link() -> None:
    """Open what the address asks for, once; what keeps it from being opened is told by `link_fault`."""
    asked = st.query_params.get(PACKAGE)
    if asked is None:
        return
    del st.query_params[PACKAGE]
    try:
        _open(asked)
    except BudgetError as error:
        st.session_state[FAULT] = error


def _open(asked: str) -> None:
    form = FORM.fullmatch(asked)
    if form is None:
        raise StoreError("store_package_not_here")
    package, number = form[1], int(form[2]) if form[2] else None
    found, content = own_version(package, number)
    named = list_of(package)
    if named.startswith(LIST_MARK):
        state.open_own_list(bring_saved_list(package, number))
        return
    must_be_offered(named)
    state.open_list(named)
    draft = opened(state.catalogue(), found, content).draft
    state.workspace().open(draft, Origin(package, found.number))


def link_fault() -> None:
    """Say that a link to a saved package could not be opened, until the next page is asked for."""
    error: BudgetError | None = st.session_state.get(FAULT)
    if error is not None:
        ui.error(explain_error(error))
