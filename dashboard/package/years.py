"""
The columns of a table by year: the years, their sum, and the structural amount, which is never in that sum.

Amounts have the form of their list; what is more exact is told on hover.
"""

from __future__ import annotations

from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import Amount, Cell, Cells, add_cells, bounds_of
from budget.engine import Totals, over_years
from dashboard.package.measure_list import column_labels, years_label
from dashboard.package.verdicts import once_amount
from dashboard.words import numbers


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


def shown_amount(catalogue: Catalogue, value: Cell, total: bool = True) -> str:
    """Write an amount as the list's pages do, exact on hover; a cell that is no total (`total`) says PM by its words."""
    places = numbers.places(catalogue)
    text = numbers.total(bounds_of(value), places, sign=True) if total else numbers.cell(value, places, sign=True)
    tip = numbers.exact_tip(value, places)
    return Markup('<span title="{}">{}</span>').format(tip, text) if tip else text


def amounts_with_years(catalogue: Catalogue, totals: Totals) -> list[str]:
    """Write the totals of a row: the years, their sum, and the structural one."""
    return [shown_amount(catalogue, amount) for amount in with_years(catalogue, totals)]


def once_with_years(catalogue: Catalogue, plain: Totals, once: Totals) -> list[str]:
    """Write a row of totals without double counting; "=" where it is the same as the sum as the list adds."""
    pairs = zip(with_years(catalogue, plain), with_years(catalogue, once), strict=True)
    return [once_amount(*pair, numbers.places(catalogue)) for pair in pairs]
