"""
Status holders, cost, what budgets presuppose and shorter stays (equations 2 to 4).

1. The report's points, and three of our own for each equation.
2. Empty and extreme settings have an answer or a message.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from budget.catalogue import FLOW_DIALS, Catalogue, ChainData
from budget.chain import (
    Housed,
    chain_inputs,
    charged,
    cost_of_months,
    housed,
    marginal_first_year,
    months_saved,
    moved_by_task,
    person_years,
    presupposed,
    presupposed_inflow,
    presupposed_stay,
    project,
    reception_cost,
    shocks_of_inflow,
    steady_cost,
)
from budget.core import SettingError, UnknownIdError

INFLOW, PRICE = 36320, 25000


@pytest.mark.parametrize(
    ("opening", "closing", "months", "moved", "granted"),
    [
        (4600, 5240, Decimal("4.5"), 13120, 13760),  # 2019
        (100, 100, 1, 1200, 1200),
        (0, 0, 6, 0, 0),
        (1000, 0, 12, 500, -500),  # fewer than moved: the printed figures do not close
    ],
)
def test_who_moves_to_a_municipality(opening: int, closing: int, months: Decimal, moved: int, granted: int) -> None:
    """12 S̄ / w, and the permits that close the year."""
    found = housed(opening, closing, months)
    assert found == Housed(opening, closing, moved)
    assert found.granted == granted
    assert found.closing == found.opening + found.granted - found.moved


def test_who_moves_by_the_task(chain: ChainData) -> None:
    """13,400 in 2019; a backlog that grows takes off, and no task leaves the backlog."""
    task, before, after = (
        int(chain.figure(id_).value) for id_ in ("municipal-task", "backlog-before", "backlog-after")
    )
    assert moved_by_task(task, 2, before, after) == 13400
    assert moved_by_task(1000, 1, 0, 300) == 700
    assert moved_by_task(0, 2, 300, 0) == 300
    assert moved_by_task(0, 0, 0, 0) == 0


@pytest.mark.parametrize(
    ("mean", "price", "keur"),
    [(Fraction(72640, 3), PRICE, 605333), (0, PRICE, 0), (1, 500, 1), (Fraction(1, 3), 1000, 0), (10**6, 1, 1000)],
)
def test_the_cost_of_a_year(mean: Fraction, price: int, keur: int) -> None:
    """Price × people, to whole thousands of euro, half away from zero."""
    assert reception_cost(mean, price) == keur


def test_the_report_s_sensitivities() -> None:
    """36,320 × 8/12 × 25,000 is 605; a month of stay 75.7, a tenth of the inflow at 8 months 60.5 million."""
    assert steady_cost(INFLOW, 8, PRICE) == 605333
    assert cost_of_months(INFLOW, 1, PRICE) == 75667
    assert steady_cost(INFLOW, 9, PRICE) - steady_cost(INFLOW, 8, PRICE) == 75667
    assert steady_cost(39952, 8, PRICE) - steady_cost(INFLOW, 8, PRICE) == 60534
    assert cost_of_months(INFLOW, -1, PRICE) == -75667
    assert cost_of_months(0, 1, PRICE) == steady_cost(0, 8, PRICE) == 0
    assert cost_of_months(1200, Fraction(1, 2), 20000) == 1000


@pytest.mark.figures
def test_the_share_is_within_its_bound(catalogue: Catalogue, chain: ChainData) -> None:
    """53.9% of COA and Nidos is within 0.6% of the attribution in each of the six printed years."""
    line = next(line for line in catalogue.base.lines if line.id == chain.cost.line)
    own = next(item for item in catalogue.base.attributions if item.id == "JenV")
    share = chain.dial("first-year-share").default
    for year, printed in own.amounts.items():
        found = charged(sum(line.parts[part][year] for part in chain.cost.parts), share)
        assert abs(Fraction(found, printed) - 1) < Fraction(6, 1000), year


def test_what_is_charged() -> None:
    """Nothing, all, and a half rounded away from zero; a share outside 0 to 100% is refused."""
    assert charged(548000, Decimal("53.9")) == 295372
    assert (charged(1001, 0), charged(1001, 100), charged(1001, 50), charged(-1001, 50)) == (0, 1001, 501, -501)
    for percent in (-1, 101):
        with pytest.raises(SettingError, match="expected 0 to 100%, found"):
            charged(1, percent)


@pytest.mark.figures
def test_what_the_budgets_presuppose(catalogue: Catalogue, chain: ChainData) -> None:
    """A stay of 8.0 7.2 6.6 6.3 6.1 months at 2019's inflow, or an inflow that falls to 27,660 at 8 months."""
    found = presupposed(catalogue, chain_inputs(chain))
    assert [item.year for item in found] == ["2020", "2021", "2022", "2023", "2024"]
    assert [round(float(item.stay or 0), 1) for item in found] == [8.0, 7.2, 6.6, 6.3, 6.1]
    assert [item.inflow for item in found] == [36360, 32640, 29880, 28380, 27660]


def test_what_a_budget_presupposes_by_hand() -> None:
    """20 million at 20,000 euro is 1,000 people: 10 months at 1,200 in, or 1,500 in at 8 months."""
    assert person_years(20000, 20000) == 1000
    assert presupposed_stay(20000, 1200, 20000) == 10
    assert presupposed_inflow(20000, 8, 20000) == 1500
    assert presupposed_stay(0, 1200, 20000) == presupposed_inflow(0, 8, 20000) == 0
    assert presupposed_stay(20000, 0, 20000) is None
    for price in (0, -1):
        with pytest.raises(SettingError, match="expected more than 0 euro"):
            person_years(1, price)


@pytest.mark.parametrize(
    ("years", "inflow", "months"),
    [
        (Fraction(2200 * 7, 24), INFLOW, Fraction(2200 * 7, 2 * INFLOW)),  # 3.1.4
        (100, 1200, 1),
        (0, 1200, 0),
        (-50, 600, -1),
    ],
)
def test_months_that_person_years_stand_for(years: Fraction, inflow: int, months: Fraction) -> None:
    """12 × person-years / I; without inflow no number of months."""
    assert months_saved(years, inflow) == months
    assert months_saved(years, 0) is None


@pytest.mark.parametrize(("stay", "percent"), [(6, 59), (8, 44), (10, 34), (12, 26), (1, 100), (3, 91), (60, 2)])
def test_the_part_of_a_shorter_stay_in_the_first_year(stay: int, percent: int) -> None:
    """1 − e^(−12/τ)(1 + 12/τ): 12/1 leaves almost nothing, e^(−4) × 5 is 9%, e^(−0.2) × 1.2 is 98%."""
    assert round(marginal_first_year(stay) * 100) == percent


@pytest.mark.figures
def test_years_ahead_close(catalogue: Catalogue, chain: ChainData) -> None:
    """From 27,320 towards 24,213; every year closes, and its cost is that of its own people."""
    found = project(catalogue, chain_inputs(chain))
    assert [item.flow.closing for item in found] == [24839, 24339, 24239, 24219, 24214]
    assert [item.flow.opening for item in found] == [27320, 24839, 24339, 24239, 24219]
    assert all(item.flow.received - item.flow.left == item.flow.closing - item.flow.opening for item in found)
    assert [item.cost for item in found] == [646682, 613661, 607006, 605675, 605409]
    assert [item.over for item in found] == [40682, 69661, 109006, 132675, 144409]
    assert found[-1].holders.closing == 5160  # 13,760 permits a year, 4.5 months


def test_years_ahead_at_the_ends_of_the_dials(full: Catalogue) -> None:
    """No inflow at the shortest stay empties reception; the longest stay and the most people have an answer too."""
    data = full.chain
    assert data is not None
    empty = project(full, chain_inputs(data, {"inflow": 0, "stay": 1}))
    assert [item.flow.closing for item in empty] == [0, 0, 0, 0]
    assert empty[1].cost == empty[1].charged - charged(empty[1].beside, 50) == 0
    most = {dial: data.dial(dial).maximum for dial in FLOW_DIALS}
    assert all(item.flow.closing > item.flow.opening for item in project(full, chain_inputs(data, most)))
    assert [item.stay for item in presupposed(full, chain_inputs(data, {"inflow": 0}))] == [None] * 4


def test_dials_hold_their_limits(chain: ChainData) -> None:
    """Outside its limits, not whole where it must be, or unknown: a message with what is allowed."""
    with pytest.raises(SettingError, match=r"dial stay: expected 1 to 60, found 0\.5"):
        chain_inputs(chain, {"stay": Decimal("0.5")})
    with pytest.raises(SettingError, match="dial price: expected 1000 to 100000, found NaN"):
        chain_inputs(chain, {"price": Decimal("NaN")})
    with pytest.raises(SettingError, match=r"dial inflow: expected a whole number, found 1\.5"):
        chain_inputs(chain, {"inflow": Decimal("1.5")})
    with pytest.raises(UnknownIdError):
        chain_inputs(chain, {"stays": 8})


def test_more_inflow_is_a_shock_to_the_cost(full: Catalogue) -> None:
    """Nobody more is no shock; half as many more at a stay of a month is 11 of 12 months of that half."""
    data = full.chain
    assert data is not None
    usual = chain_inputs(data)
    assert shocks_of_inflow(full, usual, "2021", Fraction(0))["2021"] == 0
    short = chain_inputs(data, {"stay": 1})
    year = project(full, short)[1].flow  # starts at 100, 100 come a month: 100 people all year
    assert (year.opening, year.mean) == (100, 100)
    assert shocks_of_inflow(full, short, "2022", Fraction(50))["2022"] == Fraction(50 * 11, 12)
    nobody = chain_inputs(data, {"inflow": 0, "stay": 1})
    assert shocks_of_inflow(full, nobody, "2022", Fraction(50))["2022"] == 0


def test_more_inflow_that_lasts_stays_with_the_next_year(full: Catalogue) -> None:
    """Half as many more at a stay of a month: 150 people at the end of the first year, and all of the second."""
    data = full.chain
    assert data is not None
    short = chain_inputs(data, {"stay": 1})
    found = shocks_of_inflow(full, short, "2022", Fraction(50))
    assert found["2022"] == Fraction(50 * 11, 12)
    assert [found[year] for year in list(found)[1:]] == [50] * (len(found) - 1)
    assert len(found) > 1
    none = shocks_of_inflow(full, short, "2022", Fraction(0))
    assert set(none.values()) == {0}
