"""
Amounts with bounds through the engine, on the invented port.

1. A total holds every sum that its cells leave, and both its ends are reached.
2. Without double counting the bounds hold what trying leaves of every such sum; they follow the sentence of the domain
   at each end by itself.
3. A verdict follows from the bounds: met or not met holds for every sum.
4. The plain sum is there unless a range is in it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from budget.catalogue import Catalogue
from budget.core import DEPENDS, NOT_GIVEN, Amount, Cell, Overlaps, Settings, bounds_of
from budget.engine import (
    Line,
    Package,
    Verdict,
    Why,
    attribute_oda,
    bridge,
    by_readings,
    compare_packages,
    compose_package,
    evaluate_target,
    evaluate_targets,
    package_interval,
    package_once,
    scope_of,
)
from tests.amounts import total
from tests.engine.brute_overlaps import once, once_at
from tests.engine.test_overlaps_brute import with_overlaps

FAR = 40_000
"""How far an open cell is tried, thousands of euro."""


def realised(cell: Cell, chance: random.Random, uncertain: bool = False) -> int:
    """One of the numbers that a cell can be: an end, or one between."""
    if isinstance(cell, int):
        return cell
    found = cell.unsure if uncertain else cell
    low, high = found.lower, found.upper
    low = (high or 0) - FAR if low is None else low
    high = low + FAR if high is None else high
    return chance.choice((low, high, chance.randint(low, high)))


def tried(package: Package, lines: list[Line], place: int, chance: random.Random) -> dict[str, int]:
    """What the chosen measures can be on some lines in a column, drawn."""
    found = dict.fromkeys(package.selection, 0)
    for line in lines:
        found[line.measure] += realised(line.cells[place], chance, line.uncertain)
    return found


def packages(catalogue: Catalogue, settings: Settings, chance: random.Random, number: int) -> Iterator[Package]:
    for _ in range(number):
        yield compose_package(catalogue, [id_ for id_ in catalogue.measures if chance.random() < 0.6], settings)


def within(keur: int, bounds: Amount) -> bool:
    return (bounds.lower is None or bounds.lower <= keur) and (bounds.upper is None or keur <= bounds.upper)


def check(package: Package, chance: random.Random) -> None:
    """Hold the totals, the interval and the verdicts of a package against sums that its cells leave."""
    catalogue, settings, columns = package.catalogue, package.settings, package.catalogue.columns
    interval, far = package_interval(package), package_once(package)
    for place, column in enumerate(columns):
        plain, lines = package.totals[column], list(package.lines)
        cells = [bounds_of(line.cells[place]) for line in lines]
        assert plain.lower == (None if any(c.lower is None for c in cells) else sum(c.lower or 0 for c in cells))
        assert plain.upper == (None if any(c.upper is None for c in cells) else sum(c.upper or 0 for c in cells))
        assert plain.keur == (None if any(c.keur is None for c in cells) else sum(c.keur or 0 for c in cells))
        for end, at, by in (("lower", far[column].lower, plain.lower), ("upper", far[column].upper, plain.upper)):
            assert at == (None if by is None else once_at(package, None, column, end))
        for _ in range(6):
            amounts = tried(package, lines, place, chance)
            alone = once(catalogue, amounts, column, settings)
            assert within(sum(amounts.values()), plain)
            assert within(alone, far[column])
            assert within(sum(amounts.values()), interval[column])
            assert within(alone, interval[column])
    for result in evaluate_targets(package).values():
        bases = scope_of(catalogue, result.target, settings).lines
        lines = [line for line in package.lines if line.base in bases]
        for place, column in enumerate(columns):
            cell = result.cells[column]
            for _ in range(6):
                amounts = tried(package, lines, place, chance)
                found = {sum(amounts.values()), once(catalogue, amounts, column, settings)}
                sums = found if settings.overlaps is Overlaps.BOUNDS else {sum(amounts.values())}
                reached = {
                    keur <= cell.target_keur if result.target.is_cut else keur >= cell.target_keur for keur in sums
                }
                if cell.verdict is not Verdict.UNDETERMINED:
                    assert reached == {cell.verdict is Verdict.MET}


@pytest.mark.parametrize("overlaps", Overlaps)
@pytest.mark.parametrize("number", range(4))
def test_bounds_hold_every_sum(toy_ranges: Catalogue, number: int, overlaps: Overlaps) -> None:
    """On the list as it is, and with records of the same money and of cuts drawn on it."""
    chance = random.Random(number)
    catalogue = with_overlaps(toy_ranges, chance) if number else toy_ranges
    settings = Settings(overlaps=overlaps, delay=chance.randrange(2))
    for package in packages(catalogue, settings, chance, 12):
        check(package, chance)


@pytest.mark.long
@pytest.mark.parametrize("number", range(100, 160))
def test_bounds_hold_every_sum_of_many_more(toy_ranges: Catalogue, number: int) -> None:
    """The same with sixty more sets of records."""
    chance = random.Random(number)
    catalogue = with_overlaps(toy_ranges, chance)
    for package in packages(catalogue, Settings(delay=chance.randrange(2)), chance, 30):
        check(package, chance)


def test_totals_by_hand(toy_ranges: Catalogue) -> None:
    """A range leaves no plain sum, an amount beside an open cost a lower bound, both together what they leave."""
    package = compose_package(toy_ranges, ["kade-breed", "kraan", "steiger"])
    assert list(package.totals.values()) == [
        total(-1_000),
        Amount(None, -13_000, None),
        Amount(None, -15_000, 2_500),
        Amount(None, -22_766, None),
    ]
    assert [found.keur for found in package.savings.values()] == [-5_000, None, None, None]
    assert package.intensifications["2027"] == Amount(None, 10_000, 13_000)
    alone = compose_package(toy_ranges, ["kraan"])
    assert alone.totals["2026"] == Amount(10_000, 10_000, None)


@pytest.mark.parametrize(
    ("ids", "cells"),
    [
        (["boei"], [NOT_GIVEN, 1_000, DEPENDS, Amount(2_000, None, None)]),
        (["sloep"], [0, Amount(None, 3_000, None), Amount(None, None, 4_000), Amount(None, 5_500, None)]),
        (["overslag"], [-1_000, Amount(None, -6_000, -2_000), -3_000, Amount(None, -28_000, -9_000)]),
    ],
)
def test_rows_are_the_records(toy_ranges: Catalogue, ids: list[str], cells: list[Cell]) -> None:
    """What is not given can be anything, and is no zero; the parts of a split range sum to its row."""
    package = compose_package(toy_ranges, ids)
    assert list(package.rows[ids[0]]) == cells
    expected = [replace(bounds_of(cell), given=True) for cell in cells]
    assert [package.totals[column] for column in toy_ranges.columns] == expected


def test_a_range_around_the_target_leaves_no_verdict(toy_ranges: Catalogue) -> None:
    """−25…−10 against −20 is neither met nor not; with 12 more it still is not, with 10 more beside it is met."""
    target = toy_ranges.targets["kade-20"]
    found = {
        ids: evaluate_target(compose_package(toy_ranges, ids, Settings(overlaps=Overlaps.AS_REPORT)), target).cells[
            "2026"
        ]
        for ids in (("kade-breed",), ("kade-breed", "kade-smal"), ("kade-breed", "kraan"))
    }
    assert [(cell.verdict, cell.why) for cell in found.values()] == [
        (Verdict.UNDETERMINED, Why.RANGE),
        (Verdict.MET, Why.NONE),
        (Verdict.NOT_MET, Why.NONE),
    ]
    opened = evaluate_target(compose_package(toy_ranges, ["kade-breed", "loods"]), target).cells["2026"]
    assert (opened.verdict, opened.why) == (Verdict.UNDETERMINED, Why.OPEN_CELLS)
    assert (opened.gap_keur, opened.percent_of_base) == (None, None)


def test_the_same_money_counts_by_each_end(toy_ranges: Catalogue) -> None:
    """−12 and −25…−10 that are one saving are −25 at the least and −12 at the most."""
    package = compose_package(toy_ranges, ["kade-smal", "kade-breed"])
    assert package_once(package)["2026"] == Amount(None, -25_000, -12_000)
    assert package_interval(package)["2026"] == Amount(None, -37_000, -12_000)
    cell = evaluate_target(package, toy_ranges.targets["kade-20"]).cells["2026"]
    assert (cell.as_added, cell.counted_once, cell.why) == (Verdict.MET, Verdict.UNDETERMINED, Why.OVERLAP)


def test_bridges_and_comparisons_tell_what_is_certain(toy_ranges: Catalogue) -> None:
    """The steps of a bridge sum from what is certain of the one package to what is certain of the other."""
    a, b = (compose_package(toy_ranges, ids) for ids in (["kade-breed", "kraan"], ["kade-smal", "steiger"]))
    found = bridge(a, b, "2026")
    assert found.levels == (0, 10_000, 0, -12_000, -10_000)
    assert [step.open_cells for step in found.steps if step.measure == "kade-smal"] == [()]
    assert (found.start, found.end) == (a.totals["2026"], b.totals["2026"])
    assert compare_packages([a, b]).totals[0]["2027"] == Amount(None, -21_000, -6_500)
    ranges = by_readings(a).totals["2027"]
    assert (ranges.one.lower, ranges.one.upper) == (-21_000, -6_500)


def test_the_attribution_splits_each_end(toy: Catalogue) -> None:
    """Who keeps a range sums to it at each end, whatever the share; room and balance follow from the parts."""
    measure = toy.measures["A.1"]
    cells = (Amount(None, -9_001, -4_001), Amount(-5_001, None, -5_001), NOT_GIVEN, -4_000, -4_000, -4_000)
    made = replace(toy, measures=toy.measures | {"A.1": measure.model_copy(update={"effects": cells})})
    result = attribute_oda(compose_package(made, ["A.1"]))
    for column, cell in zip(toy.columns, cells, strict=True):
        split, found = result.columns[column].split, result.columns[column]
        for end in ("keur", "lower", "upper"):
            parts = [getattr(part, end) for part in (split.own, split.oda_room, split.others)]
            whole = getattr(bounds_of(cell), end)
            assert (None if None in parts else sum(parts)) == whole
        assert found.balance.ends == (found.split.own.plus(0)).ends
    first = result.columns["2021"]
    assert (first.room, first.attribution_after, first.net) == (None, None, None)
    assert first.room_bounds.lower == -(first.split.attributed.upper or 0)
    assert first.holds
