"""The years of a package together and one after the other, as JSON and as columns of a table; thousands of euro."""

from __future__ import annotations

from typing import Any

from budget.catalogue import Catalogue
from budget.cli.package_json import amount_json
from budget.core import span_of_years
from budget.engine import Package, Totals, over_years, package_once, year_on_year

Json = dict[str, Any]


def changes_json(catalogue: Catalogue, totals: Totals) -> Json:
    """Return by year what it is more than the year before; the first year has none before it."""
    return {year: amount_json(change) for year, change in year_on_year(catalogue, totals).items()}


def years_json(package: Package) -> Json:
    """
    Return the sum of the years of every total of a package, and what each year is more than the year before.

    The structural amount is in neither. The keys stand beside those of `package_json`.
    """
    catalogue = package.catalogue

    def summed(totals: Totals) -> Json:
        return amount_json(over_years(catalogue, totals))

    return {
        "years": {
            "span": span_of_years(catalogue.columns.years),
            "totals": summed(package.totals),
            "without_double_counting": summed(package_once(package)),
            "savings": summed(package.savings),
            "intensifications": summed(package.intensifications),
            "by_variant": {name: summed(totals) for name, totals in package.by_variant.items()},
            "by_budget": {name: summed(totals) for name, totals in package.by_budget.items()},
        },
        "year_on_year": {
            "totals": changes_json(catalogue, package.totals),
            "without_double_counting": changes_json(catalogue, package_once(package)),
        },
    }
