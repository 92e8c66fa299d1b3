"""
The knapsack that needs no solver.

1. It equals trying every choice of options. 2. A program of this form has the same optimum by the solver, with
exclusions, and with parts of groups and cuts after savings. 3. What has another form is left to the solver.
"""

from __future__ import annotations

import itertools
import random

import pytest

from budget.search.knapsack import solve_knapsack
from budget.search.knapsack_bounds import by_bounds
from budget.search.program import Parts, Product, Program, Row, Solution, Status
from budget.search.progress import Meter
from budget.search.solver import minimise


@pytest.mark.parametrize("number", range(200))
def test_cheapest_options_are_those_of_trying_all(number: int) -> None:
    """Of up to six groups of up to four options the cheapest that gain enough."""
    chance = random.Random(number)
    groups = []
    for _ in range(chance.randrange(1, 7)):
        gains, costs = [0], [0]
        for _ in range(chance.randrange(4)):
            gains.append(gains[-1] + chance.randrange(1, 30))
            costs.append(costs[-1] + chance.randrange(1, 12))
        groups.append((gains, costs))
    room = sum(gains[-1] for gains, _ in groups)
    needed = chance.randrange(1, room + 1) if room else 0
    enough = [
        sum(costs[pick] for pick, (_, costs) in zip(choice, groups, strict=True))
        for choice in itertools.product(*(range(len(gains)) for gains, _ in groups))
        if sum(gains[pick] for pick, (gains, _) in zip(choice, groups, strict=True)) >= needed
    ]
    picks = by_bounds(groups, needed)
    assert sum(gains[pick] for pick, (gains, _) in zip(picks, groups, strict=True)) >= needed
    assert sum(costs[pick] for pick, (_, costs) in zip(picks, groups, strict=True)) == min(enough)


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
    found = solve_knapsack(program, [*costs, 0])
    assert found is not None
    assert found == minimise(program, costs, Meter())
    if not costs_by_choice:
        assert found.status is Status.INFEASIBLE
    else:
        assert (found.status, found.cost, found.bound) == (Status.OPTIMAL, min(costs_by_choice), min(costs_by_choice))
        assert sum(costs[place] for place in found.chosen) == found.cost


def parts_of(members: list[int], first: int) -> Parts:
    """A variable for each part of a group, from a place on."""
    parts = [frozenset(part) for size in range(len(members) + 1) for part in itertools.combinations(members, size)]
    return Parts(frozenset(members), {part: first + number for number, part in enumerate(parts)})


def drawn_overlaps(chance: random.Random) -> tuple[Program, list[int]]:
    """
    Eight decisions: three share money, two of the others are cuts, which may take off each other or off the group.

    One row adds all, one takes off what counts twice; now and then one bounds the number, and decisions are settled.
    """
    size, members = 8, [0, 1, 2]
    group = parts_of(members, size)
    variables = list(group.variables.values())
    held = {v: 1 for part, v in group.variables.items() if 0 in part and len(part) < 3}
    at_most, last = chance.random() < 0.6, variables[-1]
    sides = [({3: 1}, {5: 1}), ({3: 1}, held), ({4: 1}, {5: 1}), ({4: 1}, {6: 1}), ({3: 1}, {4: 1}), (held, {7: 1})]
    products = [
        Product(last + 1 + number, one, other, at_most) for number, (one, other) in enumerate(chance.sample(sides, 5))
    ]
    effects = {place: chance.randrange(-60, 25) for place in range(size)}
    sign = 1 if at_most else -1
    double = {v: sign * chance.randrange(1, 30) for part, v in group.variables.items() if len(part) > 1}
    double |= {product.variable: chance.randrange(1, 15) for product in products}  # a cut gets smaller
    plain = {place: sign * effect for place, effect in effects.items()}
    amount = sign * sum(min(0, effect) for effect in effects.values()) * chance.choice((2, 5, 8)) // 10
    rows = [Row(terms, most=amount) if at_most else Row(terms, least=amount) for terms in (plain, plain | double)]
    one, other = chance.sample(range(size), 2)
    rows.append(Row({one: 1, other: 1}, most=1))
    if chance.random() < 0.3:
        rows.append(Row(dict.fromkeys(range(size), 1), most=chance.randrange(2, 6)))
    settled = chance.choice((frozenset(), frozenset(), frozenset({chance.randrange(size)})))
    costs = chance.choice(([1] * size, [-e for e in effects.values()], [chance.randrange(-2, 9) for _ in effects]))
    extra = len(variables) + len(products)
    chosen, left_out = (settled, frozenset()) if chance.random() < 0.5 else (frozenset(), settled)
    return Program(size, extra, tuple(rows), chosen, left_out, meanings=(group, *products)), costs


def tried_out(program: Program, costs: list[int]) -> int | None:
    """The least cost of all choices, with each further variable at what it stands for."""
    least = None
    for choice in itertools.product((0, 1), repeat=program.decisions):
        values = [*choice, *([0] * program.extra)]
        taken = frozenset(place for place, value in enumerate(choice) if value)
        for meaning in program.meanings:
            if isinstance(meaning, Parts):
                values[meaning.variables[taken & meaning.members]] = 1
            else:
                one, other = (sum(f * values[v] for v, f in side.items()) for side in (meaning.first, meaning.second))
                values[meaning.variable] = one * other
        settled = program.chosen <= taken and not program.left_out & taken
        if settled and all(row.holds(values) for row in program.rows):
            cost = sum(costs[place] for place in taken)
            least = cost if least is None else min(least, cost)
    return least


@pytest.mark.parametrize("first", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(40, 4000, 40))])
def test_optimum_with_money_counted_once_is_that_of_trying_all(first: int) -> None:
    """With parts of a group and cuts after savings: the same as the solver's, and as trying all choices."""
    listed = 0
    for number in range(first, first + 40):
        program, costs = drawn_overlaps(random.Random(number))
        least = tried_out(program, costs)
        found = solve_knapsack(program, [*costs, *([0] * program.extra)])
        for answer in (found, minimise(program, costs, Meter())):
            if answer is not None:
                assert answer.status is (Status.INFEASIBLE if least is None else Status.OPTIMAL), number
                assert answer.cost == least, number
        listed += found is not None
    assert listed > 20


def test_demands_that_nothing_helps_are_met_by_no_choice() -> None:
    """Two demands that the empty choice meets, and no decision that gains anything."""
    rows = (Row({0: 2, 1: 3}, most=2), Row({0: 1, 1: 2}, most=4))
    assert solve_knapsack(Program(2, rows=rows), [1, 1]) == Solution(Status.OPTIMAL, (), 0, 0, listed=True)


def test_a_part_that_a_group_does_not_list_is_never_chosen() -> None:
    """Two members whose common part has no variable exclude each other, as they do in the solver's rows."""
    group = Parts(frozenset({0, 1}), {frozenset(): 3, frozenset({0}): 4, frozenset({1}): 5})
    program = Program(3, 3, (Row({0: 5, 1: 4, 2: 3, 5: 1}, least=8),), meanings=(group,))
    found = solve_knapsack(program, [1, 1, 1, 0, 0, 0])
    assert found is not None
    assert (found.status, found.cost) == (Status.OPTIMAL, 2)
    assert found.chosen in {(0, 2), (1, 2)}
    assert minimise(program, [1, 1, 1], Meter(), listing=False).cost == 2


@pytest.mark.parametrize(
    "program",
    [
        Program(3),  # nothing is demanded
        Program(2, 1, rows=(Row({0: 2, 1: 3, 2: -1}, least=2),)),  # a further variable that nothing gives a meaning
        Program(2, 1, rows=(Row({0: 1, 2: -1}, most=0), Row({1: 1, 2: 1}, least=1))),  # what stands in is demanded
    ],
)
def test_programs_of_another_form_are_left_to_the_solver(program: Program) -> None:
    """Without a demand, or with further variables that count."""
    assert solve_knapsack(program, [1] * program.decisions + [0] * program.extra) is None
