"""The fair-share calculator of the resettlement page: inputs, steps, growth path and the hand-over to the quota."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from budget.catalogue import Catalogue, FairShareData, ResettlementData
from budget.core import DESCRIPTION, NumberForm, SettingError, TextForm, text_fault, tidy
from budget.engine import find_dial
from budget.resettlement import (
    FairShare,
    fair_share,
    growth_path,
    implied_change,
    resettlement_need,
    updated_key,
    updated_key_by,
)
from dashboard import state
from dashboard.charts import chart_block, path_chart
from dashboard.package import with_ending
from dashboard.resettlement.inputs import PERCENT, forget, keep, kept_number, kept_whole
from dashboard.resettlement.tables import QUOTA, TOLD, place, quota_of
from dashboard.words import Markdown, explain_error, explain_note, html, language, numbers, show, t, ui

COUNTRY = TextForm(60)
CHANGE = NumberForm(-100, 100, 3)
PROPOSAL = "quota_proposal"
PREFIX = "fair-"


def _way(where: DeltaGenerator, ways: dict[str, str], key: str) -> str:
    """Ask in which of the two ways the criteria are updated."""
    with where:
        label = t("Nieuwe gegevens over bevolking en bbp")
        return str(ui.radio(label, list(ways), key=key, format_func=ways.__getitem__, horizontal=True))


def _number(where: DeltaGenerator, label: str, key: str, default: Decimal, form: NumberForm = PERCENT) -> Decimal:
    return kept_number(where, label, key, default, form) or Decimal(0)


def key_inputs(data: FairShareData) -> Fraction:
    """Ask for the old key and the two updated criteria; return the new key in percent."""
    left, right = st.columns([1, 2])
    old = _number(left, t("Oude sleutel, %"), "fair-key", Decimal(data.key_old))
    ways = {"sum": t("beide veranderingen samen"), "four": t("vier aandelen in de EU")}
    way = keep(
        "fair-way",
        "sum",
        lambda key: _way(right, ways, key),
    )
    if way == "sum":
        default = numbers.rounded(implied_change(data.key_old, data.key_new), CHANGE.decimals)
        label = t("(p − p_oud) + (G − G_oud), procentpunt")
        return updated_key_by(old, _number(right, label, "fair-change", default, CHANGE))
    names = {
        "p-old": t("Bevolking toen, %"),
        "p": t("Bevolking nu, %"),
        "g-old": t("Bbp toen, %"),
        "g": t("Bbp nu, %"),
    }
    columns = right.columns(4)
    shares = [
        _number(column, label, f"fair-{id_}", Decimal(0))
        for column, (id_, label) in zip(columns, names.items(), strict=True)
    ]
    return updated_key(old, (shares[0], shares[1]), (shares[2], shares[3]))


def need_inputs(data: FairShareData) -> tuple[int, Decimal]:
    """Ask for the needs, their growth and the EU's part; return the need and the percentage."""
    columns = st.columns(4)
    needs = kept_whole(columns[0], t("Noden volgens UNHCR"), "fair-needs", data.needs)
    growth = kept_whole(columns[1], t("Groei per jaar"), "fair-growth", data.growth_per_year)
    years = kept_whole(columns[2], t("Jaren met groei"), "fair-years", data.growth_years, NumberForm(0, 10))
    percent = _number(columns[3], t("Deel voor de EU, %"), "fair-eu", Decimal(data.eu_percent))
    return resettlement_need(needs, growth, years), percent


def steps_table(share: FairShare, data: FairShareData) -> Markup:
    """Build the table of the steps: what comes out, and what the source prints for its country."""
    country = data.country.get(language())
    rows = [
        (t("Noden met groei"), share.need, data.printed_need, t("noden + groei × jaren")),
        (t("Deel van de EU"), share.eu_persons, data.printed_eu, t("noden × deel, op hele personen")),
        (
            t("Eerlijk aandeel (fair share)"),
            share.persons,
            data.printed_outcome,
            t("deel × sleutel, naar beneden op hele personen"),
        ),
    ]
    shown = [[name, numbers.number(found), numbers.number(printed), how] for name, found, printed, how in rows]
    formula = t("oud + 0,4 (p − p_oud) + 0,4 (G − G_oud), op twee decimalen")
    shown.insert(2, [t("Sleutel"), _percent(share.key), _percent(Fraction(data.key_new)), formula])
    head = [t("Stap"), t("Uitkomst"), t("Gedrukt voor {country}", country=country), t("Formule")]
    return html.table(t("Van noden naar eerlijk aandeel (fair share); personen, drie jaar"), head, shown, css=TOLD)


def _percent(value: Fraction) -> str:
    return numbers.percent(Decimal(value.numerator) / Decimal(value.denominator), 2)


def weights_table(data: FairShareData) -> Markup:
    """Build the table of the key's criteria."""
    kinds = {True: t("bijgewerkt"), False: t("niet bijgewerkt")}
    rows = [[w.title.get(language()), numbers.percent(Decimal(w.percent), 0), kinds[w.updated]] for w in data.weights]
    return html.table(t("Criteria van de sleutel"), [t("Criterium"), t("Gewicht"), t("Gegevens")], rows, css=TOLD)


def path_inputs(share: FairShare, data: FairShareData) -> dict[str, int]:
    """Ask for the first years of the path; an empty one follows the source's proportion, the last takes the rest."""
    years = list(data.path)
    columns = st.columns(len(years))
    first = []
    for column, year, usual in zip(columns[:-1], years[:-1], share.path[:-1], strict=True):
        text = t("{year}, personen", year=year)
        note = t("Leeg: naar de verhouding van de bron.")
        found = kept_number(column, text, f"fair-path-{year}", None, placeholder=numbers.number(usual), note=note)
        first.append(usual if found is None else int(found))
    path = dict(zip(years, growth_path(share.persons, first), strict=True))
    with columns[-1]:
        ui.metric(t("{year}, de rest", year=years[-1]), numbers.number(path[years[-1]]))
    return path


def quota_measure(data: ResettlementData, catalogue: Catalogue) -> str | None:
    """Return the measure whose dial sets another quota: the first one that has it, or None."""
    return next((id_ for id_ in data.quota_measures if quota_of(catalogue.measures[id_]) is not None), None)


def marked(text: str, mark: str) -> str:
    """Add a mark to a text once, on a line of its own."""
    kept = [line for line in text.split("\n") if line and line != mark]
    return "\n".join([*kept, mark])


def take_quota(chosen: str, others: tuple[str, ...], persons: int, country: str) -> None:
    """
    Put a quota into the package: the quota measure with its dial, in place of the other quota measures.

    The package's name and description say whose share it is, so that it travels no further unmarked.
    """
    catalogue, draft = state.catalogue(), state.draft()
    dial = find_dial(catalogue, chosen, QUOTA)
    quota = max(int(dial.minimum), min(int(dial.maximum), persons))
    kept = [id_ for id_ in draft.measures if id_ not in others]
    measures = catalogue.sorted_selection([*kept, chosen])
    value = None if quota == dial.default else Decimal(quota)
    settings = draft.settings.turned(chosen, QUOTA, value)
    ending = t(" (aandeel van {country})", country=country)
    name = with_ending(draft.name.removesuffix(ending) or t("Pakket"), ending)
    mark = t(
        "Quotum volgens het eerlijke aandeel van {country}: {n} per jaar.", country=country, n=numbers.number(quota)
    )
    others_marks = [line for line in draft.description.split("\n") if not line.startswith(mark.split(":")[0])]
    room = DESCRIPTION.most - len(mark) - 1  # the mark is never what is cut
    told = "\n".join(others_marks)
    description = marked(told if len(told) <= room else f"{told[: room - 1]}…", mark)
    changed = replace(draft, name=name, description=description, measures=measures, settings=settings)
    state.change(changed)
    st.session_state[PROPOSAL] = quota


def hand_over(share: FairShare, path: dict[str, int], measure: str, others: tuple[str, ...], country: str) -> None:
    """Offer the outcome as the quota a year: it goes to the quota dial and so into the package."""
    options = {year: f"{year}: {numbers.number(persons)}" for year, persons in path.items()}
    options["average"] = t("gemiddeld per jaar: {n}", n=numbers.number(share.yearly_average))
    chosen = ui.radio(
        t("Welk aantal per jaar?"), list(options), key="fair-take", format_func=options.__getitem__, horizontal=True
    )
    persons = {**path, "average": share.yearly_average}[chosen]
    label = t("Neem het aandeel van {country} over als quotum", country=country)
    args = (measure, others, persons, country)
    ui.button(label, key="fair-take-over", type="primary", on_click=take_quota, args=args)
    if PROPOSAL in st.session_state:
        taken = st.session_state[PROPOSAL]
        ui.success(
            t(
                "Het pakket rekent nu met een quotum van {n} per jaar ({id}, eigen aanname).",
                n=numbers.number(taken),
                id=measure,
            )
        )


def country_input(data: FairShareData) -> str:
    """Ask for the country's name, which goes into the package's texts; refused in sight, the source's own holds."""
    usual = data.country.get(language())
    typed = keep("fair-country", usual, lambda key: ui.text_input(t("Land"), key=key))
    fault = text_fault(tidy(typed), COUNTRY)
    if fault is not None:
        ui.error(explain_note(fault))
        return usual
    return tidy(typed)


def fair_share_tab(found: ResettlementData, catalogue: Catalogue) -> None:
    """Draw the calculator."""
    data = found.fair_share
    country = country_input(data)
    try:
        need, percent = need_inputs(data)
        share = fair_share(need, percent, key_inputs(data))
        ui.button(t("Terug naar de cijfers van de bron"), key="fair-reset", on_click=forget, args=(PREFIX,))
        head = t(
            "{country}: {key} van {eu} is {n} personen in drie jaar.",
            country=country,
            key=_percent(share.key),
            eu=numbers.number(share.eu_persons),
            n=numbers.number(share.persons),
        )
        show(Markup('<p role="status"><strong>{}</strong></p>').format(head))
        show(steps_table(share, data) + place(catalogue, data.source))
        ui.caption(f"{data.key_note.get(language())} {data.rounding_note.get(language())}")
        show(weights_table(data) + place(catalogue, data.source))
        ui.header(t("Groeipad"))
        path = path_inputs(share, data)
    except SettingError as error:
        ui.error(Markdown("{} {}").format(t("De sleutel of het groeipad kan zo niet."), explain_error(error)))
        return
    rows = [[year, numbers.number(persons)] for year, persons in path.items()]
    table = html.table(
        t("Groeipad; personen"), [t("Jaar"), t("Personen")], [*rows, [t("Totaal"), numbers.number(sum(path.values()))]]
    )
    chart_block(t("Groeipad per jaar"), path_chart(path), table, key="fair-path-chart")
    show(place(catalogue, data.source))
    measure = quota_measure(found, catalogue)
    if measure is not None:
        if data.note is not None:
            ui.caption(data.note.get(language()))
        hand_over(share, path, measure, found.quota_measures, country)
