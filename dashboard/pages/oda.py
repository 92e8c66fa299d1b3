"""The page that shows where the package's effect lands: JenV, room in the ODA budget, or others."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from budget.core import COLUMNS, STRUCTURAL, Ceiling, OdaRules
from budget.engine import OdaColumn, OdaResult, Package, Total, attribute_oda
from dashboard import page, state
from dashboard.charts import chart_block, oda_flow, oda_history
from dashboard.package import column_labels, controls, evidence_word, headline, shown_name, switcher
from dashboard.words import html, language, numbers, plain, show, t, terms


def sentence(result: OdaResult) -> str:
    """Say in plain words who keeps the structural effect."""
    cell = result.columns[STRUCTURAL]
    effect, split = cell.effect.keur, cell.split
    if effect == 0 and split.oda_room.keur == 0 and split.jenv.keur == 0:
        return t("Dit pakket verandert structureel niets aan de saldo's van JenV, ODA en anderen.")
    word = t("bespaart") if effect < 0 else t("kost")
    parts = {
        "effect": abs(effect),
        "jenv": abs(split.jenv.keur),
        "room": abs(split.oda_room.keur),
        "others": abs(split.others.keur),
    }
    shown = {name: numbers.meur(keur, numbers.decimals_of([keur], 1)) for name, keur in parts.items()}
    same = all(total.keur * effect >= 0 for total in (split.jenv, split.oda_room, split.others))
    if same and effect < 0:
        text = t(
            "Van de {effect} miljoen die het pakket structureel bespaart, blijft {jenv} bij JenV, wordt {room} ODA-ruimte en valt {others} bij anderen.",
            **shown,
        )
    elif same:
        text = t(
            "Van de {effect} miljoen die het pakket structureel kost, draagt JenV {jenv}, gaat {room} ten koste van de ODA-ruimte en dragen anderen {others}.",
            **shown,
        )
    else:
        text = t(
            "Het pakket {word} structureel {effect} miljoen: JenV {jenv}, ODA-begroting {room}, anderen {others}.",
            word=word,
            effect=shown["effect"],
            **{
                k: numbers.meur(v.keur, sign=True)
                for k, v in {"jenv": split.jenv, "room": split.oda_room, "others": split.others}.items()
            },
        )
    if split.programme.keur:
        moved = numbers.meur(split.programme.keur, numbers.decimals_of([split.programme.keur], 1), sign=True)
        text += " " + t(
            "Van het ODA-deel is {programme} een andere uitgave aan ODA-programma's: het plafond beweegt daarin mee, zodat dit het saldo raakt en geen ruimte voor andere programma's geeft.",
            programme=moved,
        )
    return text if cell.effect.exact else f"{text} {t('Maatregelen zonder bedrag (PM) tellen hier niet mee.')}"


def _total_row(name: str, result: OdaResult, pick: Callable[[OdaColumn], Total]) -> list[str]:
    totals = [pick(result.columns[column]) for column in COLUMNS]
    return [name, *(numbers.total(total) for total in totals)]


def _keur_row(name: str, result: OdaResult, pick: Callable[[OdaColumn], int]) -> list[str]:
    return [name, *(numbers.meur(pick(result.columns[column])) for column in COLUMNS)]


def split_table(result: OdaResult) -> Markup:
    """Build the table of who keeps the effect, by column; the parts sum to the effect."""
    rows = [
        _total_row(t("JenV"), result, lambda c: c.split.jenv),
        _total_row(t("ODA: toerekening eerstejaarsopvang"), result, lambda c: c.split.attributed),
        _total_row(t("ODA: programma's"), result, lambda c: c.split.programme),
        _total_row(t("Anderen"), result, lambda c: c.split.others),
        _total_row(t("Effect van het pakket"), result, lambda c: c.effect),
    ]
    return html.table(f"{t('Bij wie het effect neerslaat')} – {terms.legend()}", ["", *column_labels()], rows)


def attribution_table(result: OdaResult) -> Markup:
    """Build the table of the attribution, the ceiling and the balance, by column."""
    columns = [result.columns[column] for column in COLUMNS]
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
    return html.table(f"{t('Toerekening, plafond en saldo')} – {terms.legend()}", ["", *column_labels()], rows)


def measure_table(package: Package, result: OdaResult) -> Markup:
    """Build the table of the structural split by measure, with each rule's evidence."""
    rows = []
    for id_ in package.selection:
        measure, split = package.catalogue.measures[id_], result.by_measure[id_][STRUCTURAL]
        rule = t("geen regel") if measure.oda is None else evidence_word(measure.oda.evidence)
        if id_ in result.not_counted:
            rule = f"{rule} ({t('telt nu niet mee')})"
        totals = (split.jenv, split.attributed, split.programme, split.others)
        rows.append([f"{id_} {measure.title.get(language())}", rule, *map(numbers.total, totals)])
    head = [t("Maatregel"), t("Regel"), t("JenV"), t("Toerekening"), t("Programma's"), t("Anderen")]
    return html.table(f"{t('Structureel, per maatregel')} – {terms.legend()}", head, rows)


def history_table() -> Markup:
    """Build the table of annex 4's series."""
    rows = []
    for item in state.catalogue().oda.history:
        realised = "" if item.realised is None else numbers.meur(item.realised)
        share = "" if item.percent is None else f"{item.percent}%"
        rows.append([item.year, numbers.meur(item.budgeted), realised, share])
    head = [t("Jaar"), t("Begroot"), t("Gerealiseerd"), t("Deel van ODA")]
    return html.table(t("Toerekening aan ODA 2001–2024, mln. euro"), head, rows)


def regime_note(result: OdaResult) -> None:
    """Explain the option of 4.9 that the package chooses."""
    oda = state.catalogue().oda
    amounts = {
        "a": numbers.meur(oda.option_1a.amount),
        "b": numbers.meur(oda.option_1b.amount),
        "c": numbers.meur(oda.option_1a.amount + oda.option_1b.amount),
    }
    texts = {
        "1A": t("Optie 1A: JenV draagt de opvang geheel; het ODA-plafond daalt met {a} miljoen.", **amounts),
        "1B": t(
            "Optie 1B: als 1A, en {b} miljoen extra uit het ODA-budget voor een reserve bij JenV; het plafond daalt met {c} miljoen.",
            **amounts,
        ),
        "1C": t(
            "Optie 1C: als 1A, en {b} miljoen uit de algemene middelen voor een reserve bij JenV; het plafond daalt met {a} miljoen.",
            **amounts,
        ),
        "2": t("Optie 2: het DG Migratie gaat naar BZ; wat bij JenV viel, valt nu bij anderen. De toerekening blijft."),
    }
    if result.regime is None:
        return
    st.info(texts[result.regime])
    if result.regime != "2":
        cell = result.columns[STRUCTURAL]
        lost = numbers.meur(-(cell.room + cell.split.programme.keur))
        st.caption(
            t(
                "Het rapport haalt {a} miljoen uit het ODA-budget, terwijl bijlage 4 voor 2024 een toerekening van 330 geeft. Dat verschil staat in de rij met de ruimte; zie Bron en verantwoording.",
                **amounts,
            )
        )
        st.caption(t("Per saldo leveren andere ODA-programma's structureel {lost} miljoen in.", lost=lost))


def render() -> None:
    """Draw the page."""
    space, package = state.workspace(), state.package()
    with st.sidebar:
        switcher()
        controls.settings_controls()
        controls.oda_controls()
    headline(package, shown_name(state.draft(), space.active), ())
    result = attribute_oda(package)
    st.subheader(t("Wie houdt het effect?"))
    st.markdown(f"**{sentence(result)}**")
    settings = package.settings
    rules = t("alleen gemelde regels") if settings.oda_rules is OdaRules.STATED else t("gemelde en afgeleide regels")
    ceiling = t("beweegt mee (als bij optie 1A)") if settings.ceiling is Ceiling.FOLLOWS else t("blijft gelijk")
    share = numbers.percent(result.columns[STRUCTURAL].share.percent)
    st.caption(
        t(
            "Instellingen: {rules}; eerstejaarsaandeel structureel {share}; ODA-plafond {ceiling}; besluit in {year}.",
            rules=rules,
            share=share,
            ceiling=ceiling,
            year=settings.decision_year,
        )
    )
    regime_note(result)
    chart_block(t("Wie houdt het effect, per jaar"), oda_flow(result, package), split_table(result), key="oda-flow")
    show(attribution_table(result))
    if package.selection:
        show(measure_table(package, result))
    if result.unruled:
        st.warning(t("Zonder ODA-regel, dus als niet-ODA geteld: {ids}.", ids=", ".join(result.unruled)))
    if result.not_counted:
        st.info(t("Regels die deze instelling niet meetelt: {ids}.", ids=", ".join(result.not_counted)))
    oda = state.catalogue().oda
    chart_block(
        t("Begroot en gerealiseerd, 2001–2024"), oda_history(state.catalogue()), history_table(), key="oda-history"
    )
    st.caption(plain(f"{oda.percent_note.get(language())} {t('Bron')}: {oda.history_source}."))
    page.footer()
