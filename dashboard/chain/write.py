"""Numbers of the chain as its tables write them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from markupsafe import Markup

from budget.catalogue import Attribution, Catalogue
from dashboard.package import backing
from dashboard.words import each, numbers

NOTHING: Final = "–"
TOLD: Final = "figures told"


def months(value: Fraction | None, decimals: int = 1) -> str:
    """Write a number of months, a dash for none."""
    return NOTHING if value is None else numbers.number(numbers.rounded(value, decimals), decimals)


def persons(value: Fraction | int | None) -> str:
    """Write people, or person-years, as whole ones; a dash for none."""
    return NOTHING if value is None else numbers.number(numbers.rounded(value))


def percent(part: Fraction | None, decimals: int = 1, sign: bool = False) -> str:
    """Write a part as a percentage, with a sign where it is an error; a dash for none."""
    if part is None:
        return NOTHING
    return f"{numbers.number(numbers.rounded(part * 100, decimals), decimals, sign=sign)}%"


def meur(keur: int | None, decimals: int = 0) -> str:
    """Write thousands of euro in millions, a dash for none."""
    return NOTHING if keur is None else numbers.meur(keur, decimals)


def plain(value: Decimal | int | None) -> str:
    """Write a printed number as it is printed, a dash for an empty cell."""
    return NOTHING if value is None else numbers.plain(Decimal(value))


def backings(catalogue: Catalogue, items: Mapping[str, Attribution]) -> Markup:
    """List where figures come from: name, grade, reason and place."""
    line = Markup("<strong>{}</strong> {}")
    rows = (line.format(name, backing(catalogue, item)) for name, item in items.items())
    return Markup('<ul class="rules">{}</ul>').format(each(Markup("<li>{}</li>"), rows))
