"""A measure's fiche: summary, postings, law, ODA, other readings and sources, each with its evidence."""

from __future__ import annotations

import streamlit as st

from budget.catalogue import Attribution, Catalogue, Evidence, LegalLevel, Measure, OdaKind
from budget.core import Open, Settings
from budget.engine import measure_row
from dashboard import state
from dashboard.package.dial_controls import dial_controls
from dashboard.package.measure_list import column_labels
from dashboard.words import esc, html, language, numbers, t, terms


def evidence_word(evidence: Evidence) -> str:
    """Return the evidence grade in words."""
    words = {Evidence.STATED: t("gemeld"), Evidence.DERIVED: t("afgeleid"), Evidence.ASSUMPTION: t("aanname")}
    return words[evidence]


def legal_word(level: LegalLevel) -> str:
    """Return the legal level in words."""
    words = {
        LegalLevel.NONE: t("geen"),
        LegalLevel.REGULATION: t("lagere regelgeving"),
        LegalLevel.LAW: t("wet"),
        LegalLevel.EU_LAW: t("EU-recht"),
        LegalLevel.TREATY: t("verdrag"),
    }
    return words[level]


def oda_word(kind: OdaKind) -> str:
    """Return the ODA rule in words."""
    words = {OdaKind.NONE: t("geen ODA"), OdaKind.PROGRAMME: t("geheel ODA"), OdaKind.RECEPTION: t("eerstejaarsopvang")}
    return words[kind]


def backing(attribution: Attribution) -> str:
    """Write an attribution's evidence, reason and source as HTML."""
    parts = [f'<span class="badge">{esc(evidence_word(attribution.evidence))}</span>']
    if attribution.reason is not None:
        parts.append(esc(attribution.reason.get(language())))
    if attribution.source is not None:
        parts.append(f'<span class="soft">{esc(terms.cited(attribution.source))}</span>')
    return " ".join(parts)


def effects_table(catalogue: Catalogue, measure: Measure, settings: Settings) -> str:
    """Build the table of a measure's row and its postings."""
    row = measure_row(catalogue, measure, settings)
    decimals = numbers.decimals_of(c for c in row if not isinstance(c, Open))
    rows = [[t("Effect"), *(numbers.cell(c, decimals) for c in row)]]
    if len(measure.postings) > 1:
        rows += [[p.line, *(numbers.cell(c) for c in measure.posting_effects(p))] for p in measure.postings]
    return html.table(terms.legend(), ["", *column_labels()], rows)


def fiche(catalogue: Catalogue, measure: Measure) -> None:
    """Draw a measure's fiche, with the settings of the active package."""
    lang, settings = language(), state.draft().settings
    variant = catalogue.variants[catalogue.variant_of[measure.id]]
    st.caption(f"{t('Variant')} {variant.id} · {variant.title.get(lang)}")
    st.write(measure.summary.get(lang))
    st.html(effects_table(catalogue, measure, settings))
    dial_controls(measure)
    if measure.open_note is not None:
        st.info(measure.open_note.get(lang))
    lines = catalogue.base.lines
    bases = {line.id: f"{line.budget} {line.article} {line.title.get(lang)}".replace("  ", " ") for line in lines}
    facts = [(t("Begroting en grondslag"), _postings(measure, bases))]
    if measure.oda is None:
        facts.append((t("ODA"), esc(t("Geen regel: het rapport zegt er niets over en het volgt niet uit de cijfers."))))
    else:
        facts.append((t("ODA"), f"{esc(oda_word(measure.oda.rule))} {backing(measure.oda)}"))
    legal = measure.legal_change
    note = f" ({esc(legal.note.get(lang))})" if legal.note else ""
    facts.append((t("Wijziging van regels"), f"{esc(legal_word(legal.level))}{note} {backing(legal)}"))
    facts.append((t("Uitvoering"), esc(", ".join(measure.executed_by))))
    facts.append((t("Neveneffecten"), esc(measure.side_effects.get(lang))))
    facts.append((t("Risico's"), esc(measure.risks.get(lang))))
    if measure.readings:
        facts.append((t("Andere lezingen in het rapport"), _readings(measure)))
    facts.append((t("Bronnen"), "<br>".join(esc(source) for source in measure.sources)))
    body = "".join(f'<tr><th scope="row">{esc(name)}</th><td>{value}</td></tr>' for name, value in facts)
    st.html(f'<table class="bmh facts"><caption>{esc(t("Kenmerken"))}</caption><tbody>{body}</tbody></table>')


def _postings(measure: Measure, bases: dict[str, str]) -> str:
    items = []
    for posting in measure.postings:
        part = f" ({esc(posting.part)})" if posting.part else ""
        base = bases.get(posting.base, t("telt in geen grondslag mee"))
        items.append(f"<li>{esc(posting.line)}{part} → {esc(base)} {backing(posting)}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _readings(measure: Measure) -> str:
    lang = language()
    items = []
    for reading in measure.readings:
        note = f" – {esc(reading.note.get(lang))}" if reading.note else ""
        items.append(f'<li>{esc(reading.value.get(lang))} <span class="soft">{esc(reading.source)}</span>{note}</li>')
    return f"<ul>{''.join(items)}</ul>"


def fiche_dialog(catalogue: Catalogue, id_: str) -> None:
    """Open a measure's fiche over the page; what changed in it shows when it closes."""
    measure = catalogue.measure(id_)
    title = f"{measure.id} {measure.title.get(language())}"
    st.dialog(title, width="large", on_dismiss="rerun")(fiche)(catalogue, measure)
