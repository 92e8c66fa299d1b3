"""
Files say that overlaps were not judged in full.

1. CSV, workbook and comparison give the note or its short form, and what is met is "met, if nothing overlaps".
2. A workbook reads back as before.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budget.catalogue import Catalogue, load_catalogue
from budget.engine import compose_package
from budget.export import read_workbook, write_comparison, write_csv, write_workbook
from tests.conftest import UNJUDGED_NOTES

SAID = {
    "nl": ("niet volledig beoordeeld", "gehaald, als niets overlapt", UNJUDGED_NOTES[0]),
    "en": ("not fully judged", "met, if nothing overlaps", UNJUDGED_NOTES[1]),
}
MEETS = ("A.2",)


@pytest.fixture(scope="module")
def country(unjudged_folder: Path) -> Catalogue:
    return load_catalogue(unjudged_folder)


def texts_of(data: bytes) -> dict[str, str]:
    """All texts of each sheet of a workbook, as it is shown before anything calculates."""
    book: Any = load_workbook(BytesIO(data), data_only=True)
    return {sheet.title: "\n".join(str(c.value) for row in sheet for c in row if c.value) for sheet in book}


@pytest.mark.parametrize("language", SAID)
def test_csv_says_it(country: Catalogue, language: str) -> None:
    """A line of its own gives the note; a verdict is met if nothing overlaps."""
    text = write_csv(compose_package(country, MEETS), "Proef", language).decode("utf-8-sig")
    assert all(word in text for word in SAID[language])


@pytest.mark.slow
@pytest.mark.parametrize("language", SAID)
def test_a_workbook_says_it_on_every_sheet_with_amounts(country: Catalogue, language: str) -> None:
    """The guide gives the note, the legend of each other sheet its short form; verdicts as in CSV. It reads back."""
    package = compose_package(country, MEETS)
    data = write_workbook(package, name="Proef", language=language)
    sheets = texts_of(data)
    short, unless, note = SAID[language]
    guide, *others = sheets.values()
    assert note in guide
    assert unless in guide
    assert sum(short in text for text in others) >= len(others) - 1
    assert any(unless in text for text in others)
    assert read_workbook(data, country, "proef.xlsx").draft.measures == MEETS


def test_a_comparison_says_it(country: Catalogue) -> None:
    """The short form stands in the legend, the verdicts are conditional."""
    packages = [(name, compose_package(country, ids)) for name, ids in (("A", MEETS), ("B", ("A.1",)))]
    text = "\n".join(texts_of(write_comparison(packages)).values())
    assert all(word in text for word in SAID["nl"][:2])
