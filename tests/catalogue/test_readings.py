"""
How the report was read (docs/readings.csv): for every measure and kind a verdict with the lines and pages behind it.

1. Every measure has a row of every kind, "none" included, with pages that the report has.
2. What a row names exists, and an overlap or exclusion stands in it from both sides.
3. Rows and records are one: the pairs of variants/conflicts.yaml and no others, each with its kind and counting.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import combinations

import pytest

from budget.catalogue import Catalogue, Conflict, ConflictKind, Evidence
from tests.conftest import ROOT

KINDS = ("overlap", "exclusion", "posting", "oda", "dial", "rejected")
LINKS = ("overlap", "exclusion")
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The rows of the file, by their heads."""
    with (ROOT / "docs" / "readings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def verdict_of(conflict: Conflict) -> str:
    return "exclusive" if conflict.kind is ConflictKind.EXCLUSIVE else str(conflict.counting)


def pairs_of(conflicts: tuple[Conflict, ...]) -> Iterator[tuple[frozenset[str], str]]:
    """Each pair of measures on two sides of a record, with what the record says of them."""
    for conflict in conflicts:
        for side, other in combinations(conflict.sides, 2):
            for first in side:
                for second in other:
                    yield frozenset((first, second)), verdict_of(conflict)


def test_every_measure_has_a_row_of_every_kind(rows: list[Row], catalogue: Catalogue) -> None:
    """No measure and no kind was passed over, and no row is about something else."""
    found = {(row["id"], row["kind"]) for row in rows}
    assert found == {(id_, kind) for id_ in catalogue.measures for kind in KINDS}


def test_rows_say_where_and_how_sure(rows: list[Row]) -> None:
    """A row has a verdict, the lines that were read, pages of the report and a grade of evidence."""
    grades = {grade.value for grade in Evidence} | {"none"}
    faulty = [
        row
        for row in rows
        if not (row["verdict"] and row["lines"] and row["page"])
        or row["grade"] not in grades
        or not all(1 <= int(page) <= 137 for page in row["page"].split())
    ]
    assert faulty == []


def test_others_are_measures_and_name_the_measure_back(rows: list[Row], catalogue: Catalogue) -> None:
    """A link names measures that exist, never its own, and stands at both of them with the same verdict."""
    links = {(row["id"], other, row["verdict"]) for row in rows for other in row["others"].split()}
    assert {other for _, other, _ in links} <= set(catalogue.measures)
    assert [link for link in links if link[0] == link[1]] == []
    assert links == {(other, id_, verdict) for id_, other, verdict in links}


def test_rows_of_links_say_none_or_name_others(rows: list[Row]) -> None:
    """Only overlaps and exclusions name other measures, and they do unless there is nothing."""
    assert [row for row in rows if (row["kind"] in LINKS and row["verdict"] != "none") != bool(row["others"])] == []


def test_links_are_the_records_of_conflicts(rows: list[Row], catalogue: Catalogue) -> None:
    """Each overlap and exclusion that was read is a record, and each record was read."""
    read = {
        (frozenset((row["id"], other)), row["verdict"])
        for row in rows
        if row["kind"] in LINKS
        for other in row["others"].split()
    }
    assert read == set(pairs_of(catalogue.conflicts))
