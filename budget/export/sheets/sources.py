"""The sheet of sources: what each measure's figures rest on, with page and link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from budget.catalogue import Catalogue, Measure, Source
from budget.engine import Package
from budget.export.book import Book
from budget.export.sheet import Sheet
from budget.export.sheets.own_figures import ESTIMATE
from budget.export.texts import Texts

ADDRESS: Final = 1
"""The column of the whole addresses, below the titles, so that either has room on its right."""


@dataclass(frozen=True)
class Fact:
    """What the catalogue says of a measure: kind, evidence, places, text."""

    kind: str
    evidence: str
    sources: Sequence[Source]
    text: str


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _only(source: Source | None) -> list[Source]:
    return [] if source is None else [source]


def place_of(catalogue: Catalogue, source: Source, t: Texts) -> str:
    """Return a place as people write it, with its page; of a figure of one's own what the user gave as its source."""
    cited = catalogue.cited(source, t.language)
    return cited if source.page is None else f"{cited}, {t('p. {page}', page=source.page)}"


def link_of(catalogue: Catalogue, sources: Sequence[Source]) -> str:
    """Return the address of the first place whose document has one, at its page; "" when none has."""
    urls = {document.id: document.url for document in catalogue.info.documents}
    for source in sources:
        if url := urls.get(source.document):
            return str(url) if source.page is None else f"{url}#page={source.page}"
    return ""


def _facts(catalogue: Catalogue, measure: Measure, t: Texts) -> Iterator[Fact]:
    """Yield what the catalogue says of a measure."""
    lang = t.language
    bases = {line.id: line.named(lang) for line in catalogue.base.lines}
    summary = measure.summary.get(lang) if measure.summary else t("niet beoordeeld")
    yield Fact(t("Samenvatting"), "", measure.sources, summary)
    if measure.open_note:
        yield Fact(t("Open cellen"), "", (), measure.open_note.get(lang))
    for posting in measure.postings:
        base = bases.get(posting.base, t("geen grondslag"))
        reason = f" {posting.reason.get(lang)}" if posting.reason else ""
        text = f"{posting.line}; {t('telt voor')} {base}.{reason}"
        yield Fact(t("Post"), t.evidence(posting.evidence), _only(posting.source), text)
        yield Fact(t("Bedrag van de post"), "", _only(measure.amount_source(posting)), posting.line)
    if measure.oda:
        reason = f". {measure.oda.reason.get(lang)}" if measure.oda.reason else ""
        rule = _sentence(t.oda_kind(measure.oda.rule) + reason)
        yield Fact(t("ODA-regel"), t.evidence(measure.oda.evidence), _only(measure.oda.source), rule)
        months = measure.oda.first_year
        if months is not None:
            why = f". {months.reason.get(lang)}" if months.reason else ""
            text = _sentence(t.months(months.share) + why)
            yield Fact(t("Werkt op"), t.evidence(months.evidence), _only(months.source), text)
    legal = measure.legal_change
    if legal is None:
        yield Fact(t("Wijziging van regels"), "", (), t("niet beoordeeld"))
    else:
        notes = " ".join(text.get(lang) for text in (legal.note, legal.reason) if text)
        law = _sentence(f"{t.legal(legal.level)}. {notes}".strip())
        yield Fact(t("Wijziging van regels"), t.evidence(legal.evidence), _only(legal.source), law)
    bodies = ", ".join(catalogue.body(name, lang) for name in measure.executed_by)
    yield Fact(t("Uitvoering"), "", (), bodies or t("niet beoordeeld"))
    for reading in measure.readings:
        note = f". {reading.note.get(lang)}" if reading.note else ""
        yield Fact(t("Andere lezing"), "", [reading.source], reading.value.get(lang) + note)


def _own(package: Package, measure: Measure, t: Texts) -> Iterator[Fact]:
    """Yield why an own estimate stands in for an amount of the list."""
    for item in package.settings.own.estimates:
        if item.measure == measure.id:
            columns = ", ".join(column for column, _ in item.amounts)
            yield Fact(_sentence(t(ESTIMATE)), "", (), f"{columns}: {item.why} {item.source}".strip())


def _documents(sheet: Sheet, row: int, catalogue: Catalogue) -> None:
    """Write the whole address of each document, which stays on paper; none where none has one."""
    t = sheet.book.texts
    found = [document for document in catalogue.info.documents if document.url]
    if not found:
        return
    sheet.text(row, 0, t("Documenten"), "section")
    for nth, document in enumerate(found):
        sheet.text(row + 1 + 2 * nth, 0, document.title, "plain")
        sheet.text(row + 2 + 2 * nth, ADDRESS, str(document.url), "plain")


def write_sources(book: Book, package: Package) -> None:
    """Write where everything comes from, one row for each fact of each measure."""
    t, catalogue = book.texts, package.catalogue
    sheet = book.sheet(t("Bronnen"), (13, 38, 20, 12, 42, 90, 40))
    sheet.text(2, 0, f"{t('Bron')}: {catalogue.info.source_title}", "note")
    found = [
        (m, fact) for m in catalogue.measures.values() for fact in (*_facts(catalogue, m, t), *_own(package, m, t))
    ]
    heads = [t("Nr."), t("Maatregel"), t("Onderdeel"), t("Bewijs"), t("Plaats"), t("Inhoud"), t("Vindplaats")]
    sheet.table("tBronnen", 4, 0, heads, len(found))
    for row, (measure, fact) in enumerate(found, start=5):
        places = "; ".join(place_of(catalogue, source, t) for source in fact.sources)
        words = (measure.id, measure.title.get(t.language), fact.kind, fact.evidence, places, fact.text)
        for column, text in enumerate(words):
            sheet.value(row, column, text, "cell_wrap")
        link = link_of(catalogue, fact.sources)
        if link:
            sheet.link(row, len(words), link)
        else:
            sheet.value(row, len(words), None, "cell")
    _documents(sheet, len(found) + 6, catalogue)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A5:A{len(found) + 6}"})
    sheet.raw.freeze_panes(5, 2)
    sheet.repeat(4)
