"""Amounts as people read them: EUR million, Dutch or English decimals, a real minus, open cells by name."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel.numbers import format_decimal

from budget.core import Cell, Open, meur_from_keur, share_keur
from budget.engine import Total
from dashboard.words.text import language, t

MINUS = "−"


def rounded(value: Decimal | Fraction | int, decimals: int = 0) -> Decimal:
    """Round half away from zero, as people do; nothing becomes minus zero. Every rounding for the eye goes this way."""
    scaled = Fraction(value) * 10**decimals
    return Decimal(share_keur(scaled.numerator, 1, scaled.denominator)).scaleb(-decimals)


@lru_cache(maxsize=8192)
def _formatted(value: Decimal, decimals: int, locale: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(rounded(value, decimals), format=pattern, locale=locale)).replace("-", MINUS)


def decimals_of(values: Iterable[int], least: int = 0) -> int:
    """Return how many decimals EUR million needs to show every amount (thousands of euro) exactly."""
    most = least
    for keur in values:
        exponent = meur_from_keur(keur).as_tuple().exponent
        most = max(most, -exponent if isinstance(exponent, int) else 0)
    return most


def meur(keur: int, decimals: int | None = None, sign: bool = False) -> str:
    """Write thousands of euro as EUR million; exact unless `decimals` asks for fewer."""
    places = decimals_of([keur]) if decimals is None else decimals
    text = _formatted(meur_from_keur(keur), places, language())
    return f"+{text}" if sign and keur > 0 else text


def number(value: Decimal | int, decimals: int = 0, sign: bool = False) -> str:
    """Write a plain number by locale."""
    text = _formatted(Decimal(value), decimals, language())
    return f"+{text}" if sign and value > 0 else text


def plain(value: Decimal) -> str:
    """Write a number with the decimals that it has."""
    exponent = value.normalize().as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def percent(value: Decimal, decimals: int = 1) -> str:
    """Write a percentage by locale."""
    return f"{number(value, decimals)}%"


def cell(value: Cell, decimals: int | None = None) -> str:
    """Write a cell; an open one as PM with its direction, or as depending on the inflow."""
    if value is Open.COST:
        return "+ PM"
    if value is Open.SAVING:
        return f"{MINUS} PM"
    if value is Open.DEPENDS:
        return t("afh.")
    return meur(value, decimals)


def total(value: Total, decimals: int | None = None) -> str:
    """Write a total; with open cells as a bound (≥, ≤) or as open on both sides."""
    text = meur(value.keur, decimals)
    if value.exact:
        return text
    if value.upper is None and value.lower is None:
        return f"{text} + ?"
    return f"≥ {text}" if value.upper is None else f"≤ {text}"
