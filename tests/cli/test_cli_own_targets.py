"""
Targets of one's own on the command line.

1. They are held as the engine holds them, in text and JSON; a package file's own ones stay beside those of the call.
2. What cannot be asked is a wrong call (2) with one clear message in the call's language.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budget.core import OwnTarget, Settings
from budget.share import Draft, stored_text
from tests.cli.conftest import Cli, refused

JENV = ("--own-target", "JenV: -10 by 2025")


def test_compose_holds_a_target(cli: Cli) -> None:
    """The verdict stands only in the columns that are asked, with what is to be reached and the gap."""
    out = cli("compose", "A.1", *JENV).out.splitlines()
    at = out.index("JenV: −10, 2025 and structural")
    assert [line.split() for line in out[at + 1 : at + 4]] == [
        ["verdict", "not", "met", "not", "met"],
        ["to", "reach", "-10", "-10"],
        ["gap", "(effect", "less", "target)", "5", "4"],
    ]


def test_json_has_the_target_as_a_file_holds_it(cli: Cli) -> None:
    """Without a base no percentage, and nothing to reach where nothing is asked."""
    found = json.loads(cli("compose", "A.2", "--json", *JENV, "--own-target", "alles: +12,5% of T-aid@2021 2022").out)
    asked = {"direction": "cut", "amount": 10, "budgets": ["JenV"], "columns": ["2025", "structural"]}
    first, second = found["targets"]["own-1"], found["targets"]["own-2"]
    assert first["own"] == found["settings"]["own_targets"][0] == asked
    assert (first["percent"], second["percent"]) == (None, "12.5")
    cells = first["columns"]
    assert [cells["2025"][key] for key in ("base_keur", "target_keur", "gap_keur", "verdict")] == [
        None,
        -10_000,
        0,
        "met",
    ]
    assert [cells["2024"][key] for key in ("target_keur", "gap_keur", "verdict")] == [None, None, "not asked"]
    assert [second["columns"]["2022"][key] for key in ("base_keur", "target_keur")] == [35_000, 4_375]


def test_a_package_file_has_its_own(cli: Cli, tmp_path: Path, toy: object) -> None:
    """Those of the call come after them."""
    place = tmp_path / "pakket.yaml"
    settings = Settings(own_targets=(OwnTarget(amount_keur=1),))
    place.write_text(stored_text(toy, Draft("x", "", ("A.1",), settings)), "utf-8")  # type: ignore[arg-type]
    found = json.loads(cli("compose", "--package", str(place), "--json", *JENV).out)
    assert [target["amount"] for target in found["settings"]["own_targets"]] == [0.001, 10]


@pytest.mark.parametrize(
    ("text", "said"),
    [("JenW: -10", "something that the list has"), ("JenV 10", "expected WHERE"), ("JenV: -10%", "found none")],
)
def test_what_cannot_be_asked_is_a_wrong_call(cli: Cli, text: str, said: str) -> None:
    """Told once, with what to write."""
    assert said in refused(cli("compose", "A.1", "--own-target", text), 2)


def test_in_dutch(cli: Cli) -> None:
    """The field goes by its Dutch name."""
    said = refused(cli("compose", "A.1", "--language", "nl", "--own-target", "JenV: -1.234"), 2)
    assert said.startswith("eigen doel, bedrag: ")


@pytest.mark.slow
def test_search_takes_them_as_goals(cli: Cli) -> None:
    """Each in the columns that it asks, beside a target of the list."""
    found = json.loads(cli("search", "--json", *JENV, "--target", "main-20").out)
    goals = [(goal["goal"], goal["column"], goal["verdict"]) for goal in found["packages"][0]["goals"]]
    assert goals == [("main-20", "structural", "met"), ("own-1", "2025", "met"), ("own-1", "structural", "met")]
