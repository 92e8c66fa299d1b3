"""
A second engine that calculates the workbook, beside LibreOffice: formulon, which is no office program.

It has no ISFORMULA of an area. For it alone a sheet beside each sheet says which cells hold a formula, and the guards
ask that; whether ISFORMULA itself sees a formula that was typed over is held in LibreOffice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

import formulon
import openpyxl
from openpyxl.utils import quote_sheetname

from tests.export.workbook_tools import input_cells, rows

ASKED: Final = re.compile(r"_xlfn\.ISFORMULA\(([^()]*)\)")
PARTS: Final = {"NUMBER": "number", "TEXT": "text", "BOOL": "boolean"}


def plain(found: formulon.Value) -> Any:
    """Return a value of the second engine as Python has it; an error is a text that no cell of ours has."""
    kind = found.kind.name
    return None if kind == "BLANK" else getattr(found, PARTS[kind]) if kind in PARTS else f"#{kind}"


class SecondEngine:
    """A workbook in the second engine: what is typed into it, and what its cells then hold."""

    def __init__(self, data: bytes) -> None:
        self.formulas = openpyxl.load_workbook(BytesIO(data))
        self.sheets = {name: at for at, name in enumerate(self.formulas.sheetnames)}
        self.cells = [
            (sheet.title, cell.row, cell.column)
            for sheet in self.formulas
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
        self.inputs = input_cells(data)
        self.book = formulon.Workbook.load(without_isformula(data))
        self.book.recalc()

    def value(self, sheet: str, row: int, column: int) -> Any:
        """What a cell holds."""
        return plain(self.book.get_value(self.sheets[sheet], row - 1, column - 1))

    def type(self, sheet: str, place: str, value: object) -> None:
        """Type into a cell."""
        cell = self.formulas[sheet][place]
        at = (self.sheets[sheet], cell.row - 1, cell.column - 1)
        if value is None:
            self.book.set_blank(*at)
        elif isinstance(value, str):
            self.book.set_text(*at, value)
        else:
            self.book.set_number(*at, float(value))  # type: ignore[arg-type]  # a number, as nothing else is left

    def calculate(self) -> None:
        """Calculate every formula."""
        self.book.recalc()

    def results(self) -> dict[str, list[Any]]:
        """The live cells of every result, by key, as the sheet for checking shows them; no other cell is read."""
        keys, live = (rows(self.formulas, name) for name in ("Uitkomst_sleutel", "Uitkomst_nu"))
        return {
            key.value: [self.value(cell.parent.title, cell.row, cell.column) for cell in row]
            for (key,), row in zip(keys, live, strict=True)
        }

    def errors(self) -> list[str]:
        """The formula cells that give an error, looked for only on the sheets that count any."""
        found = {
            name for name, at in self.sheets.items() if self.book.get_value(2 * len(self.sheets), at, 0).number != 0
        }
        return [
            f"{name}!{at}" for name, *at in self.cells if name in found and str(self.value(name, *at)).startswith("#")
        ]


def without_isformula(data: bytes) -> bytes:
    """Add the sheets that say where formulas stand, and have the guards ask those."""
    book = openpyxl.load_workbook(BytesIO(data))
    count_errors(book, ask_beside(book))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def count_errors(book: Any, names: Iterable[str]) -> None:
    """Add a last sheet that counts in each row the errors of a sheet, so that not every cell need be read."""
    counts = book.create_sheet("Errors")
    for row, name in enumerate(names, start=1):
        counts.cell(row, 1, f"=SUMPRODUCT(ISERROR({quote_sheetname(name)}!{book[name].dimensions})*1)")


def ask_beside(book: Any) -> list[str]:
    """Do so in a workbook that is open; return the names of the sheets that it had."""
    names = {name: next(iter(found.destinations)) for name, found in book.defined_names.items()}
    beside = {sheet.title: f"F{at}" for at, sheet in enumerate(book.worksheets)}
    for sheet in list(book.worksheets):
        told = book.create_sheet(beside[sheet.title])
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    told.cell(cell.row, cell.column, 1)
    for title in beside:
        for row in book[title].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = ASKED.sub(
                        lambda match, here=title: beside_area(match[1], here, names, beside), cell.value
                    )
    return list(beside)


def beside_area(reference: str, here: str, names: dict[str, tuple[str, str]], beside: dict[str, str]) -> str:
    """Return the expression that is 1 where an area holds formulas."""
    if reference in names:
        sheet, area = names[reference]
    else:
        named, _, area = reference.rpartition("!")
        sheet = named.strip("'").replace("''", "'") or here
    return f"({beside[sheet]}!{area}=1)"
