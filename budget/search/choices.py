"""
The choices of decisions that hang together: what each set of them gains and costs.

The sets of a piece are listed one by one, those of a cluster by adding piece after piece for each choice of its hubs;
what another set beats is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

MOST_OPTIONS: Final = 20_000
"""Options of one cluster at most."""

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.intp]


class TooManyError(Exception):
    """There is too much to list."""


@dataclass(frozen=True)
class Options:
    """
    Sets of decisions of which none beats another: what each gains of one demand and costs, both rising.

    `trail` says where each came from.
    """

    gains: Sequence[int]
    costs: Sequence[int]
    trail: Sequence[Sequence[int]] | Whole


@dataclass(frozen=True)
class _Listed:
    """Options as arrays."""

    gains: Whole
    costs: Whole
    trail: Whole


def unbeaten(gains: Whole, costs: Whole) -> Numbers:
    """Return the options that no other one beats in gain and in cost, one of each that are equal, by gain."""
    order = np.lexsort((costs, -gains))
    lowest = np.minimum.accumulate(costs[order])
    first = np.ones(len(order), dtype=bool)
    np.less(lowest[1:], lowest[:-1], out=first[1:])
    return order[first][::-1]


@dataclass(frozen=True)
class Single:
    """One decision by itself, with its gains by demand and its cost; `sure` says that it is taken."""

    place: int
    gains: Sequence[int]
    cost: int
    sure: bool

    def options(self, demand: int) -> Options:
        """Return the ways to decide of which none beats the other in the gain of a demand and in cost."""
        gain, cost = self.gains[demand], self.cost
        if self.sure or (gain >= 0 and cost <= 0):
            return Options((gain,), (cost,), ((1,),))
        if gain <= 0 and cost >= 0:
            return Options((0,), (0,), ((0,),))
        return Options((0, gain), (0, cost), ((0,), (1,))) if gain > 0 else Options((gain, 0), (cost, 0), ((1,), (0,)))

    def most(self) -> list[int]:
        """Return the most that it gains, for each demand by itself."""
        return list(self.gains) if self.sure else [max(0, gain) for gain in self.gains]

    def gains_of(self, trail: Sequence[int]) -> Sequence[int]:
        """Return what an option gains of every demand."""
        return self.gains if trail[0] else [0] * len(self.gains)

    def places(self, trail: Sequence[int]) -> tuple[int, ...]:
        """Return the decisions of an option."""
        return (self.place,) if trail[0] else ()


@dataclass(frozen=True)
class Piece:
    """
    Decisions that hang together once the hubs are settled: their sets, with gains by demand and costs.

    `beside` has what the sets gain besides where a hub is chosen, `barred` those that a hub excludes.
    """

    sets: Sequence[tuple[int, ...]]
    gains: Whole
    costs: Whole
    beside: Mapping[int, Whole]
    barred: Mapping[int, npt.NDArray[np.bool_]]

    def beside_hubs(self, hubs: Sequence[int]) -> tuple[Whole, Numbers]:
        """Return what the sets gain that go with the hubs chosen, and their numbers."""
        gains, kept = self.gains, np.ones(len(self.costs), dtype=bool)
        for hub in hubs:
            if hub in self.beside:
                gains = gains + self.beside[hub]
            if hub in self.barred:
                kept &= ~self.barred[hub]
        places = np.flatnonzero(kept)
        return gains[places], places

    def options(self, hubs: Sequence[int], demand: int) -> _Listed:
        """Return the sets that go with the hubs chosen and that none beats beside them."""
        gains, places = self.beside_hubs(hubs)
        best = unbeaten(gains[:, demand], self.costs[places])
        return _Listed(gains[best, demand], self.costs[places[best]], places[best, None])


@dataclass(frozen=True)
class Cluster:
    """Decisions that hang together: the choices of hubs, with gains and costs, and the pieces left beside them."""

    settled: Sequence[tuple[int, ...]]
    gains: Whole
    costs: Whole
    pieces: Sequence[Piece]

    def options(self, demand: int) -> Options:
        """
        Return the sets that none beats in the gain of a demand and in cost; the trail has the hubs' choice first.

        Raises TooManyError.
        """
        found = self._listed(demand)
        return Options(found.gains.tolist(), found.costs.tolist(), found.trail)

    def _listed(self, demand: int) -> _Listed:
        made = []
        for number, taken in enumerate(self.settled):
            options = _Listed(self.gains[[number], demand], self.costs[[number]], np.array([[number]]))
            for piece in self.pieces:
                options = _added(options, piece.options(taken, demand))
            made.append(options)
        if len(made) == 1:
            return made[0]
        gains, costs = np.concatenate([own.gains for own in made]), np.concatenate([own.costs for own in made])
        best = unbeaten(gains, costs)
        return _Listed(gains[best], costs[best], np.concatenate([own.trail for own in made])[best])

    def most(self) -> Sequence[int] | None:
        """Return the most that a set gains, for each demand by itself; None when there is no set."""
        found = []
        for number, taken in enumerate(self.settled):
            own = [piece.beside_hubs(taken) for piece in self.pieces]
            if all(len(places) for _, places in own):
                found.append(self.gains[number] + sum((gains.max(axis=0) for gains, _ in own), 0 * self.gains[number]))
        return [int(gain) for gain in np.max(found, axis=0)] if found else None

    def gains_of(self, trail: Sequence[int]) -> Sequence[int]:
        """Return what an option gains of every demand."""
        number, *picks = trail
        gains = self.gains[number]
        for piece, pick in zip(self.pieces, picks, strict=True):
            gains = gains + piece.gains[pick]
            for hub in self.settled[number]:
                gains = gains + piece.beside[hub][pick] if hub in piece.beside else gains
        found: list[int] = gains.tolist()
        return found

    def places(self, trail: Sequence[int]) -> tuple[int, ...]:
        """Return the decisions of an option."""
        number, *picks = trail
        sets = (piece.sets[pick] for piece, pick in zip(self.pieces, picks, strict=True))
        return (*self.settled[number], *(place for own in sets for place in own))


def _added(options: _Listed, piece: _Listed) -> _Listed:
    """Add each set of a piece to each option; what another beats is dropped."""
    many, own = len(options.costs), len(piece.costs)
    if many == 1:
        trail = np.hstack([np.repeat(options.trail, own, axis=0), piece.trail])
        return _Listed(options.gains + piece.gains, options.costs + piece.costs, trail)
    if many * own > MOST_OPTIONS:
        raise TooManyError
    gains = (options.gains[:, None] + piece.gains).ravel()
    costs = (options.costs[:, None] + piece.costs).ravel()
    best = unbeaten(gains, costs)
    return _Listed(gains[best], costs[best], np.hstack([options.trail[best // own], piece.trail[best % own]]))
