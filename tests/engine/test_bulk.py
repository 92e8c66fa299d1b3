"""Composing many packages at once gives what composing each alone gives."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import Package, compose_many, compose_package
from budget.engine.bulk import effects_matrix
from tests.conftest import DELAYS

LATER = [Settings(delay=delay) for delay in DELAYS]


def amounts(package: Package) -> list[int]:
    return [total.keur for total in package.totals.values()]


@pytest.mark.parametrize("settings", LATER)
def test_composing_many_equals_composing_each(toy: Catalogue, settings: Settings) -> None:
    """All of the toy country: each of its 512 packages has the same exact totals both ways."""
    ids = list(toy.measures)
    packages = [chosen for size in range(len(ids) + 1) for chosen in combinations(ids, size)]
    matrix = np.array([[id_ in chosen for id_ in ids] for chosen in packages])
    together = compose_many(toy, matrix, settings)
    assert together.shape == (2 ** len(ids), 6)
    assert together.dtype == np.int64
    assert together.tolist() == [amounts(compose_package(toy, chosen, settings)) for chosen in packages]


@pytest.mark.parametrize("settings", LATER)
def test_composing_many_random_packages(catalogue: Catalogue, settings: Settings) -> None:
    """The report's catalogue: 100 random packages have the same exact totals both ways."""
    ids = np.array(list(catalogue.measures))
    matrix = np.random.default_rng(20210901).random((100, len(ids))) < 0.4
    together = compose_many(catalogue, matrix, settings)
    assert together.tolist() == [amounts(compose_package(catalogue, ids[row], settings)) for row in matrix]


def test_composing_no_packages_gives_none(toy: Catalogue) -> None:
    """No rows in, no rows out; a row without measures is zero."""
    assert compose_many(toy, np.zeros((0, 9), dtype=bool)).shape == (0, 6)
    assert compose_many(toy, np.zeros((1, 9), dtype=bool)).tolist() == [[0] * 6]
    assert effects_matrix(toy)[0].tolist() == [-1_000, -2_000, -3_000, -4_000, -5_000, -6_000]


@pytest.mark.parametrize("shape", [(2, 8), (9,), (1, 9, 1)])
def test_another_number_of_measures_is_refused(toy: Catalogue, shape: tuple[int, ...]) -> None:
    """A matrix that does not have a column for each measure is refused."""
    with pytest.raises(ValueError, match="expected packages × 9 measures"):
        compose_many(toy, np.zeros(shape, dtype=bool))
