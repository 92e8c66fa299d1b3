"""
Composing a package.

1. Composing is order-free.
2. The empty package is zero.
3. A measure's postings sum to its row.
4. The views by variant and by budget line, and savings with intensifications, sum to the totals.
5. Moving a package to a later decision year and composing it can be done in either order.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from budget.catalogue import Catalogue
from budget.core import (
    DEPENDS,
    OPEN_COST,
    OPEN_SAVING,
    Amount,
    Cells,
    RepeatedIdError,
    Settings,
    UnknownIdError,
)
from budget.engine import Package, Totals, compose_package, measure_lines, total_cells
from budget.engine.lines import shift_cells
from tests.amounts import total
from tests.conftest import COLUMNS, DELAYS

LATER = [Settings(delay=delay) for delay in DELAYS]


@pytest.fixture(scope="session", params=["toy", "toy2", "toy_ranges", "catalogue"])
def country(request: pytest.FixtureRequest) -> Catalogue:
    """The invented countries, then the report's own catalogue."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Catalogue)
    return found


def possible(country: Catalogue, settings: Settings) -> Settings:
    """The settings, or the defaults where the country has no later years of decision."""
    return settings if settings.delay < len(country.info.decision.years) else Settings()


def draw_ids(data: st.DataObject, country: Catalogue) -> list[str]:
    return data.draw(st.lists(st.sampled_from(list(country.measures)), unique=True))


def add(country: Catalogue, parts: Iterable[Totals]) -> Totals:
    """Add totals by column: an end that any part lacks, the sum lacks."""
    found = list(parts)

    def end(column: str, name: str) -> int | None:
        values = [getattr(part[column], name) for part in found]
        return None if None in values else sum(values)

    return {column: Amount(*(end(column, name) for name in ("keur", "lower", "upper"))) for column in country.columns}


def amounts(package: Package) -> list[int]:
    return [total.keur for total in package.totals.values()]


# Sums


def test_totals_by_hand(toy: Catalogue) -> None:
    """A.1, A.4 and B.5 sum to -1 + 0.5 - 5 in 2021, and so on."""
    assert amounts(compose_package(toy, ["A.1", "A.4", "B.5"])) == [-5_500, -5_750, -5_625, -7_000, -8_000, -9_000]


@pytest.mark.slow
@runs(deadline=None)
@given(data=st.data(), settings=st.sampled_from(LATER))
def test_composing_is_order_free(country: Catalogue, data: st.DataObject, settings: Settings) -> None:
    """Invariant 1: the same measures in another order are the same package, for any kind of collection."""
    ids = draw_ids(data, country)
    package = compose_package(country, ids, possible(country, settings))
    other = compose_package(country, data.draw(st.permutations(ids)), possible(country, settings))
    assert (other.selection, other.lines, other.clashes) == (package.selection, package.lines, package.clashes)
    assert other.totals == package.totals
    assert compose_package(country, frozenset(ids), possible(country, settings)).selection == package.selection
    assert compose_package(country, iter(ids), possible(country, settings)).selection == package.selection


@pytest.mark.parametrize("settings", LATER)
def test_the_empty_package_is_zero(country: Catalogue, settings: Settings) -> None:
    """Invariant 2: without measures every total is exactly 0 and every view is empty."""
    package = compose_package(country, [], possible(country, settings))
    assert package.totals == package.savings == package.intensifications == add(country, [])
    assert package.by_variant == package.by_budget == package.rows == {}
    assert package.open_cells == package.clashes == package.lines == ()
    assert not package.blocked


@pytest.mark.parametrize("settings", LATER)
def test_postings_sum_to_the_row(country: Catalogue, settings: Settings) -> None:
    """Invariant 3: for every measure and decision year the postings' cells sum to the row's, open cells too."""
    settings = possible(country, settings)
    for id_, measure in country.measures.items():
        lines = measure_lines(country, measure, settings)
        row = compose_package(country, [id_], settings).rows[id_]
        assert total_cells(country.columns, [(line.cells, line.uncertain) for line in lines]) == total_cells(
            country.columns, [(row, measure.direction_uncertain)]
        )


@pytest.mark.slow
@runs(deadline=None)
@given(data=st.data(), settings=st.sampled_from(LATER))
def test_views_sum_to_the_totals(country: Catalogue, data: st.DataObject, settings: Settings) -> None:
    """Invariant 4: by variant and by budget line, amounts and bounds sum to the totals."""
    package = compose_package(country, draw_ids(data, country), possible(country, settings))
    assert add(country, package.by_variant.values()) == package.totals
    assert add(country, package.by_budget.values()) == package.totals
    alone = [compose_package(country, [id_], package.settings).totals for id_ in package.selection]
    assert add(country, alone) == package.totals


@runs(deadline=None)
@given(data=st.data(), settings=st.sampled_from(LATER))
def test_savings_and_intensifications_sum_to_the_totals(
    country: Catalogue, data: st.DataObject, settings: Settings
) -> None:
    """Invariant 4: the amounts of savings, none above 0, and intensifications, none below 0, sum to the totals."""
    package = compose_package(country, draw_ids(data, country), possible(country, settings))
    for column in country.columns:
        saved, spent, whole = package.savings[column], package.intensifications[column], package.totals[column]
        for less, more, both in zip(saved.ends, spent.ends, whole.ends, strict=True):
            assert (less or 0) <= 0 <= (more or 0)
            assert (None if less is None or more is None else less + more) == both


@pytest.mark.parametrize(
    ("ids", "savings", "intensifications"),
    [
        (["A.2", "B.2"], total(-10_000, savings_open=True), total()),  # an open saving beside a known one
        (["A.4", "B.2"], total(savings_open=True), total(1_250)),
        (["A.2", "B.1"], total(-10_000), total(costs_open=True)),  # an open cost is no saving
        (["A.4", "B.1"], total(), total(1_250, costs_open=True)),
        (["A.2", "A.4", "B.3"], total(-10_000, savings_open=True), total(1_250, costs_open=True)),  # depends
        (["A.2", "A.4", "B.4"], total(-10_000, savings_open=True), total(1_250, costs_open=True)),  # not sure
        (["A.2", "A.4"], total(-10_000), total(1_250)),
    ],
)
def test_open_cells_beside_savings_and_intensifications(
    toy: Catalogue, ids: list[str], savings: Amount, intensifications: Amount
) -> None:
    """In 2022 an open cell opens the side on which it may fall, both when that is not sure; amounts stay."""
    package = compose_package(toy, ids)
    assert (package.savings["2022"], package.intensifications["2022"]) == (savings, intensifications)
    assert package.savings["2022"].exact is not savings.savings_open


def test_views_by_hand(toy: Catalogue) -> None:
    """A.3 moves 7 million between two budget lines: its row is 0, its lines are not."""
    package = compose_package(toy, ["A.3", "A.4", "B.5"])
    assert list(package.by_variant) == ["A", "B"]
    assert [package.by_variant["A"][year].keur for year in ("2021", "2023")] == [500, 2_375]
    by_budget = {line: totals["2021"].keur for line, totals in package.by_budget.items()}
    assert by_budget == {"BHOS 4.1": -7_000, "BHOS 4.2": 7_000, "BZ": 500, "JenV 37": -5_000}
    assert package.savings["2021"] == total(-5_000)
    assert package.intensifications["2021"] == total(500)


# Open cells


@pytest.mark.parametrize(
    ("ids", "column", "lower", "upper"),
    [
        (["A.1"], "2021", -1_000, -1_000),
        (["B.1"], "2021", 0, None),
        (["B.1"], "2023", 0, 0),
        (["B.1", "A.1"], "2022", -2_000, None),
        (["B.2"], "structural", None, 0),
        (["B.2", "A.2"], "2025", None, -10_000),
        (["B.3"], "2021", 5_000, 5_000),
        (["B.3"], "2022", None, None),
        (["B.4"], "2021", None, None),
        (["B.1", "B.2"], "2021", None, None),
        (["B.1", "B.2"], "2023", None, 0),
        (["B.1", "B.2", "B.3", "B.4"], "structural", None, None),
    ],
)
def test_bounds(toy: Catalogue, ids: list[str], column: str, lower: int | None, upper: int | None) -> None:
    """An open cost takes the upper bound, an open saving the lower one; what depends or has no sure sign takes both."""
    total = compose_package(toy, ids).totals[column]
    assert (total.lower, total.upper) == (lower, upper)
    assert total.exact == (lower is not None and upper is not None)


@pytest.mark.parametrize("cell", [OPEN_COST, OPEN_SAVING, DEPENDS])
def test_uncertain_direction_leaves_no_bound(cell: Amount) -> None:
    """An open cell whose direction is uncertain takes both bounds, whatever is printed; its amount is not counted."""
    found = total(3).plus(cell, uncertain=True)
    assert (found.keur, found.lower, found.upper) == (3, None, None)


def test_uncertain_direction_does_not_touch_numbers() -> None:
    """A number is exact also in a measure whose open cells have no sure direction."""
    assert total(3).plus(-5, uncertain=True) == total(-2)


def test_open_cells_are_listed(toy: Catalogue) -> None:
    """Every open cell is listed by measure and column with its kind, and whether its direction is sure."""
    package = compose_package(toy, ["B.4", "B.3", "B.1", "A.1"])
    found = [(cell.measure, cell.column, cell.kind, cell.uncertain) for cell in package.open_cells]
    assert found == [
        ("B.1", "2021", OPEN_COST, False),
        ("B.1", "2022", OPEN_COST, False),
        *[("B.3", column, DEPENDS, False) for column in COLUMNS[1:]],
        *[("B.4", column, OPEN_SAVING, True) for column in COLUMNS],
    ]


@runs(deadline=None)
@given(data=st.data(), settings=st.sampled_from(LATER))
def test_a_total_is_exact_without_open_cells_only(country: Catalogue, data: st.DataObject, settings: Settings) -> None:
    """A column's total has both bounds exactly when no open cell is listed for it: none becomes a silent 0."""
    package = compose_package(country, draw_ids(data, country), possible(country, settings))
    for column in country.columns:
        listed = any(cell.column == column for cell in package.open_cells)
        assert package.totals[column].exact is not listed


# Later decisions


def test_cells_move_a_year_and_structural_stays() -> None:
    """Decided later the years begin with zeros and lose their last ones; the structural cell stays."""
    cells: Cells = (1, 2, OPEN_COST, 4, 5, 6)
    assert shift_cells(cells, 0) == cells
    assert shift_cells(cells, 1) == (0, 1, 2, OPEN_COST, 4, 6)
    assert shift_cells(cells, 2) == (0, 0, 1, 2, OPEN_COST, 6)


def test_a_measure_that_states_so_does_not_move(toy: Catalogue) -> None:
    """B.5 keeps its years whatever the decision year; A.2 beside it moves."""
    package = compose_package(toy, ["A.2", "B.5"], Settings(delay=2))
    assert package.rows == {"A.2": (0, 0, -10_000, -10_000, -10_000, -10_000), "B.5": (-5_000,) * 6}
    assert amounts(package) == [-5_000, -5_000, -15_000, -15_000, -15_000, -15_000]


def test_open_cells_move_along(toy: Catalogue) -> None:
    """An open cell moves with its year."""
    package = compose_package(toy, ["B.1"], Settings(delay=1))
    assert [cell.column for cell in package.open_cells] == ["2022", "2023"]
    assert package.totals["2021"] == total()


@pytest.mark.slow
@runs(deadline=None)
@given(data=st.data(), later=st.sampled_from(LATER))
def test_moving_and_composing_commute(country: Catalogue, data: st.DataObject, later: Settings) -> None:
    """Invariant 5: moving the total of what moves, and adding what stays, is composing under the later year."""
    ids = draw_ids(data, country)
    stay = [id_ for id_ in ids if (year := country.measures[id_].decision_year) is not None and not year.moves]
    moving = compose_package(country, set(ids) - set(stay)).totals
    cells: list[Amount] = [moving[column] for column in country.columns]
    later = possible(country, later)
    years, delay = len(country.columns.years), later.delay
    moved = dict(zip(country.columns, [*[total()] * delay, *cells[: years - delay], cells[-1]], strict=True))
    expected = add(country, [moved, compose_package(country, stay).totals])
    assert compose_package(country, ids, later).totals == expected


# Refusals


def test_unknown_and_repeated_ids_are_refused(toy: Catalogue) -> None:
    """A selection with an unknown id or the same id twice is no package."""
    with pytest.raises(UnknownIdError, match=r'found "A\.9"'):
        compose_package(toy, ["A.1", "A.9"])
    with pytest.raises(RepeatedIdError, match=r"found twice: A\.1\. Remove the repetition"):
        compose_package(toy, ["A.1", "B.1", "A.1"])
