"""
A sheet of a workbook: text, numbers, formulas, tables and named blocks, written by row and column.

Amounts are handed over in thousands of euro (see `budget.export.book`). What holds a formula or a fixed number is known
from the cells as they stand when it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from math import fsum
from typing import TYPE_CHECKING, Any, Final

from budget.export.guarded import STATUS
from budget.export.pages import ROW, blocks, page_breaks, room
from budget.export.plain_sheet import column_name
from budget.export.styles import MONEY, WRAPPED, in_thousands
from budget.export.text_width import IN_COLUMN, lines_of, shortened, width_of
from budget.export.texts import FINE
from budget.export.units import in_millions

if TYPE_CHECKING:
    from budget.export.book import Book

Value = str | int | float | None

FIXED_DECIMALS: Final = 6
"""The decimals to which the fixed numbers of a sheet are added."""


@dataclass
class Sheet:
    """A sheet of a book; text is always written as text, whatever its first character."""

    book: Book
    raw: Any
    name: str
    widths: list[float]
    thousands: bool = False
    legend: str = ""
    heights: dict[int, float] = field(default_factory=dict)
    charts: dict[int, int] = field(default_factory=dict)
    repeated: tuple[int, int] = (0, 0)
    printed: tuple[int, int] | None = None
    starts: tuple[int, ...] = ()
    joined: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    def text(self, row: int, column: int, text: str, style: str = "cell") -> None:
        """Write text, never a formula, number or link."""
        self.raw.write_string(row, column, text, self.book.formats[style])
        if style == "note":
            self.notes.append(text)
        if style in WRAPPED:
            self.fit(row, column, text, 0.86 if style.startswith("head") else 1)

    def fit(self, row: int, column: int, text: str, room: float = 1) -> None:
        """Make the row high enough for wrapped text; not every program does so by itself."""
        lines = lines_of(text, max((self.widths[column] - 0.5) * room, 4))
        if lines > 1:
            self.heights[row] = max(self.heights.get(row, 0), 13 * lines + 3)

    def link(self, row: int, column: int, address: str) -> None:
        """Write an address that opens, as much of it as the column holds: no program breaks it, and it would run off."""
        shown = shortened(address, self.widths[column] - 0.5)
        self.raw.write_url(row, column, address, self.book.formats["cell"], shown)

    def value(self, row: int, column: int, value: Value, style: str = "cell") -> None:
        """Write a number or text; nothing is an empty cell with its format. An amount is in thousands of euro."""
        value, style = self._money(value, style)
        if value is None or value == "":
            self.raw.write_blank(row, column, None, self.book.formats[style])
        elif isinstance(value, str):
            self.text(row, column, value, style)
        else:
            self.raw.write_number(row, column, value, self.book.formats[style])

    def _money(self, value: Value, style: str) -> tuple[Value, str]:
        """Return an amount, given in thousands, and its style as they are on this sheet; anything else as it is."""
        if style not in MONEY:
            return value, style
        if self.thousands:
            return value, in_thousands(style)
        return in_millions(value) if isinstance(value, int) else value, style

    def holds(self, row: int, column: int) -> bool:
        """Tell whether anything was written in a cell."""
        return column in self.raw.table.get(row, {})

    def _cells(self, kind: str) -> Iterator[tuple[tuple[int, int], Any]]:
        """Yield the cells of a kind, as their writer calls it, with their places."""
        for row, cells in self.raw.table.items():
            for column, found in cells.items():
                if type(found).__name__ == kind:
                    yield (row, column), found

    @property
    def formulas(self) -> set[tuple[int, int]]:
        """The places of its formulas."""
        return {place for place, _ in self._cells("Formula")}

    @property
    def fixed(self) -> float:
        """What the numbers add up to that are no input and that no formula gives."""
        inputs = {id(found) for style, found in self.book.formats.items() if style.startswith("input")}
        return round(fsum(n.number for _, n in self._cells("Number") if id(n.format) not in inputs), FIXED_DECIMALS)

    def formula(self, row: int, column: int, formula: str, value: Value, style: str = "cell") -> None:
        """Write a formula with the value that it has now."""
        value, style = self._money(value, style)
        self.raw.write_formula(row, column, formula, self.book.formats[style], "" if value is None else value)

    def heads(self, row: int, column: int, heads: Sequence[str | int], right_from: int = 99) -> None:
        """Write a header row; from `right_from` on the heads stand to the right, above figures."""
        for offset, head in enumerate(heads):
            self.value(row, column + offset, head, "head_right" if offset >= right_from else "head")

    def table(self, name: str, row: int, column: int, heads: Sequence[str], count: int, right_from: int = 99) -> None:
        """Make an Excel table with unique headers of the rows below `row`."""
        formats, heads = self.book.formats, unique_heads(heads)
        columns = [
            {"header": head, "header_format": formats["head_right" if place >= right_from else "head"]}
            for place, head in enumerate(heads)
        ]
        for place, head in enumerate(heads):
            self.fit(row, column + place, head, 0.86)
        area = (row, column, row + max(count, 1), column + len(heads) - 1)
        self.raw.add_table(*area, {"name": name, "columns": columns, "style": None})

    def name_block(self, name: str, row: int, column: int, count: int, width: int = 1) -> None:
        """Name a block of `count` rows."""
        self.book.define(name, self, (row, column), (row + max(count, 1) - 1, column + width - 1))

    def name_columns(self, prefix: str, row: int, column: int, count: int) -> None:
        """Name the columns of a block, one for each column of the catalogue: prefix_<year>, prefix_structureel."""
        for offset, key in enumerate(self.book.keys):
            self.name_block(f"{prefix}_{key}", row, column + offset, count)

    def print_to(self, row: int, column: int) -> None:
        """Print no further than a row and a column."""
        self.printed = row, column
        self.raw.print_area(0, 0, row, column)

    def print_filled(self, first: int, count: int, filled: int, column: int) -> int:
        """
        Print no further than what is filled of `count` rows from `first`, or the first page; return how many of them are.

        No program widens the area as more is filled, so the caller says where that happens that paper lacks something.
        """
        heads = sum(self.heights.get(row, ROW) for row in range(first))
        fitting = int((room(self.widths[: column + 1]) - heads) // ROW)
        printed = min(max(filled, fitting), count)
        self.print_to(first + printed - 1, column)
        return printed

    def fits(self, count: int) -> bool:
        """Tell whether so many rows go on one page; where they do not, the next ones need their heads."""
        return count * ROW <= room(self.widths)

    def print_head_only(self) -> None:
        """Leave a sheet of workings out of print but for its head, as wide as what that says."""
        self.print_to(STATUS[0] + 1, self.wide_enough(5))

    def wide_enough(self, least: int) -> int:
        """Return the column up to which what the head says is not cut, at least a given one."""
        status = f"{self.book.texts(FINE)} · {self.legend}"
        longest = max(width_of(text) for text in (status, *self.notes)) / IN_COLUMN
        wide = next((at for at, held in enumerate(accumulate(self.widths)) if held >= longest), len(self.widths) - 1)
        return max(wide, least)

    def repeat(self, first: int, last: int | None = None) -> None:
        """Print some rows at the top of each page."""
        self.repeated = first, (first if last is None else last) + 1
        self.raw.repeat_rows(first, last)

    def start_page(self, *rows: int) -> None:
        """Start a page at each of some rows, whatever is left of the one before."""
        self.starts += rows

    def join(self, row: int) -> None:
        """Keep what stands above an empty row on one page with what begins below it."""
        self.joined.add(row)

    def draw(self, row: int, chart: Any, description: str, rows: int) -> None:
        """Put a chart over some rows, with what a screen reader says of it."""
        self.charts[row] = rows
        options = {"description": description, "object_position": 1, "x_offset": 4, "y_offset": 4}
        self.raw.insert_chart(row, 0, chart, options)

    def break_pages(self) -> None:
        """Break its pages before what would be cut."""
        after, width = self.printed or (max([self.raw.dim_rowmax or 0, *self.charts]), self.raw.dim_colmax or 0)
        page = room(self.widths[: width + 1])
        repeated = sum(self.heights.get(row, ROW) for row in range(*self.repeated))
        found = blocks([*self.raw.table, *self.joined], self.charts, after + 1)
        breaks = page_breaks(found, self.heights, page, repeated, self.starts)
        for row in breaks:
            if row not in self.raw.table:  # below a chart; a page starts at a row that is there
                self.raw.write_blank(row, 0, None, self.book.formats["plain"])
        if breaks:
            self.raw.set_h_pagebreaks(breaks)

    def across(self, row: int, column: int, formula: Callable[[int], str], values: Sequence[Value], style: str) -> None:
        """Write a formula in each column of the catalogue, with the values that they have now."""
        for offset, value in enumerate(values):
            self.formula(row, column + offset, formula(offset), value, style)


def cell(row: int, column: int, lock_row: bool = False, lock_column: bool = False) -> str:
    """Return a reference such as $B5."""
    return f"{'$' if lock_column else ''}{column_name(column)}{'$' if lock_row else ''}{row + 1}"


def unique_heads(heads: Sequence[str]) -> list[str]:
    """Return heads of which no two are the same, which a table needs; the second of a kind gets a number."""
    found: list[str] = []
    for head in heads:
        same = sum(head.casefold() == other.casefold() for other in heads[: len(found)])
        found.append(f"{head} ({same + 1})" if same else head)
    return found
