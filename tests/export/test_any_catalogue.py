"""
The workbook, comparison and CSV of any catalogue: other columns, scopes and targets, without ODA, dials or conflicts.

1. It comes back whole, and only to its own catalogue. 2. What has no data is not there. 3. Nothing in it is of another
report.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.core import BudgetError, keur_from_meur
from budget.engine import compose_package
from budget.export import read_workbook, write_comparison, write_csv, write_workbook
from budget.export.sheet import unique_heads
from tests.calc import Calc
from tests.export.countries import bare
from tests.export.workbook_tools import (
    errors,
    named,
    open_book,
    opened,
    random_packages,
)

# What comes back


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_workbook_comes_back_whole(country: Catalogue, language: str) -> None:
    """Choice, settings, name and description come back from either language, without a warning."""
    for ids, settings in random_packages(country, 4, 9):
        package = compose_package(country, ids, settings)
        read = read_workbook(write_workbook(package, "Mijn pakket", language, "Uitleg"), country)
        assert (read.draft.measures, read.draft.settings) == (package.selection, settings)
        assert (read.draft.name, read.draft.description, read.warnings) == ("Mijn pakket", "Uitleg", ())


@pytest.mark.slow
def test_a_workbook_of_another_catalogue_is_refused(catalogue: Catalogue, toy2: Catalogue) -> None:
    """The workbook names its catalogue; another one that is open says which to open."""
    data = write_workbook(compose_package(toy2, []))
    assert named(open_book(data), "Catalogus_id").value == "toy2"
    with pytest.raises(BudgetError) as caught:
        read_workbook(data, catalogue)
    assert caught.value.message.code == "package_of_another_catalogue"
    assert caught.value.message.values == {"open": "bmh-14", "found": "toy2"}


# What is in it


@pytest.mark.slow
def test_what_has_no_data_has_no_sheet_and_no_name(toy2: Catalogue) -> None:
    """Without ODA and dials, and in the last case without targets and conflicts, no sheet or name speaks of them."""
    full = open_book(write_workbook(compose_package(toy2, list(toy2.measures))))
    assert full.sheetnames == [
        *(
            "Leeswijzer",
            "Keuze",
            "Effecten",
            "Posten",
            "Grondslag en doel",
            "Verloop",
            "Gekozen",
            "Naast elkaar",
            "Stapeling",
            "Conflicten",
            "Bronnen",
            "Lange tabel",
            "Controle",
            "Wijzigingen",
        )
    ]
    assert not [
        name
        for name in full.defined_names
        if re.search("oda|aanname|formule|regime|schui|besluit", name, re.IGNORECASE)
    ]
    without = open_book(write_workbook(compose_package(bare(toy2), list(toy2.measures))))
    assert without.sheetnames == [
        *("Leeswijzer", "Keuze", "Effecten", "Posten", "Verloop", "Gekozen", "Naast elkaar", "Stapeling"),
        *("Bronnen", "Lange tabel", "Controle", "Wijzigingen"),
    ]
    heads = [cell.value for cell in full["Effecten"][5]]
    assert heads[2:7] == ["2026", "2027", "2029", "2030", "Evenwicht"]
    assert [head for head in heads if head and not head.startswith("Cel ")][-1] == "Richting onzeker"


OTHERS = ("jenv", "bhos", "bmh", "coa", "oda", "hervestig", "resettle", "bijlage", "annex", "migrati", "vreemdeling")


YEARS_OF_ITS_OWN = set(range(2026, 2031))


def told(data: bytes) -> Iterator[str]:
    """Every part of a workbook; addresses of XML forms, counts and numbers in cells are left out."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for part in archive.namelist():
            text = archive.read(part).decode()
            left_out = r'(xmlns(:\w+)?|Type|uri|fmtid|count|uniqueCount)="[^"]*"|<(c:)?v>-?[\d.]+</(c:)?v>'
            yield part + re.sub(left_out, "", text)


def numbers(data: bytes) -> Iterator[float]:
    """The numbers in cells that are no amount, which has a format with three decimals, and no count of formulas."""
    for sheet in open_book(data):
        for row in sheet.iter_rows():
            if not str(row[0].value).startswith(("Formules", "Formulas")):
                yield from (c.value for c in row if isinstance(c.value, int | float) and "0.000" not in c.number_format)


def years_in(text: str) -> set[int]:
    return {int(found) for found in re.findall(r"(?<![\d.#,])(?:19|20|21)\d\d(?![\d.])", text)}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_in_the_files_is_of_another_report(toy2: Catalogue, language: str) -> None:
    """No word, name, property or year of another report stands anywhere in workbook, comparison or CSV."""
    package = compose_package(toy2, list(toy2.measures))
    workbook = write_workbook(package, "x", language)
    comparison = write_comparison([("x", package), ("y", compose_package(toy2, []))], language)
    for text in (*told(workbook), *told(comparison), write_csv(package, "x", language).decode("utf-8-sig")):
        words = [word for word in OTHERS if re.search(rf"(?<![a-z]){word}", text, re.IGNORECASE)]
        assert (words, years_in(text) - YEARS_OF_ITS_OWN) == ([], set()), text[:60]
    found = {number for data in (workbook, comparison) for number in numbers(data)}
    assert {2026, 2027, 2029, 2030} <= found
    assert not [number for number in found - YEARS_OF_ITS_OWN if 1900 <= number < 2200]


def test_a_csv_holds_what_the_catalogue_has(country: Catalogue) -> None:
    """Its columns are the catalogue's, its totals exact, and rows of ODA are there only with its data."""
    package = compose_package(country, list(country.measures))
    rows = list(csv.reader(StringIO(write_csv(package).decode("utf-8-sig"), newline=""), delimiter=";"))
    width = len(country.columns)
    assert {len(row) for row in rows} == {width + 5}  # the sum of the years too
    assert rows[0][3 : 2 + width] == [*country.columns.years]
    (total,) = (row for row in rows if row[2] == "Saldo-effect")
    found = [keur_from_meur(Decimal(text.replace(",", "."))) for text in total[3 : 3 + width]]
    assert found == [total.keur for total in package.totals.values()]
    assert any(row[0] == "ODA" for row in rows) == (country.oda is not None)
    assert any(row[4 + width].startswith("Bedragen in mln. euro") for row in rows)
    assert any(row[-1].startswith(f"{country.info.id} {country.info.version}") for row in rows)


def test_a_comparison_of_either_country_adds_up(country: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """Start plus steps is the end in every column, and ODA stands there only with its data."""
    packages = [compose_package(country, ids, settings) for ids, settings in random_packages(country, 3, 11)]
    data = write_comparison([(f"p{place}", package) for place, package in enumerate(packages)])
    for _, book in opened(soffice.calculate(tmp_path, {"side": data})):
        assert errors(book) == []
        width = len(country.columns)
        rows = list(book["Brug"].iter_rows(values_only=True))
        checks = [row[3 : 3 + width] for row in rows if row[1] == "Verschil (moet 0 zijn)"]
        assert checks == [(0,) * width] * 2
        labels = {str(row[0]) for row in book["Vergelijking"].iter_rows(values_only=True)}
        assert any("ODA" in label for label in labels) == (country.oda is not None)


def test_no_two_heads_of_a_table_are_the_same() -> None:
    """Excel repairs a table with two equal heads, whatever their capitals; the second one is numbered."""
    assert unique_heads(["a", "b", "A", "a"]) == ["a", "b", "A (2)", "a (3)"]
