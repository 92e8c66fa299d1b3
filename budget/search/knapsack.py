"""
Minimise exactly, without the solver, where few rows demand something of many: a knapsack of small groups of choices.

Measures that exclude each other or share money form a group of which one set is chosen (`choices`); the sums that the
groups can reach are listed one group after the other (`knapsack_bounds`). What does not have this form, or is too
large, is left to the solver.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from budget.search.choices import Cluster, Options, Single, TooManyError
from budget.search.clusters import Form, clusters_of
from budget.search.knapsack_bounds import Group, by_bounds
from budget.search.program import Parts, Product, Program, Row, Solution, Status

MOST_BITS: Final = 2**25
"""Groups times sums that are listed at most; the solver is faster beyond."""
MOST_DEMANDS: Final = 12
TRIES: Final = 2
"""Demands that are held alone at most."""
MOST_SIDES: Final = 64
"""Sides that exclude each other at most; a longer row is a demand like any other."""


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


@dataclass
class _Read:
    """A program by kinds of rows: who is taken for sure or never, who excludes whom, and what gains must be enough."""

    chosen: set[int]
    left_out: set[int]
    excluding: dict[int, set[int]] = field(default_factory=dict)
    gains: list[dict[int, int]] = field(default_factory=list)
    needed: list[int] = field(default_factory=list)

    def demand(self, gains: dict[int, int], needed: int) -> None:
        """Note that gains must be enough; of a single decision that settles whether it is taken."""
        if len(gains) > 1 or (needed > 0 and not gains):
            self.gains.append(gains)
            self.needed.append(needed)
        for place, gain in gains.items() if len(gains) == 1 else ():
            if gain < needed:
                self.left_out.add(place)
            if needed > 0:
                self.chosen.add(place)


def _read(program: Program) -> _Read | None:
    """Sort the rows by kind; None when a further variable stands for something that is not known here."""
    decisions, behind, others = program.decisions, dict[int, list[int]](), list[Row]()
    for row in program.rows:
        if _is_stand_in(row, decisions):
            low, high = sorted(row.terms)
            behind.setdefault(high, []).append(low)
        else:
            others.append(row)
    known = {variable for meaning in program.meanings for variable in meaning.introduced}
    if not known.isdisjoint(behind):
        return None
    found = _Read(set(program.chosen), set(program.left_out))
    for row in others:
        if len(row.terms) <= MOST_SIDES and _is_choice(row):
            sides = [[place] if place < decisions else behind.get(place) for place in row.terms]
            if None in sides or not _exclude([side for side in sides if side is not None], found.excluding):
                return None
            continue
        terms = {place: value for place, value in row.terms.items() if value}
        if any(place >= decisions and (place not in known or len(terms) == 1) for place in terms):
            return None
        if row.least is not None:
            found.demand(terms, row.least)
        if row.most is not None:
            found.demand({place: -value for place, value in terms.items()}, -row.most)
    return found if len(found.gains) <= MOST_DEMANDS else None


def _exclude(sides: Sequence[Sequence[int]], excluding: dict[int, set[int]]) -> bool:
    """Note that each side excludes the others; tells whether that leaves every decision possible."""
    for side, other in combinations(sides, 2):
        for place in side:
            excluding.setdefault(place, set()).update(other)
        for place in other:
            excluding.setdefault(place, set()).update(side)
    return all(place not in excluding.get(place, ()) for side in sides for place in side)


def _helpful(program: Program, costs: Sequence[int], read: _Read) -> set[int]:
    """
    Return the decisions that can help: that are required, lower the cost, gain, or change what counts of a group.

    A member that only loses may still leave its group a part of which less is lost.
    """
    counting = {place for gains in read.gains for place in gains}
    helpful = {place for gains in read.gains for place, gain in gains.items() if gain > 0}
    for meaning in program.meanings:
        if isinstance(meaning, Product) and meaning.variable in counting:
            counting |= {*meaning.first, *meaning.second}
            helpful |= {*meaning.first, *meaning.second} if meaning.variable in helpful else set()
    for meaning in program.meanings:
        if isinstance(meaning, Parts) and not counting.isdisjoint(meaning.variables.values()):
            helpful |= meaning.members
    helpful.update(place for place in range(program.decisions) if costs[place] < 0)
    return {place for place in helpful if place < program.decisions} - read.left_out | read.chosen


def solve_knapsack(program: Program, costs: Sequence[int]) -> Solution | None:
    """Return the proven optimum, or None when the program is of another form or too large to list."""
    if any(costs[program.decisions :]) or (read := _read(program)) is None:
        return None
    if read.chosen & read.left_out:
        return Solution(Status.INFEASIBLE, listed=True)
    chosen = frozenset(read.chosen)
    form = Form(read.gains, costs[: program.decisions], read.excluding, chosen, program.meanings)
    if not read.needed:
        return None
    try:
        clusters = clusters_of(form, _helpful(program, costs, read))
        picks = _cheapest(clusters, read.needed)
    except TooManyError:
        return None
    if picks is None:
        return Solution(Status.INFEASIBLE, listed=True)
    taken = [place for cluster, pick in zip(clusters, picks, strict=True) for place in cluster.places(pick)]
    cost = sum(costs[place] for place in taken)
    return Solution(Status.OPTIMAL, tuple(sorted(taken)), cost, cost, listed=True)


def _cheapest(clusters: Sequence[Cluster | Single], needed: Sequence[int]) -> list[list[int]] | None:
    """
    Choose an option of each cluster, by where it came from; None when no choice gains enough.

    The demand that leaves the least room is held alone: the cheapest of a wider choice is the cheapest of all when it
    meets the others too. If not, what it breaks most is held instead. Raises TooManyError when that does not help.
    """
    held = _hardest(clusters, needed)
    if held is None:
        return None
    for _ in range(TRIES):
        options = [cluster.options(held) for cluster in clusters]
        picks = _by_options(options, needed[held])
        trails = [[int(number) for number in own.trail[pick]] for own, pick in zip(options, picks, strict=True)]
        if len(needed) == 1:
            return trails
        gains = [cluster.gains_of(trail) for cluster, trail in zip(clusters, trails, strict=True)]
        short = [least - sum(own[at] for own in gains) for at, least in enumerate(needed)]
        if max(short) <= 0:
            return trails
        held = max(range(len(needed)), key=lambda at: short[at] / max(1, abs(needed[at])))
    raise TooManyError


def _hardest(clusters: Sequence[Cluster | Single], needed: Sequence[int]) -> int | None:
    """Return the demand that leaves the least room; None when one cannot be met."""
    most = [0] * len(needed)
    for cluster in clusters:
        if (own := cluster.most()) is None:
            return None
        most = [gain + more for gain, more in zip(most, own, strict=True)]
    if any(gain < least for gain, least in zip(most, needed, strict=True)):
        return None
    return max(range(len(needed)), key=lambda at: needed[at] / max(1, most[at]))


def _by_options(options: Sequence[Options], needed: int) -> list[int]:
    """
    Choose the cheapest options that gain enough, one of each; all together do. Raises TooManyError.

    Gains and costs are counted from each first option, gains in units of their common divisor: what is needed goes up
    to whole units.
    """
    gains = [[gain - own.gains[0] for gain in own.gains] for own in options]
    unit = math.gcd(*(gain for own in gains for gain in own)) or 1
    left = -((sum(own.gains[0] for own in options) - needed) // unit)
    if left <= 0:
        return [0] * len(options)
    groups = [
        ([gain // unit for gain in own], [cost - option.costs[0] for cost in option.costs])
        for own, option in zip(gains, options, strict=True)
    ]
    if _ratio(groups) and len(groups) * sum(own[-1] for own, _ in groups) <= MOST_BITS:
        return _by_sums([own for own, _ in groups], left)
    return by_bounds(groups, left)


def _ratio(groups: Sequence[Group]) -> bool:
    """Tell whether cost and gain go up together everywhere, so that the least gain is the least cost."""
    steps = [step for gains, costs in groups for step in zip(gains[1:], costs[1:], strict=True)]
    return all(gain * steps[0][1] == cost * steps[0][0] for gain, cost in steps)


def _by_sums(gains: Sequence[Sequence[int]], needed: int) -> list[int]:
    """
    Find the least sum of gains that is enough, with the sums that can be reached as the bits of a number.

    The largest gains come first, and no more of them than it takes to reach just what is needed.
    """
    order = sorted(range(len(gains)), key=lambda at: -gains[at][-1])
    reached = [1]
    for at in order:
        sums = reached[-1]
        for gain in gains[at][1:]:
            sums |= reached[-1] << gain
        if (enough := sums >> needed) > 1:  # those beyond the first that is enough are of no use
            sums &= (1 << (needed + (enough & -enough).bit_length())) - 1
        reached.append(sums)
        if enough & 1:
            break
    left = reached[-1].bit_length() - 1
    picks = [0] * len(gains)
    for number in range(len(reached) - 2, -1, -1):
        own = gains[order[number]]
        picks[order[number]] = next(
            n for n, gain in enumerate(own) if gain <= left and reached[number] >> left - gain & 1
        )
        left -= own[picks[order[number]]]
    return picks
