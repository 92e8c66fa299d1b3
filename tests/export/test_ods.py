"""
The workbook as OpenDocument: sheets, formulas, values, inputs and checks of the .xlsx, without an office program.

1. Each cell, formula, name, list of values and protection of the .xlsx is there. 2. LibreOffice recalculates each
formula cell to what it makes of the .xlsx, and to the engine's value under any choice. 3. It comes back as the .xlsx
does, as written and as LibreOffice saves it. 4. LibreOffice shows the same before it calculates anything.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from budget.catalogue import Catalogue
from budget.engine import Package, compose_package
from budget.export import read_workbook, write_comparison, write_ods, write_ods_comparison, write_workbook
from budget.odf import OdsBook, tag, to_ods, translate
from tests.calc import CSV, ODS, Calc
from tests.export.workbook_tools import (
    alike,
    condemned,
    csv_errors,
    csv_results,
    csv_sheets,
    differences,
    flip,
    open_book,
    random_packages,
)

NUMBER = re.compile(r"-?\d+[.]?\d*(E[+-]?\d+)?~?")
TABLE, STYLE = tag("table:"), tag("style:")


@pytest.fixture(scope="module")
def full_package(full: Catalogue) -> Package:
    """A package of the invented country with all that a catalogue may have."""
    return compose_package(full, list(full.measures)[::2])


@pytest.fixture(scope="module")
def written(full_package: Package) -> tuple[bytes, bytes]:
    """The package as .xlsx and as .ods."""
    return write_workbook(full_package, "Proef", "nl", "Eén\ntwee"), write_ods(full_package, "Proef", "nl", "Eén\ntwee")


def content_of(data: bytes, part: str = "content.xml") -> Any:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(part))


def spread(ods: bytes) -> dict[str, dict[tuple[int, int], Any]]:
    """The cells of each sheet that hold anything, by row and column from 1."""
    found: dict[str, dict[tuple[int, int], Any]] = {}
    for table in content_of(ods).iter(f"{TABLE}table"):
        cells = found.setdefault(table.get(f"{TABLE}name"), {})
        row = 0
        for node in table.iter(f"{TABLE}table-row"):
            column = 0
            for cell in node:
                if len(cell.attrib) > 1 and len(cell) + len(cell.attrib) > 1:
                    cells[row + 1, column + 1] = cell
                column += int(cell.get(f"{TABLE}number-columns-repeated", "1"))
            row += int(node.get(f"{TABLE}number-rows-repeated", "1"))
    return found


@pytest.mark.slow
def test_every_cell_is_there(written: tuple[bytes, bytes]) -> None:
    """Formula, value and place of each cell of each sheet, and each name."""
    xlsx, ods = written
    formulas, values, there = open_book(xlsx, values=False), open_book(xlsx), spread(ods)
    book = OdsBook(ods)
    assert book.sheetnames == formulas.sheetnames == list(there)
    counted = 0
    for sheet in formulas:
        shown = list(book[sheet.title].iter_rows(1, sheet.max_row, sheet.max_column, values_only=True))
        for row in sheet.iter_rows():
            for cell in row:
                value = values[sheet.title][cell.coordinate].value
                assert shown[cell.row - 1][cell.column - 1] == (None if value == "" else value), cell
                if cell.data_type == "f":
                    counted += 1
                    assert (
                        there[sheet.title][cell.row, cell.column].get(f"{TABLE}formula")
                        == f"of:{translate(cell.value)}"
                    )
    assert counted > 1500
    assert (
        sum(cell.get(f"{TABLE}formula") is not None for cells in there.values() for cell in cells.values()) == counted
    )
    areas = {name: place.attr_text for name, place in book.defined_names.items()}
    assert {name: area.replace("'", "") for name, area in areas.items()} == {
        name: place.attr_text.replace("'", "") for name, place in formulas.defined_names.items()
    }


@pytest.mark.slow
def test_inputs_are_free_and_everything_else_is_not(written: tuple[bytes, bytes]) -> None:
    """Each sheet is protected without a password; each input of the .xlsx is free, with the same list of values."""
    xlsx, ods = written
    book, content, cells = open_book(xlsx, values=False), content_of(ods), spread(ods)
    assert all(table.get(f"{TABLE}protected") == "true" for table in content.iter(f"{TABLE}table"))
    assert not list(content.iterfind(f".//{TABLE}table[@{TABLE}protection-key]"))
    free = {
        node.get(f"{STYLE}name")
        for node in content.iter(f"{STYLE}style")
        if any(part.get(f"{STYLE}cell-protect") == "none" for part in node)
    }
    for sheet in book:
        open_cells = {(c.row, c.column) for row in sheet.iter_rows() for c in row if not c.protection.locked}
        assert open_cells == {at for at, c in cells[sheet.title].items() if c.get(f"{TABLE}style-name") in free}
        ruled = {
            (row, column)
            for rule in sheet.data_validations.dataValidation
            for area in rule.sqref.ranges
            for row, column in area.cells
        }
        assert ruled == {at for at, c in cells[sheet.title].items() if c.get(f"{TABLE}content-validation-name")}
    conditions = [node.get(f"{TABLE}condition") for node in content.iter(f"{TABLE}content-validation")]
    assert 'of:cell-content-is-in-list("1";"0")' in conditions
    assert any("cell-content-is-between(" in condition for condition in conditions)


@pytest.mark.slow
def test_equal_input_gives_equal_bytes(written: tuple[bytes, bytes]) -> None:
    """Nothing depends on the clock; the kind stands first, unpacked."""
    xlsx, ods = written
    assert to_ods(xlsx) == ods
    assert ods[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.slow
def test_it_comes_back_as_it_went(full: Catalogue, full_package: Package, written: tuple[bytes, bytes]) -> None:
    """Choice, settings, name and description, without a warning: each result is the engine's."""
    back = read_workbook(written[1], full, "proef.ods")
    assert back.draft == read_workbook(written[0], full).draft
    assert (back.draft.measures, back.draft.description, back.warnings) == (full_package.selection, "Eén\ntwee", ())


def test_a_comparison_is_there_too(full_package: Package, full: Catalogue) -> None:
    """In the other language, with each sheet of the .xlsx."""
    pair = [("Een", full_package), ("", compose_package(full, []))]
    ods = write_ods_comparison(pair, "en")
    assert OdsBook(ods).sheetnames == open_book(write_comparison(pair, "en")).sheetnames
    assert content_of(ods, "meta.xml").findtext(".//{http://purl.org/dc/elements/1.1/}language") == "en-GB"


@pytest.mark.long
def test_calc_makes_the_same_of_both(
    soffice: Calc, tmp_path: Path, written: tuple[bytes, bytes], full: Catalogue
) -> None:
    """Recalculated, each formula cell is what the .xlsx has and carries; saved again by Calc, the .ods comes back."""
    xlsx, ods = written
    found = recalculated(soffice, tmp_path, xlsx, ods)
    assert unlike(found["xlsx"], found["ods"], open_book(xlsx, values=False)) == []
    assert unlike(open_book(xlsx), found["xlsx"], open_book(xlsx, values=False)) == []
    (again,) = soffice.calculate(tmp_path, {"again": ods}, ODS, "ods").values()
    back = read_workbook(again.read_bytes(), full, "again.ods")
    assert (back.draft, back.warnings) == (read_workbook(xlsx, full).draft, ())


def recalculated(soffice: Calc, folder: Path, xlsx: bytes, ods: bytes) -> dict[str, Any]:
    """Both workbooks as Calc recalculates them."""
    found = {}
    for ending, data in (("xlsx", xlsx), ("ods", ods)):
        place = folder / ending
        place.mkdir()
        (path,) = soffice.calculate(place, {"book": data}, ending=ending).values()
        found[ending] = openpyxl.load_workbook(path, data_only=True)
    return found


def unlike(one: Any, other: Any, formulas: Any) -> list[str]:
    """The formula cells that two recalculated workbooks do not agree on; one must hold as many as were written."""
    cells = [
        (sheet.title, cell.coordinate)
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert len(cells) > 1000
    pairs = ((place, one[place[0]][place[1]].value, other[place[0]][place[1]].value) for place in cells)
    return [f"{sheet}!{at}: {a!r} {b!r}" for (sheet, at), a, b in pairs if not alike(a, "" if b is None else b)]


@pytest.mark.long
def test_the_reports_workbook_recalculates_alike(soffice: Calc, tmp_path: Path, exported: bytes) -> None:
    """Fifteen thousand formula cells, with dials and the chain."""
    found = recalculated(soffice, tmp_path, exported, to_ods(exported))
    assert unlike(found["xlsx"], found["ods"], open_book(exported, values=False)) == []
    assert unlike(open_book(exported), found["xlsx"], open_book(exported, values=False)) == []


@pytest.mark.long
@pytest.mark.parametrize("country", ["report", "toy2"])
def test_any_choice_gives_the_engines_figures(
    soffice: Calc, tmp_path: Path, catalogue: Catalogue, toy2: Catalogue, country: str
) -> None:
    """Toggles and settings typed into the .ods, all cached values stale: every result as the engine's."""
    chosen = {"report": catalogue, "toy2": toy2}[country]
    exported = write_workbook(compose_package(chosen, []))
    cases = [*random_packages(chosen, 12, 47)]
    files = {f"case{at}": to_ods(flip(exported, chosen, ids, settings)) for at, (ids, settings) in enumerate(cases)}
    faults = []
    for name, path in soffice.calculate(tmp_path, files, CSV, "ods").items():
        ids, settings = cases[int(name.removeprefix("case"))]
        sheets = csv_sheets(path)
        found = differences(csv_results(sheets["Controle"]), compose_package(chosen, ids, settings))
        faults += [f"{name}: {fault}" for fault in [*found, *csv_errors(sheets), *condemned(sheets)]]
    assert faults == []


@pytest.mark.calc
def test_its_values_are_there_before_anything_is_calculated(
    written: tuple[bytes, bytes], soffice: Calc, tmp_path: Path
) -> None:
    """
    For a user LibreOffice trusts an .ods: each verdict, bound and status is there then, and no 0 in its place.

    Of an empty text it makes a 0 where the row ends; the format of those cells hides it.
    """
    found = []
    for afresh in (True, False):
        calc = replace(soffice, profiles=soffice.profiles if afresh else tmp_path / "user", afresh=afresh)
        place = tmp_path / str(afresh)
        place.mkdir()
        found.append(csv_sheets(calc.calculate(place, {"one": written[1]}, CSV, "ods")["one"]))
    book, seen, shown = open_book(written[0]), 0, []
    for name, sheet in found[0].items():
        for row, (now, trusted) in enumerate(zip(sheet, found[1][name], strict=True), start=1):
            for column, pair in enumerate(zip(now, trusted, strict=False), start=1):
                seen += 1
                hidden = pair == ("", "0") and book[name].cell(row, column).number_format == "0;-0;"
                if pair[0] != pair[1] and not hidden and not all(map(NUMBER.fullmatch, pair)):
                    shown.append(f"{name} {row} {column}: {pair}")
    assert shown == []
    assert seen > 2000
