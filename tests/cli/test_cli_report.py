"""The command line on the report: its package by bounds, one saving counted once, and the options of 4.9."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.cli.measures_json import measures_json
from tests.conftest import COLUMNS, STRUCTURAL

pytestmark = pytest.mark.figures

Answer = Callable[..., Any]
HEAD = 32  # the width of the first column of a table


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Answer:
    """Call the command line and read the JSON that it prints."""

    def call(*arguments: str) -> Any:
        assert main([*arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def rows(out: str) -> dict[str, list[str]]:
    """The rows of a printed table by their first column."""
    return {line[:HEAD].strip(): line[HEAD:].split() for line in out.splitlines()}


@pytest.mark.slow
def test_one_saving_shows_both_ends(capsys: pytest.CaptureFixture[str], answer: Answer) -> None:
    """6.1, 6.2a and 6.2b are −108 as the list adds and −58 when the same money counts once."""
    assert main(["compose", "6.1", "6.2a", "6.2b"]) == 0
    table = rows(capsys.readouterr().out)
    assert table["Balance effect"] == ["0", *["-108"] * 4, "-432", "-108"]
    assert table["without double counting"] == ["=", *["-58"] * 4, "-232", "-58"]
    found = answer("compose", "6.1", "6.2a", "6.2b")
    assert found["without_double_counting"][STRUCTURAL] == {"lower": -108_000, "upper": -58_000}
    assert found["bounds"][STRUCTURAL] == {"lower": -108_000, "upper": -108_000}
    assert [(clash["counting"], clash["measures"]) for clash in found["conflicts"]] == [
        ("same-money", ["6.1", "6.2a", "6.2b"])
    ]


def test_no_row_without_double_counting_where_nothing_differs(capsys: pytest.CaptureFixture[str]) -> None:
    """A package without overlaps that bite prints its total alone."""
    assert main(["compose", "4.7"]) == 0
    assert "without double counting" not in capsys.readouterr().out


@pytest.mark.slow
def test_the_reports_package(capsys: pytest.CaptureFixture[str], answer: Answer) -> None:
    """Its verdict in 2024 hangs on double counting, which text and JSON say; as the report adds it is met."""
    assert main(["compose", "--package", "jenv-20"]) == 0
    assert "undetermined by double counting: 2024" in capsys.readouterr().out
    cell = answer("compose", "--package", "jenv-20")["targets"]["jenv-20"]["columns"]["2024"]
    assert cell["without_double_counting"] == {"lower": -237_500, "upper": -208_634}
    assert (cell["verdict"], cell["why"]) == ("cannot be determined", "overlap")
    assert (cell["as_added"], cell["counted_once"]) == ("met", "not met")
    added = answer("compose", "--package", "jenv-20", "--overlaps", "as-report")
    assert added["targets"]["jenv-20"]["columns"]["2024"]["verdict"] == "met"


@pytest.mark.parametrize(
    ("arguments", "room"),
    [
        (["4.9-1A"], 0),
        (["4.9-1B", "--cover", "oda"], -68_000),
        (["4.9-1B", "--cover", "own-chapter"], 0),
    ],
)
def test_room_under_the_options_of_the_ceiling(answer: Answer, arguments: list[str], room: int) -> None:
    """1A is budget-neutral in every column; 1B takes its reserve from the ODA budget unless the own chapter pays."""
    columns = answer("compose", *arguments)["oda"]["columns"]
    assert {(columns[c]["room"], columns[c]["ceiling_holds"]) for c in COLUMNS} == {(room, room >= 0)}
    assert {columns[c]["spared"] for c in COLUMNS} == {0}


@pytest.mark.slow
def test_settings_by_flag(answer: Answer) -> None:
    """Each setting of ODA has its flag; a share is a name, or a fraction of one's own."""
    flags = ["--share-by", "by-measure", "--dac-part", "80%", "--programmes", "move-ceiling", "--ended", "printed"]
    settings = answer("compose", "4.7", "--first-year-share", "coa", *flags)["settings"]
    assert (settings["first_year_share"], settings["share_by"], settings["dac_part"]) == ("coa", "by-measure", 0.8)
    assert (settings["programmes"], settings["ended"]) == ("move-ceiling", "printed")
    assert answer("compose", "4.7", "--first-year-share", "54,1%")["settings"]["first_year_share"] == 0.541


@pytest.mark.slow
def test_search_by_bounds_finds_none_and_as_the_report_adds_one(answer: Answer) -> None:
    """No package reaches JenV −20% without double counting; as the report adds there is one, with its overlaps."""
    none = answer("search", "--target", "jenv-20")
    assert (none["status"], none["packages"]) == ("infeasible", [])
    assert none["explanation"]["best"][0]["missing_keur"] > 0
    (found,) = answer("search", "--target", "jenv-20", "--overlaps", "as-report")["packages"]
    assert found["overlaps"]
    assert all(overlap["title"]["nl"] and len(overlap["measures"]) > 1 for overlap in found["overlaps"])


@pytest.mark.slow
def test_readings_on_demand(answer: Answer) -> None:
    """2B.1.2 costs 25 in 2021 by two tables and 10 by a third; that stands beside the package when asked for."""
    assert "by_readings" not in answer("compose", "2B.1.2")
    found = answer("compose", "2B.1.2", "--by-readings")
    total = found["totals_keur"]["2021"]
    assert found["by_readings"]["totals"]["2021"]["every"] == {"lower": total - 15_000, "upper": total}
    assert {reading["measure"] for reading in found["by_readings"]["readings"]} == {"2B.1.2"}


def test_every_measure_says_where_its_amounts_stand(catalogue: Catalogue) -> None:
    """Each measure has the document, page and address of its first source; each posting too, or it is a reason."""
    addresses = {document.id: document.url for document in catalogue.info.documents}
    for row in measures_json(catalogue):
        assert row["source"]["page"] > 0
        assert row["source"]["url"] == addresses[row["source"]["document"]] is not None
        assert all(posting["source"] is None or posting["source"]["section"] for posting in row["postings"])
