"""Which lists have amounts with bounds, of which a workbook holds both ends."""

from __future__ import annotations

from budget.catalogue import Catalogue
from budget.core import Cells


def _told_by_ends(cells: Cells) -> bool:
    """Tell whether a cell is a range, an amount beside something open, or not given; only open is not enough."""
    return any(not isinstance(cell, int) and (cell.keur != 0 or not cell.given) for cell in cells)


def bounded_measures(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the measures of which a cell, of the row or of a posting, is told by its ends."""
    return tuple(
        measure.id
        for measure in catalogue.measures.values()
        if _told_by_ends(measure.effects) or any(_told_by_ends(measure.posting_effects(p)) for p in measure.postings)
    )
