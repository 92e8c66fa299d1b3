"""
Amounts in whole thousands of euro, cells that are not a number, and the only conversions.

Signs follow the lists of measures: + worsens the balance, a cost; - improves it, a saving. Which columns there are is
the catalogue's to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Final

KEUR_PER_MEUR: Final = 1000


@dataclass(frozen=True)
class Columns:
    """
    The columns of a list of measures: its years, low to high, and the structural one by its own name.

    Raises ValueError for years that are not rising whole numbers, or a structural column that is called like a year.
    """

    years: tuple[str, ...]
    structural: str

    def __post_init__(self) -> None:
        numbers = [int(year) for year in self.years]
        if not numbers or sorted(set(numbers)) != numbers or self.structural in self.years:
            raise ValueError(f"{self.years} and {self.structural} are not columns")

    @cached_property
    def all(self) -> tuple[str, ...]:
        """Every column: the years, then the structural one."""
        return (*self.years, self.structural)

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each column in a row of cells."""
        return {column: place for place, column in enumerate(self.all)}

    @property
    def gapless(self) -> bool:
        """Whether the years follow one another, so that amounts can move to a later year."""
        return int(self.years[-1]) - int(self.years[0]) == len(self.years) - 1

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[str]:
        return iter(self.all)


class Open(StrEnum):
    """A cell that the list of measures leaves unquantified."""

    COST = "+"
    SAVING = "-"
    DEPENDS = "depends"


Cell = int | Open
"""Whole thousands of euro, or the kind of an open cell."""

Cells = tuple[Cell, ...]
"""One cell for each of the catalogue's columns, in their order."""


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
