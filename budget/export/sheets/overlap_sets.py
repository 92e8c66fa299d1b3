"""
What can count of measures that are the same money: every case, in the engine's order, and the values as exported.

A case is a component: members that are all chosen, hang together by shared records, and share with no other chosen
one. Its sets are those of which no two members share and to which no other can be added; the first that is largest in
absolute value counts, in the order in which `budget.engine` tries them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from budget.catalogue import Catalogue, Measure
from budget.core import Cell, add_cells, share_keur
from budget.engine import BY_YEAR, Package, Sharing, measure_delay, sharing_pairs
from budget.export.sheets.base import ScopeGroup
from budget.export.sheets.dials import dial_key, dial_values, fineness

Amounts = dict[str, int]
"""Amounts by measure in one column at one end, thousands of euro."""


@dataclass(frozen=True)
class KeptSet:
    """A set that may count of a component; `first` tells the first set of its component, `count` how many it has."""

    component: tuple[str, ...]
    others: tuple[str, ...]
    kept: frozenset[str]
    first: bool
    count: int


@dataclass(frozen=True)
class Cut:
    """A cut by a percentage that a record lets fall on what a saving leaves."""

    record: str
    cut: str
    saving: str


def list_sets(catalogue: Catalogue) -> list[KeptSet]:
    """Return every set of every component of measures that are the same money."""
    sharing = Sharing.of(sharing_pairs(catalogue.conflicts, frozenset(catalogue.measures)), catalogue.order)
    found = []
    for members in sharing.groups:
        shares = shares_of(members, sharing.pairs)
        for size in range(2, len(members) + 1):
            for component in combinations(members, size):
                found += _of_component(component, shares)
    return found


def shares_of(members: tuple[str, ...], pairs: frozenset[frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return for each member with which others it shares money."""
    return {id_: frozenset(other for other in members if frozenset((id_, other)) in pairs) for id_ in members}


def largest_sets(members: tuple[str, ...], shares: Mapping[str, frozenset[str]]) -> list[frozenset[str]]:
    """Return the sets of which no two share and to which no other can be added, in the engine's order."""
    return [kept for kept in _kept(frozenset(), members, shares) if _largest(kept, members, shares)]


def _of_component(component: tuple[str, ...], shares: Mapping[str, frozenset[str]]) -> list[KeptSet]:
    inside = frozenset(component)
    reached = {component[0]}
    while more := frozenset(other for id_ in reached for other in shares[id_] & inside) - reached:
        reached |= more
    if reached != inside:
        return []
    others = tuple(id_ for id_ in shares if id_ not in inside and shares[id_] & inside)
    sets = largest_sets(component, shares)
    return [KeptSet(component, others, kept, not place, len(sets)) for place, kept in enumerate(sets)]


def _largest(kept: frozenset[str], component: tuple[str, ...], shares: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether no other member of the component can be added."""
    return all(id_ in kept or shares[id_] & kept for id_ in component)


def _kept(
    kept: frozenset[str], rest: tuple[str, ...], shares: Mapping[str, frozenset[str]]
) -> Iterator[frozenset[str]]:
    """Yield the sets of which no two share, those with the first member before those without it."""
    if not rest:
        yield kept
        return
    first, *others = rest
    free = tuple(other for other in others if other not in shares[first])
    yield from _kept(kept | {first}, free, shares)
    if len(free) < len(others):
        yield from _kept(kept, tuple(others), shares)


def list_cuts(catalogue: Catalogue) -> list[Cut]:
    """Return the cuts by record, each with each saving that it falls on."""
    records = catalogue.cuts_after_savings
    return [Cut(id_, cut, saving) for id_, cuts, savings in records for cut in cuts for saving in savings]


def list_members(catalogue: Catalogue, sets: list[KeptSet], cuts: list[Cut]) -> list[str]:
    """Return the measures that share money or that a cut touches, in the catalogue's order."""
    ids = {id_ for one in sets for id_ in one.component} | {id_ for cut in cuts for id_ in (cut.cut, cut.saving)}
    return [id_ for id_ in catalogue.measures if id_ in ids]


def chosen_cells(package: Package, group: ScopeGroup | None, members: list[str]) -> list[dict[str, Cell]]:
    """Return by column what each member has in all, or on the base lines of a group; 0 when not chosen."""
    found: list[dict[str, Cell]] = [dict.fromkeys(members, 0) for _ in package.catalogue.columns]
    counts = None if group is None else group.counter(package.catalogue)
    for line in package.lines:
        if line.measure in found[0] and (counts is None or counts(line)):
            for column, cell in zip(found, line.cells, strict=True):
                column[line.measure] = add_cells([column[line.measure], cell])
    return found


def holds(one: KeptSet, chosen: frozenset[str]) -> bool:
    """Tell whether a set's component is what is chosen."""
    return chosen.issuperset(one.component) and not chosen.intersection(one.others)


def counting_sets(sets: list[KeptSet], chosen: frozenset[str], amounts: Amounts) -> list[bool]:
    """Tell of each set whether it counts: its component holds and it is the first that is largest."""
    found: list[bool] = []
    for place, one in enumerate(sets):
        if one.first:
            sums = [abs(sum(amounts[id_] for id_ in other.kept)) for other in sets[place : place + one.count]]
            best = sums.index(max(sums)) if holds(one, chosen) else -1
            found += [nth == best for nth in range(one.count)]
    return found


def kept_amounts(sets: list[KeptSet], counting: list[bool], amounts: Amounts) -> Amounts:
    """Return the amounts with 0 for what counts no more."""
    gone = {id_ for one, counts in zip(sets, counting, strict=True) if counts for id_ in set(one.component) - one.kept}
    return {id_: 0 if id_ in gone else amount for id_, amount in amounts.items()}


@dataclass(frozen=True)
class Percent:
    """The percentage that a cut takes: numerators by column over one denominator, as the workbook counts them."""

    measure: Measure
    numerators: tuple[int, ...]
    denominator: int
    by_year: bool


def cut_percents(package: Package, cuts: list[Cut]) -> dict[str, Percent]:
    """Return the percentages of the cuts, by measure; one without a dial for it takes nothing."""
    return {id_: _percent(package, package.catalogue.measures[id_]) for id_ in dict.fromkeys(cut.cut for cut in cuts)}


def _percent(package: Package, measure: Measure) -> Percent:
    columns, values = package.catalogue.columns, dial_values(package)
    dials = {} if measure.dials is None else {dial.id: dial for dial in measure.dials.values}

    def counted(name: str) -> tuple[int, int]:
        value = Decimal(values[dial_key(measure.id, name)])
        parts = fineness(dials[name], value)
        return int(value * parts), parts

    if measure.dials is not None and measure.dials.formula in BY_YEAR:
        (step, per_step), (ceiling, per_ceiling) = counted("step"), counted("ceiling")
        most, delay = ceiling * per_step, measure_delay(measure, package.settings)
        numerators = [min(step * max(place - delay, 0) * per_ceiling, most) for place in range(1, len(columns))]
        return Percent(measure, (*numerators, most if step else 0), per_step * per_ceiling, by_year=True)
    percent, parts = counted("percent") if "percent" in dials else (0, 1)
    return Percent(measure, (percent,) * len(columns), parts, by_year=False)


def taken(cut: Cut, kept: Amounts, percent: Percent, place: int) -> int:
    """Return by how much a cut is smaller beside a saving, thousands of euro."""
    if not kept[cut.cut] or kept[cut.saving] >= 0:
        return 0
    return share_keur(-kept[cut.saving], percent.numerators[place], percent.denominator * 100)
