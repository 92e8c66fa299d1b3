"""
Packages of different lists beside each other.

1. Each row holds the package's own totals, with nothing for a year that its list lacks; no sum is made over rows.
2. What makes totals differ in kind is named: prices (also where they are not stated), years, structural column,
decision, taxes, how far overlaps were judged; lists in different units are refused.
3. The same measure in two packages is found whichever list comes first, also as an option or a part of a sum.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.catalogue import Catalogue, known_catalogues, load_catalogue
from budget.core import CallError, Settings
from budget.engine import Mix, compose_package, put_across
from tests.conftest import TOY2

LIST = "ombuigingslijst-2021"


@pytest.fixture(scope="module")
def savings() -> Catalogue:
    """The list of savings of 2021."""
    return load_catalogue(known_catalogues()[LIST])


def test_rows_are_the_packages_own_totals(catalogue: Catalogue, savings: Catalogue) -> None:
    """The years of both, blank where a list has none, and the structural total last."""
    ours, theirs = compose_package(catalogue, ("4.7",)), compose_package(savings, ("2.12-67", "2.4-25"))
    found = put_across([ours, theirs])
    assert found.years == ("2021", "2022", "2023", "2024", "2025", "2026")
    assert found.rows[0][5] is None
    assert found.rows[0][:5] == tuple(ours.totals[year] for year in catalogue.columns.years)
    assert [row[-1] for row in found.rows] == [ours.totals["structural"], theirs.totals["structural"]]
    assert found.rows[1][:6] == tuple(theirs.totals[year] for year in savings.columns.years)
    assert not found.doubled


def test_what_differs_in_kind_is_named(catalogue: Catalogue, savings: Catalogue) -> None:
    """Each respect by itself; a price level that nobody states is like no other, its own neither."""
    ours = compose_package(catalogue, ("4.7",))
    info = catalogue.info
    stated = replace(catalogue, info=info.model_copy(update={"price_level": savings.info.price_level}))
    once, again = compose_package(stated, ("4.7",)), compose_package(stated, ("4.8",))
    assert put_across([once, again]).mixes == ()
    silent = replace(catalogue, info=info.model_copy(update={"price_level": None}))
    assert Mix.PRICES in put_across([compose_package(silent, ("4.7",)), compose_package(silent, ("4.8",))]).mixes
    assert put_across([once, compose_package(stated, ("4.7",), Settings(delay=1))]).mixes == (Mix.DECISION,)
    taxed = next(measure.id for measure in savings.measures.values() if measure.tax)
    mixes = put_across([ours, compose_package(savings, (taxed,))]).mixes
    assert {Mix.YEARS, Mix.TAX} <= {*mixes}
    assert (Mix.REVIEW in mixes) == (info.overlaps.level is not savings.info.overlaps.level)


def test_lists_in_different_units_are_refused(catalogue: Catalogue) -> None:
    """Euro beside another currency."""
    other = load_catalogue(TOY2)
    dollars = replace(
        other, info=other.info.model_copy(update={"unit": other.info.unit.model_copy(update={"id": "USD"})})
    )
    packages = [compose_package(catalogue, ("4.7",)), compose_package(dollars, tuple(dollars.measures)[:1])]
    with pytest.raises(CallError) as refused:
        put_across(packages)
    assert refused.value.message.code == "lists_in_different_units"


@pytest.mark.parametrize(
    ("ours", "theirs", "certain"),
    [
        (("4.6",), ("2.4-25",), True),
        (("4.9-1C",), ("3.3-4",), True),
        (("2C.3.2",), ("2.3-20b",), True),
        (("4.3b",), ("3.4-3",), False),
    ],
)
def test_the_same_measure_is_found(
    catalogue: Catalogue, savings: Catalogue, ours: tuple[str, ...], theirs: tuple[str, ...], certain: bool
) -> None:
    """From either side, in the order of the packages."""
    here, there = compose_package(catalogue, ours), compose_package(savings, theirs)
    (found,) = put_across([here, there]).doubled
    assert (found.first, found.second, found.certain) == (0, 1, certain)
    (turned,) = put_across([there, here]).doubled
    assert (turned.first, turned.second) == (1, 0)
    assert put_across([here, compose_package(savings, ("2.12-67",))]).doubled == ()
