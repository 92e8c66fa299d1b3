"""
A ready-made package: its name, and what it takes of the package that is open.

1. It goes by its title in the page's language; once it holds something else its name says so, wherever it stands.
2. It counts as the open package does, with nothing that is set for that package alone; what was set before there was a
   measure is for the package to come.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue
from budget.core import Overlaps, OwnTarget, Settings
from budget.share import Draft
from dashboard.package import shown_description, shown_name
from dashboard.package.texts import plain_name
from dashboard.words import in_language
from tests.dashboard.tools import run

READY = "jenv-20"
SET = Settings(
    overlaps=Overlaps.AS_REPORT,
    dials=(("3.1.4", "people", Decimal(2300)),),
    own_targets=(OwnTarget(amount_keur=50_000, budgets=("JenV",)),),
)


@pytest.fixture
def ready(catalogue: Catalogue) -> Draft:
    """The report's package as it is opened."""
    found = catalogue.packages[READY]
    return Draft(found.title.nl, found.note.nl, found.measures)


def names(draft: Draft) -> tuple[str, str]:
    """Return what a package is called in Dutch and in English."""
    with in_language("nl"):
        dutch = shown_name(draft, 0)
    with in_language("en"):
        return dutch, shown_name(draft, 0)


def test_it_goes_by_its_title_in_either_language(catalogue: Catalogue, ready: Draft) -> None:
    """Also with other rules of counting, and with a target of one's own, which changes no figure (1)."""
    found = catalogue.packages[READY]
    both = found.title.nl, str(found.title.en)
    assert names(ready) == names(replace(ready, name=both[1])) == both
    assert names(replace(ready, settings=replace(SET, dials=()))) == both
    with in_language("en"):
        assert shown_description(ready) == found.note.en
        assert shown_description(replace(ready, description="Van ons")) == "Van ons"


def test_it_says_when_it_is_that_no_more(catalogue: Catalogue, ready: Draft) -> None:
    """A measure more or less, or an own assumption; a name of one's own stays as it is (1)."""
    title = catalogue.packages[READY].title
    changed = (f"{title.nl} (gewijzigd)", f"{title.en} (changed)")
    for draft in (
        replace(ready, measures=ready.measures[1:]),
        replace(ready, measures=(*ready.measures, "4.9-1A")),
        replace(ready, settings=replace(SET, own_targets=())),
    ):
        assert names(draft) == changed
        with in_language("nl"):
            assert plain_name(draft, 0) == title.nl  # a choice goes by its words, which a toggle must not change
    assert names(replace(ready, name="Van ons", measures=("4.7",))) == ("Van ons", "Van ons")


@pytest.mark.parametrize(("measures", "kept"), [(("4.7",), replace(SET, dials=(), own_targets=())), ((), SET)])
def test_it_takes_no_target_and_no_assumption_of_another(measures: tuple[str, ...], kept: Settings) -> None:
    """Opened beside a package it is the source's own; in place of an empty one it has what was set there (2)."""
    app = run("package", Draft("Proef", "", measures, SET))
    app.selectbox[next(i for i, box in enumerate(app.selectbox) if box.label == "Kant-en-klaar pakket")].set_value(
        READY
    )
    app.run()
    assert not app.exception, app.exception
    space = app.session_state["workspace"]
    assert len(space.slots) == len(measures) + 1
    assert space.slot.draft.settings == kept
