"""
Targets of one's own, held against packages.

1. One that asks what a target of the list asks gets the same cells.
2. A verdict follows from the bounds of what counts, at the worst of them, under both ways of counting overlaps.
3. Amounts do not depend on which targets hold them.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest

from budget.catalogue import Catalogue
from budget.core import Aim, Basis, Money, Overlaps, OwnTarget, OwnTargetError, Settings
from budget.engine import (
    TargetCell,
    Verdict,
    Why,
    by_readings,
    compare_packages,
    compose_package,
    evaluate_targets,
    judge,
    line_book,
    positions,
    target_amounts,
)

MET, NOT_MET, OPEN, NOT_ASKED = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_ASKED
LIKE_THE_LIST = OwnTarget(percent=Decimal(20), base_lines=("T-main",), base_year="2021")


def cells(catalogue: Catalogue, ids: tuple[str, ...], target: OwnTarget, **settings: object) -> dict[str, TargetCell]:
    """What a package makes of one target of one's own."""
    package = compose_package(catalogue, ids, Settings(own_targets=(target,), **settings))  # type: ignore[arg-type]
    return evaluate_targets(package)["own-1"].cells


@pytest.mark.parametrize("basis", Basis)
def test_like_a_target_of_the_list(toy: Catalogue, basis: Basis) -> None:
    """For every choice of two of the invented country, exclusive and open ones too."""
    for ids in combinations(toy.measures, 2):
        package = compose_package(toy, ids, Settings(basis=basis, own_targets=(LIKE_THE_LIST,)))
        results = evaluate_targets(package)
        assert results["own-1"].cells == results["main-20"].cells


def test_columns_that_are_not_asked_have_no_verdict(toy: Catalogue) -> None:
    """By 2025 is 2025 and structural; the single figure is the structural one, or the last that is asked."""
    by_2025 = OwnTarget(amount_keur=10_000, columns=("2025", "structural"))
    package = compose_package(toy, ("A.2",), Settings(own_targets=(by_2025, replace(by_2025, columns=("2022",)))))
    first, second = (evaluate_targets(package)[id_] for id_ in ("own-1", "own-2"))
    assert [cell.verdict for cell in first.cells.values()] == [NOT_ASKED] * 4 + [MET] * 2
    assert (first.main, second.main) == ("structural", "2022")
    assert all(cell.effect.keur == -10_000 for cell in first.cells.values())


@pytest.mark.parametrize(
    ("budgets", "effect"),
    [
        (("Kust en Polder",), 3_000),  # both lines of a chapter of several words
        (("Kust en Polder 7",), 1_000),
        (("Algemene Zaken 3 bis", "Kust en Polder 7"), 0),
        ((), 2_000),
    ],
)
def test_chapters_and_lines(toy2: Catalogue, budgets: tuple[str, ...], effect: int) -> None:
    """A chapter counts with all its lines, a line by itself, and without either everything."""
    found = cells(toy2, ("dijk.1", "sluis-a"), OwnTarget(amount_keur=0, budgets=budgets))
    assert found["2026"].effect.keur == effect


def test_a_base_of_nothing(toy2: Catalogue) -> None:
    """A cut of nothing is met by 0 or less and a rise by 0 or more; no share of it is a percentage."""
    of_nothing = {"percent": Decimal("12.5"), "base_lines": ("leeg",), "base_year": "2026"}
    for target in (OwnTarget(**of_nothing), OwnTarget(percent=Decimal(3), base_keur=0)):  # type: ignore[arg-type]
        for aim in Aim:
            found = cells(toy2, (), replace(target, direction=aim))["evenwicht"]
            assert (found.base_keur, found.target_keur, found.verdict, found.percent_of_base) == (0, 0, MET, Decimal(0))
    assert cells(toy2, ("vlieger",), OwnTarget(Aim.RISE, **of_nothing))["evenwicht"].verdict is NOT_MET  # type: ignore[arg-type]


def test_amounts_that_do_not_divide(toy2: Catalogue) -> None:
    """1% of 1,187.003 million is 11,870.03 thousand, so −11,871 is asked and just reached."""
    found = cells(toy2, ("sluis-a",), OwnTarget(percent=Decimal(1), base_lines=("sluizen",), base_year="2026"))
    assert (found["2030"].target_keur, found["2030"].verdict, found["2029"].verdict) == (-11_871, MET, NOT_MET)


@pytest.mark.parametrize("overlaps", Overlaps)
@pytest.mark.parametrize("aim", Aim)
def test_ranges_open_cells_and_overlaps_at_their_worst(toy_ranges: Catalogue, overlaps: Overlaps, aim: Aim) -> None:
    """For many packages and amounts the verdict is what both ends allow, as added and without double counting."""
    verdicts = set()
    for ids in combinations(("kade-smal", "kade-breed", "overslag", "korting", "loods", "steiger", "boei"), 3):
        for size in (0, 5_000, 12_000, 27_000):
            target = OwnTarget(aim, size, budgets=("Haven 1",) if aim is Aim.CUT else ("Haven 2",))
            for cell in cells(toy_ranges, ids, target, overlaps=overlaps).values():
                goal = -size if aim is Aim.CUT else size
                added, alone = (judge(amount, goal, aim is Aim.CUT) for amount in (cell.effect, cell.once))
                agree = added is alone or overlaps is Overlaps.AS_REPORT
                assert cell.verdict is (added if agree else OPEN)
                verdicts.add((cell.verdict, cell.why))
    assert {(MET, Why.NONE), (NOT_MET, Why.NONE), (OPEN, Why.RANGE)} <= verdicts
    assert ((OPEN, Why.OVERLAP) in verdicts) is (overlaps is Overlaps.BOUNDS and aim is Aim.CUT)


def test_measures_that_exclude_each_other_where_they_count(toy2: Catalogue) -> None:
    """They take the verdict on their chapter, and leave it on another."""
    chosen = ("sluis-b", "sluis-c")
    assert cells(toy2, chosen, OwnTarget(amount_keur=1, budgets=("Algemene Zaken",)))["2026"].why is Why.EXCLUSIVE
    assert cells(toy2, chosen, OwnTarget(amount_keur=1, budgets=("Kust en Polder 7",)))["2026"].verdict is NOT_MET


def test_taxes_and_expenditure_apart(toy: Catalogue) -> None:
    """The two sum to everything."""
    taxed = {id_: m.model_copy(update={"tax": id_ == "A.2"}) for id_, m in toy.measures.items()}
    country = replace(toy, measures=taxed)
    effects = {
        money: cells(country, ("A.2", "B.5"), OwnTarget(amount_keur=0, money=money))["2021"].effect.keur
        for money in Money
    }
    assert effects == {Money.BOTH: -15_000, Money.TAXES: -10_000, Money.EXPENDITURE: -5_000}


def test_amounts_are_made_once_for_all_targets(toy: Catalogue) -> None:
    """Packages that differ in their targets alone share their lines."""
    packages = [compose_package(toy, ("A.1",), Settings(own_targets=own)) for own in ((), (LIKE_THE_LIST,))]
    assert packages[0].book is packages[1].book is line_book(toy, packages[1].settings)


def test_a_target_that_the_list_cannot_have_is_refused(toy: Catalogue) -> None:
    """By the engine too, whatever it came in by."""
    with pytest.raises(OwnTargetError, match="chapters and lines"):
        compose_package(toy, (), Settings(own_targets=(OwnTarget(amount_keur=1, budgets=("JenW",)),)))


def test_packages_side_by_side_are_held_against_each_others_targets(toy: Catalogue) -> None:
    """A target of one package is a target for all of them, and one that two have is there once."""
    cut, rise = OwnTarget(amount_keur=9_000), OwnTarget(Aim.RISE, 1)
    one = compose_package(toy, ("A.2",), Settings(own_targets=(cut,)))
    other = compose_package(toy, ("A.1",), Settings(own_targets=(rise, cut)))
    found = compare_packages([one, other])
    assert [list(targets) for targets in found.targets] == [["main-20", "main+20", "own-1", "own-2"]] * 2
    verdicts = [[targets[id_].cells["2021"].verdict for id_ in ("own-1", "own-2")] for targets in found.targets]
    assert verdicts == [[MET, NOT_MET], [NOT_MET, NOT_MET]]
    assert found.packages[0].totals == one.totals


def test_positions_of_amounts_and_bases(toy: Catalogue) -> None:
    """A percentage of a base stands on that base, an amount on a track by itself, of which it is 100%."""
    own = (OwnTarget(amount_keur=20_000, columns=("structural",)), OwnTarget(percent=Decimal("2.5"), base_keur=80_000))
    package = compose_package(toy, ("A.2",), Settings(own_targets=own))
    _, amount, base = positions(package, "structural")
    assert (amount.of_amount, amount.aims, amount.percent) == (True, (Decimal(-100),), Decimal("-50.00"))
    assert (base.of_amount, base.aims, base.percent) == (False, (Decimal("-2.5"),), Decimal("-12.50"))
    assert len(positions(package, "2021")) == 2


def test_readings_hold_own_targets_too(full: Catalogue) -> None:
    """What an amount printed elsewhere does to a verdict is told of own targets; nothing of columns without one."""
    structural = full.columns.structural
    own = OwnTarget(amount_keur=1, columns=(structural,))
    package = compose_package(full, tuple(full.measures)[:3], Settings(own_targets=(own,)))
    found = by_readings(package).targets["own-1"]
    assert found[structural].verdict is evaluate_targets(package)["own-1"].cells[structural].verdict
    assert all(cell.stands and cell.verdict is NOT_ASKED for c, cell in found.items() if c != structural)


def test_amounts_need_no_package(toy: Catalogue) -> None:
    """What a target asks by column, with the year of the base as the settings say."""
    (own,) = (evaluate_targets(compose_package(toy, (), Settings(own_targets=(LIKE_THE_LIST,))))["own-1"].target,)
    fixed = target_amounts(toy, own, Settings())
    moving = target_amounts(toy, own, Settings(basis=Basis.OWN_YEAR))
    assert (fixed["2023"], moving["2023"]) == ((50_000, -10_000), (30_000, -6_000))
