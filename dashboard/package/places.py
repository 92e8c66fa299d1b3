"""The place of a figure as a page shows it: its words, and a link to the page of a document that can be read."""

from __future__ import annotations

from markupsafe import Markup

from budget.catalogue import Attribution, Catalogue, Evidence, Source
from dashboard.words import html, language, t, terms


def evidence_word(evidence: Evidence) -> str:
    """Return the evidence grade in words."""
    words = {Evidence.STATED: t("gemeld"), Evidence.DERIVED: t("afgeleid"), Evidence.ASSUMPTION: t("aanname")}
    return words[evidence]


def address_of(catalogue: Catalogue, source: Source) -> str:
    """Return the address of a place's page, nothing where the document has none or the page is not known."""
    url = next((document.url for document in catalogue.info.documents if document.id == source.document), None)
    return "" if url is None or source.page is None else f"{url}#page={source.page}"


def place_html(catalogue: Catalogue, source: Source) -> Markup:
    """Write a place with its page, as a link where the document can be read."""
    words = terms.cited(catalogue, source)
    if source.page is not None:
        words = f"{words}, {t('blz. {page}', page=source.page)}"
    address = address_of(catalogue, source)
    if not address:
        return Markup('<span class="soft">{}</span>').format(words)
    return Markup('<a class="soft" href="{}" target="_blank" rel="noopener">{}</a>').format(address, words)


def backing(catalogue: Catalogue, attribution: Attribution) -> Markup:
    """Write an attribution's evidence, reason and source as HTML."""
    parts: list[str] = [html.badge(evidence_word(attribution.evidence))]
    if attribution.reason is not None:
        parts.append(attribution.reason.get(language()))
    if attribution.source is not None:
        parts.append(place_html(catalogue, attribution.source))
    return Markup(" ").join(parts)
