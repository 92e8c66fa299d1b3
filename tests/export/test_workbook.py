"""
The workbook as exported: every formula carries the engine's value, text stays text, equal input gives equal bytes.

What happens after an edit is in test_workbook_calc.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from openpyxl.utils import range_boundaries

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import Package, compose_package
from budget.export import write_comparison, write_workbook
from budget.export.sheets.settings import list_choices
from budget.export.text_width import shortened
from budget.export.texts import Texts
from tests.conftest import COLUMNS
from tests.core.test_text import english
from tests.export.workbook_tools import SHEETS, budget_lines, differences, named, open_book, random_packages, results

NASTY = (("=1+1", "+31 6"), ("-5", "@SUM(A1)"), ("https://example.org", '=HYPERLINK("https://example.org")'))


@pytest.fixture(scope="module")
def book(exported: bytes) -> Any:
    """The workbook with its values; the tests only read it."""
    return open_book(exported)


@pytest.fixture(scope="module")
def formulas(exported: bytes) -> Any:
    return open_book(exported, values=False)


# As exported


@pytest.mark.long
@pytest.mark.parametrize(("language", "seed"), [("nl", 7), pytest.param("en", 8, marks=pytest.mark.long)])
def test_every_result_carries_the_engines_value(catalogue: Catalogue, language: str, seed: int) -> None:
    """A previewer that calculates nothing shows the engine's figures."""
    for ids, settings in [*random_packages(catalogue, 2, seed), (list(catalogue.measures), Settings())]:
        package = compose_package(catalogue, ids, settings)
        book = open_book(write_workbook(package, language=language))
        assert differences(results(book, "Controle" if language == "nl" else "Check"), package, language) == []


@pytest.mark.slow
def test_equal_input_gives_equal_bytes(package: Package) -> None:
    """The export has no clock: the only date in it is the catalogue's."""
    assert write_workbook(package, "naam") == write_workbook(package, "naam")


@pytest.mark.slow
def test_the_sheets_stand_in_the_order_of_the_guide(book: Any, package: Package) -> None:
    """The tabs are those that the guide names; in English too they have a name of their own."""
    assert book.sheetnames == SHEETS
    assert len(set(open_book(write_workbook(package, language="en")).sheetnames)) == len(SHEETS)


@pytest.mark.slow
def test_the_choice_lists_every_measure_once_with_one_or_zero(book: Any, formulas: Any, package: Package) -> None:
    """The 1/0 column shows the selection and accepts nothing else."""
    found = {
        id_.value: toggle.value
        for (id_,), (toggle,) in zip(named(book, "Keuze_nr"), named(book, "Keuze_invoer"), strict=True)
    }
    assert found == {id_: int(id_ in package.selection) for id_ in package.catalogue.measures}
    rules = formulas["Keuze"].data_validations.dataValidation
    assert [(rule.type, rule.formula1) for rule in rules] == [("list", '"1,0"')] * 2  # the package, and those beside it


@pytest.mark.slow
def test_the_settings_are_cells_with_validation(formulas: Any, catalogue: Catalogue) -> None:
    """Twelve settings are yellow cells that accept only what the engine accepts."""
    cells = {
        named(formulas, f"Invoer_{choice.name}").coordinate
        for choice in list_choices(Texts("nl"), Settings(), catalogue.frame)
    }
    rules = formulas["Leeswijzer"].data_validations.dataValidation
    assert {str(rule.sqref) for rule in rules} == cells
    assert len(cells) == 12


@pytest.mark.slow
def test_no_formula_holds_an_amount(formulas: Any) -> None:
    """Formulas use names; the only digits in them are 0, references and names."""
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    bare = re.sub(
                        r'"[^"]*"', "", re.sub(r"'[^']*'!|\b[A-Za-zË_]+_\w+|\$?[A-Z]{1,3}\$?\d+", "", cell.value)
                    )
                    assert set(re.findall(r"\d+", bare)) <= {"0"}, f"{sheet.title}!{cell.coordinate}: {cell.value}"


@pytest.mark.slow
def test_nothing_is_merged_and_the_heads_of_tables_are_unique(formulas: Any) -> None:
    """Merged cells and repeated heads break sorting, filtering and screen readers."""
    for sheet in formulas:
        assert not sheet.merged_cells.ranges
        for table in sheet.tables.values():
            heads = [column.name for column in table.tableColumns]
            assert all(heads)
            assert len(set(heads)) == len(heads)
            first = sheet[table.ref][0]
            assert [cell.value for cell in first] == heads


@pytest.mark.slow
def test_every_sheet_prints_on_a4_landscape_with_a_footer(formulas: Any, catalogue: Catalogue) -> None:
    """A page has the package, the catalogue's version and date, and its number; its columns fit on one page."""
    for sheet in formulas:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert "JenV −20%" in sheet.oddFooter.left.text
        assert f"catalogus {catalogue.info.version} van {catalogue.info.date}" in sheet.oddFooter.center.text
    assert all(sheet.freeze_panes for sheet in formulas if sheet.title != "Leeswijzer")
    assert all(sheet.print_title_rows for sheet in formulas if sheet.title != "Leeswijzer")


@pytest.mark.slow
def test_workings_are_left_out_of_print(formulas: Any) -> None:
    """Of sheets of workings only the head is printed, and of Keuze and Effecten no helper column."""
    for name in ("Posten", "Rekenblad aannames", "Overlap", "Lange tabel"):
        assert formulas[name].print_area.endswith("$3")
    for name, helper in (("Keuze", "Telt"), ("Effecten", "Gedrukt 2021")):
        sheet = formulas[name]
        table = next(iter(sheet.tables.values()))
        heads = {cell.value: cell.column for cell in sheet[table.ref][0]}
        assert range_boundaries(sheet.print_area.split("!")[1].replace("$", ""))[2] == heads[helper] - 1


@pytest.mark.slow
def test_sheets_with_figures_carry_the_legend_of_signs(book: Any) -> None:
    """Whoever sees one sheet knows the unit and what plus and minus mean."""
    for sheet in book:
        shown = " ".join(str(row[0]) + str(row[2:]) for row in sheet.iter_rows(values_only=True))
        assert (
            "saldoverslechterend" in shown
            if sheet.title == "Leeswijzer"
            else "saldoverslechterend" in sheet["A2"].value
        )


@pytest.mark.slow
def test_an_english_workbook_says_nothing_in_dutch(package: Package) -> None:
    """All that workbook and comparison translate is in English, heads of tables and names of sheets too."""
    known = english()
    for data in (write_workbook(package, "x", "en"), write_comparison([("x", package), ("y", package)], "en")):
        book = open_book(data, values=False)
        cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
        shown = {text for text in (*cells, *book.sheetnames) if isinstance(text, str)}
        own = {*known.values(), *book.defined_names, *budget_lines(package.catalogue)}
        assert (shown & set(known)) - own == set()


@pytest.mark.slow
def test_the_chart_has_an_alternative_text(exported: bytes) -> None:
    """A screen reader says what the chart shows and where its figures are."""
    with zipfile.ZipFile(BytesIO(exported)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert re.search(r'descr="Kolomgrafiek[^"]+tabel', drawing)


@pytest.mark.slow
def test_the_document_properties_are_set(book: Any, catalogue: Catalogue) -> None:
    """The file names its package and subject; its date is the catalogue's."""
    assert book.properties.title == "JenV −20%"
    assert book.properties.creator
    assert f"{book.properties.created:%Y-%m-%d}" == catalogue.info.date
    found = {prop.name: prop.value for prop in book.custom_doc_props.props}
    assert found == {"format": "workbook-3", "catalogue": "bmh-14", "catalogue-version": catalogue.info.version}
    assert (named(book, "Catalogus_id").value, named(book, "Catalogus_versie").value) == (
        "bmh-14",
        catalogue.info.version,
    )


@pytest.mark.slow
@pytest.mark.parametrize("texts", NASTY)
def test_text_that_looks_like_a_formula_stays_text(package: Package, texts: tuple[str, str]) -> None:
    """A name or note from outside is shown, never calculated and never a link."""
    book = open_book(write_workbook(package, name=texts[0], description=texts[1]), values=False)
    for name, text in zip(("Pakket_naam", "Pakket_omschrijving"), texts, strict=True):
        cell = named(book, name)
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)
    assert all(cell.data_type == "s" for sheet in book for cell in (sheet["A1"],))


@pytest.mark.slow
def test_an_ampersand_in_the_name_stays_an_ampersand_in_the_footer(package: Package) -> None:
    """An ampersand starts a code in a footer, so it is doubled; a long name is cut before Excel refuses it."""
    with zipfile.ZipFile(BytesIO(write_workbook(package, name="&R" + "x" * 300))) as archive:
        footer = re.search(r"<oddFooter>(.*?)</oddFooter>", archive.read("xl/worksheets/sheet1.xml").decode())
    assert footer is not None
    assert "&amp;&amp;R" in footer[1]
    assert len(footer[1]) < 255


@pytest.mark.slow
def test_open_cells_stand_in_columns_of_their_own(book: Any, catalogue: Catalogue) -> None:
    """An amount column holds numbers only; an open cell is empty there and has its sign in the column beside."""
    for (id_,), amounts, marks in zip(*(named(book, n) for n in ("Eff_nr", "Eff_bedragen", "Eff_tekens")), strict=True):
        opened = catalogue.open_columns(catalogue.measures[id_.value])
        for column, amount, mark in zip(COLUMNS, amounts, marks, strict=True):
            assert (amount.value is None) == (column in opened)
            assert (mark.value in {"+", "-", "?"}) == (column in opened)


@pytest.mark.parametrize("count", [0, 1, 5])
@pytest.mark.slow
def test_a_comparison_takes_two_to_four_packages(package: Package, count: int) -> None:
    """Fewer is no comparison, more does not fit on a page."""
    with pytest.raises(ValueError, match="2 to 4"):
        write_comparison([("a", package)] * count)


@pytest.mark.slow
def test_packages_of_one_name_stay_apart_in_a_comparison(package: Package) -> None:
    """A letter before each name keeps the heads of the table unique."""
    book = open_book(write_comparison([("zelfde", package), ("zelfde", package)], "en"))
    assert book.sheetnames == ["Comparison", "Measures", "Bridge"]


@pytest.mark.slow
def test_every_place_has_its_page_and_link(formulas: Any, catalogue: Catalogue) -> None:
    """The amounts of a posting stand where the record says; a place in a document with an address links to its page."""
    rows = [row for row in formulas["Bronnen"].iter_rows(min_row=6) if row[2].value == "Bedrag van de post"]
    postings = [(measure, posting) for measure in catalogue.measures.values() for posting in measure.postings]
    urls = {document.id: document.url for document in catalogue.info.documents}
    for row, (measure, posting) in zip(rows, postings, strict=True):
        source = measure.amount_source(posting)
        page = "" if source is None or source.page is None else f", p. {source.page}"
        assert (row[0].value, row[4].value) == (measure.id, f"{source}{page}" if source else None)
        url = urls[source.document] if source else None
        expected = f"{url}#page={source.page}" if url and source and source.page else url
        link = row[6].hyperlink
        opened = link and (f"{link.target}#{link.location}" if link.location else link.target)
        assert (opened, row[6].value) == (expected, shortened(str(expected), 39.5) if expected else None)
