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
from budget.engine import (
    Sharing,
    at_end,
    at_largest,
    cutting_measures,
    in_doubt,
    is_endless,
    is_wide,
    sharing_pairs,
    taken_by_cuts,
)
from budget.search.program import Parts, Product, Row, summed

MOST_PARTS: Final = 4096
"""How many parts of one group are listed at most; the report's largest group has 16."""

Part = frozenset[int]
"""The chosen members of a group, by place."""

Sum = dict[int, int]
"""A sum of variables, by their factors, that is 0 or 1."""


Pair = tuple[int, int, int]
"""A cut, a saving that it falls on, and by how much the cut is smaller, thousands of euro."""


@dataclass(frozen=True)
class Group:
    """Members that share money: by chosen part what counts no more, and of whom ranges leave that in doubt."""

    members: Part
    drops: Mapping[Part, Part]
    doubts: Mapping[Part, Part]


@dataclass(frozen=True)
class Doubles:
    """
    What double counting adds to the effect in one goal column, thousands of euro.

    `groups` holds the groups (parts in which nothing drops or is in doubt are left out), `cuts` the cuts that get
    smaller while both count, `unsure` those that may get smaller while both are chosen and one is in doubt, `wide` the
    cuts that have a range. `terms` says the same in the program's extra variables.
    """

    exact: tuple[int, ...]
    groups: tuple[Group, ...]
    cuts: tuple[Pair, ...]
    unsure: tuple[Pair, ...]
    wide: Part
    terms: Mapping[int, int]

    def added(self, chosen: Iterable[int]) -> int:
        """Return what a choice's effect becomes larger (or, below 0, smaller) when nothing counts twice."""
        taken = frozenset(chosen)
        out = frozenset(place for one in self.groups for place in one.drops.get(one.members & taken, ()))
        doubt = frozenset(place for one in self.groups for place in one.doubts.get(one.members & taken, ()))
        doubt |= self.wide & taken
        sure = taken - out - doubt
        less = sum(keur for cut, saving, keur in self.cuts if cut in sure and saving in sure)
        both = [(keur, {cut, saving}) for cut, saving, keur in self.unsure if cut in taken and saving in taken]
        less += sum(keur for keur, pair in both if pair & doubt)
        return less - sum(self.exact[place] for place in out)


@dataclass
class DoublesBuilder:
    """
    Makes the variables of double counting, with their meanings and rows, for one goal column after the other.

    `barred` are the places that no package holds, `first` the first free variable. Raises QuestionError for a group
    that has more than `MOST_PARTS` parts.
    """

    catalogue: Catalogue
    settings: Settings
    barred: frozenset[int]
    first: int
    rows: list[Row] = field(default_factory=list)
    meanings: list[Parts | Product] = field(default_factory=list)
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
        wide = frozenset(self.ids[p] for p, cell in enumerate(held) if p not in self.barred and is_wide(cell))
        wide_cuts = frozenset(self.catalogue.order[id_] for id_ in wide & cutting_measures(self.catalogue))
        groups, terms = list[Group](), dict[int, int]()
        counts: dict[int, Sum] = {place: {} for place in wide_cuts}
        unsure: dict[int, Sum] = {place: {place: 1} for place in wide_cuts}
        for members, parts in self.listed:
            group = Group(members, self._drops(parts, amounts), self._doubts(parts, wide))
            if not (group.drops or group.doubts):
                continue
            groups.append(group)
            variables = self._variables(members, parts)
            for part, out in group.drops.items():
                terms[variables[part]] = -sum(exact[place] for place in out)
            for place in members - wide_cuts:
                counts[place], unsure[place] = _counting(place, variables, group)
        largest = {id_: at_largest(held[self.catalogue.order[id_]]) for id_ in amounts}
        cuts, doubts = self._pairs(amounts, column), self._pairs(largest, column) if at_most and wide else ()
        for cut, saving, keur in cuts:
            self._add(terms, keur, at_most, counts.get(cut, {cut: 1}), counts.get(saving, {saving: 1}))
        if at_most and wide:
            self._keep_apart(held, unsure)
        for cut, saving, keur in doubts:
            self._add(terms, keur, at_most, unsure.get(cut, {}), {saving: 1})
            self._add(terms, keur, at_most, _rest(cut, unsure), unsure.get(saving, {}))
        if not (groups or cuts or doubts):
            return None
        return Doubles(tuple(exact), tuple(groups), cuts, doubts, wide_cuts, terms)

    def _keep_apart(self, held: Sequence[Cell], unsure: Mapping[int, Sum]) -> None:
        """Keep a cut from a saving without a known most where one is in doubt: no sum with both has an upper end."""
        order = self.catalogue.order
        for record in self.catalogue.cuts_after_savings:
            cuts, savings = ([order[id_] for id_ in ids if id_ in order] for ids in (record.cuts, record.savings))
            for cut, saving in ((cut, saving) for cut in cuts for saving in savings if is_endless(held[saving])):
                for first, second in (
                    (unsure.get(cut, {}), {saving: 1}),
                    (_rest(cut, unsure), unsure.get(saving, {})),
                ):
                    if first and second:
                        self.rows.append(Row(summed(first, second), most=1))

    def _pairs(self, amounts: Mapping[str, int], column: str) -> tuple[Pair, ...]:
        found, order = taken_by_cuts(self.catalogue, column, self.settings, amounts), self.catalogue.order
        return tuple((order[cut], order[saving], keur) for cut, saving, keur in found)

    def _add(self, terms: dict[int, int], keur: int, at_most: bool, first: Sum, second: Sum) -> None:
        """Add what counts when two sums of yes/no values are both 1; an empty sum never is."""
        if first and second:
            product = self._product(first, second, at_most)
            terms[product] = terms.get(product, 0) + keur

    def _doubts(self, parts: Sequence[Part], wide: frozenset[str]) -> dict[Part, Part]:
        """Return by part of a group of whom ranges leave it in doubt whether they count; only the parts with such."""
        found = {}
        for part in parts:
            ids = frozenset(self.ids[place] for place in part)
            if wide & ids:
                sharing = Sharing.of(frozenset(pair for pair in self.pairs if pair <= ids), self.catalogue.order)
                if doubt := in_doubt(sharing, wide & ids, frozenset()):
                    found[part] = frozenset(self.catalogue.order[id_] for id_ in doubt)
        return found

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
            self._parts[members] = {part: start + number for number, part in enumerate(parts)}
            self.meanings.append(Parts(members, self._parts[members]))
        return self._parts[members]

    def _product(self, first: Mapping[int, int], second: Mapping[int, int], at_most: bool) -> int:
        """Return a variable for whether both values are 1."""
        key = (frozenset(first.items()), frozenset(second.items()), at_most)
        if key not in self._products:
            variable = self._products[key] = self.first + self.extra
            self.extra += 1
            self.meanings.append(Product(variable, first, second, at_most))
        return self._products[key]


def _counting(place: int, variables: Mapping[Part, int], group: Group) -> tuple[Sum, Sum]:
    """Return the sum that is 1 when a member is chosen and surely counts, and the one when that is in doubt."""
    held = {part: variable for part, variable in variables.items() if place in part}
    unsure = {variable: 1 for part, variable in held.items() if place in group.doubts.get(part, ())}
    gone = {variable for part, variable in held.items() if place in group.drops.get(part, ())}
    return {variable: 1 for variable in held.values() if variable not in gone and variable not in unsure}, unsure


def _rest(place: int, unsure: Mapping[int, Sum]) -> Sum:
    """Return the sum that is 1 when a measure is chosen and not in doubt."""
    return {place: 1, **dict.fromkeys(unsure.get(place, {}), -1)} if unsure.get(place) != {place: 1} else {}


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
