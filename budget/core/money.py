"""
Amounts in whole thousands of euro, cells that are not a number, and the only conversions.

Signs follow the report (BMH, every table): + worsens the balance, a cost; - improves it, a saving.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

KEUR_PER_MEUR: Final = 1000

YEARS: Final = ("2021", "2022", "2023", "2024", "2025")
STRUCTURAL: Final = "structural"
COLUMNS: Final = (*YEARS, STRUCTURAL)


class Open(StrEnum):
    """A cell that the report leaves unquantified."""

    COST = "+"
    SAVING = "-"
    DEPENDS = "depends"


Cell = int | Open
"""Whole thousands of euro, or the kind of an open cell."""

Cells = tuple[Cell, Cell, Cell, Cell, Cell, Cell]
"""One cell for each of `COLUMNS`."""


def keur_from_meur(amount: Decimal | int) -> int:
    """
    Turn EUR million into whole thousands of euro, exactly.

    Raises ValueError when the amount has more than three decimals, so that nothing is rounded silently.
    """
    if isinstance(amount, Decimal) and not amount.is_finite():
        raise ValueError(f"{amount} is not an amount")
    keur = Fraction(amount) * KEUR_PER_MEUR
    if keur.denominator != 1:
        raise ValueError(f"{amount} million is not a whole number of thousands of euro")
    return int(keur)


def meur_from_keur(keur: int) -> Decimal:
    """Turn whole thousands of euro into EUR million, exactly, without trailing zeros."""
    whole, rest = divmod(abs(keur), KEUR_PER_MEUR)
    digits = f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
    return Decimal(f"-{digits}" if keur < 0 else digits)


def share_keur(keur: int, numerator: int, denominator: int) -> int:
    """Take numerator/denominator of an amount in thousands of euro, rounded half away from zero."""
    product, size = keur * numerator, abs(denominator)
    sign = -1 if (product < 0) != (denominator < 0) else 1
    return sign * ((2 * abs(product) + size) // (2 * size))


def plain(cell: Cell, decimals: int | None = None) -> str:
    """
    Write a cell in EUR million with a decimal point; open cells as their sign. For logs and messages.

    With `decimals` rounded half away from zero; nothing is written as minus zero.
    """
    if isinstance(cell, Open):
        return cell.value
    if decimals is None:
        return format(meur_from_keur(cell), "f")
    rounded = meur_from_keur(cell).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return format(abs(rounded) if rounded == 0 else rounded, "f")
