"""
What overlaps leave of a package, by hand, on the invented country.

1. Of measures that are the same money only the largest sum counts of which no two share a record; groups are reached by
way of others too. 2. A cut gets smaller by its percentage of each saving that still counts, a yearly cut by that of the
year. 3. A verdict by bounds must hold at both ends; as the list adds only at the first. 4. Open cells stay open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue, Conflict, ConflictKind, Counting, Evidence, Text
from budget.core import Overlaps, Settings, between
from budget.engine import (
    TargetCell,
    Verdict,
    Why,
    compose_package,
    evaluate_target,
    package_interval,
    package_once,
    target_amounts,
)
from tests.amounts import total
from tests.conftest import COLUMNS, STRUCTURAL

WORDS = Text(nl="verzonnen", en="invented")


def record(counting: Counting | None, *sides: Iterable[str]) -> Conflict:
    kind = ConflictKind.EXCLUSIVE if counting is None else ConflictKind.OVERLAP
    return Conflict(
        id="-".join(id_ for side in sides for id_ in side),
        kind=kind,
        counting=counting,
        sides=tuple(tuple(side) for side in sides),
        title=WORDS,
        evidence=Evidence.ASSUMPTION,
        reason=WORDS,
    )


def same(*ids: str) -> Conflict:
    return record(Counting.SAME_MONEY, *([id_] for id_ in ids))


def country(toy: Catalogue, *conflicts: Conflict) -> Catalogue:
    """The invented country with other conflicts."""
    return replace(toy, conflicts=conflicts)


def with_row(toy: Catalogue, id_: str, keur: int) -> Catalogue:
    """The invented country with another amount of a measure, in every column."""
    measure = toy.measures[id_].model_copy(update={"effects": (keur,) * len(COLUMNS)})
    return replace(toy, measures={**toy.measures, id_: measure})


def once(toy: Catalogue, *ids: str, settings: Settings | None = None, column: str = STRUCTURAL) -> int:
    return package_once(compose_package(toy, ids, settings or Settings()))[column].keur


def cell(toy: Catalogue, *ids: str, settings: Settings | None = None, target: str = "main-20") -> TargetCell:
    package = compose_package(toy, ids, settings or Settings())
    return evaluate_target(package, toy.targets[target]).cells[STRUCTURAL]


# The same money


def test_the_largest_of_the_same_money_counts(full: Catalogue) -> None:
    """A.2 saves 10 and B.5 the same 5: −15 as the list adds, −10 once; an overlap without counting takes nothing."""
    package = compose_package(full, ("A.2", "B.5"))
    assert package.totals[STRUCTURAL].keur == -15_000
    assert package_once(package)[STRUCTURAL].keur == -10_000
    assert package_interval(package)[STRUCTURAL] == between(-15_000, -10_000)
    kept = tuple(conflict for conflict in full.conflicts if conflict.counting is Counting.UNQUANTIFIED)
    assert once(replace(full, conflicts=kept), "A.2", "B.5") == -15_000


@pytest.mark.parametrize(
    ("conflicts", "keur"),
    [
        ((same("A.1", "A.2", "B.5"),), -10_000),
        ((same("A.1", "A.2"), same("A.2", "B.5")), -11_000),  # A.1 and B.5 share nothing: 6 + 5 is more than 10
        ((same("A.1", "A.2"), same("A.2", "B.5"), same("A.1", "B.5")), -10_000),
        ((record(Counting.SAME_MONEY, ["A.1", "B.5"], ["A.2"]),), -11_000),  # on one side they share nothing
        ((same("A.1", "B.5"),), -16_000),  # A.2 stands outside the group
        ((), -21_000),
    ],
)
def test_groups_of_the_same_money(toy: Catalogue, conflicts: tuple[Conflict, ...], keur: int) -> None:
    """Of A.1 (−6), A.2 (−10) and B.5 (−5) those count that share no record and save most together."""
    assert once(country(toy, *conflicts), "A.1", "A.2", "B.5") == keur


def test_each_column_by_itself(toy: Catalogue) -> None:
    """A.1 grows from 1 to 6 beside B.5's 5: B.5 counts until they tie in 2025, A.1 structurally."""
    package = compose_package(country(toy, same("A.1", "B.5")), ("A.1", "B.5"))
    assert [package_once(package)[column].keur for column in COLUMNS] == [-5_000] * 5 + [-6_000]


def test_a_tie_goes_to_the_first_of_the_list(toy: Catalogue) -> None:
    """A cost of 5 and a saving of 5 that share: the first of the list counts, whatever the order of choosing."""
    found = country(with_row(toy, "A.2", 5_000), same("B.5", "A.2"))
    assert once(found, "A.2", "B.5") == once(found, "B.5", "A.2") == 5_000


def test_open_cells_stay_open(toy: Catalogue) -> None:
    """What has no amount takes nothing away, and its bound stays open at both ends."""
    package = compose_package(country(toy, same("A.2", "B.2", "B.5")), ("A.2", "B.2", "B.5"))
    assert package_once(package)[STRUCTURAL] == total(-10_000, savings_open=True)
    assert package_interval(package)[STRUCTURAL] == between(None, -10_000)


# A cut after a saving


@pytest.mark.parametrize(
    ("values", "settings", "taken"),
    [
        ({}, Settings(), (250, 500, 750, 1_000, 1_000, 1_000)),  # 5% of 5,000, each year 5% more, 20% at most
        ({"step": 4}, Settings(), (200, 400, 600, 800, 1_000, 1_000)),
        ({"ceiling": 10}, Settings(), (250, 500, 500, 500, 500, 500)),
        ({"step": 0}, Settings(), (0,) * 6),
        ({}, Settings(delay=1), (0, 250, 500, 750, 1_000, 1_000)),  # B.5 stays, the cut starts a year later
        ({}, Settings(delay=2), (0, 0, 250, 500, 750, 1_000)),
    ],
)
def test_a_yearly_cut_after_a_saving(
    full: Catalogue, values: dict[str, int], settings: Settings, taken: tuple[int, ...]
) -> None:
    """A.1 cuts what B.5 leaves: its percentage of the year on 5,000 is not cut a second time."""
    for dial, value in values.items():
        settings = settings.turned("A.1", dial, Decimal(value))
    package = compose_package(full, ("A.1", "B.5"), settings)
    found = package_once(package)
    assert tuple(found[column].keur - package.totals[column].keur for column in COLUMNS) == taken


@pytest.mark.parametrize(
    ("percent", "saving_keur", "taken"),
    [("20", -5_000, 1_000), ("15", -5_010, 752), ("20", 5_000, 0), ("0", -5_000, 0)],
)
def test_a_plain_cut_after_a_saving(full: Catalogue, percent: str, saving_keur: int, taken: int) -> None:
    """A.2 takes its percentage of what B.5 saves in every column, half a thousand away from zero; of a cost nothing."""
    found = country(with_row(full, "B.5", saving_keur), record(Counting.CUT_AFTER_SAVING, ["A.2"], ["B.5"]))
    settings = Settings() if percent == "20" else Settings().turned("A.2", "percent", Decimal(percent))
    settings = settings.turned("B.5", "people", None)
    package = compose_package(found, ("A.2", "B.5"), settings)
    for column in COLUMNS:
        assert package_once(package)[column].keur - package.totals[column].keur == taken


def test_a_cut_takes_only_savings_that_still_count(full: Catalogue) -> None:
    """B.5 is A.2's own money and counts no more: A.1's 20% falls on A.2's 10,000 alone."""
    cut = record(Counting.CUT_AFTER_SAVING, ["A.1"], ["A.2", "B.5"])
    found = country(full, same("A.2", "B.5"), cut)
    assert once(found, "A.1", "A.2", "B.5") == -4_000 - 10_000 + 2_000
    assert once(country(full, cut), "A.1", "A.2", "B.5") == -4_000 - 15_000 + 2_000 + 1_000


def test_a_measure_without_dials_is_no_cut(toy: Catalogue) -> None:
    """Where the list gives no percentage nothing can be taken."""
    found = country(toy, record(Counting.CUT_AFTER_SAVING, ["A.1"], ["B.5"]))
    assert once(found, "A.1", "B.5") == -11_000


# Verdicts


@pytest.mark.parametrize(
    ("overlaps", "verdict", "why"),
    [(Overlaps.BOUNDS, Verdict.UNDETERMINED, Why.OVERLAP), (Overlaps.AS_REPORT, Verdict.MET, Why.NONE)],
)
def test_verdict_under_either_setting(toy: Catalogue, overlaps: Overlaps, verdict: Verdict, why: Why) -> None:
    """−11 meets −10 as the list adds, −6 once does not; by bounds that is no verdict."""
    found = country(toy, same("A.1", "B.5"))
    column = cell(found, "A.1", "B.5", settings=Settings(overlaps=overlaps))
    assert (column.effect.keur, column.once.keur) == (-11_000, -6_000)
    assert (column.as_added, column.counted_once) == (Verdict.MET, Verdict.NOT_MET)
    assert (column.verdict, column.why, column.interval) == (verdict, why, between(-11_000, -6_000))


def test_verdict_that_holds_at_both_ends(full: Catalogue) -> None:
    """−15 and −10 both meet −10: met, also by bounds."""
    column = cell(full, "A.2", "B.5")
    assert (column.verdict, column.as_added, column.counted_once) == (Verdict.MET,) * 3


def test_open_cells_are_the_reason_before_overlaps(toy: Catalogue) -> None:
    """With an open cost neither end is sure, so the reason is the open cell."""
    column = cell(country(toy, same("A.1", "B.5")), "A.1", "B.5", "B.3")
    assert (column.verdict, column.why) == (Verdict.UNDETERMINED, Why.OPEN_CELLS)


def test_exclusive_measures_take_the_verdict_only_where_one_counts(toy: Catalogue) -> None:
    """A.3 and A.4 exclude each other on T-aid and nowhere: no verdict on everything, still one on the main line."""
    found = country(toy, record(None, ["A.3"], ["A.4"]))
    main = cell(found, "A.2", "A.3", "A.4")
    whole = cell(found, "A.2", "A.3", "A.4", settings=Settings(scope="whole"))
    assert (main.verdict, main.why) == (Verdict.MET, Why.NONE)
    assert (whole.verdict, whole.why) == (Verdict.UNDETERMINED, Why.EXCLUSIVE)


def test_target_amounts_by_setting(toy: Catalogue) -> None:
    """20% of 50 in 2021, of everything 100, and of each year's own base."""
    target = toy.targets["main-20"]
    assert set(target_amounts(toy, target, Settings()).values()) == {(50_000, -10_000)}
    assert set(target_amounts(toy, target, Settings(scope="whole")).values()) == {(100_000, -20_000)}
