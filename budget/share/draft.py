"""A package being composed, and the open packages together: what links and files carry."""

from __future__ import annotations

from dataclasses import dataclass

from budget.core import DEFAULT_SETTINGS, Settings


@dataclass(frozen=True)
class Draft:
    """A package being composed: name, description, measures and settings."""

    name: str = ""
    description: str = ""
    measures: tuple[str, ...] = ()
    settings: Settings = DEFAULT_SETTINGS


@dataclass(frozen=True)
class SharedState:
    """The open packages, which one is active and which are compared (indices)."""

    drafts: tuple[Draft, ...]
    active: int = 0
    compared: tuple[int, ...] = ()
