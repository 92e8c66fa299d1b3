"""The session's language: `t` says a Dutch text of the code in it, with the English of the one catalogue in budget/core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

import streamlit as st
from babel.dates import format_date

from budget.core import translate

LANGUAGES = {"nl": "Nederlands", "en": "English"}

_chosen: ContextVar[str | None] = ContextVar("chosen_language", default=None)


@contextmanager
def in_language(chosen: str) -> Iterator[None]:
    """Speak another language than the session's for a while; outside a session too, as in a download or a test."""
    token = _chosen.set(chosen)
    try:
        yield
    finally:
        _chosen.reset(token)


def speak(chosen: str) -> None:
    """Set the language of this run of a page; looking it up in the session at every word costs much of a toggle."""
    _chosen.set(chosen)


def language() -> str:
    """Return the language to speak, "nl" or "en": the session's unless `in_language` says otherwise."""
    found = _chosen.get() or st.session_state.get("language")
    return found if found in LANGUAGES else "nl"


def t(text: str, /, **values: object) -> str:
    """Return a text in the session's language, with `{name}` filled in."""
    return translate(text, language(), **values)


def long_date(iso: str) -> str:
    """Write an ISO date in words, in the session's language."""
    return format_date(date.fromisoformat(iso), format="long", locale=language())
