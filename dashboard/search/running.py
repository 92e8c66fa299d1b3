"""
A search under way: it waits in the line of all sessions, runs in a process of its own, and can be cancelled.

It goes on while its session looks at other pages; its answer is there on return.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final

import streamlit as st

from budget.core import BudgetError
from budget.search import Progress
from dashboard.serving import SEARCHES, number_of, session_id
from dashboard.words import explain_error, numbers, t, ui
from dashboard.workers import Job, LineFullError, Ticket, WorkerLostError

GUARD_SECONDS: Final = float(number_of("SEARCH_SECONDS", 600))
"""How long the solver may take when the machine is too busy to get through its steps sooner."""
LOOK_SECONDS: Final = 0.3


def place_text(ticket: Ticket) -> str:
    """Say where a search stands: its place in the line, or what it has found."""
    place = ticket.place()
    if place:
        return t("Er lopen al andere zoektochten. U bent nummer {place} in de rij.", place=place)
    told = ticket.progress
    if not isinstance(told, Progress):
        return t("De zoektocht begint.")
    seconds = numbers.number(round(told.seconds), 0)
    return t("{found} gevonden, {seconds} seconden", found=told.found, seconds=seconds)


def _told(error: Exception) -> str:
    if isinstance(error, LineFullError):
        return t(
            "Er wachten al {n} zoektochten; meer kan deze server niet aan. Probeer het over enkele minuten opnieuw.",
            n=error.waiting,
        )
    if isinstance(error, BudgetError):
        return explain_error(error)
    return t("De zoektocht is afgebroken: het rekenproces is weggevallen. Zoek opnieuw.")


def _watch(ticket: Ticket) -> None:
    """Show where a search stands until it has ended."""
    shown = st.empty()
    with shown.container(), ui.status(t("Zoeken…"), expanded=True):
        ui.button(t("Stop met zoeken"), key="stop-search", on_click=ticket.cancel)
        line = st.empty()
        while not ticket.wait(LOOK_SECONDS):
            with line:
                ui.markdown(place_text(ticket))
    shown.empty()


def _outcome(ticket: Ticket) -> Any:
    """Wait for a search in sight; return its answer, None when it was cancelled or failed, which the page then says."""
    _watch(ticket)
    try:
        return ticket.answer()
    except (BudgetError, WorkerLostError) as error:
        ui.error(_told(error))
        return None


def start_search(key: str, job: Callable[[], Job]) -> None:
    """Start a search whose answer the session keeps under a key, in place of an earlier one; tell why when it cannot."""
    held = st.session_state
    for old in (key, f"{key}-ticket"):
        held.pop(old, None)
    try:
        held[f"{key}-ticket"] = SEARCHES.submit(job(), session_id() or None)
    except (BudgetError, LineFullError) as error:
        ui.error(_told(error))


def searched(key: str) -> Any:
    """
    Return the answer that the session keeps under a key, once the search for it has ended in sight.

    None when there is none yet, when the search was cancelled, and when it failed.
    """
    held, running = st.session_state, f"{key}-ticket"
    if running in held:
        outcome = _outcome(held[running])
        del held[running]
        if outcome is not None:
            held[key] = outcome
    return held.get(key)


def searched_once(key: str, wanted: Hashable, job: Job) -> Any:
    """Return the answer to what is wanted, searched for when something else was wanted before."""
    known = f"{key}-wanted"
    if st.session_state.get(known) != wanted:
        start_search(key, lambda: job)
        st.session_state[known] = wanted
    return searched(key)
