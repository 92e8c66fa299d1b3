"""Totals with bounds: the exact part of a sum and what open cells leave of it, thousands of euro."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budget.core import COLUMNS, Cell, Cells, Open


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


def total_cells(rows: Iterable[tuple[Cells, bool]]) -> Totals:
    """Sum rows of cells by column; the flag says that the row's open cells have no sure direction."""
    totals = {column: Total() for column in COLUMNS}
    for cells, uncertain in rows:
        for column, cell in zip(COLUMNS, cells, strict=True):
            totals[column] = totals[column].plus(cell, uncertain)
    return totals


def column_values(totals: Totals, columns: Sequence[str] = COLUMNS) -> dict[str, int]:
    """Return the exact parts of totals by column, thousands of euro."""
    return {column: totals[column].keur for column in columns}
