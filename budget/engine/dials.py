"""
Dials: a list's amounts rest on assumptions that it prints; a dial turns one of them.

At its default a measure keeps its printed row. A moved dial scales the row by what the formula gives over what the
list prints, so that the phasing-in stays as printed; yearly cuts are recomputed by year. Exact fractions, rounded once
to whole thousands of euro, half away from zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budget.catalogue import Catalogue, Dial, DialSet, Measure
from budget.core import (
    DEFAULT_SETTINGS,
    SETTINGS,
    Cell,
    Cells,
    Message,
    Open,
    SettingError,
    Settings,
    UnknownIdError,
    share_keur,
)
from budget.resettlement import EUR_PER_KEUR, resettlement_cost

Values = Mapping[str, Fraction]
MONTHS: Final = 12


def resettlement(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Give the cost of another national quota: (quota − today's) × (cost − EU fee), thousands of euro.

    The fee differs between priority regions and others. With 8,942 + 2,370 a person, a fee of 10,000 and 500 more:
    500 × 1,312 = 656. Source: the catalogue's data/resettlement.yaml.
    """
    data = catalogue.resettlement
    if data is None:
        return Fraction(0)
    return resettlement_cost(values["quota"] - data.quota, values["priority"] / 100, data.costs) / EUR_PER_KEUR


def people_months(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Give the saving of people who stay some months less: −people × months × yearly cost / 12, thousands of euro.

    2,200 × 3.5 × 25,000 / 12 = 16,042.
    """
    return -values["people"] * values["months"] * values["cost"] / MONTHS / EUR_PER_KEUR


def yearly_cut(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Cut a budget in yearly steps up to a ceiling: −min(step × years, ceiling) × that year's budget, thousands of euro.

    The first step falls in the list's first year. 3.5% × 4, at most 14%, × 358 million = 50,120. Years after the
    base's take its last budget; structurally the ceiling is reached, unless the step is 0.
    """
    base, columns = catalogue.base, catalogue.columns
    if column == columns.structural:
        percent = values["ceiling"] if values["step"] else Fraction(0)
    else:
        steps = int(column) - int(columns.years[0]) + 1
        percent = min(values["step"] * steps, values["ceiling"])
    year = base.year_of(column)
    amount = sum(line.parts[dials.part or ""][year] for line in base.lines if line.id in dials.lines)
    return -percent * amount / 100


def share_of_base(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Take a share of base lines in the year that the dial names: percent × their sum, thousands of euro.

    20% × (370 + 128) million = 99,600.
    """
    return values["percent"] * catalogue.base.sum_lines(dials.lines, dials.year or "") / 100 * dials.sign


def share_of_amount(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Take a share of a printed amount: percent × amount, thousands of euro.

    20% × 340 million = 68,000.
    """
    return values["percent"] * (dials.amount or 0) / 100 * dials.sign


def unit_cost(values: Values, dials: DialSet, catalogue: Catalogue, column: str) -> Fraction:
    """
    Multiply a number by its unit cost and add the fixed amount, thousands of euro.

    15 × 250,000 = 3,750.
    """
    return values["number"] * values["cost"] / EUR_PER_KEUR + (dials.amount or 0)


Formula = Callable[[Values, DialSet, Catalogue, str], Fraction]
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


def check_settings(catalogue: Catalogue, settings: Settings) -> None:
    """Raise UnknownIdError or SettingError for a setting or dial that the catalogue does not have, or out of limits."""
    if settings == DEFAULT_SETTINGS:
        return
    frame = catalogue.frame
    for form in SETTINGS:
        value = form.read(settings, frame)
        if not form.needs(frame) and value != form.default(frame):
            raise SettingError("setting_without_use_here", flag=form.flag)
        form.write(DEFAULT_SETTINGS, frame, value)
    for measure, name, turned in settings.dials:
        dial = find_dial(catalogue, measure, name)
        if turned.is_nan() or not dial.minimum <= turned <= dial.maximum:
            low, high = dial.minimum, dial.maximum
            raise SettingError("dial_outside_limits", dial=f"{measure}:{name}", low=low, high=high, value=turned)


def moved(measure: Measure, settings: Settings) -> dict[str, Decimal]:
    """Return the dials of a measure that stand elsewhere than at their default."""
    if measure.dials is None or not settings.dials:
        return {}
    defaults = {dial.id: dial.default for dial in measure.dials.values}
    return {d: v for m, d, v in settings.dials if m == measure.id and d in defaults and v != defaults[d]}


def drives(measure: Measure, place: int) -> bool:
    """Tell whether a measure's dials drive its posting at a place."""
    return measure.dials is not None and (not measure.dials.postings or place in measure.dials.postings)


def formula_amount(catalogue: Catalogue, dials: DialSet, values: Mapping[str, Decimal | int], column: str) -> Fraction:
    """Return what a measure's formula gives in a column, thousands of euro; dials left out take their default."""
    filled = {dial.id: Fraction(values.get(dial.id, dial.default)) for dial in dials.values}
    return FORMULAS[dials.formula](filled, dials, catalogue, column)


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
    found: list[Cell] = []
    for column, cell in zip(catalogue.columns, cells, strict=True):
        amount = formula_amount(catalogue, dials, values, column)
        if dials.formula in BY_YEAR:
            found.append(share_keur(1, amount.numerator, amount.denominator))
        else:
            found.append(_scaled(cell, amount, dials.reference))
    return tuple(found)
