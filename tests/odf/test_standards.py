"""
Every document that the calculator writes is one of its standard: ECMA-376 or ODF 1.3, by a validator.

1. Workbook, comparison, form and nota, in both standards, without a finding. 2. The validator sees a document that is
broken, so that no finding means something.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.engine import Package, compose_package
from budget.export import write_comparison, write_workbook
from budget.lists import write_template
from budget.odf import to_ods, to_odt
from dashboard.paper import write_nota
from tests.odf.documents import findings


@pytest.fixture(scope="module")
def small(toy2: Catalogue) -> dict[str, bytes]:
    """A small document of each kind."""
    package = compose_package(toy2, list(toy2.measures)[:2])
    book, nota = write_workbook(package), write_nota(package, "n", "", "nl")
    return {"xlsx": book, "ods": to_ods(book), "docx": nota, "odt": to_odt(nota)}


@pytest.fixture(scope="module")
def chosen(full: Catalogue) -> Package:
    """A package of the invented country with all that a catalogue may have."""
    return compose_package(full, list(full.measures)[::2])


def both(data: bytes, ending: str, folder: Path) -> list[str]:
    """What is found in a document and in the same one as OpenDocument."""
    other, make = ("ods", to_ods) if ending == "xlsx" else ("odt", to_odt)
    return [*findings(data, ending, folder), *findings(make(data), other, folder)]


@pytest.mark.slow
def test_a_workbook_is_one_of_its_standard(chosen: Package, tmp_path: Path) -> None:
    """With its chart, in the other language, with a text that needs escaping."""
    assert both(write_workbook(chosen, "A & <b>", "en", "a\n b  c"), "xlsx", tmp_path) == []


@pytest.mark.slow
def test_a_nota_is_one_of_its_standard(chosen: Package, tmp_path: Path) -> None:
    """With its template's styles, lists and footer."""
    assert both(write_nota(chosen, "A & <b>", "a\n b  c", "nl", "2026-03-04"), "docx", tmp_path) == []


@pytest.mark.slow
def test_a_comparison_and_a_form_are_of_their_standard(chosen: Package, tmp_path: Path) -> None:
    """Neither has what a package's workbook has."""
    assert both(write_comparison([("A", chosen), ("B", chosen)]), "xlsx", tmp_path) == []
    assert both(write_template("2027-2029", "nl"), "xlsx", tmp_path) == []


@pytest.mark.long
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_the_report_gives_is_of_its_standard(catalogue: Catalogue, tmp_path: Path, language: str) -> None:
    """The largest workbook and nota, in both languages."""
    package = compose_package(catalogue, list(catalogue.measures))
    assert both(write_workbook(package, "Alles", language), "xlsx", tmp_path) == []
    assert both(write_nota(package, "Alles", "", language, "2026-03-04"), "docx", tmp_path) == []


def broken(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A document with one part changed."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, change(content) if info.filename == part else content, info.compress_type)
    return stream.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "part", "old", "new"),
    [
        ("xlsx", "xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetDaten/><sheetData>"),
        ("ods", "content.xml", b"<office:spreadsheet>", b'<office:spreadsheet><table:row table:y="1"/>'),
        pytest.param("ods", "styles.xml", b"style:scale-to-X=", b"style:scale-to-Z=", marks=pytest.mark.long),
        pytest.param("odt", "content.xml", b"<office:text>", b"<office:text><text:paragraph/>", marks=pytest.mark.long),
        ("docx", "word/document.xml", b"<w:body>", b"<w:body><w:para/>"),
    ],
)
def test_what_is_broken_is_found(
    small: dict[str, bytes], tmp_path: Path, ending: str, part: str, old: bytes, new: bytes
) -> None:
    """An element or attribute that the standard does not know."""
    assert findings(broken(small[ending], part, lambda content: content.replace(old, new)), ending, tmp_path)
