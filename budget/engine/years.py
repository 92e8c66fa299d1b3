"""The years of totals together and one after the other; the structural amount is in neither."""

from __future__ import annotations

from itertools import pairwise

from budget.catalogue import Catalogue
from budget.core import Amount
from budget.engine.totals import Totals, add_totals


def over_years(catalogue: Catalogue, totals: Totals) -> Amount:
    """Return the sum of the years, without the structural amount."""
    return add_totals([totals[year] for year in catalogue.columns.years])


def minus(one: Amount, other: Amount) -> Amount:
    """Return what the first is more than the other, with its ends."""
    return one.plus(other.negated)


def year_on_year(catalogue: Catalogue, totals: Totals) -> dict[str, Amount]:
    """
    Return what each year is more than the year before it in the list, from its second year on.

    Worked example (BMH chapter 6, the package to −20%): 2021 −38.7 and 2022 −155.95, so −117.25 in 2022.
    """
    return {year: minus(totals[year], totals[before]) for before, year in pairwise(catalogue.columns.years)}
