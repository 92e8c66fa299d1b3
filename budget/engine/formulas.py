"""
The formulas behind the printed amounts: what the dials of a measure come to, as exact fractions, thousands of euro.

A cost is +, a saving -. Each is structural unless it works by column. Numbers of people and months are plain numbers,
unit costs euro, percentages 0 to 100; a dial for an amount is in EUR million, as the list prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from budget.catalogue import Catalogue, DialPart, DialSet
from budget.resettlement import EUR_PER_KEUR, eu_contribution

Values = Mapping[str, Fraction]
MONTHS: Final = 12
WEEKS: Final = 52
KEUR_PER_MEUR: Final = 1000


def people_months(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Give the saving of people who stay some months less: −people × months × yearly cost / 12.

    2,200 × 3.5 × 25,000 / 12 = 16,042.
    """
    return -values["people"] * values["months"] * values["cost"] / MONTHS / EUR_PER_KEUR


def people_months_less_bonus(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Give what is left of such a saving after a bonus, a percentage of it: saving × (100 − bonus) / 100.

    12,000 × 2 × 25,000 / 12 × 50% = 25,000.
    """
    return people_months(values, dials, catalogue, column) * (100 - values["bonus"]) / 100


def people_weeks(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Give the saving of a shorter wait: −people × (weeks before − weeks after) × yearly cost / 52.

    1,664 × (13 − 4) × 25,000 / 52 = 7,200.
    """
    weeks = values["before"] - values["after"]
    return -values["people"] * weeks * values["cost"] / WEEKS / EUR_PER_KEUR


def monthly_payment(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Give what others pay for people all year: −people × 12 × payment a month.

    1,042 × 12 × 2,000 = 25,008.
    """
    return -values["people"] * MONTHS * values["payment"] / EUR_PER_KEUR


def spare_places(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Give the cost of a lower occupancy: people × (percentage now − aimed at) / 100 × cost of a place.

    25,000 × (91 − 85)% × 10,667 = 16,001. The places are counted as the list does, not as people / 85% − people / 91%.
    """
    return values["people"] * (values["now"] - values["aim"]) / 100 * values["cost"] / EUR_PER_KEUR


def yearly_cut(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Cut a budget in yearly steps up to a ceiling: −min(step × years, ceiling) × that year's budget.

    The first step falls in the list's first year. 3.5% × 4, at most 14%, × 358 million = 50,120. Years after the
    base's take its last budget; structurally the ceiling is reached, unless the step is 0.
    """
    base, columns = catalogue.base, catalogue.columns
    if column == columns.structural:
        percent = values["ceiling"] if values["step"] else Fraction(0)
    else:
        steps = int(column) - int(columns.years[0]) + 1
        percent = min(values["step"] * steps, values["ceiling"])
    year = base.year_of(column)
    amount = sum(line.parts[dials.part or ""][year] for line in base.lines if line.id in dials.lines)
    return -percent * amount / 100


def share_of_base(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Take a share of base lines in the year that the record names: percent × their sum.

    20% × (370 + 128) million = 99,600.
    """
    return values["percent"] * catalogue.base.sum_lines(dials.lines, dials.year or "") / 100 * dials.sign


def share_of_amount(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Take a share of an amount that is a dial too: percent × amount.

    20% × 340 million = 68,000.
    """
    return values["percent"] * values["amount"] * KEUR_PER_MEUR / 100 * dials.sign


def shares_of_amounts(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Take of each printed amount the share that its dial says: Σ percent × amount.

    100% × 5 + 0% × 15 million, a saving: −5,000.
    """
    return sum((values[id_] * amount for id_, amount in dials.amounts.items()), Fraction(0)) / 100 * dials.sign


def unit_cost(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Multiply a number by its unit cost and add the fixed amount.

    15 × 250,000 = 3,750.
    """
    return values["number"] * values["cost"] / EUR_PER_KEUR + (dials.amount or 0)


def in_proportion(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Scale the printed amount by the months that fall away: amount × (before − after) / the same at the defaults.

    −58 million × (4.5 − 4) / (4.5 − 3) = −19,333. For an amount of which the list prints no sum.
    """
    printed = {dial.id: Fraction(dial.default) for dial in dials.values}
    return dials.reference * (values["before"] - values["after"]) / (printed["before"] - printed["after"])


def resettlement(values: Values, part: DialPart, dials: DialSet, catalogue: Catalogue) -> Fraction:
    """
    Give a posting its part of the cost of another national quota: (quota − today's) × the cost that it bears.

    Civic integration is borne by itself; the execution less the EU contribution, which differs between priority
    regions and others. With 8,942 + 2,370 a person, a fee of 10,000 and 500 more: 500 × 2,370 = 1,185 and
    500 × (8,942 − 10,000) = −529, together 656. Source: the catalogue's data/resettlement.yaml.
    """
    data = catalogue.resettlement
    if data is None or part.cost is None:
        return Fraction(part.fixed)
    persons = values["quota"] - data.quota
    if part.cost == "integration":
        return persons * data.costs.integration / EUR_PER_KEUR + part.fixed
    fee = eu_contribution(persons, values["priority"] / 100, data.costs)
    return (persons * data.costs.execution - fee) / EUR_PER_KEUR + part.fixed


def staff(values: Values, part: DialPart, dials: DialSet, catalogue: Catalogue) -> Fraction:
    """
    Give a posting its products and its fixed amount: Σ number × price + fixed.

    2 fte × 150,000 + 15 fte × 100,000 = 1,800. A product without a price is an amount in euro.
    """
    products = (values[item.number] * (values[item.price] if item.price else 1) for item in part.items)
    return sum(products, Fraction(0)) / EUR_PER_KEUR + part.fixed


def share_of_lines(values: Values, part: DialPart, dials: DialSet, catalogue: Catalogue) -> Fraction:
    """
    Take for a posting a share of its own lines of the base, in the year that the record names: percent × their sum.

    10% × 370 million = 37,000 on one posting, 10% × 128 million = 12,800 on the other.
    """
    return values["percent"] * catalogue.base.sum_lines(part.lines, dials.year or "") / 100 * dials.sign + part.fixed


Formula = Callable[[Values, DialSet, Catalogue, str], Fraction]
PartFormula = Callable[[Values, DialPart, DialSet, Catalogue], Fraction]

FORMULAS: Final[dict[str, Formula]] = {
    "people-months": people_months,
    "people-months-less-bonus": people_months_less_bonus,
    "people-weeks": people_weeks,
    "monthly-payment": monthly_payment,
    "spare-places": spare_places,
    "yearly-cut": yearly_cut,
    "share-of-base": share_of_base,
    "share-of-amount": share_of_amount,
    "shares-of-amounts": shares_of_amounts,
    "unit-cost": unit_cost,
    "in-proportion": in_proportion,
}
"""The formulas that give a measure one amount."""

PART_FORMULAS: Final[dict[str, PartFormula]] = {
    "resettlement": resettlement,
    "staff": staff,
    "share-of-lines": share_of_lines,
}
"""The formulas that give each posting its own."""
