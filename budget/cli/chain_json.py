"""The JSON contract of the chain: amounts as int in thousands of euro, people whole, other numbers as text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from budget.catalogue import Catalogue
from budget.chain import (
    ChainInputs,
    Flow,
    InChain,
    LookBack,
    Outcome,
    SetBack,
    back_test,
    chain_of,
    cost_of_months,
    history,
    incentives,
    lasting_set_back,
    look_back,
    look_back_by_last,
    marginal_first_year,
    mean_error,
    package_in_chain,
    presupposed,
    project,
)
from budget.core import share_keur, write_cell
from budget.engine import Package

Json = dict[str, Any]


def said(value: Fraction | Decimal | None, decimals: int) -> str | None:
    """Write a number as text, rounded half away from zero; null where there is none."""
    if value is None:
        return None
    scaled = Fraction(value) * 10**decimals
    return str(Decimal(share_keur(scaled.numerator, 1, scaled.denominator)).scaleb(-decimals))


def percent(part: Fraction | None) -> str | None:
    """Write a part as a percentage, one decimal."""
    return said(None if part is None else part * 100, 1)


def catalogue_json(catalogue: Catalogue) -> Json:
    """Say which catalogue the figures are of."""
    return {"id": catalogue.info.id, "version": catalogue.info.version}


def inputs_json(inputs: ChainInputs) -> Json:
    """Return where the dials of the flow stand."""
    return {
        "inflow": inputs.inflow,
        "stay": said(inputs.stay, 2),
        "price": said(inputs.price, 2),
        "first_year_share": said(inputs.share, 2),
        "months_to_municipality": said(inputs.waiting, 2),
    }


def history_json(catalogue: Catalogue) -> list[Json]:
    """Return the printed years: how they close, the stay that they imply, and the status holders."""
    return [
        {
            "year": year.year,
            "received": year.received,
            "left": year.left,
            "occupancy": year.occupancy,
            "follows": year.follows,
            "error_percent": percent(year.error),
            "implied_stay": said(year.stay, 2),
            "moved_to_municipality": None if year.holders is None else year.holders.moved,
            "granted": None if year.holders is None else year.holders.granted,
        }
        for year in history(catalogue)
    ]


def _looks_json(looks: tuple[LookBack, ...]) -> Json:
    errors = {look.year: percent(look.error) for look in looks}
    return {"errors_percent": errors, "mean_error_percent": percent(mean_error(looks))}


def _flow_json(flow: Flow) -> Json:
    return {"opening": flow.opening, "received": flow.received, "left": flow.left, "closing": flow.closing}


def ahead_json(catalogue: Catalogue, inputs: ChainInputs) -> list[Json]:
    """Return the years ahead under the dials, with what their budgets presuppose."""
    found = []
    for year, before in zip(project(catalogue, inputs), presupposed(catalogue, inputs), strict=True):
        item = {"year": year.year, **_flow_json(year.flow), "mean": said(year.flow.mean, 1)}
        item |= {"status_holders": year.holders.closing, "cost": year.cost, "budgeted": year.budgeted}
        item |= {"charged_to_oda": year.charged, "attributed": year.attributed}
        item["presupposed"] = {"stay": said(before.stay, 2), "inflow": said(before.inflow, 0)}
        found.append(item)
    return found


def in_chain_json(found: InChain) -> Json:
    """Return the package in the chain by measure and column; the amounts are those of the package."""
    by_measure = {
        id_: {
            column: {
                "amount": write_cell(item.amount),
                "person_years": said(item.years, 1),
                "months": said(item.months, 3),
            }
            for column, item in row.items()
        }
        for id_, row in found.stays.items()
    }
    return {
        "by_measure": by_measure,
        "person_years": {column: said(years, 1) for column, years in found.totals.items()},
        "months": {column: said(months, 3) for column, months in found.months.items()},
        "more_than_the_chain_holds": list(found.too_many),
        "same_months": [list(pair) for pair in found.same],
        "change_the_price": list(found.price),
    }


def chain_json(package: Package, inputs: ChainInputs) -> Json:
    """Return the chain: dials, history, how a year ahead was missed, years ahead, and the package in it."""
    catalogue = package.catalogue
    data, years = chain_of(catalogue), history(catalogue)
    stay = data.figure("backtest-stay").value
    return {
        "catalogue": catalogue_json(catalogue),
        "dials": inputs_json(inputs),
        "history": history_json(catalogue),
        "printed_nowhere": [{"id": gap.id, "years": list(gap.years), "text": gap.text.get("en")} for gap in data.gaps],
        "look_back": {
            "fixed_stay": {"stay": str(stay), **_looks_json(look_back(years, stay))},
            "stay_of_the_year_before": _looks_json(look_back_by_last(years)),
        },
        "years": ahead_json(catalogue, inputs),
        "month_of_stay": cost_of_months(inputs.inflow, 1, inputs.price),
        "first_year_part_of_a_shorter_stay_percent": said(marginal_first_year(inputs.stay) * 100, 1),
        "package": in_chain_json(package_in_chain(package, project(catalogue, inputs), inputs)),
    }


def _outcome_json(outcome: Outcome) -> Json:
    borne = outcome.borne
    found: Json = {"own": borne.own, "oda": borne.oda, "other": borne.other, "reserve": borne.reserve}
    if outcome.rule.bearer is not None:
        found["other_is"] = outcome.rule.bearer
    if outcome.reserve is not None:
        held = outcome.reserve
        found["reserve_year"] = {"opening": held.opening, "added": held.added, "closing": held.closing}
        found["filled_by"] = outcome.filled_by
    return found


def _back_test_json(catalogue: Catalogue, inputs: ChainInputs) -> list[Json]:
    return [
        {
            "year": item.reserve.year,
            "budgeted": item.budgeted,
            "realised": item.realised,
            "difference": item.reserve.extra,
            "drawn": item.reserve.drawn,
            "own": item.reserve.short,
            "closing": item.reserve.closing,
        }
        for item in back_test(catalogue, inputs.reserve)
    ]


def _lasting_json(package: Package, inputs: ChainInputs) -> list[Json]:
    """Return a set-back that comes in every year from its own on: the extra cost and every rule, by year."""
    return [
        {
            "year": year.year,
            "shock_percent": said(year.percent, 2),
            "extra": year.extra,
            "in_force": year.in_force,
            "rules": {outcome.rule.id: _outcome_json(outcome) for outcome in year.outcomes},
        }
        for year in lasting_set_back(package, inputs)
    ]


def setback_json(package: Package, inputs: ChainInputs, found: SetBack) -> Json:
    """Return a set-back by every rule, with the rule in force, the back-test and what is kept of each euro."""
    data = chain_of(package.catalogue)
    kept = incentives(package, [item.id for item in data.measures], found.year)
    return {
        "catalogue": catalogue_json(package.catalogue),
        "own_chapter": None if package.catalogue.oda is None else package.catalogue.oda.own_chapter,
        "year": found.year,
        "turned": "cost" if found.inflow is None else "inflow",
        "inflow_percent": said(found.inflow, 2),
        "shock_percent": said(found.percent, 2),
        "cost": found.cost,
        "extra": found.extra,
        "first_year_share_percent": percent(found.share),
        "in_force": found.in_force,
        "rules": {outcome.rule.id: _outcome_json(outcome) for outcome in found.outcomes},
        "lasting": _lasting_json(package, inputs),
        "back_test": _back_test_json(package.catalogue, inputs),
        "back_test_note": data.setback.note.get("en"),
        "kept_of_each_euro_percent": {item.measure: percent(item.kept) for item in kept},
    }
