"""
What closes the gap from a package to a target.

1. The additions are the smallest that meet the target with everything chosen kept: brute force agrees.
2. A single measure comes nearer, excludes nothing chosen and needs nothing that is not chosen.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import Verdict, compose_package, evaluate_targets, to_go
from budget.search import RestrictionKind, close_gap
from budget.search.program import Status
from tests.conftest import STRUCTURAL


def smallest(catalogue: Catalogue, chosen: tuple[str, ...], target: str, most: int = 3) -> set[frozenset[str]]:
    """Try every addition of up to `most` measures; return the smallest that meet the target."""
    others = [id_ for id_ in catalogue.measures if id_ not in chosen]
    for size in range(most + 1):
        found = set()
        for added in combinations(others, size):
            package = compose_package(catalogue, [*chosen, *added])
            met = evaluate_targets(package)[target].cells[STRUCTURAL].verdict is Verdict.MET
            if met and not package.blocked and not package.unmet:
                found.add(frozenset(added))
        if found:
            return found
    return set()


@pytest.mark.parametrize("chosen", [(), ("A.1",), ("A.4",), ("B.5", "A.4"), ("A.2",)])
def test_the_additions_are_the_smallest(toy: Catalogue, chosen: tuple[str, ...]) -> None:
    closing = close_gap(toy, chosen, Settings(), "main-20", STRUCTURAL)
    wanted = smallest(toy, chosen, "main-20")
    found = [frozenset(added) for added, _ in closing.additions(closing.answer, 20)]
    least = min(map(len, found), default=0)
    assert closing.closed(closing.answer) == (wanted == {frozenset()})
    assert closing.closed(closing.answer) or {added for added in found if len(added) == least} == wanted


def test_what_comes_nearer_does_and_excludes_nothing(toy: Catalogue) -> None:
    """With A.1 chosen A.2 is never offered, as the two exclude each other; B.5 leaves the least."""
    closing = close_gap(toy, ("A.1",), Settings(), "main-20", STRUCTURAL)
    assert closing.left.most_keur == 4_000
    assert closing.nearer[0].measure == "B.5"
    assert "A.2" not in {item.measure for item in closing.nearer}
    for item in closing.nearer:
        package = compose_package(toy, ["A.1", item.measure])
        assert to_go(package, evaluate_targets(package)["main-20"], STRUCTURAL) == item.left
        assert closing.nearer_at_best(item) == (item.left.most_keur == 4_000)


@pytest.mark.figures
def test_the_report_needs_one_more_measure_as_it_adds_and_cannot_without_double_counting(catalogue: Catalogue) -> None:
    """6.1 or 6.2a closes the million, as the report adds; that is the money of 6.2b, so with bounds nothing does."""
    ids = catalogue.packages["jenv-20"].measures
    closing = close_gap(catalogue, ids, Settings(), "jenv-20", STRUCTURAL, most_steps=20_000)
    assert closing.answer.status is Status.INFEASIBLE
    assert closing.as_report is not None
    added = [(ids, reached.weakest_keur) for ids, reached in closing.additions(closing.as_report, 5)]
    assert added == [(("6.1",), -261_400), (("6.2a",), -261_400)]
    at_best = {item.measure: closing.nearer_at_best(item) for item in closing.nearer}
    assert at_best["6.1"]
    assert at_best["6.2a"]


@pytest.mark.figures
def test_a_package_that_is_enough_as_the_report_adds_is_offered_nothing(catalogue: Catalogue) -> None:
    """With 6.1 as well the report's sum is there, and without double counting nothing closes the gap."""
    ids = (*catalogue.packages["jenv-20"].measures, "6.1")
    closing = close_gap(catalogue, ids, Settings(), "jenv-20", STRUCTURAL, most_steps=20_000)
    assert not closing.closed(closing.answer)
    assert closing.as_report is not None
    assert closing.closed(closing.as_report)
    assert () not in [added for added, _ in closing.additions(closing.as_report, 5)]


@pytest.mark.figures
def test_what_stands_in_the_way_is_named_with_what_to_add(catalogue: Catalogue) -> None:
    """Who raises the humanitarian budget cannot cut BHOS by 20%: let that go, and two measures do."""
    closing = close_gap(catalogue, ("2C.1.1-1",), Settings(), "bhos-20", STRUCTURAL, most_steps=20_000)
    assert closing.answer.explanation is not None
    (dropped,) = closing.answer.explanation.dropped_sets.sets
    assert [(item.kind, item.subject) for item in dropped.restrictions] == [(RestrictionKind.REQUIRED, "2C.1.1-1")]
    assert dropped.package.selection == ("2C.3.1", "2C.3.2")


def test_a_target_that_is_met_needs_nothing(toy: Catalogue) -> None:
    closing = close_gap(toy, ("A.2",), Settings(), "main-20", STRUCTURAL)
    assert closing.answer.found[0].package.selection == ("A.2",)
    assert closing.left.most_keur == 0
