"""What pydantic refuses in a record, as messages: its types of error become codes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final, get_args

from budget.catalogue.fields import WEB, Record
from budget.catalogue.yamlread import FieldPath
from budget.core import Message, either, nearest, shown

KINDS: Final = {
    "tuple_type": "list_expected",
    "model_type": "mapping_expected",
    "dict_type": "mapping_expected",
    "int_type": "whole_number_expected",
    "bool_type": "truth_expected",
}
"""Types of error that say all by themselves; the found value is shown."""

MISSING: Final = {"section": "section_missing", "sources": "source_missing", "source": "source_missing"}
_LIKE: Final = {
    r"^[0-9A-Za-z][0-9A-Za-z.+_\-]*$": "4.9-1A",
    r"^[a-z0-9][a-z0-9\-]*$": "list-1",
    r"^\d{4}$": "2026",
    r"^\d{4}-\d{2}-\d{2}$": "2026-12-31",
    r"^\d+\.\d+\.\d+$": "1.0.0",
    WEB: "https://www.rijksfinancien.nl/bmh",
}
"""An example for each pattern that a text may have to follow."""


def _nested(annotation: Any) -> type[Record] | None:
    """Return the record inside an annotation such as `tuple[Posting, ...]` or `OdaRule | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for part in get_args(annotation) if (found := _nested(part))), None)


def _fields_at(model: type[Record], path: FieldPath) -> list[str]:
    """Return the fields of the record that stands at a path inside another."""
    for part in path:
        if part in model.model_fields:
            model = _nested(model.model_fields[str(part)].annotation) or model
    return list(model.model_fields)


def _describe_literal(expected: str, value: object) -> Message:
    """Say which words, or which numbers, may stand in a field."""
    allowed = tuple(re.findall(r"'([^']*)'", expected))
    if not allowed:
        return Message("number_not_allowed", allowed=re.findall(r"-?\d+", expected), found=shown(value))
    if len(allowed) == 1:
        return Message("other_word_than_the_only_one", only=allowed[0], found=shown(value))
    return Message("word_not_allowed", allowed=either(allowed), found=shown(value))


def _describe_text(kind: str, context: dict[str, Any], value: object) -> Message | None:
    """Turn one pydantic error about text into a message."""
    if kind == "string_type":
        quotable = isinstance(value, int | Decimal)  # numbers, true and false
        return Message("text_without_quotes" if quotable else "text_expected", found=shown(value))
    if kind == "literal_error":
        return _describe_literal(context["expected"], value)
    if kind == "string_too_short":
        return Message("text_is_empty")
    if kind == "string_pattern_mismatch":
        return Message("text_of_another_form", like=_LIKE[context["pattern"]], found=shown(value))
    return None


def _describe_size(kind: str, context: dict[str, Any], value: object) -> Message | None:
    """Turn one pydantic error about a number's limits or a list's length into a message."""
    if kind == "too_short" and context["min_length"] == 1:
        return Message("no_items", found=context["actual_length"])
    if kind == "too_short":
        return Message("too_few_items", least=context["min_length"], found=context["actual_length"])
    if kind == "greater_than":
        return Message("number_too_small", limit=context["gt"], found=shown(value))
    if kind == "greater_than_equal":
        return Message("number_below_least", least=context["ge"], found=shown(value))
    if kind == "less_than_equal":
        return Message("number_too_large", limit=context["le"], found=shown(value))
    return None


def describe(error: Any, model: type[Record], suggest: bool = True) -> Message:
    """
    Turn one of pydantic's errors into a message; a type that is not listed keeps pydantic's words as `detail`.

    With `suggest` an unknown field is held beside the known ones, which takes time.
    """
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    name = str(error["loc"][-1]) if error["loc"] else ""
    if kind == "clause":
        found: Message = context["message"]
        return found
    if kind == "extra_forbidden":
        known = _fields_at(model, error["loc"][:-1]) if suggest else []
        near = nearest(name, known, most=1, likeness=0.6)
        if near:
            return Message("unknown_field_near_another", found=shown(name), near=near[0])
        return Message("unknown_field", found=shown(name))
    if kind == "missing":
        return Message(MISSING[name]) if name in MISSING else Message("field_missing")
    if kind in KINDS:
        return Message(KINDS[kind], found=shown(value))
    if other := _describe_text(kind, context, value) or _describe_size(kind, context, value):
        return other
    return Message("value_refused", detail=error["msg"].lower().removeprefix("input should be "), found=shown(value))
