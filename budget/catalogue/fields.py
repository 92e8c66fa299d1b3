"""
The fields that records are made of: frozen, strict, closed vocabularies, amounts, texts, sources and evidence.

Amounts are EUR million in a file and whole thousands of euro in a record. Every record carries its source; every
attribution says whether the report states it, whether it is derived from the report's figures or assumed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from budget.core import COLUMNS, Cell, Cells, Open, keur_from_meur, shown

LANGUAGES = ("nl", "en")
Unit = Literal["EUR million"]


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


def _parse_cells(value: Any) -> Any:
    if not isinstance(value, dict):
        raise clause(f"a cell for each of {', '.join(COLUMNS)}", value, "Give every column its amount.")
    items = [
        (column, "a cell", "nothing", "Add the missing column; 0 is an amount too.")
        for column in COLUMNS
        if column not in value
    ]
    cells: list[Cell] = []
    for column, found in value.items():
        if column not in COLUMNS:
            remedy = (
                "Write a decimal point, not a comma." if found is None and column.isdigit() else "Remove the column."
            )
            items.append((column, f"one of {', '.join(COLUMNS)}", shown(column), remedy))
            continue
        try:
            cells.append(parse_cell(found))
        except PydanticCustomError as error:
            context = error.context or {}
            items.append((column, context["expected"], context["found"], context["remedy"]))
    if items:
        raise PydanticCustomError("clauses", "cells", {"items": items})
    by_column = dict(zip(value, cells, strict=True))
    return tuple(by_column[column] for column in COLUMNS)


def _parse_keur(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise clause(
            "a number", value, _number_remedy(value, "Write the amount in EUR million; it cannot be left open.")
        )
    return parse_cell(value)


# How a file writes them, for the JSON Schema in docs/schema.
_CELL_FORM: dict[str, Any] = {"anyOf": [{"type": "number"}, {"enum": [kind.value for kind in Open]}]}
_EFFECTS_FORM: dict[str, Any] = {
    "description": "EUR million by column; a cost is +, a saving -.",
    "type": "object",
    "properties": dict.fromkeys(COLUMNS, _CELL_FORM),
    "required": list(COLUMNS),
    "additionalProperties": False,
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


class Document(StrEnum):
    """The source documents."""

    BMH = "BMH"
    LETTER = "LETTER"
    FAIR = "FAIR"
    EMN = "EMN"
    INTRO = "INTRO"


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


class Source(Record):
    """A place in a source document: section, and where there is one its table and row."""

    document: Annotated[Document, as_enum(Document)]
    section: Name
    table: Name | None = None
    row: Name | None = None

    def __str__(self) -> str:
        rest = [part for part in (self.table, self.row) if part]
        return ", ".join([f"{self.document.value} {self.section}", *rest])


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
