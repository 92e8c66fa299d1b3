"""
The guard of the workbook: what was typed over, does not add up or may not stand there turns the status of every sheet.

1. No formula is without a guard. 2. Each formula that is typed over, with the very value that it had, turns the status
of every sheet, and says where; nothing turns it unprovoked (see the tests with random choices). 3. Only the inputs
can be changed. 4. Reading it back names each result that is not the engine's.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import range_boundaries

from budget.catalogue import Catalogue
from budget.core import explain, shown
from budget.engine import Package, compose_package
from budget.export import read_workbook, write_workbook
from budget.export.guarded import areas_of
from budget.export.texts import FINE, WRONG
from budget.export.units import in_millions
from tests.calc import Calc
from tests.export.test_workbook_overlaps import drawn
from tests.export.workbook_tools import (
    edit,
    formulas_of,
    input_cells,
    named,
    open_book,
    rows,
    statuses,
)
from tests.sheet_states import Typed, states_of

Place = tuple[str, str]
"""A sheet and a cell."""
WATCHED = re.compile(
    r"ISFORMULA\((?:('(?:[^']|'')+'|\w+)!)?(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)\)\*|ISFORMULA\((\w+)\)(?!,\3\))"
)
"""The area, or the name, of which a formula asks whether it holds formulas; not where it only adds other numbers."""


def formula_cells(book: Any) -> set[Place]:
    """Every cell of a workbook that holds a formula."""
    return {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def guarded_cells(book: Any) -> Iterator[Place]:
    """Every cell that a formula of the workbook holds to be a formula."""
    for sheet, at in formula_cells(book):
        for on, cells, name in WATCHED.findall(book[sheet][at].value):
            named = next(iter(book.defined_names[name].destinations)) if name else None
            title, area = named or (on.strip("'") or sheet, cells)
            left, top, right, bottom = range_boundaries(area.replace("$", ""))
            for row in book[title].iter_rows(top, bottom, left, right):
                yield from ((title, cell.coordinate) for cell in row)


@pytest.mark.slow
def test_no_formula_is_without_a_guard(small_export: bytes, toy_both: Catalogue) -> None:
    """Of every formula another one says when it is gone, but for the last: the status on the sheet of the checks."""
    for data in (small_export, write_workbook(compose_package(toy_both, ["C.1", "A.2"]))):
        book = formulas_of(data)
        guarded, found = set(guarded_cells(book)), formula_cells(book)
        assert found - guarded == {("Controle", named(book, "Status").coordinate)}
        assert guarded <= found


def test_areas_are_the_cells_themselves() -> None:
    """Whatever the cells are, the areas hold each of them once and nothing else."""
    chance = random.Random(7)
    for _ in range(200):
        cells = {(chance.randint(0, 7), chance.randint(0, 5)) for _ in range(chance.randint(0, 40))}
        areas = areas_of("x", cells)
        held = [(r, c) for a in areas for r in range(a.top, a.bottom + 1) for c in range(a.left, a.right + 1)]
        assert sorted(held) == sorted(cells)


def silent(data: bytes, soffice: Calc, folder: Path, places: list[Place]) -> list[str]:
    """
    Type over each formula by itself, with the value that stood there.

    Returns the places of which some sheet does not say so, or does not say where; and what untouched does not say that
    it is fine.
    """
    shown = open_book(data)
    typed: dict[str, Typed] = {
        f"case{n}": {(sheet, at): shown[sheet][at].value} for n, (sheet, at) in enumerate(places)
    }
    quiet = []
    for case, (sheets, _) in states_of(soffice, folder, data, {**typed, "untouched": {}}, []).items():
        told = statuses(sheets)
        if case == "untouched":
            quiet += [f"untouched: {name} {text}" for name, text in told.items() if not text.startswith(FINE)]
            continue
        sheet, at = places[int(case.removeprefix("case"))]
        place = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", at)
        if at == "A2":  # the status of a sheet itself: that of the checks tells of it
            told = {"Controle": told["Controle"]}
        elif f"{WRONG} {sheet}!{place}" not in told["Controle"]:
            quiet.append(f"{sheet}!{at}: {told['Controle']}")
        quiet += [f"{sheet}!{at}: {name} {text}" for name, text in told.items() if not text.startswith(WRONG)]
    return quiet


def to_overtype(data: bytes) -> list[Place]:
    """The formulas of a workbook but the last status, in a fixed order."""
    book = formulas_of(data)
    return sorted(formula_cells(book) - {("Controle", named(book, "Status").coordinate)})


@pytest.mark.long
def test_a_formula_typed_over_turns_every_status(toy2: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """Drawn formulas of every sheet, each typed over by itself with the value that it had."""
    data = write_workbook(compose_package(toy2, list(toy2.measures)[::2]))
    places = to_overtype(data)
    chance = random.Random(11)
    drawn = [chance.choice([p for p in places if p[0] == sheet]) for sheet in sorted({sheet for sheet, _ in places})]
    assert silent(data, soffice, tmp_path, drawn) == []


@pytest.mark.long
@pytest.mark.parametrize("share", range(4))
def test_each_formula_typed_over_turns_every_status(toy2: Catalogue, soffice: Calc, tmp_path: Path, share: int) -> None:
    """Every one of them, one at a time."""
    data = write_workbook(compose_package(toy2, list(toy2.measures)[::2]))
    assert silent(data, soffice, tmp_path, to_overtype(data)[share::4]) == []


@pytest.mark.slow
def test_only_the_inputs_can_be_changed(small_export: bytes) -> None:
    """Every sheet is protected without a password, and open are the toggles, settings, assumptions, name and note."""
    book = formulas_of(small_export)
    toggles, settings, dials = input_cells(small_export)
    inputs = {("Keuze", at) for at in toggles.values()} | {("Aannames", at) for at in dials.values()}
    inputs |= {("Leeswijzer", at) for at in settings.values()}
    beside = [cell for letter in "BCD" for (cell,) in named(book, f"Keuze_{letter}_invoer")]
    inputs |= {("Keuze", cell.coordinate) for cell in beside}
    inputs |= {("Leeswijzer", named(book, name).coordinate) for name in ("Pakket_naam", "Pakket_omschrijving")}
    assert {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    } == inputs
    for sheet in book:
        lock = sheet.protection
        assert (lock.sheet, lock.password) == (True, None)
        assert [lock.autoFilter, lock.formatColumns, lock.formatRows, lock.formatCells] == [False] * 4


@pytest.mark.slow
def test_reading_back_names_each_result_that_differs(small_package: Package, small_export: bytes) -> None:
    """A result that is not the engine's is told with its cell and both values; it is not taken over."""

    def change(find: Callable[[str], Any]) -> None:
        find("Uitkomst_nu")[0][2].value = 12
        find("Uitkomst_nu")[4][0].value = "veel"

    read = read_workbook(edit(small_export, change), small_package.catalogue, "proef.xlsx")
    (warning,) = read.warnings
    first, second = (named(formulas_of(small_export), "Uitkomst_nu")[r][c].coordinate for r, c in ((0, 2), (4, 0)))
    total = shown(in_millions(small_package.totals["2023"].keur or 0))
    assert f"Controle!{first} (total): 12, het rekenmodel geeft {total}" in explain(warning, "nl")
    assert f"Controle!{second} (open_cells)" in explain(warning, "nl")
    assert read.draft.measures == small_package.selection


@pytest.mark.slow
def test_results_of_before_an_edit_are_not_told(small_package: Package, small_export: bytes) -> None:
    """A program that types a choice without calculating leaves results of before: they say nothing of the workbook."""

    def change(find: Callable[[str], Any]) -> None:
        find("Keuze_invoer")[0][0].value = 1
        find("Uitkomst_nu")[0][0].value = 12

    read = read_workbook(edit(small_export, change), small_package.catalogue)
    assert (len(read.draft.measures), read.warnings) == (len(small_package.selection) + 1, ())
    assert rows(open_book(small_export), "Wacht")[0][0].value == 0


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 5, 8])
def test_a_cell_that_is_written_twice_counts_as_it_stands(toy_ranges: Catalogue, number: int) -> None:
    """What a sheet's fixed numbers come to at the export is what they come to on the sheet, whatever the records."""
    book = formulas_of(write_workbook(compose_package(drawn(toy_ranges, random.Random(number)), [])))
    name = "Effecten"
    exported = next(row[1].value for row in book["Controle"].iter_rows() if row[0].value == f"Vaste getallen {name}")
    cells = (cell.value for row in book[name].iter_rows(min_row=3) for cell in row)
    assert round(math.fsum(value for value in cells if type(value) in {int, float}), 6) == exported
