"""
The work of a search is counted in the solver's steps, so that what it finds depends on its question alone.

1. The same limit of steps gives the same answer, also when others search at the same time; more steps find more.
2. An answer that its steps cut short is stopped, not late; one that the time cut short is late.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from budget.catalogue import Catalogue
from budget.search import Answer, Goal, Objective, Question, find_packages_with_steps, pareto_front

HARD = Question((Goal(amount_keur=-137_123),), objective=Objective.CLOSEST)


def found_by(answer: Answer) -> list[tuple[object, ...]]:
    """Return all that an answer says of what it found."""
    return [(f.package.selection, f.objective, f.bound, f.order_proven) for f in answer.found]


def within(catalogue: Catalogue, steps: int) -> Answer:
    return find_packages_with_steps(catalogue, HARD, [], top=20, most_steps=steps)


@pytest.mark.slow
def test_answer_depends_on_the_steps_alone(catalogue: Catalogue) -> None:
    """Three at once find what one finds; with fewer steps there is less (1)."""
    alone = within(catalogue, 60)
    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda steps: within(catalogue, steps), [60] * 3))
    assert [found_by(answer) for answer in together] == [found_by(alone)] * 3
    fewer = within(catalogue, 20)
    assert 0 < len(fewer.found) < len(alone.found)


def test_steps_stop_a_search_and_time_makes_it_late(catalogue: Catalogue) -> None:
    """Who was stopped by what is told, for packages and for a front (2)."""
    by_steps = within(catalogue, 3)
    assert (by_steps.stopped, by_steps.late) == (True, False)
    by_time = find_packages_with_steps(catalogue, HARD, [], most_steps=3, time_limit=0)
    assert (by_time.stopped, by_time.late, by_time.found) == (True, True, ())
    by_caller = find_packages_with_steps(catalogue, HARD, [], most_steps=500, progress=lambda _: False)
    assert (by_caller.stopped, by_caller.late) == (True, True)
    front = pareto_front(catalogue, HARD, most_steps=3)
    assert (front.stopped, front.late, front.complete) == (True, False, False)
    assert pareto_front(catalogue, HARD, most_steps=3, time_limit=0).late
