"""The records of the measures: postings, ODA rule, legal change, dials, variants and conflicts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from budget.catalogue.fields import Attribution, Effects, Keur, Name, Number, Record, Source, Text, as_enum
from budget.core import Cells


class LegalLevel(StrEnum):
    """The highest legal change that a measure needs."""

    NONE = "none"
    REGULATION = "regulation"
    LAW = "law"
    EU_LAW = "EU law"
    TREATY = "treaty"


class OdaKind(StrEnum):
    """How a measure's effect touches official development assistance (the catalogue's oda.yaml)."""

    NONE = "none"
    PROGRAMME = "programme"
    RECEPTION = "reception"


class ConflictKind(StrEnum):
    """Exclusive measures cannot be decided together; overlapping ones can, with a warning."""

    EXCLUSIVE = "exclusive"
    OVERLAP = "overlap"


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
    """How a measure touches ODA; `regime` names one of the catalogue's ODA regimes, which changes the rule itself."""

    rule: Annotated[OdaKind, as_enum(OdaKind)]
    regime: Name | None = None


class LegalChange(Attribution):
    """The legal change that a measure needs; `note` names the law or regulation."""

    level: Annotated[LegalLevel, as_enum(LegalLevel)]
    note: Text | None = None


class Reading(Record):
    """Another value for (part of) a measure than the one used, with its place."""

    value: Text
    source: Source
    note: Text | None = None


class Moves(Attribution):
    """Whether a measure's amounts move when the decision is taken later."""

    moves: bool


class Dial(Record):
    """An assumption behind a printed amount that the user can turn, with its limits."""

    id: Name
    title: Text
    unit: Text
    default: Number
    minimum: Number
    maximum: Number
    step: Number
    source: Source
    note: Text | None = None


class DialSet(Record):
    """
    The dials of a measure and the formula that turns them into its amount.

    `reference` is the printed amount that the formula gives at the defaults, within its rounding; `postings` the
    places of the postings that it drives (all when empty); `lines`, `part`, `year` (of the base) and `amount` what the
    formula works on.
    """

    formula: Literal["resettlement", "people-months", "yearly-cut", "share-of-base", "share-of-amount", "unit-cost"]
    reference: Keur
    values: Annotated[tuple[Dial, ...], Field(min_length=1)]
    postings: tuple[int, ...] = ()
    lines: tuple[Name, ...] = ()
    part: Name | None = None
    year: Name | None = None
    amount: Keur | None = None
    sign: Literal[1, -1] = 1


class Measure(Record):
    """One measure (maatregel); its row is the sum of its postings."""

    id: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+_\-]*$")]
    unit: Name
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


class Variant(Record):
    """A variant: a group of measures under one heading."""

    id: Name
    order: int
    title: Text
    summary: Text
    source: Source


class Conflict(Attribution):
    """Measures that exclude each other or overlap: it bites when members of two different sides are chosen."""

    id: Name
    kind: Annotated[ConflictKind, as_enum(ConflictKind)]
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
