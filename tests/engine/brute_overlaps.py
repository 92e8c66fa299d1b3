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
from budget.core import Open, Settings
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


def amounts_on(package: Package, bases: frozenset[str] | None, column: str) -> dict[str, int]:
    """The exact part of what each chosen measure has in a column, on some base lines or on all."""
    place = list(package.catalogue.columns).index(column)
    found = dict.fromkeys(package.selection, 0)
    for line in package.lines:
        cell = line.cells[place]
        if (bases is None or line.base in bases) and not isinstance(cell, Open):
            found[line.measure] += cell
    return found
