"""
The command line.

1. Exit code 0 when all is well, 1 for faults in the input, 2 for a wrong call; messages go to standard error.
2. No input ends in a traceback.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from tests.cli.conftest import Cli, refused
from tests.conftest import COLUMNS, ROOT, TOY

# Exit codes


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate",),
        ("measures",),
        ("measures", "--json"),
        ("compose",),
        ("compose", "A.1", "B.3"),
        ("compose", "--package", "both"),
        ("compose", "A.1", "A.2", "--decision-year", "2023", "--basis", "own-year", "--scope", "whole", "--json"),
        ("compose", "A.1", "--first-year-share", "54,1%", "--oda-rules", "stated", "--ceiling", "follows"),
        ("--help",),
        ("compose", "--help"),
    ],
)
def test_sound_call(cli: Cli, arguments: tuple[str, ...]) -> None:
    """A sound call prints to standard output alone and gives 0."""
    result = cli(arguments[0], *arguments[1:], catalogue=TOY if arguments[0] != "--help" else None)
    assert (result.code, result.err) == (0, "")
    assert result.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--nonsense",),
        ("destroy",),
        ("validate", "extra"),
        ("measures", "--xml"),
        ("compose", "--decision-year", "2030"),
        ("compose", "--decision-year", "soon"),
        ("compose", "--basis", "whole"),
        ("compose", "--scope", "half"),
        ("compose", "--oda-rules", "all"),
        ("compose", "--ceiling", "falls"),
        ("compose", "--first-year-share", "quarter"),
        ("compose", "--first-year-share", "nan"),
        ("compose", "--first-year-share", "inf"),
        ("compose", "--first-year-share", "1e999%"),
        ("compose", "--first-year-share", "101%"),
        ("compose", "--first-year-share=-0.1"),
        ("compose", "A.1", "--package", "both"),
        ("export", "A.1"),
        ("export", "A.1", "-o", "x.xlsx", "--language", "de"),
    ],
)
def test_wrong_call(cli: Cli, arguments: tuple[str, ...]) -> None:
    """A wrong call gives 2 and says on standard error what was wrong."""
    refused(cli(*arguments), code=2)


def test_no_command_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command the call is wrong."""
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert "COMMAND" in capsys.readouterr().err


def test_validate_says_what_was_read(cli: Cli) -> None:
    """A sound catalogue is named with version, date and counts."""
    assert cli("validate").out == "Catalogue toy 0.1.0 of 2021-01-01 is sound: 9 measures, 2 conflicts, 1 packages.\n"


@pytest.mark.slow
def test_the_report_s_catalogue_is_the_default(cli: Cli, catalogue: Catalogue) -> None:
    """Without --catalogue the project's own is read."""
    result = cli("validate", catalogue=None)
    assert result.code == 0
    assert f" {len(catalogue.measures)} measures" in result.out


# Text


def test_measures_as_a_table(cli: Cli) -> None:
    """The table says what the signs mean, and shows open cells as they are."""
    lines = cli("measures").out.splitlines()
    assert lines[0] == "EUR million; + worsens the balance (cost), - is a saving"
    assert lines[1].split() == list(COLUMNS)
    rows = {line.split()[0]: line.split()[-6:] for line in lines[2:]}
    assert rows["A.4"] == ["0.5", "1.25", "2.375", "2", "2", "2"]
    assert rows["B.1"] == ["+", "+", "0", "0", "0", "0"]


def test_package_as_a_table(cli: Cli) -> None:
    """The table has totals with the sign of their bound, verdicts, open cells and conflicts."""
    out = cli("compose", "A.2", "B.1", "B.5").out
    rows = [line.split() for line in out.splitlines()]
    assert ["Balance", "effect", *["≥", "-15"] * 2, *["-15"] * 3, "≥", "-75", "-15"] in rows
    assert next(row for row in rows if "−20%" in row)[-6:] == ["undetermined"] * 2 + ["met"] * 4
    assert "open: B.1 2021 +" in out
    assert "overlap (unquantified): A.2, B.5: A.1 and B.5" in out


@pytest.mark.parametrize(("ids", "total"), [(["B.1"], "≥ 0"), (["B.2"], "≤ 0"), (["B.4"], "? 0"), (["A.2"], "-10")])
def test_sign_of_an_open_total(cli: Cli, ids: list[str], total: str) -> None:
    """An open cost makes the total a lower bound, an open saving an upper one, an unknown one neither."""
    line = next(line for line in cli("compose", *ids).out.splitlines() if line.startswith("Balance effect"))
    assert line[32:45].strip() == total


# The program itself


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_as_a_program(encoding: str) -> None:
    """`python -m budget` runs as a program, with its exit code, whatever the terminal's encoding."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    call = [sys.executable, "-m", "budget", "compose", "--catalogue", str(TOY), "B.1"]
    found = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert (found.returncode, found.stderr) == (0, b"")
    assert "Balance effect" in found.stdout.decode("utf-8")
    assert "≥ 0" in found.stdout.decode("utf-8")
    wrong = subprocess.run([*call, "A.9"], cwd=ROOT, env=environment, capture_output=True, check=False)
    assert wrong.returncode == 1
    assert wrong.stderr.startswith(b'expected the id of a measure, found "A.9".')
