"""Forms that tests fill in: a blank one with answers and rows, by the keys of questions and columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from budget.core import translate
from budget.lists import write_template
from budget.lists.columns import SHEETS, Column
from budget.lists.questions import ABOUT
from budget.lists.words import plain_word

ANSWERS: dict[str, str] = {
    "id": "spending-options",
    "version": "1.0.0",
    "date": "2026-12-01",
    "languages": "English",
    "title_en": "Options for reducing the deficit",
    "short_en": "Options",
    "source_title": "Options for Reducing the Deficit (2026)",
    "ministry_en": "Budget Office",
    "years": "2027-2030",
    "structural_en": "ten years",
    "structural_short_en": "10 y",
    "scale": "billion",
    "currency": "USD",
    "currency_word": "dollar",
    "sign": "a saving is positive",
    "decimal": "point",
    "price_level_en": "not stated",
    "decision_date": "2026-10-01",
    "decision_years": "2027",
    "overlaps": "not assessed",
    "overlap_note_en": "Nobody looked.",
}
"""A list unlike the report in every answer, after the form in which another country's budget office gives options."""

DOCUMENT = {"id": "options", "title": "Options for Reducing the Deficit"}
MEASURES = (
    {"variant": "Mandatory", "id": "1.10", "title": "Lower a subsidy", "chapter": "Agriculture", "effects:2027": 0.7,
     "effects:2028": 1.25, "effects:2029": "0.5…2.25", "effects:2030": "PM", "effects:structural": "20+PM", "page": 12},
    {"variant": "Mandatory", "id": "1.2", "title": "Raise a fee", "chapter": "Transport", "direction": "saving",
     "tax": "yes", "effects:2027": "≥0.1", "effects:2028": "+", "effects:2029": -0.3, "effects:2030": 0,
     "structural_year": "after 2030"},
    {"variant": "Discretionary", "id": "2.1", "title": "Build less", "chapter": "Defense", "effects:2030": "1.5-2.5"},
)  # fmt: skip

Rows = Sequence[Mapping[str, Any]]


def _place(sheet: Any, title: str, column: bool) -> int:
    """The number of the column, or row, under this heading of the form in English."""
    heads = sheet[1] if column else sheet["A"]
    return next(at for at, cell in enumerate(heads, 1) if plain_word(str(cell.value)) == plain_word(title))


def _title(columns: Sequence[Column], key: str) -> str:
    name = key.rsplit(":", maxsplit=1)[-1]
    found = next((column for column in columns if column.key == key), None)
    return name if found is None else translate(found.title, "en")


def filled(answers: Mapping[str, str | None] | None = None, **rows: Rows) -> bytes:
    """A form in English for 2027-2030, filled in; without rows with the measures and document above."""
    book = load_workbook(BytesIO(write_template("2027-2030", "en")))
    about = book[translate(ABOUT.title, "en")]
    for key, answer in (ANSWERS | dict(answers or {})).items():
        about.cell(_place(about, _title(ABOUT.columns, key), column=False), 2).value = answer
    held: dict[str, Rows] = {"measures": MEASURES, "documents": (DOCUMENT,), **rows}
    for sheet in SHEETS:
        page = book[translate(sheet.title, "en")]
        for number, row in enumerate(held.get(sheet.key, ()), 3):
            for key, value in row.items():
                page.cell(number, _place(page, _title(sheet.columns, key), column=True)).value = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
