"""
The sheet Stapeling: what piles up at each body, as the list adds and with no money counted twice.

1. By hand: two that are the same money, and a cut beside a saving. 2. A row for what is left stands where the engine
can find less. 3. A toggle changes both rows, as the engine has it.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import Package, StackBy, compose_package, stack_package
from budget.export import write_workbook
from budget.export.sheets.overlap_stacks import overlapping_stacks
from tests.calc import Calc
from tests.export.agreement import state_faults
from tests.export.test_workbook_overlaps import drawn
from tests.export.workbook_tools import open_book, random_packages, results

COA = "body:coa:savings"


@pytest.mark.slow
def test_what_counts_twice_at_a_body_stands_below_it(exported: bytes, package: Package) -> None:
    """COA's savings of the report's package, as in the CSV: less where its cut falls on what its savings leave."""
    book = open_book(exported)
    found = results(book)
    (coa,) = (stack for stack in stack_package(package, StackBy.BODY) if stack.name == "COA")
    assert found[COA] == [total.keur / 1000 for total in coa.savings.plain.values() if total.keur is not None]
    assert found[f"{COA}:once"] == [total.keur / 1000 for total in coa.savings.once.values() if total.keur is not None]
    assert found[COA][-1] < found[f"{COA}:once"][-1] < 0
    rows = [row[:2] for row in book["Stapeling"].iter_rows(values_only=True)]
    at = rows.index(("COA", "Besparingen"))
    assert rows[at + 1] == ("COA", "Besparingen zonder dubbeltelling")


@pytest.mark.slow
def test_by_hand_of_two_that_are_one_saving_the_larger_is_left(catalogue: Catalogue) -> None:
    """6.1 and 6.2b are one saving of 25 and 58 at COA: −83 as the list adds, −58 when nothing counts twice."""
    found = results(open_book(write_workbook(compose_package(catalogue, ["6.1", "6.2b"]))))
    assert (found[COA][-1], found[f"{COA}:once"][-1]) == (-83, -58)


@pytest.mark.parametrize("name", ["toy", "toy2"])
def test_where_no_such_row_stands_nothing_counts_twice(request: pytest.FixtureRequest, name: str) -> None:
    """Of drawn overlaps: whoever has less once has a row, and there are some of both kinds."""
    with_row, differ = 0, 0
    for number in range(12):
        country = drawn(request.getfixturevalue(name), random.Random(number))
        rows = {(one.body, one.saves) for one in overlapping_stacks(country)}
        with_row += len(rows)
        for ids, settings in random_packages(country, 8, number):
            for stack in stack_package(compose_package(country, ids, settings), StackBy.BODY):
                twice = {saves for saves, side in ((True, stack.savings), (False, stack.costs)) if side.twice}
                differ += len(twice)
                assert {(stack.name.casefold(), saves) for saves in twice} <= rows
    assert min(with_row, differ) > 0


@pytest.mark.slow
def test_a_toggle_changes_what_is_left(toy_ranges: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """In Calc, where amounts have bounds too: one of two that share money, both, and a cut beside a saving."""
    kept = ["kade-smal"], ["kade-smal", "kade-breed"], ["korting", "loods"], list(toy_ranges.measures)
    data = write_workbook(compose_package(toy_ranges, []))
    assert any(key.endswith("savings:once_lower") for key in results(open_book(data)))
    assert state_faults(soffice, tmp_path, toy_ranges, data, [(ids, Settings()) for ids in kept]) == []
