"""A row of a target that is kept is the one that would be built: whatever was built before it, in any language."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from budget.catalogue import Catalogue
from budget.core import Basis, Overlaps, Settings
from budget.engine import compose_package, evaluate_targets
from dashboard.package import goal_rows
from dashboard.words import in_language

CHOICES = (Settings(), Settings(overlaps=Overlaps.AS_REPORT), Settings(delay=1), Settings(basis=Basis.OWN_YEAR))


def test_what_is_kept_is_what_would_be_built(catalogue: Catalogue) -> None:
    """Of packages one toggle apart, empty ones too, under each of some settings, in two languages by turns."""
    dice, seen = random.Random(7), set[str]()
    ids, chosen = list(catalogue.measures), set[str]()
    for turn in range(120):
        package = compose_package(catalogue, chosen, dice.choice(CHOICES))
        with in_language(("nl", "en")[turn % 2]):
            for result in evaluate_targets(package).values():
                row = goal_rows.target_row(package, result)
                assert row == goal_rows._target_row(package, result)
                seen.add(row)
        chosen ^= {dice.choice(ids)}
        chosen = set() if turn % 40 == 39 else chosen
    assert len(seen) > 200


def test_no_more_are_kept_than_there_is_room_for(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go."""
    monkeypatch.setattr(goal_rows, "MOST_ROWS", 5)
    held = replace(catalogue)
    with in_language("nl"):
        for id_ in list(held.measures)[-20:]:
            package = compose_package(held, [id_])
            for result in evaluate_targets(package).values():
                goal_rows.target_row(package, result)
    assert len(held.memo["target rows"]) == 5
