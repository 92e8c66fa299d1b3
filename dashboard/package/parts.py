"""
The page of the package in parts, so that a toggle redraws no more than it changes (docs/decisions/0021).

A toggle runs the part with the figures and the list; the one with the steps and panels as well when what that shows
changes; the whole page when something outside both does. Each notes what the page was drawn from.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, fields, replace
from functools import wraps
from typing import Any, Final, TypeVar

import streamlit as st
from streamlit.errors import StreamlitInvalidLayoutContextError
from streamlit.runtime.scriptrunner import get_script_run_ctx

from budget.share import Draft
from dashboard import address, state
from dashboard.package.began import is_new
from dashboard.package.conflicts import notes_open
from dashboard.package.outbox import take_reports
from dashboard.serving import keep_pace, signed_in
from dashboard.session import Workspace
from dashboard.words import speak, ui
from store import StoreError

FIGURES: Final = "figures"
BESIDE: Final = "beside"
PANEL: Final = "package_panel"
DRAWN: Final = "drawn"
OTHERS: Final = tuple(one.name for one in fields(Draft) if one.name != "measures")

Part = TypeVar("Part", bound=Callable[..., None])


@dataclass(frozen=True)
class Drawn:
    """What a run of the page was drawn from: the package, what stands beside its figures if anything does, and all else."""

    measures: tuple[str, ...]
    beside: tuple[object, ...] | None
    around: tuple[object, ...]


def _but_measures(draft: Draft) -> tuple[object, ...]:
    return tuple([getattr(draft, name) for name in OTHERS])


def _around(space: Workspace) -> tuple[object, ...]:
    """Return what the page shows outside its parts, of the session: all but the measures of the open package."""
    empty = not any(slot.draft.measures for slot in space.slots)
    return (
        space.revision,
        tuple(_but_measures(slot.draft) for slot in space.slots),
        space.compared,
        tuple(space.refusals),
        space.link_fault is not None and empty,
    )


def _beside(space: Workspace) -> tuple[object, ...]:
    """Return what the steps and the panels beside the figures are drawn from."""
    slot = space.slot
    steps = (bool(slot.past), bool(slot.future), slot.draft == slot.saved)
    opened = slot.draft if st.session_state.get(PANEL) or notes_open() else None
    return (*steps, is_new(state.package()), opened)


def note_drawn(*parts: str) -> None:
    """Remember what a page with these parts is drawn from, for them to compare with; before they are drawn."""
    space = state.workspace()
    beside = _beside(space) if BESIDE in parts else None
    st.session_state[DRAWN] = Drawn(space.slot.draft.measures, beside, _around(space))


def forget_drawn() -> None:
    """Forget it at the start of a page: not every page has these parts."""
    st.session_state.pop(DRAWN, None)


def _runs_alone() -> bool:
    """Whether the platform runs parts of the page, not the whole."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and bool(context.fragment_ids_this_run)


def redraw_changed() -> None:
    """
    Have the platform run, after a callback of the list, what shows the changes; without a word the list's own part.

    Of a run of the whole page nothing is left out.
    """
    if not _runs_alone():
        return
    before: Drawn | None = st.session_state.get(DRAWN)
    space = state.workspace()
    if before is None or before.around != _around(space):
        st.rerun()
    if before.beside is not None and before.beside != _beside(space):
        st.rerun([FIGURES, BESIDE])


def redraw_all() -> None:
    """Have the platform run the whole page after a callback."""
    if _runs_alone():
        st.rerun()


def hold_sign_in() -> None:
    """Have the whole page run, which draws the way in, when nobody is signed in any more."""
    try:
        goes_on = signed_in()
    except StoreError:
        goes_on = False
    if not goes_on:
        st.rerun()


def _begin(key: str) -> None:
    """Begin a part that runs alone as a page begins; it gives way to the whole where that shows what changed."""
    keep_pace()
    speak(st.session_state["language"])
    hold_sign_in()
    before: Drawn | None = st.session_state.get(DRAWN)
    space = state.workspace()
    asked = space.slot.draft
    take_reports(state.handle_repeated)
    now = space.slot.draft
    if before is None or now is not asked or before.around != _around(space):
        st.rerun()
    if key == FIGURES:
        st.session_state[DRAWN] = replace(before, measures=now.measures)
    elif before.measures != now.measures:  # its own buttons change what the figures show
        st.rerun()
    elif key == BESIDE:
        st.session_state[DRAWN] = replace(before, beside=_beside(space))


def part(key: str, in_place: bool = False) -> Callable[[Part], Part]:
    """
    Make a function a part of the page, which the platform can run alone.

    It stands alone in a place of its own, which it is drawn `in_place` of where the page has made one: where a part runs
    before the browser has what it drew last, the platform takes that back, and what stood after it would hang in the air.
    """

    def made(draw: Part) -> Part:
        @st.fragment(key=key)
        @wraps(draw)
        def drawn(*args: Any) -> None:
            alone = _runs_alone()
            if alone:
                _begin(key)
            try:
                with ui.sent_whole():
                    draw(*args)
                if alone and key == FIGURES:
                    address.remember()  # last: a browser takes longer over its address than over the figures
            except StreamlitInvalidLayoutContextError:
                if not alone:
                    raise
                st.rerun()  # a whole run has begun, or was broken off: its places are not there

        @wraps(draw)
        def placed(*args: Any) -> None:
            with nullcontext() if in_place else st.container():
                drawn(*args)

        return placed  # type: ignore[return-value]  # it takes what `draw` does

    return made
