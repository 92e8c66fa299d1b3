"""
Forms that a stranger made: each ends in one error that says what is wrong, or is read as what it shows.

1. Bombs and macros are refused before anything is parsed. 2. A text that looks like a formula or a link stays text.
"""

from __future__ import annotations

import datetime
import random
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from budget.core import FaultsError
from budget.core.messages import templates
from budget.lists import open_own_list, read_list
from fuzz.bombs import all_bombs, rezip, unzip
from tests.lists.forms import MEASURES, filled

HARMLESS = {
    "texts", "as-many-texts-as-allowed", "one-text-of-many", "as-many-styles-as-allowed", "names", "whole-sheets",
}  # fmt: skip
"""Bombs that stay within the limits and stand beside what a form reads: the list opens."""


def edited(change: Any) -> bytes:
    """A sound form after a change to its book."""
    book = load_workbook(BytesIO(filled()))
    change(book)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def outcome(data: bytes, name: str) -> list[str]:
    """The codes of what is wrong with a form; nothing for a sound one, which no bomb is."""
    try:
        open_own_list(data, name, ())
    except FaultsError as error:
        return [fault.message.code for fault in error.faults]
    return []


def test_macros_are_refused() -> None:
    """A part with macros, whatever the name of the file says."""
    parts = unzip(filled()) | {"xl/vbaProject.bin": b"macro"}
    with pytest.raises(FaultsError) as refused:
        read_list(rezip(parts), "list.xlsx")
    assert refused.value.faults[0].message.code == "workbook_with_macros"


@pytest.mark.long
def test_bombs_are_refused() -> None:
    """Each bomb built on a sound form is refused in words, as in a workbook: in a sheet that is read."""
    first_sheet_is_read = edited(lambda book: book.remove(book["Explanation"]))
    assert outcome(first_sheet_is_read, "sound.xlsx") == []
    bombs = [(name, data) for name, data in all_bombs(first_sheet_is_read) if name.endswith(".xlsx")]
    assert len(bombs) > 20
    outcomes = {name: outcome(data, name) for name, data in bombs}
    assert {name.removesuffix(".xlsx") for name, codes in outcomes.items() if not codes} == HARMLESS


def test_texts_stay_texts() -> None:
    """A title in the form of a formula, and an address behind a cell, are read as what they show."""

    def change(book: Any) -> None:
        cell = book["Measures"]["C3"]
        cell.value, cell.data_type = "=1+1", "s"
        book["Measures"]["C4"].hyperlink = "https://example.org/elsewhere"

    measures = open_own_list(edited(change), "list.xlsx", ()).catalogue.measures
    assert [measures[id_].title.nl for id_ in ("1.10", "1.2")] == ["=1+1", "Raise a fee"]


def test_a_range_that_a_program_made_a_date_is_told() -> None:
    """10-25 typed as the month of a year is no amount."""
    with pytest.raises(FaultsError) as refused:
        read_list(filled(measures=[MEASURES[0] | {"effects:2027": datetime.date(2025, 10, 1)}]), "list.xlsx")
    (fault,) = refused.value.faults
    assert (fault.message.code, fault.field) == ("form_amount_expected", "Measures!H3 (2027)")


@pytest.mark.parametrize("text", ["\u202eabc", "\u200b"])
def test_signs_that_nobody_sees_are_refused(text: str) -> None:
    """As in every text that a person gives, told at the cell."""
    with pytest.raises(FaultsError) as refused:
        read_list(filled(measures=[MEASURES[0] | {"theme": text}]), "list.xlsx")
    assert [fault.field for fault in refused.value.faults] == ["Measures!G3 (theme)"]


CODES = {code for _, code in templates("nl")}
JUNK = (
    None, "", " ", "-", "+", "PM", "10-25", "1.250", "1,5", 0, 1.5, -3, 1e300, True, "EXAMPLE", "=1+1", "x" * 300,
    "a/b", "|", ", | ,", "2027-2031", datetime.date(2027, 1, 1), datetime.time(1, 2), "nl", "yes", "1.10", "Mandatory",
    "options", "p. 3", "…", "≥", "5…2", "'", '"', "{}", "[]", "null", "CON", "..", "A.", "é",
)  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6))
def test_a_form_full_of_anything_is_read_or_told(seed: int) -> None:
    """A few cells of a sound form, headings and answers too, hold anything at all: faults in words, or a list."""
    chance = random.Random(seed)
    for _ in range(20):

        def change(book: Any) -> None:
            for _ in range(chance.choice((1, 1, 2, 5, 30))):
                sheet = book[chance.choice(book.sheetnames[1:])]
                cell = sheet.cell(chance.randint(1, 8 if sheet.title != "List" else 31), chance.randint(1, 16))
                cell.value = chance.choice(JUNK)

        for code in outcome(edited(change), "list.xlsx"):
            assert code in CODES
