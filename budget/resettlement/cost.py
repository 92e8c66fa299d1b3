"""
Resettlement: cost per person, the planner of the multi-year framework, the two countings, EU pledges.

Persons are whole numbers, euro are exact fractions. Every function is pure; the figures are in data/resettlement.yaml.
Signs follow the report: + is a cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budget.core import SettingError, share_keur

EUR_PER_KEUR: Final = 1000


Exact = int | Decimal | Fraction


@dataclass(frozen=True)
class PersonRates:
    """What a resettled person costs and what the EU pays for them, whole euro."""

    execution: int
    integration: int
    eu_priority: int
    eu_other: int

    @property
    def gross(self) -> int:
        """Cost before the EU contribution: 8,942 + 2,370 = 11,312."""
        return self.execution + self.integration


NOTE_107: Final = PersonRates(execution=8_942, integration=2_370, eu_priority=10_000, eu_other=6_000)
"""IND and COA, civic integration, EU contribution from priority regions and elsewhere. Source: BMH 6.5, note 107."""


def eu_contribution(persons: Exact, priority_share: Exact, rates: PersonRates = NOTE_107) -> Fraction:
    """
    Return what the EU pays for these persons, euro.

    persons × (share × 10,000 + (1 − share) × 6,000); the share is that of people from priority regions, 0 to 1.
    The sum is linear, so a share that splits a person needs no rounding. Source: BMH 6.5, note 107.
    """
    share = Fraction(priority_share)
    if not 0 <= share <= 1:
        raise SettingError("priority_share_outside_limits", share=priority_share)
    return Fraction(persons) * (share * rates.eu_priority + (1 - share) * rates.eu_other)


def resettlement_cost(persons: Exact, priority_share: Exact, rates: PersonRates = NOTE_107) -> Fraction:
    """
    Return the net cost of resettling persons, exactly, in euro.

    8,942 + 2,370 − 10,000 = 1,312 each from a priority region, 8,942 + 2,370 − 6,000 = 5,312 otherwise; fewer persons
    than now (a negative number) give a saving. Municipal costs are not in it. So 500 more, all priority: 656,000,
    which 2C.1.3.1 prints as 0.7. Source: BMH 6.5, note 107.
    """
    return Fraction(persons) * rates.gross - eu_contribution(persons, priority_share, rates)


def resettlement_cost_keur(persons: Exact, priority_share: Exact, rates: PersonRates = NOTE_107) -> int:
    """Return the net cost in thousands of euro, rounded once, half away from zero."""
    cost = resettlement_cost(persons, priority_share, rates) / EUR_PER_KEUR
    return share_keur(1, cost.numerator, cost.denominator)
