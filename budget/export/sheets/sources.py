"""The sheet of sources: what each measure's figures rest on."""

from __future__ import annotations

from collections.abc import Iterator

from budget.catalogue import Measure
from budget.engine import Package
from budget.export.book import Book
from budget.export.texts import Texts


def _facts(measure: Measure, texts: Texts) -> Iterator[tuple[str, str, str, str]]:
    """Yield what the catalogue says of a measure: kind, evidence, place, text."""
    lang = texts.language
    yield texts("fact_summary"), "", "; ".join(map(str, measure.sources)), measure.summary.get(lang)
    if measure.open_note:
        yield texts("fact_open"), "", "", measure.open_note.get(lang)
    for posting in measure.postings:
        base = posting.base if posting.base != "none" else texts("no_base")
        reason = f" {posting.reason.get(lang)}" if posting.reason else ""
        text = f"{posting.line}; {texts('counts_towards')} {base}.{reason}"
        yield texts("fact_posting"), texts.evidence(posting.evidence), str(posting.source or ""), text
    if measure.oda:
        reason = f". {measure.oda.reason.get(lang)}" if measure.oda.reason else ""
        rule = texts.oda_kind(measure.oda.rule)
        yield texts("fact_oda"), texts.evidence(measure.oda.evidence), str(measure.oda.source or ""), rule + reason
    legal = measure.legal_change
    notes = " ".join(text.get(lang) for text in (legal.note, legal.reason) if text)
    yield (
        texts("fact_legal"),
        texts.evidence(legal.evidence),
        str(legal.source or ""),
        f"{texts.legal(legal.level)}. {notes}".strip(),
    )
    yield texts("fact_executed"), "", "", ", ".join(measure.executed_by)
    for reading in measure.readings:
        note = f". {reading.note.get(lang)}" if reading.note else ""
        yield texts("fact_reading"), "", str(reading.source), reading.value.get(lang) + note


def write_sources(book: Book, package: Package) -> None:
    """Write where everything comes from, one row for each fact of each measure."""
    sheet = book.sheet("sources", (13, 38, 18, 12, 42, 90))
    texts, catalogue = book.texts, package.catalogue
    sheet.text(2, 0, f"{texts('source_title')} {catalogue.info.source_title}", "note")
    found = [(m, fact) for m in catalogue.measures.values() for fact in _facts(m, texts)]
    heads = [texts(f"source_{key}") for key in ("id", "measure", "kind", "evidence", "place", "text")]
    sheet.table("tBronnen", 4, 0, heads, len(found))
    for row, (measure, fact) in enumerate(found, start=5):
        for column, text in enumerate((measure.id, measure.title.get(texts.language), *fact)):
            sheet.value(row, column, text, "cell_wrap")
    sheet.raw.ignore_errors({"number_stored_as_text": f"A5:A{len(found) + 6}"})
    sheet.raw.freeze_panes(5, 2)
    sheet.raw.repeat_rows(4)
