"""Inputs that keep their value when the user leaves the page and returns; Streamlit itself forgets them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from budget.core import NumberForm, NumberUnit
from dashboard.words import forget_numbers, number_box

STORE = "resettlement_inputs"
PEOPLE: Final = NumberForm(0, 10**9)
"""A number of people: whole, at most a thousand million."""
PERCENT: Final = NumberForm(0, 100, 2, NumberUnit.PERCENT)


def _store() -> dict[str, Any]:
    found: dict[str, Any] = st.session_state.setdefault(STORE, {})
    return found


def keep(key: str, default: Any, draw: Callable[[str], Any]) -> Any:
    """Draw an input with its kept value, or the default, and keep what it gives."""
    if key not in st.session_state:
        st.session_state[key] = _store().get(key, default)
    _store()[key] = draw(key)
    return _store()[key]


def forget(prefix: str) -> None:
    """Return the inputs whose key starts so to their defaults."""
    forget_numbers(prefix)
    for held in (st.session_state, _store()):
        for key in [key for key in held if str(key).startswith(prefix)]:
            del held[key]


def kept_number(
    where: DeltaGenerator,
    label: str,
    key: str,
    default: Decimal | int | None,
    form: NumberForm = PEOPLE,
    *,
    placeholder: str | None = None,
    note: str | None = None,
) -> Decimal | None:
    """Draw a box for a number that keeps its value; without a default it may be empty."""
    store = _store()

    def take(value: Decimal | None) -> None:
        store[key] = value

    with where:
        current = store.get(key, default)
        empty = default is None
        return number_box(label, key, form, current, take=take, empty=empty, placeholder=placeholder, note=note).value


def kept_whole(where: DeltaGenerator, label: str, key: str, default: int, form: NumberForm = PEOPLE) -> int:
    """Draw a box for a whole number that keeps its value."""
    return int(kept_number(where, label, key, default, form) or 0)
