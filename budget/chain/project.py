"""The years after the history, under the dials: people, cost and what is charged to ODA, beside what was budgeted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from budget.catalogue import Catalogue
from budget.chain.cost import charged, presupposed_inflow, presupposed_stay, reception_cost
from budget.chain.flow import Flow, flow_year, flow_years, whole
from budget.chain.history import history
from budget.chain.inputs import ChainInputs, chain_of


@dataclass(frozen=True)
class ChainYear:
    """
    A year ahead, thousands of euro: the flow, of which status holders, the cost of the central part, and ODA.

    `beside` is what the other parts of reception are budgeted at; `budgeted` the central part's budget, `attributed`
    what is budgeted to be charged to ODA.
    """

    year: str
    flow: Flow
    holders: Flow
    cost: int
    beside: int
    charged: int
    budgeted: int
    attributed: int

    @property
    def over(self) -> int:
        """By how much the central part costs more than budgeted."""
        return self.cost - self.budgeted


@dataclass(frozen=True)
class Presupposed:
    """What a year's budget presupposes: a stay at the inflow of the dials, or an inflow at their stay."""

    year: str
    budgeted: int
    stay: Fraction | None
    inflow: Fraction


def parts_of(catalogue: Catalogue, year: str) -> dict[str, int]:
    """Return what the parts of reception are budgeted at in a year, thousands of euro."""
    cost = chain_of(catalogue).cost
    line = next(line for line in catalogue.base.lines if line.id == cost.line)
    return {part: line.parts[part][year] for part in cost.parts}


def central_budget(catalogue: Catalogue, year: str) -> int:
    """Return what the central part of reception is budgeted at in a year, thousands of euro."""
    cost = chain_of(catalogue).cost
    line = next(line for line in catalogue.base.lines if line.id == cost.line)
    return line.parts[cost.central][year]


def years_ahead(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the years of the base after the last of the history."""
    last = chain_of(catalogue).years[-1]
    return tuple(year for year in catalogue.base.years if year > last)


def _holders(catalogue: Catalogue, inputs: ChainInputs, years: int) -> tuple[Flow, ...]:
    """Let status holders wait: permits as many as in the last year of the history, a stay of the months to a home."""
    known = [year.holders for year in history(catalogue) if year.holders is not None]
    start = known[-1].closing if known else 0
    granted = max(known[-1].granted, 0) if known else 0
    return flow_years(start, [granted] * years, inputs.waiting)


def project(catalogue: Catalogue, inputs: ChainInputs) -> tuple[ChainYear, ...]:
    """
    Carry the last printed stock forward: the same inflow and stay every year, by month.

    2020 at 36,320 in and 8 months: 24,839 at the end of the year. What is charged is k (central part + the other parts
    as budgeted). The stay of the dials is not moved by the months to a home: a year of status holders is part of it.
    """
    data, years = chain_of(catalogue), years_ahead(catalogue)
    start = data.persons("occupancy")[data.years[-1]]
    flows = flow_years(start, [inputs.inflow] * len(years), inputs.stay)
    own = catalogue.oda.own_chapter if catalogue.oda is not None else ""
    attributed = next((a.amounts for a in catalogue.base.attributions if a.id == own), {})
    found = []
    for year, flow, holders in zip(years, flows, _holders(catalogue, inputs, len(years)), strict=True):
        cost, budgeted = reception_cost(flow.mean, inputs.price), central_budget(catalogue, year)
        beside = sum(amount for part, amount in parts_of(catalogue, year).items() if part != data.cost.central)
        share = charged(cost + beside, inputs.share)
        found.append(ChainYear(year, flow, holders, cost, beside, share, budgeted, attributed.get(year, 0)))
    return tuple(found)


def presupposed(catalogue: Catalogue, inputs: ChainInputs) -> tuple[Presupposed, ...]:
    """
    Return what the budgets of the years ahead presuppose, both ways: the budgets cannot tell them apart.

    At 25,000 euro and the inflow of 2019: 8.0, 7.2, 6.6, 6.3 and 6.1 months; at 8 months an inflow that falls from
    36,360 to 27,660.
    """
    found = []
    for year in years_ahead(catalogue):
        budget = central_budget(catalogue, year)
        stay = presupposed_stay(budget, inputs.inflow, inputs.price)
        found.append(Presupposed(year, budget, stay, presupposed_inflow(budget, inputs.stay, inputs.price)))
    return tuple(found)


def raised_flow(flow: Flow, inputs: ChainInputs, percent: Fraction | None = None) -> Flow:
    """Return a year's flow with an inflow that is some percent higher, that of the dials unless another is given."""
    inflow = flow.received * (1 + (inputs.inflow_shock if percent is None else percent) / 100)
    return flow_year(flow.opening, whole(inflow), inputs.stay)


def shocks_of_inflow(catalogue: Catalogue, inputs: ChainInputs, year: str, percent: Fraction) -> dict[str, Fraction]:
    """
    Turn an inflow that is some percent higher from a year on into shocks to the cost of that year and each later one.

    In percent. The year begins with the stock that the dials lead to, a later one with what the higher inflow left; the
    price is the same, so the cost moves as the mean stock does. Nobody in reception either way is no shock. Years of
    the history take the first year ahead's start, and leave nothing to the next.
    """
    flows = {item.year: item.flow for item in project(catalogue, inputs)}
    first, years = next(iter(flows.values())), catalogue.base.years
    found: dict[str, Fraction] = {}
    left: int | None = None
    for later in years[years.index(year) :]:
        usual = flows.get(later, first)
        other = raised_flow(usual if left is None else replace(usual, opening=left), inputs, percent)
        left = other.closing if later in flows else None
        found[later] = (other.mean - usual.mean) * 100 / usual.mean if usual.mean else Fraction(0)
    return found
