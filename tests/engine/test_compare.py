"""
Comparing packages.

1. A bridge adds up to the thousand euro, for any two packages, any settings and every column.
2. Its steps are exactly the measures whose cell differs; open cells stand in the step and in the bounds, never as 0.
3. Shared, own and partly shared measures split the measures of all packages.
4. Contributions sum to the total.
5. Positions agree with the targets.
"""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue
from budget.core import DEPENDS, OPEN_COST, OPEN_SAVING, Amount, Basis, Settings, certain_keur
from budget.engine import (
    Bridge,
    Package,
    StepKind,
    Verdict,
    bridge,
    compare_packages,
    compose_package,
    contributions,
    evaluate_targets,
    positions,
    whole_meur,
)
from tests.conftest import COLUMNS, DELAYS, SCOPES, STRUCTURAL


def random_package(catalogue: Catalogue, chance: random.Random) -> Package:
    """Compose a random selection under random settings."""
    ids = [id_ for id_ in catalogue.measures if chance.random() < chance.choice((0.1, 0.5, 0.9))]
    basis, scope = chance.choice(list(Basis)), chance.choice(SCOPES)
    return compose_package(catalogue, ids, Settings(chance.choice(DELAYS), basis, scope))


def told(found: Bridge) -> list[tuple[str, str, int]]:
    """Return a bridge's steps as kind, measure and amount."""
    return [(step.kind.value, step.measure, step.keur) for step in found.steps]


def test_a_bridge_adds_up_for_random_pairs(catalogue: Catalogue) -> None:
    """Start plus steps is the end to the thousand euro, for 100 random pairs in every column (1)."""
    chance = random.Random(20210901)
    for _ in range(100):
        a, b = random_package(catalogue, chance), random_package(catalogue, chance)
        for column in COLUMNS:
            found = bridge(a, b, column)
            assert found.start == a.totals[column]
            assert found.end == b.totals[column]
            assert found.start.keur + sum(step.keur for step in found.steps) == found.end.keur
            assert found.levels[-1] == found.end.keur
            assert found.levels[-1] == b.totals[column].keur


def test_the_steps_are_the_measures_that_differ(catalogue: Catalogue) -> None:
    """Each measure whose cell differs is one step, and no other is (2)."""
    chance = random.Random(20201231)
    for _ in range(100):
        a, b = random_package(catalogue, chance), random_package(catalogue, chance)
        for place, column in enumerate(COLUMNS):
            every = {*a.rows, *b.rows}
            cells = {id_: [p.rows[id_][place] if id_ in p.rows else None for p in (a, b)] for id_ in every}
            differing = sorted(id_ for id_, (before, after) in cells.items() if before != after)
            steps = bridge(a, b, column).steps
            assert sorted(step.measure for step in steps) == differing
            for step in steps:
                assert [step.before, step.after] == cells[step.measure]
                assert bool(step.open_cells) == any(isinstance(cell, Amount) for cell in cells[step.measure])


def test_a_bridge_on_the_toy_country(toy: Catalogue) -> None:
    """From A.1 and A.2 to A.1 and A.4: −16 structurally, drop −10, add 2, so −4."""
    a, b = compose_package(toy, ["A.1", "A.2"]), compose_package(toy, ["A.1", "A.4"])
    found = bridge(a, b, STRUCTURAL)
    assert told(found) == [("dropped", "A.2", 10_000), ("added", "A.4", 2_000)]
    assert found.levels == (-16_000, -6_000, -4_000)
    assert (found.start.keur, found.end.keur) == (-16_000, -4_000)


def test_a_bridge_shows_what_the_settings_change(toy: Catalogue) -> None:
    """Deciding a year later moves A.1 from −2 to −1 in 2022; B.5 and the structural column stay."""
    a = compose_package(toy, ["A.1", "B.5"])
    b = compose_package(toy, ["A.1", "B.5"], Settings(delay=1))
    assert told(bridge(a, b, "2022")) == [("changed", "A.1", 1_000)]
    assert bridge(a, b, STRUCTURAL).steps == ()


def test_open_cells_stay_open_in_a_bridge(toy: Catalogue) -> None:
    """Dropping B.1 (+ PM) and adding B.2 (− PM) are steps of 0 with their open cells, and the bounds say so (2)."""
    found = bridge(compose_package(toy, ["B.1"]), compose_package(toy, ["B.2"]), "2021")
    assert [(step.kind, step.open_cells) for step in found.steps] == [
        (StepKind.DROPPED, (OPEN_COST,)),
        (StepKind.ADDED, (OPEN_SAVING,)),
    ]
    assert (found.start.upper, found.end.lower) == (None, None)
    assert found.levels[-1] == found.end.keur


def test_a_cell_that_opens_later_is_a_step(toy: Catalogue) -> None:
    """B.3 gives 5 in 2021 and depends on the inflow after; a year later both stand a column further."""
    a = compose_package(toy, ["B.3"])
    b = compose_package(toy, ["B.3"], Settings(delay=1))
    (step,) = bridge(a, b, "2022").steps
    assert (step.before, step.after, step.keur) == (DEPENDS, 5_000, 5_000)
    assert step.open_cells == (DEPENDS,)


def test_shared_and_own_measures(toy: Catalogue) -> None:
    """A.1 is in all three packages, A.2 in two, A.3 and B.5 in one; A.1 excludes A.2: no verdict (3)."""
    packages = [compose_package(toy, ids) for ids in (["A.1", "A.2"], ["A.1", "A.2", "A.3"], ["A.1", "B.5"])]
    found = compare_packages(packages)
    assert found.shared == ("A.1",)
    assert found.own == ((), ("A.3",), ("B.5",))
    assert found.partly == ("A.2",)
    assert found.measures == ("A.1", "A.2", "A.3", "B.5")
    assert found.changed == ()
    assert [totals[STRUCTURAL].keur for totals in found.totals] == [-16_000, -16_000, -11_000]
    verdicts = [results["main-20"].cells[STRUCTURAL].verdict for results in found.targets]
    assert verdicts == [Verdict.UNDETERMINED, Verdict.UNDETERMINED, Verdict.MET]
    assert [oda.columns[STRUCTURAL].effect.keur for oda in found.oda] == [-16_000, -16_000, -11_000]


def test_the_groups_split_the_measures(catalogue: Catalogue) -> None:
    """Every measure stands in exactly one of shared, partly and own, also for one package and equal ones (3)."""
    chance = random.Random(4)
    for size in (1, 2, 3, 4):
        packages = [random_package(catalogue, chance) for _ in range(size)]
        for chosen in (packages, [packages[0]] * size):
            found = compare_packages(chosen)
            groups = [*found.shared, *found.partly, *(id_ for ids in found.own for id_ in ids)]
            assert sorted(groups) == sorted(found.measures)


def test_changed_measures_are_shared_ones_with_other_cells(toy: Catalogue) -> None:
    """Under another decision year A.1 differs, and B.5, which does not move, does not."""
    ids = ["A.1", "B.5"]
    found = compare_packages([compose_package(toy, ids), compose_package(toy, ids, Settings(delay=2))])
    assert (found.shared, found.changed) == (("A.1", "B.5"), ("A.1",))


def test_only_packages_of_one_catalogue_compare(catalogue: Catalogue, toy: Catalogue) -> None:
    """No package, or packages of two catalogues, are refused."""
    with pytest.raises(ValueError, match="at least one"):
        compare_packages([])
    with pytest.raises(ValueError, match="one catalogue"):
        bridge(compose_package(catalogue, []), compose_package(toy, []), STRUCTURAL)


def test_contributions_are_sorted_and_sum_to_the_total(toy: Catalogue) -> None:
    """The largest saving comes first, open cells last; the exact ones sum to the total (4)."""
    package = compose_package(toy, ["A.1", "A.2", "A.4", "B.2"])
    found = contributions(package, STRUCTURAL)
    assert found == (("A.2", -10_000), ("A.1", -6_000), ("A.4", 2_000), ("B.2", OPEN_SAVING))
    assert sum(certain_keur(cell) for _, cell in found) == package.totals[STRUCTURAL].keur


def test_positions_agree_with_the_targets(toy: Catalogue) -> None:
    """Each chapter's position is its effect as a part of its base, and what the target says of it."""
    package = compose_package(toy, ["A.1", "B.5"])
    main, *_ = positions(package, STRUCTURAL)
    assert (main.name.nl, main.base_keur, str(main.percent)) == ("JenV", 50_000, "-22.00")
    assert main.aimed == evaluate_targets(package)["main-20"].cells[STRUCTURAL]
    assert not main.met_when_rounded


@pytest.mark.parametrize(
    ("people", "rounded"), [(1_800, False), (1_880, False), (1_900, True), (1_990, True), (2_000, False)]
)
def test_what_rounding_alone_would_meet(full: Catalogue, people: int, rounded: bool) -> None:
    """9.5 of 10 million reads as 10 in whole millions, and is not met; 9.4 reads as 9 and 10 is met."""
    settings = Settings().turned("B.5", "people", Decimal(people))
    main, *_ = positions(compose_package(full, ["B.5"], settings), STRUCTURAL)
    assert main.met_when_rounded is rounded


def test_open_cells_are_never_met_when_rounded(toy: Catalogue) -> None:
    """An effect with open cells is not called met by rounding."""
    (main, *_) = positions(compose_package(toy, ["A.2", "B.1"]), "2021")
    assert not main.effect.exact
    assert not main.met_when_rounded


@pytest.mark.parametrize(("keur", "meur"), [(-236_900, -237), (-236_400, -236), (-236_500, -237), (499, 0), (500, 1)])
def test_whole_millions_round_half_away_from_zero(keur: int, meur: int) -> None:
    """The report's rounding: half a million goes away from zero."""
    assert whole_meur(keur) == meur
