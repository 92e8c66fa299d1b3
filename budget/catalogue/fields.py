"""
The fields that records are made of: frozen, strict, closed vocabularies, amounts, texts, sources and evidence.

Amounts are EUR million in a file and whole thousands of euro in a record. Every record carries its source; every
attribution says whether the source states it, whether it is derived from the source's figures or assumed.
"""

from __future__ import annotations

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

from budget.catalogue.cells import CELL_FORM, Problem, clause, clauses, parse_cell, parse_number, problems_of
from budget.core import ANY, NOT_GIVEN, Cell, Cells, Columns, Message, TextForm, shown, text_fault, tidy


class Record(BaseModel):
    """What every record has in common: frozen, no unknown keys, no silent conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def as_enum(kind: type[StrEnum]) -> BeforeValidator:
    """Read a word as a member of `kind`; another word is refused with the words that are allowed."""

    def convert(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(f'"{member.value}"' for member in kind)
            raise clause("word_not_allowed", allowed=allowed, found=shown(value)) from None

    return BeforeValidator(convert)


def _parse_cells(value: Any, info: ValidationInfo) -> Any:
    """Read a mapping of columns to cells, in the order of the columns that the context holds."""
    columns: Columns = (info.context or {})["columns"]
    if not isinstance(value, dict):
        raise clause("cells_expected", columns=columns.all, found=shown(value))
    items: list[Problem] = [((column,), Message("cell_missing")) for column in columns if column not in value]
    cells: dict[str, Cell] = {}
    for column, found in value.items():
        if column not in columns.place:
            split = found is None and column.isdigit()  # "-1,5" in braces reads as two columns
            remedy = Message("write_a_decimal_point") if split else Message("remove_the_column")
            found_column = Message("unknown_column", columns=columns.all, found=shown(column), remedy=remedy)
            items.append(((column,), found_column))
            continue
        try:
            cells[column] = parse_cell(found)
        except PydanticCustomError as error:
            items += [((column, *path), message) for path, message in problems_of(error)]
    if items:
        raise clauses(items)
    return tuple(cells[column] for column in columns)


def _parse_given_cells(value: Any, info: ValidationInfo) -> Any:
    """Read a mapping of columns to cells; a column that is left out is not given."""
    columns: Columns = (info.context or {})["columns"]
    if not isinstance(value, dict):
        raise clause("cells_expected", columns=columns.all, found=shown(value))
    return _parse_cells(dict.fromkeys(columns, NOT_GIVEN) | value, info)


def _parse_some_cells(value: Any, info: ValidationInfo) -> Any:
    """Read a mapping of some of the columns to cells, in the order of the columns."""
    columns: Columns = (info.context or {})["columns"]
    if not isinstance(value, dict) or not value:
        raise clause("cells_expected", columns=columns.all, found=shown(value))
    filled = {column: value.get(column, 0) for column in columns} | value
    cells: Cells = _parse_cells(filled, info)
    return {column: cell for column, cell in zip(columns, cells, strict=True) if column in value}


def _parse_keur(value: Any) -> Any:
    return parse_cell(parse_number(value, "amount"))


# How a file writes them, for the JSON Schema in docs/schema.
_EFFECTS_FORM: dict[str, Any] = {
    "description": "The catalogue's unit by column; a cost is +, a saving -.",
    "type": "object",
    "additionalProperties": CELL_FORM,
}


def _parse_number(value: Any) -> Any:
    return parse_number(value, "number")


Effects = Annotated[Cells, BeforeValidator(_parse_cells), WithJsonSchema(_EFFECTS_FORM)]
GivenCells = Annotated[Cells, BeforeValidator(_parse_given_cells), WithJsonSchema(_EFFECTS_FORM)]
"""The row of a list, in which a column that is left out is not given."""

SomeCells = Annotated[dict[str, Cell], BeforeValidator(_parse_some_cells), WithJsonSchema(_EFFECTS_FORM)]
"""Cells of some of the columns: those of which a reading says something."""

Keur = Annotated[int, BeforeValidator(_parse_keur), WithJsonSchema({"description": "EUR million", "type": "number"})]
"""EUR million in the file, whole thousands of euro in the record."""

KeurByYear = dict[str, Keur]
Number = Annotated[Decimal | int, BeforeValidator(_parse_number)]
"""A number as the file has it, exactly."""


def _readable(value: str) -> str:
    """Refuse a text of which nothing can be read, or that hides something."""
    if not value.strip():
        raise clause("text_is_blank")
    _given(value, ANY)
    return value


def _given(value: str, form: TextForm) -> None:
    fault = text_fault(value, form)
    if fault is not None:
        raise clause(fault.code, **fault.values)


def given(form: TextForm) -> AfterValidator:
    """Hold a text to the rule for what a person gives: without the space around it, refused when it is not accepted."""

    def check(value: str) -> str:
        found = tidy(value)
        _given(found, form)
        return found

    return AfterValidator(check)


Name = Annotated[str, Field(min_length=1), AfterValidator(_readable)]


WEB = r"^https?://[A-Za-z0-9][^\s<>\"]*$"
"""The address of a page: it becomes a link, so it is of the web and of nothing that a browser would run."""


class Evidence(StrEnum):
    """Where an attribution comes from."""

    STATED = "stated"
    DERIVED = "derived"
    ASSUMPTION = "assumption"


class Text(Record):
    """The same text in the two languages; English may be absent where the catalogue is in Dutch alone."""

    nl: Name
    en: Name | None = None

    @model_validator(mode="after")
    def every_language(self, info: ValidationInfo) -> Self:
        """Refuse a text without English, unless the context says that the catalogue is in Dutch alone."""
        if self.en is None and not (info.context or {}).get("dutch_only", False):
            raise clauses([(("en",), Message("field_missing"))])
        return self

    def get(self, language: str) -> str:
        """Return the text in `language` ("nl" or "en"), or the Dutch one where there is no other."""
        return self.en if language == "en" and self.en is not None else self.nl


def unlisted_document(known: tuple[str, ...], value: str) -> Message:
    """Say that a document is none of those that the catalogue lists."""
    allowed = ", ".join(f'"{id_}"' for id_ in known)
    return Message("word_not_allowed", allowed=allowed, found=shown(value))


def _known_document(value: str, info: ValidationInfo) -> str:
    """Refuse a document that the catalogue does not list; the context holds those that it does."""
    known = (info.context or {}).get("documents")
    if known is not None and value not in known:
        found = unlisted_document(known, value)
        raise clause(found.code, **found.values)
    return value


class Source(Record):
    """A place in one of the catalogue's documents: section, and where there is one its table, row and printed page."""

    document: Annotated[Name, AfterValidator(_known_document)]
    section: Name
    table: Name | None = None
    row: Name | None = None
    page: Annotated[int, Field(gt=0)] | None = None

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
        items: list[Problem] = []
        if self.evidence is not Evidence.ASSUMPTION and self.source is None:
            items.append((("source",), Message("evidence_without_source", grade=self.evidence.value)))
        if self.evidence is not Evidence.STATED and self.reason is None:
            items.append((("reason",), Message("evidence_without_reason", grade=self.evidence.value)))
        if items:
            raise clauses(items)
        return self
