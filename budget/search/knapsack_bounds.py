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
from typing import Any, Final

import numpy as np
import numpy.typing as npt

MOST_SUMS: Final = 100_000
ROUND_OFF: Final = 1e-3  # the bound is in floating point; costs are whole numbers

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Option:
    """A set of one group: what it adds to what is demanded, what it costs, and its places."""

    gain: int
    cost: int
    places: tuple[int, ...]


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


def _hull(options: Sequence[Option]) -> list[int]:
    """Return the options on the lower convex hull of cost by gain, from the first to the last."""
    kept: list[int] = []
    for number, option in enumerate(options):
        while len(kept) > 1:
            one, two = options[kept[-2]], options[kept[-1]]
            if (two.cost - one.cost) * (option.gain - one.gain) < (option.cost - one.cost) * (two.gain - one.gain):
                break
            kept.pop()
        kept.append(number)
    return kept


def _steps(groups: Sequence[Sequence[Option]]) -> _Steps:
    made: list[tuple[float, int, int, int, int]] = []
    for number, options in enumerate(groups):
        hull = _hull(options)
        for low, high in itertools.pairwise(hull):
            gain, cost = options[high].gain - options[low].gain, options[high].cost - options[low].cost
            made.append((cost / gain, number, high, gain, cost))
    made.sort()
    columns = np.array([item[1:] for item in made], dtype=np.int64).reshape(-1, 4).T
    return _Steps(columns[0], columns[2], columns[3], columns[1])


def by_bounds(given: Sequence[Sequence[Option]], needed: int) -> list[Option] | None:
    """
    Return the cheapest options, one of each group, that gain `needed` more than the first ones; None beyond a size.

    Each group's options rise in gain and in cost, and all together gain enough.
    """
    groups = sorted((options for options in given if len(options) > 1), key=_cheapness)
    found = _Listing(groups, needed).run()
    if found is None:
        return None
    return [*found, *(options[0] for options in given if len(options) == 1)]


def _cheapness(options: Sequence[Option]) -> float:
    first = options[0]
    return min((option.cost - first.cost) / (option.gain - first.gain) for option in options[1:])


class _Listing:
    """The sums of the groups so far, with where each came from, and the cheapest complete choice known."""

    def __init__(self, groups: Sequence[Sequence[Option]], needed: int) -> None:
        self.groups, self.needed, self.steps = groups, needed, _steps(groups)
        self.gain, self.cost = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
        self.trail: list[tuple[Any, Any]] = []
        self.best: tuple[int, int, int, int] | None = None  # cost, groups done, sum, steps taken after it
        costs = [option.cost - options[0].cost for options in groups for option in options[1:]]
        self.unit = math.gcd(*costs) or 1

    def run(self) -> list[Option] | None:
        """Go through the groups; None when there are too many sums."""
        for number, options in enumerate(self.groups):
            self._bound(number)
            if not len(self.gain):
                break
            self._add(options)
            if len(self.gain) > MOST_SUMS:
                return None
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
        keep = np.flatnonzero(possible & (least <= most))
        self.gain, self.cost = self.gain[keep], self.cost[keep]
        self.kept = keep

    def _add(self, options: Sequence[Option]) -> None:
        """Add each option of a group to each sum; keep those that none beats."""
        size, first = len(self.gain), options[0]
        gain = np.concatenate([self.gain + (option.gain - first.gain) for option in options])
        cost = np.concatenate([self.cost + (option.cost - first.cost) for option in options])
        np.minimum(gain, self.needed, out=gain)
        order = np.lexsort((cost, -gain))
        lowest = np.minimum.accumulate(cost[order])
        order = order[np.concatenate([[True], lowest[1:] < lowest[:-1]])]
        self.gain, self.cost = gain[order], cost[order]
        self.trail.append((order // size, self.kept[order % size]))

    def _choice(self) -> list[Option]:
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
        return [options[pick] for options, pick in zip(self.groups, picks, strict=True)]
