"""What the last click did or could not do, told until the next one; and how moments, people and versions are named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache, wraps
from typing import Final, ParamSpec
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from babel.dates import format_datetime

from budget.catalogue import Text
from budget.core import BudgetError
from dashboard import state
from dashboard.serving import overview
from dashboard.words import HOME, explain_error, language, t, ui
from store import StoreError, Version

TOLD: Final = "saved_told"

Arguments = ParamSpec("Arguments")


def say(kind: str, text: str) -> None:
    """Tell something at the top of the page: kind "success", "warning" or "error"."""
    st.session_state.setdefault(TOLD, []).append((kind, text))


def tell() -> None:
    """Draw what the last click left to tell."""
    for kind, text in st.session_state.get(TOLD, []):
        {"success": ui.success, "warning": ui.warning, "error": ui.error}[kind](text)


def told(action: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Make an action of a button: what was told before goes, and an error is told instead of raised."""

    @wraps(action)
    def run(*args: Arguments.args, **values: Arguments.kwargs) -> None:
        def act() -> None:
            st.session_state[TOLD] = []
            try:
                action(*args, **values)
            except BudgetError as error:
                say("error", explain_error(error))

        state.completed(act)()

    return run


def list_name(id_: str) -> str:
    """Name a list on offer by its short name; another, such as one of one's own, by its id."""
    found = _short_title(id_)
    return id_ if found is None else found.get(language())


@lru_cache
def _short_title(id_: str) -> Text | None:
    found = overview(id_)
    return None if found is None else found.info.short


def when(moment: str) -> str:
    """Write a moment of the store by the clock of the browser, or of the Netherlands where that is not known."""
    try:
        zone = ZoneInfo(st.context.timezone or HOME)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo(HOME)
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(zone)
    return str(format_datetime(at, format="d MMM y HH:mm", locale=language()))


def person_name(name: str, removed: bool = False) -> str:
    """Name a person; who has no name is the local user, who was removed a removed one."""
    if removed:
        return t("verwijderde gebruiker")
    return name or t("lokale gebruiker")


def version_title(version: Version) -> str:
    """Name a version in a list to choose from."""
    name = f" “{version.label}”" if version.label else ""
    return f"{version.number}{name} · {when(version.made_at)} · {person_name(version.author, version.author_removed)}"


def no_store(error: StoreError) -> None:
    """Say that nothing can be saved here, and why."""
    ui.info(explain_error(error))
