"""
The address bar: it holds the open packages as a link code, and the language, so that a reload restores them.

What it is told goes to the store as well, as work that nobody saved yet (`dashboard/serving/autosave.py`).
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from urllib.parse import parse_qs

import streamlit as st

from budget.catalogue import Catalogue
from budget.share import SharedState, link_shortens, make_link
from dashboard import state
from dashboard.serving import AUTOSAVE, Snapshot, identity
from dashboard.session import Workspace, unsaved, work_text, write_origins
from dashboard.words import LANGUAGES, language
from store import StoreError

LANGUAGE_PARAMETER = "taal"
SHOWN_TARGETS, COMPARED = "shown_targets", "compared_packages"
"""What the session chose: the targets in view, and the packages that are compared, each by its key."""
READY = "ready:"
"""How the key of a ready-made package begins; the open ones travel in the link code."""
CHOICES = {"doelen": SHOWN_TARGETS, "vergelijk": COMPARED}
RECALLED = "choices_recalled"
MOST_COMPARED = 4


def recall_address(search: str) -> None:
    """Put back into the address of a new session what it lacks of an earlier one, such as `?p=…&taal=nl`."""
    if state.KEY in st.session_state:
        return
    asked = parse_qs(search.removeprefix("?"))
    for name in (state.PARAMETER, LANGUAGE_PARAMETER, state.LIST_PARAMETER, state.ORIGINS_PARAMETER):
        if name in asked and name not in st.query_params:
            st.query_params[name] = asked[name][-1]


def recall_language() -> None:
    """Take the language from the address in a new session; Dutch when it names none."""
    if st.session_state.get("language") not in LANGUAGES:  # a switch that is still being drawn tells nothing
        asked = st.query_params.get(LANGUAGE_PARAMETER)
        st.session_state["language"] = asked if asked in LANGUAGES else "nl"


def recall_choices() -> None:
    """Take the targets in view and the compared ready-made packages from the address in a new session, those there are."""
    if RECALLED in st.session_state:
        return
    st.session_state[RECALLED] = True
    held, space = state.catalogue(), state.workspace()
    told = {name: st.query_params[name].split(",") for name in CHOICES if name in st.query_params}
    if "doelen" in told:
        st.session_state[SHOWN_TARGETS] = [id_ for id_ in dict.fromkeys(told["doelen"]) if id_ in held.targets]
    ready = [id_ for id_ in dict.fromkeys(told.get("vergelijk", ())) if id_ in held.packages]
    if ready:
        opened = [f"open:{index}" for index in space.compared]
        st.session_state[COMPARED] = [*opened, *(f"{READY}{id_}" for id_ in ready)][:MOST_COMPARED]


def _choices() -> dict[str, str | None]:
    """Return what the address says of the targets in view and the compared packages; None where that is the usual."""
    catalogue = state.catalogue()
    usual = usual_targets(catalogue)
    shown = [id_ for id_ in catalogue.targets if id_ in st.session_state.get(SHOWN_TARGETS, usual)]
    ready = [key.removeprefix(READY) for key in st.session_state.get(COMPARED) or () if key.startswith(READY)]
    return {
        "doelen": None if shown == [id_ for id_ in catalogue.targets if id_ in usual] else ",".join(shown),
        "vergelijk": ",".join(ready) or None,
    }


def usual_targets(catalogue: Catalogue) -> list[str]:
    """Return the targets that a list has in view until someone chooses."""
    return list(catalogue.info.shown_targets or filter(None, [catalogue.info.default_target]))


def remember() -> None:
    """
    Write the open packages, the language and what is in view into the address, so that a reload restores them.

    The link code names its list; a name beside it is kept in step. A click tells the address as it was then; a run under
    way may have changed it since. So what was told last counts too.
    """
    space = state.workspace()
    told, wanted = space.told, {state.PARAMETER: link_code(), LANGUAGE_PARAMETER: language()}
    if state.LIST_PARAMETER in st.query_params:
        wanted[state.LIST_PARAMETER] = state.catalogue().info.id
    if space.waiting and not any(slot.draft.measures for slot in space.slots):
        del wanted[state.PARAMETER]  # the link in the address still waits for its list
    if (origins := write_origins(space)) or state.ORIGINS_PARAMETER in st.query_params:
        wanted[state.ORIGINS_PARAMETER] = origins
    for name, choice in _choices().items():
        if choice is not None:
            wanted[name] = choice
        elif name in st.query_params:
            del st.query_params[name]
            told.pop(name, None)
    for name, value in wanted.items():
        if st.query_params.get(name) != value or told.get(name) != value:
            st.query_params[name] = told[name] = value
    keep_work(space, state.catalogue())


def keep_work(space: Workspace, catalogue: Catalogue) -> None:
    """Have what is open kept as unsaved work when it changed; a list of the session's own is not there to go on with."""
    slots = tuple((slot.draft, slot.origin) for slot in space.slots)
    noted = slots, space.active, unsaved(space)
    first = space.noted is None and not noted[-1]
    if noted == space.noted or catalogue.edition or (first and not any(draft.measures for draft, _ in slots)):
        return
    space.noted = noted
    with suppress(StoreError):
        text = partial(work_text, catalogue, slots, space.active)
        AUTOSAVE.note(Snapshot(identity(), space.session, catalogue.info.id, noted[-1], first, text))


def _shared() -> SharedState:
    space = state.workspace()
    return SharedState(tuple(slot.draft for slot in space.slots), space.active, space.compared)


def link_code() -> str:
    """Return the code that restores the open packages."""
    return make_link(state.catalogue(), _shared())


def link_is_short() -> bool:
    """Whether the link holds less than the names and descriptions of the open packages."""
    return link_shortens(state.catalogue(), _shared())
