"""
The figures of every released version of a catalogue, so that an old link or file can say what changed since.

`data/history/<version>.json` in the catalogue's folder holds the columns and the measures in order with their cells.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from budget.catalogue.catalogue import Catalogue
from budget.catalogue.disk import file_name, read_bounded
from budget.catalogue.yamlread import MAX_BYTES
from budget.core import BudgetError, Cell, Cells, Fault, FaultsError, Message, read_cell, write_cell

EDITION_BYTES: Final = 4


@dataclass(frozen=True)
class Release:
    """A released version: its columns, and its measures' ids in order with their cells."""

    version: str
    columns: tuple[str, ...]
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
    rows = {measure.id: [write_cell(cell) for cell in measure.effects] for measure in catalogue.measures.values()}
    lines = ",\n".join(f"    {json.dumps(id_)}: {json.dumps(cells)}" for id_, cells in rows.items())
    columns = json.dumps(list(catalogue.columns))
    return f'{{\n  "columns": {columns},\n  "measures": {{\n{lines}\n  }}\n}}\n'


def with_edition(catalogue: Catalogue) -> Catalogue:
    """Return a list of one's own with the name of its figures: of equal ids and amounts in one order it is the same."""
    digest = hashlib.blake2s(release_text(catalogue).encode(), digest_size=EDITION_BYTES).hexdigest()
    return replace(catalogue, edition=digest)


def current_release(catalogue: Catalogue) -> Release:
    """Return the current catalogue as a release."""
    cells = {measure.id: measure.effects for measure in catalogue.measures.values()}
    return Release(catalogue.info.version, catalogue.columns.all, cells)


def history_folder(catalogue: Catalogue) -> Path:
    """Return the folder of a catalogue's releases."""
    return catalogue.folder / "data" / "history"


def known_versions(catalogue: Catalogue) -> tuple[str, ...]:
    """List the released versions of a catalogue, oldest first."""
    found = [path.stem for path in history_folder(catalogue).glob("*.json")]
    return tuple(sorted(found, key=lambda version: [(part.isdigit(), part.zfill(9)) for part in version.split(".")]))


def read_release(catalogue: Catalogue, version: str) -> Release:
    """
    Read a release of a catalogue.

    Raises BudgetError when the catalogue's folder does not hold it, FaultsError for a file of another shape.
    """
    known = known_versions(catalogue)
    if version not in known:
        raise BudgetError("unknown_catalogue_version", held=known or Message("none"), asked=version)
    path = history_folder(catalogue) / f"{version}.json"
    name = file_name(path, catalogue.folder)
    raw, fault = read_bounded(path, name, MAX_BYTES, catalogue.folder)
    if fault:
        raise FaultsError(name, [fault])
    try:
        value = json.loads(raw.decode("utf-8"))
        columns = tuple(str(column) for column in value["columns"])
        cells = {str(id_): tuple(map(read_cell, row)) for id_, row in value["measures"].items()}
        if any(len(row) != len(columns) for row in cells.values()):
            raise ValueError("a row with another number of cells")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise FaultsError(name, [Fault("release_of_another_shape", file=name, line=line)]) from None
    return Release(version, columns, cells)


def changes_since(release: Release, catalogue: Catalogue, measures: tuple[str, ...]) -> tuple[Change, ...]:
    """List the cells of some measures that differ between a release and the catalogue, by column."""
    changes: list[Change] = []
    for id_ in measures:
        old = dict(zip(release.columns, release.cells[id_], strict=True)) if id_ in release.cells else {}
        measure = catalogue.measures.get(id_)
        new = dict(zip(catalogue.columns, measure.effects, strict=True)) if measure is not None else {}
        changes += [
            Change(id_, column, old.get(column), new.get(column))
            for column in dict.fromkeys((*catalogue.columns, *release.columns))
            if old.get(column) != new.get(column)
        ]
    return tuple(changes)
