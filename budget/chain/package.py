"""The package in the chain: the person-years that its measures on reception save, the same money as in the package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budget.catalogue import Catalogue, ChainMeasure
from budget.chain.cost import person_years
from budget.chain.inputs import ChainInputs, chain_of
from budget.chain.project import ChainYear
from budget.chain.stay import months_saved
from budget.core import Cell, Settings
from budget.engine import Package, measure_row, sharing_pairs

COST: Final = "cost"  # the dial of a measure that holds what a person costs a year


@dataclass(frozen=True)
class MeasureYear:
    """
    What a measure comes to in a column: its amount as in the package, person-years and months of the mean stay.

    None where the amount has no number, where the bonus takes all of it, or where there is no inflow.
    """

    amount: Cell
    years: Fraction | None
    months: Fraction | None


@dataclass(frozen=True)
class InChain:
    """
    A package in the chain, by measure and column; never money beside the package's own.

    `too_many` are the columns in which it saves more person-years than the chain holds; `same` the pairs of measures
    that save the same months; `price` the measures that change the price of a place instead.
    """

    stays: dict[str, dict[str, MeasureYear]]
    totals: dict[str, Fraction]
    months: dict[str, Fraction | None]
    too_many: tuple[str, ...]
    same: tuple[tuple[str, str], ...]
    price: tuple[str, ...]


def _turned(catalogue: Catalogue, settings: Settings, measure: str, dial: str) -> Decimal | int | None:
    """Return where a measure's dial stands, None for one that it does not have."""
    dials = catalogue.measures[measure].dials
    default = next((item.default for item in (dials.values if dials else ()) if item.id == dial), None)
    return next((value for m, d, value in settings.dials if (m, d) == (measure, dial)), default)


def _years_saved(package: Package, item: ChainMeasure, cell: Cell, inputs: ChainInputs) -> Fraction | None:
    """
    Return the person-years that an amount stands for: −amount / (1 − what it is net of) / price.

    The price is the measure's own where it has that dial. 6.1: −25,000 less a bonus of 50% are 2,000 at 25,000 euro.
    """
    if not isinstance(cell, int):
        return None
    price = _turned(package.catalogue, package.settings, item.id, COST)
    kept = Fraction(1)
    if item.net_of is not None:
        kept -= Fraction(_turned(package.catalogue, package.settings, item.id, item.net_of) or 0) / 100
    return None if kept <= 0 else person_years(-cell, inputs.price if price is None else price) / kept


def _by_column(package: Package, item: ChainMeasure, inputs: ChainInputs) -> dict[str, MeasureYear]:
    row = measure_row(package.catalogue, package.catalogue.measures[item.id], package.settings)
    found = {}
    for column, cell in zip(package.catalogue.columns, row, strict=True):
        years = _years_saved(package, item, cell, inputs)
        months = None if years is None else months_saved(years, inputs.inflow)
        found[column] = MeasureYear(cell, years, months)
    return found


def _held(ahead: tuple[ChainYear, ...], column: str) -> Fraction:
    """Return the person-years that the chain holds in a column: the mean stock; later columns take the last year."""
    return next((item.flow.mean for item in ahead if item.year == column), ahead[-1].flow.mean)


def _pairs(package: Package, stays: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    found = sharing_pairs(package.catalogue.conflicts, frozenset(stays))
    place = package.catalogue.order
    pairs = (sorted(pair, key=place.__getitem__) for pair in found)
    return tuple(sorted(((a, b) for a, b in pairs), key=lambda pair: (place[pair[0]], place[pair[1]])))


def package_in_chain(package: Package, ahead: tuple[ChainYear, ...], inputs: ChainInputs) -> InChain:
    """
    Put a package's measures on reception into the chain: person-years and months of stay by column.

    The report's JenV package structurally: 3.1.4 640, 4.8 140, 4.11 288, 5.3 184, 6.2b 2,320 person-years. Their plain
    sum is held against the people in reception; measures that are the same money are named: so are their months.
    """
    chosen = [item for item in chain_of(package.catalogue).measures if item.id in package.selection]
    stays = {item.id: _by_column(package, item, inputs) for item in chosen if item.acts == "stay"}
    totals = {
        column: sum((row[column].years or Fraction(0) for row in stays.values()), Fraction(0))
        for column in package.catalogue.columns
    }
    return InChain(
        stays=stays,
        totals=totals,
        months={column: months_saved(years, inputs.inflow) for column, years in totals.items()},
        too_many=tuple(column for column, years in totals.items() if years > _held(ahead, column)),
        same=_pairs(package, stays),
        price=tuple(item.id for item in chosen if item.acts == "price"),
    )
