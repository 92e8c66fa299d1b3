"""
Dials: the assumptions behind the report's amounts.

Invariants: 1. at its default a dial changes nothing; 2. each formula gives the printed amount at the defaults, within
its rounding; 3. a second point, printed or computed by hand, holds as well; 4. a moved dial reaches totals, targets and
ODA alike; 5. a formula by posting gives each posting its own amount, and their sum is the formula's.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from budget.catalogue import Catalogue
from budget.core import SettingError, Settings, UnknownIdError
from budget.engine import (
    FORMULAS,
    PART_FORMULAS,
    attribute_oda,
    compose_package,
    evaluate_target,
    find_dial,
    formula_amount,
)
from tests.catalogue.dialled import DIALLED
from tests.conftest import COLUMNS

# measure, dials moved, column, thousands of euro computed by hand
SECOND_POINTS = [
    ("2C.1.3.1-1000", {"quota": 2000}, "structural", 1_968),  # 1,500 × 1,312
    ("2C.1.3.1-5000", {"priority": 50}, "structural", 14_904),  # 4,500 × (11,312 − 8,000)
    ("2C.3.3", {"quota": 300}, "structural", -262),  # 200 × 1,312 = 262.4 less
    ("3.1.4", {"people": 2300}, "structural", -16_771),  # 2,300 × 3.5 × 25,000 / 12
    ("3.1.4", {"people": 2300}, "2022", -8_385),  # half of it, −16,770.83 × 8 / 16
    ("4.12a", {"step": 3}, "2023", -32_490),  # 9% of 361
    ("4.12a", {"ceiling": 10}, "2024", -35_800),  # 10% of 358
    ("4.12b", {"step": 4}, "2021", -21_760),  # 4% of 544
    ("4.12b", {"step": 2}, "2025", -46_100),  # the fifth step: 10% of 461
    ("4.12b", {"step": 2}, "structural", -64_540),  # the full 14% of 461
    ("4.12a", {"ceiling": 20}, "2025", -62_650),  # the fifth step: 17.5% of 358
    ("4.12a", {"ceiling": 20}, "structural", -71_600),  # the full 20% of 358
    ("4.12a", {"step": 0}, "structural", 0),
    ("2C.1.1-1", {"percent": 10}, "structural", 12_800),  # 10% of 128
    ("2C.1.1-2", {"percent": 10}, "structural", 49_800),  # 10% of 498
    ("2C.1.2", {"percent": 30}, "2021", 111_000),  # 30% of 370
    ("2C.3.1", {"percent": 10}, "structural", -37_000),
    ("2C.3.2", {"percent": 25}, "structural", -32_000),  # 25% of 128
    ("4.2a", {"percent": 10}, "structural", 102_500),  # half of 205
    ("4.2a", {"percent": 10}, "2022", 64_500),  # half of 129
    ("4.9-1C", {"percent": 10}, "structural", 34_000),  # 10% of 340
    ("2B.1.1a", {"number": 10}, "2021", 2_750),  # 10 × 275,000
    ("2B.1.1b", {"number": 20}, "structural", 5_000),
    ("2B.2.3", {"number": 12_500}, "structural", 10_000),  # the report's own second point
    ("2B.2.2", {"number": 3}, "structural", 5_200),  # 2.0 + 0.1 + 3 × 1.0 + 0.1
    ("1.3", {"number": 30}, "structural", 6_000),  # 3 + 30 × 0.1
    ("4.3a", {"number": 2500}, "structural", 9_500),
    ("4.3b", {"people": 50_000}, "structural", 32_001),  # 3,000 × 10,667
    ("4.3b", {"aim": 80}, "2022", 14_667),  # half of 25,000 × 11% × 10,667
    ("4.7", {"types": 50}, "structural", -2_500),
    ("4.7", {"types": 0, "sites": 100}, "2022", -7_500),  # half of 15 million
    ("4.8", {"after": 3}, "structural", -1_167),  # one week of 2,427 × 25,000 / 52
    ("4.11", {"before": 14}, "structural", -8_000),
    ("6.1", {"months": 1}, "structural", -12_500),  # 12,000 × 25,000 / 12 × 50%
    ("6.1", {"bonus": 100}, "structural", 0),
    ("6.2a", {"payment": 1000}, "structural", -12_504),  # 1,042 × 12 × 1,000
    ("6.2b", {"after": 4}, "structural", -19_333),
    ("6.2b", {"before": 6}, "structural", -116_000),  # 3 months instead of 1.5
    ("4.9-1C", {"amount": 330}, "2021", 66_000),
    ("4.2a", {"amount": 1076}, "structural", 215_200),
    ("2B.1.1.1", {"matching": 6}, "structural", 1_550),
    ("2B.1.1.1", {"embassies": 0}, "structural", 1_100),
    ("2B.2.1", {"number": 2}, "structural", 400),
    ("2C.1.3.2", {"consular": 10}, "2021", 4_000),
    ("2C.1.3.2", {"support": 4_000_000}, "2022", 6_500),  # half of 4 million beside 4.5
    ("2C.3.3", {"priority": 0}, "2021", -885),  # four months of 500 × 5,312: 395 + 490.33, each rounded
]


def turned(measure: str, values: Mapping[str, Decimal | int]) -> Settings:
    settings = Settings()
    for dial, value in values.items():
        settings = settings.turned(measure, dial, Decimal(value))
    return settings


def printed_unit(keur: int) -> int:
    """Return the unit that an amount is printed in: 1 million, 0.1 million and so on."""
    unit = 1000
    while unit > 1 and keur % unit:
        unit //= 10
    return unit


def test_the_dialled_measures_are_those_of_the_domain(catalogue: Catalogue) -> None:
    """Each amount that rests on a printed assumption has its dials, and no other has."""
    assert sorted(m.id for m in catalogue.measures.values() if m.dials) == sorted(DIALLED)
    assert {m.dials.formula for m in catalogue.measures.values() if m.dials} == {*FORMULAS, *PART_FORMULAS}


@pytest.mark.parametrize("id_", DIALLED)
def test_defaults_give_the_printed_amount_within_its_rounding(catalogue: Catalogue, id_: str) -> None:
    """At the defaults the formula rounds to the structural amount that the report prints."""
    dials = catalogue.measures[id_].dials
    assert dials is not None
    amount = formula_amount(catalogue, dials, {}, "structural")
    assert abs(amount - dials.reference) * 2 <= printed_unit(dials.reference)
    for dial in dials.values:
        assert dial.minimum <= dial.default <= dial.maximum
        assert (Fraction(dial.maximum) - Fraction(dial.minimum)) % Fraction(dial.step) == 0


@pytest.mark.figures
@pytest.mark.parametrize("id_", DIALLED)
def test_the_second_point_holds(catalogue: Catalogue, id_: str) -> None:
    """With its other values the formula gives the second amount, in the formula and in the row."""
    dials = catalogue.measures[id_].dials
    assert dials is not None
    assert dials.second is not None
    amount = formula_amount(catalogue, dials, dials.second.values, "structural")
    assert abs(amount - dials.second.amount) * 2 <= printed_unit(dials.second.amount)
    assert any(dial.default != dials.second.values.get(dial.id, dial.default) for dial in dials.values)
    package = compose_package(catalogue, [id_], turned(id_, dials.second.values))
    row = {line.cells[-1] for line in package.lines} if package.rows[id_][-1] == 0 else {package.rows[id_][-1]}
    assert dials.second.amount in row


@pytest.mark.parametrize("id_", DIALLED)
def test_a_dial_at_its_default_keeps_the_printed_row(catalogue: Catalogue, id_: str) -> None:
    """A dial set to its default changes nothing and marks nothing."""
    dials = catalogue.measures[id_].dials
    assert dials is not None
    settings = Settings(dials=tuple((id_, dial.id, Decimal(dial.default)) for dial in dials.values))
    package = compose_package(catalogue, [id_], settings)
    assert package.rows[id_] == catalogue.measures[id_].effects
    assert package.own_assumptions == ()


@pytest.mark.figures
@pytest.mark.parametrize(("id_", "values", "column", "keur"), SECOND_POINTS)
def test_a_moved_dial_gives_the_amount_computed_by_hand(
    catalogue: Catalogue, id_: str, values: dict[str, int], column: str, keur: int
) -> None:
    """A second point of each formula, computed by hand, in the row, the total and the mark."""
    package = compose_package(catalogue, [id_], turned(id_, values))
    assert package.rows[id_][COLUMNS.index(column)] == keur
    assert package.totals[column].keur == keur
    assert package.own_assumptions == (id_,)


POSTINGS = [
    ("2C.1.3.1-1000", {"quota": 2000}, "structural", (3_555, -1_587, 0)),  # 1,500 × 2,370 and × (8,942 − 10,000)
    ("2C.1.3.1-1000", {"quota": 2000, "priority": 50}, "2021", (3_555, 1_413, 0)),  # 1,500 × (8,942 − 8,000)
    ("2C.1.3.1-5000", {"priority": 0}, "structural", (10_665, 13_239, 0)),  # 4,500 × (8,942 − 6,000)
    ("2C.3.3", {"priority": 0}, "2021", (-395, -490, 0)),  # four months of −1,185 and −1,471
    ("2C.3.3", {"quota": 250}, "structural", (-593, 265, 0)),  # −592.5 and 264.5, halves away from zero
    ("2C.1.3.2", {"chain": 4}, "2022", (1_800, 300, 600, 1_000, 200, 3_000)),
    ("2C.1.1-2", {"percent": 10}, "structural", (37_000, 12_800)),
    ("2B.1.1.1", {"price": 200_000}, "structural", (300, 1_400)),
    ("2B.2.2", {"number": 0}, "structural", (2_000, 100, 0, 100)),
]


@pytest.mark.parametrize(("id_", "values", "column", "keur"), POSTINGS)
def test_each_posting_gets_its_own_amount(
    catalogue: Catalogue, id_: str, values: dict[str, int], column: str, keur: tuple[int, ...]
) -> None:
    """What SZW pays for civic integration does not depend on the EU contribution; the rounding falls away."""
    package = compose_package(catalogue, [id_], turned(id_, values))
    assert tuple(line.cells[COLUMNS.index(column)] for line in package.lines) == keur


@pytest.mark.parametrize("id_", [id_ for id_ in DIALLED if id_[:2] == "2B" or id_[:4] in {"2C.1", "2C.3"}])
def test_postings_sum_to_the_formula(catalogue: Catalogue, id_: str) -> None:
    """Whatever the dials, the postings sum to the formula's amount, but for the rounding of each of them."""
    dials = catalogue.measures[id_].dials
    assert dials is not None
    for dial in dials.values:
        for value in {dial.minimum, dial.maximum} - {dial.default}:
            settings = turned(id_, {dial.id: value})
            cells = [line.cells[-1] for line in compose_package(catalogue, [id_], settings).lines]
            amount = formula_amount(catalogue, dials, {dial.id: value}, "structural")
            assert abs(sum(cell for cell in cells if isinstance(cell, int)) - amount) * 2 <= len(cells)


def test_a_shift_between_budgets_stays_a_shift(catalogue: Catalogue) -> None:
    """2C.2 at 10% moves 37 million; its row stays zero."""
    package = compose_package(catalogue, ["2C.2"], turned("2C.2", {"percent": 10}))
    assert [line.cells[0] for line in package.lines] == [-37_000, 37_000]
    assert package.totals["2021"].keur == 0


def test_a_moved_dial_reaches_target_and_oda(catalogue: Catalogue) -> None:
    """Twice the cut at COA doubles what counts towards the target and what is attributed."""
    settings = turned("4.12b", {"step": 7, "ceiling": 28})
    package = compose_package(catalogue, ["4.12b"], settings)
    target = evaluate_target(package, catalogue.targets["jenv-20"])
    assert target.cells["2024"].effect.keur == -129_080  # 28% of 461
    split = attribute_oda(package).columns["2024"].split
    assert split.own.keur + split.oda_room.keur == -129_080


def test_a_dial_outside_its_limits_or_unknown_is_refused(catalogue: Catalogue) -> None:
    """The error names the dial, its limits and the dials that there are."""
    with pytest.raises(SettingError, match=r"dial 4\.12b:step: expected 0 to 10, found 11"):
        compose_package(catalogue, ["4.12b"], turned("4.12b", {"step": 11}))
    with pytest.raises(UnknownIdError, match=r"Did you mean 4\.12b:step, 4\.12b:ceiling"):
        compose_package(catalogue, ["4.12b"], turned("4.12b", {"stp": 1}))
    assert find_dial(catalogue, "4.12b", "step").default == Decimal("3.5")


def test_the_quota_dials_join_into_one_range(catalogue: Catalogue) -> None:
    """The three quota measures give the same cost for the same quota, from 0 to 10,000."""
    for quota in (0, 250, 500, 1000, 5000, 10_000):
        amounts = {
            formula_amount(catalogue, dials, {"quota": quota}, "structural")
            for id_ in ("2C.1.3.1-1000", "2C.1.3.1-5000", "2C.3.3")
            if (dials := catalogue.measures[id_].dials) is not None
        }
        assert amounts == {Fraction((quota - 500) * 1312, 1000)}
