"""
The sheet of conditions.

1. In Calc it says of every choice what the engine says.
2. A workbook with an unmet condition opens again as it was; a list without conditions has no such sheet.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import compose_package
from budget.export import read_workbook, write_workbook
from tests.calc import Calc
from tests.engine.test_requirements import requiring
from tests.export.workbook_tools import flip, open_book, opened

SHEET = "Vereisten"


@pytest.fixture
def needy(toy: Catalogue) -> Catalogue:
    """The toy country with two conditions, one of them on either of two measures."""
    first, second, third, fourth, *_ = toy.measures
    return replace(toy, requirements=(requiring((first, second), (third,)), requiring((third,), (second, fourth))))


def said(book: object) -> list[bool]:
    rows = list(book[SHEET].iter_rows(min_row=4, max_row=5, values_only=True))  # type: ignore[index]  # openpyxl is untyped
    return [row[3] == "ontbreekt" for row in rows]


def expected(catalogue: Catalogue, ids: tuple[str, ...]) -> list[bool]:
    missing = {item.requirement.id for item in compose_package(catalogue, ids).unmet}
    return [record.id in missing for record in catalogue.requirements]


@pytest.mark.long
def test_calc_says_what_is_missing(needy: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """Every choice of the four measures, typed into one workbook."""
    ids = tuple(needy.measures)[:4]
    blank = write_workbook(compose_package(needy, ()), "leeg")
    choices = {str(n): tuple(id_ for at, id_ in enumerate(ids) if n >> at & 1) for n in range(16)}
    files = {name: flip(blank, needy, chosen, Settings()) for name, chosen in choices.items()}
    found = {name: said(book) for name, book in opened(soffice.calculate(tmp_path, files))}
    assert found == {name: expected(needy, chosen) for name, chosen in choices.items()}
    assert len({tuple(states) for states in found.values()}) == 3  # never both at once


@pytest.mark.slow
def test_a_workbook_with_an_unmet_condition_opens_again(needy: Catalogue, toy: Catalogue) -> None:
    """The choice comes back, its cached cells say what is missing; without conditions there is no sheet."""
    ids = tuple(needy.measures)[:1]
    data = write_workbook(compose_package(needy, ids), "een")
    assert said(open_book(data)) == expected(needy, ids) == [True, False]
    assert read_workbook(data, needy, "een.xlsx").draft.measures == ids
    assert SHEET not in open_book(write_workbook(compose_package(toy, ids), "een")).sheetnames
