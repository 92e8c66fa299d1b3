"""
A workbook too long for the second engine to hold: each formula worked out by itself, from the values that Calc gives.

For every cell of an area that a formula reads, the second engine notes that it is read; the list of 681 measures has 87
million of those and ends it. Here the cells hold values, and each formula is asked apart. Where each comes to what Calc
made of it, the whole does: a cell rests on cells that are the same in both, down to the inputs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

import formulon
import openpyxl

from tests.export.second_engine import ask_beside, plain

Place = tuple[str, int, int]

LONGEST: Final = 8000
"""How many signs the formulas that are asked at once may have; a formula has room for 8192."""
MOST: Final = 60
FREE: Final = 100_000
"""A row below every sheet, where the answers to one question have room."""


class WorkedOut:
    """The formulas of a workbook, and its cells with the values of a state, as Calc works them out."""

    def __init__(self, data: bytes, values: Mapping[Place, Any]) -> None:
        book = openpyxl.load_workbook(BytesIO(data))
        ask_beside(book)
        self.sheets = {name: at for at, name in enumerate(book.sheetnames)}
        self.formulas: dict[Place, str] = {}
        self.values: dict[Place, Any] = {}
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    place = sheet.title, cell.row, cell.column
                    if cell.data_type == "f":
                        self.formulas[place] = cell.value.removeprefix("=")
                        cell.value = values.get(place)
                    self.values[place] = cell.value
        stream = BytesIO()
        book.save(stream)
        self.book = formulon.Workbook.load(stream.getvalue())
        self.hold(values)

    def hold(self, values: Mapping[Place, Any]) -> None:
        """Have the cells hold the values of a state; where a formula gives nothing that is an empty text."""
        for place, value in values.items():
            told = "" if value is None and place in self.formulas else value
            if place not in self.values or self.values[place] != told or type(self.values[place]) is not type(told):
                self._put(place, told)
                self.values[place] = told

    def _put(self, place: Place, value: Any) -> None:
        at = (self.sheets[place[0]], place[1] - 1, place[2] - 1)
        if value is None:
            self.book.set_blank(*at)
        elif isinstance(value, str):
            self.book.set_text(*at, value)
        elif isinstance(value, bool):
            self.book.set_bool(*at, value)
        else:
            self.book.set_number(*at, float(value))

    def answers(self, without: str = "") -> Iterator[tuple[Place, Any]]:
        """Yield what each formula comes to from the values that are held, but for those of a sheet."""
        asked: list[Place] = []
        signs = 0
        for place, formula in self.formulas.items():
            if place[0] == without:
                continue
            if asked and (place[0] != asked[0][0] or signs + len(formula) > LONGEST or len(asked) == MOST):
                yield from self._ask(asked)
                asked, signs = [], 0
            asked.append(place)
            signs += len(formula) + 1
        yield from self._ask(asked)

    def _ask(self, places: list[Place]) -> Iterator[tuple[Place, Any]]:
        """Ask formulas of one sheet at once, side by side."""
        together = f"=HSTACK({','.join(self.formulas[place] for place in places)})"
        (row,) = self.book.evaluate_formula_array(self.sheets[places[0][0]], FREE, 0, together)
        for place, found in zip(places, row, strict=True):
            yield place, plain(found)
