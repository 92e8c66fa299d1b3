"""
Bombs: a small file that is made to cost much is refused, or read, for little.

1. No bomb costs more than 100 MB above the idle process or a second of the processor.
2. Each is refused in one message with what was expected and found, in both languages; or it opens, as it is sound.
"""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.core import BudgetError, explain
from budget.engine import compose_package
from budget.export import read_workbook, write_workbook
from fuzz.bombs import all_bombs
from tests.conftest import ROOT

pytestmark = pytest.mark.long

MOST_MB = 100
MOST_SECONDS = 1.0
SOUND = {
    "as-many-styles-as-allowed.xlsx",
    "as-large-as-allowed.ods",
    "rows-that-repeat.ods",
    "spaces-that-repeat.ods",
}
"""Large, but what it says is a package."""


@pytest.fixture(scope="module")
def bombs(toy: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all bombs, and the workbook of which they are made."""
    folder = tmp_path_factory.mktemp("bombs")
    sound = write_workbook(compose_package(toy, ("A.1", "B.5")), "Proef")
    (folder / "sound.xlsx").write_bytes(sound)
    with warnings.catch_warnings(action="ignore"):  # names used twice, which is the point
        for name, content in all_bombs(sound):
            (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def costs(bombs: Path) -> dict[str, dict[str, Any]]:
    """What every bomb costs and how it ends, each in a process of its own."""
    told = subprocess.run(
        [sys.executable, "-m", "fuzz.measure", str(bombs)], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    found: dict[str, dict[str, Any]] = json.loads(told.stdout)
    return found


def test_no_bomb_costs_much(costs: dict[str, dict[str, Any]]) -> None:
    """Invariant 1; the processor's seconds, as the clock's depend on what else the machine does."""
    assert len(costs) > 70
    assert {name: cost["mb"] for name, cost in costs.items() if cost["mb"] > MOST_MB} == {}
    assert {name: cost["cpu"] for name, cost in costs.items() if cost["cpu"] > MOST_SECONDS} == {}


def test_every_bomb_is_refused(costs: dict[str, dict[str, Any]]) -> None:
    """None crashes, none opens but what is sound."""
    crashed = {name: cost["ended"] for name, cost in costs.items() if cost["ended"].startswith("CRASH")}
    assert crashed == {}
    assert {name for name, cost in costs.items() if cost["ended"] == "opened"} == SOUND | {"sound.xlsx"}


REFUSALS = {
    "bzip2-forged": "workbook_part_packed_otherwise",
    "lzma-forged": "workbook_part_packed_otherwise",
    "deflate-forged": "workbook_part_not_as_listed",
    "too-small-a-size": "workbook_part_not_as_listed",
    "descriptor-lies": "workbook_part_not_as_listed",
    "unlike-its-head": "workbook_part_not_as_listed",
    "overlap": "workbook_parts_overlap",
    "twice": "workbook_part_twice",
    "twice-by-case": "workbook_part_twice",
    "encrypted": "workbook_encrypted",
    "zip64": "workbook_in_zip64",
    "nested": "workbook_part_is_an_archive",
    "polyglot-front": "workbook_bytes_outside_parts",
    "polyglot-behind": "workbook_bytes_outside_parts",
    "polyglot-between": "workbook_bytes_outside_parts",
    "link": "workbook_part_is_a_link",
    **{f"path-{place}": "workbook_part_badly_named" for place in range(5)},
    "laughs": "workbook_part_no_plain_xml",
    "laughs-in-utf-16": "workbook_part_no_plain_xml",
    "laughs-in-ebcdic": "workbook_part_no_plain_xml",
    "laughs-elsewhere": "workbook_part_no_plain_xml",
    "attributes": "workbook_with_too_much_xml",
    "cells": "workbook_with_too_much_xml",
    "many-sheets": "workbook_with_too_much_xml",
    "one-attribute": "workbook_with_too_much_xml",
    "styles": "workbook_with_too_much_xml",
    "texts": "workbook_with_too_much_xml",
}


def test_a_refusal_names_what_is_wrong(costs: dict[str, dict[str, Any]]) -> None:
    """Each lie of an archive has its own message, so that who made the file in good faith can mend it."""
    assert {name: costs[f"{name}.xlsx"]["ended"] for name in REFUSALS} == REFUSALS


@pytest.mark.parametrize("name", ["overlap", "polyglot-behind", "path-4", "link", "too-small-a-size", "zip64"])
def test_a_refusal_is_one_clear_message(bombs: Path, toy: Catalogue, name: str) -> None:
    """Invariant 2: file, what was expected, what was found and what to do, in both languages."""
    content = (bombs / f"{name}.xlsx").read_bytes()
    with pytest.raises(BudgetError) as caught:
        read_workbook(content, toy, "proef.xlsx")
    for language, words in (("nl", ("verwacht", "gevonden", "Exporteer")), ("en", ("expected", "found", "Export"))):
        said = explain(caught.value, language)
        assert said.count("proef.xlsx: ") == 1
        assert all(word in said for word in words)
