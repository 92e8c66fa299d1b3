"""
`chain` and `setback` on the command line.

1. Their figures are the engine's, as JSON and as text; a package is followed.
2. What they refuse they say in either language, with exit code 2 for the call and 1 for the list.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from tests.cli.conftest import Cli, refused
from tests.conftest import ROOT, TOY


@pytest.fixture
def folder(full: Catalogue) -> Path:
    """The invented country with a chain."""
    return full.folder


def asked(cli: Cli, *arguments: str, catalogue: Path | None = None) -> Any:
    command, *rest = arguments
    result = cli(command, *rest, "--json", catalogue=catalogue)
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


@pytest.mark.slow
@pytest.mark.figures
def test_a_set_back_of_a_fifth(cli: Cli) -> None:
    """2024 at 20%: 50.6 today, 41.6 with a reserve in its first year, nothing a quiet year later."""
    found = asked(cli, "setback", "--shock", "20")
    assert (found["year"], found["extra"], found["in_force"], found["turned"]) == ("2024", 109600, "today", "cost")
    assert {id_: rule["own"] for id_, rule in found["rules"].items()} == {
        "today": 50600, "1A": 109600, "1B": 41600, "1C": 41600, "2": 0,
    }  # fmt: skip
    assert [year["own"] for year in found["back_test"] if year["own"]] == [135000, 821000]
    later = asked(cli, "setback", "4.9-1B", "--shock", "20%", "--saved", "1", "--cover", "own-chapter")
    assert (later["in_force"], later["rules"]["1B"]["own"], later["rules"]["1B"]["filled_by"]) == ("1B", 0, "own")
    assert found["kept_of_each_euro_percent"]["6.2b"] == "46.2"


@pytest.mark.figures
def test_the_chain_of_the_report(cli: Cli) -> None:
    """History, errors, what budgets presuppose and the package, in the figures of the engine."""
    found = asked(cli, "chain", "--package", "jenv-20")
    assert [year["implied_stay"] for year in found["history"]][:2] == ["11.79", "12.36"]
    assert found["look_back"]["fixed_stay"]["mean_error_percent"] == "18.1"
    assert [year["presupposed"]["stay"] for year in found["years"]] == ["8.01", "7.19", "6.58", "6.25", "6.09"]
    assert found["package"]["person_years"]["structural"] == "3572.0"
    assert found["package"]["same_months"] == [["3.1.4", "6.2b"]]
    assert found["month_of_stay"] == 75667
    assert found["printed_nowhere"][0]["years"][-1] == "2018"


def test_an_inflow_goes_through_the_chain_first(cli: Cli, folder: Path) -> None:
    """Half as many more people at a stay of a month are 45.83% of the cost, and the answer says which was turned."""
    found = asked(cli, "setback", "--inflow-shock", "50", "--stay", "1", "--year", "2022", catalogue=folder)
    assert (found["turned"], found["inflow_percent"], found["shock_percent"]) == ("inflow", "50.00", "45.83")
    assert found["extra"] == round(30000 * 550 / 1200)


def test_text_says_the_same(cli: Cli, folder: Path) -> None:
    """The tables for people, in the unit of the list."""
    shown = cli("setback", "--shock", "10", catalogue=folder).out
    assert "2024: 10.00% of 25 is 2.5." in shown
    assert "*today" in shown
    assert "2020" in cli("chain", catalogue=folder).out


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        (("chain", "--stay", "0,5"), 2, "--stay: verwacht een getal van 1 tot en met 60, gevonden 0,5."),
        (("chain", "--stay", "1.0000001"), 2, "--stay: verwacht ten hoogste 6 cijfers achter de komma"),
        (("chain", "--inflow", "x"), 2, '--inflow: verwacht een getal van 0 tot en met 5.000, gevonden "x"'),
        (("chain", "--inflow", "1,5"), 2, "aanname inflow: verwacht een heel getal, gevonden 1.5"),
        (("setback", "--shock", "nan"), 2, '--shock: verwacht een getal van −100 tot en met 300, gevonden "nan"'),
        (("setback", "--shock", "1e999999999"), 2, "--shock: verwacht een getal"),
        (("setback", "--inflow-shock", "301"), 2, "--inflow-shock: verwacht een getal van −100 tot en met 300"),
        (("setback", "--shock", "1", "--inflow-shock", "1"), 2, "gevonden beide"),
        (("setback", "--year", "2019"), 2, "jaar: verwacht een van 2021, 2022, 2023, 2024, gevonden 2019"),
        (("setback", "--reserve", "0.0001"), 2, "verwacht een heel getal"),
        (("setback", "A.9"), 1, 'gevonden "A.9"'),
    ],
)
def test_what_is_refused(cli: Cli, folder: Path, call: tuple[str, ...], code: int, said: str) -> None:
    """Limits, numbers, years and measures, each with what was expected and found."""
    assert said in refused(cli(*call, "--language", "nl", catalogue=folder), code)


@pytest.mark.parametrize("command", ["chain", "setback"])
def test_a_list_without_a_chain(cli: Cli, command: str) -> None:
    """The list is named, and what it lacks."""
    assert "catalogue toy: expected data on the chain" in refused(cli(command, catalogue=TOY))


def test_readme_names_the_commands() -> None:
    """As an example of each."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python -m budget chain" in readme
    assert "python -m budget setback --shock 20" in readme
