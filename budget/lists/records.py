"""The rows of a form as the records of a catalogue, each field with the cell that it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from budget.catalogue import FieldPath, field_name
from budget.core import Cell, Message, write_cell
from budget.lists.about import Answers, english_alone, set_at
from budget.lists.amounts import Notation
from budget.lists.columns import BASE, CHAPTERS, CONFLICTS, DOCUMENTS, READINGS, Column, Kind, Sheet
from budget.lists.questions import ABOUT
from budget.lists.table import Log, Place, Row, is_blank
from budget.lists.values import read_cell, read_value
from budget.lists.yamlwrite import Keur

INFO: Final = "variants/catalogue.yaml"
Record = dict[str, Any]


@dataclass
class Files:
    """The files of a catalogue as plain values, and the cell that each field came from."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    _within: dict[tuple[str, str], Place] = field(default_factory=dict)

    def put(self, file: str, path: FieldPath, place: Place) -> None:
        """Note where a field came from; the first place stays, and is that of what the field stands in too."""
        self.places.setdefault((file, field_name(path)), place)
        for depth in range(1, len(path)):
            self._within.setdefault((file, field_name(path[:depth])), place)

    def place(self, file: str, name: str) -> Place | None:
        """Return the cell of a field; else the first of those in it, or that of what is nearest around it."""
        while name:
            found = self.places.get((file, name)) or self._within.get((file, name))
            if found is not None:
                return found
            name = name[: max(name.rfind("."), name.rfind("["), 0)]
        return self.places.get((file, ""))


@dataclass(frozen=True)
class Building:
    """What reading the rows takes: the answers, the columns of amounts, the log and the files made so far."""

    answers: Answers
    log: Log
    files: Files

    def record(self, sheet: Sheet, row: Row, file: str, at: FieldPath) -> Record:
        """Return a row as a record, and note where each of its fields came from."""
        record: Record = {}
        for column in sheet.columns:
            if column.kind in (Kind.AMOUNTS, Kind.SOME_AMOUNTS):
                self._amounts(column, row, record, file, at)
                continue
            place = row.place(column.key)
            value = read_value(row.cells.get(column.key), self._asked(column, row), place, self.log)
            if column.path:
                self.files.put(file, (*at, *column.path), place)
                if value is not None:
                    set_at(record, column.path, value)
        self.files.put(file, at, Place(row.sheet, row.number, 1))
        self._finish(record, sheet)
        return record

    def _asked(self, column: Column, row: Row) -> Column:
        """Return a column as this list asks it: a text in English alone needs no Dutch."""
        english = row.cells.get(f"{column.key[:-3]}_en")
        if column.needed and column.key.endswith("_nl") and not is_blank(english):
            return Column(column.key, column.title, column.path, column.kind)
        return column

    def _amounts(self, column: Column, row: Row, record: Record, file: str, at: FieldPath) -> None:
        base = column.path == ("amounts",)
        notation = self.answers.notation
        if base:
            notation = Notation(notation.scale, decimal=notation.decimal)
        found = {}
        for key in [key for key in row.heads if key.startswith(f"{column.key}:")]:
            id_ = key.split(":", 1)[1]
            place = row.place(key)
            self.files.put(file, (*at, *column.path, id_), place)
            cell = read_cell(row.cells.get(key), place, notation, self.log)
            if cell is not None:
                found[id_] = cell
            elif base and place not in self.log.places:
                self.log.add(place, Message("form_answer_missing"))
        if found or column.kind is Kind.AMOUNTS:
            set_at(record, column.path, {id_: in_file(cell) for id_, cell in found.items()})

    def _finish(self, record: Record, sheet: Sheet) -> None:
        """Fill in what follows: the sole document, a place from its page, the one text of a list in English."""
        documents = self.files.values.get(INFO, {}).get("documents", [])
        source = record.get("source", {})
        if sheet in (READINGS, BASE, CHAPTERS) or source:
            if len(documents) == 1 and "document" not in source and "id" in documents[0]:
                set_at(record, ("source", "document"), documents[0]["id"])
            if "page" in source and "section" not in source:
                source["section"] = f"p. {source['page']}"
        if self.answers.languages == ["en"]:
            english_alone(record)


def in_file(cell: Cell) -> Keur | str | dict[str, Keur | str]:
    """Return a cell in the form of a record, its numbers marked as thousands."""
    form = write_cell(cell)
    if isinstance(form, dict):
        return {key: Keur(value) if isinstance(value, int) else value for key, value in form.items()}
    return Keur(form) if isinstance(form, int) else form


def read_documents(building: Building, rows: Iterable[Row]) -> None:
    """Add the documents to what the list says of itself."""
    held = building.files.values[INFO].setdefault("documents", [])
    for place, row in enumerate(rows):
        held.append(building.record(DOCUMENTS, row, INFO, ("documents", place)))


def read_conflicts(building: Building, rows: list[Row]) -> None:
    """Make the file of conflicts, when the list gives any."""
    file = "variants/conflicts.yaml"
    if rows:
        building.files.values[file] = [building.record(CONFLICTS, row, file, (at,)) for at, row in enumerate(rows)]


def read_base(building: Building, rows: list[Row], unit: str) -> None:
    """Make the file of the base, when the list gives one."""
    file = "data/base.yaml"
    if not rows:
        return
    lines = [building.record(BASE, row, file, ("lines", at)) for at, row in enumerate(rows)]
    building.files.values[file] = {"unit": unit, "years": list(building.answers.years), "lines": lines}


def note_questions(answers: Answers, files: Files) -> None:
    """Note which answer each field of the catalogue's own record came from."""
    for column in ABOUT.columns:
        if column.key in answers.places and column.path:
            files.put(INFO, column.path, answers.places[column.key])
    for key, path in (
        ("currency", ("unit",)),
        ("languages", ("languages",)),
        ("decision_years", ("decision", "years")),
    ):
        if key in answers.places:
            files.put(INFO, path, answers.places[key])
