"""
The session's packages and settings, and nothing else's; every change goes through here.

The open packages live in the session, those of each list by themselves; `address` writes them into the address bar, so
that a reload or a shared address restores them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, get_script_run_ctx

from budget.catalogue import Catalogue, with_own
from budget.core import Settings
from budget.engine import Package, compose_package
from budget.lists import OwnList, OwnLists
from budget.share import MAX_PACKAGES, Draft
from dashboard.serving import default_list, find_list, offered_lists, open_catalogue, opened_link, opened_workspace
from dashboard.session import Workspace, apply_report, forget_refusals, made_here, refuse
from dashboard.workers import Ticket

KEY = "workspace"
AWAY = "workspaces_away"  # of the lists that the session worked on before, by id
PARAMETER = "p"
LIST_PARAMETER = "lijst"
ORIGINS_PARAMETER = "bewaard"
OWN = "own_lists"  # that the session brought
ORIGINS = "list_origins"  # the saved versions that those go on from, by id
OF_EVERY_LIST = (KEY, AWAY, OWN, ORIGINS, "language", "pace", "address", "ask", "choices_recalled")
"""What the session holds that is not about one list."""


def current_list() -> str:
    """Return the id of the list that the session works on: the one that the address asks for at first."""
    return workspace().catalogue or default_list()


def catalogue() -> Catalogue:
    """
    Return the catalogue that the session works on; outside a session the first that is offered.

    It holds the figures of one's own of the package being composed; `listed` is the list itself.
    Raises UnknownIdError when the environment names none, FaultsError for a catalogue that is not sound.
    """
    if get_script_run_ctx(suppress_warning=True) is None:
        return open_catalogue(default_list())
    return _catalogue_of(workspace())


def _catalogue_of(space: Workspace) -> Catalogue:
    """Return the catalogue of a workspace, with what is its own; each look at the session takes its time."""
    id_ = space.catalogue or default_list()
    held = open_catalogue(id_) if id_ in offered_lists() else find_list(id_, own_lists())
    return with_own(held, space.slot.draft.settings.own)


def own_lists() -> OwnLists:
    """Return the lists that the session brought."""
    try:
        held: OwnLists = st.session_state[OWN]
    except KeyError:
        held = st.session_state[OWN] = OwnLists()
    return held


def workspace() -> Workspace:
    """Return the session's workspace of the list that it works on: from the address at first."""
    try:
        found: Workspace = st.session_state[KEY]
    except KeyError:
        code, name, origins = map(st.query_params.get, (PARAMETER, LIST_PARAMETER, ORIGINS_PARAMETER))
        found = st.session_state[KEY] = opened_workspace(code, name, own_lists(), origins)
    return found


def other_workspaces() -> dict[str, Workspace]:
    """Return the workspaces of the other lists that the session has open, by id."""
    return {id_: space for id_, space in _away().items() if id_ != current_list()}


def open_list(id_: str) -> None:
    """
    Work on another list; the packages of the one before stay in the session until it is opened again.

    What else the session holds is about the list before: choices of controls, found packages, a search under way. It is
    let go. Raises FaultsError for a list that is not sound, and changes nothing then.
    """
    if id_ == current_list():
        return
    find_list(id_, own_lists())
    _put_in_place(_away().get(id_) or Workspace(catalogue=id_))


def _away() -> dict[str, Workspace]:
    """Return the workspaces of the lists that the session worked on before, by id."""
    away: dict[str, Workspace] = st.session_state.setdefault(AWAY, {})
    return away


def _put_in_place(space: Workspace) -> None:
    """Work in a workspace of another list; the one before is put away, and what was about its list is let go."""
    before, now = workspace(), current_list()
    for key in [key for key in st.session_state if key not in OF_EVERY_LIST]:
        if isinstance(held := st.session_state[key], Ticket):
            held.cancel()
        del st.session_state[key]
    _away()[now] = before  # all of it can be begun again, should a newer click break it off before the next lines
    space.take_over(before)
    st.session_state[KEY] = space


def keep_own_list(own: OwnList) -> tuple[str, ...]:
    """
    Hold a list that the session brought; return the ids that its packages of an earlier one of that id lose.

    Raises BudgetError for an id that is offered, and where there is no room; nothing is changed then.
    """
    id_ = own.catalogue.info.id
    own_lists().keep(own)
    spaces = [space for space in (workspace(), *_away().values()) if space.catalogue == id_]
    lost: dict[str, None] = {}
    for space in spaces:
        lost |= dict.fromkeys(space.fit(own.catalogue))
    return tuple(lost)


def open_own_list(id_: str) -> None:
    """Work on a list that the session brought; for the first time with the packages of a link that waited for it."""
    waited = workspace().waiting
    if waited is None or waited[0] != id_ or id_ in _away():
        open_list(id_)
        return
    space = _away()[id_] = opened_link(own_lists().catalogue(id_), waited[1])
    told = space.opened, space.link_fault
    open_list(id_)
    space.opened, space.link_fault = told
    space.waiting = None


def let_go_own_list(id_: str) -> None:
    """Free a list that the session brought, with its packages; the default list takes its place when it was open."""
    if current_list() == id_:
        open_list(default_list())
    _away().pop(id_, None)
    own_lists().let_go(id_)


def draft() -> Draft:
    """Return the package being composed."""
    return workspace().slot.draft


def compose(chosen: Draft) -> Package:
    """
    Compose a draft; the one engine call behind every number of a page.

    What the session composed last is kept, so that a page asks for the open and the compared packages as often as it
    likes.
    """
    return _compose(workspace(), chosen)


def _compose(space: Workspace, chosen: Draft) -> Package:
    composed, held = space.composed, _catalogue_of(space)
    key = (chosen.measures, chosen.settings)
    found = composed.pop(key, None)
    if found is None or found.catalogue is not with_own(held, chosen.settings.own):
        found = compose_package(held, *key)
    composed[key] = found  # the one asked for last stands last
    while len(composed) > MAX_PACKAGES:
        del composed[next(iter(composed))]
    return found


def package() -> Package:
    """Compose the session's package."""
    space = workspace()
    return _compose(space, space.slot.draft)


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
    space = workspace()
    apply_report(space, _catalogue_of(space), report)


def handle_repeated(report: object) -> None:
    """Make the changes of a report that a browser repeats, unless it is from a session before this one."""
    space = workspace()
    if made_here(space, report):
        apply_report(space, _catalogue_of(space), report)


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


def reopen() -> None:
    """Open the package again that was closed last."""
    workspace().reopen()


def compare(indices: Iterable[int]) -> None:
    """Set which open packages are compared."""
    workspace().compared = tuple(i for i in indices if 0 <= i < len(workspace().slots))
