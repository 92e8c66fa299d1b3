"""
How a record writes a cell: a number, a word for what has no amount, or a mapping for an amount with bounds.

`{from: 10, to: 25}` is a range, `{amount: 10, open: "+"}` 10 and a cost without an amount, `{at_least: 10}` and
`{at_most: 25}` a bound alone. EUR million in the file, whole thousands of euro in the record; a lower amount is a
larger saving.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from pydantic_core import PydanticCustomError

from budget.core import OPEN_WORDS, Amount, Cell, Message, keur_from_meur, shown

Problem = tuple[tuple[str | int, ...], Message]
"""What is wrong, with the path of the field inside the cell."""

OPEN_BESIDE: Final = ("+", "-", "depends")
"""What can be open beside an amount."""
NUMBER: Final = {"type": "number"}


def clause(code: str, /, **values: object) -> PydanticCustomError:
    """Make an error that `load` can turn into a fault: a code with its values."""
    return PydanticCustomError("clause", "clause", {"message": Message(code, **values)})


def clauses(items: list[Problem]) -> PydanticCustomError:
    """Make an error of several messages, each with the path of its field."""
    return PydanticCustomError("clauses", "clauses", {"items": items})


def problems_of(error: PydanticCustomError) -> list[Problem]:
    """Return the messages of an error made here, with their paths."""
    context = error.context or {}
    return list(context["items"]) if "items" in context else [((), context["message"])]


def messages_of(error: PydanticCustomError) -> list[Message]:
    """Return what an error made here says, without the paths."""
    return [message for _, message in problems_of(error)]


def number_remedy(value: object, otherwise: Message) -> Message:
    """Return what to do about something that should be a number."""
    text = str(value)
    if re.fullmatch(r"[-+]?[0-9Oo.,]*[0-9.,][0-9Oo.,]*", text) and "o" in text.lower():
        return Message("type_the_digit_0")
    if "," in text:
        return Message("write_a_decimal_point")
    if text[:1] in {"\u2212", "\u2013"}:
        return Message("write_the_minus_as_a_hyphen")
    if isinstance(value, str) and re.fullmatch(r"[-+]?[0-9]{1,15}(\.[0-9]{1,30})?", text):
        return Message("remove_the_quotes")
    return otherwise


def is_number(value: object) -> bool:
    """Tell whether a value of a file is a number; yes and no are none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def parse_cell(value: object) -> Cell:
    """Read one cell in one of its forms; raises a clause error."""
    if isinstance(value, Amount):
        return value
    if isinstance(value, dict):
        return _parse_amount(value)
    if isinstance(value, str) and value in OPEN_WORDS:
        return OPEN_WORDS[value]
    if not is_number(value):
        raise clause("cell_expected", found=shown(value), remedy=number_remedy(value, Message("write_the_cell")))
    return _keur(value)


def parse_number(value: object, otherwise: str) -> Any:
    """Return a number as the file has it, or refuse what is none with a remedy by its code."""
    if not is_number(value):
        remedy = number_remedy(value, Message("write_the_amount" if otherwise == "amount" else "write_a_number"))
        raise clause("amount_expected", found=shown(value), remedy=remedy)
    return value


def _keur(value: Any) -> int:
    try:
        return keur_from_meur(value)
    except ValueError:
        raise clause("too_many_decimals", found=shown(value)) from None


def _ends(value: Mapping[Any, object], names: tuple[str, ...]) -> list[int]:
    """Read the numbers of a mapping, in thousands of euro; raises every fault in them at once."""
    found, items = [], list[Problem]()
    for name in names:
        try:
            found.append(_keur(parse_number(value[name], "amount")))
        except PydanticCustomError as error:
            items += [((name, *path), message) for path, message in problems_of(error)]
    if items:
        raise clauses(items)
    return found


def _parse_amount(value: Mapping[Any, object]) -> Amount:
    """Read a mapping as an amount with bounds."""
    forms = {"from": _parse_range, "to": _parse_range, "amount": _parse_beside, "open": _parse_beside}
    forms |= {"at_least": _parse_bound, "at_most": _parse_bound}
    named = next((key for key in value if key in forms), None)
    if named is None:
        raise clause("cell_expected", found=shown(dict(value)), remedy=Message("write_the_cell"))
    reader = forms[named]
    keys = {_parse_range: ("from", "to"), _parse_beside: ("amount", "open")}.get(reader, (named,))
    if unknown := [key for key in value if key not in keys]:
        raise clauses([((str(key),), Message("unknown_part_of_amount", found=shown(key))) for key in unknown])
    if missing := [key for key in keys if key not in value]:
        raise clause("amount_without_part", missing=missing[0], given=named)
    return reader(value)


def _parse_range(value: Mapping[Any, object]) -> Amount:
    low, high = _ends(value, ("from", "to"))
    if low == high:
        raise clause("range_of_one_amount", found=shown(value["from"]))
    if low > high:
        raise clause("range_turned", low=shown(value["from"]), high=shown(value["to"]))
    return Amount(None, low, high)


def _parse_beside(value: Mapping[Any, object]) -> Amount:
    opened = value["open"]
    if opened not in OPEN_BESIDE:
        allowed = ", ".join(f'"{word}"' for word in OPEN_BESIDE)
        raise clauses([(("open",), Message("word_not_allowed", allowed=allowed, found=shown(opened)))])
    (keur,) = _ends(value, ("amount",))
    if keur == 0:
        raise clause("open_beside_nothing", open=shown(opened))
    if (keur > 0 and opened == "-") or (keur < 0 and opened == "+"):
        bound = "at_most" if keur > 0 else "at_least"
        raise clause("open_against_amount", open=shown(opened), amount=shown(value["amount"]), bound=bound)
    kind = OPEN_WORDS[str(opened)]
    return Amount(keur, None if kind.lower is None else keur, None if kind.upper is None else keur)


def _parse_bound(value: Mapping[Any, object]) -> Amount:
    (name,) = value
    (keur,) = _ends(value, (str(name),))
    return Amount(None, keur, None) if name == "at_least" else Amount(None, None, keur)


def _form(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


CELL_FORM: Final[dict[str, Any]] = {
    "anyOf": [
        NUMBER,
        {"enum": list(OPEN_WORDS)},
        _form(**{"from": NUMBER, "to": NUMBER}),
        _form(amount=NUMBER, open={"enum": list(OPEN_BESIDE)}),
        _form(at_least=NUMBER),
        _form(at_most=NUMBER),
    ]
}
"""How a file writes a cell, for the JSON Schema in docs/schema."""
