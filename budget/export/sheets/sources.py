"""The sheet of sources: what each measure's figures rest on."""

from __future__ import annotations

from collections.abc import Iterator

from budget.catalogue import Measure
from budget.engine import Package
from budget.export.book import Book
from budget.export.texts import Texts


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _facts(measure: Measure, t: Texts) -> Iterator[tuple[str, str, str, str]]:
    """Yield what the catalogue says of a measure: kind, evidence, place, text."""
    lang = t.language
    yield t("Samenvatting"), "", "; ".join(map(str, measure.sources)), measure.summary.get(lang)
    if measure.open_note:
        yield t("Open cellen"), "", "", measure.open_note.get(lang)
    for posting in measure.postings:
        base = posting.base if posting.base != "none" else t("geen grondslag")
        reason = f" {posting.reason.get(lang)}" if posting.reason else ""
        text = f"{posting.line}; {t('telt voor')} {base}.{reason}"
        yield t("Post"), t.evidence(posting.evidence), str(posting.source or ""), text
    if measure.oda:
        reason = f". {measure.oda.reason.get(lang)}" if measure.oda.reason else ""
        rule = t.oda_kind(measure.oda.rule)
        yield t("ODA-regel"), t.evidence(measure.oda.evidence), str(measure.oda.source or ""), _sentence(rule + reason)
    legal = measure.legal_change
    notes = " ".join(text.get(lang) for text in (legal.note, legal.reason) if text)
    yield (
        t("Wijziging van regels"),
        t.evidence(legal.evidence),
        str(legal.source or ""),
        _sentence(f"{t.legal(legal.level)}. {notes}".strip()),
    )
    yield t("Uitvoering"), "", "", ", ".join(measure.executed_by)
    for reading in measure.readings:
        note = f". {reading.note.get(lang)}" if reading.note else ""
        yield t("Andere lezing"), "", str(reading.source), reading.value.get(lang) + note


def write_sources(book: Book, package: Package) -> None:
    """Write where everything comes from, one row for each fact of each measure."""
    t, catalogue = book.texts, package.catalogue
    sheet = book.sheet(t("Bronnen"), (13, 38, 18, 12, 42, 90))
    sheet.text(2, 0, f"{t('Bron')}: {catalogue.info.source_title}", "note")
    found = [(m, fact) for m in catalogue.measures.values() for fact in _facts(m, t)]
    heads = [t("Nr."), t("Maatregel"), t("Onderdeel"), t("Bewijs"), t("Plaats"), t("Inhoud")]
    sheet.table("tBronnen", 4, 0, heads, len(found))
    for row, (measure, fact) in enumerate(found, start=5):
        for column, text in enumerate((measure.id, measure.title.get(t.language), *fact)):
            sheet.value(row, column, text, "cell_wrap")
    sheet.raw.ignore_errors({"number_stored_as_text": f"A5:A{len(found) + 6}"})
    sheet.raw.freeze_panes(5, 2)
    sheet.raw.repeat_rows(4)
