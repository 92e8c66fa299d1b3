"""What the session notes once the open package is saved."""

from __future__ import annotations

from typing import Final

import streamlit as st

from budget.share import Draft
from dashboard import state
from dashboard.session import Origin
from store import Version

NOTE: Final = "saved_note"
MERGING: Final = "saved_merging"


def settle(saved: Version, draft: Draft) -> None:
    """Note that the open package is as this version has it."""
    slot = state.workspace().slot
    state.change(draft)
    slot.saved, slot.origin = slot.draft, Origin(saved.package, saved.number)
    st.session_state[NOTE] = ""
    st.session_state.pop(MERGING, None)
