"""
Clusters of decisions that hang together, read from what a knapsack asks.

Decisions hang together when they exclude each other or when a further variable looks at both. A cut after savings looks
at many: it is a hub, and once it is settled which hubs are chosen, the savings fall apart into small pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from budget.search.choices import Cluster, Piece, Single, TooManyError
from budget.search.program import Parts, Product

MOST_SETS: Final = 512
"""Sets of one piece that are listed at most."""
MOST_HUBS: Final = 5


@dataclass(frozen=True)
class Form:
    """
    What a knapsack asks: by demand the gain of each variable, the costs of the decisions, who excludes whom.

    `chosen` are the decisions that are taken for sure, `meanings` what the further variables stand for.
    """

    gains: Sequence[Mapping[int, int]]
    costs: Sequence[int]
    excluding: Mapping[int, set[int]]
    chosen: frozenset[int]
    meanings: Sequence[Parts | Product]


def clusters_of(form: Form, places: Iterable[int]) -> list[Cluster | Single]:
    """
    Return the clusters of some decisions; no other one is taken.

    Raises TooManyError.
    """
    return _Reader(form, frozenset(places)).clusters()


class _Reader:
    """Finds hubs, clusters and pieces."""

    def __init__(self, form: Form, places: frozenset[int]) -> None:
        self.form, self.places = form, places
        self.parts = [m for m in form.meanings if isinstance(m, Parts) and m.members & places]
        self.behind = {variable: m.members & places for m in self.parts for variable in m.variables.values()}
        products = [m for m in form.meanings if isinstance(m, Product) and self._counts(m)]
        grouped = {place for meaning in self.parts for place in meaning.members}
        self.hubs = places.intersection(one for m in products if (one := _single(m.first)) is not None) - grouped
        self.inner: list[Product] = []
        self.beside: list[tuple[int, Mapping[int, int], int]] = []
        self.pairs: list[tuple[int, int, int]] = []
        for meaning in products:
            self._sort(meaning)

    def _counts(self, meaning: Product) -> bool:
        """Tell whether a product can be 1 and something is demanded of it."""
        possible = self._below(meaning.first) and self._below(meaning.second)
        return bool(possible) and any(meaning.variable in gains for gains in self.form.gains)

    def _below(self, sums: Mapping[int, int]) -> set[int]:
        """Return the decisions on which a sum of variables rests."""
        found = set[int]()
        for variable in sums:
            found |= self.behind.get(variable, {variable})
        return found & self.places

    def _hub(self, sums: Mapping[int, int]) -> int | None:
        """Return the hub that is all of a sum."""
        one = _single(sums)
        return one if one in self.hubs else None

    def _sort(self, meaning: Product) -> None:
        """Note a product by how many of its sides are hubs."""
        one, other = self._hub(meaning.first), self._hub(meaning.second)
        if one is not None and other is not None:
            self.pairs.append((one, other, meaning.variable))
        elif one is not None:
            self.beside.append((one, meaning.second, meaning.variable))
        elif other is not None:
            self.beside.append((other, meaning.first, meaning.variable))
        else:
            self.inner.append(meaning)

    def _together(self, hubs: bool) -> list[set[int]]:
        """Return the sets of decisions that hang together directly, by way of the hubs or not."""
        found = [{place, *out} for place, out in self.form.excluding.items() if place in self.places]
        found += [set(meaning.members) for meaning in self.parts]
        found += [self._below(meaning.first) | self._below(meaning.second) for meaning in self.inner]
        if hubs:
            found += [{hub, *self._below(other)} for hub, other, _ in self.beside]
            return [*found, *({hub, other} for hub, other, _ in self.pairs)]
        return [places - self.hubs for places in found]

    def clusters(self) -> list[Cluster | Single]:
        """Return every cluster."""
        pieces: dict[int, list[list[int]]] = {}
        whole = _connected(sorted(self.places), self._together(hubs=True))
        number_of = {place: number for number, members in enumerate(whole) for place in members}
        for members in _connected(sorted(self.places - self.hubs), self._together(hubs=False)):
            pieces.setdefault(number_of[members[0]], []).append(members)
        return [self._cluster(members, pieces.get(number, [])) for number, members in enumerate(whole)]

    def _cluster(self, members: Sequence[int], pieces: Sequence[Sequence[int]]) -> Cluster | Single:
        """List the choices of a cluster's hubs, and the sets of its pieces."""
        form, hubs = self.form, [place for place in members if place in self.hubs]
        if len(members) == 1:
            (place,) = members
            gains = [row.get(place, 0) for row in form.gains]
            return Single(place, gains, form.costs[place], place in form.chosen)
        if not hubs:
            none = np.zeros((1, len(form.gains)), dtype=np.int64)
            return Cluster([()], none, np.zeros(1, dtype=np.int64), [self._piece(piece, ()) for piece in pieces])
        if len(hubs) > MOST_HUBS:
            raise TooManyError
        settled, found = list[tuple[int, ...]](), list[list[int]]()
        for values in product((False, True), repeat=len(hubs)):
            taken = tuple(hub for hub, value in zip(hubs, values, strict=True) if value)
            if any(form.excluding.get(hub, set()).intersection(taken) for hub in taken):
                continue
            if form.chosen.intersection(hubs).issubset(taken):
                settled.append(taken)
                both = [variable for one, other, variable in self.pairs if {one, other}.issubset(taken)]
                found.append([sum(row.get(variable, 0) for variable in (*taken, *both)) for row in form.gains])
        costs = [sum(form.costs[hub] for hub in taken) for taken in settled]
        shape = (len(settled), len(form.gains))
        own = [self._piece(piece, hubs) for piece in pieces]
        return Cluster(settled, np.array(found, dtype=np.int64).reshape(shape), np.array(costs, dtype=np.int64), own)

    def _piece(self, members: Sequence[int], hubs: Sequence[int]) -> Piece:
        """List the sets of a piece, and what each gains by itself and beside each hub."""
        form, inside = self.form, frozenset(members)
        groups = [meaning for meaning in self.parts if meaning.members & inside]
        products = [meaning for meaning in self.inner if self._below(meaning.first) <= inside]
        beside = [item for item in self.beside if item[0] in hubs and self._below(item[1]) <= inside]
        sets = [own for own in self._sets(members) if all(m.members.intersection(own) in m.variables for m in groups)]
        gains, more = [], {hub: list[list[int]]() for hub, _, _ in beside}
        for own in sets:
            taken = frozenset(own)
            true = {*own, *(meaning.variables[taken & meaning.members] for meaning in groups)}
            true |= {m.variable for m in products if _is_one(m.first, true) and _is_one(m.second, true)}
            gains.append([sum(row.get(variable, 0) for variable in true) for row in form.gains])
            for hub, rows in more.items():
                cut = [variable for one, other, variable in beside if one == hub and _is_one(other, true)]
                rows.append([sum(row.get(variable, 0) for variable in cut) for row in form.gains])
        shape = (len(sets), len(form.gains))
        barring = {hub: out for hub in hubs if (out := form.excluding.get(hub, set()) & inside)}
        return Piece(
            sets,
            np.array(gains, dtype=np.int64).reshape(shape),
            np.array([sum(form.costs[place] for place in own) for own in sets], dtype=np.int64),
            {hub: np.array(rows, dtype=np.int64).reshape(shape) for hub, rows in more.items()},
            {hub: np.array([not out.isdisjoint(own) for own in sets], dtype=bool) for hub, out in barring.items()},
        )

    def _sets(self, members: Sequence[int]) -> list[tuple[int, ...]]:
        """Return the sets of a piece without two that exclude each other and with all that are taken for sure."""
        form, made = self.form, list[tuple[int, ...]]([()])
        for place in members:
            out = form.excluding.get(place, set())
            grown = [(*own, place) for own in made if out.isdisjoint(own)]
            made = grown if place in form.chosen else made + grown
            if len(made) > MOST_SETS:
                raise TooManyError
        return made


def _single(sums: Mapping[int, int]) -> int | None:
    """Return the variable that is all of a sum."""
    return next(iter(sums)) if len(sums) == 1 else None


def _is_one(sums: Mapping[int, int], true: Iterable[int]) -> bool:
    """Tell whether a sum of variables is 1 when some of them are."""
    return sum(sums.get(variable, 0) for variable in true) == 1


def _connected(places: Sequence[int], together: Iterable[Iterable[int]]) -> list[list[int]]:
    """Return the places that hang together, directly or by way of others, in order."""
    group = {place: [place] for place in places}
    for linked in together:
        held = [place for place in linked if place in group]
        for place in held[1:]:
            one, other = group[held[0]], group[place]
            if one is not other:
                one, other = (one, other) if len(one) >= len(other) else (other, one)
                one += other
                group.update(dict.fromkeys(other, one))
    return [sorted(own) for place, own in group.items() if place == min(own)]
