"""
The session's packages and settings, and nothing else's; every change goes through here.

The open packages live in the session and, as a link code, in the address bar, so that a reload or a shared address
restores them.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from threading import Lock
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx

from budget.catalogue import PROJECT, Catalogue, find_catalogue
from budget.core import BudgetError, Settings
from budget.engine import Package, compose_package, load_sound_catalogue
from budget.share import MAX_PACKAGES, Draft, SharedState, link_shortens, make_link, open_link
from dashboard.session import (
    Slot,
    Workspace,
    apply_report,
    bound_uploads,
    forget_refusals,
    let_go,
    made_here,
    refuse,
)
from dashboard.words import LANGUAGES, language

KEY = "workspace"
CATALOGUE = "CATALOGUE"  # the variable of the environment that names the catalogue
PARAMETER = "p"
LANGUAGE_PARAMETER = "taal"


_loading = Lock()
_loaded: list[Catalogue] = []


def catalogue() -> Catalogue:
    """
    Return the catalogue, loaded once for all sessions: the project's, or the one that CATALOGUE names by folder or id.

    It is kept here and not in the platform's cache, which any browser may empty for everyone. It lives as long as the
    server, as do the modules loaded by then, so no later garbage collection walks through them.
    Raises UnknownIdError for a name that is neither, FaultsError for a catalogue that is not sound.
    """
    if not _loaded:
        with _loading:
            if not _loaded:
                named = os.environ.get(CATALOGUE)
                found = load_sound_catalogue(find_catalogue(named) if named else PROJECT)
                gc.collect()  # what is garbage now would otherwise stay for good
                gc.freeze()
                _loaded.append(found)
    return _loaded[0]


def forget_catalogue() -> None:
    """Load the catalogue anew when it is next asked for."""
    with _loading:
        _loaded.clear()


def limit_uploads() -> None:
    """Hold what the server keeps of uploaded files to its limits."""
    if context := get_script_run_ctx():
        bound_uploads(context.uploaded_file_mgr)


def forget_upload(file_id: str) -> None:
    """Free an uploaded file that was read."""
    if context := get_script_run_ctx():
        let_go(context.uploaded_file_mgr, context.session_id, file_id)


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


def recall_address(search: str) -> None:
    """Put back into the address of a new session what it lacks of an earlier one, such as `?p=…&taal=nl`."""
    if KEY in st.session_state:
        return
    asked = parse_qs(search.removeprefix("?"))
    for name in (PARAMETER, LANGUAGE_PARAMETER):
        if name in asked and name not in st.query_params:
            st.query_params[name] = asked[name][-1]


def recall_language() -> None:
    """Take the language from the address in a new session; Dutch when it names none."""
    if st.session_state.get("language") not in LANGUAGES:  # a switch that is still being drawn tells nothing
        asked = st.query_params.get(LANGUAGE_PARAMETER)
        st.session_state["language"] = asked if asked in LANGUAGES else "nl"


def remember() -> None:
    """
    Write the open packages and the language into the address, so that a reload restores them.

    A click tells the address as it was then; a run under way may have changed it since. So what was told last counts too.
    """
    told, wanted = workspace().told, {PARAMETER: link_code(), LANGUAGE_PARAMETER: language()}
    for name, value in wanted.items():
        if st.query_params.get(name) != value or told.get(name) != value:
            st.query_params[name] = told[name] = value


def _shared() -> SharedState:
    space = workspace()
    return SharedState(tuple(slot.draft for slot in space.slots), space.active, space.compared)


def link_code() -> str:
    """Return the code that restores the open packages."""
    return make_link(catalogue(), _shared())


def link_is_short() -> bool:
    """Whether the link holds less than the names and descriptions of the open packages."""
    return link_shortens(catalogue(), _shared())


def draft() -> Draft:
    """Return the package being composed."""
    return workspace().slot.draft


def compose(chosen: Draft) -> Package:
    """
    Compose a draft; the one engine call behind every number of a page.

    What the session composed last is kept, so that a page asks for the open and the compared packages as often as it
    likes.
    """
    composed = workspace().composed
    key = (chosen.measures, chosen.settings)
    found = composed.pop(key, None)
    if found is None or found.catalogue is not catalogue():
        found = compose_package(catalogue(), *key)
    composed[key] = found  # the one asked for last stands last
    while len(composed) > MAX_PACKAGES:
        del composed[next(iter(composed))]
    return found


def package() -> Package:
    """Compose the session's package."""
    return compose(draft())


def change(new: Draft) -> None:
    """Replace the draft by an edited one, as a step that can be undone."""
    workspace().step(new)


def choose(measures: Iterable[str]) -> None:
    """Set the chosen measures; unknown ids (from a stale page) are left out."""
    known = catalogue().measures
    ids = catalogue().sorted_selection({id_ for id_ in measures if id_ in known})
    change(replace(draft(), measures=ids))


def handle_report(report: object) -> None:
    """Make the changes that a list of toggles reports, each against the package it was made on."""
    apply_report(workspace(), catalogue(), report)


def handle_repeated(report: object) -> None:
    """Make the changes of a report that a browser repeats, unless it is from a session before this one."""
    space = workspace()
    if made_here(space, report):
        apply_report(space, catalogue(), report)


def holds(revision: str, ids: Iterable[str]) -> bool:
    """Whether the package on screen at a click is still open; if not, refuse what was clicked for these measures."""
    space = workspace()
    if revision == space.revision:
        return True
    for id_ in ids:
        refuse(space, id_)
    return False


def read_refusals(number: int) -> None:
    """Forget the refusals up to this number: the user has read them."""
    forget_refusals(workspace(), number)


def completed(action: Callable[[], None]) -> Callable[[], None]:
    """
    Return a callback that a newer click does not break off.

    Streamlit raises for the newer click when a callback looks at the session, and takes the callback as done. The
    action looks first and acts last, so it can start again.
    """

    def run() -> None:
        try:
            action()
        except RerunException:
            action()
            raise

    return run


def bound(name: str) -> str:
    """
    Return the key of a control that shows or replaces the open package; with another package it is another control.

    A browser repeats the values of its controls with every click. One that still shows the package before would
    otherwise count as changed by the user, and put that package's value into this one, or open it again. Streamlit
    calls back for a control that it no longer draws, too: a callback asks `is_bound` first.
    """
    return f"{name}-{workspace().revision}"


def is_bound(key: str) -> bool:
    """Whether a control belongs to the open package and not to one before it."""
    return key.endswith(f"-{workspace().revision}")


def change_settings(edit: Callable[[Settings], Settings]) -> None:
    """Replace the settings of the draft."""
    change(replace(draft(), settings=edit(draft().settings)))


def undo() -> None:
    """Go one step back."""
    workspace().undo()


def redo() -> None:
    """Go one step forward again."""
    workspace().redo()


def reset() -> None:
    """Return to the package as it was last saved or opened."""
    workspace().reset()


def mark_saved() -> None:
    """Remember the draft as saved."""
    slot = workspace().slot
    slot.saved = slot.draft


def can_open() -> bool:
    """Whether another package can be opened."""
    return workspace().can_open()


def open_package(new: Draft) -> None:
    """Open a package beside the others; in place of the active one when that is empty or no more can be opened."""
    workspace().open(new)


def switch(index: int) -> None:
    """Make another open package the active one."""
    workspace().switch(index)


def close() -> None:
    """Close the active package; the last one becomes empty."""
    workspace().close()


def compare(indices: Iterable[int]) -> None:
    """Set which open packages are compared."""
    workspace().compared = tuple(i for i in indices if 0 <= i < len(workspace().slots))
