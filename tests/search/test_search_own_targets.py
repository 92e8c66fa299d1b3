"""
The search for packages that meet targets of one's own.

1. It equals brute force with the engine: the fewest measures with which every own target is met.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest

from budget.catalogue import Catalogue
from budget.core import Aim, Money, Overlaps, OwnTarget, Settings, UnknownIdError
from budget.engine import Verdict, compose_package, evaluate_targets
from budget.search import Goal, Question
from budget.search.find import find_packages
from budget.search.program import Status


def fewest(catalogue: Catalogue, settings: Settings) -> int | None:
    """The fewest measures that meet every own target in the columns that it asks, by trying them all."""
    for size in range(len(catalogue.measures) + 1):
        for ids in combinations(catalogue.measures, size):
            package = compose_package(catalogue, ids, settings)
            held = [result for result in evaluate_targets(package).values() if result.own is not None]
            met = all(cell.verdict is Verdict.MET for result in held for cell in result.asked.values())
            if met and not package.blocked:
                return size
    return None


CASES = {
    "toy": (
        (OwnTarget(amount_keur=13_000, budgets=("JenV",), columns=("2025", "structural")),),
        (OwnTarget(percent=Decimal("12.5"), base_keur=50_000), OwnTarget(Aim.RISE, 1_000, budgets=("BZ",))),
        (OwnTarget(amount_keur=7_000, budgets=("BHOS 4.1",)), OwnTarget(amount_keur=16_000)),
        (OwnTarget(amount_keur=1, budgets=("BZ",)),),
    ),
    "toy_ranges": (
        (OwnTarget(amount_keur=19_000, budgets=("Haven 1",), columns=("structureel",)),),
        (OwnTarget(percent=Decimal("9.999"), base_lines=("kade",), base_year="2026"),),
        (OwnTarget(Aim.RISE, 3_000, budgets=("Haven 2",), columns=("2026",), money=Money.EXPENDITURE),),
    ),
}


WAYS = {"toy": (Overlaps.BOUNDS,), "toy_ranges": tuple(Overlaps)}
"""How overlaps may count: of a list without any that bound a sum there is one way."""


@pytest.mark.parametrize(
    ("country", "targets", "overlaps"),
    [(country, targets, way) for country, cases in CASES.items() for targets in cases for way in WAYS[country]],
)
@pytest.mark.slow
def test_equals_brute_force(
    country: str, targets: tuple[OwnTarget, ...], overlaps: Overlaps, request: pytest.FixtureRequest
) -> None:
    """Ranges and open cells count at their worst, and overlaps as the settings say."""
    catalogue: Catalogue = request.getfixturevalue(country)
    settings = Settings(overlaps=overlaps, own_targets=targets)
    goals = tuple(Goal(f"own-{place}") for place in range(1, len(targets) + 1))
    answer = find_packages(catalogue, Question(goals, settings=settings))
    best = fewest(catalogue, settings)
    if best is None:
        assert answer.status is Status.INFEASIBLE
        return
    (found,) = answer.found
    assert (found.proven, len(found.package.selection)) == (True, best)
    asked = [columns for target in targets for columns in (target.columns or catalogue.columns.all)]
    assert [(item.verdict, item.missing_keur) for item in found.reached] == [(Verdict.MET, 0)] * len(asked)


def test_a_target_that_is_not_there_is_refused(toy: Catalogue) -> None:
    """With the targets that there are."""
    question = Question((Goal("own-2"),), settings=Settings(own_targets=(OwnTarget(amount_keur=1),)))
    with pytest.raises(UnknownIdError, match="own-1"):
        find_packages(toy, question)
