"""An opened workbook: its named cells and blocks, and the faults found in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from openpyxl.utils import column_index_from_string, get_column_letter

from budget.core import Fault, Message, TextForm, text_fault, tidy

LAST_ROW: Final = 5000
LAST_COLUMN: Final = 200
MAX_HEAD: Final = 200
"""The last row and column that are read of a sheet; what a workbook names lies within 500 rows and 40 columns."""

_AREA: Final = re.compile(r"^'?((?:[^'!]|'')+)'?!\$([A-Z]{1,3})\$([0-9]{1,7})(?::\$([A-Z]{1,3})\$([0-9]{1,7}))?$")


@dataclass
class WorkbookFile:
    """
    An opened workbook, its file name for messages, and the faults found so far.

    A sheet is parsed once, as far as its named blocks reach, however many names point into it.

    `older`: made with another version of the catalogue, so that it may lack what is new; `gone` are the assumptions in
    it that the catalogue no longer has. `thousands`: its amounts stand in thousands of euro, not in millions.
    """

    name: str
    book: Any
    faults: list[Fault] = field(default_factory=list)
    older: bool = False
    thousands: bool = False
    gone: list[str] = field(default_factory=list)
    _rows: dict[str, tuple[list[tuple[Any, ...]], Iterator[tuple[Any, ...]]]] = field(default_factory=dict)

    def fault(self, place: str, code: str, /, **values: object) -> None:
        """Note a fault; `place` is sheet and cell."""
        self.faults.append(Fault.of(Message(code, **values), file=self.name, field=place))

    def area(self, name: str) -> tuple[str, int, int, int, int] | None:
        """Return where a name points: sheet, first and last row, first and last column."""
        defined = self.book.defined_names.get(name)
        match = _AREA.match(str(defined.attr_text)) if defined is not None else None
        if match is None:
            return None
        sheet, left, top, right, bottom = match.groups()
        first, last = int(top), int(bottom or top)
        columns = [column_index_from_string(letters) for letters in (left, right or left)]
        title = sheet.replace("''", "'")
        if title not in self.book.sheetnames or last > LAST_ROW or max(columns) > LAST_COLUMN:
            return None
        return title, first, last, columns[0], columns[1]

    def typed(self, name: str, cell: str) -> str:
        """
        Return the name of what was typed: `name`, or in an older workbook `cell`.

        Newer ones have beside it what of it holds, under the older name; that is a formula, which may not be calculated.
        """
        newer = any(self.area(found) is not None for found in (name, "Keuze_let_op", "Wacht"))
        return name if newer else cell

    def block(self, name: str) -> list[tuple[str, tuple[Any, ...]]]:
        """Return the rows of a named block with their place; a fault when the name is gone."""
        area = self.area(name)
        if area is None:
            self.fault(name, "named_cells_missing")
            return []
        sheet, first, last, left, right = area
        rows = self._read(sheet, last)[first - 1 : last]
        letter = get_column_letter(left)
        return [(f"{sheet}!{letter}{first + at}", row[left - 1 : right]) for at, row in enumerate(rows)]

    def by_heading(self, name: str, languages: Sequence[Sequence[str]]) -> list[tuple[str, tuple[Any, ...]]]:
        """
        Return the rows of a named block as `block` does, of its columns only those below one of the heads, in their order.

        The heads are given by language. One may have words before it, such as "Open 2021". So a column that was put in
        between or moved is no fault. A block without such heads is returned whole.
        """
        area, rows = self.area(name), self.block(name)
        if area is None:
            return rows
        sheet, first, _, left, right = area
        row = self._read(sheet, first - 1)[first - 2][left - 1 : right] if first > 1 else ()
        words = [text_of(found, MAX_HEAD).casefold() for found in row]
        for heads in languages:
            found = [[at for at, word in enumerate(words) if _ends_in(word, head.casefold())] for head in heads]
            if all(len(places) == 1 for places in found):
                return [(place, tuple(cells[at] for (at,) in found)) for place, cells in rows]
        return rows

    def beside(self, place: str, columns: int) -> str:
        """Return the place so many columns to the right of the first of a block's row."""
        sheet, _, at = place.rpartition("!")
        letters = at.rstrip("0123456789")
        return f"{sheet}!{get_column_letter(column_index_from_string(letters) + columns)}{at[len(letters) :]}"

    def _read(self, sheet: str, last: int) -> list[tuple[Any, ...]]:
        """Return the rows of a sheet, as far as they were read and at least to this one, where the sheet has it."""
        if sheet not in self._rows:
            rows = self.book[sheet].iter_rows(min_row=1, max_row=LAST_ROW, max_col=LAST_COLUMN, values_only=True)
            self._rows[sheet] = [], iter(rows)
        read, more = self._rows[sheet]
        read.extend(islice(more, max(last - len(read), 0)))
        return read

    def one(self, name: str) -> tuple[str, Any]:
        """Return a named cell's place and value."""
        rows = self.block(name)
        return (rows[0][0], rows[0][1][0]) if rows else (name, None)

    def given(self, name: str, form: TextForm) -> str:
        """Return what a person gave in a named cell, without the space around it; a fault when it is not accepted."""
        place, value = self.one(name)
        text = "" if value is None else tidy(str(value))
        fault = text_fault(text, form)
        if fault is not None:
            self.fault(place, fault.code, **fault.values)
        return text


def _ends_in(word: str, head: str) -> bool:
    """Tell whether a head is the one that is looked for, or has other words before it."""
    return word == head or word.endswith(f" {head}")


def text_of(value: object, most: int) -> str:
    """Return a cell's value as a text of at most so many characters."""
    return "" if value is None else str(value).strip()[:most]
