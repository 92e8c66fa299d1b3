"""The page "Bron en verantwoording": the report held against itself, every value with its place."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st
from markupsafe import Markup

from budget.catalogue import Difference
from budget.core import COLUMNS
from budget.engine import count_evidence, reproduce
from dashboard import page, state
from dashboard.package import column_labels, evidence_word
from dashboard.words import html, language, numbers, show, t, terms

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


def figures_table() -> Markup:
    """Build the table of published figures: printed, recomputed, difference, formula and source."""
    lang, rows = language(), []
    for figure in state.figures():
        found = reproduce(state.catalogue(), figure)
        recomputed = round(found.recomputed)
        exact = Fraction(recomputed) == found.recomputed
        shown = numbers.meur(recomputed) if exact else f"≈ {numbers.meur(recomputed)}"
        note = Markup("<br><span class=soft>{}</span>").format(figure.note.get(lang)) if figure.note else ""
        fits = t("ja") if found.fits else t("nee")
        rows.append(
            [
                figure.title.get(lang),
                numbers.meur(figure.printed),
                shown,
                numbers.meur(round(found.difference), sign=True),
                fits,
                Markup('<span class="wrap">{}{}</span>').format(figure.formula.get(lang), note),
                Markup('<span class="wrap">{}</span>').format(figure.source),
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
    return html.table(f"{t('Gepubliceerde bedragen, herrekend')} – {terms.legend()}", head, rows, css="bmh sources")


def difference_block(difference: Difference) -> Markup:
    """Build one difference: readings with their places, what is used and why."""
    lang = language()
    reading = Markup("<li>{} <span class=soft>{}</span></li>")
    badge = Markup(' <span class="badge">{}</span>').format(", ".join(difference.measures))
    return Markup(
        '<section class="difference"><h4>{title}{ids}</h4><ul>{readings}</ul>'
        "<p><strong>{label}:</strong> {used} {reason}</p></section>"
    ).format(
        title=difference.title.get(lang),
        ids=badge if difference.measures else "",
        readings=Markup("").join(reading.format(r.value.get(lang), r.source) for r in difference.readings),
        label=t("Gebruikt"),
        used=difference.used.get(lang),
        reason=difference.reason.get(lang),
    )


def differences_tab() -> None:
    """Draw the differences with a filter."""
    words = kind_words()
    left, right = st.columns([2, 1])
    needle = left.text_input(t("Zoek in de verschillen"), key="difference-search").lower().split()
    kinds = right.multiselect(
        t("Soort"),
        KINDS,
        format_func=words.__getitem__,
        key="difference-kind",
        placeholder=t("Alle"),
        select_all=False,
    )
    found = []
    for difference in state.differences():
        text = " ".join(
            [
                difference.title.get(language()),
                *difference.measures,
                *(r.value.get(language()) for r in difference.readings),
            ]
        )
        if (not kinds or difference.kind in kinds) and all(word in text.lower() for word in needle):
            found.append(difference)
    st.caption(
        t(
            "{n} van {total} plaatsen waar het rapport zichzelf tegenspreekt.",
            n=len(found),
            total=len(state.differences()),
        )
    )
    show(Markup("").join(map(difference_block, found)) or Markup("<p>{}</p>").format(t("Niets gevonden.")))


def values_tab() -> None:
    """Draw every value by year with its place and evidence, searchable."""
    catalogue, lang = state.catalogue(), language()
    labels = dict(zip(COLUMNS, column_labels(), strict=True))
    rows = [
        {
            t("Nummer"): measure.id,
            t("Maatregel"): measure.title.get(lang),
            t("Jaar"): labels[column],
            t("Mln. euro"): numbers.cell(cell),
            t("Begroting"): posting.line,
            t("Grondslag"): posting.base if posting.base != "none" else t("geen"),
            t("Bewijs"): evidence_word(posting.evidence),
            t("Plaats"): str(measure.sources[0]),
        }
        for measure in catalogue.measures.values()
        for posting in measure.postings
        for column, cell in zip(COLUMNS, measure.posting_effects(posting), strict=True)
    ]
    needle = st.text_input(t("Zoek in de waarden"), key="value-search").lower().split()
    found = [row for row in rows if all(word in " ".join(row.values()).lower() for word in needle)]
    st.caption(f"{t('{n} waarden', n=len(found))} – {terms.legend()}")
    st.dataframe(pd.DataFrame(found), hide_index=True, width="stretch", height=520)


def evidence_table() -> Markup:
    """Build the count of evidence grades."""
    words = {
        "postings": t("Begroting en grondslag"),
        "oda": t("ODA-regels"),
        "legal_change": t("Wijziging van regels"),
        "conflicts": t("Conflicten en overlap"),
    }
    rows = [
        [words[c.kind], str(c.stated), str(c.derived), str(c.assumption)] for c in count_evidence(state.catalogue())
    ]
    head = [t("Toerekening"), t("gemeld"), t("afgeleid"), t("aanname")]
    return html.table(t("Hoe zeker is elke toerekening?"), head, rows)


def render() -> None:
    """Draw the page."""
    st.header(t("Bron en verantwoording"))
    st.write(t("Elk bedrag komt uit bijlage 10 van het rapport; elke andere lezing staat hier met haar plaats."))
    figures, differences, values, evidence = st.tabs([t("Herrekend"), t("Verschillen"), t("Alle waarden"), t("Bewijs")])
    with figures:
        show(figures_table())
    with differences:
        differences_tab()
    with values:
        values_tab()
    with evidence:
        show(evidence_table())
        st.caption(
            t(
                "Gemeld: het rapport zegt het. Afgeleid: het volgt uit cijfers van het rapport. Aanname: van ons, met reden."
            )
        )
    page.footer()
