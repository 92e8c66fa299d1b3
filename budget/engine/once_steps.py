"""
What counting once takes off a sum, step by step: which measures share money, and by how much the sum changes.

Amounts are thousands of euro. The steps at an end of a sum add up to what `once` has there less the sum itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budget.core import Cell, add_cells
from budget.engine.once import Counter, End, is_wide
from budget.engine.overlaps import package_sharing
from budget.engine.package import Clash, Package
from budget.engine.sums import Sum

Key = tuple[str, tuple[str, ...], bool]
"""A measure, what it shares with, and whether it is a cut that is smaller."""


@dataclass(frozen=True)
class OnceStep:
    """
    What a measure that shares money changes at the lower and the upper end of a sum, thousands of euro.

    One that is the same money as those `beside` it counts no more; a cut by a percentage (`cut`) is smaller by its part
    of the saving beside it. `clashes` are the records that say so. The ends differ only where an amount is a range.
    """

    measure: str
    beside: tuple[str, ...]
    cut: bool
    lower: int
    upper: int
    clashes: tuple[Clash, ...]


def _amounts(package: Package, found: Sum, column: str) -> dict[str, Cell]:
    """Return what each chosen measure has in a column of a sum."""
    place = package.catalogue.columns.place[column]
    cells: dict[str, list[Cell]] = {id_: [] for id_ in package.selection}
    for addend in found.addends:
        cells[addend.measure].append(addend.cells[place])
    return {id_: add_cells(held) for id_, held in cells.items()}


def _steps_at(package: Package, amounts: Mapping[str, Cell], column: str, end: End) -> dict[Key, int]:
    dropped, taken = Counter(package, column, amounts).counted(end)
    pairs = package_sharing(package).pairs
    kept = [id_ for id_ in package.selection if id_ not in dropped]
    found: dict[Key, int] = {
        (id_, tuple(other for other in kept if frozenset((id_, other)) in pairs), False): -keur
        for id_, keur in dropped.items()
    }
    for cut, saving, keur in taken:
        key = cut, (saving,), True
        found[key] = found.get(key, 0) + keur
    return found


def _clashes(package: Package, measure: str, beside: Sequence[str]) -> tuple[Clash, ...]:
    """Return the records of shared money that hold a measure and one of those beside it."""
    return tuple(
        clash
        for clash in package.clashes
        if clash.conflict.bounds and measure in clash.chosen and set(beside) & set(clash.chosen)
    )


def once_steps(package: Package, found: Sum, columns: Sequence[str]) -> tuple[OnceStep, ...]:
    """
    Return what counting once changes in some columns of a sum together, in the order of the list.

    Worked example: 6.1, 6.2a and 6.2b are one saving of −25, −25 and −58: two steps of +25, beside 6.2b.
    """
    ends: dict[Key, list[int]] = {}
    for column in columns:
        amounts = _amounts(package, found, column)
        wide = any(map(is_wide, amounts.values()))
        for place, end in enumerate[End](("lower", "upper") if wide else ("keur", "keur")):
            for key, keur in _steps_at(package, amounts, column, end).items():
                ends.setdefault(key, [0, 0])[place] += keur
    order = package.catalogue.order
    return tuple(
        OnceStep(measure, beside, cut, lower, upper, _clashes(package, measure, beside))
        for (measure, beside, cut), (lower, upper) in sorted(ends.items(), key=lambda item: order[item[0][0]])
        if lower or upper
    )
