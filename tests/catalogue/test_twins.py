"""
The same measure in two installed lists.

1. Every pair names measures that its lists hold, each pair once; `validate` of either list says so when one is gone.
2. Rows are alike by the columns that they share, moved by whole years, exactly or in whole millions; never by chance of
two years.
3. The pairs of the migration report, each found in the printed list by page.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from budget.catalogue import (
    Join,
    TwinSide,
    columns_of,
    hold_twins,
    installed_twins,
    joined,
    known_catalogues,
    likeness,
    read_overview,
    twins,
    twins_of,
)
from budget.catalogue.twins import Likeness, Twin, read_twins
from budget.core import NOT_GIVEN, Cell, Columns, FaultsError

LIST = "ombuigingslijst-2021"
COLUMNS = Columns(("2021", "2022", "2023", "2024"), "structural")
OTHERS = Columns(("2021", "2022", "2023", "2024", "2025"), "later")
MIGRATION = {
    "4.6": (17, Likeness(1, False, True)),
    "4.8": (17, Likeness(1, False, True)),
    "6.2a": (17, Likeness(1, False, True)),
    "3.1.4": (17, Likeness(1, False, True)),
    "4.1": (105, Likeness(1, False, True)),
    "2C.2": (12, Likeness(0, False, True)),
    "2C.3.1": (12, Likeness(1, True, True)),
    "2C.1.2": (104, Likeness(2, True, True)),
    "4.9-1B": (103, Likeness(None, False, False)),
    "4.3b": (None, Likeness(None, False, False)),
}
"""By measure the page of the list that names the report, and how the printed rows compare, read side by side."""


def rows_of(list_: str) -> tuple[Columns, dict[str, dict[str, Cell]]]:
    found = read_overview(known_catalogues()[list_])
    columns = columns_of(found.info)
    return columns, {entry.id: dict(zip(columns.all, entry.cells, strict=True)) for entry in found.entries}


def row(*cells: Cell, columns: Columns = COLUMNS) -> dict[str, Cell]:
    return dict(zip(columns.all, cells, strict=True))


@pytest.mark.slow
def test_every_pair_names_measures_of_its_lists() -> None:
    """In both lists, and no two pairs are the same."""
    named = {side.list for twin in installed_twins() for side in (twin.one, twin.other)}
    for list_ in named:
        hold_twins(list_, rows_of(list_)[1])
    pairs = Counter(
        (twin.one.list, twin.one.measures, twin.other.list, twin.other.measures) for twin in installed_twins()
    )
    assert set(pairs.values()) == {1}


@pytest.mark.figures
def test_the_pairs_of_the_migration_report() -> None:
    """Place and likeness of each, against what the two printed documents show."""
    (first, ours), (second, theirs) = rows_of("bmh-14"), rows_of(LIST)
    for id_, (page, expected) in MIGRATION.items():
        ((twin, own, other),) = twins_of("bmh-14", id_)
        assert twin.page == page, id_
        (there,) = joined(other, theirs)
        assert expected in {likeness(here, first, there, second) for here in joined(own, ours)}, id_
    assert {id_ for twin in installed_twins() if twin.one.list == "bmh-14" for id_ in twin.one.measures} >= {*MIGRATION}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 1000, 2000, 3000, 4000), (0, 1000, 2000, 3000, 9, 4000), Likeness(0, False, True)),
        ((5, 1000, 2000, 3000, 4000), (9, 5, 1000, 2000, 3000, 4000), Likeness(1, False, True)),
        ((NOT_GIVEN, 1000, 2000, 3000, 4000), (0, 1000, 2000, 3000, 9, 4000), Likeness(0, False, True)),
        ((0, 1400, -2499, 3000, 4000), (0, 1000, -2000, 3000, 9, 4000), Likeness(0, True, True)),
        ((0, 1000, 2000, 3000, 4000), (9, 9, 9, 9, 9, 4000), Likeness(None, False, True)),
        ((0, 1000, 2000, 3000, 4000), (0, 1000, 2000, 3000, 9, 5000), Likeness(None, False, False)),
        ((0, 1000, -2500, 3000, 4000), (0, 1000, -2000, 3000, 9, 4000), Likeness(None, False, True)),
    ],
)
def test_rows_are_compared_by_the_columns_that_they_share(
    one: tuple[Cell, ...], other: tuple[Cell, ...], expected: Likeness
) -> None:
    """Same years, moved ones, blank ones, rounded ones, and others."""
    assert likeness(row(*one), COLUMNS, row(*other, columns=OTHERS), OTHERS) == expected


def test_two_years_in_common_prove_nothing() -> None:
    """Lists that share too few years are compared by their structural amount alone."""
    late = Columns(("2024", "2025"), "later")
    found = likeness(row(7000, 7000, 7000, 7000, 1), COLUMNS, row(7000, 7000, 1, columns=late), late)
    assert found == Likeness(None, False, True)


def test_several_measures_are_added_or_stand_for_options() -> None:
    """The sum of their rows, or each row by itself."""
    rows = {"a": row(1, 2, 3, 4, 5), "b": row(10, 20, 30, 40, 50)}
    side = {"list": "x", "measures": ("a", "b")}
    assert joined(TwinSide.model_validate(side), rows) == [row(11, 22, 33, 44, 55)]
    assert joined(TwinSide.model_validate(side | {"join": Join.ONE_OF.value}), rows) == [rows["a"], rows["b"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- one: {list: a, measures: [x]}\n  other: {list: b, measures: [y]}\n  grade: certain\n", "twin_without_page"),
        ("- one: {list: a, measures: [x]}\n  other: {list: a, measures: [y]}\n  grade: likely\n", "twin_of_one_list"),
    ],
)
def test_a_pair_that_says_too_little_is_refused(tmp_path: Path, text: str, code: str) -> None:
    """A certain pair without its place, and two measures of one list."""
    path = tmp_path / "twins.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(FaultsError) as refused:
        read_twins(path)
    assert [fault.message.code for fault in refused.value.faults] == [code]


def test_a_measure_that_is_gone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With file, line and field, for the list that is checked alone."""
    path = tmp_path / "twins.yaml"
    path.write_text("- one: {list: a, measures: [x]}\n  other: {list: b, measures: [y, z]}\n  grade: likely\n", "utf-8")
    monkeypatch.setattr(twins, "FILE", path)
    hold_twins("a", ["x"])
    with pytest.raises(FaultsError) as refused:
        hold_twins("b", ["y", "zz"])
    (fault,) = refused.value.faults
    assert (fault.line, fault.field, fault.message.code) == (2, "[0].other.measures[1]", "unknown_measure")
    assert isinstance(read_twins(path)[0].record, Twin)
