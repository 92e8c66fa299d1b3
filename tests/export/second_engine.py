"""
A second engine that calculates the workbook, beside LibreOffice: formulon, which is no office program.

It has no ISFORMULA of an area. For it alone a sheet beside each sheet says which cells hold a formula, and the guards
ask that; whether ISFORMULA itself sees a formula that was typed over is held in LibreOffice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import formulon
import openpyxl

from tests.export.workbook_tools import input_cells, results

ASKED: Final = re.compile(r"_xlfn\.ISFORMULA\(([^()]*)\)")
PARTS: Final = {"NUMBER": "number", "TEXT": "text", "BOOLEAN": "boolean"}


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
        """What a cell holds; an error is a text that no cell of ours has."""
        found = self.book.get_value(self.sheets[sheet], row - 1, column - 1)
        kind = found.kind.name
        return None if kind == "BLANK" else getattr(found, PARTS[kind]) if kind in PARTS else f"#{kind}"

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
        """The live cells of every result, by key, as the sheet for checking shows them."""
        sheet = next(name for name in self.sheets if name in {"Controle", "Check"})
        return results({sheet: _Values(self, sheet)}, sheet)

    def errors(self) -> list[str]:
        """The formula cells that give an error."""
        return [f"{sheet}!{at}" for sheet, *at in self.cells if str(self.value(sheet, *at)).startswith("#")]


class _Values:
    """A sheet of the second engine, as far as `results` asks it."""

    def __init__(self, engine: SecondEngine, sheet: str) -> None:
        self.engine, self.sheet = engine, sheet

    def iter_rows(self, values_only: bool) -> Iterator[tuple[Any, ...]]:
        """The rows with their values."""
        assert values_only
        for row in self.engine.formulas[self.sheet].iter_rows():
            yield tuple(self.engine.value(self.sheet, cell.row, cell.column) for cell in row)


def without_isformula(data: bytes) -> bytes:
    """Add the sheets that say where formulas stand, and have the guards ask those."""
    book = openpyxl.load_workbook(BytesIO(data))
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
                    cell.value = ASKED.sub(lambda match, here=title: _beside(match[1], here, names, beside), cell.value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _beside(reference: str, here: str, names: dict[str, tuple[str, str]], beside: dict[str, str]) -> str:
    """Return the expression that is 1 where an area holds formulas."""
    if reference in names:
        sheet, area = names[reference]
    else:
        named, _, area = reference.rpartition("!")
        sheet = named.strip("'").replace("''", "'") or here
    return f"({beside[sheet]}!{area}=1)"
