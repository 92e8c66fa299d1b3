"""What overlaps leave of a part of a package's lines: worked out only where two of their measures have a line in it."""

from __future__ import annotations

import random

import pytest

from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.engine.once import amounts_by_measure, counted_once, without_double_counting


@pytest.mark.parametrize("name", ["catalogue", "toy", "toy_ranges", "toy_both"])
def test_it_is_what_it_would_be_worked_out_in_full(name: str, request: pytest.FixtureRequest) -> None:
    """For the lines of each base line, and of each measure, of packages taken at random."""
    held: Catalogue = request.getfixturevalue(name)
    dice, bitten = random.Random(name), 0
    for _ in range(150):
        package = compose_package(held, dice.sample(list(held.measures), dice.randint(1, min(20, len(held.measures)))))
        parts = [
            [line for line in package.lines if line.base == base] for base in {line.base for line in package.lines}
        ]
        parts += [[line for line in package.lines if line.measure == id_] for id_ in package.selection[:3]]
        for lines in [*parts, list(package.lines), []]:
            plain = package.total_of(lines)
            once = counted_once(package, plain, iter(lines))
            assert once == without_double_counting(package, plain, amounts_by_measure(package, lines))
            bitten += once != plain
    assert bool(bitten) == any(conflict.bounds for conflict in held.conflicts)
