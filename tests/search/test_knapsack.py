"""
The knapsack that needs no solver.

1. It equals trying every choice of options. 2. A program of this form has the same optimum by the solver.
3. What has another form is left to the solver.
"""

from __future__ import annotations

import itertools
import random

import pytest

from budget.search.knapsack import solve_knapsack
from budget.search.knapsack_bounds import Option, by_bounds
from budget.search.program import Program, Row, Status
from budget.search.progress import Meter
from budget.search.solver import minimise


@pytest.mark.parametrize("number", range(200))
def test_cheapest_options_are_those_of_trying_all(number: int) -> None:
    """Of up to six groups of up to four options the cheapest that gain enough."""
    chance = random.Random(number)
    groups = []
    for group in range(chance.randrange(1, 7)):
        options = [Option(chance.randrange(-20, 20), chance.randrange(-5, 5), (group,))]
        for _ in range(chance.randrange(4)):
            last = options[-1]
            options.append(Option(last.gain + chance.randrange(1, 30), last.cost + chance.randrange(1, 12), (group,)))
        groups.append(options)
    least = sum(options[0].gain for options in groups)
    room = sum(options[-1].gain for options in groups) - least
    needed = chance.randrange(1, room + 1) if room else 0
    enough = [
        sum(option.cost for option in choice)
        for choice in itertools.product(*groups)
        if sum(option.gain for option in choice) - least >= needed
    ]
    found = by_bounds(groups, needed)
    assert found is not None
    assert sorted(option.places for option in found) == sorted(options[0].places for options in groups)
    assert sum(option.gain for option in found) - least >= needed
    assert sum(option.cost for option in found) == min(enough)


def drawn_program(chance: random.Random) -> tuple[Program, list[int]]:
    """Ten decisions, some of which exclude each other one by one or side against side, and one demand."""
    size, rows = 10, []
    effects = [chance.randrange(-60, 25) for _ in range(size)]
    one, other, *rest = chance.sample(range(size), 6)
    rows.append(Row({one: 1, other: 1}, most=1))
    rows += [Row({place: 1, size: -1}, most=0) for place in rest[:2]]
    rows += [Row({size: 1, rest[2]: 1, one: 1}, most=1)]
    amount = sum(effect for effect in effects if effect < 0) * chance.choice((1, 3, 6, 9)) // 10
    sign = chance.choice((1, -1))
    terms = {place: sign * effect for place, effect in enumerate(effects)}
    rows.append(Row(terms, most=amount) if sign > 0 else Row(terms, least=-amount))
    costs = chance.choice(([1] * size, [-effect for effect in effects], [chance.randrange(-2, 9) for _ in range(size)]))
    return Program(size, 1, tuple(rows)), costs


@pytest.mark.parametrize("number", range(60))
def test_optimum_is_that_of_trying_all(number: int) -> None:
    """With exclusions, either sign and any costs: the same optimum, or that there is none."""
    program, costs = drawn_program(random.Random(number))
    costs_by_choice = [
        sum(cost * value for cost, value in zip(costs, values[:-1], strict=True))
        for values in itertools.product((0, 1), repeat=program.decisions + program.extra)
        if all(row.holds(values) for row in program.rows)
    ]
    found = solve_knapsack(program, [*costs, 0], [row.reduced() for row in program.rows])
    assert found is not None
    assert found == minimise(program, costs, Meter())
    if not costs_by_choice:
        assert found.status is Status.INFEASIBLE
    else:
        assert (found.status, found.cost, found.bound) == (Status.OPTIMAL, min(costs_by_choice), min(costs_by_choice))
        assert sum(costs[place] for place in found.chosen) == found.cost


@pytest.mark.parametrize(
    "program",
    [
        Program(3, rows=(Row({0: 2, 1: 3}, least=2), Row({1: 2, 2: 3}, least=2))),  # two demands
        Program(3, rows=(Row({0: 2, 1: 3}, least=2, most=4),)),  # from both sides
        Program(3, rows=(Row({0: 2, 1: 3}, least=2),), chosen=frozenset({2})),
        Program(2, 1, rows=(Row({0: 2, 1: 3, 2: -1}, least=2),)),  # a further variable counts
    ],
)
def test_programs_of_another_form_are_left_to_the_solver(program: Program) -> None:
    """Two demands, one from both sides, fixed decisions or further variables that count."""
    assert solve_knapsack(program, [1] * (program.decisions + program.extra), program.rows) is None
