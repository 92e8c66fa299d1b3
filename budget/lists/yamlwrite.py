"""Write plain values as YAML that people can read and that is read back as the same values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from budget.core import meur_from_keur


class Keur(int):
    """Thousands, which a file writes in millions."""


def scalar(value: object) -> str:
    """Write one value; a text always stands in quotes, so that none is read as a number or as yes."""
    if isinstance(value, Keur):
        return format(meur_from_keur(value), "f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    return json.dumps(value, ensure_ascii=False)


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return scalar(value)


def _flat(value: object) -> bool:
    """Whether a value fits on the line of its key: a scalar, or a mapping or list of scalars and lists of them."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(not isinstance(item, dict) and (not isinstance(item, list) or _flat(item)) for item in items)


def _lines(value: object, indent: int) -> Iterator[str]:
    space = " " * indent
    if isinstance(value, dict):
        for key, item in value.items():
            if _flat(item):
                yield f"{space}{key}: {_flow(item)}"
            else:
                yield f"{space}{key}:"
                yield from _lines(item, indent + 2)
    elif isinstance(value, list):
        for item in value:
            if not isinstance(item, dict) or not item:
                yield f"{space}- {_flow(item)}"
                continue
            first, *rest = _lines(item, indent + 2)
            yield f"{space}- {first.lstrip()}"
            yield from rest


def yaml_text(value: object) -> str:
    """Return a mapping or a list as the text of a YAML file."""
    return "".join(f"{line}\n" for line in _lines(value, 0))
