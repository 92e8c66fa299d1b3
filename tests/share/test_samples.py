"""
What version 1.0.0 wrote still opens: links, package files and workbooks in `tests/samples/1.0.0`.

Invariants: 1. every sample opens as the package that it was; 2. its figures are those that 1.0.0 showed; where an
amount was corrected since, the opened link, file or workbook says so, and only the columns of that amount differ. The
samples name no catalogue, so they mean the report's own. Version 1.0.0 counted overlaps as the list adds them, so its
figures are held to that; what the catalogue has revised since is listed below.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue, Change, changes_since, current_release, load_catalogue, read_release
from budget.cli.package_json import package_json, settings_json
from budget.cli.release import release
from budget.core import Overlaps, Settings
from budget.engine import compose_package, measure_delay
from budget.export import read_workbook
from budget.share import Draft, open_link, read_package
from tests.conftest import ROOT

SAMPLES = ROOT / "tests" / "samples" / "1.0.0"
MADE = SAMPLES.name
LINKS: dict[str, Any] = json.loads((SAMPLES / "links.json").read_text(encoding="utf-8"))
FILES: dict[str, Any] = json.loads((SAMPLES / "files.json").read_text(encoding="utf-8"))
WORKBOOKS: dict[str, Any] = json.loads((SAMPLES / "workbooks.json").read_text(encoding="utf-8"))

REVISED = {
    *("4.6", "6.2a"),  # no reception rule any more: the text does not say that reception gets shorter
    *("2B.1.1.1", "2B.2.1", "2B.2.2", "2C.1.1-2", "2C.1.3.1-1000", "2C.1.3.1-5000", "2C.1.3.2", "2C.3.3"),  # postings
    *("5.2a", "5.2b"),  # JenV without an article
}
"""Measures with another ODA rule or other postings since 1.1.0: who keeps the effect of a package with one differs."""
NEW_SETTINGS = {
    "share_by": "average",
    "dac_part": None,
    "programmes": "crowd-out",
    "ended": "own-attribution",
    "cover": "oda",
    "overlaps": "bounds",
}
"""Settings that 1.0.0 did not have; an opened sample has their defaults."""

BY_COLUMN = ("totals_keur", "bounds", "oda")
BY_TARGET = ("verdicts", "target_keur")


@pytest.fixture(scope="module")
def report(catalogue: Catalogue) -> Catalogue:
    """The report; under a version of its own while a correction has not been released yet."""
    version = catalogue.info.version
    if current_release(catalogue) == read_release(catalogue, version):
        return catalogue
    return replace(catalogue, info=catalogue.info.model_copy(update={"version": f"{version}+"}))


def figures(catalogue: Catalogue, draft: Draft) -> dict[str, Any]:
    """Compose an opened package and return what a sample remembers of it."""
    settings = replace(draft.settings, overlaps=Overlaps.AS_REPORT)
    found = package_json(compose_package(catalogue, draft.measures, settings))
    targets, oda = found["targets"], found["oda"]["columns"]
    return {
        "name": draft.name,
        "description": draft.description,
        "measures": found["selection"],
        "settings": settings_json(compose_package(catalogue, draft.measures, draft.settings)),
        "totals_keur": found["totals_keur"],
        "bounds": found["bounds"],
        "verdicts": {id_: {c: cell["verdict"] for c, cell in t["columns"].items()} for id_, t in targets.items()},
        "target_keur": {
            id_: {c: cell["target_keur"] for c, cell in t["columns"].items()} for id_, t in targets.items()
        },
        "oda": {c: {key: column[key] for key in ("jenv", "oda_room", "others")} for c, column in oda.items()},
    }


def as_made(catalogue: Catalogue, sample: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """
    Return a sample in the words of today, without what was revised since.

    The first share has a name, new settings have their defaults. In 1.0.0 measures that exclude each other took every
    verdict, now only those towards which one of them counts.
    """
    share = sample["settings"]["first_year_share"]
    settings = sample["settings"] | NEW_SETTINGS | {"first_year_share": "average" if share is None else share}
    made = sample | {"settings": settings}
    if REVISED & set(sample["measures"]):
        made |= {"oda": found["oda"]}
    clashes = compose_package(catalogue, sample["measures"]).clashes
    excluding = [catalogue.measures[id_] for clash in clashes if clash.exclusive for id_ in clash.chosen]
    touched_lines = {posting.base for measure in excluding for posting in measure.postings}
    if excluding:
        apart = {
            id_
            for id_, target in catalogue.targets.items()
            if not touched_lines & {line for scope in target.scopes for line in scope.lines}
        }
        made |= {"verdicts": {i: found["verdicts"][i] if i in apart else v for i, v in sample["verdicts"].items()}}
    return made


def touched(catalogue: Catalogue, changes: tuple[Change, ...], settings: Settings) -> dict[str, int]:
    """The columns in which changed cells count under the settings, with what the changes add, thousands of euro."""
    columns, found = catalogue.columns, dict[str, int]()
    for change in changes:
        delay = measure_delay(catalogue.measure(change.measure), settings)
        place = columns.place[change.column] + (0 if change.column == columns.structural else delay)
        if change.column != columns.structural and place >= len(columns.years):
            continue  # moved past the last year
        before, after = (cell if isinstance(cell, int) else 0 for cell in (change.before, change.after))
        found[columns.all[place]] = found.get(columns.all[place], 0) + after - before
    return found


def hold(catalogue: Catalogue, draft: Draft, sample: dict[str, Any], changes: tuple[Change, ...]) -> None:
    """Hold an opened package against its sample: equal, but for the columns that the told changes touch."""
    found, more = figures(catalogue, draft), touched(catalogue, changes, draft.settings)
    sample = as_made(catalogue, sample, found)
    moved = {measure for measure, _, _ in draft.settings.dials}
    if not any(change.measure in moved for change in changes):
        expected = {c: keur + more.get(c, 0) for c, keur in sample["totals_keur"].items()}
        assert found["totals_keur"] == expected
    assert set(found) == set(sample)
    for key, value in sample.items():
        if key in BY_COLUMN:
            assert {c: v for c, v in found[key].items() if c not in more} == {
                c: v for c, v in value.items() if c not in more
            }
        elif key in BY_TARGET:
            for id_, cells in value.items():
                assert {c: v for c, v in found[key][id_].items() if c not in more} == {
                    c: v for c, v in cells.items() if c not in more
                }
        else:
            assert found[key] == value


def since(catalogue: Catalogue, ids: tuple[str, ...]) -> tuple[Change, ...]:
    """The cells of some measures that were corrected since the samples were made."""
    return changes_since(read_release(catalogue, MADE), catalogue, ids)


def test_the_samples_are_all_there() -> None:
    """Ten links, three package files and two workbooks are kept."""
    assert (len(LINKS), len(FILES), len(WORKBOOKS)) == (10, 3, 2)


def open_every_link(catalogue: Catalogue, sample: dict[str, Any]) -> None:
    opened = open_link(catalogue, sample["code"])
    used = dict.fromkeys(id_ for draft in opened.state.drafts for id_ in draft.measures)
    assert set(opened.changes) == set(since(catalogue, tuple(used)))
    assert (opened.state.active, list(opened.state.compared)) == (sample["active"], sample["compared"])
    for draft, package in zip(opened.state.drafts, sample["packages"], strict=True):
        hold(catalogue, draft, package, since(catalogue, draft.measures))


def open_every_file(catalogue: Catalogue, name: str) -> None:
    opened = read_package(SAMPLES / f"{name}.yaml", catalogue)
    assert opened.changes == since(catalogue, opened.draft.measures)
    hold(catalogue, opened.draft, FILES[name], opened.changes)


def open_every_workbook(catalogue: Catalogue, name: str) -> None:
    read = read_workbook((SAMPLES / f"{name}.xlsx").read_bytes(), catalogue, f"{name}.xlsx")
    told = ["workbook_of_another_version"] if catalogue.info.version != MADE else []
    told += ["workbook_with_other_amounts"]  # at least of measures with other postings
    assert [warning.code for warning in read.warnings] == told
    hold(catalogue, read.draft, WORKBOOKS[name], since(catalogue, read.draft.measures))


@pytest.mark.parametrize("name", LINKS)
def test_a_link_of_1_0_0_opens_with_its_figures(report: Catalogue, name: str) -> None:
    """A link opens the packages, the active one and the comparison that it was made with."""
    open_every_link(report, LINKS[name])


@pytest.mark.parametrize("name", FILES)
def test_a_package_file_of_1_0_0_opens_with_its_figures(report: Catalogue, name: str) -> None:
    """A package file opens as the package that was saved."""
    open_every_file(report, name)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_of_1_0_0_opens_with_its_figures(report: Catalogue, name: str) -> None:
    """A workbook comes back as the package that was exported, and warns of nothing but what was corrected."""
    open_every_workbook(report, name)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The report with one amount corrected, in the year after the first and structurally, and released."""
    folder = tmp_path_factory.mktemp("corrected") / "report"
    for part in ("variants", "data"):
        shutil.copytree(ROOT / part, folder / part)
    corrected_id = next(id_ for id_ in FILES["report-package"]["measures"] if id_ not in {"4.12a", "4.12b"})
    path: Path = next(folder.glob(f"variants/*/{corrected_id}.yaml"))
    effects = load_catalogue(folder).measures[corrected_id].effects
    text = path.read_text(encoding="utf-8")
    for column, cell in (('"2022"', effects[1]), ("structural", effects[-1])):
        assert isinstance(cell, int)
        text = text.replace(f"{column}: {cell / 1000:g}", f"{column}: {cell / 1000 - 0.5:g}", 1)
    path.write_text(text, encoding="utf-8")
    release(folder, "98.0.0", "2099-01-01")
    return load_catalogue(folder)


@pytest.mark.slow
def test_a_corrected_amount_is_told_and_everything_else_is_equal(corrected: Catalogue) -> None:
    """With an amount corrected every sample still opens, tells the change and is equal wherever it does not count."""
    assert len(since(corrected, tuple(corrected.measures))) >= 2
    assert since(corrected, tuple(FILES["report-package"]["measures"]))
    for sample in LINKS.values():
        open_every_link(corrected, sample)
    for name in FILES:
        open_every_file(corrected, name)
    for name in WORKBOOKS:
        open_every_workbook(corrected, name)
