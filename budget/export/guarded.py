"""
What guards a sheet: its protection, its status, and the areas of its formulas.

A formula that was typed over, or gives an error, is found by ISFORMULA: one formula for each area, so that a workbook of
681 measures needs some thirty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from xlsxwriter.utility import quote_sheetname, xl_range_abs

STATUS: Final = (1, 0)
"""Where each sheet of a package says whether the workbook is right, before the legend."""

ALLOWED: Final = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}
"""What may be done on a protected sheet; the protection has no password."""


@dataclass(frozen=True)
class Area:
    """A block of cells of a sheet, first and last row and column counted from 0, that all hold formulas."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def cells(self) -> str:
        """The block as it is written, without its sheet."""
        return str(xl_range_abs(self.top, self.left, self.bottom, self.right))

    @property
    def reference(self) -> str:
        """The block as a formula on any sheet refers to it."""
        return f"{quote_sheetname(self.sheet)}!{self.cells}"


def _runs(columns: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of columns side by side, from low to high."""
    for _, run in groupby(enumerate(sorted(columns)), key=lambda pair: pair[1] - pair[0]):
        found = [column for _, column in run]
        yield found[0], found[-1]


def areas_of(sheet: str, cells: Iterable[tuple[int, int]]) -> list[Area]:
    """Return blocks that together are exactly these cells: equal runs of rows that follow each other are one block."""
    found: list[Area] = []
    open_runs: dict[tuple[int, int], int] = {}
    last = -1
    by_row = [
        (row, list(_runs(column for _, column in group))) for row, group in groupby(sorted(cells), lambda c: c[0])
    ]
    for row, runs in by_row:
        kept = {run: top for run, top in open_runs.items() if run in runs and row == last + 1}
        found += [Area(sheet, top, run[0], last, run[1]) for run, top in open_runs.items() if run not in kept]
        open_runs, last = {run: kept.get(run, row) for run in runs}, row
    found += [Area(sheet, top, run[0], last, run[1]) for run, top in open_runs.items()]
    return sorted(found, key=lambda area: (area.top, area.left))


def _wrong(area: str) -> str:
    return f"(Aan-_xlfn.ISFORMULA({area})*(Aan-ISERROR({area})))"


def sum_fixed(area: str) -> str:
    """Return the expression that adds the numbers of an area that no formula gives."""
    return f"SUMPRODUCT(Aan-_xlfn.ISFORMULA({area}),{area})"


def count_missing(area: str, exported: str) -> str:
    """
    Return the expression for how many formulas of an area are gone, or give an error, of those that were `exported`.

    What is there is counted, so that empty rows and columns that were put in between do not matter.
    """
    return f"{exported}-SUMPRODUCT(_xlfn.ISFORMULA({area})*(Aan-ISERROR({area})))"


def count_if_there(area: str) -> str:
    """Return the expression that counts the cells that are no sound formula, 0 where the sheet was removed."""
    return f"IF(ISREF({area}),SUMPRODUCT({_wrong(area)}),0)"


def first_wrong(area: str) -> str:
    """Return the expression for the address of the first cell that is no sound formula; there must be one."""
    return address_of(place_in(_wrong(area), area))


def missing_place(area: str) -> str:
    """
    Return the expression for the place, in order of rows, of the first cell of an area that is no sound formula.

    One that holds something comes before an empty one, which may have been put in.
    """
    weight = f"((Aan+Aan-ISBLANK({area}))*Wacht_groot-ROW({area})*Wacht_kolommen-COLUMN({area}))"
    return f"MOD(-SUMPRODUCT(MAX({_wrong(area)}*{weight})),Wacht_groot)"


def place_in(condition: str, area: str) -> str:
    """Return the expression for the place, in order of rows, of the first cell of an area for which a condition is 1."""
    weight = f"(Wacht_groot-ROW({area})*Wacht_kolommen-COLUMN({area}))"
    return f"(Wacht_groot-SUMPRODUCT(MAX({condition}*{weight})))"


def first_row(condition: str, area: str) -> str:
    """Return the expression for the first row of a column for which a condition is 1."""
    return f"(Wacht_groot-SUMPRODUCT(MAX({condition}*(Wacht_groot-ROW({area})))))"


def address_of(place: str) -> str:
    """Return the expression for the address of a place in order of rows."""
    return f"ADDRESS(INT({place}/Wacht_kolommen),MOD({place},Wacht_kolommen))"
