"""
What reception costs, what of it is charged to ODA, and what a budget presupposes.

Persons and months in, thousands of euro out, rounded once, half away from zero; the price is euro a person a year.
"""

from __future__ import annotations

from fractions import Fraction

from budget.chain.flow import MONTHS, Exact, check_flow, steady_stock
from budget.core import SettingError, share_keur

EUR_PER_KEUR = 1000


def keur(amount: Fraction) -> int:
    """Round thousands of euro to whole ones, half away from zero."""
    return share_keur(1, amount.numerator, amount.denominator)


def _price(price: Exact) -> Fraction:
    if price <= 0:
        raise SettingError("price_not_above_zero", found=price)
    return Fraction(price)


def reception_cost(mean: Exact, price: Exact) -> int:
    """
    Return the cost of a year of reception: price × mean occupancy Ō.

    24,213 1/3 persons at 25,000 euro are 605,333. Source: BMH 4.4.3 for the price; annex 4 computes so too.
    """
    return keur(Fraction(mean) * _price(price) / EUR_PER_KEUR)


def charged(cost_keur: int, percent: Exact) -> int:
    """
    Return what of the cost of reception is charged to ODA: k (COA + Nidos).

    53.9% of 548,000 is 295,372, and 295,000 is printed for 2024. Source: BMH annex 1.
    """
    if not 0 <= percent <= 100:
        raise SettingError("first_year_share_outside_limits", percent=percent)
    part = Fraction(percent) / 100
    return share_keur(cost_keur, part.numerator, part.denominator)


def steady_cost(inflow: int, stay: Exact, price: Exact) -> int:
    """
    Return what a year costs once as many leave as come: I τ / 12 × price.

    36,320 × 8 / 12 × 25,000 euro is 605,333, and 607,000 is printed for 2019.
    """
    return reception_cost(steady_stock(inflow, stay), price)


def cost_of_months(inflow: int, months: Exact, price: Exact) -> int:
    """
    Return what so many months of stay cost a year: I / 12 × months × price; fewer months give a saving.

    One month at an inflow of 36,320 and 25,000 euro is 75,667.
    """
    return keur(Fraction(inflow) * Fraction(months) / MONTHS * _price(price) / EUR_PER_KEUR)


def person_years(amount_keur: int, price: Exact) -> Fraction:
    """Return the people that a budget keeps for a year: budget / price. 606,000 at 25,000 euro are 24,240."""
    return Fraction(amount_keur) * EUR_PER_KEUR / _price(price)


def presupposed_stay(budget_keur: int, inflow: int, price: Exact) -> Fraction | None:
    """
    Return the stay that a budget presupposes at an inflow: 12 × (budget / price) / I; None without inflow.

    606,000 at 36,320 and 25,000 euro: 8.0 months; 461,000: 6.1. Derivation: the steady cost, solved for the stay.
    """
    return None if inflow <= 0 else person_years(budget_keur, price) * MONTHS / inflow


def presupposed_inflow(budget_keur: int, stay: Exact, price: Exact) -> Fraction:
    """
    Return the inflow that a budget presupposes at a stay: 12 × (budget / price) / τ.

    461,000 at 8 months and 25,000 euro: 27,660. Derivation: the steady cost, solved for the inflow.
    """
    return person_years(budget_keur, price) * MONTHS / check_flow(0, 0, stay)
