"""The results of the sheet Keten as Controle holds them beside the engine's: in rows no wider than those of the package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from budget.catalogue import CHAIN
from budget.chain import Borne, ChainInputs, inputs_of, lasting_set_back, project, set_back
from budget.core import SettingError
from budget.engine import Package
from budget.export.sheet import Sheet, Value
from budget.export.sheets.dials import has_dials

PEOPLE = f"{CHAIN}:people"
"""How the keys begin of results that are counted in people."""


def chain_inputs(package: Package) -> ChainInputs | None:
    """Return the inputs of a package's chain; None without one, and where both shocks were turned."""
    if package.catalogue.chain is None or not has_dials(package.catalogue):
        return None
    try:
        return inputs_of(package)
    except SettingError:
        return None


def year_place(package: Package, year: str) -> int:
    """Return the place of a year among the years ahead, the first of another one; as the formulas find it."""
    inputs = chain_inputs(package)
    assert inputs is not None
    years = [ahead.year for ahead in project(package.catalogue, inputs)]
    return years.index(year) + 1 if year in years else 1


def parts_of_borne(borne: Borne) -> tuple[int, int, int, int]:
    """Return what own chapter, ODA budget, other chapter and reserve bear."""
    return borne.own, borne.oda, borne.other, borne.reserve


def in_rows(key: str, values: Sequence[Value], width: int) -> dict[str, list[Value]]:
    """Return values under keys, so many to each; what a row leaves over is empty."""
    found = {}
    for place in range(0, len(values), width):
        row = list(values[place : place + width])
        found[f"{key}:{place // width + 1}" if place else key] = [*row, *[""] * (width - len(row))]
    return found


def place_rows(sheet: Sheet, key: str, label: str, row: int, column: int, count: int) -> None:
    """Remember where the cells of such values stand."""
    for place in range(0, count, sheet.book.width):
        number = place // sheet.book.width + 1
        at = f"{key}:{number}" if place else key
        name = f"{label} ({number})" if place else label
        sheet.book.place(at, name, sheet, row, column + place, min(count - place, sheet.book.width))


def chain_values(package: Package) -> Mapping[str, Sequence[Value]]:
    """Return the engine's results of the sheet by key; nothing for a package without one."""
    inputs = chain_inputs(package)
    if inputs is None:
        return {}
    catalogue, values, width = package.catalogue, dict[str, Sequence[Value]](), len(package.catalogue.columns)
    for year in project(catalogue, inputs):
        flow = year.flow
        people: list[Value] = [flow.opening, flow.received, flow.left, flow.closing]
        values |= in_rows(f"{PEOPLE}:{year.year}", people, width)
        money: list[Value] = [year.cost, year.budgeted, year.over, year.charged, year.beside]
        values |= in_rows(f"{CHAIN}:cost:{year.year}", money, width)
    for outcome in set_back(package, inputs).outcomes:
        values |= in_rows(f"{CHAIN}:borne:{outcome.rule.id}", list(parts_of_borne(outcome.borne)), width)
    for key, found in lasting_values(package, inputs).items():
        values |= in_rows(f"{CHAIN}:lasting:{key}", found, width)
    return values


def lasting_values(package: Package, inputs: ChainInputs) -> dict[str, list[Value]]:
    """Return by year of the base the extra cost of a lasting set-back, and what the own chapter bears by rule."""
    years = {found.year: found for found in lasting_set_back(package, inputs)}
    rules = next(iter(years.values())).outcomes
    base = package.catalogue.base.years
    values: dict[str, list[Value]] = {"extra": [years[y].extra if y in years else "" for y in base]}
    for place, outcome in enumerate(rules):
        values[outcome.rule.id] = [years[y].outcomes[place].borne.own if y in years else "" for y in base]
    return values
