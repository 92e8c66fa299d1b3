"""
What overlaps leave of a sum, tried out: every set of chosen members, and the products of cuts by hand.

It follows the sentence of the domain and shares no code with the engine. Of a group of measures that are the same money
a set counts of which no two share a record and to which no other member can be added, the one whose sum is largest in
absolute value; of equals the one with the earliest members. Then each cut gets smaller.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, permutations

from budget.catalogue import Catalogue
from budget.core import Amount, Cell, Settings
from budget.engine import Package


def share_money(catalogue: Catalogue, one: str, other: str) -> bool:
    """Whether two measures stand on different sides of one record of the same money."""
    known = catalogue.memo.setdefault("tried pairs", {})
    if (one, other) not in known:
        known[one, other] = any(
            one in side and other in facing
            for conflict in catalogue.conflicts
            if conflict.counting is not None and conflict.counting.value == "same-money"
            for side, facing in permutations(conflict.sides, 2)
        )
    return bool(known[one, other])


def groups_of(catalogue: Catalogue, chosen: list[str]) -> list[list[str]]:
    left, found = list(chosen), []
    while left:
        group, fresh = [], [left[0]]
        while fresh:
            one = fresh.pop()
            group.append(one)
            left.remove(one)
            fresh += [o for o in left if o not in fresh and share_money(catalogue, one, o)]
        found.append([id_ for id_ in chosen if id_ in group])
    return found


def counting_members(catalogue: Catalogue, group: list[str], amounts: Mapping[str, int]) -> tuple[str, ...]:
    ranked = []
    for size in range(1, len(group) + 1):
        for kept in combinations(group, size):
            apart = not any(share_money(catalogue, a, b) for a, b in combinations(kept, 2))
            full = all(o in kept or any(share_money(catalogue, o, k) for k in kept) for o in group)
            if apart and full:
                ranked.append((abs(sum(amounts[k] for k in kept)), [id_ in kept for id_ in group], kept))
    return max(ranked)[2]


def percentage(catalogue: Catalogue, id_: str, column: str, settings: Settings) -> Decimal:
    """What a cut takes in a column, per cent."""
    measure = catalogue.measures[id_]
    if measure.dials is None:
        return Decimal(0)
    at = {dial.id: Decimal(dial.default) for dial in measure.dials.values}
    at |= {dial: value for owner, dial, value in settings.dials if owner == id_}
    if measure.dials.formula != "yearly-cut":
        return at.get("percent", Decimal(0))
    if column == catalogue.columns.structural:
        return at["ceiling"] if at["step"] else Decimal(0)
    stays = measure.decision_year is not None and not measure.decision_year.moves
    years = list(catalogue.columns.years).index(column) + 1 - (0 if stays else settings.delay)
    return min(at["ceiling"], at["step"] * max(0, years))


def once(catalogue: Catalogue, amounts: Mapping[str, int], column: str, settings: Settings) -> int:
    """The sum of amounts by chosen measure in which no money counts twice."""
    chosen = [id_ for id_ in catalogue.measures if id_ in amounts]
    kept = [id_ for group in groups_of(catalogue, chosen) for id_ in counting_members(catalogue, group, amounts)]
    total = sum(amounts[id_] for id_ in kept)
    for conflict in catalogue.conflicts:
        if conflict.counting is None or conflict.counting.value != "cut-after-saving":
            continue
        for cut in conflict.sides[0]:
            for side in conflict.sides[1:]:
                for saving in side:
                    if cut in kept and saving in kept and amounts[cut] and amounts[saving] < 0:
                        less = -amounts[saving] * percentage(catalogue, cut, column, settings) / 100
                        total += int(less.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return total


def end_of(cell: Cell, end: str) -> int:
    """A cell at its plain amount, its least or its most; where that is unknown the one nearest to 0."""
    if isinstance(cell, int):
        return cell
    found = {"keur": cell.keur, "lower": cell.lower, "upper": cell.upper}[end]
    if found is not None:
        return found
    if cell.keur is not None:
        return cell.keur
    known = [end for end in (cell.lower, cell.upper) if end is not None]
    return known[0] if len(known) == 1 and (known[0] > 0) == (cell.upper is None) else 0


def cells_on(package: Package, bases: frozenset[str] | None, column: str) -> dict[str, list[Cell]]:
    """What each chosen measure has in a column, line by line, on some base lines or on all."""
    place = list(package.catalogue.columns).index(column)
    found: dict[str, list[Cell]] = {id_: [] for id_ in package.selection}
    for line in package.lines:
        if bases is None or line.base in bases:
            found[line.measure].append(line.cells[place])
    return found


def amounts_on(package: Package, bases: frozenset[str] | None, column: str, end: str = "keur") -> dict[str, int]:
    """What each chosen measure has in a column at an end, on some base lines or on all."""
    found = cells_on(package, bases, column)
    return {id_: sum(end_of(cell, end) for cell in cells) for id_, cells in found.items()}


def in_doubt(package: Package, cells: Mapping[str, list[Cell]]) -> set[str]:
    """The chosen measures that a range leaves in doubt: who hangs together with one, and cuts that have one."""
    catalogue = package.catalogue
    wide = {id_ for id_, found in cells.items() if any(isinstance(c, Amount) and c.keur != 0 for c in found)}
    groups = [group for group in groups_of(catalogue, list(cells)) if len(group) > 1]
    cuts = {id_ for c in catalogue.conflicts if c.counting == "cut-after-saving" for id_ in c.sides[0]}
    return {id_ for group in groups if wide & {*group} for id_ in group} | (wide & cuts)


def once_at(package: Package, bases: frozenset[str] | None, column: str, end: str) -> int | None:
    """
    The sum in which no money counts twice at an end: who counts by the amounts there, then the cuts that are sure.

    A cut in doubt takes nothing off at the least, and at the most as much as its saving can be: without a known most of
    that there is no end.
    """
    catalogue, settings = package.catalogue, package.settings
    here, low = (amounts_on(package, bases, column, at) for at in (end, "lower"))
    cells = cells_on(package, bases, column)
    doubt = in_doubt(package, cells) if end != "keur" else set()
    kept = [id_ for group in groups_of(catalogue, list(here)) for id_ in counting_members(catalogue, group, here)]
    found = sum(here[id_] for id_ in kept)
    for conflict in catalogue.conflicts:
        if conflict.counting != "cut-after-saving":
            continue
        for cut in conflict.sides[0]:
            for saving in (id_ for side in conflict.sides[1:] for id_ in side):
                if not {cut, saving} <= {*here}:
                    continue
                unsure = bool(doubt & {cut, saving})
                open_ended = [c for c in cells[saving] if isinstance(c, Amount) and c.keur != 0 and c.lower is None]
                if unsure and open_ended and end == "upper":
                    return None
                size = low[saving] if unsure else here[saving]
                there = low[cut] or amounts_on(package, bases, column, "upper")[cut] if unsure else here[cut]
                counts = end == "upper" if unsure else {cut, saving} <= {*kept}
                if counts and there and size < 0:
                    less = -size * percentage(catalogue, cut, column, settings) / 100
                    found += int(less.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return found
