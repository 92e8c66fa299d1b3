"""
Dials: a list's amounts rest on assumptions that it prints; a dial turns one of them.

At its default a measure keeps its printed row. A moved dial scales the row by what the formula gives over what the
list prints, so that the phasing-in stays as printed; yearly cuts are recomputed by year, and a formula by posting
gives each posting its own amount. What is open stays open; a range has no dial. Exact fractions, rounded once by cell
to whole thousands of euro, half away from zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budget.catalogue import CHAIN, Catalogue, Dial, DialPart, DialSet, Measure, check_own, with_own
from budget.core import (
    DEFAULT_SETTINGS,
    SETTINGS,
    Cell,
    Cells,
    Columns,
    Message,
    SettingError,
    Settings,
    UnknownIdError,
    check_own_targets,
    share_keur,
)
from budget.engine.formulas import FORMULAS, MONTHS, PART_FORMULAS

BY_YEAR: Final = frozenset({"yearly-cut"})


def find_dial(catalogue: Catalogue, measure: str, dial: str) -> Dial:
    """Return a measure's dial, or one of the chain under its own name; raises UnknownIdError."""
    if measure == CHAIN:
        known = {item.id: item for item in (catalogue.chain.dials if catalogue.chain else ())}
    else:
        dials = catalogue.measure(measure).dials
        known = {item.id: item for item in dials.values} if dials is not None else {}
    if dial not in known:
        raise UnknownIdError(f"{measure}:{dial}", tuple(f"{measure}:{id_}" for id_ in known), Message("id_of_dial"))
    return known[dial]


def check_settings(catalogue: Catalogue, settings: Settings) -> None:
    """
    Raise UnknownIdError or SettingError for a setting, dial or target that the catalogue lacks, or out of limits.

    So too for figures of one's own that it does not allow.
    """
    if settings == DEFAULT_SETTINGS:
        return
    check_own(catalogue, settings.own)
    frame = with_own(catalogue, settings.own).frame
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
    if settings.own_targets:
        check_own_targets(settings.own_targets, frame.targets)


def moved(measure: Measure, settings: Settings) -> dict[str, Decimal]:
    """Return the dials of a measure that stand elsewhere than at their default."""
    if measure.dials is None or not settings.dials:
        return {}
    defaults = {dial.id: dial.default for dial in measure.dials.values}
    return {d: v for m, d, v in settings.dials if m == measure.id and d in defaults and v != defaults[d]}


def drives(measure: Measure, place: int) -> bool:
    """Tell whether a measure's dials drive its posting at a place."""
    return measure.dials is not None and measure.dials.drives(place)


def _filled(dials: DialSet, values: Mapping[str, Decimal | int]) -> dict[str, Fraction]:
    return {dial.id: Fraction(values.get(dial.id, dial.default)) for dial in dials.values}


def part_amount(catalogue: Catalogue, dials: DialSet, values: Mapping[str, Decimal | int], part: DialPart) -> Fraction:
    """Return what a formula by posting gives to one posting, structurally, thousands of euro."""
    return PART_FORMULAS[dials.formula](_filled(dials, values), part, dials, catalogue)


def formula_amount(catalogue: Catalogue, dials: DialSet, values: Mapping[str, Decimal | int], column: str) -> Fraction:
    """Return what a measure's formula gives in a column, thousands of euro; dials left out take their default."""
    if dials.parts:
        return sum((part_amount(catalogue, dials, values, part) for part in dials.parts), Fraction(0))
    return FORMULAS[dials.formula](_filled(dials, values), dials, catalogue, column)


def _rounded(amount: Fraction) -> int:
    return share_keur(1, amount.numerator, amount.denominator)


def _scaled(cell: Cell, amount: Fraction, reference: int) -> Cell:
    if not isinstance(cell, int):
        return cell
    scale = amount / reference
    return share_keur(cell, scale.numerator, scale.denominator)


def phase(dials: DialSet, cells: Cells, columns: Columns, column: str) -> Fraction:
    """
    Return how much of its structural amount a posting has in a column: the months of the record, else as printed.

    Four months of twelve are 1/3; 3 million of 6 are 1/2. A posting of nil has all of it.
    """
    if column in dials.months:
        return Fraction(dials.months[column], MONTHS)
    cell, structural = cells[columns.place[column]], cells[columns.place[columns.structural]]
    if not isinstance(cell, int) or not isinstance(structural, int) or structural == 0:
        return Fraction(1)
    return Fraction(cell, structural)


def _own_cells(catalogue: Catalogue, dials: DialSet, place: int, cells: Cells, values: Mapping[str, Decimal]) -> Cells:
    """Return a posting's cells by a formula by posting: its own amount, phased in; open cells stay open."""
    columns = catalogue.columns
    part = next(part for part in dials.parts if part.posting == place)
    amount = part_amount(catalogue, dials, values, part)
    return tuple(
        _rounded(amount * phase(dials, cells, columns, column)) if isinstance(cell, int) else cell
        for column, cell in zip(columns, cells, strict=True)
    )


def dialed_cells(catalogue: Catalogue, measure: Measure, place: int, settings: Settings) -> Cells:
    """Return the cells of a measure's posting (by its place) with the moved dials applied, before any delay."""
    cells = measure.posting_effects(measure.postings[place])
    dials, values = measure.dials, moved(measure, settings)
    if dials is None or not values or not drives(measure, place):
        return cells
    if dials.parts:
        return _own_cells(catalogue, dials, place, cells, values)
    found: list[Cell] = []
    for column, cell in zip(catalogue.columns, cells, strict=True):
        amount = formula_amount(catalogue, dials, values, column)
        if dials.formula in BY_YEAR:
            found.append(_rounded(amount) if isinstance(cell, int) else cell)
        else:
            found.append(_scaled(cell, amount, dials.reference))
    return tuple(found)
