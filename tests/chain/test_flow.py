"""
The flow of people through reception (equation 1).

1. In − out is the change of the stock, in every state; nobody is added or taken away to keep a limit.
2. The printed years: how they close, and the stays that they imply.
3. A look back a year ahead gives the errors that a projected line is drawn with.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.catalogue import Catalogue, ChainData
from budget.chain import (
    Flow,
    flow_year,
    flow_years,
    history,
    implied_stay,
    look_back,
    look_back_by_last,
    mean_error,
    steady_stock,
)
from budget.core import SettingError

STAYS = st.fractions(min_value=1, max_value=60, max_denominator=100)
PERSONS = st.integers(min_value=0, max_value=10**7)


def percents(looks: tuple[object, ...]) -> list[int]:
    return [round(float(look.error * 100)) for look in looks]


@pytest.mark.slow
@given(opening=PERSONS, inflow=PERSONS, stay=STAYS)
def test_in_less_out_is_the_change(opening: int, inflow: int, stay: Fraction) -> None:
    """The stock never falls below nobody, nobody leaves who is not there, and the flows close."""
    flow = flow_year(opening, inflow, stay)
    assert flow.received - flow.left == flow.closing - flow.opening
    assert flow.closing >= 0
    assert 0 <= flow.left <= opening + inflow
    out = flow.mean * 12 / stay  # what leaves by the equation itself, before rounding
    assert abs(flow.left - out) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("opening", "inflow", "stay", "closing", "mean"),
    [
        (0, 0, Fraction(8), 0, Fraction(0)),  # nobody there, nobody in
        (100, 0, Fraction(1), 0, Fraction(100, 12)),  # everybody leaves in the first month
        (0, 1200, Fraction(1), 100, Fraction(1100, 12)),  # 0, then 100 each month
        (4096, 0, Fraction(2), 1, Fraction(4096 * 2 * 4095, 4096 * 12)),  # halved twelve times
        (1200, 1200, Fraction(12), 1200, Fraction(1200)),  # as many in as out
    ],
)
def test_a_year_added_up_by_hand(opening: int, inflow: int, stay: Fraction, closing: int, mean: Fraction) -> None:
    """Empty reception, a stay of one month, halving, and the steady state."""
    assert flow_year(opening, inflow, stay) == Flow(opening, inflow, closing, mean)


def test_years_follow_one_another() -> None:
    """4,096 that halve every month are 1 after a year; with 12 a year in, each next year ends at 2."""
    first, second, third = flow_years(4096, [0, 12, 12], 2)
    assert (first.closing, second.opening, second.closing, third.closing) == (1, 1, 2, 2)
    assert flow_years(4096, [], 2) == ()


@pytest.mark.parametrize(
    ("inflow", "stay", "steady"),
    [(36320, 8, Fraction(72640, 3)), (0, 8, 0), (12, 1, 1), (1200, 60, 6000)],
)
def test_the_steady_stock(inflow: int, stay: int, steady: Fraction) -> None:
    """I τ / 12: and a year from there ends where it began."""
    assert steady_stock(inflow, stay) == steady
    assert flow_year(int(steady), inflow, stay).closing in {int(steady), int(steady) + 1}


@pytest.mark.parametrize(
    ("opening", "inflow", "stay", "said"),
    [
        (-1, 0, 8, "occupancy at the start: expected 0 or more persons, found -1."),
        (0, -1, 8, "inflow of the year: expected 0 or more persons, found -1."),
        (0, 0, Fraction(99, 100), "stay: expected 1 to 60 months, found 99/100. Choose a stay in between."),
        (0, 0, 61, "stay: expected 1 to 60 months, found 61. Choose a stay in between."),
    ],
)
def test_what_the_flow_refuses(opening: int, inflow: int, stay: Fraction, said: str) -> None:
    """People below zero, and a stay under a month or over five years, with the limits."""
    with pytest.raises(SettingError) as caught:
        flow_year(opening, inflow, stay)
    assert str(caught.value) == said


def test_a_stay_that_no_flow_has() -> None:
    """More people at the end than came in, or fewer than a stay of a month leaves."""
    assert implied_stay(100, 0, 101) is None
    assert implied_stay(0, 1200, 99) is None
    assert implied_stay(0, 0, 0) == 1  # nobody: any stay, the shortest
    assert implied_stay(1200, 1200, 1200) == 12


@pytest.mark.figures
def test_printed_flows_reproduce_occupancy(catalogue: Catalogue) -> None:
    """−0.7 −0.2 +0.8 +0.3 +3.1 +1.4 −4.4 0.0 +0.4% for 2011–2019."""
    errors = [round(float((year.error or 0) * 100), 1) for year in history(catalogue)]
    assert errors == [-0.7, -0.2, 0.8, 0.3, 3.1, 1.4, -4.4, 0.0, 0.4]


@pytest.mark.figures
def test_printed_years_imply_a_stay(catalogue: Catalogue) -> None:
    """11.8 12.4 11.5 12.1 11.6 7.5 6.2 7.5 9.6 months, and each leads to the printed stock."""
    years = history(catalogue)
    assert [round(float(year.stay or 0), 1) for year in years] == [11.8, 12.4, 11.5, 12.1, 11.6, 7.5, 6.2, 7.5, 9.6]
    for year in years:
        assert year.stay is not None
        assert abs(flow_year(year.opening, year.received, year.stay).closing - year.occupancy) <= 15


@pytest.mark.figures
def test_the_errors_of_a_year_ahead(catalogue: Catalogue, chain: ChainData) -> None:
    """With one stay of 9.0 months, mean 18; with the stay of the year before, mean 13.5."""
    years = history(catalogue)
    fixed, last = look_back(years, chain.figure("backtest-stay").value), look_back_by_last(years)
    assert percents(fixed) == [-20, -21, -16, -17, -14, 18, 37, 15, -5]
    assert percents(last) == [-3, 5, -3, 2, 44, 19, -15, -17]
    assert round(float((mean_error(fixed) or 0) * 100), 1) == 18.1
    assert round(float((mean_error(last) or 0) * 100), 1) == 13.5


def test_a_history_of_nobody(full: Catalogue) -> None:
    """Of a printed stock of nobody an error has no size, and no error has no mean."""
    (first, second) = history(full)
    assert (first.follows, first.error) == (700, 0)
    assert (second.year, second.follows, second.error) == ("2020", 800, 0)
    assert mean_error(()) is None
    assert look_back_by_last(()) == ()
