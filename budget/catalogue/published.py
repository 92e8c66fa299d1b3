"""
The totals that someone else publishes of the same list, and why each differs from the sum of the records.

The published cells of single measures are readings of those measures, of the same document; this file says of each
what kind of difference it is. What they leave of a published total unexplained is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from budget.catalogue.fields import Effects, Name, Record, Source, Text, as_enum
from budget.catalogue.measures import Measure, Reading
from budget.catalogue.reader import Placed, RecordReader, remedy_near
from budget.catalogue.yamlread import FieldPath
from budget.core import Cell, Fault, Message

if TYPE_CHECKING:
    from budget.catalogue.catalogue import Catalogue


class PublishedWhy(StrEnum):
    """Why a published total is another than the sum of the records, or says less than it."""

    TRANSCRIPTION = "transcription"
    ROUNDING = "rounding"
    OPEN = "open cells"
    EXCLUSIVE = "exclusive options"
    ROWS = "other rows"


class PublishedDifference(Record):
    """A measure whose published cells differ, and why."""

    measure: Name
    why: Annotated[PublishedWhy, as_enum(PublishedWhy)]
    note: Text


class PublishedRows(Record):
    """Measures that the document divides over other rows than one each; their sum is the same."""

    measures: Annotated[tuple[Name, ...], Field(min_length=1)]
    note: Text


class PublishedVariant(Record):
    """The published total of a variant by column, the measures whose cells differ in it, and those in other rows."""

    id: Name
    total: Effects
    differs: tuple[PublishedDifference, ...] = ()
    rows: tuple[PublishedRows, ...] = ()


class PublishedData(Record):
    """The totals that a document publishes by variant; `data` is where they can be fetched."""

    title: Text
    source: Source
    data: Name | None = None
    note: Text
    variants: Annotated[tuple[PublishedVariant, ...], Field(min_length=1)]

    def reading(self, measure: Measure) -> Reading | None:
        """Return the reading of a measure that this document gives, with its cells, or None."""
        own = (r for r in measure.readings if r.source.document == self.source.document and r.cells is not None)
        return next(own, None)

    def cells(self, catalogue: Catalogue, measure: Measure) -> dict[str, Cell]:
        """Return a measure's cells as published, by column: those of the reading, else those of the record."""
        reading = self.reading(measure)
        read = {} if reading is None or reading.cells is None else reading.cells
        return {c: read.get(c, cell) for c, cell in zip(catalogue.columns, measure.effects, strict=True)}


def _unnamed(catalogue: Catalogue, placed: Placed[PublishedData], place: int) -> Iterator[Fault]:
    """Yield the measures of which the published cells differ without a reason, or that have one without differing."""
    variant = placed.record.variants[place]
    at: FieldPath = ("variants", place)
    own = [m for m in catalogue.measures.values() if catalogue.variant_of[m.id] == variant.id]
    rows = {measure.id: placed.record.cells(catalogue, measure) for measure in own}
    named = [difference.measure for difference in variant.differs]
    differing = [m.id for m in own if tuple(rows[m.id].values()) != m.effects]
    for index, id_ in enumerate(named):
        if id_ not in differing:
            yield placed.fault((*at, "differs", index, "measure"), "published_like_the_record", id=id_)
    for index, rowed in enumerate(variant.rows):
        for inner, id_ in enumerate(rowed.measures):
            if id_ not in rows:
                remedy = remedy_near(id_, rows)
                yield placed.fault((*at, "rows", index, "measures", inner), "unknown_measure", id=id_, remedy=remedy)
    if missing := [id_ for id_ in differing if id_ not in named]:
        yield placed.fault((*at, "differs"), "published_difference_unnamed", ids=missing)


def _faults(catalogue: Catalogue, placed: Placed[PublishedData]) -> Iterator[Fault]:
    for place, variant in enumerate(placed.record.variants):
        if variant.id in catalogue.variants:
            yield from _unnamed(catalogue, placed, place)
        else:
            remedy = Message("use_an_id_that_exists")
            yield placed.fault(("variants", place, "id"), "unknown_variant", id=variant.id, remedy=remedy)


def load_published(catalogue: Catalogue) -> PublishedData | None:
    """
    Load the totals that another document publishes, None without the file.

    Raises FaultsError with every fault: differences without a reason, and reasons without a difference.
    """
    opened = RecordReader.beside(catalogue, "published.yaml")
    if opened is None:
        return None
    reader, path = opened
    placed = reader.one(path, PublishedData)
    if placed is not None:
        reader.faults += _faults(catalogue, placed)
    return reader.sound(path, placed).record
