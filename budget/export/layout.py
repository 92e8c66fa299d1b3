"""The columns of a table of which some are there only with data: where each part stands, its heads and widths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """Columns of a table that belong together: their key, heads and width; the last may be wider, for its longer head."""

    key: str
    heads: Sequence[str]
    width: float
    last: float | None = None


class Layout:
    """The parts of a table side by side, from the first column of the sheet; a part without data is None."""

    def __init__(self, *parts: Part | None) -> None:
        self.parts = [part for part in parts if part is not None]
        self.at: dict[str, int] = {}
        self.heads: list[str] = []
        self.widths: list[float] = []
        for part in self.parts:
            self.at[part.key] = len(self.heads)
            self.heads += part.heads
            self.widths += [part.width] * len(part.heads)
            if part.last is not None:
                self.widths[-1] = part.last

    def __contains__(self, key: str) -> bool:
        return key in self.at

    def __getitem__(self, key: str) -> int:
        """Return the first column of a part."""
        return self.at[key]

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.heads) - 1
