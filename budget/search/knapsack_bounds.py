"""
The cheapest options of groups whose gains together are enough, by listing what no bound rules out.

Group after group the sums that none beats in gain and cost are kept. What a sum still needs costs at least what the
cheapest parts of the groups left would cost in fractions; a sum that cannot become cheaper than the best known goes.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from budget.search.choices import Numbers, TooManyError, Whole, unbeaten

MOST_SUMS: Final = 60_000
"""Sums that are listed at most from one group to the next."""
ROUND_OFF: Final = 1e-3  # the bound is in floating point; costs are whole numbers

Group = tuple[list[int], list[int]]
"""The gains and the costs of a group's options, both rising from 0."""


@dataclass(frozen=True)
class _Steps:
    """Every step from one option to the next on the groups' convex hulls, the cheapest per gain first."""

    group: Whole
    gain: Whole
    cost: Whole
    option: Whole

    def after(self, number: int) -> tuple[Whole, Whole]:
        """Return gain and cost of the first steps of the groups from a number on, none first."""
        still = self.group >= number
        sums = [np.cumsum(np.where(still, part, 0)) for part in (self.gain, self.cost)]
        return np.concatenate([[0], sums[0]]), np.concatenate([[0], sums[1]])


def _hull(group: Group) -> list[tuple[int, int, int]]:
    """Return gain, cost and number of the options on the lower convex hull, from the first to the last."""
    kept: list[tuple[int, int, int]] = []
    for number, (gain, cost) in enumerate(zip(*group, strict=True)):
        while len(kept) > 1:
            (gain_1, cost_1, _), (gain_2, cost_2, _) = kept[-2:]
            if (cost_2 - cost_1) * (gain - gain_1) < (cost - cost_1) * (gain_2 - gain_1):
                break
            kept.pop()
        kept.append((gain, cost, number))
    return kept


def _steps(groups: Sequence[Group]) -> _Steps:
    made: list[tuple[float, int, int, int, int]] = []
    for number, group in enumerate(groups):
        for (gain, cost, _), (more, dearer, option) in itertools.pairwise(_hull(group)):
            made.append(((dearer - cost) / (more - gain), number, option, more - gain, dearer - cost))
    made.sort()
    columns = np.array([item[1:] for item in made], dtype=np.int64).reshape(-1, 4).T
    return _Steps(columns[0], columns[2], columns[3], columns[1])


def by_bounds(groups: Sequence[Group], needed: int) -> list[int]:
    """
    Return the cheapest options, one of each group, that gain what is needed; all together gain enough.

    Raises TooManyError.
    """
    several = [at for at, (gains, _) in enumerate(groups) if len(gains) > 1]
    order = sorted(several, key=lambda at: min(map(float.__truediv__, *_floats(groups[at]))))
    picks = dict(zip(order, _Listing([groups[at] for at in order], needed).run(), strict=True))
    return [picks.get(at, 0) for at in range(len(groups))]


def _floats(group: Group) -> tuple[list[float], list[float]]:
    return [float(cost) for cost in group[1][1:]], [float(gain) for gain in group[0][1:]]


class _Listing:
    """The sums of the groups so far, with where each came from, and the cheapest complete choice known."""

    def __init__(self, groups: Sequence[Group], needed: int) -> None:
        self.groups, self.needed, self.steps = groups, needed, _steps(groups)
        self.gain, self.cost = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
        self.kept: Numbers = np.zeros(1, dtype=np.intp)
        self.trail: list[tuple[Numbers, Numbers]] = []
        self.best: tuple[int, int, int, int] | None = None  # cost, groups done, sum, steps taken after it
        self.unit = math.gcd(*(cost for _, costs in groups for cost in costs)) or 1

    def run(self) -> list[int]:
        """Go through the groups."""
        for number, group in enumerate(self.groups):
            self._bound(number)
            if not len(self.gain):
                break
            if len(self.gain) * len(group[0]) > MOST_SUMS:
                raise TooManyError
            self._add(group)
        else:
            self._bound(len(self.groups))
        return self._choice()

    def _bound(self, number: int) -> None:
        """Complete every sum by whole steps, keep the cheapest, and drop the sums that cannot be cheaper than that."""
        gains, costs = self.steps.after(number)
        left = self.needed - self.gain
        at = np.searchsorted(gains, left)
        possible = at < len(gains)
        whole = np.where(possible, self.cost + costs[np.minimum(at, len(gains) - 1)], np.iinfo(np.int64).max)
        first = int(np.argmin(whole))
        if possible[first] and (self.best is None or whole[first] < self.best[0]):
            self.best = int(whole[first]), number, first, int(at[first])
        least = self.cost + np.interp(left, gains, costs)
        most = math.inf if self.best is None else self.best[0] - self.unit + ROUND_OFF
        self.kept = np.flatnonzero(possible & (least <= most))
        self.gain, self.cost = self.gain[self.kept], self.cost[self.kept]

    def _add(self, group: Group) -> None:
        """Add each option of a group to each sum; keep those that none beats."""
        size = len(self.gain)
        gain, cost = (
            np.add.outer(np.array(own, dtype=np.int64), sums).ravel()
            for own, sums in zip(group, (self.gain, self.cost), strict=True)
        )
        np.minimum(gain, self.needed, out=gain)  # more is of no use
        order = unbeaten(gain, cost)
        self.gain, self.cost = gain[order], cost[order]
        self.trail.append((order // size, self.kept[order % size]))

    def _choice(self) -> list[int]:
        """Return the options of the cheapest complete choice."""
        assert self.best is not None  # all together gain enough
        _, done, place, taken = self.best
        picks = [0] * len(self.groups)
        for at in range(taken):
            if self.steps.group[at] >= done:
                picks[int(self.steps.group[at])] = int(self.steps.option[at])
        for number in range(done - 1, -1, -1):
            option, before = self.trail[number]
            picks[number], place = int(option[place]), int(before[place])
        return picks
