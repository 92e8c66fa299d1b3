"""
The figures of released versions.

1. The current version's file holds the catalogue's figures: changed figures need a new version.
2. A release is read back as it was written.
3. What changed between a release and now is listed cell by cell.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from budget.catalogue import (
    Catalogue,
    Change,
    changes_since,
    current_release,
    history_folder,
    known_versions,
    read_release,
    release_text,
)
from budget.core import DEPENDS, OPEN_SAVING, Amount, BudgetError, FaultsError
from tests.conftest import COLUMNS

REMEDY = "the figures changed since this version: run `make release VERSION=<the next one>`"


def kept_in(catalogue: Catalogue, folder: Path, releases: dict[str, str]) -> Catalogue:
    """The catalogue in another folder, with these release files."""
    copy = replace(catalogue, folder=folder)
    history_folder(copy).mkdir(parents=True)
    for version, text in releases.items():
        (history_folder(copy) / f"{version}.json").write_text(text, encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"columns": ["2021"]}',
        '{"columns": ["2021"], "measures": {"A.1": [1, 2]}}',
        '{"columns": ["2021"], "measures": {"A.1": ["x"]}}',
        '{"columns": ["2021"], "measures": {"A.1": [true]}}',
    ],
)
def test_a_broken_release_is_a_fault(toy: Catalogue, tmp_path: Path, text: str) -> None:
    """A release file of another shape is refused by its name."""
    copy = kept_in(toy, tmp_path, {"1.0.0": text})
    with pytest.raises(FaultsError, match=r"data/history/1\.0\.0\.json:?\d*: expected columns and a row of cells"):
        read_release(copy, "1.0.0")


def test_current_version_holds_the_figures_of_the_catalogue(catalogue: Catalogue) -> None:
    """The release file of the catalogue's version has the same measures, order and cells as the catalogue."""
    path = history_folder(catalogue) / f"{catalogue.info.version}.json"
    assert path.exists(), REMEDY
    held, now = json.loads(path.read_text(encoding="utf-8")), json.loads(release_text(catalogue))
    assert held["columns"] == now["columns"], REMEDY
    written, current = held["measures"], now["measures"]
    changed = {id_ for id_ in {*written, *current} if written.get(id_) != current.get(id_)}
    assert (list(written), changed) == (list(current), set()), REMEDY


def test_every_release_can_be_read(catalogue: Catalogue) -> None:
    """Each release file has a version for a name and rows of six cells, each a whole number or an open kind."""
    assert known_versions(catalogue)
    for version in known_versions(catalogue):
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        release = read_release(catalogue, version)
        assert release.version == version
        for cells in release.cells.values():
            assert len(cells) == len(release.columns)
            assert all(isinstance(cell, Amount) or type(cell) is int for cell in cells)


@pytest.mark.parametrize("country", ["catalogue", "toy", "toy2", "toy_ranges"])
def test_release_is_read_back_as_written(country: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Written and read, a release is the catalogue's figures in the catalogue's order."""
    catalogue: Catalogue = request.getfixturevalue(country)
    copy = kept_in(catalogue, tmp_path, {catalogue.info.version: release_text(catalogue)})
    release = read_release(copy, catalogue.info.version)
    assert release == current_release(catalogue)
    assert list(release.cells) == list(catalogue.measures)
    assert release.columns == catalogue.columns.all
    if country == "toy":
        assert release.cells["B.3"] == (5_000, *[DEPENDS] * 5)


@pytest.mark.parametrize("version", ["0.0.1", "", "../1.0.0", "1.0.0.json"])
def test_unknown_release_names_the_known_ones(toy: Catalogue, tmp_path: Path, version: str) -> None:
    """A version that is not held is refused with those that are; a path is no version."""
    copy = kept_in(toy, tmp_path, {"1.0.0": "{}", "1.10.0": "{}", "1.2.0": "{}"})
    with pytest.raises(BudgetError, match=r"expected a known catalogue version \(1\.0\.0, 1\.2\.0, 1\.10\.0\), found"):
        read_release(copy, version)


def test_installation_without_releases(toy: Catalogue, tmp_path: Path) -> None:
    """Without any release the message says none."""
    copy = kept_in(toy, tmp_path, {})
    assert known_versions(copy) == ()
    with pytest.raises(BudgetError, match=r"\(none\)"):
        read_release(copy, "1.0.0")


def test_nothing_changed_since_the_current_release(catalogue: Catalogue) -> None:
    """Between the catalogue and itself nothing changed."""
    assert changes_since(current_release(catalogue), catalogue, tuple(catalogue.measures)) == ()


def test_changed_new_and_gone_measures(toy: Catalogue) -> None:
    """A changed cell is listed with both amounts, a new measure without the first, a gone one without the second."""
    release = current_release(toy)
    before = {**release.cells, "A.2": (-10_000, -10_000, -9_000, OPEN_SAVING, -10_000, -10_000), "A.9": (1,) * 6}
    before.pop("B.1")
    older = replace(release, version="0.0.9", cells=before)
    assert changes_since(older, toy, ("A.1", "A.2")) == (
        Change("A.2", "2023", -9_000, -10_000),
        Change("A.2", "2024", OPEN_SAVING, -10_000),
    )
    assert changes_since(older, toy, ("A.9",)) == tuple(Change("A.9", column, 1, None) for column in COLUMNS)
    new = changes_since(older, toy, ("B.1",))
    assert [(change.before, change.after) for change in new] == [(None, cell) for cell in toy.measures["B.1"].effects]
