"""Amounts as people read them: EUR million, Dutch or English decimals, a real minus, what has bounds by its ends."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel import Locale
from babel.numbers import NumberPattern, parse_pattern

from budget.catalogue import Catalogue
from budget.core import Amount, Cell, bounds_of, meur_from_keur, open_word, share_keur
from dashboard.words.text import language, t

MINUS = "−"
KEUR_DECIMALS = 3  # of EUR million, in which whole thousands of euro are exact


def rounded(value: Decimal | Fraction | int, decimals: int = 0) -> Decimal:
    """Round half away from zero, as people do; nothing becomes minus zero. Every rounding for the eye goes this way."""
    scaled = Fraction(value) * 10**decimals
    return Decimal(share_keur(scaled.numerator, 1, scaled.denominator)).scaleb(-decimals)


@lru_cache(maxsize=64)
def _pattern(decimals: int, locale: str) -> tuple[NumberPattern, Locale]:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else "")), Locale.parse(locale)


@lru_cache(maxsize=8192)
def _formatted(value: Decimal, decimals: int, locale: str) -> str:
    pattern, spoken = _pattern(decimals, locale)
    return str(pattern.apply(rounded(value, decimals), spoken)).replace("-", MINUS)


def decimals_of(values: Iterable[Cell], least: int = 0) -> int:
    """Return how many decimals EUR million needs to show every amount and every end (thousands of euro) exactly."""
    most = least
    for keur in {end for value in values for end in bounds_of(value).ends if end is not None}:
        exponent = meur_from_keur(keur).as_tuple().exponent
        most = max(most, -exponent if isinstance(exponent, int) else 0)
    return most


def places(catalogue: Catalogue) -> int:
    """
    Return how many decimals amounts have on screen: one, or two where the list prints two.

    The list decides, not the package, so that no figure changes its form with a toggle; what is more exact is told where
    one asks for it.
    """
    found: int | None = catalogue.memo.get("decimals on screen")
    if found is None:
        cells = (cell for measure in catalogue.measures.values() for cell in measure.effects)
        found = catalogue.memo["decimals on screen"] = min(2, decimals_of(cells, 1))
    return found


def exact_tip(value: Cell, decimals: int) -> str:
    """Write an amount exactly where so many decimals do not show all of it; else nothing."""
    step = 10 ** max(0, KEUR_DECIMALS - decimals)
    if isinstance(value, int):
        shown = value % step == 0
    else:
        shown = not any(end % step for end in value.ends if end is not None)
    if shown:
        return ""
    return t("precies {amount}", amount=total(value) if isinstance(value, Amount) else meur(value))


def meur(keur: int, decimals: int | None = None, sign: bool = False) -> str:
    """Write thousands of euro as EUR million; exact unless `decimals` asks for fewer."""
    return _meur(keur, decimals, sign, language())


@lru_cache(maxsize=16384)
def _meur(keur: int, decimals: int | None, sign: bool, locale: str) -> str:
    places = decimals_of([keur]) if decimals is None else decimals
    text = _formatted(meur_from_keur(keur), places, locale)
    return f"+{text}" if sign and keur > 0 else text


def on_page(catalogue: Catalogue, keur: int, sign: bool = False) -> str:
    """Write thousands of euro in a sentence as the tables of the list do (`places`); what rounds to nothing, exactly."""
    decimals = places(catalogue)
    nothing = keur and not rounded(meur_from_keur(keur), decimals)
    return meur(keur, None if nothing else decimals, sign)


def total_on_page(catalogue: Catalogue, value: Amount) -> str:
    """Write a total in a chart or a sentence as the tables of the list do: in its decimals, a cost with its plus."""
    return total(value, places(catalogue), sign=True)


def cell_on_page(catalogue: Catalogue, value: Cell) -> str:
    """Write a cell in the same form; a number that rounds to nothing exactly."""
    return on_page(catalogue, value, sign=True) if isinstance(value, int) else cell(value, places(catalogue), sign=True)


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


def open_part(value: Amount) -> str:
    """Write what is open in a cell: PM with its direction, as depending on the inflow, or as not given."""
    words = {"+": "+ PM", "-": f"{MINUS} PM", "depends": t("afh."), "not given": t("n.o.")}
    return words[open_word(value)]


def open_kind(value: Amount) -> str:
    """Say how the list leaves a cell open: as PM, as depending on the inflow, or as not given."""
    return {"depends": t("afh."), "not given": t("n.o.")}.get(open_word(value), "PM")


def cell(value: Cell, decimals: int | None = None, sign: bool = False) -> str:
    """
    Write a cell: a number, an open one as PM, an amount beside something open as "10 + PM", a range by its ends.

    With `sign` a cost has its plus.
    """
    if isinstance(value, int):
        return meur(value, decimals, sign)
    if value.keur is None:
        return bounds(value, decimals, sign)
    if value.keur == 0:
        return open_part(value)
    joint = "" if open_word(value) in {"+", "-"} else "+ "
    return f"{meur(value.keur, decimals, sign)} {joint}{open_part(value)}"


def bounds(value: Amount, decimals: int | None = None, sign: bool = False) -> str:
    """Write an amount by its ends: one number, "≥ 10", "≤ 25", "10 … 25", or "?" without any."""
    if value.lower is None or value.upper is None:
        known = value.upper if value.lower is None else value.lower
        return "?" if known is None else f"{'≤' if value.lower is None else '≥'} {meur(known, decimals, sign)}"
    low, high = meur(value.lower, decimals, sign), meur(value.upper, decimals, sign)
    return low if value.exact else f"{low} … {high}"


def total(value: Amount, decimals: int | None = None, sign: bool = False) -> str:
    """Write a total; with bounds by its ends, and as open on both sides beside the plain sum."""
    if value.keur is not None and value.lower is None and value.upper is None:
        return f"{meur(value.keur, decimals, sign)} + ?"
    return bounds(value, decimals, sign)


def signed(value: Amount, decimals: int | None = None) -> str:
    """Write an amount with its sign; one with a range by its ends."""
    return bounds(value, decimals) if value.keur is None else meur(value.keur, decimals, sign=True)


def plain_sum(value: Amount, decimals: int | None = None) -> str:
    """Write the plain sum of an amount; one with a range by its ends."""
    return bounds(value, decimals) if value.keur is None else meur(value.keur, decimals)
