"""Shorter stays: how many months a saving on reception stands for, and what of it falls in the first year."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

from budget.chain.flow import MONTHS, Exact, check_flow

EXACT: Final = Context(prec=40)


def months_saved(years: Exact, inflow: int) -> Fraction | None:
    """
    Return by how many months the mean stay gets shorter: Δτ = 12 × person-years / I; None without inflow.

    2,200 people × 3.5 months are 641 2/3 person-years, at an inflow of 36,320 0.21 months. Derivation: the steady
    stock I τ / 12, of which these person-years fall away.
    """
    return None if inflow <= 0 else Fraction(years) * MONTHS / inflow


def marginal_first_year(stay: Exact) -> Decimal:
    """
    Return which part of a slightly shorter stay falls in the first twelve months: 1 − e^(−12/τ) (1 + 12/τ).

    Stays that end at a constant rate 1/τ hold τ (1 − e^(−12/τ)) months within the first twelve; this is its slope in τ.
    6 months 59%, 8 months 44%, 10 months 34%, 12 months 26%; only people from DAC countries count as ODA, so the part
    that does is at most this. To 40 digits.
    """
    found = check_flow(0, 0, stay)
    ratio = EXACT.divide(Decimal(MONTHS * found.denominator), Decimal(found.numerator))
    return EXACT.subtract(Decimal(1), EXACT.multiply(EXACT.exp(-ratio), 1 + ratio))
