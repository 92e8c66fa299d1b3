"""What a package piles up, as JSON: by executing body, level of law and grade of evidence; thousands of euro."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from budget.catalogue import Catalogue
from budget.cli.package_json import amount_json
from budget.engine import Own, Package, Side, Stack, StackBy, Totals, over_years, stack_package, tells_stacking

Json = dict[str, Any]


def _row(catalogue: Catalogue, totals: Totals) -> Json:
    """Return a row by column; `years` is the sum of the years alone."""
    found = {column: amount_json(total) for column, total in totals.items()}
    return found | {"years": amount_json(over_years(catalogue, totals))}


def _side(catalogue: Catalogue, side: Side) -> Json:
    return {"as_added": _row(catalogue, side.plain), "without_double_counting": _row(catalogue, side.once)}


def _said(percent: Decimal | None) -> str | None:
    return None if percent is None else str(percent)


def _own(catalogue: Catalogue, own: Own) -> Json:
    percents = {column: own.percents(column) for column in catalogue.columns}
    return {
        **_side(catalogue, Side(own.effect, own.once)),
        "base_keur": dict(own.base_keur),
        "percent_of_base": {column: _said(added) for column, (added, _) in percents.items()},
        "percent_without_double_counting": {column: _said(once) for column, (_, once) in percents.items()},
        "undivided": list(own.undivided),
    }


def _stack(catalogue: Catalogue, stack: Stack) -> Json:
    return {
        "name": stack.name or None,
        "measures": list(stack.measures),
        "alone": list(stack.alone),
        "savings": _side(catalogue, stack.savings),
        "costs": _side(catalogue, stack.costs),
        "own_base": None if stack.own is None else _own(catalogue, stack.own),
    }


def stacking_json(package: Package) -> Json:
    """
    Return what a package piles up, as the key that it has beside `package_json`.

    `name` is null where the list does not say it. Bodies share measures: their amounts do not add up to the package's.
    """
    catalogue = package.catalogue
    ways = [by for by in StackBy if tells_stacking(catalogue, by)]
    return {
        "stacking": {
            f"by_{by.value}": [_stack(catalogue, stack) for stack in stack_package(package, by)] for by in ways
        }
    }
