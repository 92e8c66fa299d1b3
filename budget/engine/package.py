"""
Compose a selection of measures into a package: exact totals, bounds where cells are open, conflicts.

All sums are sums of int in thousands of euro. Signs: + worsens the balance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial

from budget.catalogue import Catalogue, Conflict, ConflictKind
from budget.core import COLUMNS, DEFAULT_SETTINGS, Cell, Cells, Open, Settings
from budget.engine.dials import check_dials, moved
from budget.engine.lines import Line, measure_lines, measure_row
from budget.engine.totals import OpenCell, Totals, total_cells


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
    """A composed selection. Totals are thousands of euro by column; every view is a sum of the same lines."""

    catalogue: Catalogue
    selection: tuple[str, ...]
    settings: Settings
    lines: tuple[Line, ...]
    clashes: tuple[Clash, ...]

    @cached_property
    def rows(self) -> dict[str, Cells]:
        """The six cells of each chosen measure."""
        measures = self.catalogue.measures
        return {id_: measure_row(self.catalogue, measures[id_], self.settings) for id_ in self.selection}

    @cached_property
    def totals(self) -> Totals:
        """The package's total by column."""
        return total_cells((line.cells, line.uncertain) for line in self.lines)

    @cached_property
    def by_variant(self) -> dict[str, Totals]:
        """Totals by variant, in report order, for the variants that have a chosen measure."""
        return self._group(lambda line: line.variant)

    @cached_property
    def by_budget(self) -> dict[str, Totals]:
        """Totals by budget chapter and article."""
        return dict(sorted(self._group(lambda line: line.budget).items()))

    @cached_property
    def savings(self) -> Totals:
        """The sum of all negative cells of the chosen measures."""
        return self._one_sided(Open.SAVING)

    @cached_property
    def intensifications(self) -> Totals:
        """The sum of all positive cells of the chosen measures."""
        return self._one_sided(Open.COST)

    @cached_property
    def open_cells(self) -> tuple[OpenCell, ...]:
        """Every cell without a number, by measure and column."""
        return tuple(
            OpenCell(id_, column, cell, self.catalogue.measures[id_].direction_uncertain)
            for id_, cells in self.rows.items()
            for column, cell in zip(COLUMNS, cells, strict=True)
            if isinstance(cell, Open)
        )

    @cached_property
    def own_assumptions(self) -> tuple[str, ...]:
        """The chosen measures with a moved dial: their amounts are the user's, not the report's."""
        return tuple(id_ for id_ in self.selection if moved(self.catalogue.measures[id_], self.settings))

    @property
    def blocked(self) -> bool:
        """Whether the selection holds measures that exclude each other."""
        return any(clash.exclusive for clash in self.clashes)

    def sum_lines(self, chosen: Callable[[Line], bool]) -> Totals:
        """Sum the lines for which `chosen` holds."""
        return total_cells((line.cells, line.uncertain) for line in self.lines if chosen(line))

    def _group(self, key: Callable[[Line], str]) -> dict[str, Totals]:
        names = dict.fromkeys(map(key, self.lines))
        return {name: self.sum_lines(partial(_has, key, name)) for name in names}

    def _one_sided(self, kind: Open) -> Totals:
        """Sum the cells of one sign; an open cell whose direction is not sure may be of this sign, so it counts."""

        def kept(cell: Cell, uncertain: bool) -> Cell:
            if isinstance(cell, Open):
                return kind if uncertain or cell in {kind, Open.DEPENDS} else 0
            return cell if cell and (cell < 0) == (kind is Open.SAVING) else 0

        measures = self.catalogue.measures
        rows = [(tuple(kept(c, measures[i].direction_uncertain) for c in row), False) for i, row in self.rows.items()]
        return total_cells(rows)  # type: ignore[arg-type]  # six cells in, six cells out


def _has(key: Callable[[Line], str], name: str, line: Line) -> bool:
    return key(line) == name


def find_clashes(catalogue: Catalogue, selection: Iterable[str]) -> tuple[Clash, ...]:
    """Find every conflict that a selection meets, exclusive ones first."""
    chosen = frozenset(selection)
    clashes = [Clash(conflict, hit) for conflict in catalogue.conflicts if (hit := conflict.chosen(chosen))]
    return tuple(sorted(clashes, key=lambda clash: not clash.exclusive))


def compose_package(catalogue: Catalogue, selection: Iterable[str], settings: Settings = DEFAULT_SETTINGS) -> Package:
    """
    Compose a selection of measure ids into a package.

    Order-free. Raises UnknownIdError for an id that the catalogue does not hold, RepeatedIdError for one given
    twice and SettingError for a dial outside its limits.
    """
    ids = catalogue.sorted_selection(list(selection))
    check_dials(catalogue, settings)
    lines = tuple(line for id_ in ids for line in measure_lines(catalogue, catalogue.measures[id_], settings))
    return Package(catalogue, ids, settings, lines, find_clashes(catalogue, ids))
