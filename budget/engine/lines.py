"""The lines of a measure under the settings: its postings, dialled and moved with the decision year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from budget.catalogue import Catalogue, Measure
from budget.core import DEFAULT_SETTINGS, YEARS, Cell, Cells, Open, Settings
from budget.engine.dials import dialed_cells, moved

EMPTY: Cells = (0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Line:
    """One posting of a chosen measure after the settings: budget line, base line and cells."""

    measure: str
    variant: str
    budget: str
    base: str
    cells: Cells
    uncertain: bool


def shift_cells(cells: Cells, delay: int) -> Cells:
    """Move the years' cells `delay` years to the right; the structural one stays (BMH foreword)."""
    if delay == 0:
        return cells
    shifted = (*(0 for _ in range(delay)), *cells[: len(YEARS) - delay], cells[-1])
    return cast("Cells", shifted)  # always six: delay zeros, five minus delay years, structural


def measure_delay(measure: Measure, settings: Settings) -> int:
    """Years that a measure's amounts move under the settings; 0 when the measure states that it does not move."""
    stays = measure.decision_year is not None and not measure.decision_year.moves
    return 0 if stays else settings.delay


def measure_lines(catalogue: Catalogue, measure: Measure, settings: Settings) -> list[Line]:
    """Return a measure's postings under the settings."""
    delay = measure_delay(measure, settings)
    return [
        Line(
            measure.id,
            catalogue.variant_of[measure.id],
            posting.line,
            posting.base,
            shift_cells(dialed_cells(catalogue, measure, place, settings), delay),
            measure.direction_uncertain,
        )
        for place, posting in enumerate(measure.postings)
    ]


def measure_row(catalogue: Catalogue, measure: Measure, settings: Settings = DEFAULT_SETTINGS) -> Cells:
    """Return a measure's six cells under the settings."""
    if not moved(measure, settings):
        return shift_cells(measure.effects, measure_delay(measure, settings))
    lines = [line.cells for line in measure_lines(catalogue, measure, settings)]
    return tuple(_add_cells(column) for column in zip(*lines, strict=True))  # type: ignore[return-value]  # six columns


def _add_cells(cells: Iterable[Cell]) -> Cell:
    """Add the postings' cells of a column; an open one stands alone (held by check.postings_differ_from_row)."""
    found = list(cells)
    kinds = [cell for cell in found if isinstance(cell, Open)]
    return kinds[0] if kinds else sum(cell for cell in found if not isinstance(cell, Open))
