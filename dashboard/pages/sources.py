"""The page "Bron en verantwoording": the report held against itself, every value with its place."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pandas as pd
import streamlit as st
from markupsafe import Markup

from budget.catalogue import Catalogue, Difference, Weight
from budget.engine import count_evidence, measure_readings, reproduce
from dashboard import page, state
from dashboard.package import evidence_word, labels_of_columns, place_html
from dashboard.pages.sources_others import rejected_tab, totals_tab
from dashboard.pages.sources_readings import readings_tab
from dashboard.words import html, language, numbers, show, t, terms, ui

KINDS = ("figure", "year", "total", "numbering", "text")


def kind_words() -> dict[str, str]:
    """Return the kinds of difference in words."""
    return {
        "figure": t("bedrag of aantal"),
        "year": t("jaar"),
        "total": t("totaal"),
        "numbering": t("nummering"),
        "text": t("tekst"),
    }


def weight_words() -> dict[Weight, str]:
    """Return in words what hangs on a difference."""
    return {
        Weight.VERDICT: t("kan een oordeel keren"),
        Weight.MONEY: t("raakt een bedrag"),
        Weight.NOTHING: t("raakt geen bedrag"),
        Weight.TYPOGRAPHIC: t("alleen de druk"),
    }


def _keur(amount: Fraction) -> int:
    """Return an exact amount in whole thousands of euro, as people round it."""
    return int(numbers.rounded(amount))


def figures_table(catalogue: Catalogue) -> Markup:
    """Build the table of published figures: printed, recomputed, difference, formula and source."""
    lang, rows = language(), []
    for figure in catalogue.figures:
        found = reproduce(catalogue, figure)
        recomputed = _keur(found.recomputed)
        exact = Fraction(recomputed) == found.recomputed
        shown = numbers.meur(recomputed) if exact else f"≈ {numbers.meur(recomputed)}"
        note = Markup("<br><span class=soft>{}</span>").format(figure.note.get(lang)) if figure.note else ""
        fits = t("ja") if found.fits else t("nee")
        rows.append(
            [
                figure.title.get(lang),
                numbers.meur(figure.printed),
                shown,
                numbers.meur(_keur(found.difference), sign=True),
                fits,
                Markup('<span class="wrap">{}{}</span>').format(figure.formula.get(lang), note),
                Markup('<span class="wrap">{}</span>').format(terms.cited(catalogue, figure.source)),
            ]
        )
    head = [
        t("Gedrukt bedrag"),
        t("Gedrukt"),
        t("Herrekend"),
        t("Verschil"),
        t("Past in afronding"),
        t("Formule"),
        t("Bron"),
    ]
    caption = f"{t('Gepubliceerde bedragen, herrekend')} – {terms.legend(terms.unit(catalogue))}"
    return html.table(caption, head, rows, css="figures sources")


def difference_block(catalogue: Catalogue, difference: Difference) -> Markup:
    """Build one difference: readings with their places, what is used and why."""
    lang = language()
    reading = Markup("<li>{} {}</li>")
    badge = Markup(" {}").format(html.badge(", ".join(difference.measures)))
    weight = html.badge(weight_words()[difference.weight])
    why = f" {difference.weight_reason.get(lang)}" if difference.weight_reason else ""
    return Markup(
        '<section class="difference"><h2>{title}{ids}</h2><p>{weight}{why}</p><ul>{readings}</ul>'
        "<p><strong>{label}:</strong> {used} {reason}</p></section>"
    ).format(
        title=difference.title.get(lang),
        ids=badge if difference.measures else "",
        weight=weight,
        why=why,
        readings=Markup("").join(
            reading.format(r.value.get(lang), place_html(catalogue, r.source)) for r in difference.readings
        ),
        label=t("Gebruikt"),
        used=difference.used.get(lang),
        reason=difference.reason.get(lang),
    )


def differences_tab(catalogue: Catalogue) -> None:
    """Draw the differences with a filter."""
    words = kind_words()
    left, right = st.columns([2, 1])
    with left:
        needle = ui.text_input(t("Zoek in de verschillen"), key="difference-search").lower().split()
    with right:
        kinds = ui.multiselect(
            t("Soort"),
            KINDS,
            format_func=words.__getitem__,
            key="difference-kind",
            placeholder=t("Alle"),
            select_all=False,
        )
    light = any(difference.weight is Weight.TYPOGRAPHIC for difference in catalogue.differences)
    shown = light and ui.toggle(t("Toon ook wat alleen de druk betreft"), key="difference-typographic")
    found = []
    for difference in sorted(catalogue.differences, key=lambda item: item.rank):
        if difference.weight is Weight.TYPOGRAPHIC and not shown:
            continue
        text = " ".join(
            [
                difference.title.get(language()),
                *difference.measures,
                *(r.value.get(language()) for r in difference.readings),
            ]
        )
        if (not kinds or difference.kind in kinds) and all(word in text.lower() for word in needle):
            found.append(difference)
    ui.caption(
        t(
            "{n} van {total} plaatsen waar de bron zichzelf tegenspreekt.",
            n=len(found),
            total=len(catalogue.differences),
        )
    )
    blocks = Markup("").join(difference_block(catalogue, difference) for difference in found)
    show(blocks or Markup("<p>{}</p>").format(t("Niets gevonden.")))


def values_tab(catalogue: Catalogue) -> None:
    """Draw every value by year with its place and evidence, searchable."""
    lang, unit = language(), terms.unit(catalogue)
    labels = labels_of_columns(catalogue)
    bases = {line.id: line.named(lang) for line in catalogue.base.lines}
    rows = [
        {
            t("Nummer"): measure.id,
            t("Maatregel"): measure.title.get(lang),
            t("Jaar"): labels[column],
            terms.capital(unit): numbers.cell(cell),
            t("Begroting"): terms.budget_line(posting.line),
            t("Grondslag"): bases.get(posting.base, t("geen")),
            t("Bewijs"): evidence_word(posting.evidence),
            t("Plaats"): terms.cited(catalogue, measure.sources[0]),
        }
        for measure in catalogue.measures.values()
        for posting in measure.postings
        for column, cell in zip(catalogue.columns, measure.posting_effects(posting), strict=True)
    ]
    needle = ui.text_input(t("Zoek in de waarden"), key="value-search").lower().split()
    found = [row for row in rows if all(word in " ".join(row.values()).lower() for word in needle)]
    ui.caption(f"{t('{n} waarden', n=len(found))} – {terms.legend(unit)}")
    st.dataframe(pd.DataFrame(found), hide_index=True, width="stretch", height=520)


def evidence_table(catalogue: Catalogue) -> Markup:
    """Build the count of evidence grades."""
    words = {
        "postings": t("Begroting en grondslag"),
        "oda": t("ODA-regels"),
        "legal_change": t("Wijziging van regels"),
        "conflicts": t("Conflicten en overlap"),
    }
    rows = [
        [words[c.kind], str(c.stated), str(c.derived), str(c.assumption)]
        for c in count_evidence(catalogue)
        if c.stated or c.derived or c.assumption
    ]
    head = [t("Toerekening"), t("gemeld"), t("afgeleid"), t("aanname")]
    return html.table(t("Hoe zeker is elke toerekening?"), head, rows)


def documents_table(catalogue: Catalogue) -> Markup:
    """Build the table of the documents that the places name."""
    rows = []
    for document in catalogue.info.documents:
        name = document.id if document.cited is None else document.cited.get(language())
        address = "" if document.url is None else Markup('<a href="{0}">{0}</a>').format(document.url)
        pages = "" if document.pages is None else numbers.number(document.pages)
        rows.append([name, Markup('<span class="wrap">{}</span>').format(document.title), address, pages])
    head = [t("Afkorting"), t("Titel"), t("Adres"), t("Bladzijden")]
    filled = [place for place in range(len(head)) if any(row[place] for row in rows)]
    kept = [[row[place] for place in filled] for row in rows]
    return html.table(t("Documenten"), [head[place] for place in filled], kept, css="figures documents")


def evidence_tab(catalogue: Catalogue) -> None:
    """Draw how well each attribution is backed, and the documents."""
    show(evidence_table(catalogue))
    ui.caption(t("Gemeld: de bron zegt het. Afgeleid: het volgt uit cijfers van de bron. Aanname: van ons, met reden."))
    show(documents_table(catalogue))


def render() -> None:
    """Draw the page: a tab for each thing that the catalogue has."""
    catalogue = state.catalogue()
    ui.page_heading(t("Bron en verantwoording"))
    ui.markdown(t("Elk bedrag komt uit een bron; elke andere lezing staat hier met haar plaats."))
    tabs: dict[str, Callable[[], None]] = {}
    if catalogue.figures:
        tabs[t("Herrekend")] = lambda: show(figures_table(catalogue))
    if catalogue.differences:
        tabs[t("Verschillen")] = lambda: differences_tab(catalogue)
    if any(measure_readings(catalogue, measure) for measure in catalogue.measures.values()):
        tabs[t("Oordelen per lezing")] = lambda: readings_tab(state.package())
    if catalogue.rejected:
        tabs[t("Waarom niet …?")] = lambda: rejected_tab(catalogue)
    if catalogue.published is not None:
        tabs[t("Andere totalen")] = lambda: totals_tab(catalogue)
    tabs[t("Alle waarden")] = lambda: values_tab(catalogue)
    tabs[t("Bewijs")] = lambda: evidence_tab(catalogue)
    for tab, draw in zip(ui.tabs(list(tabs)), tabs.values(), strict=True):
        with tab:
            draw()
    page.footer()
