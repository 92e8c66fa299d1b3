"""
Bulk exploring.

1. Evaluating many packages at once gives what composing each by itself gives.
2. Drawn packages hold no exclusive measures and are the same for the same seed.
3. Of a sample a package stands at each end, at each number of measures.
"""

from __future__ import annotations

from itertools import compress

import numpy as np
import pytest

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import compose_many, compose_package, evaluate_target, multiply_exactly
from budget.search import Goal, explore_packages, random_packages, sample_packages
from tests.conftest import COLUMNS
from tests.search.brute import all_packages


def test_bulk_evaluation_equals_composing_each(catalogue: Catalogue) -> None:
    """Totals, what counts towards a target, and the number of measures agree in thousands of euro."""
    settings = Settings(delay=1)
    selections = random_packages(catalogue, 150, seed=3)
    whole = explore_packages(catalogue, selections, settings=settings)
    counted = explore_packages(catalogue, selections, Goal("jenv-20"), settings)
    many = compose_many(catalogue, selections, settings)
    for row, chosen in enumerate(selections):
        package = compose_package(catalogue, compress(catalogue.measures, chosen), settings)
        assert whole.effects[row].tolist() == many[row].tolist() == [total.keur for total in package.totals.values()]
        cells = evaluate_target(package, catalogue.targets["jenv-20"]).cells
        assert counted.effects[row].tolist() == [cells[column].effect.keur for column in COLUMNS]
        assert whole.counts[row] == len(package.selection)
        assert not package.blocked


@pytest.mark.parametrize("size", [1, 2**22, 2**40, 2**52])
def test_bulk_product_is_exact_at_every_size_of_amount(size: int) -> None:
    """Single and double precision are used only as far as they hold every whole number."""
    chance = np.random.default_rng(1)
    selections = chance.random((40_000, 9)) < 0.5
    effects = chance.integers(-size, size + 1, (9, 3))
    assert (multiply_exactly(selections, effects) == selections.astype(np.int64) @ effects).all()
    assert multiply_exactly(selections[:0], effects).shape == (0, 3)


@pytest.mark.slow
def test_drawn_packages_respect_what_is_asked(catalogue: Catalogue) -> None:
    """No exclusive measures, required ones in, forbidden ones out, sizes of every kind, the same for the same seed."""
    wanted = {"required": ("2C.3.3", "4.9-2"), "forbidden": ("4.7",)}
    drawn = random_packages(catalogue, 5000, seed=7, **wanted)
    for chosen in drawn:
        assert not compose_package(catalogue, compress(catalogue.measures, chosen)).blocked
    assert drawn[:, [catalogue.order[id_] for id_ in wanted["required"]]].all()
    assert not drawn[:, catalogue.order["4.7"]].any()
    assert (drawn == random_packages(catalogue, 5000, seed=7, **wanted)).all()
    assert (drawn != random_packages(catalogue, 5000, seed=8, **wanted)).any()
    assert drawn.sum(axis=1).min() < 8
    assert drawn.sum(axis=1).max() > 40


def test_scatter_counts_every_package_once(toy: Catalogue) -> None:
    """The points of the scatter are the combinations that occur, with how often; the envelope has their extremes."""
    found = explore_packages(toy, all_packages(toy, ["A.1", "A.2", "A.4"]))
    points = found.scatter("structural").tolist()
    assert points == [
        [0, 0, 1],
        [1, -10_000, 1],
        [1, -6000, 1],
        [1, 2000, 1],
        [2, -16_000, 1],
        [2, -8000, 1],
        [2, -4000, 1],
        [3, -14_000, 1],
    ]
    assert found.envelope("structural").tolist() == [
        [0, 0, 0],
        [1, -10_000, 2000],
        [2, -16_000, -4000],
        [3, -14_000, -14_000],
    ]
    assert found.scatter("2021")[:, 2].sum() == 8


def test_a_sample_has_a_package_at_each_end(toy: Catalogue) -> None:
    """With so many measures, and composed by itself it comes to what the end says."""
    sample = sample_packages(toy, 400, Goal())
    assert len(sample.lowest) == len(sample.highest) == len(sample.edges) > 1
    for (count, *ends), *packages in zip(sample.edges.tolist(), sample.lowest, sample.highest, strict=True):
        for end, ids in zip(ends, packages, strict=True):
            total = compose_package(toy, ids).totals[toy.columns.structural]
            assert (len(ids), total.certain) == (count, end)
