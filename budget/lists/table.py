"""A filled form as rows with named cells, each with its place; and the faults found in them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from openpyxl.utils import get_column_letter

from budget.catalogue import remedy_near
from budget.core import Fault, Message, shown, translate
from budget.lists.columns import Column, Kind, Sheet
from budget.lists.words import EXAMPLE, both, is_word, plain_word


class Refused:
    """A cell that holds what no form takes; its fault is told already."""


REFUSED: Final = Refused()
Raw = str | Decimal | bool | datetime.date | Refused | None
"""What a cell holds: nothing, a text, a number exactly, yes or no, a day."""

Grid = list[tuple[int, Sequence[Raw]]]
"""The rows of a sheet with their numbers."""


@dataclass(frozen=True)
class Place:
    """A cell of the form, and the heading or question that it stands under; or a key in a file of answers."""

    sheet: str
    row: int
    column: int
    title: str = ""
    answers: str = ""
    """The name of the file of answers that it stands in, where that is a file of its own."""

    def __str__(self) -> str:
        if self.answers:
            return self.title
        cell = f"{self.sheet}!{get_column_letter(self.column)}{self.row}"
        return f"{cell} ({self.title})" if self.title else cell


@dataclass
class Log:
    """The faults of a file, each in its place."""

    file: str
    faults: list[Fault] = field(default_factory=list)
    places: set[Place] = field(default_factory=set)

    def add(self, place: Place, message: Message) -> None:
        """Note a fault at a cell; a second one at the same cell follows from the first and is left out."""
        if place not in self.places:
            self.places.add(place)
            self.faults.append(Fault.of(message, file=place.answers or self.file, line=place.row, field=str(place)))

    def whole(self, message: Message) -> None:
        """Note a fault of the whole file."""
        self.faults.append(Fault.of(message, file=self.file))


@dataclass(frozen=True)
class Row:
    """A row of a sheet: its cells by the keys of their columns, and where they stand."""

    sheet: str
    number: int
    cells: dict[str, Raw]
    heads: dict[str, Place]

    def place(self, key: str) -> Place:
        """Return the place of a cell; of a column that the sheet lacks, that of the row's first cell."""
        head = self.heads.get(key)
        return (
            Place(self.sheet, self.number, 1)
            if head is None
            else Place(self.sheet, self.number, head.column, head.title)
        )


@dataclass(frozen=True)
class Amounts:
    """The columns of amounts that a sheet may have: their ids, each with what a heading may call it."""

    named: dict[str, tuple[str, ...]]

    def id_of(self, heading: str) -> str | None:
        """Return the column that a heading means."""
        plain = plain_word(heading)
        return next((id_ for id_, names in self.named.items() if plain in map(plain_word, (id_, *names))), None)


def amount_key(column: Column, id_: str) -> str:
    """Return the key of a column of amounts in a row."""
    return f"{column.key}:{id_}"


def heading_text(value: Raw) -> str:
    """Return a heading as text, without the mark of what must be answered; a year may stand as a number."""
    return "" if value is None or isinstance(value, Refused | bool) else str(value).strip().removesuffix("*").rstrip()


def _key_of(sheet: Sheet, heading: str, amounts: Amounts) -> str | None:
    for column in sheet.columns:
        if column.kind in (Kind.AMOUNTS, Kind.SOME_AMOUNTS):
            found = amounts.id_of(heading)
            if found is not None:
                return amount_key(column, found)
        elif is_word(heading, column.title):
            return column.key
    return None


def _expected(sheet: Sheet, amounts: Amounts, needed: bool) -> Iterator[tuple[str, str]]:
    """Yield the key and Dutch heading of the columns that a sheet can have, or must."""
    for column in sheet.columns:
        if column.kind in (Kind.AMOUNTS, Kind.SOME_AMOUNTS):
            yield from ((amount_key(column, id_), id_) for id_ in amounts.named if column.needed or not needed)
        elif column.needed or not needed:
            yield column.key, column.title


def _heads(sheet: Sheet, title: str, grid: Grid, amounts: Amounts, log: Log) -> dict[str, Place]:
    """Read the headings of a sheet; faults for one that is unknown, twice there or missing."""
    number, cells = grid[0]
    heads: dict[str, Place] = {}
    known = [name for _, word in _expected(sheet, amounts, needed=False) for name in (word, translate(word, "en"))]
    for at, value in enumerate(cells, 1):
        heading = heading_text(value)
        if not heading:
            continue
        place, key = Place(title, number, at, heading), _key_of(sheet, heading, amounts)
        if key is None:
            log.add(place, Message("form_heading_unknown", found=shown(heading), remedy=remedy_near(heading, known)))
        elif key in heads:
            log.add(place, Message("form_heading_twice", found=shown(heading)))
        else:
            heads[key] = place
    for key, word in _expected(sheet, amounts, needed=True):
        if key not in heads:
            log.add(Place(title, number, 1, word), Message("form_heading_missing", heading=both(word)))
    return heads


def is_blank(value: Raw) -> bool:
    """Whether a cell holds nothing that can be seen."""
    return value is None or (isinstance(value, str) and not value.strip())


def _is_example(cells: Iterable[Raw]) -> bool:
    first = next((value for value in cells if not is_blank(value)), None)
    return isinstance(first, str) and is_word(first, EXAMPLE)


def read_table(sheet: Sheet, title: str, grid: Grid, amounts: Amounts, log: Log) -> list[Row]:
    """Read the rows under the headings of a sheet, those of examples left out; a blank row is none."""
    filled = [(number, cells) for number, cells in grid if not all(map(is_blank, cells))]
    if not filled:
        return []
    heads = _heads(sheet, title, filled, amounts, log)
    rows = []
    for number, cells in filled[1:]:
        if _is_example(cells):
            continue
        held = {key: cells[place.column - 1] for key, place in heads.items() if place.column <= len(cells)}
        _outside(title, number, cells, heads, log)
        rows.append(Row(title, number, held, heads))
    return rows


def _outside(title: str, number: int, cells: Sequence[Raw], heads: dict[str, Place], log: Log) -> None:
    """Note what stands in a row under no heading, so that nothing is passed over silently."""
    under = {place.column for place in heads.values()}
    for at, value in enumerate(cells, 1):
        place = Place(title, number, at)
        if at not in under and not is_blank(value) and not isinstance(value, Refused):
            log.add(place, Message("form_cell_without_heading", found=shown(str(value))))
