"""
The columns of a table by year: the years, their sum, and the structural amount, which is never in that sum.

Amounts have the form of their list; what is more exact is told on hover.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import Amount, Cell, Cells, add_cells, bounds_of
from budget.engine import Totals, over_years
from dashboard.package.measure_list import column_heads, column_labels, years_label
from dashboard.package.verdicts import once_asking
from dashboard.words import asking, numbers


def year_heads(catalogue: Catalogue, short: bool = False) -> tuple[str, ...]:
    """Return the heads of such a table; `short` of one that goes on paper too, where a line holds it all."""
    *years, structural = column_labels(catalogue) if short else column_heads(catalogue).values()
    return (*years, years_label(catalogue), structural)


def with_years(catalogue: Catalogue, totals: Totals) -> list[Amount]:
    """Return the totals of a row: the years, their sum, and the structural one."""
    *years, structural = totals.values()
    return [*years, over_years(catalogue, totals), structural]


def cells_with_years(cells: Cells) -> list[Cell]:
    """Return the cells of a row: the years, their sum, and the structural one."""
    *years, structural = cells
    return [*years, add_cells(years), structural]


def _told_exactly(text: str, value: Cell, places: int) -> str:
    tip = numbers.exact_tip(value, places)
    return Markup('<span title="{}">{}</span>').format(tip, text) if tip else text


def shown_amount(catalogue: Catalogue, value: Cell, total: bool = True) -> str:
    """Write an amount as the list's pages do, exact on hover; a cell that is no total (`total`) says PM by its words."""
    places = numbers.places(catalogue)
    text = numbers.total(bounds_of(value), places, sign=True) if total else numbers.cell(value, places, sign=True)
    return _told_exactly(text, value, places)


def shown_sum(catalogue: Catalogue, value: Amount) -> str:
    """Write the plain sum of what is no effect on the balance, and so has no plus, in the same form."""
    places = numbers.places(catalogue)
    return _told_exactly(numbers.plain_sum(value, places), value, places)


def amounts_with_years(catalogue: Catalogue, totals: Totals, told: Mapping[str, str] | None = None) -> list[str]:
    """Write the totals of a row: the years, their sum, and the structural one; `told` is what each asks (`asks`)."""
    amounts = [shown_amount(catalogue, amount) for amount in with_years(catalogue, totals)]
    return amounts if told is None else [asking(*pair) for pair in zip(told.values(), amounts, strict=True)]


def once_with_years(catalogue: Catalogue, plain: Totals, once: Totals, told: Mapping[str, str]) -> list[str]:
    """Write a row of totals without double counting, "=" where it is the sum (`told` is what that asks, `asks`)."""
    found = zip(told.values(), with_years(catalogue, plain), with_years(catalogue, once), strict=True)
    return [once_asking(*one, numbers.places(catalogue)) for one in found]
