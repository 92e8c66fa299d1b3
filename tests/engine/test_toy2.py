"""
The second invented country, by hand: two chapters of several words, years with a gap, bases that do not divide, no ODA.

Its lines of the base are 1,187.003, 1,187.001, 999.999 and 0.001 million for the locks, 7, 7.013, 0 and 11 for the
windmills, and 0 for the empty line.

1. Amounts to reach are rounded away from zero, so that a broken thousand is never reached for free.
2. On a base of nothing a cut is met by 0 or less, and a rise by 0 or more.
3. What the catalogue has no data of is absent: ODA, resettlement, figures, differences.
"""

from __future__ import annotations

from itertools import compress, product

import numpy as np
import pytest

from budget.catalogue import Catalogue
from budget.core import Basis, BudgetError, Settings
from budget.engine import (
    Verdict,
    attribute_oda,
    bridge,
    compare_packages,
    compose_many,
    compose_package,
    count_evidence,
    evaluate_target,
    evaluate_targets,
    positions,
    target_amounts,
)
from tests.amounts import total

MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED
OWN_YEAR = Settings(basis=Basis.OWN_YEAR)
COLUMNS = ("2026", "2027", "2029", "2030", "evenwicht")


def keur(catalogue: Catalogue, *ids: str) -> list[int]:
    return [total.keur for total in compose_package(catalogue, ids).totals.values()]


def test_totals_by_hand(toy2: Catalogue) -> None:
    """Sums of every column, under the columns' own names."""
    package = compose_package(toy2, ("sluis-a", "sluis-b", "dijk.1", "vlieger"))
    assert tuple(package.totals) == COLUMNS
    assert [total.keur for total in package.totals.values()] == [2_500, 1_000, -2_001, -11_371, -14_374]


def test_views_by_chapter_of_several_words(toy2: Catalogue) -> None:
    """Lines are grouped by chapter and article as they are called; a chapter without article stands by itself."""
    package = compose_package(toy2, ("sluis-a", "dijk.1", "vlieger"))
    assert list(package.by_budget) == ["Algemene Zaken 3 bis", "Kust en Polder", "Kust en Polder 7"]
    assert {(line.chapter, line.article) for line in package.lines} == {
        ("Algemene Zaken", "3 bis"),
        ("Kust en Polder", "7"),
        ("Kust en Polder", ""),
    }
    assert [total.keur for total in package.by_budget["Kust en Polder"].values()] == [2_000, 2_000, 2_000, 2_000, -3]
    assert list(package.by_variant) == ["water", "lucht"]


@pytest.mark.parametrize(
    ("target", "settings", "amounts"),
    [
        ("sluizen-1", Settings(), [-11_871] * 5),  # 11,870.03
        ("sluizen-1", OWN_YEAR, [-11_871, -11_871, -10_000, -1, -1]),  # 11,870.03, 11,870.01, 9,999.99, 0.01
        ("molens+5", Settings(), [351] * 5),  # 350.65
        ("molens+5", OWN_YEAR, [350, 351, 0, 550, 550]),
        ("leeg-20", Settings(), [0] * 5),
        ("leeg+20", OWN_YEAR, [0] * 5),
    ],
)
def test_amounts_are_rounded_away_from_zero(
    toy2: Catalogue, target: str, settings: Settings, amounts: list[int]
) -> None:
    """Invariant 1: a cut goes down, a rise goes up, to the next whole thousand; later columns take the last base."""
    found = target_amounts(toy2, toy2.targets[target], settings)
    assert tuple(found) == COLUMNS
    assert [amount for _, amount in found.values()] == amounts


@pytest.mark.parametrize(
    ("ids", "verdicts"),
    [
        ((), {"leeg-20": [MET] * 5, "leeg+20": [MET] * 5}),
        (("vlieger",), {"leeg-20": [MET] * 5, "leeg+20": [MET] * 4 + [NOT_MET]}),
        (("Z9",), {"leeg-20": [MET] * 5, "leeg+20": [MET] * 5}),
    ],
)
def test_targets_on_a_base_of_nothing(
    toy2: Catalogue, ids: tuple[str, ...], verdicts: dict[str, list[Verdict]]
) -> None:
    """Invariant 2: the percentage decides the side, not the sign of the amount, which is 0."""
    results = evaluate_targets(compose_package(toy2, ids))
    found = {id_: [cell.verdict for cell in results[id_].cells.values()] for id_ in verdicts}
    assert found == verdicts
    assert {cell.percent_of_base for id_ in verdicts for cell in results[id_].cells.values()} == {0}


def test_the_limit_itself_is_met(toy2: Catalogue) -> None:
    """11,871 reaches 1% of 1,187,003; on its own year's base of 1 thousand euro far less does."""
    package = compose_package(toy2, ("sluis-a",))
    cells = evaluate_target(package, toy2.targets["sluizen-1"]).cells
    assert [cells[c].verdict for c in COLUMNS] == [NOT_MET, NOT_MET, NOT_MET, MET, MET]
    assert (cells["2030"].gap_keur, cells["evenwicht"].gap_keur) == (0, 0)
    own = evaluate_target(compose_package(toy2, ("sluis-a",), OWN_YEAR), toy2.targets["sluizen-1"]).cells
    assert [own[c].verdict for c in COLUMNS] == [NOT_MET, NOT_MET, NOT_MET, MET, MET]
    mills = evaluate_target(compose_package(toy2, ("molen-x",)), toy2.targets["molens+5"]).cells
    assert [mills[c].verdict for c in COLUMNS] == [NOT_MET, MET, MET, MET, OPEN]


def test_open_savings_leave_the_exact_part_beside_them(toy2: Catalogue) -> None:
    """Savings with an open one among them have their exact part and no lower bound; the intensifications stay exact."""
    package = compose_package(toy2, ("sluis-a", "sluis-c", "dijk.1"))
    assert package.savings["2026"] == total(-1_000)
    assert package.savings["2027"] == total(-2_000, savings_open=True)
    assert package.intensifications["2027"] == total(3_000)
    assert package.totals["2027"] == total(1_000, savings_open=True)


def test_what_is_not_there_is_absent(toy2: Catalogue) -> None:
    """Invariant 3: no ODA, no resettlement, no differences and no figures; asking for ODA is an error with a remedy."""
    assert (toy2.oda, toy2.resettlement, toy2.differences, toy2.figures) == (None, None, (), ())
    with pytest.raises(BudgetError, match="catalogue toy2: expected ODA data, found none"):
        attribute_oda(compose_package(toy2, ("sluis-a",)))
    counts = {item.kind: item.stated + item.derived + item.assumption for item in count_evidence(toy2)}
    assert counts == {"postings": 10, "oda": 0, "legal_change": 8, "conflicts": 2}


def test_comparing_without_oda(toy2: Catalogue) -> None:
    """Two packages are compared by totals and targets; the bridge and the positions add up."""
    a, b = compose_package(toy2, ("sluis-a", "dijk.1")), compose_package(toy2, ("sluis-b", "dijk.1"), OWN_YEAR)
    found = compare_packages([a, b])
    assert (found.shared, found.own, found.oda) == (("dijk.1",), (("sluis-a",), ("sluis-b",)), ())
    over = bridge(a, b, "evenwicht")
    assert over.levels[-1] == over.end.keur
    assert over.levels[0] == a.totals["evenwicht"].keur
    assert over.levels[-1] == b.totals["evenwicht"].keur
    for column in COLUMNS:
        assert [item.aimed is not None for item in positions(a, column)]


def test_composing_many_equals_composing_each(toy2: Catalogue) -> None:
    """Every one of the 256 packages at once, by totals."""
    selections = np.array(list(product((False, True), repeat=len(toy2.measures))))
    many = compose_many(toy2, selections)
    for row, chosen in zip(many.tolist(), selections, strict=True):
        assert row == keur(toy2, *compress(toy2.measures, chosen))
