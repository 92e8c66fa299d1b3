"""
The session's packages and settings, and nothing else's; every change goes through here.

The open packages live in the session and, as a link code, in the address bar, so that a reload or a shared address
restores them.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import streamlit as st

from budget.catalogue import PROJECT, Catalogue, Difference, Figure, load_catalogue, load_differences, load_figures
from budget.core import BudgetError, Settings
from budget.engine import Package, compose_package
from budget.share import MAX_PACKAGES, Draft, OpenedLink, SharedState, make_link, open_link
from dashboard.words import LANGUAGES, language

KEY = "workspace"
PARAMETER = "p"
LANGUAGE_PARAMETER = "taal"
MAX_STEPS = 100


@dataclass
class Slot:
    """An open package with the drafts before and after it, and the one last saved or opened."""

    draft: Draft = field(default_factory=Draft)
    past: list[Draft] = field(default_factory=list)
    future: list[Draft] = field(default_factory=list)
    saved: Draft = field(default_factory=Draft)


@dataclass
class Workspace:
    """The session's open packages; `revision` counts the changes that did not come from the list of toggles."""

    slots: list[Slot] = field(default_factory=lambda: [Slot()])
    active: int = 0
    compared: tuple[int, ...] = ()
    revision: int = 0
    opened: OpenedLink | None = None
    link_fault: BudgetError | None = None

    @property
    def slot(self) -> Slot:
        """The package that is being composed."""
        return self.slots[self.active]


@st.cache_resource(show_spinner=False)
def catalogue() -> Catalogue:
    """
    Load the catalogue once for all sessions: the project's, or the folder that BMH_CATALOGUE names.

    It lives as long as the server, as do the modules loaded by then, so no later garbage collection walks through them.
    """
    loaded = load_catalogue(Path(os.environ.get("BMH_CATALOGUE", PROJECT)))
    gc.collect()  # what is garbage now would otherwise stay for good
    gc.freeze()
    return loaded


@st.cache_resource(show_spinner=False)
def differences() -> tuple[Difference, ...]:
    """Load the report's differences once for all sessions."""
    return load_differences(catalogue())


@st.cache_resource(show_spinner=False)
def figures() -> tuple[Figure, ...]:
    """Load the report's published figures once for all sessions."""
    return load_figures(catalogue())


def _opened_workspace() -> Workspace:
    """Make the workspace that the address asks for; an empty one, with the fault, when it cannot be read."""
    code = st.query_params.get(PARAMETER)
    if not code:
        return Workspace()
    try:
        opened = open_link(catalogue(), code)
    except BudgetError as error:
        return Workspace(link_fault=error)
    shared = opened.state
    slots = [Slot(draft, saved=draft) for draft in shared.drafts]
    return Workspace(slots, shared.active, shared.compared, opened=opened)


def workspace() -> Workspace:
    """Return the session's workspace: from the address at first."""
    if KEY not in st.session_state:
        st.session_state[KEY] = _opened_workspace()
    found: Workspace = st.session_state[KEY]
    return found


def recall_language() -> None:
    """Take the language from the address in a new session; Dutch when it names none."""
    if st.session_state.get("language") not in LANGUAGES:  # a switch that is still being drawn tells nothing
        asked = st.query_params.get(LANGUAGE_PARAMETER)
        st.session_state["language"] = asked if asked in LANGUAGES else "nl"


def remember() -> None:
    """Write the open packages and the language into the address, so that a reload restores them."""
    wanted = {PARAMETER: link_code(), LANGUAGE_PARAMETER: language()}
    for name, value in wanted.items():
        if st.query_params.get(name) != value:
            st.query_params[name] = value


def link_code() -> str:
    """Return the code that restores the open packages."""
    space = workspace()
    return make_link(catalogue(), SharedState(tuple(slot.draft for slot in space.slots), space.active, space.compared))


def draft() -> Draft:
    """Return the package being composed."""
    return workspace().slot.draft


def compose(chosen: Draft) -> Package:
    """Compose a draft; the one engine call behind every number of a page."""
    return compose_package(catalogue(), chosen.measures, chosen.settings)


def package() -> Package:
    """Compose the session's package."""
    return compose(draft())


def change(new: Draft, from_list: bool = False) -> None:
    """Replace the draft, as a step that can be undone."""
    space = workspace()
    slot = space.slot
    if new == slot.draft:
        return
    slot.past = [*slot.past, slot.draft][-MAX_STEPS:]
    slot.future = []
    slot.draft = new
    if not from_list:
        space.revision += 1


def choose(measures: Iterable[str], from_list: bool = False) -> None:
    """Set the chosen measures; unknown ids (from a stale page) are left out."""
    known = catalogue().measures
    ids = catalogue().sorted_selection({id_ for id_ in measures if id_ in known})
    change(replace(draft(), measures=ids), from_list)


def change_settings(edit: Callable[[Settings], Settings]) -> None:
    """Replace the settings of the draft."""
    change(replace(draft(), settings=edit(draft().settings)))


def undo() -> None:
    """Go one step back."""
    slot = workspace().slot
    if slot.past:
        slot.future.append(slot.draft)
        slot.draft = slot.past.pop()
        workspace().revision += 1


def redo() -> None:
    """Go one step forward again."""
    slot = workspace().slot
    if slot.future:
        slot.past.append(slot.draft)
        slot.draft = slot.future.pop()
        workspace().revision += 1


def reset() -> None:
    """Return to the package as it was last saved or opened."""
    change(workspace().slot.saved)


def mark_saved() -> None:
    """Remember the draft as saved."""
    workspace().slot.saved = draft()


def can_open() -> bool:
    """Whether another package can be opened."""
    return len(workspace().slots) < MAX_PACKAGES


def open_package(new: Draft) -> None:
    """Open a package beside the others; in place of the active one when that is empty or no more can be opened."""
    space = workspace()
    if can_open() and space.slot.draft.measures:
        space.slots.append(Slot(new, saved=new))
        switch(len(space.slots) - 1)
    else:
        change(new)
        mark_saved()


def switch(index: int) -> None:
    """Make another open package the active one."""
    space = workspace()
    space.active = index
    space.revision += 1


def close() -> None:
    """Close the active package; the last one becomes empty."""
    space = workspace()
    closed = space.active
    del space.slots[closed]
    if not space.slots:
        space.slots.append(Slot())
    space.compared = tuple(i - (i > closed) for i in space.compared if i != closed)
    switch(min(closed, len(space.slots) - 1))


def compare(indices: Iterable[int]) -> None:
    """Set which open packages are compared."""
    workspace().compared = tuple(i for i in indices if 0 <= i < len(workspace().slots))
