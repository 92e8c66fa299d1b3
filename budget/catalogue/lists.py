"""
Many measures in one file: `variants/<id>/list.yaml` holds what a list prints of each, a row for a measure.

A row has an id, a title, amounts and the chapter that bears them, and what else the list says of it. It becomes the
record that a file for one measure would hold; what nobody assessed stays absent.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from budget.catalogue.fields import Evidence, GivenCells, Name, Record, Source, Text, as_enum
from budget.catalogue.measures import Direction, Fact, Measure, Posting, Reading
from budget.catalogue.reader import Placed, RecordReader

FILE: Final = "list.yaml"


class ListRow(Record):
    """A measure as a list prints it; a column that is left out of its effects is not given."""

    id: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+_\-]*$")]
    title: Name
    chapter: Name | None = None
    effects: GivenCells
    page: Annotated[int, Field(gt=0)] | None = None
    row: Name | None = None
    direction: Annotated[Direction, as_enum(Direction)] | None = None
    tax: bool = False
    theme: Name | None = None
    structural_year: int | Name | None = None
    open_note: Text | None = None
    facts: tuple[Fact, ...] = ()
    readings: tuple[Reading, ...] = ()


class MeasureList(Record):
    """The rows of a variant, and where they stand: document and section, and the chapter of a row that names none."""

    document: Name
    section: Name
    chapter: Name
    measures: Annotated[tuple[ListRow, ...], Field(min_length=1)]


def _measure(held: MeasureList, row: ListRow, unit: str) -> Measure:
    """Return the record of a row; its parts are checked already."""
    source = Source.model_construct(
        document=held.document, section=held.section, table=None, row=row.row or row.id, page=row.page
    )
    posting = Posting.model_construct(
        budget=row.chapter or held.chapter,
        article="",
        part=None,
        base="none",
        effects=None,
        evidence=Evidence.STATED,
        source=source,
        reason=None,
    )
    given = row.model_dump(include={"id", "tax", "theme", "structural_year"})
    return Measure.model_construct(
        **given,
        unit=unit,
        title=Text.model_construct(nl=row.title, en=None),
        effects=row.effects,
        postings=(posting,),
        sources=(source,),
        direction=row.direction,
        open_note=row.open_note,
        facts=row.facts,
        readings=row.readings,
    )


def read_list(reader: RecordReader, path: Path, unit: str) -> list[Placed[Measure]]:
    """Read the measures of a list file, each with its place in the file; faults go to the reader."""
    placed = reader.one(path, MeasureList)
    if placed is None:
        return []
    held = placed.record
    return [
        Placed(_measure(held, row, unit), placed.file, ("measures", place)) for place, row in enumerate(held.measures)
    ]
