"""
The address bar: it holds the open packages as a link code, and the language, so that a reload restores them.

What it is told goes to the store as well, as work that nobody saved yet (`dashboard/serving/autosave.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from urllib.parse import parse_qs, urlencode

import streamlit as st

from budget.catalogue import Catalogue
from budget.core import BudgetError
from budget.share import SharedState, link_shortens, make_link, open_link
from dashboard import state
from dashboard.serving import AUTOSAVE, Snapshot, identity
from dashboard.session import Workspace, unsaved, work_text, write_origins
from dashboard.words import LANGUAGES, language
from store import StoreError

LANGUAGE_PARAMETER = "taal"
SHOWN_TARGETS, COMPARED, COLUMN = "shown_targets", "compared_packages", "compare_column"
"""What the session chose: the targets in view, the packages that are compared, each by its key, and their column."""
OPEN, SAVED, READY = "open:", "saved:", "ready:"
"""How the key of what is compared begins: an open package and one as it was saved by place, a ready-made one by id."""
AS_SAVED = "zoals."
"""How the address says that an open package is compared as it was saved; it names its place."""
BEFORE = "eerder"
"""The parameter with the link code of what is compared as it was saved."""
CHOICES = {"doelen": SHOWN_TARGETS, "vergelijk": COMPARED, "kolom": COLUMN}
APART = "apart"
"""The parameter of the open packages that are not taken as positions, by their places."""
RECALLED = "choices_recalled"
MOST_COMPARED = 4


def recall_address(search: str) -> None:
    """Put back into the address of a new session what it lacks of an earlier one, such as `?p=…&taal=nl`."""
    if state.KEY in st.session_state:
        return
    asked = parse_qs(search.removeprefix("?"))
    kept = (state.PARAMETER, LANGUAGE_PARAMETER, state.LIST_PARAMETER, state.ORIGINS_PARAMETER, *CHOICES, APART, BEFORE)
    for name in kept:
        if name in asked and name not in st.query_params:
            st.query_params[name] = asked[name][-1]


def recall_language() -> None:
    """Take the language from the address in a new session; Dutch when it names none. It is the session's from then on."""
    found = st.session_state.get("language")
    if found not in LANGUAGES:  # a switch that is still being drawn tells nothing
        asked = st.query_params.get(LANGUAGE_PARAMETER)
        found = asked if asked in LANGUAGES else "nl"
    st.session_state["language"] = found  # said anew, as the platform forgets it after a run that draws no switch


def recall_choices() -> None:
    """Take the targets in view and what is compared from the address in a new session, those there are."""
    if RECALLED in st.session_state:
        return
    st.session_state[RECALLED] = True
    held, space = state.catalogue(), state.workspace()
    told = {name: st.query_params[name].split(",") for name in CHOICES if name in st.query_params}
    if "doelen" in told:
        st.session_state[SHOWN_TARGETS] = [id_ for id_ in dict.fromkeys(told["doelen"]) if id_ in held.targets]
    if "kolom" in told and (column := ",".join(told["kolom"])) in held.columns.place:
        st.session_state[COLUMN] = column
    places = {str(place): place for place in range(len(space.slots))}
    space.apart = tuple(places[one] for one in st.query_params.get(APART, "").split(",") if one in places)
    ready = [id_ for id_ in dict.fromkeys(told.get("vergelijk", ())) if id_ in held.packages]
    before = _recall_saved(space, [places[one] for one in _places(told.get("vergelijk", ())) if one in places])
    if ready or before:
        opened = [f"{OPEN}{index}" for index in space.compared]
        st.session_state[COMPARED] = [*opened, *before, *(f"{READY}{id_}" for id_ in ready)][:MOST_COMPARED]


def _places(told: Iterable[str]) -> list[str]:
    return [one.removeprefix(AS_SAVED) for one in dict.fromkeys(told) if one.startswith(AS_SAVED)]


def _recall_saved(space: Workspace, places: list[int]) -> list[str]:
    """Give open packages back how they were saved, as the address has it; return their keys, none of a damaged code."""
    code = st.query_params.get(BEFORE)
    if not code or not places:
        return []
    with suppress(BudgetError):
        drafts = open_link(state.catalogue(), code).state.drafts
        for place, draft in zip(places, drafts, strict=False):
            space.slots[place].saved = draft
        return [f"{SAVED}{place}" for place in places[: len(drafts)]]
    return []


def _choices(catalogue: Catalogue, space: Workspace) -> dict[str, str | None]:
    """Return what the address says of the targets in view and the compared packages; None where that is the usual."""
    slots = space.slots
    usual = usual_targets(catalogue)
    in_view = st.session_state.get(SHOWN_TARGETS, usual)
    shown = [id_ for id_ in catalogue.targets if id_ in in_view]
    keys = st.session_state.get(COMPARED) or ()
    ready = [key.removeprefix(READY) for key in keys if key.startswith(READY)]
    before = [int(key.removeprefix(SAVED)) for key in keys if key.startswith(SAVED)]
    before = [place for place in before if place < len(slots)]
    as_saved = SharedState(tuple(slots[place].saved for place in before))
    return {
        "doelen": None if shown == [id_ for id_ in catalogue.targets if id_ in usual] else ",".join(shown),
        "kolom": column if (column := st.session_state.get(COLUMN)) in catalogue.columns.years else None,
        "vergelijk": ",".join([*(f"{AS_SAVED}{place}" for place in before), *ready]) or None,
        BEFORE: make_link(catalogue, as_saved) if before else None,
        APART: ",".join(map(str, space.apart)) or None,
    }


def usual_targets(catalogue: Catalogue) -> list[str]:
    """Return the targets that a list has in view until someone chooses."""
    return list(catalogue.info.shown_targets or filter(None, [catalogue.info.default_target]))


def remember(whole: bool = False) -> None:
    """
    Write the open packages, the language and what is in view into the address, so that a reload restores them.

    A change of page empties the address in the browser, of which a quick change back tells nothing: a run of the `whole`
    page always writes all of it. The platform has to write it: its own part of the browser tells a new server by what it
    wrote itself, and knows nothing of what a script of ours would write.
    """
    news = address_news(whole)
    for name in [name for name, value in news.items() if value is None]:
        del st.query_params[name]
    if written := {name: value for name, value in news.items() if value is not None}:
        st.query_params.update(written)


def address_news(whole: bool = False) -> dict[str, str | None]:
    """
    Return what the address lacks of what is open and in view, None for what it has too much; with `whole` all of it.

    It is taken as told from then on. The link code names its list; a name beside it is kept in step. A click tells the
    address as it was then; a run under way may have changed it since. So what was told last counts too.
    """
    space, catalogue, held = state.workspace(), state.catalogue(), st.query_params.to_dict()
    code = make_link(catalogue, _shared(space))
    told, wanted = space.told, {state.PARAMETER: code, LANGUAGE_PARAMETER: language()}
    if state.LIST_PARAMETER in held:
        wanted[state.LIST_PARAMETER] = catalogue.info.id
    if space.waiting and all(slot.draft.is_empty for slot in space.slots):
        del wanted[state.PARAMETER]  # the link in the address still waits for its list
    if (origins := write_origins(space)) or state.ORIGINS_PARAMETER in held:
        wanted[state.ORIGINS_PARAMETER] = origins
    gone: list[str] = []
    for name, choice in _choices(catalogue, space).items():
        if choice is not None:
            wanted[name] = choice
        elif name in held:
            gone.append(name)
            told.pop(name, None)
    news = {
        name: value for name, value in wanted.items() if whole or held.get(name) != value or told.get(name) != value
    }
    told.update(wanted)
    keep_work(space, catalogue)
    return {**news, **dict.fromkeys(gone)}


def keep_work(space: Workspace, catalogue: Catalogue) -> None:
    """Have what is open kept as unsaved work when it changed; a list of the session's own is not there to go on with."""
    slots = tuple((slot.draft, slot.origin) for slot in space.slots)
    noted = slots, space.active, unsaved(space)
    first = space.noted is None and not noted[-1]
    if noted == space.noted or catalogue.edition or (first and all(draft.is_empty for draft, _ in slots)):
        return
    space.noted = noted
    with suppress(StoreError):
        text = partial(work_text, catalogue, slots, space.active)
        AUTOSAVE.note(Snapshot(identity(), space.session, catalogue.info.id, noted[-1], first, text))


def _shared(space: Workspace) -> SharedState:
    return SharedState(tuple(slot.draft for slot in space.slots), space.active, space.compared)


def link_code() -> str:
    """Return the code that restores the open packages."""
    return make_link(state.catalogue(), _shared(state.workspace()))


def shared_query() -> str:
    """Return what of an address opens the packages with what is compared, its column, the targets in view and the language."""
    choices = _choices(state.catalogue(), state.workspace())
    chosen = {name: value for name, value in choices.items() if value is not None}
    return urlencode({state.PARAMETER: link_code(), LANGUAGE_PARAMETER: language(), **chosen}, safe=":,.~")


def link_is_short() -> bool:
    """Whether the link holds less than the names and descriptions of the open packages."""
    return link_shortens(state.catalogue(), _shared(state.workspace()))
