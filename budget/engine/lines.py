"""
The lines of the measures under the settings: their postings, dialled and moved with the decision year.

They are made once for each catalogue and settings; every package is composed of the same lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from budget.catalogue import Catalogue, Measure, Posting, with_own
from budget.core import DEFAULT_SETTINGS, Cells, Cover, Settings, add_cells, one_sided
from budget.engine.dials import dialed_cells, moved

T = TypeVar("T")
MOST_SETTINGS: Final = 64  # settings of which what was made is kept at a time


@dataclass(frozen=True, slots=True)
class Line:
    """One posting of a measure after the settings: chapter and article, base line and cells."""

    measure: str
    variant: str
    chapter: str
    article: str
    base: str
    cells: Cells
    uncertain: bool

    @property
    def name(self) -> str:
        """The budget line as people write it, for instance "JenV 37"."""
        return f"{self.chapter} {self.article}".strip()


@dataclass(frozen=True, slots=True)
class MeasureLines:
    """A measure's lines, their sum by column, what of it saves and costs, and whether each cell is one number."""

    lines: tuple[Line, ...]
    row: Cells
    savings: Cells
    costs: Cells
    exact: bool

    @classmethod
    def of(cls, lines: tuple[Line, ...], row: Cells, uncertain: bool) -> MeasureLines:
        """Part a row by sign; `uncertain` says that what is open in it may be of either."""
        sure = [cell if isinstance(cell, int) or not uncertain else cell.unsure for cell in row]
        savings, costs = (tuple([one_sided(cell, saves) for cell in sure]) for saves in (True, False))
        return cls(lines, row, savings, costs, all(isinstance(cell, int) for cell in row))


def shift_cells(cells: Cells, delay: int) -> Cells:
    """Move the years' cells `delay` years to the right; the structural one stays."""
    if delay == 0:
        return cells
    years = len(cells) - 1
    return (*([0] * min(delay, years)), *cells[: max(years - delay, 0)], cells[-1])


def measure_delay(measure: Measure, settings: Settings) -> int:
    """Years that a measure's amounts move under the settings; 0 when the measure states that it does not move."""
    stays = measure.decision_year is not None and not measure.decision_year.moves
    return 0 if stays else settings.delay


def _payer(catalogue: Catalogue, measure: Measure, posting: Posting, settings: Settings) -> Posting:
    """
    Return the posting that bears a posting's amount under the settings.

    What a regime takes from the ODA budget as its cover falls, when the own chapter covers it, on that measure's own
    posting there: +68 and −68 on one article, so that nothing changes.
    """
    oda = catalogue.oda
    if oda is None or settings.cover is not Cover.OWN or posting.budget != oda.oda_budget or measure.oda is None:
        return posting
    regime = oda.regime(measure.oda.regime)
    own = next((other for other in measure.postings if other.budget == oda.own_chapter), posting)
    return own if regime is not None and regime.cover else posting


def _make(catalogue: Catalogue, measure: Measure, settings: Settings) -> MeasureLines:
    delay, variant = measure_delay(measure, settings), catalogue.variant_of[measure.id]
    lines = tuple(
        Line(
            measure.id,
            variant,
            payer.budget,
            payer.article,
            payer.base,
            shift_cells(dialed_cells(catalogue, measure, place, settings), delay),
            measure.direction_uncertain,
        )
        for place, posting in enumerate(measure.postings)
        for payer in [_payer(catalogue, measure, posting, settings)]
    )
    if moved(measure, settings):
        row = tuple(add_cells(column) for column in zip(*(line.cells for line in lines), strict=True))
    else:
        row = shift_cells(measure.effects, delay)
    return MeasureLines.of(lines, row, measure.direction_uncertain)


class LineBook(dict[str, MeasureLines]):
    """The lines of a catalogue's measures under one set of settings, each made when it is first asked for."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        super().__init__()
        self._catalogue, self._settings = catalogue, settings

    def __missing__(self, id_: str) -> MeasureLines:
        found = self[id_] = _make(self._catalogue, self._catalogue.measures[id_], self._settings)
        return found


def kept_by_settings(catalogue: Catalogue, name: str, key: object, make: Callable[[], T]) -> T:
    """Return what `make` gives under a key that holds the settings; the last `MOST_SETTINGS` of a name are kept."""
    return catalogue.kept(name, key, make, MOST_SETTINGS)


def line_book(catalogue: Catalogue, settings: Settings = DEFAULT_SETTINGS) -> LineBook:
    """Return the lines under the settings."""
    settings, catalogue = settings.of_amounts, with_own(catalogue, settings.own)
    return kept_by_settings(catalogue, "lines", settings, lambda: LineBook(catalogue, settings))


def measure_lines(catalogue: Catalogue, measure: Measure, settings: Settings) -> tuple[Line, ...]:
    """Return a measure's postings under the settings."""
    return line_book(catalogue, settings)[measure.id].lines


def measure_row(catalogue: Catalogue, measure: Measure, settings: Settings = DEFAULT_SETTINGS) -> Cells:
    """Return a measure's cells under the settings, one for each column."""
    return line_book(catalogue, settings)[measure.id].row
