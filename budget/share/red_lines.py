"""The red lines of whoever a package is of: the measures that they never want, and those that they want in any case."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import Field, model_validator

from budget.catalogue import Catalogue, Name, Record, clauses
from budget.core import Message


class Line(StrEnum):
    """A red line on a measure: it may never be in, or must always be."""

    NEVER = "never"
    ALWAYS = "always"


@dataclass(frozen=True)
class RedLines:
    """Measures by id, in the order of the list: `never` may not be in any package, `always` must be in each."""

    never: tuple[str, ...] = ()
    always: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.never or self.always)


NO_LINES: Final = RedLines()


class StoredLines(Record):
    """Red lines as they stand in a package file."""

    never: tuple[Name, ...] = Field(default=())
    always: tuple[Name, ...] = Field(default=())

    @model_validator(mode="after")
    def not_both(self) -> StoredLines:
        """Refuse a measure that may never be in a package and must be in each."""
        if both := [id_ for id_ in self.always if id_ in self.never]:
            raise clauses([(("always",), Message("red_line_both_ways", ids=both))])
        return self

    def lines(self, catalogue: Catalogue, gone: Collection[str] = ()) -> RedLines:
        """Return them in the order of the list without what is gone from it; raises UnknownIdError, RepeatedIdError."""
        never, always = (
            catalogue.sorted_selection([id_ for id_ in ids if id_ not in gone]) for ids in (self.never, self.always)
        )
        return RedLines(never, always)


def known_lines(catalogue: Catalogue, lines: RedLines) -> RedLines:
    """Return the red lines on measures that a list has."""
    never, always = (
        catalogue.sorted_selection([id_ for id_ in ids if id_ in catalogue.measures])
        for ids in (lines.never, lines.always)
    )
    return RedLines(never, always)


def line_values(lines: RedLines) -> dict[str, list[str]]:
    """Write red lines as a file has them, without what is empty."""
    return {name: list(ids) for name, ids in (("never", lines.never), ("always", lines.always)) if ids}
