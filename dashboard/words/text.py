"""
The two languages: Dutch texts stand in the code, their English ones in locale/en (a gettext catalogue).

`t` is what Babel extracts; a test holds the catalogue complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from pathlib import Path

import streamlit as st
from babel.dates import format_date
from babel.messages.pofile import read_po

LANGUAGES = {"nl": "Nederlands", "en": "English"}
CATALOGUE = Path(__file__).parent.parent / "locale" / "en" / "LC_MESSAGES" / "bmh.po"

_chosen: ContextVar[str | None] = ContextVar("chosen_language", default=None)


@lru_cache(maxsize=1)
def english() -> dict[str, str]:
    """Read the English texts by their Dutch ones."""
    with CATALOGUE.open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream, locale="en") if m.id and m.string}


@contextmanager
def in_language(chosen: str) -> Iterator[None]:
    """Speak another language than the session's for a while; outside a session too, as in a download or a test."""
    token = _chosen.set(chosen)
    try:
        yield
    finally:
        _chosen.reset(token)


def language() -> str:
    """Return the language to speak, "nl" or "en": the session's unless `in_language` says otherwise."""
    found = _chosen.get() or st.session_state.get("language")
    return found if found in LANGUAGES else "nl"


def t(text: str, **values: object) -> str:
    """Return a text in the session's language, with `{name}` filled in."""
    found = english().get(text, text) if language() == "en" else text
    return found.format(**values) if values else found


def long_date(iso: str) -> str:
    """Write an ISO date in words, in the session's language."""
    return format_date(date.fromisoformat(iso), format="long", locale=language())
