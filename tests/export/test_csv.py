"""The CSV: one table that Dutch Excel opens as it is, exact, with open cells told in words; text stays text."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.core import Settings, keur_from_meur, plain
from budget.engine import (
    StackBy,
    compose_package,
    evaluate_targets,
    package_interval,
    package_once,
    stack_package,
    who_pays,
)
from budget.export import read_workbook, write_comparison_csv, write_csv, write_long_csv
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
    (total,) = (row for row in rows if row[2] == "Saldo-effect")
    found = [keur_from_meur(Decimal(text.replace(",", "."))) for text in total[3:9]]
    assert found == [package.totals[column].keur for column in COLUMNS]


def test_what_piles_up_stands_as_the_list_adds_and_with_no_money_twice(full: Catalogue) -> None:
    """By executing body, level of law and grade of evidence; chapters and articles too have both."""
    package = compose_package(full, list(full.measures))
    found = {tuple(row[:3]): row[3:] for row in table(write_csv(package, "x", "en"), ",")}
    heads = list(full.columns)
    for kind, by in (("executing body", StackBy.BODY), ("rules", StackBy.LAW), ("evidence", StackBy.EVIDENCE)):
        stacks = stack_package(package, by)
        kept = [key for key in found if key[0] == kind]
        assert len(kept) == 4 * len(stacks) > 0
        for key, stack in zip(kept[::4], stacks, strict=True):
            for step, totals in enumerate(
                (stack.savings.plain, stack.savings.once, stack.costs.plain, stack.costs.once)
            ):
                cells = found[kept[kept.index(key) + step]]
                assert [cells[place] for place, one in enumerate(totals.values()) if one.keur is not None] == [
                    plain(one.keur) for one in totals.values() if one.keur is not None
                ]
    chapters = {
        key[1]: found[key] for key in found if key[0] == "chapter" and key[2].endswith("without double counting")
    }
    for payer in who_pays(package):
        amounts = [one.keur for one in payer.chapter.once.values()]
        assert chapters[payer.chapter.name][: len(heads)] == [plain(keur) for keur in amounts if keur is not None]


def test_a_posting_without_a_base_line_says_so_in_the_language(catalogue: Catalogue) -> None:
    """In the long table, where a record has a key."""
    package = compose_package(catalogue, ["1.1"])
    for language, delimiter, word in (("nl", ";", "geen"), ("en", ",", "none")):
        assert {row[6] for row in table(write_long_csv(package, language), delimiter)[1:]} == {word}


def test_who_pays_stands_by_chapter_and_article_with_the_sum_of_the_years(catalogue: Catalogue) -> None:
    """By hand, the report's package: −880.25 over the years, of which OCW has −6.80; nothing structural in it."""
    rows = table(write_csv(compose_package(catalogue, catalogue.packages["jenv-20"].measures)))
    assert rows[0][9] == "2021–2025"
    paid = {(row[0], row[1]): row[3:10] for row in rows if row[2] == "Wie betaalt"}
    assert list(paid) == [("hoofdstuk", "JenV"), ("artikel", "JenV 37"), ("hoofdstuk", "OCW")]
    assert paid["hoofdstuk", "OCW"] == ["0", "-2,3", "-1,8", "-1,5", "-1,2", "-1", "-6,8"]
    (total,) = (row for row in rows if row[2] == "Saldo-effect")
    assert total[9] == "-880,25"


def test_an_open_cell_is_told_in_words(catalogue: Catalogue) -> None:
    """An open cell never becomes a silent 0; the id keeps its last zero in a spreadsheet."""
    rows = table(write_csv(compose_package(catalogue, ["4.2b", "4.10"])))
    assert any(row[1] == "nr 4.10" for row in rows)
    (row,) = (row for row in rows if row[1] == "nr 4.2b")
    assert row[3:9] == ["500", *["richting onbekend"] * 5]
    assert row[9] == ""  # the years have no sum
    assert "2022 richting onbekend" in row[10]
    (total,) = (row for row in rows if row[2] == "Saldo-effect")
    assert "2022 ≷" in total[10]


def test_settings_assumptions_and_base_stand_in_the_table(catalogue: Catalogue) -> None:
    """Each is a kind of row: with them the figures can be made again."""
    settings = Settings(2, first_year_share=541).turned("4.12a", "step", Decimal("2.5"))
    rows = {(row[0], row[1]): row for row in table(write_csv(compose_package(catalogue, ["4.12a"], settings)))}
    assert rows["instelling", "Besluitjaar"][-1] == "2023"
    assert rows["instelling", "Eerstejaarsaandeel"][-1] == "54,1%"
    assert rows["aanname", "4.12a:step"][-1].startswith("2,5 ")
    lines = [row for (kind, _), row in rows.items() if kind == "grondslag"]
    assert [row[1] for row in lines] == [line.id for line in catalogue.base.lines]
    assert lines[0][3] == plain(catalogue.base.lines[0].amounts["2021"]).replace(".", ",")


def test_the_long_table_adds_up_to_the_totals(catalogue: Catalogue, toy_ranges: Catalogue) -> None:
    """A row for each posting and column, with who pays, the place of the amount and its page; ends where it has any."""
    package = compose_package(catalogue, catalogue.measures)
    head, *rows = table(write_long_csv(package))
    assert len({(row[0], row[1], row[7]) for row in rows}) == len(rows)
    at = {name: place for place, name in enumerate(head)}
    for column, name in zip(COLUMNS, [*catalogue.columns.years, "Structureel"], strict=True):
        found = [row[at["Bedrag"]].replace(",", ".") for row in rows if row[at["Jaar"]] == name]
        amounts = [Decimal(text) for text in found if text[:1].isdigit() or text[:1] == "-"]
        assert keur_from_meur(sum(amounts)) == package.totals[column].keur
        assert "richting onbekend" in found
    assert {row[at["Soort"]] for row in rows} == {"uitgaven"}
    assert all(row[at["Bron"]] and row[at["Pagina"]].isdigit() for row in rows if row[0] == "nr 4.7")
    _, *ranges = table(write_long_csv(compose_package(toy_ranges, ["kade-breed"]), "en"), ",")
    assert ["2026", "-25 to -10", "↔", "-25", "-10"] in [row[7:12] for row in ranges]


def test_a_comparison_is_one_table_too(catalogue: Catalogue) -> None:
    """The rows of each package, after its letter and name."""
    packages = [("x", compose_package(catalogue, ["4.7"])), ("", compose_package(catalogue, ["4.2b"]))]
    head, *rows = table(write_comparison_csv(packages))
    assert head[:2] == ["Pakket", "Soort"]
    alone = [table(write_csv(package, name))[1:] for name, package in packages]
    assert [row[1:] for row in rows] == [*alone[0], *alone[1]]
    assert {row[0] for row in rows} == {"A. x", "B. Pakket zonder naam"}


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


@pytest.mark.slow
def test_the_command_line_writes_csv(tmp_path: Path, catalogue: Catalogue) -> None:
    """By --csv beside a workbook, or by the name after -o; without a file the call is wrong."""
    book, one, two = tmp_path / "a.xlsx", tmp_path / "a.csv", tmp_path / "b.csv"
    assert main(["export", "4.7", "-o", str(book), "--csv", str(one)]) == 0
    assert main(["export", "4.7", "-o", str(two)]) == 0
    assert one.read_bytes() == two.read_bytes() == write_csv(compose_package(catalogue, ["4.7"]))
    assert book.read_bytes().startswith(b"PK")
    long = tmp_path / "lang.csv"
    assert main(["export", "4.7", "--long", str(long)]) == 0
    assert long.read_bytes() == write_long_csv(compose_package(catalogue, ["4.7"]))
    assert main(["export", "4.7"]) == 2


@pytest.mark.slow
def test_the_command_line_gives_a_workbook_its_description(tmp_path: Path, catalogue: Catalogue) -> None:
    """It comes back with the workbook; one that may not stand is refused."""
    book = tmp_path / "a.xlsx"
    assert main(["export", "4.7", "-o", str(book), "--name", "x", "--description", " Een toelichting "]) == 0
    assert read_workbook(book.read_bytes(), catalogue).draft.description == "Een toelichting"
    assert main(["export", "4.7", "-o", str(book), "--description", "x" * 5000]) == 2


def test_a_csv_holds_both_ends_of_a_sum_and_why_a_verdict_cannot_be_determined(catalogue: Catalogue) -> None:
    """One saving of −25 and −58: both sums, the interval between them, and the reasons of verdicts."""
    package = compose_package(catalogue, ["6.1", "6.2b", "4.4"])
    rows = {row[2]: row for row in table(write_csv(package))}
    once = package_once(package)
    assert once != package.totals
    for label, ends in (
        ("Saldo-effect zonder dubbeltelling", [total.keur for total in once.values()]),
        ("Saldo-effect: zonder dubbeltelling, van", [it.lower for it in package_interval(package).values()]),
        ("Saldo-effect: zonder dubbeltelling, tot en met", [it.upper for it in package_interval(package).values()]),
    ):
        assert rows[label][3:9] == ["" if keur is None else plain(keur).replace(".", ",") for keur in ends]
    for id_, result in evaluate_targets(package).items():
        title = catalogue.targets[id_].title.nl
        noted, words = rows[f"{title}: Effect van het pakket"][-1], Texts("nl")
        for cell in result.cells.values():
            why = words.why(cell.why)
            assert f"{words.verdict(cell.verdict)}{f' ({why})' if why else ''}" in noted
