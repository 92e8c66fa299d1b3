"""
Open a filled form: the sheets of a workbook, or the blocks of a CSV file, as rows of plain values.

A workbook is weighed before it is parsed. Nothing in it is calculated: a formula is refused, links are not followed.
Numbers are the decimal text of the cell.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Any, Final

from budget.core import Message
from budget.export import LAST_ROW, MAX_BYTES, read_sheets, refuse
from budget.lists.columns import MEASURES, SHEETS, Sheet
from budget.lists.questions import ABOUT
from budget.lists.table import REFUSED, Grid, Log, Place, Raw
from budget.lists.words import is_word

ALLOWED: Final = 1000
"""Measures that the limits of a form are counted for; the longest list known has 681."""
MAX_COLUMNS: Final = 60
"""What is read of a row: a sheet has at most 16 columns of its own, thirty years and the structural one."""
MAX_CELL: Final = 32_767

Sheets = dict[str, tuple[str, Grid]]
"""The sheets that a file has, by key: the name that it has there, and its rows."""


def sheet_called(title: str) -> Sheet | None:
    """Return the sheet of the form that a name in either language means."""
    return next((sheet for sheet in (ABOUT, *SHEETS) if is_word(title, sheet.title)), None)


def open_workbook(data: bytes, log: Log) -> Sheets:
    """Return the sheets of a workbook that are the form's; raises FaultsError for a file that is damaged or hostile."""
    return read_sheets(data, log.file, ALLOWED, lambda book: _sheets(book, log), values=False)


def _sheets(book: Any, log: Log) -> Sheets:
    found: Sheets = {}
    for title in book.sheetnames:
        sheet = sheet_called(title)
        if sheet is not None and sheet.key not in found:
            rows = book[title].iter_rows(min_row=1, max_row=LAST_ROW + 1, max_col=MAX_COLUMNS)
            found[sheet.key] = title, _grid(title, rows, log)
    return found


def _grid(title: str, rows: Iterable[Any], log: Log) -> Grid:
    grid: Grid = []
    for number, cells in enumerate(rows, 1):
        if number > LAST_ROW and any(cell.value is not None for cell in cells):
            raise refuse(log.file, "form_too_long", sheet=title, most=LAST_ROW)
        held = [(at, cell) for at, cell in enumerate(cells, 1) if cell.value is not None]
        values: list[Raw] = [None] * (held[-1][0] if held else 0)
        for at, cell in held:
            values[at - 1] = _raw(cell, Place(title, number, at), log)
        grid.append((number, values))
    return grid


def _raw(cell: Any, place: Place, log: Log) -> Raw:
    """Return what a cell of a workbook holds; a formula and an error value are refused."""
    value, kind = cell.value, getattr(cell, "data_type", "n")
    if kind in ("f", "e"):
        log.add(place, Message("form_formula" if kind == "f" else "form_error_value", found=str(value)))
        return REFUSED
    if isinstance(value, str | bool):
        return value
    if isinstance(value, int | float):
        return Decimal(repr(value)).normalize() if value != int(value) else Decimal(int(value))
    if isinstance(value, datetime.date):
        return value
    log.add(place, Message("form_error_value", found=str(value)))
    return REFUSED


def open_csv(data: bytes, log: Log, delimiter: str | None) -> Sheets:
    """
    Return the blocks of a CSV file in UTF-8: a line that holds the name of a sheet alone begins it.

    Without such a line the whole file is the sheet of measures. The delimiter is the one under which headings are seen.
    """
    if len(data) > MAX_BYTES:
        raise refuse(log.file, "workbook_too_large", most=MAX_BYTES // 10**6)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse(log.file, "form_not_utf8", place=error.start) from None
    sign = delimiter or _delimiter(text, log)
    try:
        lines = list(islice(csv.reader(StringIO(text), delimiter=sign, strict=True), 2 * LAST_ROW + 1))
    except csv.Error as error:
        raise refuse(log.file, "form_no_csv", detail=str(error)) from None
    if len(lines) > 2 * LAST_ROW:
        raise refuse(log.file, "form_too_long", sheet=log.file, most=2 * LAST_ROW)
    return _blocks(lines)


def _blocks(lines: list[list[str]]) -> Sheets:
    """Divide lines at the names of sheets; what stands before the first is the sheet of measures."""
    grid: Grid = []
    found: Sheets = {MEASURES.key: (MEASURES.title, grid)}
    for number, cells in enumerate(lines, 1):
        filled = [cell.strip() for cell in cells if cell.strip()]
        sheet = sheet_called(filled[0]) if len(filled) == 1 else None
        if sheet is None:
            grid.append((number, [cell[:MAX_CELL] or None for cell in cells]))
            continue
        grid = []
        found[sheet.key] = filled[0], grid
    return found


def _delimiter(text: str, log: Log) -> str:
    """Return the one of ; and , under which a line holds two headings of the measures; raises FaultsError for none."""
    titles = [column.title for column in MEASURES.columns if column.needed]
    found = [
        sign
        for sign in (";", ",")
        if any(
            sum(is_word(cell.strip('" '), title) for cell in line.split(sign) for title in titles) > 1
            for line in text.splitlines()
        )
    ]
    if len(found) != 1:
        raise refuse(log.file, "form_delimiter_asked")
    return found[0]
