"""
The frame of a workbook: sheets, formats, named cells and what every printed page carries.

Amounts stand in the cells as whole thousands of euro, so that every sum is exact; the number format, which ends in a
scaling comma, shows them in EUR million. Format codes in a file are locale-neutral: a Dutch Excel shows commas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_cell_to_rowcol, xl_range_abs, xl_rowcol_to_cell

from budget.money import COLUMNS, STRUCTURAL, Open
from budget.package import Package
from budget.workbook_texts import MARKS, Texts

Value = str | int | float | None

FONT: Final = "Arial"
BLUE, PALE, RULE, INPUT = "#154273", "#EEF3F8", "#BFC9D4", "#FFF9E5"
AMOUNT: Final = "#,##0.00,;-#,##0.00,;0"
EFFECT: Final = "+#,##0.00,;-#,##0.00,;0"
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
FORMATS: Final[Mapping[str, dict[str, Any]]] = {
    "plain": {},
    "wrap": {"text_wrap": True},
    "bold": {"bold": True},
    "title": {"bold": True, "font_size": 15, "font_color": BLUE},
    "section": {"bold": True, "font_size": 11, "font_color": BLUE, "bottom": 1, "bottom_color": BLUE},
    "note": {"font_color": "#4A5560"},
    "note_wrap": {"font_color": "#4A5560", "text_wrap": True},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": BLUE, "text_wrap": True, "valign": "vcenter"},
    "head_right": {
        "bold": True, "font_color": "#FFFFFF", "bg_color": BLUE, "text_wrap": True, "valign": "vcenter", "align": "right",
        "num_format": "0",
    },
    "cell": {"bottom": 4, "bottom_color": RULE},
    "cell_wrap": {"bottom": 4, "bottom_color": RULE, "text_wrap": True},
    "cell_centre": {"bottom": 4, "bottom_color": RULE, "align": "center"},
    "cell_right": {"bottom": 4, "bottom_color": RULE, "align": "right"},
    "word": {"bottom": 4, "bottom_color": RULE, "align": "right", "text_wrap": True},
    "amount": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": AMOUNT},
    "effect": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": EFFECT},
    "total": {"bold": True, "bg_color": PALE, "bottom": 1, "bottom_color": BLUE, "align": "right", "num_format": EFFECT},
    "total_label": {"bold": True, "bg_color": PALE, "bottom": 1, "bottom_color": BLUE},
    "count": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": "0"},
    "percent": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": "0.00%"},
    "share": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": "0.0%"},
    "signed_percent": {"bottom": 4, "bottom_color": RULE, "align": "right", "num_format": '+0"%";-0"%";0"%"'},
    "input": {"bg_color": INPUT, "border": 1, "border_color": RULE, "align": "center", "bold": True, "locked": False},
    "input_left": {"bg_color": INPUT, "border": 1, "border_color": RULE, "align": "left", "text_wrap": True},
    "input_share": {"bg_color": INPUT, "border": 1, "border_color": RULE, "align": "left", "num_format": "0.0%"},
    "helper": {"bottom": 4, "bottom_color": RULE, "align": "right", "font_color": "#7A8591"},
    "helper_text": {"bottom": 4, "bottom_color": RULE, "font_color": "#7A8591"},
    "chosen": {"bg_color": PALE},
    "alarm": {"bg_color": "#FBE3E1", "font_color": "#8C1A11"},
    "warn": {"bg_color": "#FFF1CC", "font_color": "#6B4E00"},
    "good": {"bg_color": "#E1F1E4", "font_color": "#1E5B2A"},
}


@dataclass
class Book:
    """
    A workbook in the making: its texts, formats, named cells and the places of results.

    `places` tells where the six cells of a result stand (sheet, row, first column), by the result's key.
    """

    texts: Texts
    title: str
    version: str
    date: str
    stream: BytesIO = field(default_factory=BytesIO)
    places: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.file = Workbook(self.stream, dict(OPTIONS))
        base = {"font_name": FONT, "font_size": 10, "valign": "top"}
        self.formats = {key: self.file.add_format({**base, **extra}) for key, extra in FORMATS.items()}
        self.file.formats[0].set_font_name(FONT)
        self.file.formats[0].set_font_size(10)

    def describe(self, subject: str, marker: str, comments: str) -> None:
        """Set the document properties; the date is the catalogue's, so that equal input gives equal bytes."""
        created = datetime.strptime(self.date, "%Y-%m-%d")  # noqa: DTZ007 - a date without a clock
        self.file.set_properties(
            {
                "title": self.title, "subject": subject, "author": self.texts("maker"), "company": "", "category": "BMH",
                "keywords": self.texts("keywords"), "comments": comments, "created": created,
            }
        )
        self.file.set_custom_property("bmh-format", marker)
        self.file.set_custom_property("bmh-catalogue", self.version)

    def sheet(self, key: str, widths: Sequence[float], legend: bool = True) -> Sheet:
        """Add a sheet with its title in A1, the legend of the signs below it and the set-up of its pages."""
        name = self.texts(f"sheet_{key}")
        raw = self.file.add_worksheet(name)
        raw.hide_gridlines(2)
        raw.set_landscape()
        raw.set_paper(9)
        raw.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        raw.fit_to_pages(1, 0)
        raw.set_footer(self.footer())
        for place, width in enumerate(widths):
            raw.set_column(place, place, width, self.formats["plain"])
        sheet = Sheet(self, raw, name)
        sheet.text(0, 0, f"{self.texts(f'title_{key}')} · {self.title}", "title")
        raw.set_row(0, 24)
        if legend:
            sheet.text(1, 0, self.texts("legend"), "note")
        return sheet

    def footer(self) -> str:
        """Return the footer: package, catalogue version and date, page; an ampersand is doubled, for it starts a code."""
        name = self.title[:80].replace("&", "&&")
        catalogue = self.texts("footer").format(version=self.version, date=self.date)
        return f"&L&8 {name}&C&8 {catalogue}&R&8 &P / &N"

    def define(self, name: str, sheet: Sheet, first: tuple[int, int], last: tuple[int, int] | None = None) -> None:
        """Give a cell or a block a name; formulas use names."""
        area = xl_range_abs(*first, *(last or first))
        self.file.define_name(name, f"={quote_sheetname(sheet.name)}!{area}")

    def place(self, key: str, sheet: Sheet, row: int, column: int) -> None:
        """Remember where the six cells of a result stand."""
        self.places[key] = (sheet.name, row, column)

    def reference(self, key: str, offset: int) -> str:
        """Return the formula that reads one of the six cells of a result."""
        sheet, row, column = self.places[key]
        return f"={quote_sheetname(sheet)}!{xl_rowcol_to_cell(row, column + offset, True, True)}"

    def finish(self) -> bytes:
        """Close the workbook and return its bytes."""
        self.file.close()
        return self.stream.getvalue()


@dataclass
class Sheet:
    """A sheet of a book; text is always written as text, whatever its first character."""

    book: Book
    raw: Any
    name: str

    def text(self, row: int, column: int, text: str, style: str = "cell") -> None:
        """Write text, never a formula, number or link."""
        self.raw.write_string(row, column, text, self.book.formats[style])

    def value(self, row: int, column: int, value: Value, style: str = "cell") -> None:
        """Write a number or text; nothing is an empty cell with its format."""
        if value is None or value == "":
            self.raw.write_blank(row, column, None, self.book.formats[style])
        elif isinstance(value, str):
            self.text(row, column, value, style)
        else:
            self.raw.write_number(row, column, value, self.book.formats[style])

    def formula(self, row: int, column: int, formula: str, value: Value, style: str = "cell") -> None:
        """Write a formula with the value that it has now."""
        self.raw.write_formula(row, column, formula, self.book.formats[style], "" if value is None else value)

    def heads(self, row: int, column: int, heads: Sequence[str | int], right_from: int = 0) -> None:
        """Write a header row; from `right_from` on the heads stand to the right, above figures."""
        for offset, head in enumerate(heads):
            self.value(row, column + offset, head, "head_right" if offset >= right_from else "head")

    def table(self, name: str, row: int, column: int, heads: Sequence[str], count: int, right_from: int = 0) -> None:
        """Make an Excel table with unique headers of the rows below `row`."""
        self.heads(row, column, heads, right_from)
        formats = self.book.formats
        columns = [
            {"header": head, "header_format": formats["head_right" if place >= right_from else "head"]}
            for place, head in enumerate(heads)
        ]
        area = (row, column, row + max(count, 1), column + len(heads) - 1)
        self.raw.add_table(*area, {"name": name, "columns": columns, "style": None})

    def name_block(self, name: str, row: int, column: int, count: int, width: int = 1) -> None:
        """Name a block of `count` rows."""
        self.book.define(name, self, (row, column), (row + max(count, 1) - 1, column + width - 1))

    def name_columns(self, prefix: str, row: int, column: int, count: int) -> None:
        """Name the six columns of a block: prefix_2021 to prefix_structureel."""
        for offset, key in enumerate(COLUMN_KEYS):
            self.name_block(f"{prefix}_{key}", row, column + offset, count)

    def six(self, key: str, row: int, column: int, formula: Callable[[int], str], values: Sequence[Value], style: str) -> None:
        """Write the six cells of a result and remember their place."""
        for offset in range(len(COLUMNS)):
            self.formula(row, column + offset, formula(offset), values[offset], style)
        if key:
            self.book.place(key, self, row, column)


COLUMN_KEYS: Final = tuple("structureel" if column == STRUCTURAL else column for column in COLUMNS)
"""How a column is called in a name."""


def column_heads(texts: Texts) -> list[str]:
    """Return the heads of the six columns."""
    return [texts("structural") if column == STRUCTURAL else column for column in COLUMNS]


def mark_of(kind: Open) -> str:
    """Return the sign that stands for an open cell."""
    return MARKS["depends"] if kind is Open.DEPENDS else kind.value


def cell(row: int, column: int, lock_row: bool = False, lock_column: bool = False) -> str:
    """Return a reference such as $B5."""
    return str(xl_rowcol_to_cell(row, column, lock_row, lock_column))


def start_book(package: Package, name: str, language: str) -> Book:
    """Start the workbook of a package."""
    texts = Texts(language)
    info = package.catalogue.info
    return Book(texts, name or texts("unnamed"), info.version, info.date)


__all__ = ["COLUMN_KEYS", "Book", "Sheet", "cell", "column_heads", "mark_of", "start_book", "xl_cell_to_rowcol"]
