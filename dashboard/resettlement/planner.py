"""The planner of the resettlement page: inputs by year, the plan, its cost and the EU pledge."""

from __future__ import annotations

from fractions import Fraction

import streamlit as st

from budget.catalogue import Catalogue, ResettlementData
from budget.core import SettingError
from budget.resettlement import Plan, Settlement, plan_framework, resettlement_cost, settle_pledge
from dashboard.charts import chart_block, plan_chart
from dashboard.resettlement.inputs import forget, keep, kept_number, kept_whole
from dashboard.resettlement.tables import (
    available_table,
    cost_table,
    euro,
    place,
    plan_table,
    pledge_text,
    quota_table,
    selections_table,
)
from dashboard.words import explain_error, numbers, show, t, ui

PREFIX = "plan-"


def plan_inputs(data: ResettlementData) -> Plan:
    """Ask for quota and arrivals by year and how years settle; return the plan."""
    years = data.framework.years
    ui.caption(t("Een leeg jaar volgt uit de andere jaren."))
    counted: dict[str, int | None] = {}
    quotas: dict[str, int] = {}
    for column, year in zip(st.columns(len(years)), years, strict=True):
        empty = t("volgt")
        found = kept_number(column, t("Aankomsten {year}", year=year), f"plan-n-{year}", None, placeholder=empty)
        counted[year] = None if found is None else int(found)
    with ui.expander(t("Quota per jaar, verdeling en vastzetten")):
        for column, year in zip(st.columns(len(years)), years, strict=True):
            label = t("Quotum {year}", year=year)
            quotas[year] = kept_whole(column, label, f"plan-q-{year}", data.framework.per_year)
        ways = {
            Settlement.NEXT_YEAR.value: t("het volgende lege jaar haalt alles in"),
            Settlement.SPREAD.value: t("de lege jaren delen gelijk"),
        }
        way = keep(
            "plan-way",
            Settlement.NEXT_YEAR.value,
            lambda key: ui.radio(t("Inhalen"), list(ways), key=key, format_func=ways.__getitem__, horizontal=True),
        )
        fixed = keep(
            "plan-fixed",
            "",
            lambda key: ui.selectbox(
                t("Vastzetten tot en met"),
                ["", *years],
                key=key,
                format_func=lambda y: y or t("geen jaar"),
                help=t("Het verschil van die jaren vervalt dan."),
            ),
        )
    return plan_framework(quotas, counted, Settlement(way), fixed or None)


def verdict(plan: Plan, data: ResettlementData) -> None:
    """Say what is left or exceeds, and how the quotas stand to the framework."""
    counted, obligation = numbers.number(plan.counted), numbers.number(plan.obligation)
    if plan.excess:
        text = t(
            "{counted} aankomsten: {n} meer dan de {obligation} van het kader. "
            "De bron regelt niet wat na het laatste jaar met een teveel gebeurt.",
            counted=counted,
            n=numbers.number(plan.excess),
            obligation=obligation,
        )
        ui.warning(text)
    elif plan.left:
        text = t(
            "{counted} aankomsten: er staan er nog {n} open van de {obligation}.",
            counted=counted,
            n=numbers.number(plan.left),
            obligation=obligation,
        )
        ui.warning(text)
    else:
        ui.success(
            t("{counted} aankomsten: precies de {obligation} van het kader.", counted=counted, obligation=obligation)
        )
    over = [y for y in plan.years if y.difference < 0]
    for year in over:
        ui.caption(
            t("{year}: {n} te veel, in te halen in de jaren erna.", year=year.year, n=numbers.number(-year.difference))
        )
    if plan.quotas != data.framework.arrivals:
        ui.caption(
            t(
                "De quota tellen op tot {sum}; het kader vraagt {n}.",
                sum=numbers.number(plan.quotas),
                n=numbers.number(data.framework.arrivals),
            )
        )


def cost_block(plan: Plan, data: ResettlementData, catalogue: Catalogue) -> None:
    """Ask for the share from priority regions and show the cost of the plan and of other quotas."""
    ui.header(t("Kosten per persoon en in totaal"))
    costs = data.costs
    rates = {"priority": numbers.number(costs.eu_priority), "other": numbers.number(costs.eu_other)}
    share = keep(
        "plan-priority",
        100,
        lambda key: ui.slider(
            t("Deel uit prioriteitsgebieden, %"),
            0,
            100,
            key=key,
            help=t(
                "De EU vergoedt {priority} euro per persoon uit een prioriteitsgebied en {other} euro voor anderen.",
                **rates,
            ),
        ),
    )
    part = Fraction(int(share), 100)
    amounts = {
        "a": numbers.number(costs.execution),
        "b": numbers.number(costs.integration),
        "one": euro(resettlement_cost(1, 1, costs)),
        "other": euro(resettlement_cost(1, 0, costs)),
        "now": euro(resettlement_cost(1, part, costs)),
    }
    ui.markdown(
        t(
            "Uitvoering {a} en inburgering {b} euro per persoon, min de EU-vergoeding: {one} uit prioriteitsgebieden, "
            "{other} daarbuiten, bij dit deel gemiddeld {now}. Kosten van gemeenten tellen niet mee.",
            **amounts,
        )
    )
    show(cost_table(plan, part, data.quota, costs) + place(catalogue, costs.source))
    if data.quota_measures:
        show(quota_table(part, data, catalogue))
    if share != 100:
        ui.caption(t("De gedrukte bedragen gaan uit van 100%."))


def pledge_block(data: ResettlementData, catalogue: Catalogue) -> None:
    """Ask for a pledge from Turkey and say what its excess leads to."""
    now, after = data.programme("eu-50000"), data.programme("eu-2020")
    with ui.expander(t("Verrekening van een EU-toezegging uit Turkije")):
        columns = st.columns(4)
        asked = {
            "pledged": (t("Toegezegd"), now.eu_turkey or 0),
            "realised": (t("Uitgevoerd"), now.eu_turkey_realised or 0),
            "open": (t("Open nationale plaatsen"), now.open_national),
            "next": (t("Toezegging van het volgende programma"), after.eu_turkey or 0),
        }
        found = {
            id_: kept_whole(column, label, f"plan-eu-{id_}", default)
            for column, (id_, (label, default)) in zip(columns, asked.items(), strict=True)
        }
        outcome = settle_pledge(found["pledged"], found["realised"], found["open"])
        ui.markdown(pledge_text(outcome, found["next"]))
        show(place(catalogue, now.source, after.source))


def planner_tab(data: ResettlementData, catalogue: Catalogue) -> None:
    """Draw the planner and the costs."""
    years, framework = data.framework.years, data.framework
    ui.markdown(
        t(
            "Het kader vraagt {n} aankomsten in {first}–{last}, gemiddeld {quota} per jaar.",
            n=numbers.number(framework.arrivals),
            first=years[0],
            last=years[-1],
            quota=numbers.number(framework.per_year),
        )
    )
    try:
        plan = plan_inputs(data)
    except SettingError as error:
        ui.error(explain_error(error))
        return
    ui.button(t("Terug naar het uitgangspunt"), key="plan-reset", on_click=forget, args=(PREFIX,))
    verdict(plan, data)
    show(plan_table(plan) + place(catalogue, framework.source))
    chart_block(t("Planning per jaar"), plan_chart(plan), available_table(plan), key="plan-years")
    show(selections_table(plan))
    ui.caption(
        t("Aanname: aankomsten gelijk over het jaar verdeeld, geselecteerd een half jaar eerder, zonder uitval.")
    )
    cost_block(plan, data, catalogue)
    pledge_block(data, catalogue)
