"""The readings of a measure: what its amounts are by another place, as cells that can stand in for those used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from budget.catalogue.measures import Measure
from budget.catalogue.reader import Placed
from budget.catalogue.yamlread import FieldPath
from budget.core import Cell, Cells, Columns, Fault, add_cells


def reading_of_no_posting(measures: Iterable[Placed[Measure]]) -> Iterator[Fault]:
    """Refuse a reading that is about a posting which the measure does not have, or about none of its cells."""
    for placed in measures:
        postings = len(placed.record.postings)
        for place, reading in enumerate(placed.record.readings):
            path: FieldPath = ("readings", place, "posting")
            if reading.posting is not None and (reading.posting >= postings or reading.cells is None):
                yield placed.fault(path, "reading_of_no_posting", last=postings - 1, found=reading.posting)


def _changed(own: Cell, row: Cell, read: Cell) -> Cell:
    """Move a posting's cell by what a reading of the whole row differs from it; what is open stands by itself."""
    if isinstance(row, int) and isinstance(own, int):
        return add_cells([read, own - row]) if isinstance(read, int) or not read.open else read
    return read


def read_cells(
    columns: Columns, measure: Measure, cells: Mapping[str, Cell], posting: int | None = None
) -> tuple[int, Cells]:
    """
    Return the place of the posting that a reading changes and its cells by that reading, before any delay.

    A reading of the row falls on the first posting: by what it differs from the row. Columns that the reading does not
    name stay as they are.
    """
    place = posting or 0
    own = measure.posting_effects(measure.postings[place])
    row = measure.effects if posting is None else own
    return place, tuple(
        _changed(cell, whole, cells[column]) if column in cells else cell
        for column, cell, whole in zip(columns, own, row, strict=True)
    )
