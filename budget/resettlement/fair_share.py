"""
The fair share of a country in the world's resettlement needs, as FAIR computes Belgium's; open to any country.

Exact fractions, rounded where the report rounds: the EU's part to whole persons and the key to two decimals (both
half up), the outcome down to whole persons. Source: FAIR 3.3, "Fair share berekening".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from budget.core import Message, SettingError

Exact = int | Decimal | Fraction
WEIGHT_PERCENT: Final = 40
"""The weight of population and that of GDP in the key. Source: FAIR 3.3, "Intra-Europese verdeelsleutel"."""
KEY_DECIMALS: Final = 2
REPORT_PATH: Final = (2_000, 3_000, 3_821)
"""Belgium's growth path for 2022–2024. Source: FAIR 3.3."""


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _within(name: Message, value: Exact, low: int, high: int) -> Fraction:
    exact = Fraction(value)
    if not low <= exact <= high:
        raise SettingError("share_outside_limits", name=name, low=low, high=high, value=f"{float(exact):g}")
    return exact


def resettlement_need(needs: int, growth_per_year: int, years: int) -> int:
    """
    Return the need over the plan's years: the forecast with its growth in the years after the first.

    1,473,156 + 40,000 × 2 = 1,553,156. The report adds growth to a stock and does not take off who is resettled
    meanwhile. Source: FAIR 3.3, "Hervestigingsnoden".
    """
    if needs < 0 or years < 0 or needs + growth_per_year * years < 0:
        raise SettingError("need_below_zero", needs=needs, growth=growth_per_year, years=years)
    return needs + growth_per_year * years


def eu_part(need: int, percent: Exact) -> int:
    """
    Return the EU's part of a need, whole persons, half up: 20% × 1,553,156 = 310,631.2, so 310,631.

    The European Parliament asked at least 20% in 2017. Source: FAIR 3.3, "Engagement voor de EU".
    """
    return _half_up(need * _within(Message("the_eu_share"), percent, 0, 100) / 100)


def updated_key(
    old: Exact,
    population: tuple[Exact, Exact],
    gdp: tuple[Exact, Exact],
    weight_percent: Exact = WEIGHT_PERCENT,
) -> Fraction:
    """
    Update a country's key for its two heaviest criteria, in percent of the EU: key + 0.4 (p − p_old) + 0.4 (G − G_old).

    Each pair is the country's share of the EU then and now, in percent. The other two criteria (10% each) stay as
    they were. A key of 4.00, population 3.00 → 3.50, GDP 5.00 → 5.25: 4.00 + 0.20 + 0.10 = 4.30. Source: FAIR 3.3.
    """
    weight = Fraction(weight_percent) / 100
    shares = [Fraction(value) for value in (*population, *gdp)]
    return updated_key_by(old, shares[1] - shares[0] + shares[3] - shares[2], weight * 100)


def updated_key_by(old: Exact, change: Exact, weight_percent: Exact = WEIGHT_PERCENT) -> Fraction:
    """
    Update a key by the sum of the two changes, in percentage points; the weights are equal, so the sum suffices.

    2.45 + 0.4 × 0.975 = 2.84. Raises SettingError when the key leaves 0 to 100.
    """
    return _within(Message("the_key"), Fraction(old) + Fraction(weight_percent) / 100 * Fraction(change), 0, 100)


def implied_change(old: Exact, new: Exact, weight_percent: Exact = WEIGHT_PERCENT) -> Fraction:
    """
    Return the sum of the two changes that leads from one key to another: (new − old) / 0.4, in percentage points.

    FAIR prints the keys, not the shares: (2.84 − 2.45) / 0.4 = 0.975. Derived from FAIR 3.3.
    """
    return (Fraction(new) - Fraction(old)) / (Fraction(weight_percent) / 100)


def rounded_key(key: Exact) -> Fraction:
    """Round a key to two decimals, half up, as the report prints it."""
    return Fraction(_half_up(Fraction(key) * 10**KEY_DECIMALS), 10**KEY_DECIMALS)


def scaled_path(total: int, pattern: Sequence[int] = REPORT_PATH) -> tuple[int, ...]:
    """
    Divide a total over the years in proportion to a pattern: rounded down, the last year takes the rest.

    8,821 gives 2,000, 3,000 and 3,821 again; 8,600 gives 1,949, 2,924 and 3,727. FAIR gives the path for Belgium
    only; the proportion for other totals is ours.
    """
    first = [total * part // sum(pattern) for part in pattern[:-1]]
    return (*first, total - sum(first))


def growth_path(total: int, first_years: Sequence[int]) -> tuple[int, ...]:
    """Return a path with these first years; the last one takes the rest. Raises SettingError when that is below 0."""
    rest = total - sum(first_years)
    if rest < 0 or any(persons < 0 for persons in first_years):
        raise SettingError("growth_path_above_total", most=total, sum=sum(first_years))
    return (*first_years, rest)


@dataclass(frozen=True)
class FairShare:
    """A country's fair share: `exact` before rounding down to `persons`."""

    need: int
    eu_persons: int
    key: Fraction
    exact: Fraction

    @property
    def persons(self) -> int:
        """Whole persons, rounded down, as the report does: 8,821.92 gives 8,821."""
        return int(self.exact)

    @property
    def path(self) -> tuple[int, ...]:
        """The persons by year in the report's proportion."""
        return scaled_path(self.persons)

    @property
    def yearly_average(self) -> int:
        """Persons a year on average, rounded down."""
        return self.persons // len(REPORT_PATH)


def fair_share(need: int, eu_percent: Exact, key_percent: Exact) -> FairShare:
    """
    Return a country's fair share of a need: EU part × key.

    Belgium: 310,631 × 2.84% = 8,821.92, so 8,821. The printed figure fits rounding down; rounding half up fits only
    with a key just below 2.84%, which the report does not print. Source: FAIR 3.3.
    """
    key = rounded_key(_within(Message("the_key"), key_percent, 0, 100))
    eu_persons = eu_part(need, eu_percent)
    return FairShare(need, eu_persons, key, eu_persons * key / 100)
