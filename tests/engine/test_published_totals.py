"""
Why rijksfinancien.nl shows another total: published, ours, and the difference measure by measure.

1. The parts explain the difference of every variant and column to the thousand.
2. What both sums leave open or add although it is excluded is said, with what can be chosen together.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from budget.catalogue import Catalogue, PublishedWhy
from budget.engine import PublishedTotal, compose_package, published_totals
from budget.engine.published import _choosable
from tests.conftest import COLUMNS, STRUCTURAL


@pytest.fixture(scope="module")
def totals(catalogue: Catalogue) -> dict[str, PublishedTotal]:
    return published_totals(catalogue)


@pytest.mark.figures
def test_parts_explain_every_difference(totals: dict[str, PublishedTotal]) -> None:
    """Ours plus the differences by measure is the published total, in every variant and column."""
    assert len(totals) == 8
    for total in totals.values():
        for column in COLUMNS:
            apart = sum(part.difference[column] for part in total.parts)
            assert total.ours[column].keur + apart == total.published[column], (total.variant, column)
            assert total.unexplained[column] == 0


def test_a_corrected_record_leaves_a_rest_that_is_told(catalogue: Catalogue) -> None:
    """A cell that is corrected and not yet compared with what was published is named as a rest, in its own column."""
    measure = catalogue.measures["4.7"]
    place = catalogue.columns.place[STRUCTURAL]
    effects = tuple(cell - 500 if at == place else cell for at, cell in enumerate(measure.effects))  # type: ignore[operator]  # amounts
    corrected = replace(
        catalogue, measures=dict(catalogue.measures) | {"4.7": measure.model_copy(update={"effects": effects})}
    )
    before, after = published_totals(catalogue)["4"], published_totals(corrected)["4"]
    assert {c: after.unexplained[c] - before.unexplained[c] for c in COLUMNS} == {
        c: 500 if c == STRUCTURAL else 0 for c in COLUMNS
    }


def test_ours_is_the_package_of_the_whole_variant(catalogue: Catalogue, totals: dict[str, PublishedTotal]) -> None:
    """Our sum is what the package of all the variant's measures adds up to."""
    for id_, total in totals.items():
        package = compose_package(catalogue, [m for m, variant in catalogue.variant_of.items() if variant == id_])
        assert package.totals == total.ours


def test_variant_2c_adds_options_that_exclude_each_other(totals: dict[str, PublishedTotal]) -> None:
    """The published 211 in 2021 holds both options of 2C.1.1 and both quotas; at most 184.5 can be chosen."""
    total = totals["2C"]
    assert total.published["2021"] == 211_000
    excluded = [part.measures for part in total.parts if part.why is PublishedWhy.EXCLUSIVE]
    assert {("2C.1.1-1", "2C.1.1-2"), ("2C.1.3.1-1000", "2C.1.3.1-5000")} <= set(excluded)
    assert total.choosable["2021"].upper == 184_500


def test_variant_3_repeats_2025_as_structural(totals: dict[str, PublishedTotal]) -> None:
    """Of the 470 thousand more saving 300 is 3.1.1 and 200 is 3.1.2; rounding of 3.2.2 takes 30 off."""
    parts = {part.measures: part.difference[STRUCTURAL] for part in totals["3"].parts}
    assert totals["3"].difference[STRUCTURAL] == -470
    assert (parts["3.1.1",], parts["3.1.2",], parts["3.2.2",]) == (-300, -200, 30)


def test_open_cells_are_named(totals: dict[str, PublishedTotal]) -> None:
    """Variant 4's sum leaves out what has no amount; a zero for 5.6's plus is an open cell too."""
    found = {v: [p.measures for p in t.parts if p.why is PublishedWhy.OPEN] for v, t in totals.items()}
    assert found["4"] == [("4.2b",), ("4.4",), ("4.5",), ("4.9-2",)]
    assert found["5"] == [("5.6",)]


def test_without_published_data_there_is_nothing_to_explain(toy: Catalogue, toy2: Catalogue) -> None:
    """A catalogue of which nobody else publishes totals has none."""
    assert published_totals(toy) == published_totals(toy2) == {}


def test_choosable_is_the_best_of_all_choices() -> None:
    """The least and the most equal those over every choice without an excluded pair."""
    amounts = {"a": 5, "b": -3, "c": 4, "d": 6, "e": -8, "f": 0}
    pairs = frozenset({frozenset("ac"), frozenset("cd"), frozenset("be"), frozenset("ae")})
    sums = [
        sum(amounts[id_] for id_ in choice)
        for size in range(len(amounts) + 1)
        for choice in combinations(amounts, size)
        if not any(frozenset(pair) in pairs for pair in combinations(choice, 2))
    ]
    found = _choosable(pairs, amounts)
    assert (found.lower, found.upper) == (min(sums), max(sums))


def test_measures_in_other_rows_are_named_and_add_nothing(totals: dict[str, PublishedTotal]) -> None:
    """Two options in one row, and options divided over two rows: told, without an effect on the sum."""
    found = {v: [p.measures for p in t.parts if p.why is PublishedWhy.ROWS] for v, t in totals.items()}
    named = {variant: rows for variant, rows in found.items() if rows}
    assert named == {"2A": [("2A.1.1", "2A.1.2")], "4": [("4.9-1B",), ("4.9-1C",)]}
    parts = [part for total in totals.values() for part in total.parts if part.why is PublishedWhy.ROWS]
    assert not any(any(part.difference.values()) for part in parts)
