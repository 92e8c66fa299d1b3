"""
The fair share of FAIR: Belgium to the person, other countries by hand.

1. A growth path sums to the fair share, and the share never exceeds the EU's part.
2. A path in the report's proportion never shrinks.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.catalogue import Catalogue
from budget.core import SettingError
from budget.resettlement import (
    fair_share,
    growth_path,
    implied_change,
    resettlement_need,
    updated_key,
    updated_key_by,
)
from budget.resettlement.fair_share import eu_part, rounded_key, scaled_path


def test_belgium_to_the_person(catalogue: Catalogue) -> None:
    """1,553,156 → 310,631 → 2.84% → 8,821 → 2,000, 3,000 and 3,821."""
    assert catalogue.resettlement is not None
    fair = catalogue.resettlement.fair_share
    need = resettlement_need(fair.needs, fair.growth_per_year, fair.growth_years)
    key = updated_key_by(fair.key_old, implied_change(fair.key_old, fair.key_new))
    found = fair_share(need, fair.eu_percent, key)
    assert (need, found.eu_persons, found.key) == (1_553_156, 310_631, Fraction(284, 100))
    assert (found.persons, found.exact) == (8_821, Fraction(88_219_204, 10_000))
    assert found.path == (2_000, 3_000, 3_821) == tuple(fair.path.values())
    assert (need, found.eu_persons, found.persons) == (fair.printed_need, fair.printed_eu, fair.printed_outcome)


def test_another_country_by_hand() -> None:
    """Key 4.00, population 3.00 → 3.50, GDP 5.00 → 5.25: 4.30%; of 200,000 that is 8,600: 1,949, 2,924 and 3,727."""
    key = updated_key(4, (3, Decimal("3.5")), (5, Decimal("5.25")))
    assert key == Fraction(43, 10)
    found = fair_share(1_000_000, 20, key)
    assert (found.eu_persons, found.persons, found.yearly_average) == (200_000, 8_600, 2_866)
    assert found.path == (1_949, 2_924, 3_727)


def test_a_shrinking_country_loses_share() -> None:
    """Population 3.00 → 2.50 and GDP 5.00 → 4.00 take 0.6 off: 3.40%."""
    assert updated_key(4, (3, Decimal("2.5")), (5, 4)) == Fraction(34, 10)


def test_the_change_behind_the_key() -> None:
    """0.39 percentage points of key are 0.975 points of the two shares together."""
    assert implied_change(Decimal("2.45"), Decimal("2.84")) == Fraction(975, 1000)


def test_where_the_report_rounds() -> None:
    """The EU's part and the key are rounded half up, the outcome down."""
    assert (eu_part(1_553_156, 20), eu_part(5, 50), eu_part(3, 50)) == (310_631, 3, 2)
    assert (rounded_key(Decimal("2.845")), rounded_key(Decimal("2.8449"))) == (Fraction(285, 100), Fraction(284, 100))
    assert fair_share(999, 100, 10).persons == 99


@given(st.integers(0, 3_000_000), st.decimals(0, 100, places=1), st.decimals(0, 100, places=2))
def test_a_path_sums_to_the_share(need: int, percent: Decimal, key: Decimal) -> None:
    """Rounding loses nobody."""
    found = fair_share(need, percent, key)
    assert sum(found.path) == found.persons <= found.eu_persons
    assert 0 <= found.exact - found.persons < 1
    assert all(n >= 0 for n in found.path)


@given(st.integers(0, 20_000))
def test_a_scaled_path_grows(total: int) -> None:
    """A path in the report's proportion never shrinks from year to year, and sums to its total."""
    path = scaled_path(total)
    assert sum(path) == total
    assert path[0] <= path[1] <= path[2]


def test_own_first_years() -> None:
    """The last year takes the rest; more than the whole is refused."""
    assert growth_path(8_821, (2_500, 3_000)) == (2_500, 3_000, 3_321)
    with pytest.raises(SettingError, match="growth path: expected at most 100"):
        growth_path(100, (60, 50))


@pytest.mark.parametrize("key", [Decimal("-0.01"), Decimal("100.01")])
def test_a_key_outside_0_to_100_is_refused(key: Decimal) -> None:
    """No country takes less than nothing or more than all."""
    with pytest.raises(SettingError, match="key: expected 0 to 100"):
        fair_share(1_000, 20, key)
    with pytest.raises(SettingError, match="key: expected 0 to 100"):
        updated_key_by(key, 0)
