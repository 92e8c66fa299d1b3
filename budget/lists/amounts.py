"""
Amounts as a form writes them: numbers exactly, ranges, amounts beside something open.

Accepted are 10, 10-25, 10…25, -25…-10, 780+PM, -173-PM, 10±PM, PM (can be anything), + and - (open to that side), ≥10,
≤25, n.v.t. or nothing (not given, which is not 0). A sign before the thousands is never accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pydantic_core import PydanticCustomError

from budget.catalogue import clause, messages_of, parse_cell
from budget.core import Amount, Cell, meur_from_keur, open_word, readings_of, shown
from budget.lists import words
from budget.lists.words import is_word

_NUMBER: Final = r"[-+]?[0-9]{1,12}(?:[.,][0-9]{1,9})?"
_RANGE: Final = re.compile(rf"({_NUMBER})\s*(?:…|\.\.\.|\btot\b|\bto\b)\s*({_NUMBER})")
_DASHED: Final = re.compile(r"([0-9][0-9.,]*)\s*[-–]\s*([0-9][0-9.,]*)")
_BESIDE: Final = re.compile(rf"({_NUMBER})\s*([-+±])\s*PM", re.IGNORECASE)
_BOUND: Final = re.compile(rf"(≥|>=|≤|<=)\s*({_NUMBER})")
_OPEN: Final = {"+": "+", "-": "-", "pm": "depends", "+pm": "+", "-pm": "-", "±pm": "depends"}
_BESIDE_SIGNS: Final = {"+": "+", "-": "-", "±": "depends"}
_SEPARATED: Final = re.compile(r"([0-9]+)([.,])([0-9]+)")
SCALE: Final = {"thousand": -3, "million": 0, "billion": 3}
"""Powers of ten from the unit of the form to the million of a record."""


@dataclass(frozen=True)
class Notation:
    """How a list writes amounts: its unit, whether a saving is positive, and its decimal sign in texts ("": unknown)."""

    scale: str = "million"
    saving_is_positive: bool = False
    decimal: str = ""


def decimal_sign(texts: Iterable[str]) -> str:
    """Return the only decimal sign that these amounts can have; "" when they have none or can be read in two ways."""
    found = [match for text in texts for match in _SEPARATED.finditer(text)]
    sure = {
        sign for whole, sign, rest in (m.groups() for m in found) if len(rest) != 3 or len(whole) > 3 or whole == "0"
    }
    return sure.pop() if len(sure) == 1 and len({match[2] for match in found}) == 1 else ""


def _number(text: str, notation: Notation) -> Decimal:
    """Return a number of a text in the record's unit; a sign before the thousands is not accepted."""
    found = next((reading for reading in readings_of(text) if not reading.grouped), None)
    if found is None:
        raise clause("form_amount_expected", found=shown(text))
    if found.decimal and not notation.decimal:
        raise clause("form_decimal_asked", found=shown(text))
    if found.decimal and found.decimal != notation.decimal:
        raise clause("form_decimal_other", expected=notation.decimal, found=shown(text))
    return _scaled(found.value, notation)


def _scaled(number: Decimal, notation: Notation) -> Decimal:
    return Decimal(format(number.scaleb(SCALE[notation.scale]), "f"))


def _form_of(text: str, notation: Notation) -> object:
    """Return the form of a record that a text stands for, in the record's unit."""
    plain = text.replace("\u2212", "-").strip()
    if plain.casefold().replace(" ", "") in _OPEN:
        return _OPEN[plain.casefold().replace(" ", "")]
    if is_word(plain, words.NOT_GIVEN):
        return "not given"
    if match := _BOUND.fullmatch(plain):
        return {"at_least" if match[1] in {"≥", ">="} else "at_most": _number(match[2], notation)}
    if match := _BESIDE.fullmatch(plain):
        return {"amount": _number(match[1], notation), "open": _BESIDE_SIGNS[match[2]]}
    if match := _RANGE.fullmatch(plain) or _DASHED.fullmatch(plain):
        return {"from": _number(match[1], notation), "to": _number(match[2], notation)}
    return _number(plain, notation)


def read_amount(value: str | Decimal, notation: Notation) -> Cell:
    """Read a cell of a form, in thousands; raises a clause error that says what was found in the form's own words."""
    form = _scaled(value, notation) if isinstance(value, Decimal) else _form_of(value, notation)
    try:
        cell = parse_cell(form)
    except PydanticCustomError as error:
        why = messages_of(error)[0]
        raise clause(
            "form_amount_refused", why=why, found=shown(value) if isinstance(value, str) else format(value, "f")
        ) from None
    if not notation.saving_is_positive:
        return cell
    return cell.negated if isinstance(cell, Amount) else -cell


def _text(keur: int, decimal: str) -> str:
    return format(meur_from_keur(keur), "f").replace(".", decimal)


def write_amount(cell: Cell, decimal: str, not_given: str = "") -> Decimal | str:
    """Return a cell as the form writes it, in millions and with savings negative: a number, or a text."""
    if isinstance(cell, int):
        return meur_from_keur(cell)
    if not cell.given:
        return not_given
    if cell.keur is not None:
        opened = open_word(cell)
        if not cell.keur:
            return "PM" if opened == "depends" else opened
        return f"{_text(cell.keur, decimal)}{'±' if opened == 'depends' else opened}PM"
    if cell.lower is not None and cell.upper is not None:
        return f"{_text(cell.lower, decimal)}…{_text(cell.upper, decimal)}"
    return f"≥{_text(cell.lower, decimal)}" if cell.lower is not None else f"≤{_text(cell.upper or 0, decimal)}"
