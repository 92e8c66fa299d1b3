"""
The workbook of a list whose amounts have bounds.

1. It tells apart a range, what is open, what is not given and 0, and holds both ends of every result; the workbook of
another list has nothing of it. 2. It comes back whole, and a bound that was typed over is told. 3. Packages side by
side have both ends too. With ODA: test_workbook_oda_bounds. What Calc makes of edits is in test_workbook_bounds_calc.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.core import Cell, Overlaps, Settings
from budget.engine import Package, compose_package
from budget.export import read_workbook, write_comparison, write_workbook
from budget.export.units import in_millions
from budget.export.write import result_values
from tests.calc import Calc
from tests.export.test_workbook_bounds_calc import ALL, large_packages
from tests.export.test_workbook_overlaps import drawn
from tests.export.workbook_tools import differences, edit, errors, named, open_book, opened, results, rows

# What is in it


def test_as_exported_it_holds_what_the_engine_says(toy_ranges: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """In English, with everything chosen: no error, no difference, and the check says so."""
    package = compose_package(toy_ranges, ALL)
    data = write_workbook(package, language="en")
    assert differences(results(open_book(data), "Check"), package, "en") == []
    for _, book in opened(soffice.calculate(tmp_path, {"all": data})):
        assert errors(book) == []
        assert differences(results(book, "Check"), package, "en") == []
        assert named(book, "Grootste_verschil").value == 0


def test_the_results_hold_both_ends_of_everything(toy_ranges: Catalogue) -> None:
    """Totals, groups, effects, gaps and shares: an end each, and no plain amount where a range is in the sum."""
    values = result_values(compose_package(toy_ranges, ["kade-breed", "steiger"]))
    assert values["total"] == [-5_000, "", "", ""]
    assert values["total_lower"] == [-5_000, -23_000, -19_000, -24_000]
    assert values["total_upper"] == [-5_000, -3_500, -1_500, -7_500]
    assert values["total_bound"] == ["", "↔", "↔", "↔"]
    assert values["target:kade-20:gap_lower"] == [15_000, -5_000, -5_000, -5_000]
    assert values["target:kade-20:why"] == ["", "bandbreedte", "bandbreedte", "bandbreedte"]
    assert values["target:kade-20:percent_upper"] == [-0.05, -0.1, -0.105, -0.1]
    assert values["variant:haven_upper"] == values["total_upper"]
    alone = result_values(compose_package(toy_ranges, ["boei"]))
    assert (alone["total_lower"], alone["total"]) == (["?", 1_000, "?", "?"], [0, 1_000, 0, 2_000])


NAMES = ("Eff_bedragen", "Eff_tekens", "Eff_laag", "Eff_hoog")


@pytest.mark.slow
def test_cells_are_told_apart(toy_ranges: Catalogue) -> None:
    """A range, an amount beside something open, what depends, what is not given, and 0; ends in their own columns."""
    book = open_book(write_workbook(compose_package(toy_ranges, ALL)))
    ids = [id_.value for (id_,) in rows(book, "Eff_nr")]
    told: dict[str, list[Any]] = {
        id_: [
            [row[ids.index(id_)][place].value for row in map(list, (rows(book, name) for name in NAMES))]
            for place in range(4)
        ]
        for id_ in ("boei", "kraan", "sloep", "kade-breed")
    }
    assert told["boei"] == [
        [None, "∅", "?", "?"],
        [1, None, None, None],
        [None, "?", "?", "?"],
        [2, "?", "?", "?"],
    ]
    assert told["kraan"][1] == [10, "+", 10, "?"]
    assert told["sloep"][:3] == [[0, None, None, None], [None, "↔", 3, "?"], [None, "↔", "?", 4]]
    assert told["kade-breed"][1] == [None, "↔", -25, -10]


@pytest.mark.slow
def test_a_list_of_numbers_and_open_cells_has_nothing_of_it(toy2: Catalogue) -> None:
    """No column, row, name or sign of bounds is in the workbook of another list."""
    book = open_book(write_workbook(compose_package(toy2, list(toy2.measures))))
    assert not [name for name in book.defined_names if re.search("_(laag|hoog)(_|$)|bandbreedte|Kant", name)]
    assert not [key for key in results(book) if key.endswith(("_lower", "_upper"))]
    signs = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not signs & {"↔", "∅"}


@pytest.mark.slow
@pytest.mark.parametrize("number", [12, 20])
def test_groups_of_any_size_fit_on_the_sheet(toy_ranges: Catalogue, number: int) -> None:
    """Records that make one large group with many sets; what each cell holds as exported is the engine's."""
    catalogue = drawn(toy_ranges, random.Random(number))
    package = compose_package(catalogue, ALL)
    assert differences(results(open_book(write_workbook(package))), package) == []


# What comes back


@pytest.mark.slow
def test_it_comes_back_whole(toy_ranges: Catalogue) -> None:
    """Choice, settings and dials come back from either language, without a warning."""
    for place, (ids, settings) in enumerate(large_packages(toy_ranges, 4, 7)):
        package = compose_package(toy_ranges, ids, settings)
        read = read_workbook(write_workbook(package, "Haven", "en" if place % 2 else "nl"), toy_ranges)
        assert (read.draft.measures, read.draft.settings) == (package.selection, settings)
        assert read.warnings == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "id_", "place", "value"),
    [
        ("Eff_laag", "kade-breed", 1, -26_000),
        ("Eff_hoog", "sloep", 1, 9_000),
        ("Eff_bedragen", "kraan", 1, 11_000),
        ("Eff_tekens", "boei", 0, "?"),
    ],
)
def test_a_changed_bound_is_told(toy_ranges: Catalogue, name: str, id_: str, place: int, value: Cell) -> None:
    """An end, a plain amount or a sign that was typed over is reported with its measure, and not taken over."""

    def change(find: Callable[[str], Any]) -> None:
        ids = [cell.value for (cell,) in find("Eff_nr")]
        find(name)[ids.index(id_)][place].value = value

    (warning,) = read_workbook(edit(write_workbook(compose_package(toy_ranges, ALL)), change), toy_ranges).warnings
    assert (warning.code, warning.values["ids"]) == ("workbook_with_other_amounts", [id_])


# Side by side


def blocks(sheet: Any, width: int) -> dict[str, list[list[Any]]]:
    """The amounts of each package below each head of the sheet with packages side by side."""
    found: dict[str, list[list[Any]]] = {}
    head = ""
    for row in sheet.iter_rows(min_row=4, values_only=True):
        head = row[0] or head
        if row[1] and not row[0]:
            found.setdefault(head, []).append([*row[2 : 2 + width]])
    return found


def test_packages_side_by_side(toy_ranges: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """Both ends of totals and effects; the bridge adds up what is certain; the columns of measures sum to the total."""
    first = compose_package(toy_ranges, ["kade-breed", "kraan", "steiger"])
    second = compose_package(toy_ranges, ALL, Settings(overlaps=Overlaps.AS_REPORT))
    data = write_comparison([("a", first), ("b", second)])
    for _, book in opened(soffice.calculate(tmp_path, {"side": data})):
        assert errors(book) == []
        found = blocks(book["Vergelijking"], 4)
        for end in ("lower", "upper"):
            word = "ondergrens" if end == "lower" else "bovengrens"
            assert found[f"Saldo-effect, {word}"] == [ends_of(package, end) for package in (first, second)]
        assert found["Grens van het totaal"][0] == [None, "≥", "↔", "≥"]
        bridge = list(book["Brug"].iter_rows(values_only=True))
        assert [row[3:7] for row in bridge if row[1] == "Verschil (moet 0 zijn)"] == [(0,) * 4]
        total = next(row for row in book["Maatregelen"].iter_rows(values_only=True) if row[1] == "Saldo-effect")
        assert total[5:11] == (None, None, -22.766, "?", "?", "?")


def ends_of(package: Package, end: str) -> list[Any]:
    """An end of a package's totals as the workbook writes it."""
    ends = [getattr(total, end) for total in package.totals.values()]
    return ["?" if found is None else in_millions(found) for found in ends]
