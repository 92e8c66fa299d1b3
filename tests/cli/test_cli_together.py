"""
The command `together`: package files of several persons brought into one.

1. Text and JSON say who stands where, the best package, or which red lines stand in the way; the exit code is 0.
2. The tally as CSV has a column for each person, in either language.
3. A file that cannot be read, and a target that is not there, are told as with any command.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.share import Draft, RedLines, stored_text
from tests.cli.conftest import Cli, refused

DRAFTS = (
    Draft("Ann", measures=("A.1", "B.5"), red_lines=RedLines(never=("A.4",))),
    Draft("Bob", measures=("A.2", "B.5"), red_lines=RedLines(always=("A.4",))),
)


@pytest.fixture
def files(toy: Catalogue, tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"{draft.name}.yaml" for draft in DRAFTS]
    for path, draft in zip(paths, DRAFTS, strict=True):
        path.write_text(stored_text(toy, draft), encoding="utf-8")
    return list(map(str, paths))


def test_what_stands_in_the_way_is_said(cli: Cli, files: list[str]) -> None:
    """Ann never wants what Bob wants in any case: either gives it up."""
    result = cli("together", *files)
    assert result.code == 0
    assert "A.4 contested; for: Bob; in any case: Bob; never: Ann" in result.out
    assert "enough when 1 given up (Ann: forbidden A.4): A.4" in result.out
    found = json.loads(cli("together", *files, "--json").out)
    assert [one["measure"] for one in found["tally"]] == ["A.1", "A.2", "A.4", "B.5"]
    assert found["accepted"] == ["B.5"]
    assert [way["lines"] for way in found["ways"]["sets"]] == [
        [{"position": "Ann", "kind": "forbidden", "measure": "A.4"}],
        [{"position": "Bob", "kind": "required", "measure": "A.4"}],
    ]
    assert found["ways"]["complete"]


def test_the_best_within_the_red_lines(cli: Cli, files: list[str]) -> None:
    """A file twice is two persons who agree, under two names; the package keeps to their lines and reaches the goal."""
    found = json.loads(cli("together", files[0], files[0], "--target", "main-20", "--json").out)
    assert [one["name"] for one in found["positions"]] == ["Ann", "Ann (2)"]
    (best,) = found["answer"]["packages"]
    assert "A.4" not in best["selection"]
    assert best["goals"][0]["verdict"] == "met"


@pytest.mark.parametrize(
    ("language", "delimiter", "stand", "never"), [("nl", ";", "omstreden", "nooit"), ("en", ",", "contested", "never")]
)
def test_the_tally_as_csv(
    cli: Cli, files: list[str], tmp_path: Path, language: str, delimiter: str, stand: str, never: str
) -> None:
    """A row for each measure, a column for each person."""
    place = tmp_path / "stand.csv"
    assert cli("together", *files, "--csv", str(place), "--language", language).code == 0
    head, *rows = csv.reader(place.read_text(encoding="utf-8-sig").splitlines(), delimiter=delimiter)
    assert head[-2:] == ["Ann", "Bob"]
    row = next(row for row in rows if row[0].endswith("A.4"))
    assert row[2] == stand
    assert row[3:6] == ["1", "1", ""]
    assert row[6] == never


def test_what_cannot_be_read_is_told(cli: Cli, files: list[str]) -> None:
    assert "none.yaml" in refused(cli("together", files[0], "none.yaml"))
    assert "x-9" in refused(cli("together", *files, "--target", "x-9"))
