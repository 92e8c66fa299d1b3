"""Totals with bounds: the exact part of a sum and what open cells leave of it, thousands of euro."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budget.core import Cell, Cells, Columns, Open


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell without a number in a package; `uncertain` when even its direction is."""

    measure: str
    column: str
    kind: Open
    uncertain: bool


@dataclass(frozen=True, slots=True)
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


NOTHING = Total()

Totals = dict[str, Total]
"""A total for each of the catalogue's columns."""


def add_totals(totals: Sequence[Total]) -> Total:
    """Add totals with their open flags."""
    if not totals:
        return NOTHING
    if len(totals) == 1:
        return totals[0]
    return Total(
        sum([total.keur for total in totals]),
        any(total.costs_open for total in totals),
        any(total.savings_open for total in totals),
    )


def total_cells(columns: Columns, rows: Iterable[tuple[Cells, bool]]) -> Totals:
    """Sum rows of cells by column; the flag says that the row's open cells have no sure direction."""
    found = list(rows)
    totals = {}
    for place, column in enumerate(columns.all):
        keur, opened = 0, None
        for cells, uncertain in found:
            cell = cells[place]
            if isinstance(cell, Open):
                opened = (opened or NOTHING).plus(cell, uncertain)
            else:
                keur += cell
        totals[column] = Total(keur) if opened is None else Total(keur, opened.costs_open, opened.savings_open)
    return totals
