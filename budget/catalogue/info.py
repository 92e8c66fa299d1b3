"""What a catalogue says of itself: name, version, columns, documents, and how far it was assessed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from budget.catalogue.cells import clauses
from budget.catalogue.fields import WEB, Name, Record, Source, Text, as_enum, unlisted_document
from budget.core import Columns, Message, dutch, translate


class Heading(Record):
    """A name, and a short one for the head of a column."""

    title: Text
    short: Text


class StructuralColumn(Heading):
    """The column of the structural amount, under the name that the list gives it."""

    id: Name = "structural"


class ColumnsData(Record):
    """The columns of the list: its years and the structural one."""

    years: Annotated[tuple[Annotated[str, Field(pattern=r"^\d{4}$")], ...], Field(min_length=1)]
    structural: StructuralColumn


class Decision(Record):
    """When the list supposes that it is decided upon, and the years in which it may be; the list's own year first."""

    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    years: Annotated[tuple[Annotated[str, Field(pattern=r"^\d{4}$")], ...], Field(min_length=1)]
    source: Source | None = None


class ScopeInfo(Record):
    """A way of counting the base, that each target fills in: the list's own first."""

    id: Name
    title: Text


class DocumentInfo(Record):
    """
    A source document: its id in the places of the records, its title, and where it can be read.

    `cited` is how a page names it in each language, where that is not the id.
    """

    id: Name
    title: Name
    cited: Text | None = None
    url: Annotated[str, Field(pattern=WEB)] | None = None
    pages: Annotated[int, Field(gt=0)] | None = None


class UnitInfo(Record):
    """The unit of the amounts: the name that each record repeats, and how people write it."""

    id: Name
    title: Text


NOT_JUDGED: Final = dutch("overlap niet volledig beoordeeld")
NOT_JUDGED_BECAUSE: Final = dutch("Overlap niet volledig beoordeeld: {note}")


class Reviewed(StrEnum):
    """How far the overlaps of a list were judged: every pair, what the list names, or none."""

    REVIEWED = "reviewed"
    NAMED_ONLY = "named-only"
    NONE = "none"


class OverlapReview(Record):
    """How far overlaps were judged, and by what method; below `reviewed` no verdict is sure of them."""

    level: Annotated[Reviewed, as_enum(Reviewed)]
    note: Text

    @property
    def is_complete(self) -> bool:
        """Whether every pair of measures was judged."""
        return self.level is Reviewed.REVIEWED

    def told(self, language: str) -> str:
        """Say what stands with every total and verdict below `reviewed`, in `language` ("nl" or "en"); else nothing."""
        if self.is_complete:
            return ""
        return translate(NOT_JUDGED_BECAUSE, language, note=self.note.get(language))


class CatalogueInfo(Record):
    """
    What the catalogue says of itself; name, version and date stand in the app and in every export.

    `records` says whether each measure is assessed in full or has its amounts alone, `languages` which of the two its
    texts have. `frame` is what the list says of its amounts as a whole: prices, reference path, what they leave out.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9\-]*$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    title: Text
    short: Text
    source_title: Name
    unit: UnitInfo
    columns: ColumnsData
    decision: Decision
    overlaps: OverlapReview
    records: Literal["full", "short"] = "full"
    languages: tuple[Literal["nl", "en"], ...] = ("nl", "en")
    ministry: Text | None = None
    price_level: Text | None = None
    frame: Text | None = None
    documents: Annotated[tuple[DocumentInfo, ...], Field(min_length=1)]
    scopes: tuple[ScopeInfo, ...] = ()
    default_target: Name | None = None
    shown_targets: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def years_rise(self) -> Self:
        """Refuse years that do not rise, years of decision that cannot be chosen, and a document that is not listed."""
        items: list[tuple[tuple[str | int, ...], Message]] = []
        years = [int(year) for year in self.columns.years]
        chosen = [int(year) for year in self.decision.years]
        if sorted(set(years)) != years:
            items.append((("columns", "years"), Message("years_do_not_rise", years=self.columns.years)))
        elif self.columns.structural.id in self.columns.years:
            items.append((("columns", "structural", "id"), Message("structural_called_like_a_year")))
        elif len(chosen) > 1 and not Columns(self.columns.years, self.columns.structural.id).gapless:
            items.append((("decision", "years"), Message("decision_years_over_a_gap")))
        if chosen != list(range(chosen[0], chosen[0] + len(chosen))):
            items.append((("decision", "years"), Message("decision_years_do_not_follow", years=self.decision.years)))
        listed, source = tuple(document.id for document in self.documents), self.decision.source
        if source is not None and source.document not in listed:
            items.append((("decision", "source", "document"), unlisted_document(listed, source.document)))
        if items:
            raise clauses(items)
        return self
