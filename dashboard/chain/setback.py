"""Who pays a set-back: its dials, every rule side by side, the back-test, and what is kept of each euro."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from budget.catalogue import SHOCK_DIALS, Catalogue, ChainData
from budget.chain import (
    BackTestYear,
    ChainInputs,
    Outcome,
    SetBack,
    back_test,
    incentives,
    inputs_of,
    lasting_set_back,
    set_back,
)
from budget.core import BudgetError
from budget.engine import Package
from dashboard.chain.borne import CLOSING, TOTAL, borne_ask
from dashboard.chain.controls import back_button, central_choice, dial_row, year_choice
from dashboard.chain.write import NOTHING, backings, meur, percent
from dashboard.charts import chart_block, setback_chart
from dashboard.paper import bearers, setback_sentence
from dashboard.words import asking, explain_error, language, numbers, show, t, table, terms, ui, wide

DECIMALS = 1


def _filler(outcome: Outcome, names: dict[str, str]) -> str:
    if outcome.filled_by is None:
        return NOTHING
    return t("algemene middelen") if outcome.filled_by == "general" else names[outcome.filled_by]


def rules_table(found: SetBack, names: dict[str, str], catalogue: Catalogue) -> Markup:
    """Build the table of who bears the set-back by rule, each amount asks how; the rule in force is marked."""
    rows = []
    for outcome in found.outcomes:
        title = outcome.rule.title.get(language())
        mark = t("{rule} (geldt in dit pakket)", rule=title) if outcome.rule.id == found.in_force else title
        borne = outcome.borne
        shown = {"own": borne.own, "oda": borne.oda, "other": borne.other, "reserve": borne.reserve, TOTAL: borne.total}
        amounts = [asking(borne_ask(outcome.rule.id, who), meur(keur, DECIMALS)) for who, keur in shown.items()]
        closing = NOTHING
        if outcome.reserve is not None:
            closing = asking(borne_ask(outcome.rule.id, CLOSING), meur(outcome.reserve.closing, DECIMALS))
        rows.append([mark, *amounts, closing, _filler(outcome, names)])
    ends = [t("samen"), t("reserve na het jaar"), t("reserve gevuld door")]
    head = [t("Regel"), names["own"], names["oda"], names["other"], names["reserve"], *ends]
    return table(t("Wie draagt de tegenvaller; {unit}, + is een tegenvaller", unit=terms.unit(catalogue)), head, rows)


def lasting_table(years: Sequence[SetBack], names: dict[str, str], catalogue: Catalogue) -> Markup:
    """Build the table of what the own chapter bears by rule when the set-back comes back in every later year."""
    rows = [
        [t("meerkosten"), *(meur(year.extra, DECIMALS) for year in years), meur(sum(y.extra for y in years), DECIMALS)]
    ]
    for place, outcome in enumerate(years[0].outcomes):
        own = [year.outcomes[place].borne.own for year in years]
        rows.append([outcome.rule.title.get(language()), *(meur(keur, DECIMALS) for keur in (*own, sum(own)))])
    caption = t("Wat {own} draagt als het elk jaar zo gaat; {unit}", own=names["own"], unit=terms.unit(catalogue))
    return table(caption, [t("Regel"), *(year.year for year in years), t("samen")], rows)


def back_test_table(years: Sequence[BackTestYear], names: dict[str, str], catalogue: Catalogue) -> Markup:
    """Build the table of the reserve year by year over what was realised above budget."""
    head = [
        t("Jaar"),
        t("begroot"),
        t("gerealiseerd"),
        t("verschil"),
        t("uit de reserve"),
        t("{own} bij een reserve", own=names["own"]),
        t("reserve na het jaar"),
    ]
    rows = [
        [
            item.reserve.year,
            meur(item.budgeted),
            meur(item.realised),
            numbers.meur(item.reserve.extra, 0, sign=True),
            meur(item.reserve.drawn),
            meur(item.reserve.short),
            meur(item.reserve.closing),
        ]
        for item in years
    ]
    extra = sum(item.reserve.extra for item in years)
    short = sum(item.reserve.short for item in years)
    rows.append([t("samen"), "", "", numbers.meur(extra, 0, sign=True), "", meur(short), ""])
    return table(t("Terugblik op de toerekening aan ODA; {unit}", unit=terms.unit(catalogue)), head, rows)


def incentive_table(package: Package, data: ChainData, year: str, names: dict[str, str]) -> Markup:
    """Build the table of what the own chapter keeps of each euro that a measure on reception saves, by rule."""
    catalogue, lang = package.catalogue, language()
    found = incentives(package, [item.id for item in data.measures], year)
    kept = {"own": "100%", "reserve": "100%", "moved": "0%"}
    rules = data.setback.rules
    rows = [
        [
            f"{item.measure} {catalogue.measures[item.measure].title.get(lang)}",
            *(kept.get(rule.bears, percent(item.kept)) for rule in rules),
        ]
        for item in found
    ]
    caption = t(
        "Wat {own} houdt van elke euro die een maatregel op de opvang bespaart, {year}", own=names["own"], year=year
    )
    return table(caption, [t("Maatregel"), *(rule.regime or rule.title.get(lang) for rule in rules)], rows)


def setback_tab(data: ChainData, package: Package, inputs: ChainInputs) -> None:
    """Draw who pays a set-back: dials, rules, back-test and incentives."""
    catalogue, lang, names = package.catalogue, language(), bearers(package.catalogue)
    year_choice(data, catalogue)
    dial_row(data, ("shock", "inflow-shock"), {"shock": "inflow-shock", "inflow-shock": "shock"})
    dial_row(data, ("reserve", "saved"))
    central_choice(data, catalogue)
    back_button(SHOCK_DIALS, "setback-back")
    lasting = lasting_set_back(package, inputs)
    found = lasting[0]
    ui.markdown(setback_sentence(found, catalogue))
    rules = rules_table(found, names, catalogue)
    show(wide(rules, t("Wie draagt de tegenvaller")))
    ui.caption(data.setback.ceiling_note.get(lang))
    if found.extra:
        unit = terms.unit(catalogue)
        chart_block(t("Wie draagt de tegenvaller"), setback_chart(found.outcomes, names, unit), rules, "chain-setback")
    if len(lasting) > 1:
        ui.header(t("Als het elk jaar zo gaat"))
        show(wide(lasting_table(lasting, names, catalogue), t("Als het elk jaar zo gaat")))
        if inputs.inflow_shock:
            ui.caption(t("De hogere instroom houdt aan: een later jaar begint met wie er door het vorige meer zijn."))
    ui.header(t("Terugblik"))
    show(wide(back_test_table(back_test(catalogue, inputs.reserve), names, catalogue), t("Terugblik")))
    ui.caption(data.setback.note.get(lang))
    ui.header(t("Wie merkt een besparing"))
    show(wide(incentive_table(package, data, found.year, names), t("Wie merkt een besparing")))
    with ui.expander(t("Waar de regels en uitgangspunten vandaan komen")):
        rules_by_title = {rule.title.get(lang): rule for rule in data.setback.rules}
        dials = {data.dial(id_).title.get(lang): data.dial(id_) for id_ in SHOCK_DIALS}
        show(backings(catalogue, {**rules_by_title, **dials}))


def meeting_setback(package: Package) -> None:
    """Draw one dial for a meeting, the shock, with who bears it; nothing for a list without a chain."""
    catalogue, data = package.catalogue, package.catalogue.chain
    if data is None:
        return
    with ui.expander(t("Wie betaalt een tegenvaller")):
        dial_row(data, ("shock",), {"shock": "inflow-shock"})
        try:
            found = set_back(package, inputs_of(package))
        except BudgetError as error:
            ui.error(explain_error(error))
            return
        ui.markdown(setback_sentence(found, catalogue))
        show(wide(rules_table(found, bearers(catalogue), catalogue), t("Wie draagt de tegenvaller")))
