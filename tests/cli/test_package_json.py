"""
The JSON contract of the command line, and the settings that change it.

1. `compose --json` carries totals, targets, ODA and the settings that it was made with, as plain whole numbers.
2. Each flag changes what it is meant to change, and nothing else.
3. Moving a package's decision and composing commute: the total of moved measures is the moved total.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.cli.package_json import cells_json, measures_json, package_json
from budget.core import Settings
from budget.engine import Package, Total, compose_package
from tests.conftest import COLUMNS, DELAYS, STRUCTURAL, YEARS

Json = dict[str, Any]
Compose = Callable[..., Json]

DEFAULTS = {
    "decision_year": 2021,
    "basis": "report",
    "scope": "report",
    "oda_rules": "derived",
    "first_year_share": None,
    "ceiling": "stays",
    "dials": {},
}


@pytest.fixture
def loaded(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line use the catalogue that is already loaded."""
    monkeypatch.setattr("budget.cli.commands.load_catalogue", lambda _: catalogue)


@pytest.fixture
def compose(loaded: None, capsys: pytest.CaptureFixture[str]) -> Compose:
    """Run `compose … --json` and return what it prints."""

    def run(*arguments: str) -> Json:
        assert main(["compose", *arguments, "--json"]) == 0
        found: Json = json.loads(capsys.readouterr().out)
        return found

    return run


def changed(before: Json, after: Json) -> set[str]:
    """Return the top-level keys whose values differ."""
    assert set(before) == set(after)
    return {key for key in before if before[key] != after[key]}


# What it carries


def test_compose_carries_totals_targets_oda_and_settings(compose: Compose) -> None:
    """The report's package comes with its totals, its verdicts, its ODA split and the settings."""
    found = compose("--package", "jenv-20")
    totals = (-38_700, -155_950, -211_200, -237_500, -236_900, -236_400)
    assert found["totals_keur"] == dict(zip(COLUMNS, totals, strict=True))
    assert found["settings"] == DEFAULTS
    verdicts = {column: cell["verdict"] for column, cell in found["targets"]["jenv-20"]["columns"].items()}
    assert (verdicts["2024"], verdicts[STRUCTURAL]) == ("met", "not met")
    assert set(found["oda"]) == {"columns", "by_measure", "unruled", "not_counted", "regime"}
    assert set(found["oda"]["columns"]) == set(COLUMNS)
    assert (found["open"], found["oda"]["unruled"], found["oda"]["regime"]) == ([], ["5.1", "5.4.1"], None)


def test_oda_parts_are_whole_numbers_that_sum_to_the_effect(compose: Compose) -> None:
    """In every column JenV, ODA room and others sum to the effect; ODA room is attributed plus programme."""
    found = compose("4.7", "2C.3.1", "3.1.2", "4.9-1C", "5.1")
    for name, column in found["oda"]["columns"].items():
        assert column["jenv"] + column["oda_room"] + column["others"] == column["effect_keur"]
        assert column["effect_keur"] == found["totals_keur"][name]
        assert column["attributed"] + column["programme"] == column["oda_room"]
        assert column["jenv"] == sum(parts[name]["jenv"] for parts in found["oda"]["by_measure"].values())
    assert found["oda"]["regime"] == "1C"


def test_worked_example_in_json(compose: Compose) -> None:
    """4.7 structurally: 2,692 of 5,000 becomes ODA room at 53.8%, 2,308 stays with JenV."""
    column = compose("4.7")["oda"]["columns"][STRUCTURAL]
    assert column == {
        "effect_keur": -5_000,
        "jenv": -2_308,
        "oda_room": -2_692,
        "others": 0,
        "attributed": -2_692,
        "programme": 0,
        "first_year_share_percent": "53.8",
        "attribution_before": 330_000,
        "attribution_after": 327_308,
        "share_of_oda_before_percent": "6.4",
        "share_of_oda_after_percent": "6.3",
        "ceiling_before": 5_156_250,
        "ceiling_after": 5_156_250,
        "room": 2_692,
        "ceiling_holds": True,
        "net_ceiling_stays": -2_308,
        "net_ceiling_follows": -5_000,
        "net": -2_308,
    }


def test_open_cells_have_their_kind_and_leave_bounds_open(compose: Compose) -> None:
    """Open cells are listed with their kind; a bound that they take away is null."""
    found = compose("4.4", "4.2b", "4.5")
    kinds = {(cell["measure"], cell["kind"], cell["direction_uncertain"]) for cell in found["open"]}
    assert kinds == {("4.4", "+", False), ("4.2b", "depends", False), ("4.5", "-", True)}
    assert found["totals_keur"]["2021"] == 500_000
    assert found["bounds"]["2021"] == {"lower": None, "upper": None}
    assert compose("4.4")["bounds"][STRUCTURAL] == {"lower": 0, "upper": None}


def test_measures_have_their_cells_as_numbers_or_kinds(catalogue: Catalogue) -> None:
    """Each measure carries its six cells, a whole number or an open kind, and postings that show the same."""
    found = {row["id"]: row for row in measures_json(catalogue)}
    assert list(found) == list(catalogue.measures)
    assert found["4.2b"]["effects"] == {"2021": 500_000, **dict.fromkeys(COLUMNS[1:], "depends")}
    assert found["2C.2"]["postings"][0]["effects"] == dict.fromkeys(COLUMNS, -74_000)
    for id_, row in found.items():
        assert row["effects"] == cells_json(catalogue.measures[id_].effects)
        assert row["sources"]


def test_contract_is_plain_json(catalogue: Catalogue) -> None:
    """A package of every measure goes through JSON unchanged: no other types, no number out of range."""
    found = package_json(compose_package(catalogue, tuple(catalogue.measures)))
    assert json.loads(json.dumps(found, allow_nan=False)) == found


# Flags


def test_decision_year_moves_the_amounts(compose: Compose) -> None:
    """Decided in 2022, every year's total is the year before's, 2021 is zero and structural stays."""
    ids = ("4.7", "4.11", "4.12a")
    before, after = compose(*ids), compose(*ids, "--decision-year", "2022")
    assert after["settings"] == {**DEFAULTS, "decision_year": 2022}
    assert after["totals_keur"]["2021"] == 0
    for year, next_year in pairwise(YEARS):
        assert after["totals_keur"][next_year] == before["totals_keur"][year]
    assert after["totals_keur"][STRUCTURAL] == before["totals_keur"][STRUCTURAL]
    assert after["oda"]["columns"]["2021"]["effect_keur"] == 0


def test_oda_rules_flag(compose: Compose) -> None:
    """With stated rules only, derived ones are listed as not counted and nothing but the ODA part changes."""
    before, after = compose("3.1.4", "4.7"), compose("3.1.4", "4.7", "--oda-rules", "stated")
    assert changed(before, after) == {"settings", "oda"}
    assert after["settings"] == {**DEFAULTS, "oda_rules": "stated"}
    assert (before["oda"]["not_counted"], after["oda"]["not_counted"]) == ([], ["3.1.4"])
    assert after["oda"]["columns"][STRUCTURAL]["attributed"] == -2_692


@pytest.mark.parametrize("share", ["0.25", "25%", "0,25"])
def test_first_year_share_flag(compose: Compose, share: str) -> None:
    """The share may be written as a fraction or a percentage; it replaces annex 1's in every column."""
    before, after = compose("4.7"), compose("4.7", "--first-year-share", share)
    assert changed(before, after) == {"settings", "oda"}
    assert after["settings"] == {**DEFAULTS, "first_year_share": 0.25}
    assert {column["first_year_share_percent"] for column in after["oda"]["columns"].values()} == {"25.0"}
    assert after["oda"]["columns"][STRUCTURAL]["attributed"] == -1_250


def test_ceiling_flag(compose: Compose) -> None:
    """When the ceiling follows, the net effect is the whole effect and no room arises; the split stays."""
    before, after = compose("4.7"), compose("4.7", "--ceiling", "follows")
    assert changed(before, after) == {"settings", "oda"}
    assert after["settings"] == {**DEFAULTS, "ceiling": "follows"}
    column = after["oda"]["columns"][STRUCTURAL]
    assert (column["net"], column["room"], column["ceiling_after"]) == (-5_000, 0, 5_156_250 - 2_692)
    assert after["oda"]["by_measure"] == before["oda"]["by_measure"]


@pytest.mark.parametrize(
    ("basis", "year_basis", "scope", "base_keur"),
    [
        ("report", "report", "report", (1_187_000,) * 6),
        ("own-year", "own-year", "report", (1_187_000, 1_119_000, 1_091_000, 1_076_000, 1_076_000, 1_076_000)),
        ("report-whole", "report", "whole", (1_187_000 + 42_000 + 39_000 + 17_000 + 41_000,) * 6),
        ("own-year-whole", "own-year", "whole", (1_326_000, 1_254_000, 1_224_000, 1_209_000, 1_209_000, 1_209_000)),
    ],
)
def test_basis_flag(compose: Compose, basis: str, year_basis: str, scope: str, base_keur: tuple[int, ...]) -> None:
    """The basis sets which year's base counts and which of its lines; totals and ODA stay."""
    before, after = compose("4.7"), compose("4.7", "--basis", basis)
    assert after["settings"] == {**DEFAULTS, "basis": year_basis, "scope": scope}
    assert changed(before, after) <= {"settings", "targets"}
    columns = after["targets"]["jenv-20"]["columns"]
    assert tuple(columns[column]["base_keur"] for column in COLUMNS) == base_keur
    assert after["targets"]["jenv-20"]["scope"] == scope


@pytest.mark.parametrize(
    "arguments",
    [
        ("--decision-year", "2024"),
        ("--oda-rules", "all"),
        ("--first-year-share", "1.2"),
        ("--first-year-share", "half"),
        ("--first-year-share", "nan"),
        ("--ceiling", "floats"),
        ("--basis", "2019"),
    ],
)
def test_impossible_setting_is_a_wrong_call(
    loaded: None, capsys: pytest.CaptureFixture[str], arguments: tuple[str, str]
) -> None:
    """A setting that does not exist ends with exit code 2, a message and no output."""
    try:
        code = main(["compose", "4.7", *arguments, "--json"])
    except SystemExit as stop:  # argparse's way out
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert captured.err


# Moving the decision and composing commute


def moved(package: Package, delay: int) -> dict[str, Total]:
    """Return a package's totals with each year's moved to later years."""
    years = [Total()] * delay + [package.totals[year] for year in YEARS[: len(YEARS) - delay]]
    return {**dict(zip(YEARS, years, strict=True)), STRUCTURAL: package.totals[STRUCTURAL]}


@pytest.mark.parametrize("decision_year", DELAYS)
def test_moving_and_composing_commute(catalogue: Catalogue, decision_year: int) -> None:
    """Composing measures moved by a year is moving their composed total, open cells included."""
    rng = random.Random(decision_year)
    moving = [m.id for m in catalogue.measures.values() if m.decision_year is None or m.decision_year.moves]
    assert moving == list(catalogue.measures)
    for size in (0, 1, 5, 20, len(moving)):
        for _ in range(10):
            ids = rng.sample(moving, size)
            later = compose_package(catalogue, ids, Settings(decision_year=decision_year))
            assert later.totals == moved(compose_package(catalogue, ids), decision_year - DELAYS[0])


def test_one_off_amount_moves_too(catalogue: Catalogue) -> None:
    """4.2b's one-off 500 falls in the year after the decision's delay, not in each year."""
    package = compose_package(catalogue, ("4.2b",), Settings(delay=2))
    assert [package.totals[column].keur for column in COLUMNS] == [0, 0, 500_000, 0, 0, 0]
    assert [package.totals[column].exact for column in COLUMNS] == [True, True, True, False, False, False]
