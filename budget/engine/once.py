"""
A package without double counting: what its overlaps leave of its total, by column, thousands of euro.

The plain sum stays the headline; this is the other end of the interval in which a verdict must hold. Amounts with
bounds count at each end by itself, and never narrower than what can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Literal, cast

from budget.catalogue import Catalogue
from budget.core import Amount, Cell, add_cells, between, bounds_of
from budget.engine.lines import Line
from budget.engine.overlaps import Sharing, package_sharing, taken_by_cuts
from budget.engine.package import Package
from budget.engine.totals import Totals

End = Literal["keur", "lower", "upper"]
"""Where an amount with bounds is taken: as its plain amount, at its least or at its most."""

Held = Mapping[str, Cell]
"""What each chosen measure amounts to in one column, by its id."""


def hull(amounts: Iterable[Amount]) -> Amount:
    """Return the bounds that hold all of some amounts; one number only where all are that number."""
    found = list(amounts)
    lows, highs = [one.lower for one in found], [one.upper for one in found]
    lower = None if None in lows else min(low for low in lows if low is not None)
    upper = None if None in highs else max(high for high in highs if high is not None)
    return between(lower, upper)


def at_end(cell: Cell, end: End) -> int:
    """Return a cell at one of its ends, thousands of euro; where that is unknown what is certain of it."""
    if isinstance(cell, int):
        return cell
    found: int | None = getattr(cell, end)
    return cell.certain if found is None else found


def at_largest(cell: Cell) -> int:
    """Return a cell as the largest saving that it can be, as far as that is known; of a cost its most."""
    low = at_end(cell, "lower")
    return low if low < 0 else at_end(cell, "upper")


def is_wide(cell: Cell) -> bool:
    """Tell whether a cell has an amount with bounds; one that is only open has none."""
    return not isinstance(cell, int) and cell.keur != 0


def is_endless(cell: Cell) -> bool:
    """Tell whether a cell with an amount may be a saving without a known most."""
    return is_wide(cell) and bounds_of(cell).lower is None


def in_doubt(sharing: Sharing, wide: frozenset[str], cuts: frozenset[str]) -> frozenset[str]:
    """
    Return the measures that ranges leave in doubt: who shares money with one that has a range, and cuts that have one.

    Of a cut and a saving of which one is in doubt it is not sure that both count: the cut may be as much smaller as the
    saving can be, or not at all. `wide` are the chosen measures that have a range.
    """
    groups = [group for group in sharing.groups if wide.intersection(group)]
    return frozenset(id_ for group in groups for id_ in group) | (wide & cuts)


def cutting_measures(catalogue: Catalogue) -> frozenset[str]:
    """Return the measures that records let fall on what savings leave."""
    return frozenset(cut for record in catalogue.cuts_after_savings for cut in record.cuts)


class Counter:
    """Counts what overlaps leave of a package's amounts in one column, at each end by itself."""

    def __init__(self, package: Package, column: str, amounts: Held) -> None:
        self._package, self._column, self._amounts = package, column, amounts

    @cached_property
    def _wide(self) -> frozenset[str]:
        return frozenset(id_ for id_, cell in self._amounts.items() if is_wide(cell))

    @cached_property
    def _doubt(self) -> frozenset[str]:
        if not self._wide:
            return self._wide
        return in_doubt(package_sharing(self._package), self._wide, cutting_measures(self._package.catalogue))

    def change(self, end: End) -> int:
        """
        Return what counting once adds to the plain sum at an end, thousands of euro.

        Who counts is decided by the amounts at that end. A cut that is sure to stand beside a saving is smaller by its
        percentage of the saving there; one in doubt takes nothing off at the lower end and the most at the upper, where
        `apply` leaves no end when that most is unknown.
        """
        return self._change(self._at(end), end)

    def _at(self, end: End) -> dict[str, int]:
        return {id_: at_end(cell, end) for id_, cell in self._amounts.items()}

    def counted(self, end: End) -> tuple[dict[str, int], list[tuple[str, str, int]]]:
        """
        Return what makes the change at an end: what counts no more, by measure, and each cut that is smaller.

        A cut comes with the saving beside it and by how much it is smaller, thousands of euro.
        """
        here = self._at(end)
        dropped, taken = self._counted(here, end)
        return {id_: here[id_] for id_ in dropped}, taken

    def _change(self, here: Mapping[str, int], end: End) -> int:
        dropped, taken = self._counted(here, end)
        return sum([keur for _, _, keur in taken]) - sum([here[id_] for id_ in dropped])

    def _counted(self, here: Mapping[str, int], end: End) -> tuple[frozenset[str], list[tuple[str, str, int]]]:
        dropped = package_sharing(self._package).counted_twice(here)
        kept = {id_: keur for id_, keur in here.items() if id_ not in dropped} if dropped else here
        found = self._taken(kept)
        if end == "keur" or not self._doubt:
            taken = list(found)
        else:
            taken = [one for one in found if self._sure(one[0], one[1])]
        if end == "upper" and self._doubt:
            largest = {id_: at_largest(cell) for id_, cell in self._amounts.items()}
            taken += [one for one in self._taken(largest) if not self._sure(one[0], one[1])]
        return dropped, taken

    def apply(self, total: Amount) -> Amount:
        """Return a plain sum with the change at each of its ends."""
        if total.exact:  # so every cell in it is a number
            change = self._change(cast("Mapping[str, int]", self._amounts), "keur")
            return total.plus(change) if change else total
        if not self._wide:  # what is only open counts 0 at every end that is known
            change = self.change("keur")
            keur, lower, upper = (None if end is None else end + change for end in total.ends)
            return Amount(keur, lower, upper)
        ends: tuple[tuple[End, int | None], ...] = (
            ("keur", total.keur),
            ("lower", total.lower),
            ("upper", total.upper),
        )
        keur, lower, upper = (None if at is None else at + self.change(end) for end, at in ends)
        return Amount(keur, lower, None if self._endless else upper)

    @property
    def _endless(self) -> bool:
        """Whether a cut in doubt may be smaller by any amount: beside a saving of which the most is unknown."""
        for _, cuts, savings in self._package.catalogue.cuts_after_savings:
            here = [cut for cut in cuts if cut in self._amounts]
            endless = [id_ for id_ in savings if id_ in self._amounts and is_endless(self._amounts[id_])]
            if any(not self._sure(cut, saving) for cut in here for saving in endless):
                return True
        return False

    def _sure(self, cut: str, saving: str) -> bool:
        return cut not in self._doubt and saving not in self._doubt

    def _taken(self, amounts: Mapping[str, int]) -> Iterator[tuple[str, str, int]]:
        package = self._package
        return taken_by_cuts(package.catalogue, self._column, package.settings, amounts)


def without_double_counting(package: Package, plain: Totals, amounts: Mapping[str, Held]) -> Totals:
    """
    Return totals in which no money counts twice: `plain`, with what overlaps taken out, by column.

    `amounts` are by column what each chosen measure has in `plain`. What is open stays open. Worked example: 6.1, 6.2a
    and 6.2b are one saving of −25, −25 and −58: −58 instead of −108. A cut of 14% beside −80.7 that lowers its budget
    is 11.298 smaller. A range counts at each end by itself: −25 and −20…−40 that are one saving leave −25…−40.
    """
    return {column: Counter(package, column, amounts[column]).apply(total) for column, total in plain.items()}


def amounts_by_measure(package: Package, lines: Iterable[Line]) -> dict[str, dict[str, Cell]]:
    """Return by column what each chosen measure has on some lines, thousands of euro."""
    columns = package.catalogue.columns
    found: dict[str, dict[str, Cell]] = {column: dict.fromkeys(package.selection, 0) for column in columns}
    for line in lines:
        id_ = line.measure
        if package.book[id_].exact:
            for column, cell in zip(columns, line.cells, strict=True):
                found[column][id_] += cell  # type: ignore[operator]  # every cell of the measure is a number
        else:
            for column, cell in zip(columns, line.cells, strict=True):
                found[column][id_] = add_cells([found[column][id_], cell])
    return found


def once_change(package: Package, lines: Iterable[Line], column: str, end: End) -> int:
    """Return what counting once adds to the sum of some of a package's lines at an end, in one column."""
    if not any(clash.conflict.bounds for clash in package.clashes):
        return 0
    return Counter(package, column, amounts_by_measure(package, lines)[column]).change(end)


def counted_once(package: Package, plain: Totals, lines: Iterable[Line]) -> Totals:
    """Return what overlaps leave of the totals of some of a package's lines; the same totals where none bites."""
    found = list(lines)
    if not _may_bite(package, found):
        return plain
    return without_double_counting(package, plain, amounts_by_measure(package, found))


def _may_bite(package: Package, lines: Iterable[Line]) -> bool:
    """
    Tell whether an overlap can change the sum of some of a package's lines: whether two that it is about have a line.

    Of measures that are not all numbers it may in any case: a cut can leave an end of them unknown.
    """
    bounding = [clash.chosen for clash in package.clashes if clash.conflict.bounds]
    if not bounding:
        return False
    here = {line.measure for line in lines}
    return any(len(here.intersection(chosen)) > 1 for chosen in bounding) or not all(
        package.book[id_].exact for id_ in here
    )


def package_once(package: Package) -> Totals:
    """Return a package's totals in which no money counts twice, by column."""
    found: Totals = package.once("counted once", lambda it: counted_once(it, it.totals, it.lines))
    return found


def package_interval(package: Package) -> dict[str, Amount]:
    """Return by column the interval from the sum as the list adds to the one without double counting."""
    once = package_once(package)
    return {column: hull([total, once[column]]) for column, total in package.totals.items()}
