"""
What counting once takes off a sum.

1. The steps add up to the difference, at each end that is known; on every list, of every total.
2. Each names what it shares money with, and the record that says so.
"""

from __future__ import annotations

import random

import pytest

from budget.catalogue import Catalogue
from budget.engine import compose_package, once_steps, sum_of_lines
from tests.conftest import STRUCTURAL
from tests.engine.test_sums import COUNTRIES, every, sums


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_steps_add_up_to_what_is_taken_off(country: str, request: pytest.FixtureRequest) -> None:
    """In packages drawn at random and in that of every measure (1)."""
    catalogue: Catalogue = request.getfixturevalue(country)
    chance, ids, differ = random.Random(country), list(catalogue.measures), 0
    for chosen in (ids, *(chance.sample(ids, min(20, len(ids))) for _ in range(3))):
        package = compose_package(catalogue, chosen)
        for found, _ in sums(package):
            if found.once == found.plain:
                continue
            for column in catalogue.columns:
                plain, once, steps = found.plain[column], found.once[column], once_steps(package, found, [column])
                for at, end in (("lower", plain.lower), ("upper", plain.upper)):
                    reached = getattr(once, at)
                    if end is not None and reached is not None:
                        assert end + sum(getattr(step, at) for step in steps) == reached
                differ += once != plain
                assert all(step.clashes and step.beside for step in steps)
    assert differ or country in {"full", "toy2"}


def test_one_saving_told_three_times_has_two_steps(catalogue: Catalogue) -> None:
    """6.1, 6.2a and 6.2b are the same money: the largest stays (2)."""
    package = compose_package(catalogue, ["6.1", "6.2a", "6.2b"])
    steps = once_steps(package, sum_of_lines(package, every), [STRUCTURAL])
    assert [(step.measure, step.beside, step.lower, step.upper) for step in steps] == [
        ("6.1", ("6.2b",), 25_000, 25_000),
        ("6.2a", ("6.2b",), 25_000, 25_000),
    ]
    years = once_steps(package, sum_of_lines(package, every), catalogue.columns.years)
    assert {step.lower for step in years} != {25_000}
