"""The page that shows where the package's effect lands: the own chapter, room in the ODA budget, or others."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.core import span_of_years
from budget.engine import OdaColumn, OdaFigure, OdaPart, OdaResult, Package, attribute_oda, holds_own, oda_of
from dashboard import page, state
from dashboard.charts import chart_block, oda_flow, oda_history
from dashboard.package import (
    amounts_with_years,
    asks,
    backing,
    column_heads,
    controls,
    evidence_word,
    headline,
    made_ask,
    oda_measure_part,
    oda_part,
    shown_amount,
    shown_name,
    shown_sum,
    switcher,
    year_heads,
)
from dashboard.pages.oda_made import SHARE, SHARE_OF_ODA, figure_word
from dashboard.pages.oda_share import dac_note, measure_share, share_note, share_table
from dashboard.pages.oda_words import own_oda, regime_note, sentence, settings_notes, total_text
from dashboard.paper import shown_parts
from dashboard.words import asking, bold, html, language, numbers, show, t, terms, ui, wide


def _caption(catalogue: Catalogue, text: str) -> str:
    return f"{text} – {terms.legend(terms.unit(catalogue))}"


def _made_row(name: str, result: OdaResult, asked: str, write: Callable[[OdaColumn], str]) -> list[str]:
    """Write a row of figures that follow from others, each of which asks how (`asked`)."""
    return [name, *(asking(made_ask(key, asked), write(column)) for key, column in result.columns.items())]


def _keur_row(catalogue: Catalogue, result: OdaResult, figure: OdaFigure) -> list[str]:
    return _made_row(figure_word(figure), result, figure.value, lambda column: shown_sum(catalogue, figure.of(column)))


def _part(percent: Decimal | None) -> str:
    """Write a share; of a range there is not one."""
    return "–" if percent is None else numbers.percent(percent)


def split_table(catalogue: Catalogue, result: OdaResult) -> Markup:
    """Build the table of who keeps the effect, by column; the parts sum to the effect."""
    rows = []
    for part in shown_parts(result.columns.values()):
        totals = {key: part.of(column.split) for key, column in result.columns.items()}
        amounts = amounts_with_years(catalogue, totals, asks(catalogue, oda_part(part)))
        rows.append([terms.oda_part(catalogue, part), *amounts])
    effect = {key: column.effect for key, column in result.columns.items()}
    rows.append([t("Saldo-effect"), *amounts_with_years(catalogue, effect, asks(catalogue))])
    caption = _caption(catalogue, t("Bij wie het effect neerslaat"))
    return html.table(caption, ["", *year_heads(catalogue)], rows)


def attribution_table(catalogue: Catalogue, result: OdaResult) -> Markup:
    """Build the table of the attribution, the ceiling and the balance, by column."""
    part_of_oda, fits = t("Deel van totale ODA achteraf"), t("Past onder het plafond")
    rows = [
        _made_row(t("Eerstejaarsaandeel"), result, SHARE, lambda c: numbers.percent(c.share.percent)),
        _keur_row(catalogue, result, OdaFigure.ATTRIBUTION_BEFORE),
        _keur_row(catalogue, result, OdaFigure.ATTRIBUTION),
        _made_row(part_of_oda, result, SHARE_OF_ODA, lambda c: _part(c.share_of_oda(c.attribution_after))),
        _keur_row(catalogue, result, OdaFigure.CEILING_BEFORE),
        _keur_row(catalogue, result, OdaFigure.CEILING),
        _keur_row(catalogue, result, OdaFigure.ROOM),
        _made_row(fits, result, OdaFigure.ROOM.value, lambda c: t("ja") if c.holds else t("nee")),
        _keur_row(catalogue, result, OdaFigure.STAYS),
        _keur_row(catalogue, result, OdaFigure.GROWS),
    ]
    caption = _caption(catalogue, t("Toerekening, plafond en saldo"))
    return html.table(caption, ["", *column_heads(catalogue).values()], rows)


def measure_table(package: Package, result: OdaResult) -> Markup:
    """Build the table of the structural split by measure, with each rule's evidence."""
    catalogue, rows = package.catalogue, []
    structural = catalogue.columns.structural
    for id_ in package.selection:
        measure, split = catalogue.measures[id_], result.by_measure[id_][structural]
        rule = t("geen regel") if measure.oda is None else evidence_word(measure.oda.evidence)
        if id_ in result.not_counted:
            rule = f"{rule} ({t('telt nu niet mee')})"
        parts = (OdaPart.OWN, OdaPart.ATTRIBUTED, OdaPart.PROGRAMME, OdaPart.COVER, OdaPart.OTHERS)
        told = [asks(catalogue, oda_measure_part(part, id_))[structural] for part in parts]
        amounts = (shown_amount(catalogue, part.of(split)) for part in parts)
        share = measure_share(package, id_)
        rows.append(
            [
                f"{id_} {measure.title.get(language())}",
                rule,
                share,
                *(asking(*pair) for pair in zip(told, amounts, strict=True)),
            ]
        )
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
    """Return the years of the series as one span."""
    return span_of_years([item.year for item in oda_of(catalogue).history])


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
    if holds_own(package):
        ui.warning(own_oda(package, result))
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
