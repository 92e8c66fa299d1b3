"""The multi-year framework of resettlement: its planner, the two countings and the EU pledges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from budget.core import Message, SettingError


class Settlement(StrEnum):
    """How the years that are left open make up for the others."""

    NEXT_YEAR = "next year"
    SPREAD = "spread"


@dataclass(frozen=True)
class PlanYear:
    """A year of a framework; `entered` says whether its number was given or follows from the others."""

    year: str
    quota: int
    carried_in: int
    counted: int
    entered: bool
    lapsed: int = 0

    @property
    def available(self) -> int:
        """The quota with what the years before left (+) or used too much (−)."""
        return self.quota + self.carried_in

    @property
    def difference(self) -> int:
        """What is left (+) or too much (−) after the year."""
        return self.available - self.counted

    @property
    def carried_out(self) -> int:
        """What passes to the next year: the difference, unless it lapses."""
        return self.difference - self.lapsed


@dataclass(frozen=True)
class Plan:
    """A framework planned out: sum of counted + left − excess + lapsed = sum of quotas."""

    years: tuple[PlanYear, ...]

    @property
    def quotas(self) -> int:
        """Sum of the yearly quotas."""
        return sum(year.quota for year in self.years)

    @property
    def obligation(self) -> int:
        """What must be carried out in the end: the quotas less what lapsed."""
        return self.quotas - sum(year.lapsed for year in self.years)

    @property
    def counted(self) -> int:
        """Sum of the persons counted in the years."""
        return sum(year.counted for year in self.years)

    @property
    def left(self) -> int:
        """What the framework still asks after its last year."""
        return max(0, self.obligation - self.counted)

    @property
    def excess(self) -> int:
        """What exceeds the framework after its last year."""
        return max(0, self.counted - self.obligation)


def _refuse_negative(persons: Iterable[tuple[Message, int | None]]) -> None:
    for name, number in persons:
        if number is not None and number < 0:
            raise SettingError("persons_below_zero", name=name, found=number)


def _refuse_negative_arrivals(persons: Mapping[str, int | None]) -> None:
    _refuse_negative((Message("arrivals_of_year", year=year), number) for year, number in persons.items())


def _spread(quotas: Mapping[str, int], counted: Mapping[str, int | None]) -> dict[str, int]:
    """Divide what the entered years leave over the open ones, evenly; the first ones take the odd persons."""
    open_years = [year for year in quotas if counted.get(year) is None]
    rest = max(0, sum(quotas.values()) - sum(counted.get(year) or 0 for year in quotas))
    return {year: rest // len(open_years) + (i < rest % len(open_years)) for i, year in enumerate(open_years)}


def plan_framework(
    quotas: Mapping[str, int],
    counted: Mapping[str, int | None],
    settlement: Settlement = Settlement.NEXT_YEAR,
    fixed_through: str | None = None,
) -> Plan:
    """
    Plan a multi-year framework; a year without a number takes what the others leave.

    A difference passes to the next year, both ways: an excess is made up for in the year after (stated), a shortfall
    stays open within the framework (derived from the total at the end). With NEXT_YEAR an open year settles the whole
    difference, never below zero; with SPREAD the open years share it evenly. Years up to `fixed_through` are fixed at
    what was counted, and the difference lapses there: 2016–2018, quotas 500, 500, 750, counted 730, 300, 610, let 110
    lapse, so 2,140 of 2,250 remain to be done. Source: LETTER, "Cijfermatig", "Beleidskader 2020–2023" and note 20.
    """
    _refuse_negative((Message("quota_of_year", year=year), quota) for year, quota in quotas.items())
    _refuse_negative_arrivals(counted)
    if fixed_through is not None and fixed_through not in quotas:
        raise SettingError("fixed_through_another_year", years=tuple(quotas), year=fixed_through)
    spread = _spread(quotas, counted) if settlement is Settlement.SPREAD else {}
    years: list[PlanYear] = []
    carried = 0
    for year, quota in quotas.items():
        given = counted.get(year)
        number = given if given is not None else spread.get(year, max(0, quota + carried))
        planned = PlanYear(year, quota, carried, number, given is not None)
        if year == fixed_through:
            planned = PlanYear(year, quota, carried, number, given is not None, lapsed=planned.difference)
        years.append(planned)
        carried = planned.carried_out
    return Plan(tuple(years))


def selections_needed(arrivals: Mapping[str, int]) -> dict[str, int]:
    """
    Return the selections by year that these arrivals ask, the year before the first one included.

    Selection comes half a year before arrival (LETTER, note 9). Assumed: arrivals spread evenly over the year and
    nobody drops out; so half are selected in the year before, an odd person in the year itself. 500 in 2020 and 501 in
    2021: 250 in 2019, 250 + 250 in 2020, 251 in 2021.
    """
    _refuse_negative_arrivals(arrivals)
    needed: dict[str, int] = {}
    for year, persons in arrivals.items():
        before = str(int(year) - 1)
        needed[before] = needed.get(before, 0) + persons // 2
        needed[year] = needed.get(year, 0) + persons - persons // 2
    return dict(sorted(needed.items()))


def national_arrivals(every: Mapping[str, int], eu_turkey: Mapping[str, int]) -> dict[str, int]:
    """
    Return the arrivals within the national framework: all less those under the EU-Turkey Statement.

    Derived from two rounded series, so exact to about ten: 2017: 2,270 − 2,120 = 150. Years of the first series only
    are left out. Source: BMH annex 9, table 3.1; LETTER, arrivals under the EU-Turkey Statement.
    """
    return {year: every[year] - persons for year, persons in eu_turkey.items() if year in every}


@dataclass(frozen=True)
class CountingYear:
    """A year under the old counting (selection) and the new one (arrival), each up to that year too."""

    year: str
    selected: int
    arrived: int
    selected_so_far: int
    arrived_so_far: int

    @property
    def difference(self) -> int:
        """Arrived minus selected."""
        return self.arrived - self.selected


def compare_countings(selected: Mapping[str, int], arrived: Mapping[str, int]) -> tuple[CountingYear, ...]:
    """Hold the old counting against the new one for the years that both know (LETTER, "Aanpassing rekenmodel")."""
    found: list[CountingYear] = []
    so_far = (0, 0)
    for year in (year for year in selected if year in arrived):
        so_far = so_far[0] + selected[year], so_far[1] + arrived[year]
        found.append(CountingYear(year, selected[year], arrived[year], *so_far))
    return tuple(found)


@dataclass(frozen=True)
class PledgeOutcome:
    """What a pledge leads to: its excess, what open national places absorb of it, and its shortfall."""

    excess: int
    absorbed: int
    shortfall: int

    @property
    def deducted(self) -> int:
        """What is taken off the next programme."""
        return self.excess - self.absorbed


def settle_pledge(pledged: int, realised: int, open_national: int) -> PledgeOutcome:
    """
    Settle the part of an EU pledge that comes from Turkey.

    An excess first fills open national places, the rest is taken off the next programme: 1,860 − 1,750 = 110, less 30
    open places, is 80, so 1,000 for 2020 becomes 920. Source: LETTER, "EU programma ten behoeve van 50.000
    hervestigingsplaatsen" and "EU-hervestigingsprogramma 2020".
    """
    places = Message("open_national_places")
    _refuse_negative([(Message("pledged"), pledged), (Message("realised"), realised), (places, open_national)])
    excess = max(0, realised - pledged)
    return PledgeOutcome(excess, min(excess, open_national), max(0, pledged - realised))
