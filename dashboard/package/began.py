"""Whether anyone has begun with a list yet: until then its page offers where to begin."""

from __future__ import annotations

from typing import Final

import streamlit as st

from budget.engine import Package

STARTED: Final = "started"


def is_new(package: Package) -> bool:
    """Whether the package is empty and nobody chose to begin with an empty one."""
    return not package.selection and not st.session_state.get(STARTED)


def begin_empty() -> None:
    """Begin with an empty package."""
    st.session_state[STARTED] = True
