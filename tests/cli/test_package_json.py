"""
The settings on the command line and what they change in the JSON of a package, on the invented country.

1. Each flag changes what it is meant to change, and nothing else.
2. ODA parts sum to the effect; the whole is plain JSON.
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
from budget.cli.measures_json import cells_json, measures_json
from budget.cli.package_json import package_json
from budget.core import Amount, Settings
from budget.engine import Package, compose_package
from tests.amounts import total
from tests.conftest import COLUMNS, DELAYS, STRUCTURAL, TOY, YEARS

Json = dict[str, Any]
Compose = Callable[..., Json]

DEFAULTS = {
    "decision_year": 2021,
    "basis": "report",
    "scope": "report",
    "oda_rules": "derived",
    "first_year_share": "average",
    "share_by": "average",
    "dac_part": None,
    "ceiling": "stays",
    "programmes": "crowd-out",
    "ended": "own-attribution",
    "dials": {},
}


@pytest.fixture
def compose(capsys: pytest.CaptureFixture[str]) -> Compose:
    """Run `compose … --json` on the invented country and return what it prints."""

    def run(*arguments: str) -> Json:
        assert main(["compose", "--catalogue", str(TOY), *arguments, "--json"]) == 0
        found: Json = json.loads(capsys.readouterr().out)
        return found

    return run


def changed(before: Json, after: Json) -> set[str]:
    """Return the top-level keys whose values differ."""
    assert set(before) == set(after)
    return {key for key in before if before[key] != after[key]}


# What it carries


def test_oda_parts_are_whole_numbers_that_sum_to_the_effect(compose: Compose) -> None:
    """In every column the own chapter, ODA room and others sum to the effect; room is attributed plus programme."""
    found = compose("A.1", "A.3", "A.4", "B.5")
    assert set(found["oda"]) == {"columns", "by_measure", "unruled", "not_counted", "regime"}
    assert set(found["oda"]["columns"]) == set(COLUMNS)
    for name, column in found["oda"]["columns"].items():
        assert column["jenv"] + column["oda_room"] + column["others"] == column["effect_keur"]
        assert column["effect_keur"] == found["totals_keur"][name]
        assert column["attributed"] + column["programme"] == column["oda_room"]
        assert column["jenv"] == sum(parts[name]["jenv"] for parts in found["oda"]["by_measure"].values())
    assert (found["oda"]["unruled"], found["oda"]["regime"]) == (["A.4", "B.5"], None)


def test_worked_example_in_json(compose: Compose) -> None:
    """A.1 structurally: 40% of 6,000 was charged to ODA and becomes room there, the rest stays with the chapter."""
    assert compose("A.1")["oda"]["columns"][STRUCTURAL] == {
        "effect_keur": -6_000,
        "jenv": -3_600,
        "oda_room": -2_400,
        "others": 0,
        "attributed": -2_400,
        "programme": 0,
        "cover": 0,
        "first_year_share_percent": "40.0",
        "attribution_before": 12_000,
        "attribution_after": 9_600,
        "share_of_oda_before_percent": "10.0",
        "share_of_oda_after_percent": "8.0",
        "ceiling_before": 120_000,
        "ceiling_after": 120_000,
        "spared": 0,
        "room": 2_400,
        "ceiling_holds": True,
        "net_ceiling_stays": -3_600,
        "net_ceiling_follows": -6_000,
        "net": -3_600,
    }


def test_open_cells_have_their_kind_and_leave_bounds_open(compose: Compose) -> None:
    """Open cells are listed with their kind; a bound that they take away is null."""
    found = compose("B.1", "B.3", "B.4")
    kinds = {(cell["measure"], cell["kind"], cell["direction_uncertain"]) for cell in found["open"]}
    assert kinds == {("B.1", "+", False), ("B.3", "depends", False), ("B.4", "-", True)}
    assert found["bounds"]["2021"] == {"lower": None, "upper": None}
    assert compose("B.1")["bounds"]["2021"] == {"lower": 0, "upper": None}
    assert compose("B.2")["bounds"]["2021"] == {"lower": None, "upper": 0}


@pytest.mark.parametrize("country", ["catalogue", "toy", "toy2"])
def test_measures_and_packages_are_plain_json(country: str, request: pytest.FixtureRequest) -> None:
    """Each measure carries its cells, a number or a kind; a package of every measure goes through JSON unchanged."""
    catalogue: Catalogue = request.getfixturevalue(country)
    rows = {row["id"]: row for row in measures_json(catalogue)}
    assert list(rows) == list(catalogue.measures)
    for id_, row in rows.items():
        assert row["effects"] == cells_json(catalogue.columns, catalogue.measures[id_].effects)
        assert list(row["effects"]) == list(catalogue.columns)
        assert row["sources"]
    found = package_json(compose_package(catalogue, tuple(catalogue.measures)))
    assert json.loads(json.dumps(found, allow_nan=False)) == found


# Flags


def test_decision_year_moves_the_amounts(compose: Compose) -> None:
    """Decided in 2022, every year's total is the year before's, 2021 is zero and structural stays."""
    before, after = compose("A.1", "A.4"), compose("A.1", "A.4", "--decision-year", "2022")
    assert after["settings"] == {**DEFAULTS, "decision_year": 2022}
    assert after["totals_keur"]["2021"] == 0
    for year, next_year in pairwise(YEARS):
        assert after["totals_keur"][next_year] == before["totals_keur"][year] != 0
    assert after["totals_keur"][STRUCTURAL] == before["totals_keur"][STRUCTURAL]
    assert after["oda"]["columns"]["2021"]["effect_keur"] == 0


def test_oda_rules_flag(compose: Compose) -> None:
    """With stated rules only, derived ones are listed as not counted and nothing but the ODA part changes."""
    before, after = compose("A.1", "A.2"), compose("A.1", "A.2", "--oda-rules", "stated")
    assert changed(before, after) == {"settings", "oda"}
    assert after["settings"] == {**DEFAULTS, "oda_rules": "stated"}
    assert (before["oda"]["not_counted"], after["oda"]["not_counted"]) == ([], ["A.2"])
    assert after["oda"]["columns"][STRUCTURAL]["attributed"] == -2_400


@pytest.mark.parametrize("share", ["0.25", "25%", "0,25"])
def test_first_year_share_flag(compose: Compose, share: str) -> None:
    """The share may be written as a fraction or a percentage; it replaces the catalogue's in every column."""
    before, after = compose("A.1"), compose("A.1", "--first-year-share", share)
    assert changed(before, after) == {"settings", "oda"}
    assert after["settings"] == {**DEFAULTS, "first_year_share": 0.25}
    assert {column["first_year_share_percent"] for column in after["oda"]["columns"].values()} == {"25.0"}
    assert after["oda"]["columns"][STRUCTURAL]["attributed"] == -1_500


def test_ceiling_flag(compose: Compose) -> None:
    """When the ceiling follows, the net effect is the whole effect and no room arises; the split stays."""
    before, after = compose("A.1"), compose("A.1", "--ceiling", "follows")
    assert changed(before, after) == {"settings", "oda"}
    assert after["settings"] == {**DEFAULTS, "ceiling": "follows"}
    column = after["oda"]["columns"][STRUCTURAL]
    assert (column["net"], column["room"], column["ceiling_after"]) == (-6_000, 0, 120_000 - 2_400)
    assert after["oda"]["by_measure"] == before["oda"]["by_measure"]


@pytest.mark.parametrize(
    ("flags", "settings", "base_keur"),
    [
        ([], {}, (50_000,) * 6),
        (["--basis", "own-year"], {"basis": "own-year"}, (50_000, 40_000, *[30_000] * 4)),
        (["--scope", "whole"], {"scope": "whole"}, (100_000,) * 6),
        (
            ["--basis", "own-year", "--scope", "whole"],
            {"basis": "own-year", "scope": "whole"},
            (100_000, 90_000, *[80_000] * 4),
        ),
    ],
)
def test_basis_and_scope_flags(compose: Compose, flags: list[str], settings: Json, base_keur: tuple[int, ...]) -> None:
    """The basis sets which year's base counts, the scope which of its lines; totals and ODA stay."""
    before, after = compose("A.1"), compose("A.1", *flags)
    assert after["settings"] == DEFAULTS | settings
    assert changed(before, after) <= {"settings", "targets"}
    columns = after["targets"]["main-20"]["columns"]
    assert tuple(columns[column]["base_keur"] for column in COLUMNS) == base_keur
    assert after["targets"]["main-20"]["scope"] == settings.get("scope", "report")


# Moving the decision and composing commute


def moved(package: Package, delay: int) -> dict[str, Amount]:
    """Return a package's totals with each year's moved to later years."""
    years = [total()] * delay + [package.totals[year] for year in YEARS[: len(YEARS) - delay]]
    return {**dict(zip(YEARS, years, strict=True)), STRUCTURAL: package.totals[STRUCTURAL]}


@pytest.mark.parametrize("country", ["catalogue", "toy"])
@pytest.mark.parametrize("delay", DELAYS)
def test_moving_and_composing_commute(country: str, delay: int, request: pytest.FixtureRequest) -> None:
    """Composing measures moved by a year is moving their composed total, open cells included."""
    catalogue: Catalogue = request.getfixturevalue(country)
    rng = random.Random(delay)
    moving = [m.id for m in catalogue.measures.values() if m.decision_year is None or m.decision_year.moves]
    for size in (0, 1, 5, len(moving)):
        for _ in range(10):
            ids = rng.sample(moving, size)
            later = compose_package(catalogue, ids, Settings(delay=delay))
            assert later.totals == moved(compose_package(catalogue, ids), delay)


def test_one_off_amount_moves_too(toy: Catalogue) -> None:
    """An amount of one year falls in the year after the decision's delay, open cells after it, not in each year."""
    package = compose_package(toy, ("B.3",), Settings(delay=2))
    assert [package.totals[column].keur for column in COLUMNS] == [0, 0, 5_000, 0, 0, 0]
    assert [package.totals[column].exact for column in COLUMNS] == [True, True, True, False, False, False]
