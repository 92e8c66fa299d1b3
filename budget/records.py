"""
The records of the catalogue: frozen, strict, closed vocabularies.

Amounts are EUR million in a file and whole thousands of euro in a record. Every record carries its source;
every attribution says whether the report states it, whether it is derived from the report's figures or assumed.
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

from budget.errors import shown
from budget.money import COLUMNS, Cell, Cells, Open, keur_from_meur

LANGUAGES = ("nl", "en")
Unit = Literal["EUR million"]


class Record(BaseModel):
    """What every record has in common: frozen, no unknown keys, no silent conversions."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def clause(expected: str, found: object, remedy: str) -> PydanticCustomError:
    """Make an error that `load` can print as expected, found and remedy."""
    return PydanticCustomError("clause", "{expected}", {"expected": expected, "found": shown(found), "remedy": remedy})


def _as_enum(kind: type[StrEnum]) -> BeforeValidator:
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


class LegalLevel(StrEnum):
    """The highest legal change that a measure needs."""

    NONE = "none"
    REGULATION = "regulation"
    LAW = "law"
    EU_LAW = "EU law"
    TREATY = "treaty"


class OdaKind(StrEnum):
    """How a measure's effect touches official development assistance (BMH 4.9, annex 4)."""

    NONE = "none"
    PROGRAMME = "programme"
    RECEPTION = "reception"


class ConflictKind(StrEnum):
    """Exclusive measures cannot be decided together; overlapping ones can, with a warning."""

    EXCLUSIVE = "exclusive"
    OVERLAP = "overlap"


class Text(Record):
    """The same text in the two languages."""

    nl: Name
    en: Name

    def get(self, language: str) -> str:
        """Return the text in `language` ("nl" or "en")."""
        return self.en if language == "en" else self.nl


class Source(Record):
    """A place in a source document: section, and where there is one its table and row."""

    document: Annotated[Document, _as_enum(Document)]
    section: Name
    table: Name | None = None
    row: Name | None = None

    def __str__(self) -> str:
        rest = [part for part in (self.table, self.row) if part]
        return ", ".join([f"{self.document.value} {self.section}", *rest])


class Attribution(Record):
    """An attribution with its evidence: stated needs a source, derived also a reason, an assumption a reason."""

    evidence: Annotated[Evidence, _as_enum(Evidence)]
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


class Posting(Attribution):
    """
    A line of a measure's effect on one budget chapter and article.

    `base` is the base line (data/base.yaml) that the line counts towards, or "none". Without `effects` the posting
    carries the measure's whole row; that is allowed for a sole posting only.
    """

    budget: Name
    article: str = ""
    part: Name | None = None
    base: Name
    effects: Effects | None = None

    @property
    def line(self) -> str:
        """The budget line as people write it, for instance "JenV 37"."""
        return f"{self.budget} {self.article}".strip()


class OdaRule(Attribution):
    """How a measure touches ODA; `regime` names an option of 4.9 that changes the rule itself."""

    rule: Annotated[OdaKind, _as_enum(OdaKind)]
    regime: Literal["1A", "1B", "1C", "2"] | None = None


class LegalChange(Attribution):
    """The legal change that a measure needs; `note` names the law or regulation."""

    level: Annotated[LegalLevel, _as_enum(LegalLevel)]
    note: Text | None = None


class Reading(Record):
    """Another value for (part of) a measure than the one used, with its place."""

    value: Text
    source: Source
    note: Text | None = None


class Moves(Attribution):
    """Whether a measure's amounts move when the decision is taken later (BMH foreword)."""

    moves: bool


class Dial(Record):
    """An assumption behind a printed amount that the user can turn, with its limits."""

    id: Name
    title: Text
    unit: Text
    default: Decimal | int
    minimum: Decimal | int
    maximum: Decimal | int
    step: Decimal | int
    source: Source
    note: Text | None = None


class DialSet(Record):
    """
    The dials of a measure and the formula that turns them into its amount.

    `reference` is the printed amount that the formula gives at the defaults, within its rounding; `postings` the
    places of the postings that it drives (all when empty); `lines`, `part` and `amount` what the formula works on.
    """

    formula: Literal["resettlement", "people-months", "yearly-cut", "share-of-base", "share-of-amount", "unit-cost"]
    reference: Keur
    values: Annotated[tuple[Dial, ...], Field(min_length=1)]
    postings: tuple[int, ...] = ()
    lines: tuple[Name, ...] = ()
    part: Name | None = None
    amount: Keur | None = None
    sign: Literal[1, -1] = 1


class Measure(Record):
    """One measure (maatregel); its row is the sum of its postings."""

    id: Annotated[str, Field(pattern=r"^[0-9A-Z][0-9A-Za-z.\-]*$")]
    unit: Unit
    title: Text
    summary: Text
    effects: Effects
    open_note: Text | None = None
    direction_uncertain: bool = False
    postings: Annotated[tuple[Posting, ...], Field(min_length=1)]
    oda: OdaRule | None = None
    legal_change: LegalChange
    executed_by: Annotated[tuple[Name, ...], Field(min_length=1)]
    side_effects: Text
    risks: Text
    readings: tuple[Reading, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    decision_year: Moves | None = None
    dials: DialSet | None = None

    def posting_effects(self, posting: Posting) -> Cells:
        """Return the cells of one of this measure's postings."""
        return self.effects if posting.effects is None else posting.effects

    @property
    def open_columns(self) -> tuple[str, ...]:
        """The columns whose cell is not a number."""
        return tuple(c for c, cell in zip(COLUMNS, self.effects, strict=True) if isinstance(cell, Open))


class Variant(Record):
    """A variant of the report: a group of measures under one heading."""

    id: Name
    order: int
    title: Text
    summary: Text
    source: Source


class Conflict(Attribution):
    """Measures that exclude each other or overlap: it bites when members of two different sides are chosen."""

    id: Name
    kind: Annotated[ConflictKind, _as_enum(ConflictKind)]
    sides: Annotated[tuple[Annotated[tuple[Name, ...], Field(min_length=1)], ...], Field(min_length=2)]
    title: Text

    @property
    def members(self) -> tuple[str, ...]:
        """All measures of the conflict, in record order."""
        return tuple(member for side in self.sides for member in side)

    def chosen(self, selection: frozenset[str]) -> tuple[str, ...]:
        """Return the chosen members when at least two sides are chosen, else nothing."""
        hit = [tuple(m for m in side if m in selection) for side in self.sides]
        return tuple(m for side in hit for m in side) if sum(map(bool, hit)) > 1 else ()


class BaseLine(Record):
    """A line of the base (grondslag), thousands of euro by year, with its printed total when it has parts."""

    id: Name
    budget: Name
    article: str = ""
    title: Text
    amounts: KeurByYear
    parts: dict[str, KeurByYear] = {}
    note: Text | None = None
    source: Source


class PrintedTotal(Record):
    """A total as the report prints it, next to the lines that it should be the sum of."""

    id: Name
    lines: tuple[Name, ...]
    amounts: KeurByYear
    source: Source


class Attributed(Attribution):
    """An attribution of first-year reception to ODA by a ministry (BMH annex 1), thousands of euro by year."""

    id: Name
    amounts: KeurByYear


class Base(Record):
    """The base of the exercise: lines, printed totals and ODA attributions of annex 1."""

    unit: Unit
    years: tuple[Name, ...]
    later_years: Attribution
    lines: tuple[BaseLine, ...]
    totals: tuple[PrintedTotal, ...] = ()
    attributions: tuple[Attributed, ...] = ()


class TargetScope(Attribution):
    """The base lines that a target is a share of."""

    id: Literal["report", "whole"]
    title: Text
    lines: Annotated[tuple[Name, ...], Field(min_length=1)]


class Target(Attribution):
    """A target: a percentage of a base, with the report's own fixed year and scope."""

    id: Name
    title: Text
    percent: int
    reference_year: Name
    scopes: Annotated[tuple[TargetScope, ...], Field(min_length=1)]
    printed: Keur | None = None


class OdaYear(Record):
    """A year of annex 4: attribution budgeted and realised in thousands of euro, and its printed share of ODA."""

    year: Name
    budgeted: Keur
    realised: Keur | None = None
    percent: int | None = None


class OdaTotal(Attribution):
    """Total ODA by an attribution and the share that it is (per mille)."""

    attribution: Keur
    permille: Annotated[int, Field(gt=0, le=1000)]

    @property
    def keur(self) -> int:
        """Total ODA in thousands of euro, rounded half up."""
        return (2 * self.attribution * 1000 + self.permille) // (2 * self.permille)


class OdaAmount(Attribution):
    """An amount of measure 4.9, thousands of euro."""

    amount: Keur


class OdaData(Record):
    """What the report gives on the attribution of first-year reception to ODA (BMH annex 4, 4.9)."""

    unit: Unit
    history: Annotated[tuple[OdaYear, ...], Field(min_length=1)]
    history_source: Source
    percent_note: Text
    later_years: Attribution
    total: OdaTotal
    reception_parts: tuple[Name, ...]
    reception_base: Name
    option_1a: OdaAmount
    option_1b: OdaAmount


class ReadyPackage(Record):
    """A ready-made package: a selection with a name, its maker and its source."""

    id: Name
    title: Text
    note: Text
    ours: bool
    measures: tuple[Name, ...]
    source: Source | None = None


class CatalogueInfo(Record):
    """Version and date of the catalogue, shown in the app and in every export."""

    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    title: Text
    source_title: Name
