"""
What a total is made of.

1. The addends of each total add up to it, in every column, at both ends.
2. Each addend is of a chosen measure and of postings that it has; a net saving is one of its postings together.
3. What a package does not have has no sum.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from budget.catalogue import Catalogue
from budget.engine import (
    Line,
    OdaPart,
    Package,
    StackBy,
    Sum,
    compose_package,
    package_once,
    package_targets,
    stack_package,
    sum_of_leakage,
    sum_of_lines,
    sum_of_oda,
    sum_of_oda_measure,
    sum_of_stack,
    sum_on_own_base,
    sum_on_target,
    total_cells,
)

COUNTRIES = ("catalogue", "full", "toy_both", "toy2", "toy_ranges")


def every(line: Line) -> bool:
    return True


def sums(package: Package) -> Iterator[tuple[Sum, bool]]:
    """Every total of a package, with whether its cells are still to be read as of no sure direction."""
    yield sum_of_lines(package, every), True
    for name in package.by_budget:
        yield sum_of_lines(package, lambda line, name=name: line.name == name), True  # type: ignore[misc]
    found = [(sum_on_target(package, id_), True) for id_ in package_targets(package)]
    found += [(sum_of_oda(package, part), True) for part in OdaPart]
    found += [(sum_of_oda_measure(package, part, id_), True) for part in OdaPart for id_ in package.selection[:2]]
    found.append((sum_of_leakage(package), False))
    for by in StackBy:
        for stack in stack_package(package, by):
            found += [(sum_of_stack(package, by, stack.name, saves), False) for saves in (True, False)]
            found.append((sum_on_own_base(package, stack.name) if by is StackBy.BODY else None, False))
    yield from ((one, unsure) for one, unsure in found if one is not None)


@pytest.mark.parametrize("country", COUNTRIES)
def test_addends_add_up_to_their_total(country: str, request: pytest.FixtureRequest) -> None:
    """In packages drawn at random and in that of every measure."""
    catalogue: Catalogue = request.getfixturevalue(country)
    chance, ids = random.Random(country), list(catalogue.measures)
    for chosen in (ids, *(chance.sample(ids, min(14, len(ids))) for _ in range(4))):
        package, seen = compose_package(catalogue, chosen), 0
        for found, unsure in sums(package):
            measures = package.catalogue.measures
            rows = [(one.cells, unsure and measures[one.measure].direction_uncertain) for one in found.addends]
            assert total_cells(catalogue.columns, rows) == found.plain
            for one in found.addends:
                assert one.measure in package.selection
                assert one.postings
                assert max(one.postings) < len(measures[one.measure].postings)
            seen += 1
        assert seen > len(package.by_budget)


def test_a_net_saving_is_one_of_its_postings_together(catalogue: Catalogue) -> None:
    """2C.2 takes from one article what it gives to another: it saves nothing, so no posting of it does."""
    package = compose_package(catalogue, ["2C.2", "4.7"])
    measure = catalogue.measures["2C.2"]
    assert len(measure.postings) == 2
    names = [stack.name for stack in stack_package(package, StackBy.LAW) if "2C.2" in stack.measures]
    found = sum_of_stack(package, StackBy.LAW, names[0], saves=True)
    assert found is not None
    (net,) = (one for one in found.addends if one.measure == "2C.2")
    assert (net.postings, set(net.cells)) == ((0, 1), {0})


def test_the_whole_is_the_packages_own(catalogue: Catalogue) -> None:
    """Also without double counting; so is what counts towards a target."""
    package = compose_package(catalogue, catalogue.packages["jenv-20"].measures)
    whole = sum_of_lines(package, every)
    assert (whole.plain, whole.once) == (package.totals, package_once(package))
    on_target = sum_on_target(package, "jenv-20")
    assert on_target is not None
    assert on_target.once != on_target.plain


def test_what_a_package_does_not_have_has_no_sum(catalogue: Catalogue, toy2: Catalogue) -> None:
    package = compose_package(catalogue, ["4.7"])
    assert sum_on_target(package, "nothing") is None
    assert sum_of_stack(package, StackBy.BODY, "nobody", saves=True) is None
    assert sum_on_own_base(package, "nobody") is None
    assert sum_of_oda(compose_package(toy2, list(toy2.measures)), OdaPart.OWN) is None
