"""The tables of the resettlement page: the sources' figures with their places, and what the engine makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from markupsafe import Markup

from budget.catalogue import Catalogue, Costs, Measure, Programme, ResettlementData, Series, Source
from budget.resettlement import (
    CountingYear,
    Plan,
    PledgeOutcome,
    eu_contribution,
    resettlement_cost,
    selections_needed,
)
from dashboard.words import language, numbers, t, table, terms

TOLD: Final = "figures told"
QUOTA: Final = "quota"  # the dial of a quota measure that holds persons a year


def euro_legend() -> str:
    """Return the sign legend of amounts in whole euro."""
    return t("euro; + verslechtert het saldo (kosten), − verbetert het (besparing)")


def carry_legend() -> str:
    """Return the sign legend of what passes between years."""
    return t("personen; + staat nog open, − is te veel en gaat af van het volgende jaar")


def euro(amount: Fraction) -> str:
    """Write an amount in euro with its sign; to the cent only where it is no whole euro."""
    if amount.denominator == 1:
        return numbers.number(int(amount), sign=True)
    return numbers.number(numbers.rounded(amount, 2), 2, sign=True)


def cited(catalogue: Catalogue, *sources: Source | None) -> str:
    """Write places of figures one after the other."""
    return "; ".join(terms.cited(catalogue, source) for source in sources if source is not None)


def place(catalogue: Catalogue, *sources: Source) -> Markup:
    """Write the sources of figures as HTML."""
    return Markup('<p class="place">{}: {}.</p>').format(t("Bron"), cited(catalogue, *sources))


def quota_of(measure: Measure) -> int | None:
    """Return the persons a year that a measure sets by itself, or None for one without that dial."""
    dials = measure.dials.values if measure.dials is not None else ()
    return next((int(dial.default) for dial in dials if dial.id == QUOTA), None)


def _wrapped(text: str) -> Markup:
    return Markup('<span class="wrap">{}</span>').format(text)


def _sourced(note: str, source: str) -> Markup:
    first = Markup("{}<br>").format(note) if note else ""
    return _wrapped(Markup('{}<span class="soft">{}</span>').format(first, source))


def _persons(values: dict[str, int], years: Iterable[str]) -> list[str]:
    return [numbers.number(values[year]) if year in values else "" for year in years]


def _series_row(series: Series, years: Sequence[str], catalogue: Catalogue) -> list[str]:
    lang = language()
    rounding = t("op tientallen") if series.rounded_to == 10 else ""
    date = t("peildatum {date}", date=series.reference_date) if series.reference_date else ""
    note = series.note.get(lang) if series.note else ""
    remarks = "; ".join(part for part in (rounding, date) if part)
    told = " ".join(part for part in (f"{remarks}." if remarks else "", note) if part)
    total = numbers.number(sum(series.values[year] for year in years if year in series.values))
    complete = all(year in series.values for year in years)
    row = [series.title.get(lang), *_persons(series.values, years), total if complete else ""]
    return [*row, _sourced(told, cited(catalogue, series.source))]


def history_table(data: ResettlementData, derived: dict[str, int], catalogue: Catalogue) -> Markup:
    """Build the table of the last framework: every series with its rounding, note and place."""
    years = data.previous_framework.years
    rows = [_series_row(series, years, catalogue) for series in data.series]
    titles = {series.id: series.title.get(language()) for series in data.series}
    parts = {"all": titles["all-arrivals"], "other": titles["eu-turkey"]}
    explained = t("{all} min {other}: afgeleid en op ongeveer tien nauwkeurig.", **parts)
    derived_row = [
        t("Nationaal kader, aankomsten (afgeleid)"),
        *_persons(derived, years),
        "",
        _wrapped(explained),
    ]
    rows.insert(2, derived_row)
    head = [t("Personen"), *years, t("Totaal"), t("Telling en bron")]
    return table(
        t("Quota, selecties en aankomsten, {first}–{last}; personen", first=years[0], last=years[-1]),
        head,
        rows,
        css=TOLD,
    )


def arrivals_table(data: ResettlementData) -> Markup:
    """Build the table of all arrivals by year."""
    values = data.values("all-arrivals")
    rows = [[t("Alle hervestiging"), *map(numbers.number, values.values())]]
    return table(t("Aankomsten per jaar; personen"), ["", *values], rows)


def counting_table(years: Sequence[CountingYear]) -> Markup:
    """Build the table of the old counting against the new one."""
    rows = [
        [
            y.year,
            numbers.number(y.selected),
            numbers.number(y.arrived),
            numbers.number(y.difference, sign=True),
            numbers.number(y.selected_so_far),
            numbers.number(y.arrived_so_far),
        ]
        for y in years
    ]
    head = [
        t("Jaar"),
        t("Oude telling: selectie"),
        t("Nieuwe telling: aankomst"),
        t("Verschil"),
        t("Selectie tot en met"),
        t("Aankomst tot en met"),
    ]
    return table(t("Oude telling tegenover nieuwe; personen"), head, rows)


def programme_table(programmes: Sequence[Programme], catalogue: Catalogue) -> Markup:
    """Build the table of the EU programmes: the Dutch pledge and that of all countries together."""
    rows = []
    for p in programmes:
        parts = [p.pledged, p.national, p.eu_turkey, p.realised, p.eu_pledged, p.eu_realised]
        shown = ["" if n is None else numbers.number(n) for n in parts]
        sources = cited(catalogue, p.source, p.eu_realised_source)
        rows.append([p.title.get(language()), *shown, _sourced(p.note.get(language()), sources)])
    head = [
        t("Programma"),
        t("Toezegging"),
        t("nationaal"),
        t("uit Turkije"),
        t("Uitvoering"),
        t("EU, toezegging"),
        t("EU, uitvoering"),
        t("Toelichting en bron"),
    ]
    return table(t("Toezeggingen aan de EU; personen, op tientallen"), head, rows, css=TOLD)


def engagement_table(data: ResettlementData, catalogue: Catalogue) -> Markup:
    """Build the table of what the country of the fair share planned and did."""
    rows = [
        [
            e.period,
            numbers.number(e.planned),
            numbers.number(e.realised),
            _sourced(e.note.get(language()), cited(catalogue, e.source)),
        ]
        for e in data.engagements
    ]
    country = data.fair_share.country.get(language())
    head = [t("Periode"), t("Gepland"), t("Uitgevoerd"), t("Toelichting en bron")]
    return table(f"{country}: {t('gepland en uitgevoerd; personen')}", head, rows, css=TOLD)


def plan_table(plan: Plan) -> Markup:
    """Build the table of the planner: quota, carry-over, arrivals and what passes on, by year."""
    rows = []
    for y in plan.years:
        origin = t("ingevuld") if y.entered else t("volgt")
        numbers_ = [y.quota, y.carried_in, y.available, y.counted, y.difference, y.lapsed, y.carried_out]
        signed = [False, True, False, False, True, True, True]
        rows.append([y.year, *(numbers.number(n, sign=s) for n, s in zip(numbers_, signed, strict=True)), origin])
    lapsed = plan.quotas - plan.obligation
    end = plan.obligation - plan.counted
    rows.append(
        [
            t("Kader"),
            numbers.number(plan.quotas),
            "",
            "",
            numbers.number(plan.counted),
            "",
            numbers.number(lapsed, sign=True),
            numbers.number(end, sign=True),
            "",
        ]
    )
    head = [
        t("Jaar"),
        t("Quotum"),
        t("Overloop in"),
        t("Beschikbaar"),
        t("Aankomsten"),
        t("Verschil"),
        t("Vervalt"),
        t("Overloop uit"),
        t("Herkomst"),
    ]
    return table(f"{t('Planning van het kader')} – {carry_legend()}", head, rows, css=TOLD)


def available_table(plan: Plan) -> Markup:
    """Build the table behind the planner's chart."""
    rows = [[y.year, numbers.number(y.available), numbers.number(y.counted)] for y in plan.years]
    return table(t("Planning per jaar; personen"), [t("Jaar"), t("Beschikbaar"), t("Aankomsten")], rows)


def selections_table(plan: Plan) -> Markup:
    """Build the table of the selections that the planned arrivals ask."""
    needed = selections_needed({year.year: year.counted for year in plan.years})
    arrivals = {year.year: year.counted for year in plan.years}
    rows = [
        [t("Aankomsten (nieuwe telling)"), *_persons(arrivals, needed), numbers.number(sum(arrivals.values()))],
        [t("Selecties (oude telling)"), *_persons(needed, needed), numbers.number(sum(needed.values()))],
    ]
    return table(t("Dezelfde planning onder beide tellingen; personen"), ["", *needed, t("Totaal")], rows)


def cost_table(plan: Plan, share: Fraction, quota: int, costs: Costs) -> Markup:
    """Build the table of a plan's costs, in euro, with the difference from the present quota."""
    persons = {year.year: year.counted for year in plan.years}
    total = sum(persons.values())
    usual = quota * len(persons)
    rows = []
    for name, number, base in [*((y, n, quota) for y, n in persons.items()), (t("Kader"), total, usual)]:
        paid, net = eu_contribution(number, share, costs), resettlement_cost(number, share, costs)
        more = resettlement_cost(number - base, share, costs)
        rows.append([name, numbers.number(number), euro(net + paid), euro(-paid), euro(net), euro(more)])
    head = [
        t("Jaar"),
        t("Aankomsten"),
        t("Kosten"),
        t("EU-vergoeding"),
        t("Netto"),
        t("Ten opzichte van {quota} per jaar", quota=numbers.number(quota)),
    ]
    return table(f"{t('Kosten van de planning')} – {euro_legend()}", head, rows)


def quota_table(share: Fraction, data: ResettlementData, catalogue: Catalogue) -> Markup:
    """Build the table of the list's quotas: recomputed with a share, next to what the source prints."""
    rows = []
    for measure in (catalogue.measures[id_] for id_ in data.quota_measures):
        quota = quota_of(measure)
        if quota is None:
            continue
        persons_more = quota - data.quota
        printed = measure.effects[-1]
        shown = numbers.on_page(catalogue, printed, sign=True) if isinstance(printed, int) else ""
        cost = resettlement_cost(persons_more, share, data.costs)
        persons = numbers.number(persons_more, sign=True)
        rows.append(
            [
                f"{measure.id} {measure.title.get(language())}",
                persons,
                euro(cost),
                shown,
                cited(catalogue, measure.sources[0]),
            ]
        )
    head = [
        t("Maatregel"),
        t("Personen"),
        t("Herrekend, euro"),
        t("Gedrukt, {unit}", unit=terms.unit(catalogue)),
        t("Bron"),
    ]
    return table(f"{t('Andere quota, per jaar')} – {euro_legend()}", head, rows, css=TOLD)


def pledge_text(outcome: PledgeOutcome, next_pledge: int) -> str:
    """Say what a pledge leads to for the next programme."""
    return t(
        "Te veel: {excess}. Vult open nationale plaatsen: {absorbed}. Af van het volgende programma: {deducted}, "
        "dus van {before} naar {after}. Tekort: {shortfall}.",
        excess=numbers.number(outcome.excess),
        absorbed=numbers.number(outcome.absorbed),
        deducted=numbers.number(outcome.deducted),
        before=numbers.number(next_pledge),
        after=numbers.number(max(0, next_pledge - outcome.deducted)),
        shortfall=numbers.number(outcome.shortfall),
    )
