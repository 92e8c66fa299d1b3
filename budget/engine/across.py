"""
Packages of different lists beside each other: totals by year, and what keeps those from being one sum.

There is no total over lists: lists differ in prices, years and scope, and one measure may stand in two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from budget.catalogue import TwinSide, installed_twins
from budget.core import Amount, CallError
from budget.engine.package import Package


class Mix(StrEnum):
    """In what the lists of packages differ, so that their totals are not of one kind."""

    PRICES = "prices"
    YEARS = "years"
    STRUCTURAL = "structural"
    DECISION = "decision"
    TAX = "tax"
    REVIEW = "review"


@dataclass(frozen=True)
class Doubled:
    """The same measure in two packages: their places among the packages, and the sides of the pair."""

    first: int
    second: int
    sides: tuple[TwinSide, TwinSide]
    certain: bool


@dataclass(frozen=True)
class Across:
    """
    Packages beside each other: `years` of any of them, a row of totals for each, thousands of the unit.

    A row has None for a year that its list does not have; the structural total comes last.
    """

    years: tuple[str, ...]
    rows: tuple[tuple[Amount | None, ...], ...]
    mixes: tuple[Mix, ...]
    doubled: tuple[Doubled, ...]


def _decided(package: Package) -> tuple[str, int]:
    """Return when a package is supposed to be decided: the date of its list and the years later."""
    return package.catalogue.info.decision.date, package.settings.delay


def _taxes(package: Package) -> tuple[bool, ...]:
    """Return which kinds of measures a package holds: expenditure, taxes."""
    measures = package.catalogue.measures
    return tuple(sorted({measures[id_].tax for id_ in package.selection}))


def _prices(package: Package) -> object:
    """Return the price level that a list states; one that it leaves out is like no other."""
    level = package.catalogue.info.price_level
    return object() if level is None else level.nl


FRAMES: dict[Mix, Callable[[Package], object]] = {
    Mix.PRICES: _prices,
    Mix.YEARS: lambda package: package.catalogue.columns.years,
    Mix.STRUCTURAL: lambda package: package.catalogue.info.columns.structural.title.nl,
    Mix.DECISION: _decided,
    Mix.TAX: _taxes,
    Mix.REVIEW: lambda package: package.catalogue.info.overlaps.level,
}


def _holds(package: Package, side: TwinSide) -> bool:
    """Whether a package has the measure of a side: one of its options, or any part of a sum."""
    return package.catalogue.info.id == side.list and any(id_ in package.selection for id_ in side.measures)


def doubled_in(packages: Sequence[Package]) -> tuple[Doubled, ...]:
    """Find the measures that two packages of different lists both hold."""
    found = []
    for twin in installed_twins():
        places = [[at for at, one in enumerate(packages) if _holds(one, side)] for side in (twin.one, twin.other)]
        found += [
            Doubled(first, second, (twin.one, twin.other), twin.page is not None)
            for first in places[0]
            for second in places[1]
        ]
    return tuple(found)


def put_across(packages: Sequence[Package]) -> Across:
    """
    Put packages of different lists beside each other.

    Raises CallError for lists in different units, which have no table in common.
    """
    units = {package.catalogue.info.unit.id for package in packages}
    if len(units) > 1:
        raise CallError("lists_in_different_units", units=tuple(sorted(units)))
    years = tuple(sorted({year for package in packages for year in package.catalogue.columns.years}))
    rows = tuple(
        (*(package.totals.get(year) for year in years), package.totals[package.catalogue.columns.structural])
        for package in packages
    )
    mixes = tuple(mix for mix, frame in FRAMES.items() if len({frame(package) for package in packages}) > 1)
    return Across(years, rows, mixes, doubled_in(packages))
