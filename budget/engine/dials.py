"""
Dials: the report's amounts rest on assumptions that it prints; a dial turns one of them.

At its default a measure keeps its printed row. A moved dial scales the row by what the formula gives over what the
report prints, so that the phasing-in stays as printed; the cuts of 4.12 are recomputed by year. Exact fractions,
rounded once to whole thousands of euro, half away from zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budget.catalogue import Base, Catalogue, Dial, DialSet, Measure
from budget.core import (
    COLUMNS,
    KEUR_PER_MEUR,
    YEARS,
    Cell,
    Cells,
    Message,
    Open,
    SettingError,
    Settings,
    UnknownIdError,
    share_keur,
)
from budget.resettlement import resettlement_cost

Values = Mapping[str, Fraction]
CURRENT_QUOTA: Final = 500
EUR_PER_KEUR: Final = 1000
MONTHS: Final = 12


def resettlement(values: Values, dials: DialSet, base: Base, column: str) -> Fraction:
    """
    Give the cost of another national quota: (quota − 500) × (8,942 + 2,370 − EU fee), thousands of euro.

    The fee is 10,000 for people from priority regions and 6,000 for others. Quota 1,000, all priority:
    500 × 1,312 = 656. Source: BMH note 107, 6.5.
    """
    return resettlement_cost(values["quota"] - CURRENT_QUOTA, values["priority"] / 100) / EUR_PER_KEUR


def people_months(values: Values, dials: DialSet, base: Base, column: str) -> Fraction:
    """
    Give the saving of people who stay some months less: −people × months × yearly cost / 12, thousands of euro.

    2,200 × 3.5 × 25,000 / 12 = 16,042. Source: BMH 6.6, 3.1.4 and 4.4.3.
    """
    return -values["people"] * values["months"] * values["cost"] / MONTHS / EUR_PER_KEUR


def yearly_cut(values: Values, dials: DialSet, base: Base, column: str) -> Fraction:
    """
    Cut a budget in yearly steps up to a ceiling: −min(step × years, ceiling) × that year's budget, thousands of euro.

    IND 2024: min(3.5% × 4, 14%) × 358 million = 50,120. Years after annex 1 take its last budget; structurally the
    ceiling is reached, unless the step is 0. Source: BMH 6.7, 4.12.
    """
    year = column if column in base.years else base.years[-1]
    if column in YEARS:
        percent = min(values["step"] * (YEARS.index(column) + 1), values["ceiling"])
    else:
        percent = values["ceiling"] if values["step"] else Fraction(0)
    amount = sum(line.parts[dials.part or ""][year] for line in base.lines if line.id in dials.lines)
    return -percent * amount / 100


def share_of_base(values: Values, dials: DialSet, base: Base, column: str) -> Fraction:
    """
    Take a share of base lines in 2021: percent × their sum, thousands of euro.

    20% × (370 + 128) = 99,600. Source: BMH 6.5.
    """
    amount = sum(line.amounts[YEARS[0]] for line in base.lines if line.id in dials.lines)
    return values["percent"] * amount / 100 * dials.sign


def share_of_amount(values: Values, dials: DialSet, base: Base, column: str) -> Fraction:
    """
    Take a share of a printed amount: percent × amount, thousands of euro.

    20% × 340 = 68,000. Source: BMH 6.7, 4.9.
    """
    return values["percent"] * (dials.amount or 0) / 100 * dials.sign


def unit_cost(values: Values, dials: DialSet, base: Base, column: str) -> Fraction:
    """
    Multiply a number by its unit cost and add the fixed amount, thousands of euro.

    15 liaisons × 250,000 = 3,750. Source: BMH 6.4.
    """
    return values["number"] * values["cost"] / EUR_PER_KEUR + (dials.amount or 0)


Formula = Callable[[Values, DialSet, Base, str], Fraction]
FORMULAS: Final[dict[str, Formula]] = {
    "resettlement": resettlement,
    "people-months": people_months,
    "yearly-cut": yearly_cut,
    "share-of-base": share_of_base,
    "share-of-amount": share_of_amount,
    "unit-cost": unit_cost,
}
BY_YEAR: Final = frozenset({"yearly-cut"})


def find_dial(catalogue: Catalogue, measure: str, dial: str) -> Dial:
    """Return a measure's dial; raises UnknownIdError."""
    dials = catalogue.measure(measure).dials
    known = {item.id: item for item in dials.values} if dials is not None else {}
    if dial not in known:
        raise UnknownIdError(f"{measure}:{dial}", tuple(f"{measure}:{id_}" for id_ in known), Message("id_of_dial"))
    return known[dial]


def check_dials(catalogue: Catalogue, settings: Settings) -> None:
    """Raise UnknownIdError or SettingError for a dial that does not exist or a value outside its limits."""
    for measure, dial, value in settings.dials:
        found = find_dial(catalogue, measure, dial)
        if value.is_nan() or not found.minimum <= value <= found.maximum:
            name, low, high = f"{measure}:{dial}", found.minimum, found.maximum
            raise SettingError("dial_outside_limits", dial=name, low=low, high=high, value=value)


def moved(measure: Measure, settings: Settings) -> dict[str, Decimal]:
    """Return the dials of a measure that stand elsewhere than at their default."""
    if measure.dials is None or not settings.dials:
        return {}
    defaults = {dial.id: dial.default for dial in measure.dials.values}
    return {d: v for m, d, v in settings.dials if m == measure.id and d in defaults and v != defaults[d]}


def drives(measure: Measure, place: int) -> bool:
    """Tell whether a measure's dials drive its posting at a place."""
    return measure.dials is not None and (not measure.dials.postings or place in measure.dials.postings)


def formula_amount(dials: DialSet, values: Mapping[str, Decimal | int], base: Base, column: str) -> Fraction:
    """Return what a measure's formula gives in a column, thousands of euro; dials left out take their default."""
    filled = {dial.id: Fraction(values.get(dial.id, dial.default)) for dial in dials.values}
    return FORMULAS[dials.formula](filled, dials, base, column)


def _scaled(cell: Cell, amount: Fraction, reference: int) -> Cell:
    if isinstance(cell, Open):
        return cell
    scale = amount / reference
    return share_keur(cell, scale.numerator, scale.denominator)


def dialed_cells(catalogue: Catalogue, measure: Measure, place: int, settings: Settings) -> Cells:
    """Return the cells of a measure's posting (by its place) with the moved dials applied, before any delay."""
    cells = measure.posting_effects(measure.postings[place])
    dials, values = measure.dials, moved(measure, settings)
    if dials is None or not values or not drives(measure, place):
        return cells
    base = catalogue.base
    found: list[Cell] = []
    for column, cell in zip(COLUMNS, cells, strict=True):
        amount = formula_amount(dials, values, base, column)
        if dials.formula in BY_YEAR:
            found.append(share_keur(1, amount.numerator, amount.denominator))
        else:
            found.append(_scaled(cell, amount, dials.reference))
    return tuple(found)  # type: ignore[return-value]  # one for each column


def rounding_keur(dials: DialSet) -> int:
    """Return the unit that the reference is printed in, thousands of euro: 1 million, 0.1 million and so on."""
    unit = KEUR_PER_MEUR
    while unit > 1 and dials.reference % unit:
        unit //= 10
    return unit
