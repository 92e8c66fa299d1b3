"""The columns of a table by year: the years, their sum, and the structural amount, which is never in that sum."""

from __future__ import annotations

from budget.catalogue import Catalogue
from budget.core import Amount, Cell, Cells, add_cells
from budget.engine import Totals, over_years
from dashboard.package import column_labels, years_label


def year_heads(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the heads of such a table."""
    *years, structural = column_labels(catalogue)
    return (*years, years_label(catalogue), structural)


def with_years(catalogue: Catalogue, totals: Totals) -> list[Amount]:
    """Return the totals of a row: the years, their sum, and the structural one."""
    *years, structural = totals.values()
    return [*years, over_years(catalogue, totals), structural]


def cells_with_years(cells: Cells) -> list[Cell]:
    """Return the cells of a row: the years, their sum, and the structural one."""
    *years, structural = cells
    return [*years, add_cells(years), structural]
