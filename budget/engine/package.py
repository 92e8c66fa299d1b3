"""
Compose a selection of measures into a package: totals with bounds, conflicts.

All sums are sums of int in thousands of euro. Signs: + worsens the balance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from budget.catalogue import Catalogue, Conflict, ConflictKind, with_own
from budget.core import DEFAULT_SETTINGS, Cells, Settings
from budget.engine.dials import check_settings, moved
from budget.engine.lines import Line, LineBook, line_book
from budget.engine.totals import OpenCell, Totals, total_cells


@dataclass(frozen=True)
class Unmet:
    """A condition that a package does not meet: its record, and the chosen measures that need one of others."""

    requirement: Conflict
    chosen: tuple[str, ...]

    @property
    def needed(self) -> tuple[str, ...]:
        """The measures of which one would meet it."""
        return self.requirement.sides[1]


@dataclass(frozen=True)
class Clash:
    """A conflict that bites in a package, with the chosen members."""

    conflict: Conflict
    chosen: tuple[str, ...]

    @property
    def exclusive(self) -> bool:
        """Whether the chosen measures cannot be decided together."""
        return self.conflict.kind is ConflictKind.EXCLUSIVE


@dataclass(frozen=True)
class Package:
    """
    A composed selection. Totals are thousands of euro by column; every view is a sum of the same lines.

    `memo` keeps what was worked out of the package already (targets, ODA), so that a page asks as often as it likes.
    """

    catalogue: Catalogue
    selection: tuple[str, ...]
    settings: Settings
    book: LineBook = field(repr=False, compare=False)
    clashes: tuple[Clash, ...]
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the chosen measures, in the order of the list."""
        return tuple(line for id_ in self.selection for line in self.book[id_].lines)

    @cached_property
    def rows(self) -> dict[str, Cells]:
        """The cells of each chosen measure, one for each column."""
        return {id_: self.book[id_].row for id_ in self.selection}

    @cached_property
    def totals(self) -> Totals:
        """The package's total by column."""
        return self.total_of(self.lines)

    @cached_property
    def by_variant(self) -> dict[str, Totals]:
        """Totals by variant, in the order of the list, for the variants that have a chosen measure."""
        return self._group(lambda line: line.variant)

    @cached_property
    def by_budget(self) -> dict[str, Totals]:
        """Totals by budget chapter and article."""
        return dict(sorted(self._group(lambda line: line.name).items()))

    @cached_property
    def savings(self) -> Totals:
        """The sum of all negative cells of the chosen measures."""
        return total_cells(self.catalogue.columns, [(self.book[id_].savings, False) for id_ in self.selection])

    @cached_property
    def intensifications(self) -> Totals:
        """The sum of all positive cells of the chosen measures."""
        return total_cells(self.catalogue.columns, [(self.book[id_].costs, False) for id_ in self.selection])

    @cached_property
    def open_cells(self) -> tuple[OpenCell, ...]:
        """Every cell that is not one number, by measure and column."""
        measures, columns = self.catalogue.measures, self.catalogue.columns
        return tuple(
            OpenCell(id_, column, cell, measures[id_].direction_uncertain)
            for id_ in self.selection
            if not self.book[id_].exact
            for column, cell in zip(columns, self.rows[id_], strict=True)
            if not isinstance(cell, int)
        )

    @cached_property
    def own_assumptions(self) -> tuple[str, ...]:
        """The chosen measures with a moved dial: their amounts are the user's, not the list's."""
        return tuple(id_ for id_ in self.selection if moved(self.catalogue.measures[id_], self.settings))

    @cached_property
    def unmet(self) -> tuple[Unmet, ...]:
        """The conditions that the selection does not meet; they are told, and take no verdict."""
        return find_unmet(self.catalogue, self.selection)

    @property
    def blocked(self) -> bool:
        """Whether the selection holds measures that exclude each other."""
        return any(clash.exclusive for clash in self.clashes)

    def sum_lines(self, chosen: Callable[[Line], bool]) -> Totals:
        """Sum the lines for which `chosen` holds."""
        return self.total_of(line for line in self.lines if chosen(line))

    def once(self, name: str, work: Callable[[Package], Any]) -> Any:
        """Return what `work` makes of this package, made once under a name."""
        if name not in self.memo:
            self.memo[name] = work(self)
        return self.memo[name]

    def total_of(self, lines: Iterable[Line]) -> Totals:
        """Sum lines by column."""
        return total_cells(self.catalogue.columns, [(line.cells, line.uncertain) for line in lines])

    def _group(self, key: Callable[[Line], str]) -> dict[str, Totals]:
        groups: dict[str, list[Line]] = {}
        for line in self.lines:
            groups.setdefault(key(line), []).append(line)
        return {name: self.total_of(lines) for name, lines in groups.items()}


def find_clashes(catalogue: Catalogue, selection: Iterable[str]) -> tuple[Clash, ...]:
    """Find every conflict that a selection meets, exclusive ones first."""
    chosen = frozenset(selection)
    clashes = [
        Clash(conflict, hit)
        for conflict in catalogue.conflicts_among(chosen, least=2)
        if (hit := conflict.chosen(chosen))
    ]
    return tuple(sorted(clashes, key=lambda clash: not clash.exclusive))


def find_unmet(catalogue: Catalogue, selection: Iterable[str]) -> tuple[Unmet, ...]:
    """Find every measure in a selection that needs another one which is not in it."""
    chosen = frozenset(selection)
    found = ((record, record.unmet(chosen)) for record in catalogue.requirements)
    return tuple(Unmet(record, needing) for record, needing in found if needing)


def compose_package(catalogue: Catalogue, selection: Iterable[str], settings: Settings = DEFAULT_SETTINGS) -> Package:
    """
    Compose a selection of measure ids into a package.

    Order-free; figures of one's own among the settings are put into the list. Raises UnknownIdError for an id that the
    catalogue does not hold, RepeatedIdError for one given twice and SettingError for a setting that the catalogue does
    not have, a dial outside its limits or a figure of one's own that it does not allow.
    """
    catalogue = with_own(catalogue, settings.own)
    ids = catalogue.sorted_selection(list(selection))
    check_settings(catalogue, settings)
    return Package(catalogue, ids, settings, line_book(catalogue, settings), find_clashes(catalogue, ids))
