"""
Reading an .ods that was saved elsewhere: values of every kind, names, and what says that it repeats.

A file may claim a billion rows; none is made that is not asked for.
"""

from __future__ import annotations

import tracemalloc
import zipfile
from datetime import datetime
from io import BytesIO

from budget.odf import SPACES, OdsBook, attributes
from budget.odf.xml import HEAD

CELL = "<table:table-cell {}>{}</table:table-cell>"
CALCEXT = {"xmlns:calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"}


def book(table: str, names: str = "") -> OdsBook:
    """A workbook with one sheet."""
    content = (
        f"{HEAD}<office:document-content{attributes(SPACES | CALCEXT)}><office:body><office:spreadsheet>"
        f'<table:table table:name="Blad 1">{table}</table:table>{names}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", content)
    return OdsBook(stream.getvalue())


def rows(table: str, most: int = 10) -> list[tuple[object, ...]]:
    return list(book(table)["Blad 1"].iter_rows(1, most, 3, values_only=True))


def test_values_of_every_kind() -> None:
    """Numbers whole or not, texts with their spaces and lines, truths, days, errors; a note is no text."""
    told, note = 'office:value-type="{}" office:{}="{}"', "<office:annotation><text:p>n</text:p></office:annotation>"
    cells = [
        (told.format("float", "value", "14"), "", 14),
        (told.format("percentage", "value", "0.5"), "", 0.5),
        (told.format("boolean", "boolean-value", "true"), "", True),
        (told.format("date", "date-value", "2026-11-26"), "", datetime(2026, 11, 26)),  # noqa: DTZ001 - a day
        (told.format("float", "value", "1,5"), "", "1,5"),
        (told.format("string", "string-value", "a"), "<text:p>b</text:p>", "a"),
        (
            'office:value-type="string"',
            note + '<text:p>a<text:s text:c="2"/><text:span>b</text:span><text:tab/></text:p><text:p>c</text:p>',
            "a  b\t\nc",
        ),
        (told.format("string", "string-value", "") + ' calcext:value-type="error"', "<text:p>#N/A</text:p>", "#N/A"),
        ("", "", None),
    ]
    for attributes_, body, value in cells:
        found = rows(f"<table:table-row>{CELL.format(attributes_, body)}</table:table-row>")
        assert found == [(value, None, None)]
        assert type(found[0][0]) is type(value)


def test_what_repeats_is_there_as_often_as_it_is_asked_for() -> None:
    """Cells within a row and rows within a sheet, never further than was asked, and nothing of it is made before."""
    row = '<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
    cell = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'
    assert rows(row.format(rows=2, cell=cell.format(2)) + row.format(rows=1, cell=cell.format(1))) == [
        *[(1, 1, None)] * 2,
        (1, None, None),
    ]
    tracemalloc.start()
    try:
        found = rows("".join(row.format(rows=10**15, cell=cell.format("99999999999")) for _ in range(200)), 5)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert found == [(1, 1, 1)] * 5


def test_names_point_where_they_do_in_an_xlsx() -> None:
    """A cell or a block, its sheet between quotation marks; what is no place is left out."""
    named = '<table:named-range table:name="{}" table:cell-range-address="{}"/>'
    found = book(
        "<table:table-row/>",
        "<table:named-expressions>"
        + named.format("Een", "$'Blad 1'.$B$2")
        + named.format("Blok", "$Blad1.$A$1:.$B$2")
        + named.format("Lang", "$'Blad 1'.$A$1:$'Blad 1'.$B$2")
        + named.format("Weg", "#REF!")
        + "</table:named-expressions>",
    ).defined_names
    assert {name: place.attr_text for name, place in found.items()} == {
        "Een": "'Blad 1'!$B$2",
        "Blok": "'Blad1'!$A$1:$B$2",
        "Lang": "'Blad 1'!$A$1:$B$2",
    }
