"""
Amounts: whole thousands of euro, exact conversions, one rounding.

1. EUR million -> thousands -> EUR million gives the amount back, for every amount with at most three decimals.
2. Taking a share is symmetrical: the share of a saving is minus the share of the same cost.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import settings as runs
from hypothesis import strategies as st

from budget.core import DEPENDS, OPEN_COST, OPEN_SAVING, Amount, keur_from_meur, meur_from_keur, plain, share_keur
from tests.conftest import COLUMNS, STRUCTURAL, YEARS

AMOUNTS = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("meur", "keur"),
    [
        (Decimal("2.5"), 2_500),
        (Decimal("-3.75"), -3_750),
        (Decimal("0.656"), 656),
        (Decimal("-0.01"), -10),
        (Decimal(1187), 1_187_000),
        (Decimal("5.000000"), 5_000),
        (Decimal("1E+2"), 100_000),
        (Decimal("-0.0"), 0),
        (-74, -74_000),
        (0, 0),
    ],
)
def test_million_to_thousands_is_exact(meur: Decimal | int, keur: int) -> None:
    """EUR million with up to three decimals becomes the same amount in whole thousands, as an int."""
    found = keur_from_meur(meur)
    assert found == keur
    assert type(found) is int


@pytest.mark.parametrize("text", ["0.6565", "-1.2345", "0.0001", "1." + "0" * 40 + "1", "1e-30", "NaN", "Infinity"])
def test_a_fourth_decimal_is_refused(text: str) -> None:
    """An amount that is no whole number of thousands is refused, never rounded, however far out its last digit is."""
    with pytest.raises(ValueError, match=text.replace(".", r"\.").replace("e", "E")):
        keur_from_meur(Decimal(text))


@runs(deadline=None)
@given(AMOUNTS)
def test_conversions_are_each_other_s_inverse(keur: int) -> None:
    """Invariant 1: thousands to EUR million and back changes nothing, and plain() writes the same amount."""
    assert keur_from_meur(meur_from_keur(keur)) == keur
    assert keur_from_meur(Decimal(plain(keur))) == keur


@runs(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=3))
def test_amounts_keep_their_value(meur: Decimal) -> None:
    """An amount with three decimals keeps its value exactly."""
    assert Fraction(keur_from_meur(meur), 1000) == Fraction(meur)


@runs(deadline=None)
@given(st.lists(st.decimals(-(10**6), 10**6, places=2), max_size=80))
def test_sums_of_thousands_are_sums_of_amounts(amounts: list[Decimal]) -> None:
    """Adding in thousands gives the same sum as adding the printed amounts."""
    assert meur_from_keur(sum(map(keur_from_meur, amounts))) == sum(amounts)


@pytest.mark.parametrize(
    ("keur", "numerator", "denominator", "share"),
    [
        (1_000, 1, 2, 500),
        (1_001, 1, 2, 501),
        (-1_001, 1, 2, -501),
        (999, 1, 2, 500),
        (-999, 1, 2, -500),
        (1_001, -1, 2, -501),
        (1_001, 1, -2, -501),
        (-1_001, -1, 2, 501),
        (-1_001, 1, -2, 501),
        (10, 1, 3, 3),
        (-10, 1, 3, -3),
        (20, 1, 3, 7),
        (-20, 1, 3, -7),
        (2_500, 541, 1000, 1_353),
        (-2_500, 541, 1000, -1_353),
        (340_000, 20, 100, 68_000),
        (-7, 0, 5, 0),
        (0, 3, 7, 0),
    ],
)
def test_a_share_is_rounded_half_away_from_zero(keur: int, numerator: int, denominator: int, share: int) -> None:
    """Half a thousand goes away from zero, for costs and savings alike."""
    assert share_keur(keur, numerator, denominator) == share


@runs(deadline=None)
@given(AMOUNTS, st.integers(-(10**6), 10**6), st.integers(1, 10**6))
@example(-1, 1, 2)
def test_a_share_is_nearest_and_symmetrical(keur: int, numerator: int, denominator: int) -> None:
    """Invariant 2: a share is the nearest whole thousand, and the share of a saving is minus that of the cost."""
    share = share_keur(keur, numerator, denominator)
    assert abs(share - Fraction(keur * numerator, denominator)) <= Fraction(1, 2)
    assert share_keur(-keur, numerator, denominator) == -share
    assert share_keur(keur, -numerator, -denominator) == share


@runs(deadline=None)
@given(AMOUNTS, st.integers(1, 1000))
def test_the_whole_is_its_own_share(keur: int, denominator: int) -> None:
    """All of an amount is the amount, and nothing of it is 0."""
    assert share_keur(keur, denominator, denominator) == keur
    assert share_keur(keur, 0, denominator) == 0


def test_a_share_of_nothing_is_refused() -> None:
    """A denominator of 0 is an error, not an amount."""
    with pytest.raises(ZeroDivisionError):
        share_keur(1, 1, 0)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (0, "0"),
        (-2_500, "-2.5"),
        (656, "0.656"),
        (-10, "-0.01"),
        (10_000, "10"),
        (1_187_000, "1187"),
        (-100_000_000_000, "-100000000"),
        (OPEN_COST, "+"),
        (OPEN_SAVING, "-"),
        (DEPENDS, "depends"),
    ],
)
def test_plain_writes_all_decimals_and_no_more(cell: int | Amount, text: str) -> None:
    """plain() writes EUR million with a point, without trailing zeros or an exponent; open cells as their sign."""
    assert plain(cell) == text


@pytest.mark.parametrize(
    ("cell", "decimals", "text"),
    [
        (-236_400, 1, "-236.4"),
        (5_000, 2, "5.00"),
        (50, 1, "0.1"),
        (-50, 1, "-0.1"),
        (250, 1, "0.3"),
        (-40, 1, "0.0"),
        (499, 0, "0"),
        (-500, 0, "-1"),
        (OPEN_COST, 1, "+"),
    ],
)
def test_plain_rounds_as_shares_do(cell: int | Amount, decimals: int, text: str) -> None:
    """With a number of decimals plain() rounds half away from zero, and never writes minus zero."""
    assert plain(cell, decimals) == text


def test_columns_are_the_years_and_structural() -> None:
    """The six columns are those of the report's tables."""
    assert COLUMNS == ("2021", "2022", "2023", "2024", "2025", "structural")
    assert (*YEARS, STRUCTURAL) == COLUMNS
