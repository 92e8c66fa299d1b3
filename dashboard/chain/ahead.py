"""What if: the dials of the chain and the years ahead, beside what was budgeted and what the budgets presuppose."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from budget.catalogue import FLOW_DIALS, Catalogue, ChainData
from budget.chain import (
    ChainInputs,
    ChainYear,
    cost_of_months,
    history,
    look_back,
    marginal_first_year,
    mean_error,
    presupposed,
    project,
    steady_cost,
)
from dashboard.chain.controls import back_button, dial_row
from dashboard.chain.write import backings, meur, months, percent, persons
from dashboard.charts import chart_block, stock_chart
from dashboard.words import language, numbers, show, t, table, terms, ui, wide


def ahead_table(years: Sequence[ChainYear], catalogue: Catalogue, central: str) -> Markup:
    """Build the table of the years ahead."""
    head = [
        t("Jaar"),
        t("in"),
        t("uit"),
        t("bezetting, eind"),
        t("vergunninghouders"),
        t("kosten {part}", part=central),
        t("begroot"),
        t("verschil"),
        t("naar ODA"),
        t("ODA begroot"),
    ]
    rows = [
        [
            year.year,
            persons(year.flow.received),
            persons(year.flow.left),
            persons(year.flow.closing),
            persons(year.holders.closing),
            meur(year.cost, 1),
            meur(year.budgeted),
            numbers.meur(year.over, 1, sign=True),
            meur(year.charged, 1),
            meur(year.attributed),
        ]
        for year in years
    ]
    return table(t("Jaren vooruit; personen en {unit}", unit=terms.unit(catalogue)), head, rows)


def presupposed_table(catalogue: Catalogue, inputs: ChainInputs) -> Markup:
    """Build the table of what the budgets presuppose, in both readings."""
    head = [
        t("Jaar"),
        t("begroot, {unit}", unit=terms.unit(catalogue)),
        t("verblijfsduur bij deze instroom, maanden"),
        t("of: instroom bij deze verblijfsduur"),
    ]
    rows = [
        [item.year, meur(item.budgeted), months(item.stay), persons(item.inflow)]
        for item in presupposed(catalogue, inputs)
    ]
    return table(t("Wat de begroting veronderstelt"), head, rows)


def sensitivities(inputs: ChainInputs, catalogue: Catalogue) -> str:
    """Say what a month of stay and a tenth of the inflow cost, and what of a shorter stay falls in the first year."""
    tenth = steady_cost(inputs.inflow * 11 // 10, inputs.stay, inputs.price)
    values = {
        "month": numbers.meur(cost_of_months(inputs.inflow, 1, inputs.price), 1),
        "tenth": numbers.meur(tenth - steady_cost(inputs.inflow, inputs.stay, inputs.price), 1),
        "unit": terms.unit(catalogue),
        "stay": months(inputs.stay),
        "part": percent(Fraction(marginal_first_year(inputs.stay)), 0),
    }
    return t(
        "Een maand langer verblijf kost {month}, 10% meer instroom {tenth} {unit} per jaar. Van een iets korter verblijf valt bij {stay} maanden ten hoogste {part} in het eerste jaar; alleen mensen uit DAC-landen tellen daarin als ODA.",
        **values,
    )


def ahead_tab(data: ChainData, catalogue: Catalogue, inputs: ChainInputs) -> None:
    """Draw the dials of the flow, the years ahead as table and chart, and what the budgets presuppose."""
    lang = language()
    ui.markdown(
        t(
            "Geen raming: instroom, verblijfsduur en prijs zijn uw eigen aannames, en de keten rekent uit wat daaruit volgt."
        )
    )
    dial_row(data, FLOW_DIALS)
    back_button(FLOW_DIALS, "chain-back")
    ahead, years = project(catalogue, inputs), history(catalogue)
    error = mean_error(look_back(years, data.figure("backtest-stay").value)) or Fraction(0)
    show(wide(ahead_table(ahead, catalogue, data.cost.central), t("Jaren vooruit")))
    ui.caption(
        t(
            "Per maand gerekend: 1/12 van de instroom komt erbij en bezetting gedeeld door verblijfsduur gaat eruit. In min uit is altijd de verandering van de bezetting. Kosten: prijs × gemiddelde bezetting. De wachttijd van vergunninghouders verandert de verblijfsduur hier niet vanzelf."
        )
    )
    title = t("Bezetting: gedrukt en vooruitgerekend")
    chart_block(
        title, stock_chart(years, ahead, error), ahead_table(ahead, catalogue, data.cost.central), "chain-stock"
    )
    ui.markdown(sensitivities(inputs, catalogue))
    ui.header(t("Wat de begroting veronderstelt"))
    show(presupposed_table(catalogue, inputs))
    ui.caption(t("De begroting zegt niet welke van beide: een kortere verblijfsduur of een lagere instroom."))
    with ui.expander(t("Waar de uitgangspunten vandaan komen")):
        show(backings(catalogue, {data.dial(id_).title.get(lang): data.dial(id_) for id_ in FLOW_DIALS}))
