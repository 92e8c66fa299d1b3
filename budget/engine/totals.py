"""Totals with bounds: sums of cells end by end, thousands of euro."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from budget.core import Amount, Cell, Cells, Columns


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


def add_totals(totals: Iterable[Amount]) -> Amount:
    """Add totals end by end."""
    counted = [total for total in totals if total is not NOTHING]
    if not counted:
        return NOTHING
    if len(counted) == 1:
        return counted[0]
    keurs = [total.keur for total in counted]
    lowers = [total.lower for total in counted]
    uppers = [total.upper for total in counted]
    keur = _sum(keurs)
    return Amount(keur, keur if lowers == keurs else _sum(lowers), keur if uppers == keurs else _sum(uppers))


def _total_open(cells: Iterable[Cell], uncertain: Iterable[bool]) -> Amount:
    """Sum cells of which some are not one number."""
    fixed, keur, lower, upper = 0, 0, 0, 0
    ranges = low = high = False  # what has no one number, no lower end, no upper end
    for cell, unsure in zip(cells, uncertain, strict=True):
        if isinstance(cell, int):
            fixed += cell
            continue
        found = cell.unsure if unsure else cell
        if found.keur is None:
            ranges = True
        else:
            keur += found.keur
        if found.lower is None:
            low = True
        else:
            lower += found.lower
        if found.upper is None:
            high = True
        else:
            upper += found.upper
    return Amount(None if ranges else keur + fixed, None if low else lower + fixed, None if high else upper + fixed)


def total_cells(columns: Columns, rows: Iterable[tuple[Cells, bool]]) -> Totals:
    """Sum rows of cells by column; the flag says that what is open in the row has no sure direction."""
    found = list(rows)
    if not found:
        return dict.fromkeys(columns.all, NOTHING)
    cells, uncertain = zip(*found, strict=True)
    totals = {}
    for name, column in zip(columns.all, zip(*cells, strict=True), strict=True):
        try:
            keur = sum(column)
        except TypeError:  # one of them is no number
            totals[name] = _total_open(column, uncertain)
        else:
            totals[name] = Amount(keur, keur, keur) if keur else NOTHING
    return totals
