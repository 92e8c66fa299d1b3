"""
Compose a selection of measures into a package: exact totals, bounds where cells are open, conflicts.

All sums are sums of int in thousands of euro. Signs: + worsens the balance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import cast

from budget.dials import check_dials, dialed_cells, moved
from budget.load import Catalogue
from budget.money import COLUMNS, YEARS, Cell, Cells, Open
from budget.records import Conflict, ConflictKind, Measure
from budget.settings import DEFAULT_SETTINGS, Settings

EMPTY: Cells = (0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Line:
    """One posting of a chosen measure after the settings: budget line, base line and cells."""

    measure: str
    variant: str
    budget: str
    base: str
    cells: Cells
    uncertain: bool


@dataclass(frozen=True)
class OpenCell:
    """A cell without a number in a package; `uncertain` when even its direction is."""

    measure: str
    column: str
    kind: Open
    uncertain: bool


@dataclass(frozen=True)
class Total:
    """The exact part of a sum in thousands of euro, and what open cells leave of its bounds (None is no bound)."""

    keur: int = 0
    costs_open: bool = False
    savings_open: bool = False

    @property
    def lower(self) -> int | None:
        """The least that the sum can be."""
        return None if self.savings_open else self.keur

    @property
    def upper(self) -> int | None:
        """The most that the sum can be."""
        return None if self.costs_open else self.keur

    @property
    def exact(self) -> bool:
        """Whether no cell in the sum is open."""
        return not (self.costs_open or self.savings_open)

    def plus(self, cell: Cell, uncertain: bool = False) -> Total:
        """Add a cell; an open one widens the bounds."""
        if not isinstance(cell, Open):
            return Total(self.keur + cell, self.costs_open, self.savings_open)
        both = uncertain or cell is Open.DEPENDS
        return Total(
            self.keur,
            self.costs_open or both or cell is Open.COST,
            self.savings_open or both or cell is Open.SAVING,
        )


Totals = dict[str, Total]
"""A total for each of `COLUMNS`."""


def shift_cells(cells: Cells, delay: int) -> Cells:
    """Move the years' cells `delay` years to the right; the structural one stays (BMH foreword)."""
    if delay == 0:
        return cells
    shifted = (*(0 for _ in range(delay)), *cells[: len(YEARS) - delay], cells[-1])
    return cast("Cells", shifted)  # always six: delay zeros, five minus delay years, structural


def total_cells(rows: Iterable[tuple[Cells, bool]]) -> Totals:
    """Sum rows of cells by column; the flag says that the row's open cells have no sure direction."""
    totals = {column: Total() for column in COLUMNS}
    for cells, uncertain in rows:
        for column, cell in zip(COLUMNS, cells, strict=True):
            totals[column] = totals[column].plus(cell, uncertain)
    return totals


def measure_delay(measure: Measure, settings: Settings) -> int:
    """Years that a measure's amounts move under the settings; 0 when the measure states that it does not move."""
    stays = measure.decision_year is not None and not measure.decision_year.moves
    return 0 if stays else settings.delay


def measure_lines(catalogue: Catalogue, measure: Measure, settings: Settings) -> list[Line]:
    """Return a measure's postings under the settings."""
    delay = measure_delay(measure, settings)
    return [
        Line(
            measure.id,
            catalogue.variant_of[measure.id],
            posting.line,
            posting.base,
            shift_cells(dialed_cells(catalogue, measure, place, settings), delay),
            measure.direction_uncertain,
        )
        for place, posting in enumerate(measure.postings)
    ]


def measure_row(catalogue: Catalogue, measure: Measure, settings: Settings = DEFAULT_SETTINGS) -> Cells:
    """Return a measure's six cells under the settings."""
    if not moved(measure, settings):
        return shift_cells(measure.effects, measure_delay(measure, settings))
    lines = [line.cells for line in measure_lines(catalogue, measure, settings)]
    return tuple(_add_cells(column) for column in zip(*lines, strict=True))  # type: ignore[return-value]  # six columns


def _add_cells(cells: Iterable[Cell]) -> Cell:
    """Add the postings' cells of a column; an open one stands alone (held by check.postings_differ_from_row)."""
    found = list(cells)
    kinds = [cell for cell in found if isinstance(cell, Open)]
    return kinds[0] if kinds else sum(cell for cell in found if not isinstance(cell, Open))


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


def column_values(totals: Totals, columns: Sequence[str] = COLUMNS) -> dict[str, int]:
    """Return the exact parts of totals by column, thousands of euro."""
    return {column: totals[column].keur for column in columns}
