"""
What a list says of itself and how much it holds, without loading it: what people choose between lists by.

What each file holds is kept by the hash of its content, so that looking again reads the files and parses none.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from budget.catalogue.catalogue import Catalogue
from budget.catalogue.disk import read_bounded, walk
from budget.catalogue.info import CatalogueInfo
from budget.catalogue.lists import FILE
from budget.catalogue.measures import Direction
from budget.catalogue.reader import RecordReader
from budget.catalogue.yamlread import MAX_BYTES, parse_yaml
from budget.core import FaultsError, keur_from_meur

MOST_KEPT: Final = 10_000  # files
NOT_MEASURES: Final = ("variant.yaml", "catalogue.yaml", "conflicts.yaml")

Held = tuple[str, int]
"""A measure's direction, "" for none, and its structural amount, thousands of euro; 0 where that is no number."""

_held: dict[tuple[str, str], tuple[Held, ...]] = {}


@dataclass(frozen=True)
class Tally:
    """How many measures of a list go one way, and the plain sum of their structural amounts, thousands of euro."""

    count: int
    keur: int


@dataclass(frozen=True)
class Overview:
    """
    What a list says of itself, and how much it holds.

    A measure goes the way that the list calls it, else the way of its structural amount. The sums leave out what is not
    one number, and count measures that exclude each other: they say how much there is to choose from, no more.
    """

    info: CatalogueInfo
    measures: int
    savings: Tally
    intensifications: Tally


def _amount(cell: object) -> int:
    """Return a cell's thousands of euro; 0 for what is no number, or not held in thousands."""
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        return 0
    try:
        return keur_from_meur(cell)
    except ValueError:
        return 0


def _measure(row: dict[str, Any], structural: str) -> Held:
    effects = row.get("effects")
    keur = _amount(effects.get(structural)) if isinstance(effects, dict) else 0
    return _held_of(row.get("direction"), keur)


def _held_of(called: object, keur: int) -> Held:
    """Return which way a measure goes: as the list calls it, else the way of its amount; and the amount."""
    by_amount = Direction.SAVING if keur < 0 else Direction.INTENSIFICATION if keur > 0 else ""
    return str(called or by_amount), keur


def _rows(path: Path, text: str) -> Iterator[dict[str, Any]]:
    """Yield what a file holds of measures; nothing of one that cannot be read: opening the list tells what is wrong."""
    file, _ = parse_yaml(text, path.name)
    value = file.value if file is not None else None
    rows = value.get("measures", ()) if path.name == FILE and isinstance(value, dict) else (value,)
    yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, tuple) else ()


def _measures(path: Path, root: Path, structural: str) -> tuple[Held, ...]:
    raw, _ = read_bounded(path, path.name, MAX_BYTES, root)
    key = (hashlib.sha256(raw).hexdigest(), structural)
    if key not in _held:
        if len(_held) >= MOST_KEPT:
            _held.clear()
        text = raw.decode("utf-8", errors="replace")
        _held[key] = tuple(_measure(row, structural) for row in _rows(path, text))
    return _held[key]


def read_overview(folder: Path) -> Overview:
    """Read what a catalogue's folder holds, its measures counted only; raises FaultsError for one without a name."""
    variants = folder / "variants"
    reader = RecordReader(folder)
    info = reader.one(variants / "catalogue.yaml", CatalogueInfo)
    if info is None:
        raise FaultsError("variants/", reader.faults)
    structural = info.record.columns.structural.id
    files = [path for path in walk(variants) if path.suffix == ".yaml" and path.name not in NOT_MEASURES]
    found = [held for path in files for held in _measures(path, folder, structural)]
    return _counted(info.record, found)


def overview_of(catalogue: Catalogue) -> Overview:
    """Count a catalogue that is loaded already, as `read_overview` counts its files."""
    found = []
    for measure in catalogue.measures.values():
        cell = measure.effects[-1]
        found.append(_held_of(measure.direction, cell if isinstance(cell, int) else 0))
    return _counted(catalogue.info, found)


def _counted(info: CatalogueInfo, found: list[Held]) -> Overview:
    counts = Counter(way for way, _ in found)
    tallies = {way: Tally(counts[way], sum(keur for other, keur in found if other == way)) for way in Direction}
    return Overview(info, len(found), tallies[Direction.SAVING], tallies[Direction.INTENSIFICATION])
