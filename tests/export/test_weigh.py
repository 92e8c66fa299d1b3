"""The limits of a workbook grow with the catalogue: what the calculator itself exports can be opened again."""

from __future__ import annotations

import pytest

from benchmarks._generated import generate_catalogue
from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.export import read_workbook, write_workbook
from budget.export.weigh import Limits


def test_limits_grow_with_the_catalogue() -> None:
    """Each of them, and none is below what a catalogue without measures needs."""
    small, large = Limits.of(0), Limits.of(500)
    assert small.at_once < small.in_a_part < small.in_all
    assert (small.at_once, small.in_a_part, small.in_all) < (large.at_once, large.in_a_part, large.in_all)


@pytest.mark.long
def test_the_workbook_of_a_long_list_is_opened(catalogue: Catalogue) -> None:
    """Eight times the measures of the report."""
    long_list = generate_catalogue(catalogue, 500)
    chosen = tuple(long_list.measures)[::40]
    data = write_workbook(compose_package(long_list, chosen), "Proef")
    assert read_workbook(data, long_list).draft.measures == chosen
