"""
What remains to a target, and who pays.

1. What remains lies between the best and the worst end of what is reached; nothing remains where the target is met.
2. The chapters sum to the package's total, and the articles to their chapter.
"""

from __future__ import annotations

import random

import pytest

from budget.catalogue import Catalogue
from budget.core import Overlaps, Settings
from budget.engine import Verdict, add_totals, compose_package, evaluate_targets, to_go, who_pays
from tests.conftest import STRUCTURAL


@pytest.mark.figures
def test_the_reports_package_lacks_one_million_to_nearly_thirty(catalogue: Catalogue) -> None:
    """As the report adds 1.0 is missing (−236.4 of −237.4); without double counting 29.782; with its way alone 1.0."""
    ids = catalogue.packages["jenv-20"].measures
    for overlaps, most in ((Overlaps.BOUNDS, 29_782), (Overlaps.AS_REPORT, 1_000)):
        package = compose_package(catalogue, ids, Settings(overlaps=overlaps))
        found = to_go(package, evaluate_targets(package)["jenv-20"], STRUCTURAL)
        assert (found.asked_keur, found.least_keur, found.most_keur) == (237_400, 1_000, most)


def test_what_remains_agrees_with_the_verdict(toy: Catalogue, toy_ranges: Catalogue, full: Catalogue) -> None:
    """On drawn packages: met is nothing left, not met is something left for sure, open has no end or two."""
    for country in (toy, toy_ranges, full):
        for seed in range(40):
            chance = random.Random(seed)
            ids = [id_ for id_ in country.measures if chance.random() < 0.4]
            package = compose_package(country, ids)
            for result in evaluate_targets(package).values():
                for column, cell in result.cells.items():
                    found = to_go(package, result, column)
                    assert found.blocked == (cell.why == "exclusive measures")
                    if found.blocked:
                        continue
                    assert (found.most_keur == 0) == (cell.verdict is Verdict.MET)
                    assert (found.least_keur > 0) == (cell.verdict is Verdict.NOT_MET)
                    least, most = found.shares
                    assert 0 <= least <= most <= 1


def test_an_empty_package_has_all_of_it_to_go(toy: Catalogue) -> None:
    """Down and up alike."""
    package = compose_package(toy, [])
    found = {id_: to_go(package, it, STRUCTURAL) for id_, it in evaluate_targets(package).items()}
    assert {id_: (it.least_keur, it.most_keur, it.shares) for id_, it in found.items()} == {
        "main-20": (10_000, 10_000, (0.0, 0.0)),
        "main+20": (10_000, 10_000, (0.0, 0.0)),
    }


@pytest.mark.parametrize("country", ["toy", "toy2", "toy_ranges", "full"])
def test_chapters_sum_to_the_total_and_articles_to_their_chapter(country: str, request: pytest.FixtureRequest) -> None:
    """End by end, on drawn packages."""
    catalogue: Catalogue = request.getfixturevalue(country)
    for seed in range(20):
        chance = random.Random(seed)
        package = compose_package(catalogue, [id_ for id_ in catalogue.measures if chance.random() < 0.5])
        found = who_pays(package)
        for column, total in package.totals.items():
            assert add_totals([it.chapter.plain[column] for it in found]) == total
            for payer in found:
                assert add_totals([it.plain[column] for it in payer.articles]) == payer.chapter.plain[column]


@pytest.mark.figures
def test_a_shift_within_a_chapter_costs_it_nothing(catalogue: Catalogue) -> None:
    """2C.2 moves 74 from article 4.1 of BHOS to 4.2: nothing for the chapter."""
    (payer,) = who_pays(compose_package(catalogue, ["2C.2"]))
    assert payer.chapter.name == "BHOS"
    assert payer.chapter.plain[STRUCTURAL].keur == 0
    assert {it.name: it.plain[STRUCTURAL].keur for it in payer.articles} == {"BHOS 4.1": -74_000, "BHOS 4.2": 74_000}
