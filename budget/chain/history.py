"""The printed history held against the flow: how it closes, the stays that it implies, and a look back a year ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from budget.catalogue import Catalogue, ChainData
from budget.chain.flow import Exact, flow_year, implied_stay
from budget.chain.housing import Housed, housed
from budget.chain.inputs import chain_of


@dataclass(frozen=True)
class HistoryYear:
    """
    A printed year after the first: in, out and stock, and the stay that leads from one stock to the next.

    `follows` is the stock that in and out give; `holders` are the status holders, None without their months.
    """

    year: str
    opening: int
    received: int
    left: int
    occupancy: int
    stay: Fraction | None
    holders: Housed | None

    @property
    def follows(self) -> int:
        """The stock that follows from the printed flows."""
        return self.opening + self.received - self.left

    @property
    def error(self) -> Fraction | None:
        """By which part of the printed stock the flows miss it; None of a stock of nobody."""
        return off_by(self.follows, self.occupancy)

    @property
    def mean(self) -> Fraction:
        """The mean of the stocks at both ends."""
        return Fraction(self.opening + self.occupancy, 2)


def off_by(computed: int, printed: int) -> Fraction | None:
    """Return by which part of a printed number a computed one is off; None of nothing."""
    return Fraction(computed - printed, printed) if printed else None


def history(catalogue: Catalogue) -> tuple[HistoryYear, ...]:
    """
    Hold each printed year against the flow, once for a catalogue.

    2011: 20,800 + 13,760 − 18,640 = 15,920 against 16,030 printed, −0.7%. Source: BMH annex 9, tables 1.2 and 2.1.
    """
    if "chain" not in catalogue.memo:
        catalogue.memo["chain"] = _history(chain_of(catalogue))
    found: tuple[HistoryYear, ...] = catalogue.memo["chain"]
    return found


def _history(data: ChainData) -> tuple[HistoryYear, ...]:
    received, left, stock = (data.persons(id_) for id_ in ("received", "left", "occupancy"))
    holders, months = data.persons("status-holders"), data.one("months-to-municipality").values
    found = []
    for before, year in pairwise(stock):
        stay = implied_stay(stock[before], received[year], stock[year])
        waited = months.get(year)
        both = waited is not None and before in holders and year in holders
        moved = housed(holders[before], holders[year], waited) if both and waited is not None else None
        found.append(HistoryYear(year, stock[before], received[year], left[year], stock[year], stay, moved))
    return tuple(found)


@dataclass(frozen=True)
class LookBack:
    """A year as it would have been projected a year ahead, from its printed start and inflow at some stay."""

    year: str
    stay: Fraction
    projected: int
    printed: int

    @property
    def error(self) -> Fraction | None:
        """By which part of the printed stock the projection misses it; None of a stock of nobody."""
        return off_by(self.projected, self.printed)


def _look(year: HistoryYear, stay: Exact) -> LookBack:
    return LookBack(year.year, Fraction(stay), flow_year(year.opening, year.received, stay).closing, year.occupancy)


def look_back(years: Sequence[HistoryYear], stay: Exact) -> tuple[LookBack, ...]:
    """Project each year from its start with one stay: at 9 months −20% in 2011 and +37% in 2017."""
    return tuple(_look(year, stay) for year in years)


def look_back_by_last(years: Sequence[HistoryYear]) -> tuple[LookBack, ...]:
    """Project each year with the stay of the year before: −3% in 2012, +44% in 2016; years without one are left out."""
    return tuple(_look(year, before.stay) for before, year in pairwise(years) if before.stay is not None)


def mean_error(looks: Sequence[LookBack]) -> Fraction | None:
    """Return the mean size of the errors, 18% at 9 months for 2011–2019; None without any."""
    found = [abs(look.error) for look in looks if look.error is not None]
    return sum(found, Fraction(0)) / len(found) if found else None
