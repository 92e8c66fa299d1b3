"""The page that shows where the package's effect lands: the own chapter, room in the ODA budget, or others."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import Amount, bounds_of
from budget.engine import OdaColumn, OdaResult, Package, attribute_oda, oda_of
from dashboard import page, state
from dashboard.charts import chart_block, oda_flow, oda_history
from dashboard.package import (
    amounts_with_years,
    backing,
    column_labels,
    controls,
    evidence_word,
    headline,
    shown_name,
    switcher,
    year_heads,
)
from dashboard.pages.oda_share import dac_note, measure_share, share_note, share_table
from dashboard.pages.oda_words import regime_note, sentence, settings_notes, total_text
from dashboard.words import bold, html, language, numbers, show, t, terms, ui, wide


def _caption(catalogue: Catalogue, text: str) -> str:
    return f"{text} – {terms.legend(terms.unit(catalogue))}"


def _total_row(catalogue: Catalogue, name: str, result: OdaResult, pick: Callable[[OdaColumn], Amount]) -> list[str]:
    return [name, *amounts_with_years(catalogue, {key: pick(column) for key, column in result.columns.items()})]


def _keur_row(name: str, result: OdaResult, pick: Callable[[OdaColumn], Amount]) -> list[str]:
    return [name, *(numbers.plain_sum(pick(column)) for column in result.columns.values())]


def _part(percent: Decimal | None) -> str:
    """Write a share; of a range there is not one."""
    return "–" if percent is None else numbers.percent(percent)


def split_table(catalogue: Catalogue, result: OdaResult) -> Markup:
    """Build the table of who keeps the effect, by column; the parts sum to the effect."""
    cover = _total_row(catalogue, t("ODA: dekking van de reserve"), result, lambda c: c.split.cover)
    rows = [
        _total_row(catalogue, oda_of(catalogue).own_chapter, result, lambda c: c.split.own),
        _total_row(catalogue, t("ODA: toerekening eerstejaarsopvang"), result, lambda c: c.split.attributed),
        _total_row(catalogue, t("ODA: programma's"), result, lambda c: c.split.programme),
        *([cover] if any(column.split.cover != Amount() for column in result.columns.values()) else []),
        _total_row(catalogue, t("Anderen"), result, lambda c: c.split.others),
        _total_row(catalogue, t("Effect van het pakket"), result, lambda c: c.effect),
    ]
    caption = _caption(catalogue, t("Bij wie het effect neerslaat"))
    return html.table(caption, ["", *year_heads(catalogue)], rows)


def attribution_table(catalogue: Catalogue, result: OdaResult) -> Markup:
    """Build the table of the attribution, the ceiling and the balance, by column."""
    columns = list(result.columns.values())
    rows = [
        [t("Eerstejaarsaandeel"), *(numbers.percent(c.share.percent) for c in columns)],
        _keur_row(t("Toerekening vooraf"), result, lambda c: bounds_of(c.attribution_before)),
        _keur_row(t("Toerekening achteraf"), result, lambda c: c.attribution),
        [t("Deel van totale ODA achteraf"), *(_part(c.share_of_oda(c.attribution_after)) for c in columns)],
        _keur_row(t("ODA-plafond vooraf (ongeveer)"), result, lambda c: bounds_of(c.ceiling_before)),
        _keur_row(t("ODA-plafond achteraf (ongeveer)"), result, lambda c: c.ceiling),
        _keur_row(t("Ruimte voor andere ODA-programma's"), result, lambda c: c.room_bounds),
        [t("Past onder het plafond"), *(t("ja") if c.holds else t("nee") for c in columns)],
        _keur_row(t("Saldo als het plafond gelijk blijft"), result, lambda c: c.stays),
        _keur_row(t("Saldo als het plafond meebeweegt"), result, lambda c: c.grows),
    ]
    caption = _caption(catalogue, t("Toerekening, plafond en saldo"))
    return html.table(caption, ["", *column_labels(catalogue)], rows)


def measure_table(package: Package, result: OdaResult) -> Markup:
    """Build the table of the structural split by measure, with each rule's evidence."""
    catalogue, rows = package.catalogue, []
    for id_ in package.selection:
        measure, split = catalogue.measures[id_], result.by_measure[id_][catalogue.columns.structural]
        rule = t("geen regel") if measure.oda is None else evidence_word(measure.oda.evidence)
        if id_ in result.not_counted:
            rule = f"{rule} ({t('telt nu niet mee')})"
        totals = (split.own, split.attributed, split.programme, split.cover, split.others)
        share = measure_share(package, id_)
        rows.append([f"{id_} {measure.title.get(language())}", rule, share, *map(numbers.total, totals)])
    own = oda_of(catalogue).own_chapter
    head = [
        t("Maatregel"),
        t("Regel"),
        t("Eerstejaarsaandeel"),
        own,
        t("Toerekening"),
        t("Programma's"),
        t("Dekking"),
        t("Anderen"),
    ]
    return html.table(_caption(catalogue, t("Per maatregel, {column}", column=terms.structural(catalogue))), head, rows)


def history_table(catalogue: Catalogue) -> Markup:
    """Build the table of the series of attributions."""
    rows = []
    for item in oda_of(catalogue).history:
        realised = "" if item.realised is None else numbers.meur(item.realised)
        share = "" if item.percent is None else f"{item.percent}%"
        rows.append([item.year, numbers.meur(item.budgeted), realised, share])
    head = [t("Jaar"), t("Begroot"), t("Gerealiseerd"), t("Deel van ODA")]
    caption = t("Toerekening aan ODA {years}, {unit}", years=history_years(catalogue), unit=terms.unit(catalogue))
    return html.table(caption, head, rows)


def history_years(catalogue: Catalogue) -> str:
    """Return the first and last year of the series."""
    history = oda_of(catalogue).history
    return f"{history[0].year}–{history[-1].year}"


def render() -> None:
    """Draw the page."""
    space, package, catalogue = state.workspace(), state.package(), state.catalogue()
    oda = oda_of(catalogue)
    with st.sidebar:
        switcher()
        controls.settings_controls()
        controls.oda_controls()
    headline(package, shown_name(state.draft(), space.active), ())
    result = attribute_oda(package)
    ui.header(t("Wie houdt het effect?"))
    ui.caption(terms.oda())
    ui.markdown(bold(sentence(catalogue, result, package.settings)))
    for note in settings_notes(package.settings):
        ui.caption(note)
    regime_note(catalogue, result, package.settings)
    flow = oda_flow(result, package)
    chart_block(t("Wie houdt het effect, per jaar"), flow, split_table(catalogue, result), key="oda-flow")
    show(attribution_table(catalogue, result))
    show(Markup('<p class="total-oda">{}</p>').format(total_text(catalogue)))
    show(Markup("<p>{}</p>").format(backing(catalogue, oda.total)))
    if package.selection:
        show(measure_table(package, result))
    if result.unruled:
        ui.warning(t("Zonder ODA-regel, dus als niet-ODA geteld: {ids}.", ids=", ".join(result.unruled)))
    if result.not_counted:
        ui.info(t("Regels die deze instelling niet meetelt: {ids}.", ids=", ".join(result.not_counted)))
    ui.header(t("Waar het eerstejaarsaandeel vandaan komt"))
    show(share_note(catalogue, result, package.settings))
    show(wide(share_table(catalogue, package.settings), t("Eerstejaarsaandeel")))
    show(dac_note(catalogue, package.settings))
    title = t("Begroot en gerealiseerd, {years}", years=history_years(catalogue))
    chart_block(title, oda_history(catalogue), history_table(catalogue), key="oda-history")
    source = terms.cited(catalogue, oda.history_source)
    ui.caption(f"{oda.percent_note.get(language())} {t('Bron')}: {source}.")
    page.footer()
