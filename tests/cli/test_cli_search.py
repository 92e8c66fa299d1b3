"""The command `python -m budget search` on the toy countries."""

from __future__ import annotations

import json
from typing import Any

import pytest

from budget.cli.commands import main
from tests.conftest import TOY, TOY2, TOY_RANGES

CALL = ["search", "--catalogue", str(TOY)]


def test_command_line_finds_and_explains(capsys: pytest.CaptureFixture[str]) -> None:
    """The search answers as JSON; that no package exists is an answer too, so the exit code is 0 for both."""
    assert main([*CALL, "--target", "main-20", "--objective", "fewest", "--top", "2", "--explain", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "optimal"
    assert [found["selection"] for found in answer["packages"]] == [["A.2"], ["A.1", "B.5"]]
    assert answer["packages"][0]["package"]["targets"]["main-20"]["columns"]["structural"]["verdict"] == "met"
    assert all(reason["needed"] for reason in answer["packages"][0]["reasons"])
    assert main([*CALL, "--target", "main-20", "--forbid", "A.2", "A.3,B.5", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "infeasible"
    assert answer["explanation"]["best"][0]["missing_keur"] == 4_000
    assert [item["subject"] for item in answer["explanation"]["dropped"] if item["closes"]] == ["A.2", "B.5"]


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        (["--target", "main-20", "--weight", "A.2"], "ID"),
        (["--target", "main-20", "--budget", "JenV"], "both"),
        (["--budget", "JenV"], "--amount"),
        (["--target", "main-20,main+20", "--amount", "-5"], "more"),
        (["--target", "main-20", "--evidence", "proven"], "stated"),
        (["--target", "main-20", "--column", "2030"], "column: expected one of 2021"),
    ],
)
def test_command_line_refuses_wrong_calls(flags: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong call says what was expected, with exit code 2."""
    assert main([*CALL, *flags]) == 2
    assert text.lower() in capsys.readouterr().err.lower()


@pytest.mark.parametrize(
    ("flags", "lines"),
    [
        (
            ["--target", "main-20", "--all-minimal", "5"],
            [
                "status: optimal; 2 found; complete: yes",
                "open cells: the worst case wins",
                "fewest 1 (proven best): A.2",
                "  main-20 structural: -10 of -10, met",
                "fewest 2 (proven best): A.1 B.5",
                "  main-20 structural: -11 of -10, met",
                "  overlap: A.1 and B.5: A.1 B.5 (unquantified)",
            ],
        ),
        (
            ["--target", "main-20", "--columns", "2022,structural", "--no-law", "--no-open", "--max", "4"],
            [
                "status: optimal; 1 found; complete: no",
                "open cells: no measure has one",
                "fewest 1 (proven best): A.2",
                "  main-20 2022: -10 of -10, met",
                "  main-20 structural: -10 of -10, met",
            ],
        ),
        (
            ["--amount", "-11000", "--budget", "JenV 37", "--open-as", "100", "6000", "100", "--weight", "A.2=9"],
            [
                "status: optimal; 1 found; complete: no",
                "open cells: the amounts given win (a cost, a saving, either: 0.1, -6 or 0.1)",
                "fewest 2 (proven best): A.1 B.2",
                "  JenV 37 structural: -12 of -11, cannot be determined",
            ],
        ),
        (
            ["--target", "main-20", "--forbid-variant", "A", "--no-eu-law"],
            [
                "status: infeasible; 0 found; complete: yes",
                "open cells: the worst case wins",
                "best main-20 structural: -5 of -10, missing 5: B.5",
                "without forbidden variant A: enough",
                "without legal law: missing 5",
                "enough without forbidden variant A: A.2",
                "No other smallest set of at most 4 restrictions is enough.",
            ],
        ),
        (
            ["--target", "main-20", "--front", "measures"],
            [
                "    saving  measures   leakage",
                "        15         2         4  A.2 B.5",
                "        10         1         4  A.2",
                "         0         0         0  ",
            ],
        ),
        (
            ["--target", "main-20", "--front", "leakage", "--keep-attribution"],
            [
                "    saving  measures   leakage",
                "        15         2         4  A.2 B.5",
                "        11         2       2.4  A.1 B.5",
                "         5         1         0  B.5",
            ],
        ),
    ],
)
def test_command_line_answers_every_kind_of_question(
    flags: list[str], lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Lists, fronts and limits print an answer and end with exit code 0."""
    assert main([*CALL, *flags]) == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_leakage_is_no_question_without_oda(capsys: pytest.CaptureFixture[str]) -> None:
    """A catalogue without ODA data refuses leakage, as an objective and as a front."""
    call = ["search", "--catalogue", str(TOY2), "--target", "sluizen-1"]
    for flags in (["--objective", "least-leakage"], ["--front", "leakage"]):
        assert main([*call, *flags]) == 2
        assert capsys.readouterr().err.startswith("leakage: expected a catalogue with ODA data, found one without")


@pytest.mark.slow
@pytest.mark.figures
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


HARBOUR = ["search", "--catalogue", str(TOY_RANGES), "--json"]


@pytest.mark.slow
def test_the_worst_case_wins_over_ranges_and_open_as_over_open_cells(capsys: pytest.CaptureFixture[str]) -> None:
    """
    On the invented port, structurally: of -25 to -10 the -10 counts, whatever is given for open cells.

    Of -9 and an open saving -9 counts, or -15 where a saving is given as 6; of 1.234 and an open cost nothing that must
    be certain may hold it, or it counts 3.234 where a cost is given as 2.
    """

    def ask(*flags: str) -> dict[str, Any]:
        assert main([*HARBOUR, *flags]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    def effect(*flags: str) -> tuple[int, str]:
        answer = ask("--budget", "Haven 1", *flags)
        assert answer["ranges"] == "worst-case"
        (goal,) = answer["packages"][0]["goals"]
        return goal["effect_keur"], goal["verdict"]

    given = ("--open-as", "2000", "6000", "0")
    assert effect("--amount", "-10000", "--require", "kade-breed", "--max", "1") == (-10_000, "met")
    assert effect("--amount", "-10000", "--require", "kade-breed", "--max", "1", *given) == (-10_000, "met")
    beyond = ask("--budget", "Haven 1", "--amount", "-10001", "--require", "kade-breed", "--max", "1", *given)
    assert beyond["status"] == "infeasible"
    assert effect("--amount", "-9000", "--require", "loods", "--max", "1") == (-9_000, "met")
    assert effect("--amount", "-15000", "--require", "loods", "--max", "1", *given) == (-15_000, "cannot be determined")
    assert ask("--budget", "Haven 1", "--amount", "-1000", "--require", "kraan")["status"] == "infeasible"
    assert effect("--amount", "-6000", "--require", "kraan", "loods", "--max", "2", *given)[0] == 3_234 - 15_000
    answer = ask("--amount", "-1000", *given)
    assert (answer["open_cells"], answer["open_as_keur"]) == ("counted", {"cost": 2_000, "saving": 6_000, "depends": 0})
    assert ask("--amount", "-1000")["open_cells"] == "certain"
