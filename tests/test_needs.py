"""
The run of the tests itself.

1. A run asked for tests with a program fails when too few of them passed. 2. Long tests run only when asked for.
3. LibreOffice is started again once; a second failure says what went wrong and which files are missing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from tests import calc
from tests.calc import CSV, Calc
from tests.conftest import ROOT
from tests.needs import floor

CALC_TESTS = "tests/export/test_workbook_calc.py"
FILES = {"a": b"1", "b": b"2", "c": b"3"}

# Stands in for LibreOffice: `$3` is the form, after `--outdir` come the folder and the workbooks.
PROGRAM = """#!/bin/sh
profile="${1#-env:UserInstallation=file://}"
echo try >> "$profile/tries"
tries=$(wc -l < "$profile/tries")
out="$6"
shift 6
mkdir -p "$out"
%s
for path; do cp "$path" "$out/"; done
"""


def run_pytest(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


# How many tests ran


@pytest.mark.slow
def test_a_run_with_too_few_tests_fails() -> None:
    """Tests that pass without the program do not count; the last lines give both numbers."""
    markers = ("browser", "calc", "nginx", "postgres", "oidc")
    floors = [part for marker in markers for part in ("--at-least", f"{marker}=2")]
    result = run_pytest("tests/core/test_money.py", *floors)
    assert result.returncode == 1
    for marker in markers:
        assert f"TOO FEW TESTS RAN: 0 marked {marker} passed, 2 were asked for" in result.stdout
    assert " passed" in result.stdout.splitlines()[-1]


@pytest.mark.parametrize("text", ["money=1", "calc", "calc=x", "calc=-1", ""])
def test_a_floor_that_cannot_be_read_is_refused(text: str) -> None:
    """A mistyped floor does not pass for none."""
    with pytest.raises(argparse.ArgumentTypeError, match=r"expected one of browser=<number>, .*oidc=<number>, found"):
        floor(text)


@pytest.mark.long
@pytest.mark.parametrize(("arguments", "long"), [((), False), (("-m", "calc"), False), (("-m", "long"), True)])
def test_long_tests_run_only_when_asked_for(arguments: tuple[str, ...], long: bool) -> None:
    """Without a marker or with another one the long tests stay out; `-m long` takes them alone."""
    lines = run_pytest(CALC_TESTS, "--collect-only", *arguments).stdout.splitlines()
    taken = [line for line in lines if "::" in line]
    assert any("many_more" in line for line in taken) == long
    assert any("bridge" in line for line in taken) != long


# LibreOffice


def stand_in(folder: Path, fault: str, at_once: int = 1) -> Calc:
    """A program in place of LibreOffice that does something before it saves its files."""
    program = folder / "soffice"
    program.write_text(PROGRAM % fault, encoding="utf-8")
    program.chmod(0o755)
    return Calc(str(program), folder / "profiles", at_once)


def tries(folder: Path, run: int = 0) -> int:
    return len((folder / "profiles" / str(run) / "tries").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_workbooks_are_shared_between_runs(tmp_path: Path, at_once: int) -> None:
    """Each workbook is converted once, whatever the number of runs."""
    paths = stand_in(tmp_path, "", at_once).calculate(tmp_path, FILES)
    assert {name: path.read_bytes() for name, path in paths.items()} == FILES
    assert [tries(tmp_path, run) for run in range(min(at_once, 3))] == [1] * min(at_once, 3)


@pytest.mark.parametrize("fault", ["exit 3", "exit 0", 'cp "$1" "$out/"; exit 0', "kill -9 $$"])
def test_a_failed_run_is_repeated_once(tmp_path: Path, fault: str) -> None:
    """An error, a crash, nothing saved or a file left out: the second run saves what is missing."""
    paths = stand_in(tmp_path, f'if [ "$tries" = 1 ]; then {fault}; fi').calculate(tmp_path, FILES)
    assert all(path.exists() for path in paths.values())
    assert tries(tmp_path) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("echo no profile; exit 3", "exit code 3: no profile"),
        ('cp "$1" "$out/"; exit 0', "it ended well; not saved: b.xlsx, c.xlsx"),
        ("sleep 60", "no end after 1 seconds"),
    ],
)
def test_a_second_failure_says_what_went_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, said: str
) -> None:
    """The message gives each run's exit code or time, what it told and what is missing."""
    monkeypatch.setattr(calc, "START_SECONDS", 1)
    monkeypatch.setattr(calc, "FILE_SECONDS", 0)
    with pytest.raises(pytest.fail.Exception) as caught:
        stand_in(tmp_path, fault).calculate(tmp_path, FILES)
    assert "LibreOffice failed 2 times" in str(caught.value)
    assert said in str(caught.value)
    assert "c.xlsx" in str(caught.value)


@pytest.mark.slow
def test_sheets_as_csv_count_as_saved(tmp_path: Path) -> None:
    """As CSV a workbook is there when its sheets are; `a` is not taken for `a1`."""
    sheets = 'for path; do n=$(basename "$path" .xlsx); echo 1 > "$out/$n-Keuze.csv"; done; exit 0'
    paths = stand_in(tmp_path, sheets).calculate(tmp_path, {"a": b"", "a1": b""}, CSV)
    assert [path.with_name(f"{path.stem}-Keuze.csv").exists() for path in paths.values()] == [True, True]
    assert tries(tmp_path) == 1
