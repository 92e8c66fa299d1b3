"""Totals with bounds: sums of cells end by end, thousands of euro."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budget.core import Amount, Cells, Columns


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell that is not one number in a package; `uncertain` when even the direction of what is open in it is."""

    measure: str
    column: str
    kind: Amount
    uncertain: bool


NOTHING = Amount()

Totals = dict[str, Amount]
"""A total for each of the catalogue's columns."""


def _sum(ends: Sequence[int | None]) -> int | None:
    """Add ends; unknown when one of them is."""
    return None if None in ends else sum(ends)  # type: ignore[arg-type]  # none of them is None


def add_totals(totals: Sequence[Amount]) -> Amount:
    """Add totals end by end."""
    if not totals:
        return NOTHING
    if len(totals) == 1:
        return totals[0]
    keurs = [total.keur for total in totals]
    lowers = [total.lower for total in totals]
    uppers = [total.upper for total in totals]
    keur = _sum(keurs)
    return Amount(keur, keur if lowers == keurs else _sum(lowers), keur if uppers == keurs else _sum(uppers))


def total_cells(columns: Columns, rows: Iterable[tuple[Cells, bool]]) -> Totals:
    """Sum rows of cells by column; the flag says that what is open in the row has no sure direction."""
    found = list(rows)
    totals = {}
    for place, column in enumerate(columns.all):
        keur, other = 0, None
        for cells, uncertain in found:
            cell = cells[place]
            if isinstance(cell, int):
                keur += cell
            else:
                other = (other or NOTHING).plus(cell, uncertain)
        totals[column] = Amount(keur, keur, keur) if other is None else other.plus(keur)
    return totals
