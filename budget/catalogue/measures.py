"""The records of the measures: postings, ODA rule, legal change, dials, variants and conflicts."""

from __future__ import annotations

import re
from collections.abc import Container
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from budget.catalogue.cells import Problem, clauses
from budget.catalogue.dials import DialSet
from budget.catalogue.fields import Attribution, Effects, Name, Record, SomeCells, Source, Text, as_enum
from budget.core import Cells, Message


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
    """
    Exclusive measures cannot be decided together; overlapping ones can, with a warning.

    Of `requires` each measure of the first side needs one of the second: a condition, no conflict of what is chosen.
    """

    EXCLUSIVE = "exclusive"
    OVERLAP = "overlap"
    REQUIRES = "requires"


class Counting(StrEnum):
    """
    How the members of an overlap count together.

    `same-money`: members of different sides are wholly or partly one saving or one cost. `cut-after-saving`: the first
    side holds cuts by a percentage, which fall on what the savings of the other sides leave. `unquantified`: a warning.
    """

    SAME_MONEY = "same-money"
    CUT_AFTER_SAVING = "cut-after-saving"
    UNQUANTIFIED = "unquantified"


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


class FirstYear(Attribution):
    """
    Which months of stay a measure acts on, where the text gives ground for a share of its own.

    `average`: all months alike, the catalogue's average share; `first`: only the first twelve, wholly first-year;
    `after`: only later months, not at all.
    """

    share: Literal["average", "first", "after"]


class OdaRule(Attribution):
    """How a measure touches ODA; `regime` names one of the catalogue's ODA regimes, which changes the rule itself."""

    rule: Annotated[OdaKind, as_enum(OdaKind)]
    regime: Name | None = None
    first_year: FirstYear | None = None


class LegalChange(Attribution):
    """The legal change that a measure needs; `note` names the law or regulation."""

    level: Annotated[LegalLevel, as_enum(LegalLevel)]
    note: Text | None = None


class Reading(Record):
    """
    Another value for (part of) a measure than the one used, with its place.

    `cells` hold it where it is an amount, in the columns that it is about: those of the measure's row, or of the
    posting at the place `posting`.
    """

    value: Text
    source: Source
    note: Text | None = None
    cells: SomeCells | None = None
    posting: Annotated[int, Field(ge=0)] | None = None


class Moves(Attribution):
    """Whether a measure's amounts move when the decision is taken later."""

    moves: bool


class Fact(Attribution):
    """Something that a source says about a measure and that no other field holds, in our words."""

    text: Text


class Direction(StrEnum):
    """What a list calls a measure: a saving (ombuiging) or an intensification (intensivering)."""

    SAVING = "saving"
    INTENSIFICATION = "intensification"


REVIEWED: Final = ("summary", "legal_change", "executed_by", "side_effects", "risks")
"""What a full record says of a measure, and a short one need not."""


class Measure(Record):
    """
    One measure (maatregel); its row is the sum of its postings.

    A short record, of a list that gives amounts alone, has no summary, legal change, executors, side effects or risks:
    nobody assessed them. `direction`, `tax`, `theme` and `structural_year`, the year in which the structural amount is
    reached or what the list says instead of one, are what such a list says itself.
    """

    id: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+_\-]*$")]
    unit: Name
    title: Text
    summary: Text | None = None
    effects: Effects
    open_note: Text | None = None
    direction_uncertain: bool = False
    postings: Annotated[tuple[Posting, ...], Field(min_length=1)]
    oda: OdaRule | None = None
    legal_change: LegalChange | None = None
    executed_by: tuple[Name, ...] = ()
    side_effects: Text | None = None
    risks: Text | None = None
    direction: Annotated[Direction, as_enum(Direction)] | None = None
    tax: bool = False
    theme: Name | None = None
    structural_year: int | Name | None = None
    facts: tuple[Fact, ...] = ()
    readings: tuple[Reading, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    decision_year: Moves | None = None
    dials: DialSet | None = None

    @model_validator(mode="after")
    def assessed_in_full(self, info: ValidationInfo) -> Self:
        """Refuse a record of a full catalogue that leaves out what such a record says."""
        if (info.context or {}).get("short", False):
            return self
        missing = [name for name in REVIEWED if name not in self.model_fields_set]
        items: list[Problem] = [((name,), Message("field_missing")) for name in missing]
        if "executed_by" not in missing and not self.executed_by:
            items.append((("executed_by",), Message("no_items", found=0)))
        if items:
            raise clauses(items)
        return self

    def posting_effects(self, posting: Posting) -> Cells:
        """Return the cells of one of this measure's postings."""
        return self.effects if posting.effects is None else posting.effects

    def amount_source(self, posting: Posting) -> Source | None:
        """
        Return the place where a posting's amounts stand or follow from.

        A sole posting has the row's amounts: the measure's first source. One of several has its own source; None when
        it has only a reason.
        """
        return self.sources[0] if len(self.postings) == 1 else posting.source


class Variant(Record):
    """A variant: a group of measures under one heading; in short records without a summary."""

    id: Name
    order: int
    title: Text
    summary: Text | None = None
    source: Source

    @model_validator(mode="after")
    def summed_up(self, info: ValidationInfo) -> Self:
        """Refuse a variant of a full catalogue without a summary."""
        if self.summary is None and not (info.context or {}).get("short", False):
            raise clauses([(("summary",), Message("field_missing"))])
        return self

    @property
    def is_numbered(self) -> bool:
        """Whether its id is a number or a code, such as 2A or B-C, and no word that its title says better."""
        return re.search(r"[a-z]{3}", self.id) is None

    def short(self, language: str) -> str:
        """Name it where there is little room: by its number, else by its title in `language` ("nl" or "en")."""
        return self.id if self.is_numbered else self.title.get(language)

    def named(self, language: str, between: str = " ") -> str:
        """Name it in full: its number, where it has one, and its title in `language` ("nl" or "en")."""
        title = self.title.get(language)
        return f"{self.id}{between}{title}" if self.is_numbered else title


class Conflict(Attribution):
    """
    Measures that exclude each other or overlap: it bites when members of two different sides are chosen.

    `counting` says of an overlap how its members count together. One that `requires` bites the other way round: when a
    member of its first side is chosen and none of its second (`unmet`).
    """

    id: Name
    kind: Annotated[ConflictKind, as_enum(ConflictKind)]
    counting: Annotated[Counting, as_enum(Counting)] | None = None
    sides: Annotated[tuple[Annotated[tuple[Name, ...], Field(min_length=1)], ...], Field(min_length=2)]
    title: Text

    @model_validator(mode="after")
    def counting_of_overlaps(self) -> Self:
        """Refuse an overlap that does not say how it counts, and an exclusion that does."""
        overlap = self.kind is ConflictKind.OVERLAP
        if overlap and self.counting is None:
            raise clauses([(("counting",), Message("overlap_without_counting", allowed=[c.value for c in Counting]))])
        if not overlap and self.counting is not None:
            raise clauses([(("counting",), Message("exclusion_with_counting", found=self.counting.value))])
        if self.kind is ConflictKind.REQUIRES and len(self.sides) != 2:
            raise clauses([(("sides",), Message("requirement_without_two_sides", found=len(self.sides)))])
        return self

    @property
    def members(self) -> tuple[str, ...]:
        """All measures of the conflict, in record order."""
        return tuple(member for side in self.sides for member in side)

    @property
    def bounds(self) -> bool:
        """Whether the overlap bounds what its members save or cost together."""
        return self.counting in {Counting.SAME_MONEY, Counting.CUT_AFTER_SAVING}

    def chosen_by_side(self, selection: Container[str]) -> list[tuple[str, ...]]:
        """Return the chosen members of each side in their order; a side may have none."""
        return [tuple([m for m in side if m in selection]) for side in self.sides]

    def chosen(self, selection: frozenset[str]) -> tuple[str, ...]:
        """Return the chosen members when at least two sides are chosen, else nothing."""
        hit = self.chosen_by_side(selection)
        return tuple(m for side in hit for m in side) if sum(map(bool, hit)) > 1 else ()

    def unmet(self, selection: frozenset[str]) -> tuple[str, ...]:
        """Return the chosen members of the first side when none of the second is chosen, else nothing."""
        needing, needed = self.sides[0], self.sides[1]
        return () if any(m in selection for m in needed) else tuple(m for m in needing if m in selection)
