"""A package being composed, and the open packages together: what links and files carry."""

from __future__ import annotations

from dataclasses import dataclass

from budget.core import DEFAULT_SETTINGS, Settings
from budget.share.red_lines import NO_LINES, RedLines


@dataclass(frozen=True)
class Draft:
    """A package being composed: name, description, measures, settings, and the red lines of whoever it is of."""

    name: str = ""
    description: str = ""
    measures: tuple[str, ...] = ()
    settings: Settings = DEFAULT_SETTINGS
    red_lines: RedLines = NO_LINES

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost with it: no measure, no red line."""
        return not self.measures and not self.red_lines


@dataclass(frozen=True)
class SharedState:
    """The open packages, which one is active and which are compared (indices)."""

    drafts: tuple[Draft, ...]
    active: int = 0
    compared: tuple[int, ...] = ()
