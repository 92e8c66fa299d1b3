"""
Links of an older catalogue version.

1. An old link opens with today's figures and says which of them changed since, and by how much.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, Change, history_folder, release_text
from budget.share import Draft, SharedState, make_link, open_link
from tests.conftest import COLUMNS


@pytest.fixture
def kept(catalogue: Catalogue, tmp_path: Path) -> Catalogue:
    """The catalogue in a folder of its own, to keep other releases in."""
    copy = replace(catalogue, folder=tmp_path)
    history_folder(copy).mkdir(parents=True)
    return copy


@pytest.fixture
def older(catalogue: Catalogue, kept: Catalogue) -> Catalogue:
    """An older version in another order, where 4.7 saved less, 4.4 had an amount and 9.9 existed."""
    measures = dict(reversed(catalogue.measures.items()))
    effects = (0, -1_000, -4_000, -5_000, -5_000, -5_000)
    measures["4.7"] = measures["4.7"].model_copy(update={"effects": effects})
    measures["4.4"] = measures["4.4"].model_copy(update={"effects": (1_000,) * 6})
    gone = catalogue.measures["5.1"].model_copy(update={"id": "9.9"})
    older = replace(
        catalogue,
        info=catalogue.info.model_copy(update={"version": "0.9.0"}),
        measures={"9.9": gone, **measures},
    )
    (history_folder(kept) / "0.9.0.json").write_text(release_text(older), encoding="utf-8")
    return older


def test_old_link_lists_what_changed_and_by_how_much(catalogue: Catalogue, kept: Catalogue, older: Catalogue) -> None:
    """A link of an older version opens with today's figures and lists every cell of its measures that differs."""
    code = make_link(older, SharedState((Draft("x", "", ("4.7", "4.6")),)))
    opened = open_link(kept, code)
    assert opened.version == "0.9.0"
    assert opened.state.drafts[0].measures == ("4.7", "4.6")
    assert opened.changes == (Change("4.7", "2022", -1_000, -2_500), Change("4.7", "2023", -4_000, -5_000))


def test_old_link_without_changes_says_nothing(catalogue: Catalogue, kept: Catalogue, older: Catalogue) -> None:
    """Measures whose figures stayed are no change, although their place in the order moved."""
    ids = tuple(id_ for id_ in older.measures if id_ in {"1.1", "6.2b", "3.1.4"})
    opened = open_link(kept, make_link(older, SharedState((Draft("x", "", ids),))))
    assert (set(opened.state.drafts[0].measures), opened.changes) == ({"1.1", "6.2b", "3.1.4"}, ())


def test_old_link_with_a_measure_that_is_gone(catalogue: Catalogue, kept: Catalogue, older: Catalogue) -> None:
    """A measure that no longer exists is left out and listed with the amounts that it had."""
    opened = open_link(kept, make_link(older, SharedState((Draft("x", "", ("9.9", "4.6")),))))
    assert opened.state.drafts[0].measures == ("4.6",)
    assert opened.changes == tuple(
        Change("9.9", column, keur, None)
        for column, keur in zip(COLUMNS, catalogue.measures["5.1"].effects, strict=True)
    )
