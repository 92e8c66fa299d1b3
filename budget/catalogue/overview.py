"""What a list says of itself and how much it holds, without loading it: what people choose between lists by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from budget.catalogue.catalogue import Catalogue
from budget.catalogue.entries import Entry, entries_in, entries_of
from budget.catalogue.info import CatalogueInfo
from budget.catalogue.measures import Direction
from budget.catalogue.reader import RecordReader
from budget.core import Columns, FaultsError


@dataclass(frozen=True)
class Tally:
    """How many measures of a list go one way, and the plain sum of their structural amounts, thousands of euro."""

    count: int
    keur: int


@dataclass(frozen=True)
class Overview:
    """
    What a list says of itself, and the measures that it holds, as lines.

    A measure goes the way that the list calls it, else the way of its structural amount. The sums leave out what is not
    one number, and count measures that exclude each other: they say how much there is to choose from, no more.
    """

    info: CatalogueInfo
    entries: tuple[Entry, ...]
    savings: Tally
    intensifications: Tally

    @property
    def measures(self) -> int:
        """How many measures the list holds."""
        return len(self.entries)


def _number(entry: Entry) -> int:
    return entry.structural if isinstance(entry.structural, int) else 0


def _way(entry: Entry) -> str:
    keur = _number(entry)
    return entry.called or (Direction.SAVING if keur < 0 else Direction.INTENSIFICATION if keur > 0 else "")


def _counted(info: CatalogueInfo, entries: tuple[Entry, ...]) -> Overview:
    numbers: dict[str, list[int]] = {way: [] for way in (*Direction, "")}
    for entry in entries:
        numbers.setdefault(_way(entry), []).append(_number(entry))
    savings, others = (Tally(len(numbers[way]), sum(numbers[way])) for way in Direction)
    return Overview(info, entries, savings, others)


def columns_of(info: CatalogueInfo) -> Columns:
    """Return the columns of the cells of a list's lines."""
    return Columns(info.columns.years, info.columns.structural.id)


def read_overview(folder: Path) -> Overview:
    """Read what a catalogue's folder holds, its measures as lines; raises FaultsError for one without a name."""
    reader = RecordReader(folder)
    info = reader.one(folder / "variants" / "catalogue.yaml", CatalogueInfo)
    if info is None:
        raise FaultsError("variants/", reader.faults)
    return _counted(info.record, entries_in(folder, columns_of(info.record).all))


def overview_of(catalogue: Catalogue) -> Overview:
    """Return the same of a catalogue that is loaded already."""
    return _counted(catalogue.info, entries_of(catalogue))
