"""Inputs that keep their value when the user leaves the page and returns; Streamlit itself forgets them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.words import ui

STORE = "resettlement_inputs"
DIGITS = 4


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
    for key in [key for key in st.session_state if str(key).startswith(prefix)]:
        del st.session_state[key]
    for key in [key for key in _store() if key.startswith(prefix)]:
        del _store()[key]


def kept_number(
    where: DeltaGenerator,
    label: str,
    key: str,
    default: float | None,
    *,
    step: float = 1,
    minimum: float = 0,
    maximum: float | None = None,
    digits: int = 2,
    placeholder: str | None = None,
    note: str | None = None,
) -> Any:
    """Draw a number input that keeps its value: whole when the default is whole or empty, else with decimals."""
    whole = default is None or isinstance(default, int)
    kind = int if whole else float

    def draw(key: str) -> Any:
        with where:
            return ui.number_input(
                label,
                min_value=kind(minimum),
                max_value=None if maximum is None else kind(maximum),
                step=kind(step),
                format=None if whole else f"%.{digits}f",
                key=key,
                placeholder=placeholder,
                help=note,
            )

    return keep(key, default, draw)


def decimal_of(value: float) -> Decimal:
    """Turn what a number input gives into the decimal that the user sees."""
    return Decimal(f"{value:.{DIGITS}f}")
