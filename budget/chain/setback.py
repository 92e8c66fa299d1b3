"""
Who pays when reception costs more, or less, than was budgeted: the rules side by side.

Amounts are thousands of euro, + is a cost. What the bearers take sums to the extra cost in every state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from budget.catalogue import SetbackRule
from budget.chain.cost import keur
from budget.chain.flow import Exact
from budget.core import SettingError


@dataclass(frozen=True)
class Borne:
    """What each bears of an extra cost: the own chapter, the ODA budget, the chapter in its place, the reserve."""

    own: int = 0
    oda: int = 0
    other: int = 0
    reserve: int = 0

    @property
    def total(self) -> int:
        """All of it: the extra cost."""
        return self.own + self.oda + self.other + self.reserve


@dataclass(frozen=True)
class ReserveYear:
    """A year of a reserve: what was in it, what came in, what the year cost extra, and what is left for the next."""

    year: str
    opening: int
    added: int
    extra: int

    @property
    def drawn(self) -> int:
        """What it pays: no more than it holds; a windfall goes in, without a ceiling."""
        return min(self.extra, self.opening + self.added)

    @property
    def short(self) -> int:
        """What it cannot pay, which the own chapter bears."""
        return self.extra - self.drawn

    @property
    def closing(self) -> int:
        """What is left: R(t) = R(t−1) + contribution − drawn, never below zero."""
        return self.opening + self.added - self.drawn


def extra_cost(cost_keur: int, percent: Exact) -> int:
    """
    Return the extra cost of a shock: X = v K.

    20% of COA and Nidos in 2024, 548,000, is 109,600. Raises SettingError below −100%: reception cannot cost less than
    nothing.
    """
    if percent < -100:
        raise SettingError("shock_below_all", found=percent)
    return keur(cost_keur * Fraction(percent) / 100)


def reserve_years(opening: int, added: int, extras: Mapping[str, int]) -> tuple[ReserveYear, ...]:
    """
    Follow a reserve through years of set-backs and windfalls.

    R(t) = R(t−1) + contribution − drawn; the own chapter bears max(0, X − R(t−1) − contribution). With 68,000 a year
    and what annex 4 realised above budget: 260,000 at the end of 2013, empty in 2014 (own chapter 135,000) and 2015
    (821,000), 374,000 at the end of 2018. Raises SettingError for a reserve or contribution below zero.
    """
    for amount in (opening, added):
        if amount < 0:
            raise SettingError("reserve_below_zero", found=amount)
    found: list[ReserveYear] = []
    for year, extra in extras.items():
        found.append(ReserveYear(year, found[-1].closing if found else opening, added, extra))
    return tuple(found)


BEARERS: Final[Mapping[str, frozenset[str]]] = {
    "shared": frozenset({"own", "oda"}),
    "own": frozenset({"own"}),
    "reserve": frozenset({"own", "reserve"}),
    "moved": frozenset({"oda", "other"}),
}
"""Who can bear something under each kind of rule, by the fields of `Borne`; the others bear nothing."""


def borne(rule: SetbackRule, extra: int, charged_keur: int, reserve: ReserveYear) -> Borne:
    """
    Divide an extra cost over who bears it under a rule; `charged_keur` is what of it falls to ODA as today.

    Shared: ODA its share, the own chapter the rest. Own: the own chapter all. Reserve: what it holds, the own chapter
    what is short. Moved: ODA its share, the chapter in its place the rest. A windfall is the mirror, but goes into a
    reserve whole. 2024 at +20%: ODA 59,000 and own 50,600; own 109,600; reserve 68,000 and own 41,600. Source: BMH 4.9.
    """
    if rule.bears == "own":
        return Borne(own=extra)
    if rule.bears == "reserve":
        return Borne(own=reserve.short, reserve=reserve.drawn)
    rest = extra - charged_keur
    return Borne(oda=charged_keur, own=rest) if rule.bears == "shared" else Borne(oda=charged_keur, other=rest)
