"""
The search with figures of one's own.

1. A measure of one's own is found like any, whichever catalogue of the list is at hand, with dials that may turn too.
2. What an own estimate fills in counts as it is, no longer at its worst.
3. A scatter of one package's figures is not that of another's.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from budget.catalogue import Catalogue, with_own
from budget.core import Own, OwnEstimate, Settings
from budget.engine import Verdict, compose_package, evaluate_targets
from budget.search import (
    Goal,
    Question,
    find_packages_with_steps,
    sample_packages,
    steps_between,
)
from budget.search.find import find_packages
from budget.search.program import Status
from tests.own_figures import OWN, SETTINGS

GOAL = Goal(target="main-20", columns=("structural",))
FORBIDDEN = ("A.2", "B.5")
"""What else would meet the target: −10 by itself, and −11 with A.1."""


def met(catalogue: Catalogue, ids: tuple[str, ...]) -> bool:
    """Whether a package meets the goal, by the engine, and holds nothing that excludes itself."""
    package = compose_package(catalogue, ids, SETTINGS)
    return not package.blocked and evaluate_targets(package)["main-20"].cells["structural"].verdict is Verdict.MET


@pytest.mark.parametrize("derived", [False, True])
def test_a_measure_of_ones_own_is_found(toy: Catalogue, derived: bool) -> None:
    """Where it is needed to meet the target; the smallest package is as small as trying all finds."""
    question = Question((GOAL,), forbidden=FORBIDDEN, settings=SETTINGS)
    answer = find_packages(with_own(toy, OWN) if derived else toy, question)
    assert answer.status is Status.OPTIMAL
    found = answer.found[0].package.selection
    assert "eigen-1" in found
    rest = [id_ for id_ in with_own(toy, OWN).measures if id_ not in FORBIDDEN]
    sizes = (size for size in range(len(rest)) if any(met(toy, ids) for ids in combinations(rest, size)))
    assert met(toy, found)
    assert len(found) == next(sizes)


def test_with_dials_that_turn_it_is_found_too(full: Catalogue) -> None:
    """Beside the steps of a measure with a dial."""
    measure = next(measure for measure in full.measures.values() if measure.dials is not None)
    assert measure.dials is not None
    steps = [steps_between(full, measure.id, measure.dials.values[0].id, count=3)]
    question = Question((GOAL,), required=("eigen-1",), settings=SETTINGS)
    answer = find_packages_with_steps(full, question, steps)
    assert answer.status is Status.OPTIMAL
    package = answer.found[0].package
    assert "eigen-1" in package.selection
    assert evaluate_targets(package)["main-20"].cells["structural"].verdict is Verdict.MET


def test_an_estimate_counts_as_it_is(toy: Catalogue) -> None:
    """B.2 saves something open; with −10 it meets the target alone, and without an amount it never does."""
    only = Question((GOAL,), forbidden=tuple(id_ for id_ in toy.measures if id_ != "B.2"))
    assert find_packages(toy, only).status is Status.INFEASIBLE
    own = Own((), (OwnEstimate("B.2", (("structural", -10_000),), "a"),))
    asked = Question((GOAL,), forbidden=only.forbidden, settings=Settings(own=own))
    assert find_packages(toy, asked).found[0].package.selection == ("B.2",)


def test_a_sample_holds_them(toy: Catalogue) -> None:
    """Of the list alone no package saves as much as with a measure of one's own."""
    samples = (sample_packages(toy, 500, Goal(), settings) for settings in (Settings(), SETTINGS))
    lowest = [int(sample.points[:, 1].min()) for sample in samples]
    assert lowest[1] == lowest[0] - 4_000
