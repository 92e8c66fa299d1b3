"""
What of a package is one's own.

1. The part of the totals, by hand.
2. A verdict rests on it where it counts, and what it is without it.
3. Packages of several own figures stand side by side.
4. It moves with the decision, and takes the place of readings.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.catalogue import Catalogue, with_own
from budget.core import NO_OWN, Amount, Own, OwnEstimate, SettingError, Settings
from budget.engine import (
    Verdict,
    alongside,
    attribute_oda,
    by_readings,
    compare_packages,
    compose_package,
    evaluate_targets,
    holds_own,
    own_in_targets,
    own_part,
    without_own,
)
from tests.own_figures import DRAFT, FILLED, OWN, SAVING, SETTINGS


def keur(*amounts: int) -> list[Amount]:
    """Return exact amounts."""
    return [Amount(amount, amount, amount) for amount in amounts]


def test_totals_hold_them(toy: Catalogue) -> None:
    """A.1 saves 1, 2, 3, 4, 5, 6; B.1 costs the estimated 3.5 and something open in 2022; one's own 9, then 4."""
    package = compose_package(toy, DRAFT.measures, SETTINGS)
    assert [package.totals[column].keur for column in toy.columns] == [-6_500, -6_000, -7_000, -8_000, -9_000, -10_000]
    assert [package.totals[column].open for column in toy.columns] == [False, True, False, False, False, False]
    assert [*own_part(package).values()] == keur(-5_500, -4_000, -4_000, -4_000, -4_000, -4_000)


def test_without_them_it_is_the_lists_own(toy: Catalogue) -> None:
    """The package of the list's measures alone, in the list itself."""
    package = without_own(compose_package(toy, DRAFT.measures, SETTINGS))
    assert package.catalogue is toy
    assert package.totals == compose_package(toy, ("A.1", "B.1")).totals


def test_a_verdict_says_that_it_rests_on_them(toy: Catalogue) -> None:
    """−20% of 50 asks 10: A.1 and one's own reach it in 2021 and structurally, A.1 alone never."""
    package = compose_package(toy, ("A.1", "eigen-1"), SETTINGS)
    cells = evaluate_targets(package)["main-20"].cells
    assert [cell.verdict for cell in cells.values()] == [Verdict.MET, *[Verdict.NOT_MET] * 4, Verdict.MET]
    parts = own_in_targets(package)["main-20"]
    assert [part.amount for part in parts.values()] == keur(-9_000, *[-4_000] * 5)
    assert [column for column, part in parts.items() if part.differs] == ["2021", "structural"]
    assert {part.without for part in parts.values()} == {Verdict.NOT_MET}


def test_an_estimate_gives_a_verdict_that_the_list_leaves_open(toy: Catalogue) -> None:
    """B.2 saves something open; with −10 in 2021 the target is met there, and the other columns rest on nothing."""
    own = Own((), (OwnEstimate("B.2", (("2021", -10_000),), "a"),))
    package = compose_package(toy, ("B.2",), Settings(own=own))
    assert evaluate_targets(package)["main-20"].cells["2021"].verdict is Verdict.MET
    parts = own_in_targets(package)["main-20"]
    assert [*parts] == ["2021"]
    assert parts["2021"].without is Verdict.UNDETERMINED


def test_figures_that_are_not_chosen_count_nowhere(toy: Catalogue) -> None:
    """Nor does a verdict rest on them."""
    package = compose_package(toy, ("A.1",), SETTINGS)
    assert not holds_own(package)
    assert own_in_targets(package) == {}


def test_another_base_line_rests_on_nothing(toy: Catalogue) -> None:
    """One's own measure of no base line counts towards no target of the list."""
    elsewhere = Settings(own=Own((replace(SAVING, base="none"),)))
    assert own_in_targets(compose_package(toy, ("eigen-1",), elsewhere)) == {}


def test_they_move_with_the_decision(toy: Catalogue) -> None:
    """A year later the 9 falls in 2022, and so does the estimate."""
    package = compose_package(toy, ("B.1", "eigen-1"), replace(SETTINGS, delay=1))
    assert [part.keur for part in own_part(package).values()] == [0, -5_500, -4_000, -4_000, -4_000, -4_000]


def test_without_a_rule_they_are_no_oda(toy: Catalogue) -> None:
    """The whole effect stays with the own chapter, and the table says that nobody gave a rule."""
    oda = attribute_oda(compose_package(toy, ("eigen-1",), SETTINGS))
    assert oda.unruled == ("eigen-1",)
    assert oda.columns["2021"].split.own.keur == -9_000


def test_an_own_amount_has_no_readings(catalogue: Catalogue) -> None:
    """2B.1.2 costs 25 or 10 in 2021 by the report; 12 by the user, and that is all."""
    own = Own((), (OwnEstimate("2B.1.2", (("2021", 12_000),), "a"),))
    assert by_readings(compose_package(catalogue, ("2B.1.2",))).readings
    assert by_readings(compose_package(catalogue, ("2B.1.2",), Settings(own=own))).readings == ()


def test_packages_with_other_figures_stand_side_by_side(toy: Catalogue) -> None:
    """The same id with other figures is another measure; what only one of them estimates differs in the other."""
    dearer = Settings(own=Own((replace(SAVING, cells=(-1_000,) * 6),)))
    first = compose_package(toy, ("A.1", "B.1", "eigen-1"), SETTINGS)
    second = compose_package(toy, ("A.1", "B.1", "eigen-1"), dearer)
    found = compare_packages((first, second))
    assert found.own == (("eigen-1",), ("eigen-1-2",))
    assert found.shared == ("A.1", "B.1")
    assert found.changed == ("B.1",)
    assert [totals["2021"].keur for totals in found.totals] == [-6_500, -2_000]


def test_equal_figures_are_one_measure_side_by_side(toy: Catalogue) -> None:
    """So that packages of the same figures are compared as they are."""
    first, second = (compose_package(toy, ids, SETTINGS) for ids in (("A.1", "eigen-1"), ("eigen-1",)))
    assert alongside((first, second)) == (first, second)
    assert compare_packages((first, second)).shared == ("eigen-1",)


def test_figures_that_the_list_does_not_allow_are_refused(toy: Catalogue) -> None:
    """When a package is composed."""
    with pytest.raises(SettingError, match=r"estimates\[0\]"):
        compose_package(toy, (), Settings(own=Own((), (replace(FILLED, measure="X"),))))


def test_a_derived_list_serves_a_package_of_its_own_or_none(toy: Catalogue) -> None:
    """Whatever catalogue of the list is at hand."""
    derived = with_own(toy, OWN)
    assert compose_package(derived, ("A.1",), Settings(own=NO_OWN)).catalogue is toy
    assert compose_package(derived, ("A.1",), SETTINGS).catalogue is derived
