"""Read a filled form as a catalogue: every fault at once, each at its sheet, row and column."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from budget.catalogue import Catalogue, parse_yaml
from budget.core import FaultsError, Message, translate
from budget.lists import words
from budget.lists.about import Answers, answers_of, info_of, read_about
from budget.lists.amounts import decimal_sign
from budget.lists.columns import BASE, CHAPTERS, CONFLICTS, DOCUMENTS, FACTS, MEASURES, READINGS, SHEETS, Sheet
from budget.lists.folder import check_files, install
from budget.lists.opened import Sheets, open_csv, open_workbook
from budget.lists.parts import read_measures
from budget.lists.questions import ABOUT
from budget.lists.records import INFO, Building, Files, note_questions, read_base, read_conflicts, read_documents
from budget.lists.table import Amounts, Log, Row, read_table


@dataclass(frozen=True)
class Call:
    """
    What the caller says of a CSV file beside what stands in it.

    `about` is the name and text of the YAML file with the answers, `delimiter` ; or , and `decimal` the sign in amounts, , or a point.
    """

    about: tuple[str, str] | None = None
    delimiter: str | None = None
    decimal: str | None = None


NO_CALL: Final = Call()


@dataclass(frozen=True)
class ReadList:
    """A list that was read and found sound: its catalogue, in memory, and the files that it is written as."""

    catalogue: Catalogue
    values: dict[str, Any]

    @property
    def id(self) -> str:
        """The id of the list."""
        return self.catalogue.info.id

    def install(self, folder: Path) -> Catalogue:
        """Write the catalogue into a folder that is not there or empty; raises FaultsError."""
        return install(self.values, folder)


def read_list(data: bytes, name: str, call: Call = NO_CALL) -> ReadList:
    """
    Read a workbook or, by its name, a CSV file; raises FaultsError with every fault.

    Faults across records (a conflict that names no measure) are told when each record by itself is sound.
    """
    log = Log(name)
    sheets = open_csv(data, log, call.delimiter) if name.lower().endswith(".csv") else open_workbook(data, log)
    answers = _answers(sheets, log, call)
    rows = {sheet.key: _rows(sheet, sheets, answers, log) for sheet in SHEETS}
    answers = _with_decimal(answers, rows[MEASURES.key] + rows[READINGS.key] + rows[BASE.key], call)
    files = _files(answers, rows, log)
    if not answers.years:
        raise FaultsError(name, log.faults)
    return ReadList(check_files(files, log), files.values)


def _answers(sheets: Sheets, log: Log, call: Call) -> Answers:
    """Return the answers on the list itself; without any the file cannot be read further."""
    if call.about is not None:
        name, text = call.about
        file, faults = parse_yaml(text, name)
        if file is None:
            raise FaultsError(name, faults)
        own = Log(name)
        answers = answers_of(file, own)
        log.faults += own.faults
        log.places |= own.places
        return answers
    title, grid = sheets.get(ABOUT.key, (ABOUT.title, []))
    if not grid:
        _missing_sheet(ABOUT, log)
        raise FaultsError(log.file, log.faults)
    return read_about(title, grid, log)


def _missing_sheet(sheet: Sheet, log: Log) -> None:
    log.whole(Message("form_sheet_missing", sheet=words.both(sheet.title)))


def _rows(sheet: Sheet, sheets: Sheets, answers: Answers, log: Log) -> list[Row]:
    """Return the rows of a sheet; a fault when a needed one is missing or empty."""
    title, grid = sheets.get(sheet.key, (sheet.title, []))
    named: dict[str, tuple[str, ...]] = dict.fromkeys(answers.years, ())
    if sheet is not BASE:
        own = filter(None, map(answers.text, ("structural_nl", "structural_en")))
        named["structural"] = (words.STRUCTURAL, translate(words.STRUCTURAL, "en"), *own)
    rows = read_table(sheet, title, grid, Amounts(named), log) if answers.years else []
    if sheet.needed and not rows and answers.years:
        _missing_sheet(sheet, log)
    return rows


def _with_decimal(answers: Answers, rows: list[Row], call: Call) -> Answers:
    """Settle the decimal sign of amounts in texts: as called, as answered, or the only one that they can have."""
    texts = [v for row in rows for key, v in row.cells.items() if ":" in key and isinstance(v, str)]
    sign = call.decimal or answers.text("decimal") or decimal_sign(texts)
    return Answers(answers.values | {"decimal": sign}, answers.places)


def _files(answers: Answers, rows: dict[str, list[Row]], log: Log) -> Files:
    files = Files({INFO: info_of(answers)})
    note_questions(answers, files)
    building = Building(answers, log, files)
    read_documents(building, rows[DOCUMENTS.key])
    extra = {"readings": rows[READINGS.key], "facts": rows[FACTS.key]}
    read_measures(building, rows[MEASURES.key], rows[CHAPTERS.key], extra)
    read_conflicts(building, rows[CONFLICTS.key])
    read_base(building, rows[BASE.key], files.values[INFO]["unit"]["id"])
    return files
