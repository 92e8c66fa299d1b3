"""
The flow of people through reception: inflow and outflow by month, the stock that they leave.

Exact within a year; at its end the stock is rounded half up to whole persons, and outflow is what makes it close.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budget.core import Message, SettingError

MONTHS: Final = 12
SHORTEST: Final = 1
LONGEST: Final = 60
HUNDREDTHS: Final = 100

Exact = int | Decimal | Fraction


@dataclass(frozen=True)
class Flow:
    """A year of reception in whole persons; `mean` is the mean of the stock at the start of each month, exactly."""

    opening: int
    received: int
    closing: int
    mean: Fraction

    @property
    def left(self) -> int:
        """Who left: in − out is the change of the stock, in every state."""
        return self.opening + self.received - self.closing


def whole(value: Fraction) -> int:
    """Round a number of people, or of anything not below zero, half up."""
    return int((2 * value + 1) // 2)


def check_flow(opening: int, inflow: int, stay: Exact) -> Fraction:
    """Return the stay as a fraction; raises SettingError for people below zero or a stay outside 1 to 60 months."""
    for name, persons in ((Message("occupancy_at_start"), opening), (Message("inflow_of_year"), inflow)):
        if persons < 0:
            raise SettingError("persons_below_zero", name=name, found=persons)
    if not SHORTEST <= stay <= LONGEST:
        raise SettingError("stay_outside_limits", low=SHORTEST, high=LONGEST, found=stay)
    return Fraction(stay)


def flow_year(opening: int, inflow: int, stay: Exact) -> Flow:
    """
    Let people in and out for twelve months: O ← O + I/12 − O/τ, with τ the stay in months.

    Of whoever is there a part 1/τ leaves in a month; with τ of at least 1 that is never more than there are, so that no
    limit has to be put on the stock. Nobody there and nobody in stays nobody. 100 with no inflow at a stay of 1 is 0
    after a month; 20,800 with 13,760 in at 11.79 months ends at 16,030, as printed for 2011. Derivation: the stock of
    a queue that is left at a constant rate. Source: BMH annex 9, table 1.2, for what it is held against.
    """
    months = check_flow(opening, inflow, stay)
    stock, total = Fraction(opening), Fraction(0)
    for _ in range(MONTHS):
        total += stock
        stock += Fraction(inflow, MONTHS) - stock / months
    return Flow(opening, inflow, whole(stock), total / MONTHS)


def flow_years(opening: int, inflows: Iterable[int], stay: Exact) -> tuple[Flow, ...]:
    """Let years follow one another: each begins with the whole persons that the year before ends with."""
    found: list[Flow] = []
    for inflow in inflows:
        found.append(flow_year(found[-1].closing if found else opening, inflow, stay))
    return tuple(found)


def steady_stock(inflow: int, stay: Exact) -> Fraction:
    """
    Return the stock at which as many leave as come: O = I τ / 12.

    36,320 × 8 / 12 = 24,213.3. Derivation: I/12 = O/τ.
    """
    return inflow * check_flow(0, inflow, stay) / MONTHS


def implied_stay(opening: int, inflow: int, closing: int) -> Fraction | None:
    """
    Return the stay that leads from one printed stock to the next, in hundredths of a month.

    A longer stay leaves more people, so the stay is found by halving between 1 and 60 months; of two hundredths the one
    that ends nearest. None where no stay does: more at the end than a stay of 60 months leaves, or fewer than one of 1.
    20,800 and 13,760 in, 16,030 at the end: 11.79 months. Source: BMH annex 9, table 1.2.
    """

    def ends(hundredths: int) -> int:
        return flow_year(opening, inflow, Fraction(hundredths, HUNDREDTHS)).closing

    low, high = SHORTEST * HUNDREDTHS, LONGEST * HUNDREDTHS
    if not ends(low) <= closing <= ends(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if ends(middle) < closing else (low, middle)
    nearest = min((low, high), key=lambda hundredths: abs(ends(hundredths) - closing))
    return Fraction(nearest, HUNDREDTHS)
