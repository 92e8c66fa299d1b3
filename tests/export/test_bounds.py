"""
A list whose amounts have bounds, as CSV and on the command line.

CSV tells of each cell and sum what it is: the number, its ends, or what is open beside it. The workbook is in
test_workbook_bounds.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.engine import compose_package
from budget.export import write_csv
from tests.conftest import TOY_RANGES

IDS = ["boei", "kade-breed", "kraan", "loods", "overslag"]


def rows_of(data: bytes, delimiter: str) -> dict[str, list[str]]:
    rows = csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=delimiter)
    return {f"{row[0]} {row[1] or row[2]}" if row[0] != "Doel" else row[2]: row[3:] for row in rows}


def test_csv_tells_the_ends(toy_ranges: Catalogue) -> None:
    """Without one number a cell says so in words; amounts and bounds with a decimal comma."""
    found = rows_of(write_csv(compose_package(toy_ranges, IDS)), ";")
    assert found["maatregel nr kade-breed"][:4] == ["-5", "'-25 tot -10", "'-25 tot -10,5", "'-25 tot -10"]
    assert found["maatregel nr kade-breed"][5] == "open: 2026 -25 tot -10, 2027 -25 tot -10,5, Structureel -25 tot -10"
    assert found["maatregel nr kraan"] == [
        *("4", "10", "4", "1,234", "18"),
        "open: 2026 10 en kosten zonder bedrag, Structureel 1,234 en kosten zonder bedrag",
    ]
    assert found["maatregel nr boei"][:4] == ["niet opgegeven", "1", "richting onbekend", "2"]
    assert found["maatregel nr boei"][5].startswith(
        "open: 2025 niet opgegeven, 2027 richting onbekend, Structureel 2 en"
    )
    assert found["totaal Saldo-effect"][:4] == ["-2", "≷", "≷", "≷"]
    alone = rows_of(write_csv(compose_package(toy_ranges, ["kade-breed", "steiger"])), ";")
    assert alone["totaal Saldo-effect"] == [
        "-5",
        "'-23 tot -3,5",
        "'-19 tot -1,5",
        "'-24 tot -7,5",
        "",
        "2026 -23 tot -3,5, 2027 -19 tot -1,5, Structureel -24 tot -7,5, 2025–2027 -47 tot -10",
    ]
    assert (
        alone["Kade −20%: Grenzen van het effect"][5] == "2026 -25 tot -10, 2027 -25 tot -10,5, Structureel -25 tot -10"
    )
    assert "2026 niet te bepalen (bandbreedte)" in alone["Kade −20%: Effect van het pakket"][5]


@pytest.mark.slow
def test_the_command_line_writes_either(tmp_path: Path) -> None:
    """A workbook that comes back whole, and CSV."""
    call = ["export", "--catalogue", str(TOY_RANGES), "kraan"]
    assert main([*call, "-o", str(tmp_path / "x.xlsx")]) == 0
    assert main(["import", "--catalogue", str(TOY_RANGES), str(tmp_path / "x.xlsx")]) == 0
    assert main([*call, "-o", str(tmp_path / "x.csv")]) == 0
    assert "kosten zonder bedrag" in (tmp_path / "x.csv").read_text(encoding="utf-8-sig")
