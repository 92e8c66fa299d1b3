"""
What measures share: who of them counts, and how much smaller a cut by a percentage is, thousands of euro.

Of chosen measures that are wholly or partly the same money only those count of which no two share a record, and of
those the ones whose sum is largest; a cut by a percentage then falls on what the savings that still count leave of its
budget.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from budget.catalogue import Catalogue, Conflict, Counting, Measure
from budget.core import Settings, share_keur
from budget.engine.dials import moved
from budget.engine.lines import kept_by_settings, measure_delay
from budget.engine.package import Package

CUT_FORMULA_BY_YEAR = "yearly-cut"
FEW = 12  # measures that share money: in no more than 81 ways


def sharing_pairs(conflicts: Iterable[Conflict], chosen: frozenset[str]) -> frozenset[frozenset[str]]:
    """Return the pairs of chosen measures that stand on two sides of one record of the same money."""
    pairs = set()
    for conflict in conflicts:
        if conflict.counting is not Counting.SAME_MONEY:
            continue
        sides = conflict.chosen_by_side(chosen)
        for place, side in enumerate(sides):
            for other in sides[place + 1 :]:
                pairs |= {frozenset((a, b)) for a in side for b in other}
    return frozenset(pairs)


def sharing_groups(pairs: frozenset[frozenset[str]]) -> list[frozenset[str]]:
    """Return the measures that share money, directly or by way of others, group by group."""
    groups: list[set[str]] = []
    for pair in pairs:
        touched = [group for group in groups if group & pair]
        merged = set(pair).union(*touched)
        groups = [group for group in groups if not group & pair] + [merged]
    return [frozenset(group) for group in groups]


def largest_kept(group: Iterable[str], pairs: frozenset[frozenset[str]], amounts: Mapping[str, int]) -> frozenset[str]:
    """
    Return the members of a group of which no two share a record and whose sum is largest in absolute value.

    Who shares with none of those that count, counts too: no cost goes because a saving without it is larger. Of equal
    sums the one counts that holds the first member, in the order given, which not both hold. −25, −25 and −58 that all
    share leave −58.
    """
    members = tuple(group)
    best: tuple[int, frozenset[str]] = (-1, frozenset())
    for kept in _few_ways(members, pairs) if len(members) <= FEW else _ways(members, pairs):
        size = abs(sum([amounts[id_] for id_ in kept]))
        if size > best[0]:
            best = (size, kept)
    return best[1]


def _ways(members: tuple[str, ...], pairs: frozenset[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Yield which members can count together, none that shares with another and none left out that could join them."""
    shares = {id_: frozenset(other for other in members if frozenset((id_, other)) in pairs) for id_ in members}
    stack: list[tuple[frozenset[str], tuple[str, ...]]] = [(frozenset(), members)]
    while stack:
        kept, rest = stack.pop()
        if not rest:
            if all(id_ in kept or shares[id_] & kept for id_ in members):
                yield kept
            continue
        first, *others = rest
        free = tuple(other for other in others if other not in shares[first])
        if len(free) < len(others):
            stack.append((kept, tuple(others)))
        stack.append((kept | {first}, free))


@lru_cache(maxsize=1024)
def _few_ways(members: tuple[str, ...], pairs: frozenset[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """Return the same at once: every column asks for it."""
    return tuple(_ways(members, pairs))


@dataclass(frozen=True)
class Sharing:
    """The pairs of measures that share money, and the groups that they form; all in the catalogue's order."""

    pairs: frozenset[frozenset[str]]
    groups: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, pairs: frozenset[frozenset[str]], order: Mapping[str, int]) -> Sharing:
        """Find the groups of pairs."""
        groups = [tuple(sorted(group, key=order.__getitem__)) for group in sharing_groups(pairs)]
        return cls(pairs, tuple(sorted(groups, key=lambda group: order[group[0]])))

    def counted_twice(self, amounts: Mapping[str, int]) -> frozenset[str]:
        """Return the measures that count no more, given what each amounts to."""
        return frozenset(id_ for group in self.groups for id_ in set(group) - largest_kept(group, self.pairs, amounts))


def package_sharing(package: Package) -> Sharing:
    """Return which chosen measures of a package share money."""
    catalogue = package.catalogue
    found: Sharing = package.once(
        "sharing",
        lambda it: Sharing.of(sharing_pairs(catalogue.conflicts, frozenset(it.selection)), catalogue.order),
    )
    return found


def cut_percent(catalogue: Catalogue, cut: Measure, column: str, settings: Settings) -> Fraction:
    """
    Return the percentage that a cut takes in a column, from its dials as they stand.

    A yearly cut of 3.5% up to 14% takes 3.5% in the first year and 14% from the fourth on; decided a year later, a
    year later. Another cut takes its own percentage in every column. A measure without dials has none: 0.
    """
    if cut.dials is None:
        return Fraction(0)
    turned = moved(cut, settings)
    values = {dial.id: Fraction(turned.get(dial.id, dial.default)) for dial in cut.dials.values}
    if cut.dials.formula != CUT_FORMULA_BY_YEAR:
        return values.get("percent", Fraction(0))
    columns = catalogue.columns
    if column == columns.structural:
        return values["ceiling"] if values["step"] else Fraction(0)
    steps = columns.place[column] + 1 - measure_delay(cut, settings)
    return min(values["step"] * max(steps, 0), values["ceiling"])


class CutPercents(dict[tuple[str, str], Fraction]):
    """The percentages of a catalogue's cuts by measure and column under settings, each made when first asked for."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        super().__init__()
        self._catalogue, self._settings = catalogue, settings

    def __missing__(self, key: tuple[str, str]) -> Fraction:
        cut, column = key
        found = self[key] = cut_percent(self._catalogue, self._catalogue.measures[cut], column, self._settings)
        return found


def taken_by_cuts(
    catalogue: Catalogue, column: str, settings: Settings, amounts: Mapping[str, int]
) -> Iterator[tuple[str, str, int]]:
    """
    Yield cut, saving and by how much the cut is smaller when both count, thousands of euro, 0 left out.

    `amounts` holds the measures that may be there. A cut without an amount of its own takes nothing.
    """
    settings = settings.of_amounts
    percents = kept_by_settings(catalogue, "cut percents", settings, lambda: CutPercents(catalogue, settings))
    for _, cuts, savings in catalogue.cuts_after_savings:
        for cut in cuts:
            if not amounts.get(cut):
                continue
            percent = percents[cut, column]
            for saving in (id_ for id_ in savings if amounts.get(id_, 0) < 0):
                if less := share_keur(-amounts[saving], percent.numerator, percent.denominator * 100):
                    yield cut, saving, less
