"""
Links of an older version and of another catalogue.

1. An old link opens with today's figures and says which of them changed since, and by how much.
2. A link of another catalogue is refused by both names.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, Change, history_folder, release_text
from budget.core import OPEN_SAVING, Basis, BudgetError, OdaRules, Settings
from budget.share import Draft, SharedState, StoredPackage, link_code, make_link, open_link, open_stored, stored_text
from budget.share.link import LinkError
from tests.conftest import COLUMNS
from tests.share.test_link import forge


@pytest.fixture
def kept(toy: Catalogue, tmp_path: Path) -> Catalogue:
    """The catalogue in a folder of its own, to keep other releases in."""
    copy = replace(toy, folder=tmp_path)
    history_folder(copy).mkdir(parents=True)
    return copy


@pytest.fixture
def older(toy: Catalogue, kept: Catalogue) -> Catalogue:
    """An older version in another order, where A.1 saved less, B.1 had an amount and C.9 existed."""
    measures = dict(reversed(toy.measures.items()))
    effects = (-1_000, -1_500, -3_000, -4_000, -5_000, OPEN_SAVING)
    measures["A.1"] = measures["A.1"].model_copy(update={"effects": effects})
    measures["B.1"] = measures["B.1"].model_copy(update={"effects": (1_000,) * 6})
    gone = toy.measures["A.4"].model_copy(update={"id": "C.9"})
    older = replace(
        toy,
        info=toy.info.model_copy(update={"version": "0.0.9"}),
        measures={"C.9": gone, **measures},
    )
    (history_folder(kept) / "0.0.9.json").write_text(release_text(older), encoding="utf-8")
    return older


def test_old_link_lists_what_changed_and_by_how_much(kept: Catalogue, older: Catalogue) -> None:
    """A link of an older version opens with today's figures and lists every cell of its measures that differs."""
    opened = open_link(kept, make_link(older, SharedState((Draft("x", "", ("A.1", "B.5")),))))
    assert opened.version == "0.0.9"
    assert opened.state.drafts[0].measures == ("B.5", "A.1")  # in the order of the older version
    assert opened.changes == (
        Change("A.1", "2022", -1_500, -2_000),
        Change("A.1", "structural", OPEN_SAVING, -6_000),
    )


def test_old_link_without_changes_says_nothing(kept: Catalogue, older: Catalogue) -> None:
    """Measures whose figures stayed are no change, although their place in the order moved."""
    ids = tuple(id_ for id_ in older.measures if id_ in {"A.2", "B.3", "B.5"})
    opened = open_link(kept, make_link(older, SharedState((Draft("x", "", ids),))))
    assert (set(opened.state.drafts[0].measures), opened.changes) == ({"A.2", "B.3", "B.5"}, ())


def test_old_link_with_a_measure_that_is_gone(toy: Catalogue, kept: Catalogue, older: Catalogue) -> None:
    """A measure that no longer exists is left out and listed with the amounts that it had."""
    opened = open_link(kept, make_link(older, SharedState((Draft("x", "", ("C.9", "B.5")),))))
    assert opened.state.drafts[0].measures == ("B.5",)
    assert opened.changes == tuple(
        Change("C.9", column, keur, None) for column, keur in zip(COLUMNS, toy.measures["A.4"].effects, strict=True)
    )


# Catalogues


def test_a_link_of_another_catalogue_is_refused(catalogue: Catalogue, toy: Catalogue, toy2: Catalogue) -> None:
    """A link says of which catalogue it is; opened elsewhere it names both, although the version may be the same."""
    for made, opened in ((toy, catalogue), (toy2, toy), (catalogue, toy2)):
        code = make_link(made, SharedState((Draft("x", "", tuple(made.measures)[:2]),)))
        with pytest.raises(BudgetError, match=f'expected a package of catalogue "{opened.info.id}", found one of '):
            open_link(opened, code)
        assert open_link(made, code).state.drafts[0].measures == tuple(made.measures)[:2]


def test_a_link_that_names_no_catalogue_is_the_report_s(catalogue: Catalogue, toy: Catalogue) -> None:
    """Links of form 1 name none and open as the report's own only."""
    value = [catalogue.info.version, [["x", "", [1, 5, None, [["3.1.4", "people", "1500"]]], "1"]], 0, []]
    body = zlib.compress(json.dumps(value).encode())
    code = "1" + base64.urlsafe_b64encode(link_code._seal(body)).decode().rstrip("=")
    opened = open_link(catalogue, code).state.drafts[0].settings
    rules = OdaRules.STATED
    assert opened == Settings(1, Basis.OWN_YEAR, oda_rules=rules, dials=(("3.1.4", "people", Decimal(1500)),))
    with pytest.raises(BudgetError, match="Open that catalogue first; nothing was changed"):
        open_link(toy, code)


def test_settings_that_a_catalogue_lacks_do_not_travel(toy2: Catalogue) -> None:
    """A catalogue without ODA and with one scope writes none of those settings, and refuses them."""
    state = SharedState((Draft("x", "", ("sluis-a",), Settings(basis=Basis.OWN_YEAR)),))
    assert open_link(toy2, make_link(toy2, state)).state == state
    with pytest.raises(LinkError):
        open_link(toy2, forge([toy2.info.id, toy2.info.version, [["x", "", {"c": "follows"}, "1"]], 0, []]))


# Dials that are gone


@pytest.mark.parametrize(("dial", "value"), [("nothing", 3), ("people", 10**9)])
def test_a_dial_of_an_older_version_that_is_gone_is_told(catalogue: Catalogue, dial: str, value: int) -> None:
    """A dial that no longer exists, or may not stand there, is back at its default; the rest opens and it is told."""
    named = {f"3.1.4:{dial}": value, "3.1.4:months": 4}
    code = forge([catalogue.info.id, "1.0.0", [["x", "", {"d": named}, "1"]], 0, []])
    found = open_link(catalogue, code)
    assert (found.gone, found.state.drafts[0].settings.dials) == (
        (f"3.1.4:{dial}",),
        (("3.1.4", "months", Decimal(4)),),
    )
    stored = StoredPackage.model_validate(
        {
            "name": "x",
            "catalogue": catalogue.info.id,
            "catalogue_version": "1.0.0",
            "settings": {"dials": named},
            "measures": ("1.1",),
        }
    )
    opened = open_stored(catalogue, stored)
    assert (opened.gone, opened.draft.settings) == (found.gone, found.state.drafts[0].settings)


def test_a_file_of_an_older_version_opens_without_the_measure_that_is_gone(kept: Catalogue, older: Catalogue) -> None:
    """It is told as a change, like in a link."""
    stored = StoredPackage(
        name="x", catalogue=older.info.id, catalogue_version=older.info.version, measures=("C.9", "B.5")
    )
    opened = open_stored(kept, stored)
    assert opened.draft.measures == ("B.5",)
    assert {(change.measure, change.after) for change in opened.changes} == {("C.9", None)}
    assert "C.9" not in stored_text(kept, opened.draft)
