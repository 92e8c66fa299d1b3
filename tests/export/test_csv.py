"""The CSV: one table that Dutch Excel opens as it is, exact, with open cells told in words; text stays text."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.core import keur_from_meur, plain
from budget.engine import compose_package, evaluate_targets, package_interval, package_once
from budget.export import write_csv
from budget.export.csv import safe_text
from budget.export.texts import Texts
from tests.conftest import COLUMNS


def table(data: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_dutch_excel_gets_semicolons_commas_a_mark_and_crlf(catalogue: Catalogue) -> None:
    """The byte order mark makes Excel read UTF-8; every row ends in CRLF."""
    data = write_csv(compose_package(catalogue, ["4.7"]))
    assert data.startswith(b"\xef\xbb\xbfSoort;Nr.;")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b";-2,5;" in data


def test_english_gets_commas_and_points(catalogue: Catalogue) -> None:
    """The other language has the other notation."""
    assert b",-2.5," in write_csv(compose_package(catalogue, ["4.7"]), language="en")


def test_the_table_is_rectangular_and_exact(catalogue: Catalogue) -> None:
    """Every row has the same columns, and the totals are the engine's to the thousand euro."""
    package = compose_package(catalogue, catalogue.measures)
    rows = table(write_csv(package))
    assert {len(row) for row in rows} == {len(rows[0])}
    (total,) = (row for row in rows if row[2] == "Totaal")
    found = [keur_from_meur(Decimal(text.replace(",", "."))) for text in total[3:9]]
    assert found == [package.totals[column].keur for column in COLUMNS]


def test_who_pays_stands_by_chapter_and_article_with_the_sum_of_the_years(catalogue: Catalogue) -> None:
    """By hand, the report's package: −880.25 over the years, of which OCW has −6.80; nothing structural in it."""
    rows = table(write_csv(compose_package(catalogue, catalogue.packages["jenv-20"].measures)))
    assert rows[0][9] == "2021–2025"
    paid = {(row[0], row[1]): row[3:10] for row in rows if row[2] == "Wie betaalt"}
    assert list(paid) == [("hoofdstuk", "JenV"), ("artikel", "JenV 37"), ("hoofdstuk", "OCW")]
    assert paid["hoofdstuk", "OCW"] == ["0", "-2,3", "-1,8", "-1,5", "-1,2", "-1", "-6,8"]
    (total,) = (row for row in rows if row[2] == "Totaal")
    assert total[9] == "-880,25"


def test_an_open_cell_is_empty_and_told_in_words(catalogue: Catalogue) -> None:
    """An open cell never becomes a silent 0."""
    rows = table(write_csv(compose_package(catalogue, ["4.2b"])))
    (row,) = (row for row in rows if row[1] == "4.2b")
    assert row[3:9] == ["500", "", "", "", "", ""]
    assert "2022 richting onbekend" in row[10]
    (total,) = (row for row in rows if row[2] == "Totaal")
    assert "2022 ≷" in total[10]


def test_version_date_and_signs_stand_in_the_file(catalogue: Catalogue) -> None:
    """Whoever finds the file knows what it is."""
    text = write_csv(compose_package(catalogue, ["4.7"])).decode()
    assert f"{catalogue.info.id} {catalogue.info.version}" in text
    assert catalogue.info.date in text
    assert "+ is saldoverslechterend" in text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_text_that_looks_like_a_formula_stays_text(catalogue: Catalogue, text: str) -> None:
    """A name from outside gets an apostrophe before it."""
    assert safe_text(text) == f"'{text}"
    package = compose_package(catalogue, ["4.7"])
    cells = [cell for row in table(write_csv(package, text)) for cell in row]
    assert not any(cell == text for cell in cells)


def test_the_command_line_writes_csv(tmp_path: Path, catalogue: Catalogue) -> None:
    """By --csv beside a workbook, or by the name after -o; without a file the call is wrong."""
    book, one, two = tmp_path / "a.xlsx", tmp_path / "a.csv", tmp_path / "b.csv"
    assert main(["export", "4.7", "-o", str(book), "--csv", str(one)]) == 0
    assert main(["export", "4.7", "-o", str(two)]) == 0
    assert one.read_bytes() == two.read_bytes() == write_csv(compose_package(catalogue, ["4.7"]))
    assert book.read_bytes().startswith(b"PK")
    assert main(["export", "4.7"]) == 2


def test_a_csv_holds_both_ends_of_a_sum_and_why_a_verdict_cannot_be_determined(catalogue: Catalogue) -> None:
    """One saving of −25 and −58: both sums, the interval between them, and the reasons of verdicts."""
    package = compose_package(catalogue, ["6.1", "6.2b", "4.4"])
    rows = {row[2]: row for row in table(write_csv(package))}
    once = package_once(package)
    assert once != package.totals
    for label, ends in (
        ("Totaal zonder dubbeltelling", [total.keur for total in once.values()]),
        ("Totaal: zonder dubbeltelling, van", [it.lower for it in package_interval(package).values()]),
        ("Totaal: zonder dubbeltelling, tot en met", [it.upper for it in package_interval(package).values()]),
    ):
        assert rows[label][3:9] == ["" if keur is None else plain(keur).replace(".", ",") for keur in ends]
    for id_, result in evaluate_targets(package).items():
        title = catalogue.targets[id_].title.nl
        noted, words = rows[f"{title}: Effect van het pakket"][-1], Texts("nl")
        for cell in result.cells.values():
            why = words.why(cell.why)
            assert f"{words.verdict(cell.verdict)}{f' ({why})' if why else ''}" in noted
