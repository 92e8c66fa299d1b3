"""What a workbook cannot hold: it calculates with numbers and open cells, not yet with both ends of an amount."""

from __future__ import annotations

from budget.catalogue import Catalogue
from budget.core import BudgetError, Cells


def _has_bounds(cells: Cells) -> bool:
    return any(not isinstance(cell, int) and cell.keur != 0 for cell in cells)


def bounded_measures(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the measures with a range, or with an amount beside something open, in their row or in a posting."""
    if "bounded measures" not in catalogue.memo:
        catalogue.memo["bounded measures"] = tuple(
            measure.id
            for measure in catalogue.measures.values()
            if _has_bounds(measure.effects) or any(_has_bounds(measure.posting_effects(p)) for p in measure.postings)
        )
    found: tuple[str, ...] = catalogue.memo["bounded measures"]
    return found


def refuse_bounds(catalogue: Catalogue) -> None:
    """Raise BudgetError for a list of which a workbook would tell less than it says."""
    if ids := bounded_measures(catalogue):
        raise BudgetError("workbook_without_bounds", ids=ids)
