"""The open packages as positions of persons: which of them count, and who wants a measure."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from budget.search import Position, named_apart
from dashboard import state
from dashboard.package import shown_name
from dashboard.words import numbers, show, t, table, ui, wide


@dataclass(frozen=True)
class Support:
    """How many of the positions want a measure, of how many, and who does and who never does."""

    wanting: tuple[str, ...]
    refusing: tuple[str, ...]
    of: int


def _filled() -> dict[int, str]:
    """Return the open packages that hold anything, by place, with names that tell them apart."""
    found = [
        (place, shown_name(slot.draft, place))
        for place, slot in enumerate(state.workspace().slots)
        if not slot.draft.is_empty
    ]
    return dict(zip((place for place, _ in found), named_apart(name for _, name in found), strict=True))


def held_positions(besides: int | None = None) -> tuple[Position, ...]:
    """Return the positions: the open packages that count as one, but for the package at a place."""
    space = state.workspace()
    return tuple(
        Position(name, draft.measures, draft.red_lines.never, draft.red_lines.always)
        for place, name in _filled().items()
        if place not in space.apart and place != besides
        for draft in [space.slots[place].draft]
    )


def support(positions: tuple[Position, ...], id_: str) -> Support:
    """Say who of the positions wants a measure."""
    wanting = tuple(one.name for one in positions if id_ in one.wanted)
    return Support(wanting, tuple(one.name for one in positions if id_ in one.never), len(positions))


def keep_apart() -> None:
    """Note that the active package is no position of a person: it came out of them."""
    space = state.workspace()
    space.apart = (*(place for place in space.apart if place != space.active), space.active)


def choose_positions() -> tuple[Position, ...]:
    """Let the user choose which open packages are positions; draw and return them."""
    space, known = state.workspace(), _filled()
    key = f"positions-{len(space.slots)}-{state.workspace().replaced}"
    st.session_state[key] = [place for place in known if place not in space.apart]

    def chosen() -> None:
        wanted = st.session_state.get(key, ())
        space.apart = tuple(place for place in known if place not in wanted)

    ui.multiselect(
        t("Geopende pakketten die een standpunt zijn"),
        list(known),
        key=key,
        format_func=known.__getitem__,
        filter_mode="contains",
        select_all=False,
        placeholder=t("Kies pakketten"),
        on_change=state.completed(chosen),
        help=t("Een bestand of bewaard pakket dat u opent telt meteen mee; een uitkomst niet."),
    )
    positions = held_positions()
    if positions:
        caption = t("Standpunten")
        rows = [
            [one.name, *(numbers.number(len(ids), 0) for ids in (one.wishes, one.never, one.always))]
            for one in positions
        ]
        heads = [t("Pakket"), t("gekozen"), t("nooit"), t("altijd")]
        show(wide(table(caption, heads, rows), caption))
    return positions
