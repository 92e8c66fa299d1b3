"""The page "Bron en verantwoording": the report held against itself, every value with its place."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from budget.catalogue import Difference
from budget.core import COLUMNS
from budget.engine import count_evidence, reproduce
from dashboard import page, state
from dashboard.package import column_labels, evidence_word
from dashboard.words import esc, html, language, numbers, t, terms

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


def figures_table() -> str:
    """Build the table of published figures: printed, recomputed, difference, formula and source."""
    lang, rows = language(), []
    for figure in state.figures():
        found = reproduce(state.catalogue(), figure)
        recomputed = round(found.recomputed)
        exact = Fraction(recomputed) == found.recomputed
        shown = numbers.meur(recomputed) if exact else f"≈ {numbers.meur(recomputed)}"
        note = f"<br><span class=soft>{esc(figure.note.get(lang))}</span>" if figure.note else ""
        fits = t("ja") if found.fits else t("nee")
        rows.append(
            [
                esc(figure.title.get(lang)),
                esc(numbers.meur(figure.printed)),
                esc(shown),
                esc(numbers.meur(round(found.difference), sign=True)),
                esc(fits),
                f'<span class="wrap">{esc(figure.formula.get(lang))}{note}</span>',
                f'<span class="wrap">{esc(figure.source)}</span>',
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
    return html.table(
        f"{t('Gepubliceerde bedragen, herrekend')} – {terms.legend()}", head, rows, css="bmh sources", raw=True
    )


def difference_block(difference: Difference) -> str:
    """Build one difference: readings with their places, what is used and why."""
    lang = language()
    readings = "".join(
        f"<li>{esc(r.value.get(lang))} <span class=soft>{esc(r.source)}</span></li>" for r in difference.readings
    )
    ids = f' <span class="badge">{esc(", ".join(difference.measures))}</span>' if difference.measures else ""
    return (
        f'<section class="difference"><h4>{esc(difference.title.get(lang))}{ids}</h4><ul>{readings}</ul>'
        f"<p><strong>{esc(t('Gebruikt'))}:</strong> {esc(difference.used.get(lang))} {esc(difference.reason.get(lang))}</p></section>"
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
    shown = []
    for difference in state.differences():
        text = " ".join(
            [
                difference.title.get(language()),
                *difference.measures,
                *(r.value.get(language()) for r in difference.readings),
            ]
        )
        if (not kinds or difference.kind in kinds) and all(word in text.lower() for word in needle):
            shown.append(difference)
    st.caption(
        t(
            "{n} van {total} plaatsen waar het rapport zichzelf tegenspreekt.",
            n=len(shown),
            total=len(state.differences()),
        )
    )
    st.html("".join(map(difference_block, shown)) or f"<p>{esc(t('Niets gevonden.'))}</p>")


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


def evidence_table() -> str:
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
        st.html(figures_table())
    with differences:
        differences_tab()
    with values:
        values_tab()
    with evidence:
        st.html(evidence_table())
        st.caption(
            t(
                "Gemeld: het rapport zegt het. Afgeleid: het volgt uit cijfers van het rapport. Aanname: van ons, met reden."
            )
        )
    page.footer()
