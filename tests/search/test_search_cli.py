"""The command line of the search: every kind of question, its JSON, and wrong calls."""

from __future__ import annotations

import json

import pytest

from budget.cli.commands import main
from tests.search.brute import GOLDEN

AS_REPORT = ("--overlaps", "as-report")


def test_command_line_finds_and_explains(capsys: pytest.CaptureFixture[str]) -> None:
    """The search answers as JSON; that no package exists is an answer too, so the exit code is 0 for both."""
    assert main(["search", "--target", "jenv-20", *AS_REPORT, "--top", "2", "--explain", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "optimal"
    assert len(answer["packages"]) == 2
    assert answer["packages"][0]["package"]["targets"]["jenv-20"]["columns"]["structural"]["verdict"] == "met"
    assert all(reason["needed"] for reason in answer["packages"][0]["reasons"])
    assert (
        main(["search", "--target", "jenv-20", "--forbid", *GOLDEN[:3], ",".join(GOLDEN[3:]), *AS_REPORT, "--json"])
        == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "infeasible"
    assert answer["explanation"]["best"][0]["missing_keur"] == 133_000


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        (["--target", "jenv-20", "--weight", "4.7"], "ID"),
        (["--target", "jenv-20", "--budget", "JenV"], "both"),
        (["--budget", "JenV"], "--amount"),
        (["--target", "jenv-20,bhos-20", "--amount", "-5"], "more"),
        (["--target", "jenv-20", "--evidence", "proven"], "stated"),
    ],
)
def test_command_line_refuses_wrong_calls(flags: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong call says what was expected, with exit code 2."""
    try:
        code = main(["search", *flags])
    except SystemExit as stop:
        code = int(str(stop.code))
    assert code == 2
    assert text.lower() in capsys.readouterr().err.lower()


@pytest.mark.parametrize(
    "flags",
    [
        ["--target", "jenv-20", "--all-minimal", "5"],
        ["--target", "bhos-20", "--columns", "2022,structural", "--no-law", "--no-open", "--max", "4"],
        ["--amount", "-50000", "--budget", "JenV 37", "--open-as", "100", "100", "100", "--weight", "4.12a=9"],
        ["--target", "jenv-20", "--front", "measures"],
        ["--target", "jenv-20", "--front", "leakage", "--step", "20000", "--keep-attribution", "--json"],
        ["--target", "jenv-20", "--forbid-variant", "4", "--require-variant", "6", "--no-eu-law"],
    ],
)
def test_command_line_answers_every_kind_of_question(flags: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Lists, fronts and limits print an answer and end with exit code 0."""
    assert main(["search", *flags]) == 0
    assert capsys.readouterr().out.strip()


def test_command_line_names_overlaps_and_says_how_they_count(capsys: pytest.CaptureFixture[str]) -> None:
    """JenV -20% has no answer without double counting; as the report adds it has one, with its overlaps by name."""
    assert main(["search", "--target", "jenv-20", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["overlaps"]) == ("infeasible", "bounds")
    assert answer["explanation"]["best"][0]["best_keur"] == -207_618
    change = answer["explanation"]["as_report"]
    assert (change["missing_keur"], change["objective"]) == (0, 6)
    assert "coa-korting-en-coa-besparing" in [item["id"] for item in change["overlaps"]]
    assert answer["explanation"]["dropped_sets"]["complete"]
    assert main(["search", "--target", "jenv-20", "--overlaps", "as-report", "--without-overlapping", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["overlaps"] == "as-report"
