"""The limits of a workbook grow with the catalogue: what the calculator itself exports can be opened again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks._generated import generate_catalogue
from budget.catalogue import Catalogue, find_catalogue, load_catalogue
from budget.engine import compose_package
from budget.export import read_workbook, write_ods, write_workbook
from budget.export.weigh import Limits
from tests.calc import ODS, Calc


def test_limits_grow_with_the_catalogue() -> None:
    """Each of them, and none is below what a catalogue without measures needs."""
    small, large = Limits.of(0), Limits.of(500)
    assert small.at_once < small.in_a_part < small.in_all
    assert (small.at_once, small.in_a_part, small.in_all) < (large.at_once, large.in_a_part, large.in_all)


@pytest.mark.long
@pytest.mark.parametrize("write", [write_workbook, write_ods])
def test_the_workbook_of_a_long_list_is_opened(catalogue: Catalogue, write: Callable[..., bytes]) -> None:
    """Eight times the measures of the report, in either standard."""
    long_list = generate_catalogue(catalogue, 500)
    chosen = tuple(long_list.measures)[::40]
    data = write(compose_package(long_list, chosen), "Proef")
    assert read_workbook(data, long_list).draft.measures == chosen


@pytest.mark.long
def test_the_longest_list_comes_back_as_calc_saves_it(soffice: Calc, tmp_path: Path) -> None:
    """The .ods of 681 measures, which Calc writes larger than the calculator does."""
    longest = load_catalogue(find_catalogue("ombuigingslijst-2021"))
    chosen = tuple(longest.measures)[::50]
    ods = write_ods(compose_package(longest, chosen), "Proef")
    (path,) = soffice.calculate(tmp_path, {"lang": ods}, ODS, "ods").values()
    back = read_workbook(path.read_bytes(), longest)
    assert (back.draft.measures, back.warnings) == (chosen, ())
