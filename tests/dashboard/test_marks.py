"""The mark of a measure in the list names every measure that the same conflicts touch, on both sides alike."""

from __future__ import annotations

import pytest

from budget.catalogue import Catalogue, ConflictKind
from budget.engine import compose_package
from dashboard.package.measure_list import conflict_marks
from dashboard.words import in_language


def test_overlap_is_marked_on_both_sides(catalogue: Catalogue) -> None:
    """In the report's package every pair that overlaps names each other."""
    chosen = catalogue.packages["jenv-20"].measures
    with in_language("nl"):
        marks = conflict_marks(compose_package(catalogue, chosen))
    pairs = {
        (a, b)
        for conflict in catalogue.conflicts
        for side in conflict.sides
        for other in conflict.sides
        if other is not side
        for a in side
        for b in other
        if {a, b} <= set(chosen)
    }
    named = {(a, b) for a, mark in marks.items() if a in chosen for b in mark["text"].split(" met ")[1].split(", ")}
    assert named == pairs
    assert ("6.2b", "4.12b") in named
    assert ("4.12b", "6.2b") in named


@pytest.mark.parametrize("taken", [("5.2a",), ("5.2a", "5.2b")])
def test_the_gravest_mark_stands(catalogue: Catalogue, taken: tuple[str, ...]) -> None:
    """Chosen both, they exclude each other; chosen one, the other would."""
    with in_language("nl"):
        marks = conflict_marks(compose_package(catalogue, taken))
    other = next(
        set(conflict.sides[0]) | set(conflict.sides[1])
        for conflict in catalogue.conflicts
        if conflict.kind is ConflictKind.EXCLUSIVE and any("5.2a" in side for side in conflict.sides)
    )
    assert "5.2b" in other
    expected = {"level": "exclusive", "text": "sluit uit: 5.2a"} if len(taken) > 1 else None
    found = marks["5.2b"]
    assert found == (expected or {"level": "possible", "text": "niet samen met 5.2a"})
