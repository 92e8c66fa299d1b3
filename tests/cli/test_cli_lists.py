"""
Lists on the command line.

1. `catalogues` names every list on offer with what it says of itself, one that is named first.
2. `measures` gives of a short record what the list gives: where it stands, its years, and cells that are no number.
"""

from __future__ import annotations

import json

import pytest

from budget.catalogue import known_catalogues
from budget.cli.measures_json import cell_json
from budget.core import DEPENDS, NOT_GIVEN, OPEN_COST, Amount, Cell
from tests.cli.conftest import Cli
from tests.conftest import TOY, YEARS

LIST = "ombuigingslijst-2021"


@pytest.mark.slow
def test_every_list_is_named(cli: Cli) -> None:
    """The project's own first; a folder that is named stands before it."""
    found = json.loads(cli("catalogues", "--json", catalogue=None).out)
    assert [item["id"] for item in found] == list(known_catalogues())
    assert found[0]["columns"] == [*YEARS, "structural"]
    assert {"id", "title", "version", "measures", "columns", "overlaps"} <= found[0].keys()
    by_id = {item["id"]: item for item in found}
    assert (by_id["bmh-14"]["measures"], by_id["bmh-14"]["overlaps"]) == (62, "reviewed")
    assert (by_id[LIST]["measures"], by_id[LIST]["overlaps"]) == (681, "named-only")
    assert by_id[LIST]["columns"][:2] == ["2021", "2022"]
    named = json.loads(cli("catalogues", "--json", catalogue=TOY).out)
    assert [item["id"] for item in named] == ["toy", *known_catalogues()]


def test_as_text_each_list_has_a_line(cli: Cli) -> None:
    """Id, version, number of measures, how far overlaps were judged, title."""
    lines = cli("catalogues", catalogue=None).out.splitlines()
    assert len(lines) == len(known_catalogues())
    assert lines[0].split()[:4] == ["bmh-14", "1.1.0", "62", "reviewed"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (-1500, -1500),
        (0, 0),
        (NOT_GIVEN, None),
        (OPEN_COST, "+"),
        (DEPENDS, "depends"),
        (OPEN_COST.plus(780_000), {"amount": 780_000, "open": "+"}),
        (Amount(None, 0, 160_000), {"low": 0, "high": 160_000}),
        (Amount(None, 5, None), {"low": 5, "high": None}),
        (Amount(None, None, -5), {"low": None, "high": -5}),
    ],
)
def test_a_cell_is_written_as_what_it_is(cell: Cell, written: object) -> None:
    """A number, a sign, an amount beside something open, both ends, or null for what is not given."""
    assert cell_json(cell) == written


@pytest.mark.slow
def test_a_short_record_gives_what_the_list_gives(cli: Cli) -> None:
    """Structural year, theme, direction, tax, and the page and address of its amounts."""
    found = {item["id"]: item for item in json.loads(cli("measures", "--json", catalogue=LIST).out)}
    crown = found["2.0-1"]
    assert (crown["structural_year"], crown["direction"], crown["tax"]) == (2022, "saving", False)
    assert crown["effects"] == {"2021": None, **dict.fromkeys(("2022", "2023", "2024", "2025", "2026"), -1500)} | {
        "structural": -1500
    }
    assert crown["source"]["page"] == 6
    assert crown["source"]["url"].startswith("https://www.rijksoverheid.nl/")
    assert crown["legal_change"] is None


@pytest.mark.slow
def test_a_condition_that_is_not_met_is_said(cli: Cli) -> None:
    """As JSON, and as a line of text."""
    found = json.loads(cli("compose", "3.6-2a", "--json", catalogue=LIST).out)
    assert [(item["measures"], item["needs_any"]) for item in found["unmet"]] == [
        (["3.6-2a"], ["3.6-1a", "3.6-1b", "3.6-1c"])
    ]
    assert "unmet: 3.6-2a needs 3.6-1a or" in cli("compose", "3.6-2a", catalogue=LIST).out
