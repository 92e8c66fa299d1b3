"""The sections of a paper that list: own assumptions, open cells, conflicts and sources, as plain text."""

from __future__ import annotations

from decimal import Decimal

from budget.catalogue import Catalogue, Measure
from budget.engine import Clash, Package, Unmet, moved
from dashboard.package import evidence_word, kind_word, labels_of_columns, unmet_text
from dashboard.paper.paper import Section
from dashboard.words import language, numbers, t, terms


def dials_section(package: Package) -> Section | None:
    """List the assumptions that stand elsewhere than the source puts them; nothing when none does."""
    lang, lines = language(), []
    for id_ in package.selection:
        measure = package.catalogue.measures[id_]
        values = moved(measure, package.settings)
        for dial in measure.dials.values if measure.dials else ():
            if dial.id in values:
                texts = {"value": numbers.plain(values[dial.id]), "usual": numbers.plain(Decimal(dial.default))}
                text = t("{value} (in de bron: {usual})", **texts)
                source = terms.source_note(package.catalogue, dial.source)
                lines.append((f"{id_} {dial.title.get(lang)} ({dial.unit.get(lang)})", f"{text}. {source}"))
    return Section("dials", t("Eigen aannames"), lines=tuple(lines)) if lines else None


def open_section(package: Package) -> Section:
    """List every measure with a cell without a number: which columns, and the source's reason."""
    labels = labels_of_columns(package.catalogue)
    cells: dict[str, list[str]] = {}
    for cell in package.open_cells:
        sign = "?" if cell.uncertain else numbers.cell(cell.kind)
        cells.setdefault(cell.measure, []).append(f"{labels[cell.column]} {sign}")
    lines = []
    for id_, found in cells.items():
        measure = package.catalogue.measures[id_]
        note = f" – {measure.open_note.get(language())}" if measure.open_note else ""
        lines.append((f"{id_} {measure.title.get(language())}", f"{', '.join(found)}{note}"))
    return Section(
        "open", t("Open posten"), lines=tuple(lines), empty=t("Geen: alle gekozen maatregelen hebben bedragen.")
    )


def _clash_line(catalogue: Catalogue, clash: Clash) -> tuple[str, str]:
    conflict, lang = clash.conflict, language()
    kind = t("Sluit elkaar uit") if clash.exclusive else f"{t('Overlap')} ({kind_word(conflict)})"
    reason = conflict.reason.get(lang) if conflict.reason else ""
    source = terms.source_note(catalogue, conflict.source)
    text = " ".join(
        filter(None, [f"({', '.join(clash.chosen)})", reason, f"[{evidence_word(conflict.evidence)}]", source])
    )
    return f"{kind}: {conflict.title.get(lang)}", text


def _unmet_line(catalogue: Catalogue, item: Unmet) -> tuple[str, str]:
    record = item.requirement
    source = terms.source_note(catalogue, record.source)
    text = " ".join(filter(None, [unmet_text(item), f"[{evidence_word(record.evidence)}]", source]))
    return f"{t('Vereist')}: {record.title.get(language())}", text


def clash_section(package: Package) -> Section:
    """List the conflicts and overlaps that the package meets, and the conditions that it does not."""
    catalogue = package.catalogue
    clashes = (_clash_line(catalogue, clash) for clash in package.clashes)
    lines = (*clashes, *(_unmet_line(catalogue, item) for item in package.unmet))
    return Section("clashes", t("Conflicten en overlap"), lines=lines, empty=t("Geen bekende conflicten of overlap."))


def source_places(catalogue: Catalogue, measure: Measure) -> str:
    """Write a measure's sources, each document once; a row that only repeats the measure's own number is left out."""
    places: dict[str, dict[str, list[str]]] = {}
    for source in measure.sources:
        row = "" if source.row is None or source.row.startswith(measure.id) else source.row
        section = f"§ {source.section}" if source.section[:1].isdigit() else terms.place(catalogue, source.section)
        inner = places.setdefault(terms.document(catalogue, source), {}).setdefault(section, [])
        inner.append(", ".join(terms.place(catalogue, part) for part in (source.table, row) if part))
    documents = []
    for document, sections in places.items():
        inners = {section: "; ".join(dict.fromkeys(filter(None, found))) for section, found in sections.items()}
        documents.append(f"{document} " + ", ".join(f"{s} ({inner})" if inner else s for s, inner in inners.items()))
    return "; ".join(documents)


def sources_section(package: Package) -> Section:
    """List the sources of each chosen measure."""
    measures, lang = package.catalogue.measures, language()
    lines = tuple(
        (f"{id_} {measures[id_].title.get(lang)}", source_places(package.catalogue, measures[id_]))
        for id_ in package.selection
    )
    return Section("sources", t("Bronnen per maatregel"), lines=lines, empty=t("Geen maatregelen gekozen."))
