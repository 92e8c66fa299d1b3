"""What the forms for figures of one's own share: their boxes, what is wrong with them, and the step that takes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from budget.catalogue import own_faults, with_own
from budget.core import (
    OWN_AMOUNT,
    OWN_FIELDS,
    OWN_SOURCE,
    OWN_WHY,
    BudgetError,
    Message,
    NumberError,
    Own,
    keur_from_meur,
    meur_from_keur,
    read_number,
    tidy,
)
from budget.engine import check_settings
from dashboard import state
from dashboard.words import Markdown, explain_error, explain_note, forget_numbers, held_number, kept_number_box, t, ui

START = "own-figure-"
IN_A_ROW = 3


@dataclass(frozen=True)
class OwnBox:
    """Names the boxes of one form, so that those of another package or figure are others."""

    name: str

    def key(self, field: str) -> str:
        """Return the key of a box."""
        return state.bound(f"{START}{self.name}-{field}")

    def text(self, field: str) -> str:
        """Return the text that a box holds."""
        return tidy(str(st.session_state.get(self.key(field)) or ""))

    def value(self, field: str) -> Any:
        """Return what a box holds; None for one that is not drawn."""
        return st.session_state.get(self.key(field))

    def start(self, **values: Any) -> None:
        """Have the boxes hold these values until something is typed."""
        for field, value in values.items():
            st.session_state.setdefault(self.key(field), value)

    def amount(self, column: str, label: str, start: int | None, empty: bool = False) -> None:
        """Draw a box for an amount, thousands of euro; `empty` says that it may be left so."""
        now = None if start is None else meur_from_keur(start)
        kept_number_box(label, self.key(f"amount-{column}"), OWN_AMOUNT, now, empty=empty)

    def keur(self, column: str) -> int | None:
        """Return the amount of a box; None for an empty one. Raises NumberError for what is no amount."""
        held = held_number(self.key(f"amount-{column}"))
        if held is not None and held.fault is not None:
            raise held.fault
        value: Decimal | None = None if held is None else held.value
        return None if value is None else keur_from_meur(value)

    def reasons(self) -> None:
        """Draw the boxes for why, and for a source where there is one."""
        ui.text_input(t("Waarom dit bedrag"), key=self.key("why"), max_chars=OWN_WHY.most)
        ui.text_input(t("Bron (mag leeg blijven)"), key=self.key("source"), max_chars=OWN_SOURCE.most)

    def tell(self, notes: Sequence[Markdown]) -> None:
        """Remember what is wrong with the form."""
        st.session_state[self.key("faults")] = list(notes)

    def told(self) -> None:
        """Draw what is wrong with the form, all at once."""
        for note in st.session_state.get(self.key("faults"), []):
            ui.error(note)


def side_by_side(boxes: int) -> list[DeltaGenerator]:
    """Return a place for each box, three in a row: read in order also by Tab, and where a phone stacks them."""
    return [place for _ in range(0, boxes, IN_A_ROW) for place in st.columns(IN_A_ROW)][:boxes]


def needed_amount() -> NumberError:
    """Return what is said of an amount that must be typed and was not."""
    try:
        read_number("", OWN_AMOUNT)
    except NumberError as error:
        return error
    raise AssertionError


def close_form() -> None:
    """Forget what was typed and what was wrong with it."""
    forget_numbers(START)
    for key in [key for key in st.session_state if str(key).startswith(START)]:
        del st.session_state[key]


def take_own(own: Own, chosen: Sequence[str] = ()) -> list[Markdown]:
    """
    Put these figures into the package as one step, with measures that are chosen by it; return what is wrong instead.

    A measure of one's own that is gone is no longer chosen.
    """
    listed, draft = state.catalogue().listed, state.draft()
    if faults := own_faults(listed, own):
        return [_told(path, fault) for path, fault in faults]
    settings = replace(draft.settings, own=own)
    try:
        check_settings(listed, settings)
    except BudgetError as error:
        return [explain_error(error)]
    found = with_own(listed, own)
    ids = found.sorted_selection({id_ for id_ in (*draft.measures, *chosen) if id_ in found.measures})
    state.change(replace(draft, measures=ids, settings=settings))
    return []


def _told(path: tuple[str | int, ...], fault: Message) -> Markdown:
    """Say a fault with the name of its field, and the column of an amount."""
    named = next((OWN_FIELDS[str(part)] for part in path[2:] if str(part) in OWN_FIELDS), OWN_FIELDS[str(path[0])])
    return explain_note(Message("own_figures_refused", field=named, why=fault))


def bound_action(action: Callable[[], None], key: str) -> Callable[[], None]:
    """Return a callback that acts only while the package that it was drawn for is open."""

    def run() -> None:
        if state.is_bound(key):
            action()

    return state.completed(run)
