"""Who pays a set-back under a package: its own rule, share and cover, the rules side by side, and the back-test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from budget.catalogue import Catalogue, OdaKind, SetbackRule
from budget.chain.inputs import ChainInputs, chain_of
from budget.chain.project import central_budget, parts_of, shocks_of_inflow
from budget.chain.setback import Borne, ReserveYear, borne, extra_cost, reserve_years
from budget.core import Cover, SettingError, Settings, share_keur
from budget.engine import Package, counted_rule, find_regime, first_year_share, oda_of, share_of_rule

Filler = Literal["own", "oda", "general"]


@dataclass(frozen=True)
class Outcome:
    """A rule and what each bears under it; of a rule with a reserve its year and who fills it."""

    rule: SetbackRule
    borne: Borne
    reserve: ReserveYear | None = None
    filled_by: Filler | None = None


@dataclass(frozen=True)
class SetBack:
    """
    A set-back in a year, thousands of euro: the cost that it is a part of, the extra cost, and every rule.

    `inflow` is the shock to the inflow that it came from, None where the cost itself was turned.
    """

    year: str
    inflow: Fraction | None
    percent: Fraction
    cost: int
    extra: int
    share: Fraction
    outcomes: tuple[Outcome, ...]
    in_force: str


@dataclass(frozen=True)
class BackTestYear:
    """A year of the ODA series: budgeted, realised, and what a reserve would have done with the difference."""

    budgeted: int
    realised: int
    reserve: ReserveYear


@dataclass(frozen=True)
class Incentive:
    """What of each euro that a measure saves on reception stays with the own chapter today; the rest is ODA's."""

    measure: str
    kept: Fraction


def rule_in_force(package: Package, year: str) -> SetbackRule:
    """Return the rule that the package's own regime has in a year; the present one without a regime."""
    rules = chain_of(package.catalogue).setback.rules
    regime = find_regime(package, year) if year in package.catalogue.columns.place else None
    return next((rule for rule in rules if regime is not None and rule.regime == regime.id), rules[0])


def share_in(catalogue: Catalogue, year: str, settings: Settings) -> Fraction:
    """Return the first-year share of a year under the settings."""
    share = first_year_share(catalogue, year, settings)
    return Fraction(share.numerator, share.denominator)


def _filler(rule: SetbackRule, settings: Settings) -> Filler:
    if rule.filled == "general":
        return "general"
    return "oda" if settings.cover is Cover.ODA else "own"


def _outcome(rule: SetbackRule, extra: int, charged: int, reserve: ReserveYear, settings: Settings) -> Outcome:
    found = borne(rule, extra, charged, reserve)
    if rule.bears != "reserve":
        return Outcome(rule, found)
    return Outcome(rule, found, reserve, _filler(rule, settings))


def _shocks(catalogue: Catalogue, inputs: ChainInputs) -> dict[str, Fraction]:
    """Return the shock to the cost of the dials' year and each later one, in per cent."""
    if inputs.inflow_shock:
        return shocks_of_inflow(catalogue, inputs, inputs.year, inputs.inflow_shock)
    years = catalogue.base.years
    return dict.fromkeys(years[years.index(inputs.year) :], Fraction(inputs.shock))


def lasting_set_back(package: Package, inputs: ChainInputs) -> tuple[SetBack, ...]:
    """
    Divide the shock of the dials over who bears it when it comes in every year from theirs on, by every rule.

    A shock to the inflow goes through the chain to one of the cost first. The cost is what reception is budgeted at, or
    its central part alone. The reserve begins with one contribution for each year in which it was filled before, and
    gets the year's own; what a year leaves in it is there for the next. 20% from 2023 on with nothing saved: 112,000
    and 109,600; the reserve pays 68,000 in either year, the own chapter 44,000 and 41,600. Raises SettingError for a
    year that the base does not have.
    """
    catalogue, settings = package.catalogue, package.settings
    years = catalogue.base.years
    if inputs.year not in years:
        raise SettingError("year_not_in_base", years=years, found=inputs.year)
    shocks = _shocks(catalogue, inputs)
    costs = {
        year: central_budget(catalogue, year) if inputs.central else sum(parts_of(catalogue, year).values())
        for year in shocks
    }
    extras = {year: extra_cost(costs[year], percent) for year, percent in shocks.items()}
    found = []
    for reserve in reserve_years(inputs.saved * inputs.reserve, inputs.reserve, extras):
        year, extra = reserve.year, reserve.extra
        share = share_in(catalogue, year, settings)
        charged = share_keur(extra, share.numerator, share.denominator)
        outcomes = [_outcome(rule, extra, charged, reserve, settings) for rule in chain_of(catalogue).setback.rules]
        in_force = rule_in_force(package, year).id
        made = (year, inputs.inflow_shock or None, shocks[year], costs[year], extra, share, tuple(outcomes), in_force)
        found.append(SetBack(*made))
    return tuple(found)


def set_back(package: Package, inputs: ChainInputs) -> SetBack:
    """
    Divide the shock of the dials in their year over who bears it, by every rule of the catalogue.

    It is the first year of one that lasts, see `lasting_set_back`. 2024 at 20%: 109,600; today ODA 59,000 and own
    50,600; with a reserve in its first year 68,000 and own 41,600, a quiet year later the reserve all.
    """
    return lasting_set_back(package, inputs)[0]


def back_test(catalogue: Catalogue, contribution: int) -> tuple[BackTestYear, ...]:
    """
    Let a reserve live through the years of the ODA series, from nothing: what was realised above or below budget.

    With 68,000 a year: 260,000 at the end of 2013; the own chapter pays 135,000 in 2014 and 821,000 in 2015. It is the
    part charged to ODA alone, as no other outturn is printed. Source: BMH annex 4.
    """
    series = {item.year: item for item in oda_of(catalogue).history}
    years = chain_of(catalogue).setback.backtest
    realised = {year: series[year].realised or 0 for year in years}
    extras = {year: realised[year] - series[year].budgeted for year in years}
    return tuple(
        BackTestYear(series[item.year].budgeted, realised[item.year], item)
        for item in reserve_years(0, contribution, extras)
    )


def incentives(package: Package, measures: Sequence[str], year: str) -> tuple[Incentive, ...]:
    """
    Return what the own chapter keeps today of each euro that a measure on reception saves: 1 − its share.

    At 295/548 that is 46.2 cents; where the settings let a measure have its own share, by that one. Measures that are
    no reception, or whose rule the settings leave out, are left out here too.
    """
    catalogue, settings = package.catalogue, package.settings
    average = first_year_share(catalogue, year, settings)
    found = []
    for id_ in measures:
        rule = counted_rule(catalogue.measures[id_].oda, settings)
        if rule is not None and rule.rule is OdaKind.RECEPTION:
            share = share_of_rule(oda_of(catalogue), rule, average, settings)
            found.append(Incentive(id_, 1 - Fraction(share.numerator, share.denominator)))
    return tuple(found)
