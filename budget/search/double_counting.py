"""
What double counting adds to a goal's effect, in numbers for the whole-number program.

A group of measures that share money is listed: every part of it that may be chosen, with what then counts no more by
the engine's own rule, so that program and engine cannot choose differently among equals. A cut after savings becomes a
product of two yes/no values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from budget.catalogue import Catalogue, ConflictKind
from budget.core import Cell, QuestionError, Settings
from budget.engine import Sharing, at_end, at_largest, doubtful, sharing_pairs, taken_by_cuts
from budget.search.program import Row

MOST_PARTS: Final = 4096
"""How many parts of one group are listed at most; the report's largest group has 16."""

Part = frozenset[int]
"""The chosen members of a group, by place."""


@dataclass(frozen=True)
class Doubles:
    """
    What double counting adds to the effect in one goal column, thousands of euro.

    `groups` holds by group its members and what counts no more by chosen part (parts without such are left out), `cuts`
    the cuts that get smaller: cut, saving and by how much while both count, `doubtful` those that may while both are
    chosen, where bounds leave it unsure that both count. `terms` says the same in the program's
    extra variables.
    """

    exact: tuple[int, ...]
    groups: tuple[tuple[Part, Mapping[Part, Part]], ...]
    cuts: tuple[tuple[int, int, int], ...]
    doubtful: tuple[tuple[int, int, int], ...]
    terms: Mapping[int, int]

    def added(self, chosen: Iterable[int]) -> int:
        """Return what a choice's effect becomes larger (or, below 0, smaller) when nothing counts twice."""
        taken = frozenset(chosen)
        out = frozenset(place for members, drops in self.groups for place in drops.get(members & taken, ()))
        kept = taken - out
        less = sum(keur for cut, saving, keur in self.cuts if cut in kept and saving in kept)
        less += sum(keur for cut, saving, keur in self.doubtful if cut in taken and saving in taken)
        return less - sum(self.exact[place] for place in out)


@dataclass
class DoublesBuilder:
    """
    Makes the variables and rows of double counting for one goal column after the other.

    `barred` are the places that no package holds, `first` the first free variable. Raises QuestionError for a group
    that has more than `MOST_PARTS` parts.
    """

    catalogue: Catalogue
    settings: Settings
    barred: frozenset[int]
    first: int
    rows: list[Row] = field(default_factory=list)
    extra: int = 0
    _products: dict[object, int] = field(default_factory=dict)
    _parts: dict[Part, dict[Part, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the groups and the parts of each that may be chosen."""
        catalogue = self.catalogue
        allowed = frozenset(id_ for id_, place in catalogue.order.items() if place not in self.barred)
        self.ids = tuple(catalogue.order)
        sharing = Sharing.of(sharing_pairs(catalogue.conflicts, allowed), catalogue.order)
        self.pairs = sharing.pairs
        groups = [[catalogue.order[id_] for id_ in group] for group in sharing.groups]
        excluding = _excluding_pairs(catalogue, {place for group in groups for place in group})
        self.listed = [(frozenset(group), _parts_of(self.ids, group, excluding)) for group in groups]

    def make(self, held: Sequence[Cell], column: str, at_most: bool) -> Doubles | None:
        """
        Return what double counting adds to a goal column; None when it adds nothing, whatever is chosen.

        Amounts with bounds count at the end that is worse for the goal.
        """
        exact = [at_end(cell, "upper" if at_most else "lower") for cell in held]
        amounts = {self.ids[place]: keur for place, keur in enumerate(exact) if place not in self.barred}
        groups, terms = [], dict[int, int]()
        counts: dict[int, dict[int, int]] = {}
        for members, parts in self.listed:
            drops = self._drops(parts, amounts)
            if not drops:
                continue
            groups.append((members, drops))
            variables = self._variables(members, parts)
            for part, out in drops.items():
                terms[variables[part]] = -sum(exact[place] for place in out)
            for place in members:
                counts[place] = _counting(place, variables, drops)
        cuts, doubts = self._cuts(held, amounts, column, at_most)
        for cut, saving, keur in cuts:
            product = self._product(counts.get(cut, {cut: 1}), counts.get(saving, {saving: 1}), at_most)
            terms[product] = terms.get(product, 0) + keur
        for cut, saving, keur in doubts:
            product = self._product({cut: 1}, {saving: 1}, at_most)
            terms[product] = terms.get(product, 0) + keur
        if not (groups or cuts or doubts):
            return None
        return Doubles(tuple(exact), tuple(groups), tuple(cuts), tuple(doubts), terms)

    def _cuts(
        self, held: Sequence[Cell], amounts: Mapping[str, int], column: str, at_most: bool
    ) -> tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]:
        """Return the cuts that get smaller beside a saving for sure, and those in doubt, which only harm "at most"."""
        catalogue, order = self.catalogue, self.catalogue.order
        doubt = doubtful(catalogue, self.settings, column)
        largest = {id_: at_largest(held[order[id_]]) for id_ in amounts}

        def taken(of: Mapping[str, int], sure: bool) -> list[tuple[int, int, int]]:
            found = taken_by_cuts(catalogue, column, self.settings, of)
            return [(order[c], order[s], keur) for c, s, keur in found if (c not in doubt and s not in doubt) is sure]

        return taken(amounts, True), taken(largest, False) if at_most and doubt else []

    def _drops(self, parts: Sequence[Part], amounts: Mapping[str, int]) -> dict[Part, Part]:
        """Return by part of a group what counts no more of it; only the parts of which something does."""
        found = {}
        for part in parts:
            ids = frozenset(self.ids[place] for place in part)
            if len(ids) > 1 and any(amounts[id_] for id_ in ids):
                sharing = Sharing.of(frozenset(pair for pair in self.pairs if pair <= ids), self.catalogue.order)
                out = [id_ for id_ in sharing.counted_twice(amounts) if amounts[id_]]
                if out:
                    found[part] = frozenset(self.catalogue.order[id_] for id_ in out)
        return found

    def _variables(self, members: Part, parts: Sequence[Part]) -> dict[Part, int]:
        """Return a variable for each part of a group, of which exactly one is 1: that of the measures chosen."""
        if members not in self._parts:
            start = self.first + self.extra
            self.extra += len(parts)
            made = self._parts[members] = {part: start + number for number, part in enumerate(parts)}
            self.rows.append(Row(dict.fromkeys(made.values(), 1), least=1, most=1))
            for place in members:
                terms = {variable: 1 for part, variable in made.items() if place in part}
                self.rows.append(Row({**terms, place: -1}, least=0, most=0))
        return self._parts[members]

    def _product(self, first: Mapping[int, int], second: Mapping[int, int], at_most: bool) -> int:
        """
        Return a variable for whether both values are 1.

        Only the side is held that a goal of this kind leans on: at least the product for "at most", at most for others.
        """
        key = (frozenset(first.items()), frozenset(second.items()), at_most)
        if key not in self._products:
            variable = self._products[key] = self.first + self.extra
            self.extra += 1
            if at_most:
                self.rows.append(Row({**_sum(first, second), variable: -1}, most=1))
            else:
                self.rows += [
                    Row({variable: 1, **{v: -c for v, c in value.items()}}, most=0) for value in (first, second)
                ]
        return self._products[key]


def _sum(first: Mapping[int, int], second: Mapping[int, int]) -> dict[int, int]:
    return {place: first.get(place, 0) + second.get(place, 0) for place in (*first, *second)}


def _counting(place: int, variables: Mapping[Part, int], drops: Mapping[Part, Part]) -> dict[int, int]:
    """Return the sum of variables that is 1 when a member of a group is chosen and still counts."""
    return {var: 1 for part, var in variables.items() if place in part and place not in drops.get(part, ())}


def _excluding_pairs(catalogue: Catalogue, places: set[int]) -> frozenset[Part]:
    """Return the pairs of some places that exclude each other."""
    found = set()
    for conflict in catalogue.conflicts:
        if conflict.kind is ConflictKind.EXCLUSIVE:
            sides = [[p for id_ in side if (p := catalogue.order.get(id_)) in places] for side in conflict.sides]
            for number, side in enumerate(sides):
                found |= {frozenset((a, b)) for other in sides[number + 1 :] for a in side for b in other}
    return frozenset(found)


def _parts_of(ids: Sequence[str], group: Sequence[int], excluding: frozenset[Part]) -> tuple[Part, ...]:
    """Return every part of a group that holds no two measures which exclude each other, the empty one included."""

    def grown(parts: list[Part], place: int) -> Iterator[Part]:
        for part in parts:
            if not any(frozenset((place, other)) in excluding for other in part):
                yield part | {place}

    parts: list[Part] = [frozenset()]
    for place in group:
        parts += list(grown(parts, place))
        if len(parts) > MOST_PARTS:
            raise QuestionError("too_many_share_money", measures=[ids[p] for p in group], most=MOST_PARTS)
    return tuple(parts)
