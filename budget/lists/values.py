"""Read a cell of a form as what its column asks: a text, a whole number, a word of a list, sides."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal

from pydantic_core import PydanticCustomError

from budget.catalogue import messages_of
from budget.core import ANY, ByLanguage, Cell, Message, shown, text_fault, tidy
from budget.lists.amounts import Notation, read_amount
from budget.lists.columns import Column, Kind
from budget.lists.table import Log, Place, Raw, Refused, is_blank
from budget.lists.words import code_of, in_language

Value = str | int | bool | list[list[str]] | None


def read_text(value: Raw, place: Place, log: Log) -> str | None:
    """Return a cell's text; a broken number is refused, as a spreadsheet drops zeros at its end (4.10 becomes 4.1)."""
    if isinstance(value, Refused) or is_blank(value):
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, Decimal) and value != value.to_integral_value():
        log.add(place, Message("form_number_as_text", found=str(value)))
        return None
    text = tidy(format(value, "f") if isinstance(value, Decimal) else str(value))
    fault = text_fault(text, ANY)
    if fault is not None:
        log.add(place, fault)
        return None
    return text


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _sides(text: str) -> list[list[str]]:
    """Read "A-1, A-2 | A-3" as two sides."""
    return [[name.strip() for name in side.split(",") if name.strip()] for side in text.split("|")]


def _word(text: str, column: Column, place: Place, log: Log) -> str | None:
    choices = column.words or {}
    code = code_of(text, choices)
    if code is None:
        allowed = ByLanguage(*(", ".join(f'"{word}"' for word in in_language(choices, name)) for name in ("nl", "en")))
        log.add(place, Message("form_word_expected", allowed=allowed, found=shown(text)))
    return code


def read_value(value: Raw, column: Column, place: Place, log: Log) -> Value:
    """Return what a cell says, as the record writes it; None for nothing, with a fault where there must be something."""
    if isinstance(value, bool):
        value = "yes" if value and column.kind is Kind.YES_NO else "no" if column.kind is Kind.YES_NO else str(value)
    text = read_text(value, place, log)
    if text is None:
        if column.needed and not isinstance(value, Refused):
            log.add(place, Message("form_answer_missing"))
        return None
    if column.kind is Kind.WHOLE:
        found = _whole(text)
        if found is None:
            log.add(place, Message("form_whole_expected", found=shown(text)))
        return found
    if column.kind is Kind.YEAR:
        year = _whole(text)
        return text if year is None else year
    if column.kind is Kind.CHOICE:
        return _word(text, column, place, log)
    if column.kind is Kind.YES_NO:
        code = _word(text, column, place, log)
        return None if code is None else code == "yes"
    return _sides(text) if column.kind is Kind.SIDES else text


def read_cell(value: Raw, place: Place, notation: Notation, log: Log) -> Cell | None:
    """Return the amount in a cell, thousands; None for a blank one and for a fault, which is noted."""
    if isinstance(value, Refused) or is_blank(value):
        return None
    if not isinstance(value, str | Decimal):
        log.add(place, Message("form_amount_expected", found=shown(str(value))))
        return None
    try:
        return read_amount(value, notation)
    except PydanticCustomError as error:
        log.add(place, messages_of(error)[0])
        return None
