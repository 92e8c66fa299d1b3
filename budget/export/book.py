"""
The frame of a workbook: sheets, formats, named cells and what every printed page carries.

Amounts are handed over in thousands of euro and stand in the cells in millions (see `budget.export.units`); a sheet of
workings may hold whole thousands. Format codes in a file are locale-neutral: a Dutch Excel shows commas.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from io import BytesIO
from math import fsum
from textwrap import wrap
from typing import Any, Final

from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from budget.catalogue import NOT_JUDGED, Catalogue
from budget.core import Amount, open_word
from budget.engine import HeldTarget, Package, own_targets
from budget.export.bounds import bounded_measures
from budget.export.guarded import ALLOWED, STATUS
from budget.export.spoken import spoken_workbook
from budget.export.styles import FONT, FORMATS, MONEY, WRAPPED, in_thousands
from budget.export.texts import LEGEND, LEGEND_OF_BOUNDS, MARKS, THOUSANDS, Texts
from budget.export.units import in_millions

Value = str | int | float | None

FIXED_DECIMALS: Final = 6
"""The decimals to which the fixed numbers of a sheet are added."""

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # the package has no types
    """A worksheet that takes formulas as they are; looking for functions that need a prefix takes most of the time."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002 - the overridden signature
        return formula.removeprefix("=")


@dataclass
class Book:
    """
    A workbook in the making: its texts, formats, named cells and the places of results.

    By a result's key `places` tells where it stands (sheet, row, first column), `labels` its name. `blocks` are areas of a
    sheet in which formulas count columns, with their width.
    """

    texts: Texts
    title: str
    catalogue: Catalogue
    own_targets: tuple[HeldTarget, ...] = ()
    stream: BytesIO = field(default_factory=BytesIO)
    places: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    blocks: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = spoken_workbook(self.stream, self.texts.language, dict(OPTIONS))
        base = {"font_name": FONT, "font_size": 10, "valign": "top"}
        self.formats = {key: self.file.add_format({**base, **extra}) for key, extra in FORMATS.items()}
        self.file.formats[0].set_font_name(FONT)
        self.file.formats[0].set_font_size(10)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """How each column is called in a name."""
        return (*self.catalogue.columns.years, "structureel")

    @cached_property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return column_heads(self.catalogue, self.texts.language)

    @cached_property
    def numeric_heads(self) -> list[str | int]:
        """The heads of the columns, years as numbers that formulas can look up."""
        return [*map(int, self.catalogue.columns.years), self.heads[-1]]

    @cached_property
    def bounds(self) -> bool:
        """Whether amounts of the catalogue are told by their ends, so that sheets hold those too."""
        return bool(bounded_measures(self.catalogue))

    @property
    def width(self) -> int:
        """The number of columns of a row."""
        return len(self.keys)

    @property
    def unit(self) -> str:
        """The unit of the amounts, as people write it."""
        return self.catalogue.info.unit.title.get(self.texts.language)

    def describe(self, marker: str) -> None:
        """Set the document properties; the date is the catalogue's, so that equal input gives equal bytes."""
        t, info = self.texts, self.catalogue.info
        created = datetime.strptime(info.date, "%Y-%m-%d")  # noqa: DTZ007 - a date without a clock
        short = info.short.get(t.language)
        self.file.set_properties(
            {
                "title": self.title,
                "subject": t("Budgettair effect van maatregelen: {catalogue}", catalogue=info.title.get(t.language)),
                "author": t("Rekenmodel"),
                "company": "",
                "category": short,
                "keywords": t("{catalogue}, maatregelen, begroting", catalogue=short),
                "comments": t(
                    "Bedragen in {unit}, + is saldoverslechterend. Catalogus {version} van {date}.",
                    unit=self.unit,
                    version=info.version,
                    date=info.date,
                ),
                "created": created,
            }
        )
        self.file.set_custom_property("format", marker)
        self.file.set_custom_property("catalogue", info.id)
        self.file.set_custom_property("catalogue-version", info.version)

    def sheet(
        self, name: str, widths: Sequence[float], title: str = "", legend: bool = True, thousands: bool = False
    ) -> Sheet:
        """
        Add a sheet with its title (or name) in A1, the legend of the signs below and the set-up of its pages.

        One of workings holds amounts in `thousands`.
        """
        raw = self.file.add_worksheet(name, PlainWorksheet)
        raw.hide_gridlines(2)
        raw.set_landscape()
        raw.set_paper(9)
        raw.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        raw.fit_to_pages(1, 0)
        raw.set_footer(self.footer())
        for place, width in enumerate(widths):
            raw.set_column(place, place, width, self.formats["plain"])
        sheet = Sheet(self, raw, name, list(widths), thousands)
        self.sheets.append(sheet)
        sheet.text(0, 0, f"{title or name} · {self.title}", "title")
        sheet.heights[0] = 24
        sheet.legend = self.legend_of(thousands) if legend else ""
        raw.protect("", dict(ALLOWED))
        return sheet

    def legend_of(self, thousands: bool) -> str:
        """Return the unit and the signs, as every sheet with figures says them."""
        unit = self.texts(THOUSANDS) if thousands else self.unit
        more = [(LEGEND_OF_BOUNDS, self.bounds), (NOT_JUDGED, not self.texts.judged)]
        return " · ".join([self.texts(LEGEND, unit=unit), *(self.texts(text) for text, holds in more if holds)])

    def footer(self) -> str:
        """Return the footer: package, catalogue, page; an ampersand, which starts a code, is doubled."""
        info, t = self.catalogue.info, self.texts
        short, name = (text.replace("&", "&&") for text in (info.short.get(t.language)[:40], self.title[:60]))
        catalogue = t("{short} · catalogus {version} van {date}", short=short, version=info.version, date=info.date)
        return f"&L&8 {name}&C&8 {catalogue}&R&8 &P / &N"

    def define(self, name: str, sheet: Sheet, first: tuple[int, int], last: tuple[int, int] | None = None) -> None:
        """Give a cell or a block a name; formulas use names."""
        area = xl_range_abs(*first, *(last or first))
        self.file.define_name(name, f"={quote_sheetname(sheet.name)}!{area}")

    def keep_width(self, sheet: Sheet, area: str, width: int) -> None:
        """Watch an area in which formulas count columns, so that one put in between is told."""
        self.blocks.setdefault(sheet.name, {})[f"{quote_sheetname(sheet.name)}!{area}"] = width

    def place(self, key: str, label: str, sheet: Sheet, row: int, column: int) -> None:
        """Remember where the cells of a result stand and how it is called."""
        self.places[key] = (sheet.name, row, column)
        self.labels[key] = label

    def reference(self, key: str, offset: int) -> str:
        """Return the formula that reads one of the cells of a result."""
        sheet, row, column = self.places[key]
        return f"={quote_sheetname(sheet)}!{xl_rowcol_to_cell(row, column + offset, True, True)}"

    def finish(self) -> bytes:
        """Set the heights of rows with wrapped text, close the workbook and return its bytes."""
        for sheet in self.sheets:
            if sheet.legend and STATUS not in sheet.formulas:
                sheet.text(*STATUS, sheet.legend, "note")
            for row, height in sheet.heights.items():
                sheet.raw.set_row(row, height)
        self.file.close()
        return self.stream.getvalue()


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
    formulas: set[tuple[int, int]] = field(default_factory=set)
    numbers: dict[tuple[int, int], float] = field(default_factory=dict)
    """Its numbers that are no input and no formula, by place."""

    def text(self, row: int, column: int, text: str, style: str = "cell") -> None:
        """Write text, never a formula, number or link."""
        self._forget(row, column)
        self.raw.write_string(row, column, text, self.book.formats[style])
        if style in WRAPPED:
            self.fit(row, column, text, 0.86 if style.startswith("head") else 1)

    def fit(self, row: int, column: int, text: str, room: float = 1) -> None:
        """Make the row high enough for wrapped text; not every program does so by itself."""
        width = max((self.widths[column] - 1) * room, 4)
        lines = len(wrap(text, int(width * 1.2))) if len(text) > width else 1
        if lines > 1:
            self.heights[row] = max(self.heights.get(row, 0), 13 * lines + 3)

    def value(self, row: int, column: int, value: Value, style: str = "cell") -> None:
        """Write a number or text; nothing is an empty cell with its format. An amount is in thousands of euro."""
        self._forget(row, column)
        value, style = self._money(value, style)
        if value is None or value == "":
            self.raw.write_blank(row, column, None, self.book.formats[style])
        elif isinstance(value, str):
            self.text(row, column, value, style)
        else:
            self.raw.write_number(row, column, value, self.book.formats[style])
            if not style.startswith("input"):
                self.numbers[row, column] = value

    def _money(self, value: Value, style: str) -> tuple[Value, str]:
        """Return an amount, given in thousands, and its style as they are on this sheet; anything else as it is."""
        if style not in MONEY:
            return value, style
        if self.thousands:
            return value, in_thousands(style)
        return in_millions(value) if isinstance(value, int) else value, style

    def _forget(self, row: int, column: int) -> None:
        """Let go what a cell held that is written anew."""
        self.formulas.discard((row, column))
        self.numbers.pop((row, column), None)

    @property
    def fixed(self) -> float:
        """What the numbers add up to that are no input and that no formula gives."""
        return round(fsum(self.numbers.values()), FIXED_DECIMALS)

    def formula(self, row: int, column: int, formula: str, value: Value, style: str = "cell") -> None:
        """Write a formula with the value that it has now; the sheet remembers where, so that it can be guarded."""
        self._forget(row, column)
        value, style = self._money(value, style)
        self.formulas.add((row, column))
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

    def print_head_only(self) -> None:
        """Leave a sheet of workings out of print but for its head."""
        self.raw.print_area(0, 0, STATUS[0] + 1, 5)

    def across(self, row: int, column: int, formula: Callable[[int], str], values: Sequence[Value], style: str) -> None:
        """Write a formula in each column of the catalogue, with the values that they have now."""
        for offset, value in enumerate(values):
            self.formula(row, column + offset, formula(offset), value, style)


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def column_heads(catalogue: Catalogue, language: str) -> list[str]:
    """Return the heads of the columns: the years, and the structural one's title."""
    return [*catalogue.columns.years, capital(catalogue.info.columns.structural.title.get(language))]


def heads_by_language(catalogue: Catalogue) -> list[list[str]]:
    """Return the heads of the columns in each language."""
    return [column_heads(catalogue, language) for language in ("nl", "en")]


def unique_heads(heads: Sequence[str]) -> list[str]:
    """Return heads of which no two are the same, which a table needs; the second of a kind gets a number."""
    found: list[str] = []
    for head in heads:
        same = sum(head.casefold() == other.casefold() for other in heads[: len(found)])
        found.append(f"{head} ({same + 1})" if same else head)
    return found


def mark_of(kind: Amount) -> str:
    """Return the sign that stands for, or beside, a cell that is not one number."""
    if not kind.given:
        return MARKS["absent"]
    if kind.keur is None:
        return MARKS["range"]
    return MARKS["depends"] if kind.lower == kind.upper else open_word(kind)


def cell(row: int, column: int, lock_row: bool = False, lock_column: bool = False) -> str:
    """Return a reference such as $B5."""
    return str(xl_rowcol_to_cell(row, column, lock_row, lock_column))


def start_book(package: Package, name: str, language: str) -> Book:
    """Start the workbook of a package."""
    t = Texts(language, package.catalogue.info.overlaps.is_complete)
    return Book(t, name or t("Pakket zonder naam"), package.catalogue, own_targets(package))
