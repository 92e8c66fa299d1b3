"""Numbers on the command line: what a flag takes, read as a page reads it."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from budget.core import NumberError, NumberForm, read_number

MOST: Final = 10**12


def number(decimals: int = 0) -> Callable[[str], Decimal]:
    """Return what reads the number of a flag; what it refuses is a wrong call."""

    def read(text: str) -> Decimal:
        try:
            return read_number(text, NumberForm(-MOST, MOST, decimals))
        except NumberError as error:
            raise ArgumentTypeError(str(error)) from None

    return read


def whole(text: str) -> int:
    """Read the whole number of a flag; what it refuses is a wrong call."""
    return int(number()(text))


def seconds(text: str) -> float:
    """Read a time in seconds; what it refuses is a wrong call."""
    return float(number(3)(text))
