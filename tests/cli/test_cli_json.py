"""The JSON of `measures` and `compose` on the invented country: its keys stay, amounts are int in thousands of euro."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.share import Draft, stored_text
from tests.conftest import COLUMNS, TOY

Answer = Callable[..., Any]


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Answer:
    """Call the command line on the invented country and read the JSON that it prints."""

    def call(command: str, *arguments: str) -> Any:
        assert main([command, "--catalogue", str(TOY), *arguments, "--json"]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        return json.loads(out)

    return call


def test_measures(answer: Answer) -> None:
    """Each measure has its id and its effects: an int in thousands of euro, or "+", "-" or "depends"."""
    measures = {measure["id"]: measure for measure in answer("measures")}
    assert list(measures) == ["A.1", "A.2", "A.3", "A.4", "B.1", "B.2", "B.3", "B.4", "B.5"]
    assert measures["A.4"]["effects"] == {
        "2021": 500,
        "2022": 1_250,
        "2023": 2_375,
        "2024": 2_000,
        "2025": 2_000,
        "structural": 2_000,
    }
    assert list(measures["B.1"]["effects"].values()) == ["+", "+", 0, 0, 0, 0]
    assert set(measures["B.2"]["effects"].values()) == {"-"}
    assert list(measures["B.3"]["effects"].values()) == [5_000, *["depends"] * 5]
    assert all(tuple(measure["effects"]) == COLUMNS for measure in measures.values())
    assert measures["A.1"]["variant"] == "A"
    assert measures["A.1"]["title"] == {"nl": "Maatregel A.1", "en": "Measure A.1"}
    assert [posting["budget"] for posting in measures["A.3"]["postings"]] == ["BHOS 4.1", "BHOS 4.2"]


def test_package(answer: Answer, toy: Catalogue) -> None:
    """A composed package has totals, bounds, open cells, views, conflicts and settings."""
    found = answer("compose", "B.1", "A.1", "A.2", "A.4", "--decision-year", "2022", "--basis", "own-year")
    assert found["catalogue"] == {"id": "toy", "version": toy.info.version, "date": toy.info.date}
    assert found["selection"] == ["A.1", "A.2", "A.4", "B.1"]
    totals = {"2021": 0, "2022": -10_500, "2023": -10_750, "2024": -10_625, "2025": -12_000, "structural": -14_000}
    assert found["totals_keur"] == totals
    assert found["bounds"] == {
        column: {"lower": keur, "upper": None if column in {"2022", "2023"} else keur}
        for column, keur in totals.items()
    }
    assert [(cell["measure"], cell["column"], cell["kind"], cell["direction_uncertain"]) for cell in found["open"]] == [
        ("B.1", "2022", "+", False),
        ("B.1", "2023", "+", False),
    ]
    assert list(found["by_variant"]) == ["A", "B"]
    assert found["by_variant"]["A"] == totals
    assert found["by_variant"]["B"] == dict.fromkeys(COLUMNS, 0)
    assert list(found["by_budget"]) == ["BZ", "JenV 37"]
    assert found["by_budget"]["BZ"]["2023"] == 1_250
    assert found["savings_keur"]["2022"] == -11_000
    assert found["intensifications_keur"]["2022"] == 500
    assert [(clash["id"], clash["kind"], clash["measures"]) for clash in found["conflicts"]] == [
        ("a1-or-a2", "exclusive", ["A.1", "A.2"])
    ]
    sought = {"decision_year": 2022, "basis": "own-year", "scope": "report", "first_year_share": "average"}
    assert {key: found["settings"][key] for key in sought} == sought


def test_targets(answer: Answer) -> None:
    """Each target has its base, amount, effect, gap and verdict by column; an open saving leaves no lower bound."""
    package = answer("compose", "A.1", "B.2")
    assert package["bounds"]["2021"] == {"lower": None, "upper": -1_000}
    targets = package["targets"]
    assert list(targets) == ["main-20", "main+20"]
    assert targets["main-20"]["scope"] == "report"
    assert tuple(targets["main-20"]["columns"]) == COLUMNS
    expected = {
        "base_keur": 50_000,
        "target_keur": -10_000,
        "effect_keur": -1_000,
        "bounds": {"lower": None, "upper": -1_000},
        "gap_keur": 9_000,
        "percent_of_base": "-2.00",
        "verdict": "cannot be determined",
        "why": "open cells",
    }
    found = targets["main-20"]["columns"]["2021"]
    assert {key: found[key] for key in expected} == expected
    assert targets["main+20"]["columns"]["2021"]["verdict"] == "not met"


def test_empty_package(answer: Answer) -> None:
    """The empty package has zeros in every total and empty views."""
    found = answer("compose")
    assert found["totals_keur"] == dict.fromkeys(COLUMNS, 0)
    assert found["bounds"] == {column: {"lower": 0, "upper": 0} for column in COLUMNS}
    assert found["open"] == found["conflicts"] == []
    assert found["by_variant"] == found["by_budget"] == {}


def test_ready_made_package_by_name_or_file(answer: Answer, toy: Catalogue, tmp_path: Path) -> None:
    """A package is composed alike from its ids, its name, its file and a stored file."""
    stored = tmp_path / "mine.yaml"
    stored.write_text(stored_text(toy, Draft("Mine", measures=("A.1", "B.5"))), encoding="utf-8")
    by_ids = answer("compose", "B.5", "A.1")
    assert answer("compose", "--package", "both") == by_ids
    assert answer("compose", "--package", str(TOY / "data" / "packages" / "both.yaml")) == by_ids
    assert answer("compose", "--package", str(stored)) == by_ids


def test_letters_are_not_coded(toy: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    """Letters and signs stand in the JSON as they are, for people to read."""
    assert main(["compose", "--catalogue", str(TOY), "--json"]) == 0
    assert f'"title": "{toy.targets["main-20"].title.nl}"' in capsys.readouterr().out
