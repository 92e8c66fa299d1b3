"""
The figures of every released catalogue version, so that an old link or file can say what changed since.

`data/history/<version>.json` holds the measures in order with their cells; a test keeps the current version's in step.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from budget.catalogue.load import PROJECT, Catalogue
from budget.core import COLUMNS, BudgetError, Cell, Cells, Message, Open

HISTORY: Final = PROJECT / "data" / "history"


@dataclass(frozen=True)
class Release:
    """A released version: its measures' ids in order and their cells."""

    version: str
    cells: dict[str, Cells]


@dataclass(frozen=True)
class Change:
    """A cell that differs between a release and now; `before` None means that the measure is new, `after` gone."""

    measure: str
    column: str
    before: Cell | None
    after: Cell | None


def release_text(catalogue: Catalogue) -> str:
    """Write the current figures as the text of a release file."""
    rows = {
        measure.id: [cell.value if isinstance(cell, Open) else cell for cell in measure.effects]
        for measure in catalogue.measures.values()
    }
    lines = ",\n".join(f"  {json.dumps(id_)}: {json.dumps(cells)}" for id_, cells in rows.items())
    return f"{{\n{lines}\n}}\n"


def current_release(catalogue: Catalogue) -> Release:
    """Return the current catalogue as a release."""
    return Release(catalogue.info.version, {m.id: m.effects for m in catalogue.measures.values()})


def known_versions(directory: Path = HISTORY) -> tuple[str, ...]:
    """List the released versions."""
    return tuple(sorted(path.stem for path in directory.glob("*.json")))


def read_release(version: str, directory: Path = HISTORY) -> Release:
    """Read a release; raises BudgetError when this installation does not hold it."""
    if version not in known_versions(directory):
        held = known_versions(directory) or Message("none")
        raise BudgetError("unknown_catalogue_version", held=held, asked=version)
    rows = json.loads((directory / f"{version}.json").read_text(encoding="utf-8"))
    cells = {id_: tuple(Open(cell) if isinstance(cell, str) else cell for cell in row) for id_, row in rows.items()}
    return Release(version, cells)  # type: ignore[arg-type]  # six cells a row, held by a test


def changes_since(release: Release, catalogue: Catalogue, measures: tuple[str, ...]) -> tuple[Change, ...]:
    """List the cells of some measures that differ between a release and the catalogue."""
    changes = []
    for id_ in measures:
        old = release.cells.get(id_)
        new = catalogue.measures[id_].effects if id_ in catalogue.measures else None
        for place, column in enumerate(COLUMNS):
            before, after = (old[place] if old else None), (new[place] if new else None)
            if before != after:
                changes.append(Change(id_, column, before, after))
    return tuple(changes)
