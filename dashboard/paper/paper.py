"""The parts of a paper about a package: sections with a table or lines, as plain text; each medium lays them out."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """
    A row of a table; `kind` is "", "group" (with its subtotal) or "total".

    `asks` says of each cell what a page asks when it is clicked, such as the sum behind it; paper asks nothing.
    """

    label: str
    cells: tuple[str, ...]
    kind: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figures:
    """A table of figures; `notes` stand below it and hold at least the sign legend."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A heading with either a table or lines of a term and its text; `empty` stands there when there are none."""

    key: str
    title: str
    table: Figures | None = None
    lines: tuple[tuple[str, str], ...] = ()
    empty: str = ""


@dataclass(frozen=True)
class Summary:
    """Everything that stands on paper about a package."""

    name: str
    description: str
    core: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...] = field(default=())
    colophon: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The line with the catalogue's version and date."""
        return self.colophon[0]
