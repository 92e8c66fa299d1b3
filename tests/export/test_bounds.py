"""
A list whose amounts have bounds, on paper for a spreadsheet.

1. CSV tells of each cell and sum what it is: the number, its ends, or what is open beside it.
2. A workbook, which would tell less, is refused with the way out, on the command line and to a caller.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.core import BudgetError, explain
from budget.engine import compose_package
from budget.export import bounded_measures, write_comparison, write_csv, write_workbook
from tests.conftest import TOY_RANGES

IDS = ["boei", "kade-breed", "kraan", "loods", "overslag"]


def rows_of(data: bytes, delimiter: str) -> dict[str, list[str]]:
    rows = csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=delimiter)
    return {f"{row[0]} {row[1] or row[2]}" if row[0] != "Doel" else row[2]: row[3:] for row in rows}


def test_csv_tells_the_ends(toy_ranges: Catalogue) -> None:
    """Without one number a cell is empty and its note says why; amounts and bounds with a decimal comma."""
    found = rows_of(write_csv(compose_package(toy_ranges, IDS)), ";")
    assert found["maatregel kade-breed"][:4] == ["-5", "", "", ""]
    assert found["maatregel kade-breed"][4] == "open: 2026 -25 tot -10, 2027 -25 tot -10,5, Structureel -25 tot -10"
    assert found["maatregel kraan"] == [
        *("4", "10", "4", "1,234"),
        "open: 2026 10 en kosten zonder bedrag, Structureel 1,234 en kosten zonder bedrag",
    ]
    assert found["maatregel boei"][:4] == ["", "1", "", "2"]
    assert found["maatregel boei"][4].startswith("open: 2025 niet opgegeven, 2027 richting onbekend, Structureel 2 en")
    assert found["totaal Totaal"][:4] == ["-2", "", "", ""]
    alone = rows_of(write_csv(compose_package(toy_ranges, ["kade-breed", "steiger"])), ";")
    assert alone["totaal Totaal"] == [
        "-5",
        "",
        "",
        "",
        "2026 -23 tot -3,5, 2027 -19 tot -1,5, Structureel -24 tot -7,5",
    ]
    assert (
        alone["Kade −20%: Grenzen van het effect"][4] == "2026 -25 tot -10, 2027 -25 tot -10,5, Structureel -25 tot -10"
    )
    assert "2026 niet te bepalen (bandbreedte)" in alone["Kade −20%: Effect van het pakket"][4]


def test_a_workbook_is_refused(toy_ranges: Catalogue, toy: Catalogue, tmp_path: Path) -> None:
    """The error names the measures and the file that does hold the ends; other lists have their workbook."""
    package = compose_package(toy_ranges, [])
    ids = bounded_measures(toy_ranges)
    assert ids == ("boei", "kade-breed", "kraan", "loods", "overslag", "sloep", "steiger")
    for write in (lambda: write_workbook(package), lambda: write_comparison([("", package), ("", package)])):
        with pytest.raises(BudgetError) as caught:
            write()
        assert explain(caught.value, "nl").endswith(f"in {', '.join(ids)}. Schrijf CSV: -o bestand.csv.")
    assert bounded_measures(toy) == ()


def test_the_command_line_says_what_to_write_instead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook ends with 1 and one line; CSV is written."""
    call = ["export", "--catalogue", str(TOY_RANGES), "kraan"]
    assert main([*call, "-o", str(tmp_path / "x.xlsx")]) == 1
    assert "expected a list of numbers and open cells, found ranges" in capsys.readouterr().err
    assert main([*call, "-o", str(tmp_path / "x.csv")]) == 0
    assert "kosten zonder bedrag" in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
