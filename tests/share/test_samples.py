"""
What version 1.0.0 wrote still opens: links, package files and workbooks in `tests/samples/1.0.0`.

Invariants: 1. every sample opens as the package that it was; 2. its figures are those that 1.0.0 showed, unless an
amount was corrected since, which is then told. The samples name no catalogue, so they mean the report's own.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.cli.package_json import package_json
from budget.engine import compose_package
from budget.export import read_workbook
from budget.share import Draft, open_link, read_package
from tests.conftest import ROOT

SAMPLES = ROOT / "tests" / "samples" / "1.0.0"
LINKS: dict[str, Any] = json.loads((SAMPLES / "links.json").read_text(encoding="utf-8"))
FILES: dict[str, Any] = json.loads((SAMPLES / "files.json").read_text(encoding="utf-8"))
WORKBOOKS: dict[str, Any] = json.loads((SAMPLES / "workbooks.json").read_text(encoding="utf-8"))


def figures(catalogue: Catalogue, draft: Draft) -> dict[str, Any]:
    """Compose an opened package and return what a sample remembers of it."""
    found = package_json(compose_package(catalogue, draft.measures, draft.settings))
    targets, oda = found["targets"], found["oda"]["columns"]
    return {
        "name": draft.name,
        "description": draft.description,
        "measures": found["selection"],
        "settings": found["settings"],
        "totals_keur": found["totals_keur"],
        "bounds": found["bounds"],
        "verdicts": {id_: {c: cell["verdict"] for c, cell in t["columns"].items()} for id_, t in targets.items()},
        "target_keur": {
            id_: {c: cell["target_keur"] for c, cell in t["columns"].items()} for id_, t in targets.items()
        },
        "oda": {c: {key: column[key] for key in ("jenv", "oda_room", "others")} for c, column in oda.items()},
    }


def test_the_samples_are_all_there() -> None:
    """Ten links, three package files and two workbooks are kept."""
    assert (len(LINKS), len(FILES), len(WORKBOOKS)) == (10, 3, 2)


@pytest.mark.parametrize("name", LINKS)
def test_a_link_of_1_0_0_opens_with_its_figures(catalogue: Catalogue, name: str) -> None:
    """A link opens the packages, the active one and the comparison that it was made with."""
    sample = LINKS[name]
    opened = open_link(catalogue, sample["code"])
    assert opened.changes == ()
    assert (opened.state.active, list(opened.state.compared)) == (sample["active"], sample["compared"])
    assert [figures(catalogue, draft) for draft in opened.state.drafts] == sample["packages"]


@pytest.mark.parametrize("name", FILES)
def test_a_package_file_of_1_0_0_opens_with_its_figures(catalogue: Catalogue, name: str) -> None:
    """A package file opens as the package that was saved."""
    opened = read_package(SAMPLES / f"{name}.yaml", catalogue)
    assert opened.changes == ()
    assert figures(catalogue, opened.draft) == FILES[name]


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_of_1_0_0_opens_with_its_figures(catalogue: Catalogue, name: str) -> None:
    """A workbook comes back as the package that was exported, without a warning."""
    read = read_workbook((SAMPLES / f"{name}.xlsx").read_bytes(), catalogue, f"{name}.xlsx")
    assert read.warnings == ()
    assert figures(catalogue, read.draft) == WORKBOOKS[name]
