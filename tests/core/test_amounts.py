"""
Amounts with bounds.

1. Adding goes end by end, in any order, and holds every sum of what the cells can be.
2. The two sides of a cell, its saving and its cost, sum to it at each end.
3. What is certain of an amount is the number in it that is nearest to 0.
4. A cell is read back as it was written.
"""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.core import (
    DEPENDS,
    NOT_GIVEN,
    OPEN_COST,
    OPEN_SAVING,
    Amount,
    Cell,
    add_cells,
    between,
    bounds_of,
    certain_keur,
    one_sided,
    plain,
    read_cell,
    write_cell,
)

KEUR = st.integers(-50, 50)
RANGES = st.tuples(KEUR, KEUR).filter(lambda ends: ends[0] < ends[1]).map(lambda ends: Amount(None, *ends))
BESIDE = st.integers(1, 50).flatmap(
    lambda keur: st.sampled_from([Amount(keur, keur, None), Amount(-keur, None, -keur), Amount(keur, None, None)])
)
BOUNDS = KEUR.flatmap(lambda keur: st.sampled_from([Amount(None, keur, None), Amount(None, None, keur)]))
OPEN = st.sampled_from([OPEN_COST, OPEN_SAVING, DEPENDS, NOT_GIVEN])
CELLS = st.one_of(KEUR, RANGES, BESIDE, BOUNDS, OPEN)


def within(keur: int, cell: Cell) -> bool:
    found = bounds_of(cell)
    return (found.lower is None or found.lower <= keur) and (found.upper is None or keur <= found.upper)


@given(cells=st.lists(CELLS, max_size=5), data=st.data())
def test_a_sum_holds_every_sum_of_its_cells(cells: list[Cell], data: st.DataObject) -> None:
    """Each cell at one of its numbers: their sum lies within; adding one by one in another order is the same."""
    tried = []
    for cell in cells:
        found = bounds_of(cell)
        low = (found.upper or 0) - 100 if found.lower is None else found.lower
        high = low + 200 if found.upper is None else found.upper
        tried.append(data.draw(st.integers(low, max(low, high))))
    assert within(sum(tried), add_cells(cells))
    one_by_one = reduce(lambda total, cell: total.plus(cell), data.draw(st.permutations(cells)), Amount())
    assert bounds_of(add_cells(cells)).ends == one_by_one.ends


@given(cell=CELLS)
def test_the_sides_of_a_cell_sum_to_it(cell: Cell) -> None:
    """A saving is never above 0 and a cost never below; a range across 0 has both."""
    saving, cost = (bounds_of(one_sided(cell, saves)) for saves in (True, False))
    for less, more, whole in zip(saving.ends, cost.ends, bounds_of(cell).ends, strict=True):
        assert (less or 0) <= 0 <= (more or 0)
        assert (None if less is None or more is None else less + more) == whole


@given(cell=CELLS)
def test_what_is_certain_is_nearest_to_nothing(cell: Cell) -> None:
    """Of a range the end nearest to 0; the amount beside something open; the number itself."""
    keur = certain_keur(cell)
    known = bounds_of(cell).keur
    assert within(keur, cell)
    if known is not None:
        assert keur == known
    else:
        assert not any(within(nearer, cell) for nearer in range(-abs(keur) + 1, abs(keur)))


@given(cell=CELLS)
def test_a_cell_is_read_as_it_was_written(cell: Cell) -> None:
    """In the form of a record, thousands of euro."""
    assert read_cell(write_cell(cell)) == cell


@pytest.mark.parametrize(
    "value",
    [
        *(
            None,
            True,
            1.5,
            "PM",
            [],
            {},
            {"from": 1},
            {"from": 2, "to": 1},
            {"from": 1, "to": 1},
            {"from": 1, "to": "2"},
        ),
        *({"amount": 1}, {"amount": 1, "open": "PM"}, {"amount": "1", "open": "+"}, {"at_least": None}, {"least": 1}),
    ],
)
def test_what_is_no_cell_is_refused(value: object) -> None:
    """A file of another shape is not read as something else."""
    with pytest.raises(ValueError, match="is not a cell"):
        read_cell(value)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Amount(None, -25_000, -10_500), "-25…-10.5"),
        (Amount(10_000, 10_000, None), "10 +"),
        (Amount(-5_000, None, -5_000), "-5 -"),
        (Amount(None, 0, None), ">=0"),
        (Amount(None, None, 0), "<=0"),
        (NOT_GIVEN, "not given"),
    ],
)
def test_plain_writes_the_ends(cell: Amount, text: str) -> None:
    """For logs and the command line, EUR million with a decimal point."""
    assert plain(cell) == text


def test_uncertain_direction_leaves_stated_ends() -> None:
    """What is open may go either way; a range and a bound that the source states stay."""
    assert Amount(10, 10, None).unsure == Amount(10, None, None)
    assert Amount(None, 10, None).unsure == Amount(None, 10, None)
    assert between(3, 3) == Amount(3, 3, 3)
    assert Amount(None, -3, 5).negated == Amount(None, -5, 3)
