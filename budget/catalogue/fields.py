"""
The fields that records are made of: frozen, strict, closed vocabularies, amounts, texts, sources and evidence.

Amounts are EUR million in a file and whole thousands of euro in a record. Every record carries its source; every
attribution says whether the source states it, whether it is derived from the source's figures or assumed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from budget.core import Cell, Cells, Columns, Open, keur_from_meur, shown


class Record(BaseModel):
    """What every record has in common: frozen, no unknown keys, no silent conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def clause(expected: str, found: object, remedy: str) -> PydanticCustomError:
    """Make an error that `load` can print as expected, found and remedy."""
    return PydanticCustomError("clause", "{expected}", {"expected": expected, "found": shown(found), "remedy": remedy})


def as_enum(kind: type[StrEnum]) -> BeforeValidator:
    """Read a word as a member of `kind`; another word is refused with the words that are allowed."""

    def convert(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(f'"{member.value}"' for member in kind)
            raise clause(f"one of {allowed}", value, "Use one of the allowed words.") from None

    return BeforeValidator(convert)


def _number_remedy(value: object, otherwise: str) -> str:
    text = str(value)
    if re.fullmatch(r"[-+]?[0-9Oo.,]*[0-9.,][0-9Oo.,]*", text) and "o" in text.lower():
        return "Type the digit 0, not the letter O."
    if "," in text:
        return "Write a decimal point, not a comma."
    if text[:1] in {"\u2212", "\u2013"}:
        return "Write the minus as a hyphen, -."
    if isinstance(value, str) and re.fullmatch(r"[-+]?[0-9]{1,15}(\.[0-9]{1,30})?", text):
        return "Remove the quotes."
    return otherwise


def parse_cell(value: object) -> Cell:
    """Read one cell: EUR million as int or Decimal, or an open kind. Raises a clause error."""
    if isinstance(value, Open):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        if isinstance(value, str) and value in {kind.value for kind in Open}:
            return Open(value)
        remedy = _number_remedy(value, 'Write the amount in EUR million, or "+", "-" or "depends".')
        raise clause('a number, "+", "-" or "depends"', value, remedy)
    try:
        return keur_from_meur(value)
    except ValueError:
        raise clause("EUR million with at most three decimals", value, "Round as the source prints it.") from None


def _parse_cells(value: Any, info: ValidationInfo) -> Any:
    """Read a mapping of columns to cells, in the order of the columns that the context holds."""
    columns: Columns = (info.context or {})["columns"]
    if not isinstance(value, dict):
        raise clause(f"a cell for each of {', '.join(columns)}", value, "Give every column its amount.")
    items = [
        (column, "a cell", "nothing", "Add the missing column; 0 is an amount too.")
        for column in columns
        if column not in value
    ]
    cells: dict[str, Cell] = {}
    for column, found in value.items():
        if column not in columns.place:
            remedy = (
                "Write a decimal point, not a comma." if found is None and column.isdigit() else "Remove the column."
            )
            items.append((column, f"one of {', '.join(columns)}", shown(column), remedy))
            continue
        try:
            cells[column] = parse_cell(found)
        except PydanticCustomError as error:
            context = error.context or {}
            items.append((column, context["expected"], context["found"], context["remedy"]))
    if items:
        raise PydanticCustomError("clauses", "cells", {"items": items})
    return tuple(cells[column] for column in columns)


def _parse_keur(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise clause(
            "a number", value, _number_remedy(value, "Write the amount in EUR million; it cannot be left open.")
        )
    return parse_cell(value)


# How a file writes them, for the JSON Schema in docs/schema.
_CELL_FORM: dict[str, Any] = {"anyOf": [{"type": "number"}, {"enum": [kind.value for kind in Open]}]}
_EFFECTS_FORM: dict[str, Any] = {
    "description": "The catalogue's unit by column; a cost is +, a saving -.",
    "type": "object",
    "additionalProperties": _CELL_FORM,
}

Effects = Annotated[Cells, BeforeValidator(_parse_cells), WithJsonSchema(_EFFECTS_FORM)]
Keur = Annotated[int, BeforeValidator(_parse_keur), WithJsonSchema({"description": "EUR million", "type": "number"})]
"""EUR million in the file, whole thousands of euro in the record."""

KeurByYear = dict[str, Keur]


def _not_blank(value: str) -> str:
    if not value.strip():
        context = {"expected": "text", "found": "only spaces", "remedy": "Fill it in."}
        raise PydanticCustomError("clause", "{expected}", context)
    return value


Name = Annotated[str, Field(min_length=1), AfterValidator(_not_blank)]


class Evidence(StrEnum):
    """Where an attribution comes from."""

    STATED = "stated"
    DERIVED = "derived"
    ASSUMPTION = "assumption"


class Text(Record):
    """The same text in the two languages."""

    nl: Name
    en: Name

    def get(self, language: str) -> str:
        """Return the text in `language` ("nl" or "en")."""
        return self.en if language == "en" else self.nl


def _known_document(value: str, info: ValidationInfo) -> str:
    """Refuse a document that the catalogue does not list; the context holds those that it does."""
    known = (info.context or {}).get("documents")
    if known is not None and value not in known:
        allowed = ", ".join(f'"{id_}"' for id_ in known)
        raise clause(f"one of {allowed}", value, "Use one of the allowed words.")
    return value


class Source(Record):
    """A place in one of the catalogue's documents: section, and where there is one its table and row."""

    document: Annotated[Name, AfterValidator(_known_document)]
    section: Name
    table: Name | None = None
    row: Name | None = None

    def __str__(self) -> str:
        rest = [part for part in (self.table, self.row) if part]
        return ", ".join([f"{self.document} {self.section}", *rest])


class Attribution(Record):
    """An attribution with its evidence: stated needs a source, derived also a reason, an assumption a reason."""

    evidence: Annotated[Evidence, as_enum(Evidence)]
    source: Source | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def evidence_is_backed(self) -> Self:
        """Refuse evidence without the source or reason that it needs."""
        items = []
        if self.evidence is not Evidence.ASSUMPTION and self.source is None:
            remedy = "Give document, section, table and row."
            items.append(("source", f'a source for the evidence "{self.evidence.value}"', "nothing", remedy))
        if self.evidence is not Evidence.STATED and self.reason is None:
            remedy = "Say in one line why (nl and en)."
            items.append(("reason", f'a reason for the evidence "{self.evidence.value}"', "nothing", remedy))
        if items:
            raise PydanticCustomError("clauses", "evidence", {"items": items})
        return self
