"""The sheet Verloop: sums over the years and the change from year to year, without the structural amount."""

from __future__ import annotations

import pytest

from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.export import write_workbook
from tests.export.workbook_tools import open_book, results


@pytest.mark.slow
def test_years_are_added_up_and_compared_also_where_one_is_missing(toy2: Catalogue) -> None:
    """By hand: 2028 is no column, so 2029 is held against 2027, as the head says; the structural amount is no year."""
    book = open_book(write_workbook(compose_package(toy2, ["sluis-a"])))
    found = {key: [cell or None for cell in cells] for key, cells in results(book).items() if key.startswith("total")}
    assert found["total"] == [-1, -2, -4, -11.871, -11.871]
    assert found["total:added"] == [-1, -3, -7, -18.871, None]
    assert found["total:change"] == [None, -1, -2, -7.871, None]
    heads = [[cell for cell in row if cell] for row in book["Verloop"].iter_rows(values_only=True)]
    assert ["Verandering ten opzichte van de kolom ervoor", "2026", "2027", "2029", "2030", "Evenwicht"] in heads
    assert ["Opgeteld over de jaren", "2026", "2027", "2029", "2030", "Evenwicht"] in heads
