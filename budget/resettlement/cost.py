"""
What resettled persons cost, net of the EU contribution.

Persons are whole numbers, euro are exact fractions; the rates per person are the catalogue's. + is a cost.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from budget.catalogue import Costs
from budget.core import SettingError

EUR_PER_KEUR: Final = 1000


Exact = int | Decimal | Fraction


def eu_contribution(persons: Exact, priority_share: Exact, costs: Costs) -> Fraction:
    """
    Return what the EU pays for these persons, euro.

    persons × (share × 10,000 + (1 − share) × 6,000); the share is that of people from priority regions, 0 to 1.
    The sum is linear, so a share that splits a person needs no rounding. Source: BMH 6.5, note 107.
    """
    share = Fraction(priority_share)
    if not 0 <= share <= 1:
        raise SettingError("priority_share_outside_limits", share=priority_share)
    return Fraction(persons) * (share * costs.eu_priority + (1 - share) * costs.eu_other)


def resettlement_cost(persons: Exact, priority_share: Exact, costs: Costs) -> Fraction:
    """
    Return the net cost of resettling persons, exactly, in euro.

    8,942 + 2,370 − 10,000 = 1,312 each from a priority region, 8,942 + 2,370 − 6,000 = 5,312 otherwise; fewer persons
    than now (a negative number) give a saving. Municipal costs are not in it. So 500 more, all priority: 656,000,
    which 2C.1.3.1 prints as 0.7. Source: BMH 6.5, note 107.
    """
    return Fraction(persons) * costs.gross - eu_contribution(persons, priority_share, costs)
