"""
Amounts in cells: millions of euro with three decimals, so that a copied cell pastes what it shows.

Such a number is the double nearest to its whole thousands over a thousand, and so is what ROUND gives to three decimals.
Two amounts are then equal in a formula exactly when their thousands are, and no residue of a sum turns a verdict. What is
multiplied or divided is counted in whole thousands, so that it is rounded once, as the engine does.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from budget.core import KEUR_PER_MEUR

AMOUNT_DECIMALS: Final = 3


def in_millions(keur: int) -> int | float:
    """Return thousands of euro as a cell holds them: millions."""
    return keur // KEUR_PER_MEUR if keur % KEUR_PER_MEUR == 0 else keur / KEUR_PER_MEUR


def as_share(percent: Decimal | Fraction | None, without: str = "") -> float | str:
    """Return a percentage as a cell holds it, a fraction; `without` where there is none."""
    return without if percent is None else float(percent / 100)


def exact(sum_: str) -> str:
    """Return the expression for a sum or difference of amounts, without what adding doubles leaves."""
    return f"ROUND({sum_},Decimalen_bedrag)"


def whole(amount: str) -> str:
    """Return the expression for an amount in whole thousands; a sum stands in brackets."""
    return f"ROUND({amount}*Duizend,0)"


def from_whole(keur: str) -> str:
    """Return the expression for an amount from whole thousands."""
    return f"{keur}/Duizend"
