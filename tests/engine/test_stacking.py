"""
What a package piles up at bodies, levels of law and grades of evidence.

1. By law and by evidence every amount stands in one stack: the stacks sum to the package's savings and costs.
2. By body each stack is what a package of its measures alone saves and costs, with and without double counting.
3. The sum of the years leaves the structural amount out.
4. What lands on a body's own part of the base, by hand on a toy country.
"""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue, LegalChange
from budget.core import Amount
from budget.engine import (
    NOT_ASSESSED,
    Package,
    Stack,
    StackBy,
    add_totals,
    compose_package,
    over_years,
    package_once,
    stack_package,
    tells_stacking,
)
from tests.conftest import STRUCTURAL

COUNTRIES = ("catalogue", "full", "toy2", "toy_ranges")


def drawn(catalogue: Catalogue, seed: int) -> Package:
    chance = random.Random(seed)
    return compose_package(catalogue, chance.sample(list(catalogue.measures), min(14, len(catalogue.measures))))


@pytest.fixture(params=COUNTRIES)
def package(request: pytest.FixtureRequest) -> Package:
    return drawn(request.getfixturevalue(request.param), 3)


@pytest.mark.parametrize("by", [StackBy.LAW, StackBy.EVIDENCE])
def test_every_amount_stands_in_one_stack(package: Package, by: StackBy) -> None:
    """Savings and costs of the stacks together are the package's balance, end by end (1)."""
    stacks = stack_package(package, by)
    for column, total in package.totals.items():
        parts = [side.plain[column] for stack in stacks for side in (stack.savings, stack.costs)]
        assert add_totals(parts) == total
    assert {id_ for stack in stacks for id_ in stack.measures} == set(package.selection)


def test_a_body_has_what_a_package_of_its_measures_has(package: Package) -> None:
    """As the list adds, and without double counting where a stack has savings only (2)."""
    catalogue = package.catalogue
    stacks = stack_package(package, StackBy.BODY)
    for stack in stacks:
        executed = {id_ for id_ in package.selection if stack.name.casefold() in _bodies(catalogue, id_)}
        assert set(stack.measures) == executed
        alone = compose_package(catalogue, stack.measures, package.settings)
        assert (stack.savings.plain, stack.costs.plain) == (alone.savings, alone.intensifications)
        if not any(cost.lower or cost.upper or cost.open for cost in alone.intensifications.values()):
            assert stack.savings.once == package_once(alone)
    assert sum(len(stack.measures) for stack in stacks) >= len(package.selection)


def _bodies(catalogue: Catalogue, id_: str) -> set[str]:
    return {name.casefold() for name in catalogue.measures[id_].executed_by} or {NOT_ASSESSED}


def test_money_that_counts_twice_is_told(full: Catalogue) -> None:
    """A.2 and B.5 of COA are one saving of -10 and -5: -15 as the list adds, -10 once."""
    (stack,) = stack_package(compose_package(full, ["A.2", "B.5"]), StackBy.BODY)
    assert stack.savings.twice
    assert stack.savings.plain[STRUCTURAL] == Amount(-15_000, -15_000, -15_000)
    assert stack.savings.once[STRUCTURAL] == Amount(-10_000, -10_000, -10_000)
    assert not stack.costs.twice


def test_the_sum_of_the_years_leaves_the_structural_amount_out(full: Catalogue) -> None:
    """A.1 saves 1.5, 2, 3, 4 and 4 in five years: 14.5."""
    (stack,) = stack_package(compose_package(full, ["A.1"]), StackBy.BODY)
    assert over_years(full, stack.savings.plain) == Amount(-14_500, -14_500, -14_500)


def with_part(catalogue: Catalogue, id_: str, part: str) -> Catalogue:
    """The catalogue with the sole posting of a measure on a part."""
    measure = catalogue.measures[id_]
    posting = measure.postings[0].model_copy(update={"part": part})
    moved = measure.model_copy(update={"postings": (posting, *measure.postings[1:])})
    return replace(catalogue, measures=catalogue.measures | {id_: moved})


def own_of(stacks: tuple[Stack, ...], name: str) -> Stack:
    return next(stack for stack in stacks if stack.name == name)


def test_what_lands_on_a_body_is_held_against_its_own_base(full: Catalogue) -> None:
    """COA has a part of 20 in the base: -10 of A.2 is half of it, A.1 on COA and others is named."""
    parted = with_part(with_part(full, "A.2", "COA"), "A.1", "IND en COA")
    own = own_of(stack_package(compose_package(parted, ["A.2", "A.4", "B.5"]), StackBy.BODY), "COA").own
    assert own is not None
    assert (own.effect[STRUCTURAL].keur, own.base_keur[STRUCTURAL], own.percents(STRUCTURAL)) == (
        -10_000,
        20_000,
        (Decimal("-50.0"), Decimal("-50.0")),
    )
    assert own.percents("2021")[0] == Decimal("-33.3")
    assert own.undivided == ()
    both = own_of(stack_package(compose_package(parted, ["A.1"]), StackBy.BODY), "COA").own
    assert both is not None
    assert (both.effect[STRUCTURAL].keur, both.undivided) == (0, ("A.1",))


def test_a_body_without_a_base_has_none(toy_ranges: Catalogue) -> None:
    """Nothing is held against a base that is not known."""
    for stack in stack_package(compose_package(toy_ranges, list(toy_ranges.measures)), StackBy.BODY):
        assert stack.own is None


def test_bodies_are_one_however_they_are_written(full: Catalogue) -> None:
    """COA and coa are one body, written as the list first does; most measures come first, what is not said last."""
    written = {"A.1": ("coa", "Politie"), "A.4": ("Politie",), "B.5": ()}
    measures = {id_: full.measures[id_].model_copy(update={"executed_by": names}) for id_, names in written.items()}
    other = replace(full, measures=full.measures | measures)
    stacks = stack_package(compose_package(other, ["A.1", "A.2", "A.3", "A.4", "B.5"]), StackBy.BODY)
    assert [(stack.name, stack.measures, stack.alone) for stack in stacks] == [
        ("coa", ("A.1", "A.2", "A.3"), ("A.2", "A.3")),
        ("Politie", ("A.1", "A.4"), ("A.4",)),
        (NOT_ASSESSED, ("B.5",), ("B.5",)),
    ]


def test_a_list_that_does_not_say_who_or_what_law_has_no_such_stacks(full: Catalogue) -> None:
    """A list of amounts alone is stacked by evidence only."""
    bare = {"executed_by": (), "legal_change": None}
    short = replace(full, measures={id_: m.model_copy(update=bare) for id_, m in full.measures.items()})
    assert [by for by in StackBy if tells_stacking(short, by)] == [StackBy.EVIDENCE]
    assert [by for by in StackBy if tells_stacking(full, by)] == list(StackBy)
    assert isinstance(full.measures["A.1"].legal_change, LegalChange)


@pytest.mark.figures
def test_the_package_of_the_report_lands_on_ind_coa_and_dtv(catalogue: Catalogue) -> None:
    """Of the structural -236.4 lands 157.1 on COA (34.1% of 461), 56.0 on IND (15.6% of 358) and 17.0 on DT&V."""
    package = compose_package(catalogue, catalogue.packages["jenv-20"].measures)
    stacks = stack_package(package, StackBy.BODY)
    found = {}
    for name in ("COA", "IND", "DT&V"):
        own = own_of(stacks, name).own
        assert own is not None
        found[name] = (own.effect[STRUCTURAL].keur, *map(str, own.percents(STRUCTURAL)))
    assert found == {
        "COA": (-157_100, "-34.1", "-28.3"),
        "IND": (-56_000, "-15.6", "-15.4"),
        "DT&V": (-17_000, "-19.5", "-19.5"),
    }
    coa = own_of(stacks, "COA")
    assert (len(coa.measures), coa.savings.plain[STRUCTURAL].keur, coa.savings.once[STRUCTURAL].keur) == (
        9,
        -162_700,
        -135_402,
    )
