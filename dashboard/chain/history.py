"""The history of the chain: what is printed by year, how it closes, and what a year ahead would have missed."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from budget.catalogue import Catalogue, ChainData, ChainSeries
from budget.chain import HistoryYear, history, look_back, look_back_by_last, mean_error
from budget.core import span_of_years
from dashboard.chain.write import NOTHING, TOLD, backings, meur, months, percent, persons, plain
from dashboard.words import language, numbers, show, t, table, terms, ui, wide


def stock_table(years: Sequence[HistoryYear]) -> Markup:
    """Build the table of people by year, with what their flows give and the stay that they imply."""
    head = [
        t("Jaar"),
        t("ontvangen"),
        t("uitgestroomd"),
        t("bezetting, gedrukt"),
        t("volgt uit in en uit"),
        t("verschil"),
        t("verblijfsduur, maanden"),
        t("naar gemeente"),
    ]
    rows = [
        [
            year.year,
            persons(year.received),
            persons(year.left),
            persons(year.occupancy),
            persons(year.follows),
            percent(year.error, sign=True),
            months(year.stay),
            NOTHING if year.holders is None else persons(year.holders.moved),
        ]
        for year in years
    ]
    return table(t("Mensen in de opvang per jaar; personen"), head, rows)


def series_table(series: Sequence[ChainSeries], caption: str) -> Markup:
    """Build a table of printed series by year; an empty cell is printed empty."""
    years = sorted({year for item in series for year in item.values})
    rows = [[item.title.get(language()), *(plain(item.values.get(year)) for year in years)] for item in series]
    return table(caption, ["", *years], rows)


def look_table(years: Sequence[HistoryYear], data: ChainData) -> Markup:
    """Build the table of the errors a year ahead: with one stay, and with the stay of the year before."""
    stay = data.figure("backtest-stay").value
    fixed, last = look_back(years, stay), look_back_by_last(years)
    by_year = {look.year: look for look in last}
    rows = [
        [
            look.year,
            persons(look.printed),
            persons(look.projected),
            percent(look.error, 0, sign=True),
            persons(by_year[look.year].projected) if look.year in by_year else NOTHING,
            percent(by_year[look.year].error, 0, sign=True) if look.year in by_year else NOTHING,
        ]
        for look in fixed
    ]
    rows.append([t("gemiddeld"), "", "", percent(mean_error(fixed)), "", percent(mean_error(last))])
    one = t("{n} maanden", n=numbers.plain(numbers.rounded(stay, 1)))
    head = [t("Jaar"), t("gedrukt"), one, t("fout"), t("duur van het jaar ervoor"), t("fout")]
    return table(t("Terugblik: bezetting een jaar vooruitgerekend; personen"), head, rows)


def cost_table(data: ChainData, catalogue: Catalogue) -> Markup:
    """Build the table of cost: budgets, what is charged to ODA as budgeted and realised; what is printed nowhere."""
    own = data.one("article-37")
    line = next(line for line in catalogue.base.lines if line.id == data.cost.line)
    central = line.parts[data.cost.central]
    oda = {item.year: item for item in catalogue.oda.history} if catalogue.oda else {}
    rows = []
    for year in sorted({*own.values, *central, *oda}):
        charged = oda.get(year)
        budgeted, realised = (charged.budgeted, charged.realised) if charged else (None, None)
        amounts = (central.get(year), budgeted, realised)
        rows.append([year, plain(own.values.get(year)), *(meur(amount) for amount in amounts)])
    head = [
        t("Jaar"),
        own.title.get(language()),
        t("{part}, begroot", part=data.cost.central),
        t("aan ODA toegerekend, begroot"),
        t("aan ODA toegerekend, gerealiseerd"),
    ]
    return table(t("Kosten; {unit}", unit=terms.unit(catalogue)), head, rows)


def history_tab(data: ChainData, catalogue: Catalogue) -> None:
    """Draw the history: people, inflow by kind, cost, the look back, and every other printed series."""
    years, lang = history(catalogue), language()
    show(wide(stock_table(years), t("Mensen in de opvang per jaar")))
    ui.caption(
        t(
            "Verschil: begin plus in min uit, tegenover de gedrukte bezetting. Verblijfsduur: de duur waarmee de instroom van het jaar, per maand gerekend, op de gedrukte bezetting uitkomt. Naar gemeente: afgeleid uit de gemiddelde bezetting van vergunninghouders en hun wachttijd."
        )
    )
    for total in data.series:
        if total.parts:
            parts = [item for item in data.series if item.id in total.parts]
            show(wide(series_table([*parts, total], total.title.get(lang)), total.title.get(lang)))
    ui.header(t("Kosten"))
    show(wide(cost_table(data, catalogue), t("Kosten")))
    for gap in data.gaps:
        ui.caption(f"{gap.title.get(lang)}, {span_of_years(gap.years)}: {gap.text.get(lang)}")
    if note := data.one("article-37").note:
        ui.caption(f"{data.one('article-37').title.get(lang)}: {note.get(lang)}")
    ui.header(t("Wat een jaar vooruitrekenen had gemist"))
    show(wide(look_table(years, data), t("Terugblik")))
    ui.caption(
        t(
            "Met één verblijfsduur voor alle jaren, of met die van het jaar ervoor. De instroom van het jaar zelf is hier al bekend; een raming kent die niet en mist dus meer."
        )
    )
    with ui.expander(t("Alle gedrukte reeksen en cijfers, met hun plaats")):
        for series in data.series:
            caption = f"{series.title.get(lang)} ({unit_word(series.unit)})"
            show(wide(series_table([series], caption), caption))
            if series.note:
                ui.caption(series.note.get(lang))
        show(backings(catalogue, {item.title.get(lang): item for item in data.series}))
        figures = [[f.title.get(lang), plain(f.value), unit_word(f.unit)] for f in data.figures]
        show(table(t("Cijfers in de tekst"), ["", t("Waarde"), t("Eenheid")], figures, css=TOLD))
        show(backings(catalogue, {item.title.get(lang): item for item in data.figures}))


def unit_word(unit: str) -> str:
    """Return a unit of the chain in words."""
    words = {
        "persons": t("personen"),
        "percent": t("procent"),
        "months": t("maanden"),
        "weeks": t("weken"),
        "EUR million": t("mln. euro"),
        "euro": t("euro"),
    }
    return words[unit]
