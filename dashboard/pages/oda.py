"""The page that shows where the package's effect lands: the own chapter, room in the ODA budget, or others."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from budget.catalogue import Catalogue
from budget.engine import OdaColumn, OdaResult, Package, Split, Total, attribute_oda, oda_of
from dashboard import page, state
from dashboard.charts import chart_block, oda_flow, oda_history
from dashboard.package import column_labels, controls, evidence_word, headline, shown_name, switcher
from dashboard.words import html, language, numbers, plain, show, t, terms


def _all_one_way(catalogue: Catalogue, split: Split, effect: int) -> str:
    """Say of an effect that each bearer feels in the same direction who keeps how much."""
    parts = {"effect": effect, "kept": split.own.keur, "room": split.oda_room.keur, "others": split.others.keur}
    texts = {name: numbers.meur(abs(keur), numbers.decimals_of([keur], 1)) for name, keur in parts.items()}
    texts |= {"own": oda_of(catalogue).own_chapter, "unit": terms.unit(catalogue)}
    if effect < 0:
        return t(
            "van de {effect} {unit} die het pakket bespaart, blijft {kept} bij {own}, wordt {room} ODA-ruimte en valt {others} bij anderen.",
            **texts,
        )
    return t(
        "van de {effect} {unit} die het pakket kost, draagt {own} {kept}, gaat {room} ten koste van de ODA-ruimte en dragen anderen {others}.",
        **texts,
    )


def _either_way(catalogue: Catalogue, split: Split, effect: int) -> str:
    """Say who keeps how much of an effect that is a saving for one and a cost for another."""
    parts = {"kept": split.own, "room": split.oda_room, "others": split.others}
    return t(
        "het pakket {word} {effect} {unit}: {own} {kept}, ODA-begroting {room}, anderen {others}.",
        word=t("bespaart") if effect < 0 else t("kost"),
        effect=numbers.meur(abs(effect), numbers.decimals_of([effect], 1)),
        unit=terms.unit(catalogue),
        own=oda_of(catalogue).own_chapter,
        **{name: numbers.meur(total.keur, sign=True) for name, total in parts.items()},
    )


def sentence(catalogue: Catalogue, result: OdaResult) -> str:
    """Say in plain words who keeps the structural effect."""
    own, name = oda_of(catalogue).own_chapter, terms.capital(terms.structural(catalogue))
    cell = result.columns[catalogue.columns.structural]
    effect, split = cell.effect.keur, cell.split
    parts = (split.own.keur, split.oda_room.keur, split.others.keur)
    if effect == split.own.keur == split.oda_room.keur == 0:
        nothing = t("dit pakket verandert niets aan de saldo's van {own}, ODA en anderen.", own=own)
        return f"{name}: {nothing}"
    say = _all_one_way if all(keur * effect >= 0 for keur in parts) else _either_way
    texts = [f"{name}: {say(catalogue, split, effect)}"]
    if split.programme.keur:
        moved = numbers.meur(split.programme.keur, numbers.decimals_of([split.programme.keur], 1), sign=True)
        texts.append(
            t(
                "Van het ODA-deel is {programme} een andere uitgave aan ODA-programma's: het plafond beweegt daarin mee, zodat dit het saldo raakt en geen ruimte voor andere programma's geeft.",
                programme=moved,
            )
        )
    if not cell.effect.exact:
        texts.append(t("Maatregelen zonder bedrag (PM) tellen hier niet mee."))
    return " ".join(texts)


def _caption(catalogue: Catalogue, text: str) -> str:
    return f"{text} – {terms.legend(terms.unit(catalogue))}"


def _total_row(name: str, result: OdaResult, pick: Callable[[OdaColumn], Total]) -> list[str]:
    return [name, *(numbers.total(pick(column)) for column in result.columns.values())]


def _keur_row(name: str, result: OdaResult, pick: Callable[[OdaColumn], int]) -> list[str]:
    return [name, *(numbers.meur(pick(column)) for column in result.columns.values())]


def split_table(catalogue: Catalogue, result: OdaResult) -> Markup:
    """Build the table of who keeps the effect, by column; the parts sum to the effect."""
    rows = [
        _total_row(oda_of(catalogue).own_chapter, result, lambda c: c.split.own),
        _total_row(t("ODA: toerekening eerstejaarsopvang"), result, lambda c: c.split.attributed),
        _total_row(t("ODA: programma's"), result, lambda c: c.split.programme),
        _total_row(t("Anderen"), result, lambda c: c.split.others),
        _total_row(t("Effect van het pakket"), result, lambda c: c.effect),
    ]
    caption = _caption(catalogue, t("Bij wie het effect neerslaat"))
    return html.table(caption, ["", *column_labels(catalogue)], rows)


def attribution_table(catalogue: Catalogue, result: OdaResult) -> Markup:
    """Build the table of the attribution, the ceiling and the balance, by column."""
    columns = list(result.columns.values())
    rows = [
        [t("Eerstejaarsaandeel"), *(numbers.percent(c.share.percent) for c in columns)],
        _keur_row(t("Toerekening vooraf"), result, lambda c: c.attribution_before),
        _keur_row(t("Toerekening achteraf"), result, lambda c: c.attribution_after),
        [t("Deel van totale ODA achteraf"), *(numbers.percent(c.share_of_oda(c.attribution_after)) for c in columns)],
        _keur_row(t("ODA-plafond vooraf"), result, lambda c: c.ceiling_before),
        _keur_row(t("ODA-plafond achteraf"), result, lambda c: c.ceiling_after),
        _keur_row(t("Ruimte voor andere ODA-programma's"), result, lambda c: c.room),
        [t("Past onder het plafond"), *(t("ja") if c.holds else t("nee") for c in columns)],
        _keur_row(t("Saldo als het plafond gelijk blijft"), result, lambda c: c.net_stays),
        _keur_row(t("Saldo als het plafond meebeweegt"), result, lambda c: c.net_follows),
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
        totals = (split.own, split.attributed, split.programme, split.others)
        rows.append([f"{id_} {measure.title.get(language())}", rule, *map(numbers.total, totals)])
    own = oda_of(catalogue).own_chapter
    head = [t("Maatregel"), t("Regel"), own, t("Toerekening"), t("Programma's"), t("Anderen")]
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


def regime_note(catalogue: Catalogue, result: OdaResult) -> None:
    """Explain the regime that the package brings about, in the catalogue's words."""
    regime, lang = result.regime, language()
    if regime is None:
        return
    st.info(plain((regime.explanation or regime.title).get(lang)))
    if regime.note is not None:
        st.caption(plain(regime.note.get(lang)))
    if regime.ends_attribution:
        cell = result.columns[catalogue.columns.structural]
        lost = numbers.meur(-(cell.room + cell.split.programme.keur))
        text = t("per saldo leveren andere ODA-programma's {lost} {unit} in.", lost=lost, unit=terms.unit(catalogue))
        st.caption(plain(f"{terms.capital(terms.structural(catalogue))}: {text}"))


def share_note(catalogue: Catalogue, result: OdaResult) -> str:
    """Say what the first-year share is and what it follows from."""
    oda = oda_of(catalogue)
    share = numbers.percent(result.columns[catalogue.columns.structural].share.percent)
    return t(
        "Eerstejaarsaandeel, {column}: {share}. Uit de cijfers volgt het als toerekening van {own} gedeeld door {parts}.",
        column=terms.structural(catalogue),
        share=share,
        own=oda.own_chapter,
        parts=t(" en ").join(oda.reception_parts),
    )


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
    st.subheader(t("Wie houdt het effect?"))
    st.caption(terms.oda())
    st.markdown(f"**{plain(sentence(catalogue, result))}**")
    st.caption(plain(share_note(catalogue, result)))
    regime_note(catalogue, result)
    flow = oda_flow(result, package)
    chart_block(t("Wie houdt het effect, per jaar"), flow, split_table(catalogue, result), key="oda-flow")
    show(attribution_table(catalogue, result))
    if package.selection:
        show(measure_table(package, result))
    if result.unruled:
        st.warning(t("Zonder ODA-regel, dus als niet-ODA geteld: {ids}.", ids=", ".join(result.unruled)))
    if result.not_counted:
        st.info(t("Regels die deze instelling niet meetelt: {ids}.", ids=", ".join(result.not_counted)))
    title = t("Begroot en gerealiseerd, {years}", years=history_years(catalogue))
    chart_block(title, oda_history(catalogue), history_table(catalogue), key="oda-history")
    source = terms.cited(catalogue, oda.history_source)
    st.caption(plain(f"{oda.percent_note.get(language())} {t('Bron')}: {source}."))
    page.footer()
