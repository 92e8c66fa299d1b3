"""
Minimise exactly, without the solver, where one row alone demands something: a knapsack of small groups of choices.

Measures that exclude each other form a group of which one set is chosen; the sums that the groups can reach are listed
one group after the other. What does not have this form, or is too large, is left to the solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from budget.search.knapsack_bounds import Option, by_bounds
from budget.search.program import Program, Row, Solution, Status

MOST_BITS: Final = 2**25
"""Groups times sums that are listed at most; the solver is faster beyond."""
MOST_OPTIONS: Final = 64


def useless(program: Program, costs: Sequence[int], rows: Sequence[Row]) -> frozenset[int]:
    """Return the decisions that cost something or nothing and help no row: an optimum does without them."""
    helpful = set(program.chosen) | {place for place in range(program.decisions) if costs[place] < 0}
    for row in rows:
        if row.most is not None:
            helpful |= {place for place, value in row.terms.items() if value < 0}
        if row.least is not None:
            helpful |= {place for place, value in row.terms.items() if value > 0}
    return frozenset(place for place in range(program.decisions) if place not in helpful)


def _is_stand_in(row: Row, decisions: int) -> bool:
    """Tell whether a row says that a variable is 1 when a decision is."""
    if len(row.terms) != 2 or row.least is not None or row.most != 0:
        return False
    (low, one), (high, other) = sorted(row.terms.items())
    return low < decisions <= high and (one, other) == (1, -1)


def _is_choice(row: Row) -> bool:
    """Tell whether a row says that at most one is chosen."""
    return row.least is None and row.most == 1 and all(value == 1 for value in row.terms.values())


def _excluding(rows: Sequence[Row], decisions: int) -> dict[int, set[int]] | None:
    """Return by decision those that it excludes; None when a variable stands for something else."""
    behind: dict[int, list[int]] = {}
    for row in rows:
        if _is_stand_in(row, decisions):
            low, high = sorted(row.terms)
            behind.setdefault(high, []).append(low)
    found: dict[int, set[int]] = {}
    for row in rows:
        if _is_choice(row):
            sides = [[place] if place < decisions else behind.get(place, []) for place in row.terms]
            for number, side in enumerate(sides):
                others = {place for at, other in enumerate(sides) if at != number for place in other}
                for place in side:
                    found.setdefault(place, set()).update(others)
    return None if any(place in excluded for place, excluded in found.items()) else found


def _groups(places: Sequence[int], excluding: Mapping[int, set[int]]) -> list[list[int]]:
    """Return the decisions that exclude each other, directly or by way of others, group by group."""
    left, groups = set(places), []
    for place in places:
        if place not in left:
            continue
        group, fresh = [], [place]
        left.discard(place)
        while fresh:
            one = fresh.pop()
            group.append(one)
            near = excluding.get(one, set()) & left
            left -= near
            fresh += sorted(near)
        groups.append(sorted(group))
    return groups


def _options(
    group: Sequence[int], excluding: Mapping[int, set[int]], gains: Mapping[int, int], costs: Sequence[int]
) -> list[Option] | None:
    """Return the sets of a group that none beats in gain and cost, by gain; None when there are too many."""
    made = [Option(0, 0, ())]
    for place in group:
        out = excluding.get(place, set())
        made += [
            Option(option.gain + gains.get(place, 0), option.cost + costs[place], (*option.places, place))
            for option in made
            if not out.intersection(option.places)
        ]
        if len(made) > MOST_OPTIONS:
            return None
    kept: list[Option] = []
    for option in sorted(made, key=lambda item: (-item.gain, item.cost, item.places)):
        if not kept or option.cost < kept[-1].cost:
            kept.append(option)
    return kept[::-1]


def _read(program: Program, costs: Sequence[int], rows: Sequence[Row]) -> tuple[list[list[Option]], int] | None:
    """Return the groups of options and what is demanded of their gains; None when the program is of another form."""
    decisions = program.decisions
    demands = [row for row in rows if not _is_choice(row) and not _is_stand_in(row, decisions)]
    if len(demands) != 1 or program.chosen or any(costs[decisions:]):
        return None
    (demand,) = demands
    if (demand.least is None) == (demand.most is None) or any(place >= decisions for place in demand.terms):
        return None
    excluding = _excluding(rows, decisions)
    if excluding is None:
        return None
    sign = 1 if demand.most is None else -1
    gains = {place: sign * value for place, value in demand.terms.items()}
    needed = sign * (demand.least if demand.most is None else demand.most)  # type: ignore[operator]  # one is given
    out = useless(program, costs, rows) | program.left_out
    places = [place for place in range(decisions) if place not in out]
    groups = []
    for group in _groups(places, excluding):
        options = _options(group, excluding, gains, costs)
        if options is None:
            return None
        groups.append(options)
    return groups, needed


def solve_knapsack(program: Program, costs: Sequence[int], rows: Sequence[Row]) -> Solution | None:
    """Return the proven optimum, or None when the program is of another form or too large to list."""
    read = _read(program, costs, rows)
    if read is None:
        return None
    groups, needed = read
    needed -= sum(options[0].gain for options in groups)
    room = sum(options[-1].gain - options[0].gain for options in groups)
    if room < needed:
        return Solution(Status.INFEASIBLE)
    found = _cheapest(groups, max(0, needed), room)
    if found is None:
        return None
    chosen = tuple(sorted(place for option in found for place in option.places))
    cost = sum(option.cost for option in found)
    return Solution(Status.OPTIMAL, chosen, cost, cost)


def _cheapest(groups: Sequence[Sequence[Option]], needed: int, room: int) -> list[Option] | None:
    """Choose an option of each group; None when there is too much to list."""
    if needed == 0:
        return [options[0] for options in groups]  # options are sorted by gain, and with it by cost
    if not _ratio(groups):
        return by_bounds(groups, needed)
    return _by_sums(groups, needed) if len(groups) * room <= MOST_BITS else None


def _ratio(groups: Sequence[Sequence[Option]]) -> bool:
    """Tell whether cost and gain go up together everywhere, so that the least gain is the least cost."""
    steps = [
        (option.gain - options[0].gain, option.cost - options[0].cost) for options in groups for option in options[1:]
    ]
    return bool(steps) and all(gain * steps[0][1] == cost * steps[0][0] for gain, cost in steps)


def _by_sums(groups: Sequence[Sequence[Option]], needed: int) -> list[Option]:
    """Find the least sum of gains that is enough, with the sums that can be reached as the bits of a number."""
    reached = [1]
    for options in groups:
        last = sums = reached[-1]
        for option in options[1:]:
            sums |= last << (option.gain - options[0].gain)
        reached.append(sums)
    enough = reached[-1] >> needed
    left = needed + (enough & -enough).bit_length() - 1
    found = []
    for number in range(len(groups) - 1, -1, -1):
        base = groups[number][0].gain
        option = next(
            item
            for item in groups[number]
            if item.gain - base <= left and reached[number] >> (left - item.gain + base) & 1
        )
        found.append(option)
        left -= option.gain - base
    return found
