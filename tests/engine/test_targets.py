"""
Targets, held against the invented country by hand.

Its main line is 50, 40, 30, 30 million in 2021-2024, so -20% of 2021 is -10; with the two other lines 100, 90, 80, 80.

1. A verdict is met or not met only when every amount that the open cells may take agrees with it.
2. Columns after the base's last year take that last year.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from budget.catalogue import Catalogue
from budget.core import Amount, Basis, Settings
from budget.engine import (
    TargetCell,
    Verdict,
    Why,
    base_year,
    compose_package,
    evaluate_target,
    evaluate_targets,
    judge,
)
from tests.amounts import total
from tests.conftest import COLUMNS

MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
OWN_YEAR = Settings(basis=Basis.OWN_YEAR)
WHOLE = Settings(scope="whole")


def held(toy: Catalogue, ids: list[str], target: str = "main-20", settings: Settings | None = None) -> list[TargetCell]:
    """The cells of a target held against these measures."""
    package = compose_package(toy, ids, settings or Settings())
    return list(evaluate_targets(package)[target].cells.values())


def verdicts(
    toy: Catalogue, ids: list[str], target: str = "main-20", settings: Settings | None = None
) -> list[Verdict]:
    return [cell.verdict for cell in held(toy, ids, target, settings)]


# Verdicts


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([], [NOT_MET] * 6),
        (["A.2"], [MET] * 6),  # exactly -10
        (["A.1"], [NOT_MET] * 6),
        (["A.1", "B.5"], [NOT_MET] * 4 + [MET] * 2),  # -6, -7, -8, -9, -10, -11
        (["A.4"], [NOT_MET] * 6),  # counts towards no line
        (["A.3"], [NOT_MET] * 6),  # moves money between other lines
        (["B.2"], [OPEN] * 6),  # an open saving may reach it
        (["B.2", "A.2"], [MET] * 6),  # reached without the open saving
        (["B.1"], [NOT_MET] * 6),  # an open cost only takes it further away
        (["B.1", "A.2"], [OPEN] * 2 + [MET] * 4),  # an open cost may spoil it
        (["B.3"], [NOT_MET] + [OPEN] * 5),  # 5, then unknown
        (["B.4"], [OPEN] * 6),  # the direction is uncertain
        (["B.4", "A.2"], [OPEN] * 6),
    ],
)
def test_verdict_on_a_cut(toy: Catalogue, ids: list[str], expected: list[Verdict]) -> None:
    """A cut of 10 is met by -10 or less for sure, not met when it is out of reach, else not to be determined."""
    assert verdicts(toy, ids) == expected


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ([], [NOT_MET] * 6),
        (["A.2"], [NOT_MET] * 6),
        (["B.1"], [OPEN] * 2 + [NOT_MET] * 4),  # an open cost may reach it
        (["B.2"], [NOT_MET] * 6),  # an open saving never does
        (["B.1", "B.2"], [OPEN] * 2 + [NOT_MET] * 4),
        (["B.3"], [NOT_MET] + [OPEN] * 5),
        (["B.4"], [OPEN] * 6),
        (["B.3", "A.2"], [NOT_MET] + [OPEN] * 5),
    ],
)
def test_verdict_on_a_rise(toy: Catalogue, ids: list[str], expected: list[Verdict]) -> None:
    """A rise of 10 is judged the other way round."""
    assert verdicts(toy, ids, "main+20") == expected


@pytest.mark.parametrize(
    ("ids", "expected"), [(["B.3"], MET), (["B.3", "B.1"], MET), (["B.3", "B.2"], OPEN), (["A.2"], NOT_MET)]
)
def test_rise_that_is_met(toy: Catalogue, ids: list[str], expected: Verdict) -> None:
    """A rise of 10% (5 million) is met by B.3's 5 in 2021, an open cost beside it or not, but not for sure by less."""
    target = toy.targets["main+20"].model_copy(update={"percent": 10})
    assert evaluate_target(compose_package(toy, ids), target).cells["2021"].verdict is expected


@pytest.mark.parametrize(
    ("total", "cut", "rise"),
    [
        (total(-10), MET, NOT_MET),
        (total(-9), NOT_MET, NOT_MET),
        (total(0), NOT_MET, NOT_MET),
        (total(9), NOT_MET, NOT_MET),
        (total(10), NOT_MET, MET),
        (total(-10, savings_open=True), MET, NOT_MET),
        (total(-9, savings_open=True), OPEN, NOT_MET),
        (total(10, savings_open=True), OPEN, OPEN),
        (total(-10, costs_open=True), OPEN, OPEN),
        (total(9, costs_open=True), NOT_MET, OPEN),
        (total(10, costs_open=True), NOT_MET, MET),
        (total(-10, costs_open=True, savings_open=True), OPEN, OPEN),
        (total(10, costs_open=True, savings_open=True), OPEN, OPEN),
    ],
)
def test_judging_by_bounds(total: Amount, cut: Verdict, rise: Verdict) -> None:
    """The limit itself is met, and bounds decide where cells are open: for -10 and for +10."""
    assert judge(total, -10, at_most=True) is cut
    assert judge(total, 10, at_most=False) is rise


@runs(deadline=None)
@given(st.integers(-30, 30), st.booleans(), st.booleans(), st.integers(-20, 20).filter(bool))
def test_verdict_holds_whatever_the_open_cells_are(keur: int, cost: bool, saving: bool, target: int) -> None:
    """Invariant 1: met when every possible amount meets it, not met when none does, undetermined in between."""
    costs, savings = range(200) if cost else [0], range(200) if saving else [0]
    possible = {keur + more - less for more, less in product(costs, savings)}
    meeting = {amount <= target if target < 0 else amount >= target for amount in possible}
    expected = MET if meeting == {True} else NOT_MET if meeting == {False} else OPEN
    assert judge(total(keur, cost, saving), target, at_most=target < 0) is expected


# Exclusive measures


def test_exclusive_measures_get_no_verdict(toy: Catalogue) -> None:
    """A package with measures that exclude each other gets no verdict, though its sum is -11 or less; it says why."""
    cells = held(toy, ["A.1", "A.2"])
    assert {(cell.verdict, cell.why) for cell in cells} == {(OPEN, Why.EXCLUSIVE)}
    assert cells[0].effect == total(-11_000)
    assert {cell.why for cell in held(toy, ["A.1", "A.2", "B.2"], "main+20")} == {Why.EXCLUSIVE}


def test_overlapping_measures_get_a_verdict(toy: Catalogue) -> None:
    """Measures that overlap are a warning, no obstacle."""
    assert verdicts(toy, ["A.2", "B.5"]) == [MET] * 6


def test_reason_of_a_verdict(toy: Catalogue) -> None:
    """Only a verdict that cannot be determined has a reason: open cells."""
    assert [cell.why for cell in held(toy, ["B.3"])] == [Why.NONE] + [Why.OPEN_CELLS] * 5
    assert [cell.why for cell in held(toy, ["A.2"])] == [Why.NONE] * 6


# Amounts


def test_amounts_by_the_report_s_year(toy: Catalogue) -> None:
    """On the report's basis every column has the base of the target's own year."""
    cells = held(toy, ["A.1"])
    assert [cell.base_keur for cell in cells] == [50_000] * 6
    assert [cell.target_keur for cell in cells] == [-10_000] * 6
    assert [cell.gap_keur for cell in cells] == [9_000, 8_000, 7_000, 6_000, 5_000, 4_000]


def test_amounts_by_each_year_s_own_base(toy: Catalogue) -> None:
    """On the basis of own years each column has its own base; 2025 and structural that of 2024 (invariant 2)."""
    cells = held(toy, ["A.1"], settings=OWN_YEAR)
    assert [cell.base_keur for cell in cells] == [50_000, 40_000, 30_000, 30_000, 30_000, 30_000]
    assert [cell.target_keur for cell in cells] == [-10_000, -8_000, -6_000, -6_000, -6_000, -6_000]
    assert [cell.gap_keur for cell in cells] == [9_000, 6_000, 3_000, 2_000, 1_000, 0]
    assert [cell.verdict for cell in cells] == [NOT_MET] * 5 + [MET]


@pytest.mark.parametrize(
    ("column", "report", "own"),
    [("2021", "2023", "2021"), ("2024", "2023", "2024"), ("2025", "2023", "2024"), ("structural", "2023", "2024")],
)
def test_base_year(toy: Catalogue, column: str, report: str, own: str) -> None:
    """The report's basis takes the target's reference year, the other one the column's or the last there is."""
    target = toy.targets["main-20"].model_copy(update={"reference_year": "2023"})
    assert base_year(toy.base, target, column, Settings()) == report
    assert base_year(toy.base, target, column, OWN_YEAR) == own


def test_reference_year_decides_the_amount(toy: Catalogue) -> None:
    """With 2023 as its year the same target asks for -6 in every column."""
    target = toy.targets["main-20"].model_copy(update={"reference_year": "2023"})
    cells = evaluate_target(compose_package(toy, []), target).cells
    assert [cells[column].target_keur for column in COLUMNS] == [-6_000] * 6


def test_whole_scope(toy: Catalogue) -> None:
    """The whole scope has all three lines in its base, and the postings on them in its effect."""
    cells = held(toy, ["A.2", "A.3"], settings=WHOLE)
    assert [cell.base_keur for cell in cells] == [100_000] * 6
    assert [cell.target_keur for cell in cells] == [-20_000] * 6
    assert [cell.effect for cell in cells] == [total(-10_000)] * 6
    own = held(toy, [], settings=replace(WHOLE, basis=Basis.OWN_YEAR))
    assert [cell.target_keur for cell in own] == [-20_000, -18_000, -16_000, -16_000, -16_000, -16_000]


def test_target_without_a_whole_scope_keeps_the_report_s(toy: Catalogue) -> None:
    """A target that knows no other scope is held against the report's."""
    package = compose_package(toy, [], WHOLE)
    results = evaluate_targets(package)
    assert list(results) == ["main-20", "main+20"]
    assert [result.scope.id for result in results.values()] == ["whole", "report"]
    assert results["main+20"].cells["2021"].base_keur == 50_000


def test_the_catalogue_s_first_scope_holds_whatever_the_order_in_the_target(toy: Catalogue) -> None:
    """Without a chosen scope the catalogue's first one counts, also in a target that lists another one first."""
    target = toy.targets["main-20"]
    turned = target.model_copy(update={"scopes": tuple(reversed(target.scopes))})
    result = evaluate_target(compose_package(toy, []), turned)
    assert (result.scope.id, result.cells["2021"].base_keur) == ("report", 50_000)


def test_only_postings_in_scope_count(toy: Catalogue) -> None:
    """A posting counts by its base line: half of A.3 counts when only its first line is in scope, A.4 never."""
    scope = toy.targets["main-20"].scopes[0].model_copy(update={"lines": ("T-aid",)})
    target = toy.targets["main-20"].model_copy(update={"scopes": (scope,)})
    cells = evaluate_target(compose_package(toy, ["A.3", "A.4", "B.5"]), target).cells
    assert cells["2021"].effect == total(-7_000)
    assert cells["2021"].target_keur == -7_000
    assert cells["2021"].verdict is MET


def test_open_cells_outside_the_scope_do_not_matter(toy: Catalogue) -> None:
    """An open cell counts by its base line too."""
    scope = toy.targets["main-20"].scopes[0].model_copy(update={"lines": ("T-aid",)})
    target = toy.targets["main-20"].model_copy(update={"scopes": (scope,)})
    cells = evaluate_target(compose_package(toy, ["A.3", "B.1", "B.4"]), target).cells
    assert {cell.verdict for cell in cells.values()} == {MET}


def test_later_decision_moves_the_effect_and_not_the_base(toy: Catalogue) -> None:
    """Decided in 2023 the saving starts in 2023; what the target asks stays."""
    later = Settings(delay=2)
    assert verdicts(toy, ["A.2"], settings=later) == [NOT_MET] * 2 + [MET] * 4
    assert [cell.target_keur for cell in held(toy, ["A.2"], settings=later)] == [-10_000] * 6


def test_base_is_the_sum_of_its_lines(toy: Catalogue) -> None:
    """The base of several lines is their sum in a year."""
    assert toy.base.sum_lines(("T-main", "T-region"), "2022") == 55_000
    assert toy.base.sum_lines((), "2022") == 0


@pytest.mark.parametrize(
    ("keur", "base", "percent"),
    [
        (-1_000, 50_000, "-2.00"),
        (-5_000, 30_000, "-16.67"),
        (5_000, 30_000, "16.67"),
        (-25, 1_000_000, "0.00"),
        (-50, 1_000_000, "-0.01"),
        (50, 1_000_000, "0.01"),
        (0, 50_000, "0.00"),
        (5_000, 0, "0.00"),
    ],
)
def test_percentage_of_the_base(keur: int, base: int, percent: str) -> None:
    """The effect as a percentage has two decimals, rounded half away from zero; of no base it is 0."""
    cell = TargetCell(base, 0, total(keur), NOT_MET, Why.NONE, total(keur), NOT_MET, NOT_MET)
    assert cell.percent_of_base == Decimal(percent)
