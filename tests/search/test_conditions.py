"""
The search and measures that need another one.

1. With drawn conditions it equals brute force, which leaves out every package with an unmet one; chains of them too.
2. A required measure of which every needed one is forbidden has no package, and the explanation holds none either.
3. Random packages meet the conditions.
"""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import compose_package
from budget.search import Goal, Question, find_minimal_packages
from budget.search.explore import random_packages
from budget.search.find import find_packages
from budget.search.program import Status
from tests.engine.test_requirements import requiring
from tests.search.brute import agree, all_choices
from tests.search.drawn import draw_question


def with_conditions(catalogue: Catalogue, chance: random.Random, number: int) -> Catalogue:
    """The catalogue with drawn conditions, each of one or two measures on one or two others."""
    records = []
    for _ in range(number):
        needing, needed = chance.choice((1, 1, 2)), chance.choice((1, 1, 2))
        ids = chance.sample(list(catalogue.measures), needing + needed)
        records.append(requiring(tuple(ids[:needing]), tuple(ids[needing:])))
    return replace(catalogue, requirements=tuple(records))


def check(toy: Catalogue, number: int) -> None:
    chance = random.Random(number)
    held = with_conditions(toy, chance, chance.choice((1, 2, 3)))
    choices = all_choices(held, Settings())
    question = draw_question(chance, held, choices, Settings())
    agree(held, choices, question)
    for found in find_minimal_packages(held, question).found:
        assert not found.package.unmet


@pytest.mark.parametrize("number", range(6))
@pytest.mark.slow
def test_conditions_equal_brute_force(toy: Catalogue, number: int) -> None:
    """A few drawn questions."""
    check(toy, number)


@pytest.mark.long
@pytest.mark.parametrize("number", range(6, 150))
def test_many_conditions_equal_brute_force(toy: Catalogue, number: int) -> None:
    """Many drawn questions."""
    check(toy, number)


def test_a_condition_that_cannot_be_met_leaves_no_package(toy: Catalogue) -> None:
    """Required, with the only needed measure forbidden; what is nearest and what helps meet it too."""
    target = toy.info.default_target
    assert target is not None
    ids = list(toy.measures)
    held = replace(toy, requirements=(requiring((ids[0],), (ids[1],)),))
    question = Question((Goal(target, amount_keur=-1),), required=(ids[0],), forbidden=(ids[1],))
    answer = find_packages(held, question)
    assert answer.status is Status.INFEASIBLE
    explanation = answer.explanation
    assert explanation is not None
    found = [item.package for item in explanation.relaxations if item.package is not None]
    found += [item.package for item in explanation.dropped_sets.sets]
    assert found
    assert not any(package.unmet for package in found)


def test_random_packages_meet_the_conditions(toy: Catalogue) -> None:
    """Chains too: what needs a measure that went for want of another goes as well."""
    chains = permutations(toy.measures, 3)
    first, second, third = next(ids for ids in chains if not compose_package(toy, ids).blocked)
    held = replace(toy, requirements=(requiring((first,), (second,)), requiring((second,), (third,))))
    drawn = random_packages(held, 300, required=(first,))
    ids = list(held.measures)
    for row in drawn:
        assert not compose_package(held, [id_ for id_, taken in zip(ids, row, strict=True) if taken]).unmet
    assert drawn[:, held.order[first]].any()
