"""The command line says that overlaps were not judged in full: its text by the list's note, its JSON by a level."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.conftest import UNJUDGED_NOTES

NOTE = UNJUDGED_NOTES[1]
SEARCH = ("--amount", "-1000")


def test_a_package_says_it(cli: Cli, unjudged_folder: Path) -> None:
    """The note above the totals, a mark at each verdict that is met, and what the mark means."""
    out = cli("compose", "A.2", catalogue=unjudged_folder).out
    assert f"Overlap not fully judged: {NOTE}" in out
    assert "met*" in out
    assert "* met, if nothing overlaps" in out
    told = cli("compose", "A.2").out
    assert "judged" not in told
    assert "met*" not in told


def test_a_search_says_it(cli: Cli, unjudged_folder: Path) -> None:
    """The note above the answer, and at each goal that it is met if nothing overlaps."""
    out = cli("search", *SEARCH, catalogue=unjudged_folder).out
    assert NOTE in out.splitlines()[0]
    assert "met, if nothing overlaps" in out


@pytest.mark.parametrize(("call", "level"), [(("compose", "A.2"), "package"), (("search", *SEARCH), "search")])
def test_json_gives_the_level(cli: Cli, unjudged_folder: Path, call: tuple[str, ...], level: str) -> None:
    """`overlaps_reviewed` of a package and of an answer."""
    assert json.loads(cli(*call, "--json", catalogue=unjudged_folder).out)["overlaps_reviewed"] == "named-only"
    found = json.loads(cli(*call, "--json").out)
    assert found["overlaps_reviewed"] == "reviewed"
    if level == "search":
        assert found["packages"][0]["package"]["overlaps_reviewed"] == "reviewed"


def test_the_list_of_measures_says_it(cli: Cli, unjudged_folder: Path) -> None:
    """Its amounts are there to be added, so the note stands above them."""
    assert NOTE in cli("measures", catalogue=unjudged_folder).out
