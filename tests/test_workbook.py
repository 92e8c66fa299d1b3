"""
The workbook: its cells equal the engine's, as exported and after Calc has recalculated an edited one.

1. Every formula carries the engine's value. 2. After flipping toggles and settings, every total, target, verdict and
ODA cell equals the engine's, to the thousand euro. 3. No formula gives an error. 4. Text stays text. 5. Equal input
gives equal bytes.
"""

from __future__ import annotations

import csv
import itertools
import random
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest

from budget.load import Catalogue
from budget.money import COLUMNS
from budget.package import Package, compose_package
from budget.settings import DECISION_YEARS, Basis, Ceiling, OdaRules, Scope, Settings
from budget.workbook import result_values, write_comparison, write_workbook
from budget.workbook_guide import list_choices
from budget.workbook_texts import Texts
from tests.conftest import ALWAYS_RECALCULATE, CALC_SECONDS

SHEETS = ["Leeswijzer", "Keuze", "Effecten", "Posten", "Grondslag en doel", "ODA", "Conflicten", "Bronnen", "Controle"]
NASTY = ("=1+1", "+31 6", "-5", "@SUM(A1)", "https://example.org", '=HYPERLINK("https://example.org")')
SHARES = (None, 0, 537, 1000)
RANDOM_SELECTIONS = 20
CALC_FILTER = "xlsx:Calc MS Excel 2007 XML"
CSV_FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
"""Every sheet as CSV with plain values: the quickest way to see what Calc makes of a workbook."""
ERRORS = re.compile(r"^(#(NAME|REF|VALUE|DIV/0|N/A|NULL|NUM)[?!]?|Err:\d+)")


def open_book(data: bytes, values: bool = True) -> Any:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def named(book: Any, name: str) -> Any:
    """The cell or rows of cells behind a name."""
    sheet, area = next(iter(book.defined_names[name].destinations))
    return book[sheet][area]


def results(book: Any, sheet: str = "Controle") -> dict[str, list[Any]]:
    """The live six cells of every result, by key, as the sheet for checking shows them."""
    rows = book[sheet].iter_rows(values_only=True)
    found: dict[str, list[Any]] = {}
    started = False
    for row in rows:
        started = started or row[1] in {"Sleutel", "Key"}
        if started and row[1] in {None, ""} and row[0] is None:
            break
        if started and row[1] not in {"Sleutel", "Key"}:
            found[row[1]] = list(row[8:14])
    return found


def differences(found: Mapping[str, Sequence[Any]], package: Package, language: str = "nl") -> list[str]:
    """Where the sheet and the engine disagree."""
    expected = result_values(package, language)
    assert set(found) == set(expected)
    return [
        f"{key} {column}: sheet {cell!r}, engine {value!r}"
        for key, values in expected.items()
        for column, cell, value in zip(COLUMNS, found[key], values, strict=True)
        if not same(cell, value)
    ]


def same(cell: object, value: object) -> bool:
    if isinstance(value, int | float) and isinstance(cell, int | float):
        return abs(cell - value) < (1e-9 if isinstance(value, float) else 1e-6)
    return (cell or "") == value if isinstance(value, str) else cell == value


def errors(book: Any) -> list[str]:
    return [
        f"{sheet.title}!{cell.coordinate}: {cell.value}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and (cell.data_type == "e" or ERRORS.match(cell.value))
    ]


@cache
def input_cells(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """Where the toggles stand, by id, and the settings, by name."""
    book = open_book(data)
    ids = [cell.value for (cell,) in named(book, "Keuze_nr")]
    toggles = [cell.coordinate for (cell,) in named(book, "Keuze_aan")]
    names = [choice.name for choice in list_choices(Texts("nl"), Settings())]
    return dict(zip(ids, toggles, strict=True)), {name: named(book, name).coordinate for name in names}


def flip(data: bytes, ids: Sequence[str], settings: Settings) -> bytes:
    """Type toggles and settings into the file itself; every cached value stays what it was at the export."""
    toggles, places = input_cells(data)
    cells: dict[str, dict[str, object]] = {
        "xl/worksheets/sheet1.xml": {places[c.name]: c.now for c in list_choices(Texts("nl"), settings)},
        "xl/worksheets/sheet2.xml": {place: int(id_ in ids) for id_, place in toggles.items()},
    }
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            for place, value in cells.get(part, {}).items():
                text = type_in(text, place, value)
            new.writestr(part, text)
    return stream.getvalue()


def type_in(xml: bytes, place: str, value: object) -> bytes:
    """Put a value into a cell of a sheet."""
    if isinstance(value, str):
        body = f' t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    else:
        body = "/>" if value is None else f"><v>{value}</v></c>"
    found, count = re.subn(
        rf'<c r="{place}"( s="\d+")[^>]*?(/>|>.*?</c>)', rf'<c r="{place}"\1{body}', xml.decode(), count=1
    )
    assert count == 1, place
    return found.encode()


def calculate(
    soffice: str, folder: Path, files: Mapping[str, bytes], form: str = CALC_FILTER, runs: int = 2
) -> dict[str, Path]:
    """Recalculate many workbooks in a few runs of LibreOffice at once; it trusts no cached value."""
    out = folder / "out"
    for name, data in files.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    started = []
    for run in range(min(runs, len(files))):
        profile = folder / f"profile{run}"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
        options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form]
        paths = [str(folder / f"{name}.xlsx") for name in list(files)[run::runs]]
        command = [soffice, *options, "--outdir", str(out), *paths]
        started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    for process in started:
        process.wait(timeout=3 * CALC_SECONDS)
    return {name: out / f"{name}.xlsx" for name in files}


def opened(paths: Mapping[str, Path]) -> Iterator[tuple[str, Any]]:
    """Open recalculated workbooks."""
    for name, path in paths.items():
        yield name, openpyxl.load_workbook(path, data_only=True)


def csv_sheets(workbook: Path) -> dict[str, list[list[str]]]:
    """The sheets that Calc wrote beside a workbook's name."""
    return {sheet: read_csv(workbook.with_name(f"{workbook.stem}-{sheet}.csv")) for sheet in SHEETS}


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def plain_value(text: str) -> Any:
    """A value as Calc writes it: a number, a percentage or text."""
    if text.endswith("%"):
        return float(text[:-1]) / 100
    return float(text) if re.fullmatch(r"-?[0-9.]+(E-?\d+)?", text) else text


def csv_results(rows: Sequence[Sequence[str]]) -> dict[str, list[Any]]:
    """The live six cells of every result, as `results` gives them."""
    start = next(place for place, row in enumerate(rows) if row[1] == "Sleutel") + 1
    found = itertools.takewhile(lambda row: row[1], rows[start:])
    return {row[1]: [plain_value(text) for text in row[8:14]] for row in found}


@pytest.fixture(scope="module")
def package(catalogue: Catalogue) -> Package:
    return compose_package(catalogue, catalogue.packages["jenv-20"].measures)


@pytest.fixture(scope="module")
def exported(package: Package) -> bytes:
    return write_workbook(package, name="JenV −20%")


@pytest.fixture(scope="module")
def formulas(exported: bytes) -> Any:
    return open_book(exported, values=False)


def random_packages(catalogue: Catalogue, count: int, seed: int) -> Iterator[tuple[list[str], Settings]]:
    """Random selections of every size under random settings, the same at every run."""
    chance = random.Random(seed)
    ids = list(catalogue.measures)
    for _ in range(count):
        chosen = chance.sample(ids, chance.randint(0, len(ids)))
        yield (
            chosen,
            Settings(
                chance.choice(DECISION_YEARS),
                chance.choice(list(Basis)),
                chance.choice(list(Scope)),
                chance.choice(list(OdaRules)),
                chance.choice(SHARES),
                chance.choice(list(Ceiling)),
            ),
        )


# As exported


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_result_carries_the_engines_value(catalogue: Catalogue, language: str) -> None:
    """A previewer that calculates nothing shows the engine's figures."""
    for ids, settings in [*random_packages(catalogue, 6, 7), (list(catalogue.measures), Settings())]:
        package = compose_package(catalogue, ids, settings)
        book = open_book(write_workbook(package, language=language))
        assert differences(results(book, "Controle" if language == "nl" else "Check"), package, language) == []


def test_equal_input_gives_equal_bytes(package: Package) -> None:
    """The export has no clock: the only date in it is the catalogue's."""
    assert write_workbook(package, "naam") == write_workbook(package, "naam")


def test_the_sheets_stand_in_the_order_of_the_guide(exported: bytes, package: Package) -> None:
    """The tabs are those that the guide names; in English too they have a name of their own."""
    assert open_book(exported).sheetnames == SHEETS
    assert len(set(open_book(write_workbook(package, language="en")).sheetnames)) == len(SHEETS)


def test_the_choice_lists_every_measure_once_with_one_or_zero(exported: bytes, package: Package) -> None:
    """The 1/0 column shows the selection and accepts nothing else."""
    book = open_book(exported)
    found = {
        id_.value: toggle.value
        for (id_,), (toggle,) in zip(named(book, "Keuze_nr"), named(book, "Keuze_aan"), strict=True)
    }
    assert found == {id_: int(id_ in package.selection) for id_ in package.catalogue.measures}
    rules = open_book(exported, values=False)["Keuze"].data_validations.dataValidation
    assert [(rule.type, rule.formula1) for rule in rules] == [("list", '"1,0"')]


def test_the_settings_are_cells_with_validation(formulas: Any) -> None:
    """Six settings are yellow cells that accept only what the engine accepts."""
    cells = {named(formulas, choice.name).coordinate for choice in list_choices(Texts("nl"), Settings())}
    rules = formulas["Leeswijzer"].data_validations.dataValidation
    assert {str(rule.sqref) for rule in rules} == cells
    assert len(cells) == 6


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


def test_every_sheet_prints_on_a4_landscape_with_a_footer(formulas: Any) -> None:
    """A page has the package, the catalogue's version and date, and its number; its columns fit on one page."""
    for sheet in formulas:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert "JenV −20%" in sheet.oddFooter.left.text
        assert "catalogus 1.0.0" in sheet.oddFooter.center.text
    assert all(sheet.freeze_panes for sheet in formulas if sheet.title != "Leeswijzer")
    assert all(sheet.print_title_rows for sheet in formulas if sheet.title != "Leeswijzer")


def test_sheets_with_figures_carry_the_legend_of_signs(exported: bytes) -> None:
    """Whoever sees one sheet knows the unit and what plus and minus mean."""
    for sheet in open_book(exported):
        shown = " ".join(str(row[0]) + str(row[2:]) for row in sheet.iter_rows(values_only=True))
        assert (
            "saldoverslechterend" in shown
            if sheet.title == "Leeswijzer"
            else "saldoverslechterend" in sheet["A2"].value
        )


def test_the_chart_has_an_alternative_text(exported: bytes) -> None:
    """A screen reader says what the chart shows and where its figures are."""
    with zipfile.ZipFile(BytesIO(exported)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert re.search(r'descr="Kolomgrafiek[^"]+tabel', drawing)


def test_the_document_properties_are_set(exported: bytes) -> None:
    """The file names its package and subject; its date is the catalogue's."""
    book = open_book(exported)
    assert book.properties.title == "JenV −20%"
    assert book.properties.creator
    assert f"{book.properties.created:%Y-%m-%d}" == "2026-11-21"
    assert book.custom_doc_props["bmh-format"].value == "bmh-workbook-1"


@pytest.mark.parametrize("text", NASTY)
def test_text_that_looks_like_a_formula_stays_text(package: Package, text: str) -> None:
    """A name or note from outside is shown, never calculated and never a link."""
    book = open_book(write_workbook(package, name=text, description=text), values=False)
    for name in ("Pakket_naam", "Pakket_omschrijving"):
        cell = named(book, name)
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)
    assert all(cell.data_type == "s" for sheet in book for cell in (sheet["A1"],))


def test_an_ampersand_in_the_name_stays_an_ampersand_in_the_footer(package: Package) -> None:
    """An ampersand starts a code in a footer, so it is doubled; a long name is cut before Excel refuses it."""
    with zipfile.ZipFile(BytesIO(write_workbook(package, name="&R" + "x" * 300))) as archive:
        footer = re.search(r"<oddFooter>(.*?)</oddFooter>", archive.read("xl/worksheets/sheet1.xml").decode())
    assert footer is not None
    assert "&amp;&amp;R" in footer[1]
    assert len(footer[1]) < 255


def test_open_cells_stand_in_columns_of_their_own(exported: bytes, catalogue: Catalogue) -> None:
    """An amount column holds numbers only; an open cell is empty there and has its sign in the column beside."""
    book = open_book(exported)
    for (id_,), amounts, marks in zip(*(named(book, n) for n in ("Eff_nr", "Eff_bedragen", "Eff_tekens")), strict=True):
        opened = catalogue.measures[id_.value].open_columns
        for column, amount, mark in zip(COLUMNS, amounts, marks, strict=True):
            assert (amount.value is None) == (column in opened)
            assert (mark.value in {"+", "-", "?"}) == (column in opened)


# Recalculated


def test_calc_agrees_with_the_engine_for_random_selections_and_all_settings(
    catalogue: Catalogue, exported: bytes, soffice: str, tmp_path: Path
) -> None:
    """Toggles and settings typed into the workbook give the engine's figures to the thousand euro, and no error."""
    chance = random.Random(2020)
    ids = list(catalogue.measures)
    regimes = [id_ for id_, measure in catalogue.measures.items() if measure.oda and measure.oda.regime]
    exclusive = {m for conflict in catalogue.conflicts if conflict.kind.value == "exclusive" for m in conflict.members}
    cases = []
    kinds = (DECISION_YEARS, Basis, Scope, OdaRules, (None, 537), Ceiling)
    for place, values in enumerate(itertools.product(*kinds)):
        free = [id_ for id_ in ids if id_ not in exclusive]  # most verdicts need a package without exclusive measures
        chosen = chance.sample(ids if place % 3 == 0 else free, chance.randint(0, len(free)))
        one = chance.choice(regimes) if place % 2 else None
        cases.append(([*chosen, *([one] if one and one not in chosen else [])], Settings(*values)))
    assert len({tuple(chosen) for chosen, _ in cases}) > RANDOM_SELECTIONS
    files = {f"case{place}": flip(exported, chosen, settings) for place, (chosen, settings) in enumerate(cases)}
    faults = []
    for name, path in calculate(soffice, tmp_path, files, CSV_FILTER).items():
        chosen, settings = cases[int(name.removeprefix("case"))]
        sheets = csv_sheets(path)
        wrong = differences(csv_results(sheets["Controle"]), compose_package(catalogue, chosen, settings))
        wrong += [
            f"{sheet}: {text}" for sheet, rows in sheets.items() for row in rows for text in row if ERRORS.match(text)
        ]
        faults += [f"{name} {chosen} {settings}: {fault}" for fault in wrong]
    assert faults == []


def test_calc_agrees_as_exported_and_the_check_says_so(
    catalogue: Catalogue, toy: Catalogue, package: Package, soffice: str, tmp_path: Path
) -> None:
    """Untouched, every difference is 0 and the state is fine; also in English, with a dial, and for the toy country."""
    dialed = compose_package(catalogue, ["4.12b", "4.7"], Settings(2022, dials=(("4.12b", "step", Decimal("2.5")),)))
    packages = {"nl": package, "en": package, "dial": dialed, "toy": compose_package(toy, toy.measures)}
    files = {name: write_workbook(found, language="en" if name == "en" else "nl") for name, found in packages.items()}
    for name, book in opened(calculate(soffice, tmp_path, files)):
        language, sheet = ("en", "Check") if name == "en" else ("nl", "Controle")
        assert errors(book) == []
        assert differences(results(book, sheet), packages[name], language) == []
        assert named(book, "Grootste_verschil").value == 0
        assert named(book, "Status").value == Texts(language)("status_fine")


def test_the_check_says_that_the_choice_was_changed(
    exported: bytes, package: Package, soffice: str, tmp_path: Path
) -> None:
    """After a change the differences are expected, and the state says so."""
    changed = {
        "toggle": flip(exported, package.selection[1:], package.settings),
        "setting": flip(exported, package.selection, replace(package.settings, ceiling=Ceiling.FOLLOWS)),
    }
    for _, book in opened(calculate(soffice, tmp_path, changed)):
        assert named(book, "Afwijkende_keuzes").value == 1
        assert named(book, "Status").value == Texts("nl")("status_changed")


def test_sorting_the_choice_changes_nothing(exported: bytes, package: Package, soffice: str, tmp_path: Path) -> None:
    """Formulas find a measure by its id, so that a user may sort the table."""
    book = open_book(exported, values=False)
    rows = [
        (id_.value, toggle.value)
        for (id_,), (toggle,) in zip(named(book, "Keuze_nr"), named(book, "Keuze_aan"), strict=True)
    ]
    for (id_, on), (id_cell,), (toggle,) in zip(
        reversed(rows), named(book, "Keuze_nr"), named(book, "Keuze_aan"), strict=True
    ):
        id_cell.value, toggle.value = id_, on
    stream = BytesIO()
    book.save(stream)
    for _, found in opened(calculate(soffice, tmp_path, {"sorted": stream.getvalue()})):
        assert differences(results(found), package) == []


# Side by side


def test_the_bridge_adds_up_and_holds_every_difference(
    catalogue: Catalogue, package: Package, soffice: str, tmp_path: Path
) -> None:
    """From the first package to each other one: start plus steps is the end, by Calc's own sum."""
    other = compose_package(catalogue, ["4.7", "4.2b", "5.6", "6.2b"], Settings(decision_year=2022))
    data = write_comparison([("Eerste", package), ("=1+1", other), ("", compose_package(catalogue, []))])
    for _, book in opened(calculate(soffice, tmp_path, {"side": data})):
        assert errors(book) == []
        rows = list(book["Brug"].iter_rows(values_only=True))
        checks = [row[3:9] for row in rows if row[1] == Texts("nl")("bridge_check")]
        assert checks == [(0,) * 6] * 2
        ends = [row[3:9] for row in rows if row[1] == Texts("nl")("bridge_engine")]
        assert ends[0] == tuple(other.totals[column].keur for column in COLUMNS)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_comparison_takes_two_to_four_packages(package: Package, count: int) -> None:
    """Fewer is no comparison, more does not fit on a page."""
    with pytest.raises(ValueError, match="2 to 4"):
        write_comparison([("a", package)] * count)


def test_packages_of_one_name_stay_apart_in_a_comparison(package: Package) -> None:
    """A letter before each name keeps the heads of the table unique."""
    book = open_book(write_comparison([("zelfde", package), ("zelfde", package)], "en"))
    assert book.sheetnames == ["Comparison", "Measures", "Bridge"]
