"""
Figures of one's own on the command line: a package file that holds them.

1. Totals and verdicts tell what is one's own, as text and as JSON; without any there is no word of it.
2. The workbook that is written of it gives them back; what is wrong in the file is told with its line.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.share import stored_text
from tests.cli.conftest import Cli
from tests.own_figures import DRAFT


@pytest.fixture
def file(toy: Catalogue, tmp_path: Path) -> Path:
    """The package as a file."""
    path = tmp_path / "eigen.yaml"
    path.write_text(stored_text(toy, DRAFT), encoding="utf-8")
    return path


def test_the_text_says_what_is_ones_own(cli: Cli, file: Path) -> None:
    """Below the total, and below each verdict that rests on it."""
    said = cli("compose", "--package", str(file)).out
    (part,) = (line.split() for line in said.splitlines() if "of which figures" in line)
    assert part[-7:] == ["-5.5", "-4", "-4", "-4", "-4", "-21.5", "-4"]
    assert "rests on figures of one's own; without them 2021: not met" in said
    assert "one's own" not in cli("compose", "A.1").out


def test_the_json_says_it(cli: Cli, file: Path) -> None:
    """The part of the totals with its ends, each verdict without it, and the figures whole among the settings."""
    found = json.loads(cli("compose", "--package", str(file), "--json").out)
    own = found["own_figures"]
    assert own["measures"] == ["eigen-1"]
    assert own["estimates"] == ["B.1"]
    assert own["totals"]["2021"] == {"keur": -5_500, "lower": -5_500, "upper": -5_500}
    assert own["targets"]["main-20"]["structural"] == {
        "own": {"keur": -4_000, "lower": -4_000, "upper": -4_000},
        "without": "not met",
        "differs": True,
    }
    assert [one["id"] for one in found["settings"]["own"]["measures"]] == ["eigen-1"]
    assert "own_figures" not in json.loads(cli("compose", "A.1", "--json").out)


@pytest.mark.slow
def test_a_workbook_gives_them_back(cli: Cli, file: Path, tmp_path: Path) -> None:
    """Written and read by the command line."""
    book = tmp_path / "eigen.xlsx"
    assert cli("export", "--package", str(file), "-o", str(book)).code == 0
    found = json.loads(cli("import", str(book), "--json").out)
    assert found["own_figures"]["measures"] == ["eigen-1"]


def test_a_fault_is_told_with_its_line(cli: Cli, file: Path) -> None:
    """And with the field."""
    file.write_text(file.read_text(encoding="utf-8").replace("base: T-main", "base: T-nain"), encoding="utf-8")
    answer = cli("compose", "--package", str(file))
    assert answer.code == 1
    assert "settings.own.measures[0].base: expected a line of" in answer.err
