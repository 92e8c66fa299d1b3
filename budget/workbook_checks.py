"""The sheets Conflicten, Bronnen and Controle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from budget.money import Open
from budget.package import Package
from budget.records import ConflictKind, Measure
from budget.workbook_choice import undelayed_row
from budget.workbook_dials import dial_values, plain_number
from budget.workbook_frame import Book, Sheet, Value, cell, column_heads
from budget.workbook_guide import list_choices
from budget.workbook_texts import Texts

GROUPS: Final = ("engine", "sheet", "difference")


def write_conflicts(book: Book, package: Package) -> None:
    """Write the conflicts with what bites now, and below them every member."""
    sheet = book.sheet("conflicts", (38, 17, 15, 40, 10, 11, 13, 34, 62, 34))
    texts, catalogue = book.texts, package.catalogue
    sheet.text(2, 0, texts("exclusive_count"), "bold")
    exclusive = sum(clash.exclusive for clash in package.clashes)
    sheet.formula(2, 2, "=SUMIFS(Conflict_treedt_op,Conflict_soort,Soort_uitsluitend)", exclusive, "flag")
    book.define("Uitsluitend", sheet, (2, 2))
    keys = ("conflict", "kind", "state", "sides", "sides_hit", "bites", "evidence", "source", "reason", "key")
    count, first = len(catalogue.conflicts), 5
    sheet.table("tConflicten", first - 1, 0, [texts(f"conflict_{key}") for key in keys], count)
    chosen, bites = frozenset(package.selection), {clash.conflict.id for clash in package.clashes}
    for row, conflict in enumerate(catalogue.conflicts, start=first):
        hit = sum(bool(chosen & set(side)) for side in conflict.sides)
        sheet.text(row, 0, conflict.title.get(texts.language), "cell_wrap")
        sheet.text(row, 1, texts.conflict(conflict.kind), "cell_wrap")
        state = f'=IF({cell(row, 5)}=Aan,Conflict_ja,"")'
        sheet.formula(row, 2, state, texts("conflict_now") if conflict.id in bites else "", "cell")
        sheet.text(row, 3, texts("against").join(" + ".join(side) for side in conflict.sides), "cell_wrap")
        key = cell(row, 9, lock_column=True)
        sheet.formula(row, 4, f"=SUMIFS(Lid_eerste,Lid_conflict,{key})", hit, "flag")
        sheet.formula(row, 5, f"=IF({cell(row, 4)}>Aan,Aan,0)", int(conflict.id in bites), "flag")
        sheet.text(row, 6, texts.evidence(conflict.evidence), "cell_wrap")
        sheet.value(row, 7, str(conflict.source) if conflict.source else None, "cell_wrap")
        sheet.value(row, 8, conflict.reason.get(texts.language) if conflict.reason else None, "cell_wrap")
        sheet.text(row, 9, conflict.id, "helper_text")
    sheet.name_block("Conflict_id", first, 9, count)
    sheet.name_block("Conflict_soort", first, 1, count)
    sheet.name_block("Conflict_treedt_op", first, 5, count)
    last = first + count - 1
    for kind, style in ((ConflictKind.EXCLUSIVE, "alarm"), (ConflictKind.OVERLAP, "warn")):
        name = "Soort_uitsluitend" if kind is ConflictKind.EXCLUSIVE else "Soort_overlap"
        criteria = f"=AND({cell(first, 5, lock_column=True)}=Aan,{cell(first, 1, lock_column=True)}={name})"
        sheet.raw.conditional_format(
            first, 0, last, 2, {"type": "formula", "criteria": criteria, "format": book.formats[style]}
        )
    _members(sheet, last + 3, package)
    sheet.raw.freeze_panes(first, 1)
    sheet.raw.repeat_rows(first - 1)


def _members(sheet: Sheet, row: int, package: Package) -> None:
    """Write every member with its side; the first chosen one of a side counts that side."""
    texts, catalogue = sheet.book.texts, package.catalogue
    found = [
        (k, place, id_) for k in catalogue.conflicts for place, side in enumerate(k.sides, start=1) for id_ in side
    ]
    keys = ("key", "side", "id", "title", "chosen_10", "first_of_side", "excludes_overlaps", "overlaps")
    sheet.text(row - 1, 0, texts("members_of_conflicts"), "section")
    sheet.table("tLeden", row, 0, [texts(f"head_{key}") for key in keys], len(found))
    seen: set[str] = set()
    chosen = frozenset(package.selection)
    bites = {clash.conflict.id for clash in package.clashes}
    first = row + 1
    for at, (conflict, place, id_) in enumerate(found, start=first):
        side, picked = f"{conflict.id} · {place}", id_ in chosen
        leads = picked and side not in seen
        seen |= {side} if picked else set()
        sheet.text(at, 0, conflict.id, "cell")
        sheet.text(at, 1, f"{texts('side')} {place}", "cell")
        sheet.text(at, 2, id_, "cell")
        sheet.text(at, 3, catalogue.measures[id_].title.get(texts.language), "cell")
        sheet.formula(
            at,
            4,
            f"=IF(INDEX(Keuze_aan,MATCH({cell(at, 2, lock_column=True)},Keuze_nr,0))=Aan,Aan,0)",
            int(picked),
            "flag",
        )
        area = [f"{cell(first, c, True, True)}:{cell(at, c, lock_column=True)}" for c in (4, 0, 1)]
        running = (
            f"SUMIFS({area[0]},{area[1]},{cell(at, 0, lock_column=True)},{area[2]},{cell(at, 1, lock_column=True)})"
        )
        sheet.formula(at, 5, f"=IF(AND({cell(at, 4)}=Aan,{running}=Aan),Aan,0)", int(leads), "flag")
        own = f"MATCH({cell(at, 0, lock_column=True)},Conflict_id,0)"
        for column, name, kind in (
            (6, "Soort_uitsluitend", ConflictKind.EXCLUSIVE),
            (7, "Soort_overlap", ConflictKind.OVERLAP),
        ):
            formula = f"={cell(at, 4)}*INDEX(Conflict_treedt_op,{own})*(INDEX(Conflict_soort,{own})={name})"
            hit = int(picked and conflict.id in bites and conflict.kind is kind)
            sheet.formula(at, column, formula, hit, "flag")
    for column, name in ((0, "conflict"), (2, "nr"), (5, "eerste"), (6, "sluit_uit"), (7, "overlapt")):
        sheet.name_block(f"Lid_{name}", first, column, len(found))
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{row}:D{first + len(found)}"})


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


def write_check(book: Book, package: Package, values: dict[str, Sequence[Value]]) -> None:
    """
    Write Controle: engine value, sheet value and difference for every result.

    `values` holds the engine's six values by key. The engine's figures hold for the exported selection and settings;
    a formula says whether the sheet still has those.
    """
    sheet = book.sheet("check", (50, 31, *[11] * 18))
    texts, catalogue = book.texts, package.catalogue
    choices = list_choices(texts, package.settings)
    first = 8 + len(choices) + 4
    last = first + len(values) - 1
    agrees = "IF(Grootste_verschil=0,Melding_goed,Melding_fout)"
    status = f"=IF(Afwijkende_keuzes+Afwijkende_bedragen>0,Melding_gewijzigd,{agrees})"
    sheet.formula(2, 0, status, texts("status_fine"), "bold")
    book.define("Status", sheet, (2, 0))
    toggles = last + 4
    changed = "=SUM(Wijkt_af_keuze)+SUM(Wijkt_af_instellingen)+SUM(Wijkt_af_aannames)"
    amounts = sum(
        found for m in catalogue.measures.values() for found in undelayed_row(package, m) if not isinstance(found, Open)
    )
    for row, (key, formula, value, style, name) in enumerate(
        (
            ("check_changed", changed, 0, "flag", "Afwijkende_keuzes"),
            ("check_amounts", f"=ABS(SUM(Eff_bedragen)-{cell(4, 2)})", 0, "amount", "Afwijkende_bedragen"),
            (
                "check_largest",
                f"=MAX(MAX({cell(first, 14)}:{cell(last, 19)}),-MIN({cell(first, 14)}:{cell(last, 19)}))",
                0,
                "amount",
                "Grootste_verschil",
            ),
        ),
        start=3,
    ):
        sheet.text(row, 0, texts(key), "cell")
        sheet.formula(row, 1, formula, value, style)
        book.define(name, sheet, (row, 1))
    sheet.value(4, 2, amounts, "amount")
    sheet.text(4, 3, texts("check_amounts_note"), "note")
    _exported(
        sheet,
        7,
        [(texts(f"setting_{c.key}"), c.now, c.name) for c in choices],
        "instellingen",
        texts("check_settings"),
    )
    _matrix(sheet, first, values)
    _dials(sheet, _toggles(sheet, toggles, package) + 2, package)
    sheet.raw.freeze_panes(2, 1)
    sheet.raw.repeat_rows(first - 1)


def _toggles(sheet: Sheet, row: int, package: Package) -> int:
    """Write the exported toggles beside those of now, and the messages that formulas show; returns the row after."""
    ids, texts = list(package.catalogue.measures), sheet.book.texts
    found: list[tuple[str, Value, str]] = []
    for at, id_ in enumerate(ids, start=row):
        now = f"INDEX(Keuze_aan,MATCH({cell(at, 0, lock_column=True)},Keuze_nr,0))"
        found.append((id_, int(id_ in package.selection), now))
    _exported(sheet, row - 1, found, "keuze", texts("check_choice"))
    names = ("Melding_goed", "Melding_gewijzigd", "Melding_fout", "Conflict_ja")
    keys = ("status_fine", "status_changed", "status_wrong", "conflict_now")
    for at, (name, key) in enumerate(zip(names, keys, strict=True), start=row + len(ids) + 2):
        sheet.text(at, 0, texts(key), "helper_text")
        sheet.book.define(name, sheet, (at, 0))
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{row}:A{row + len(ids)}"})
    return row + len(ids) + 2 + len(names)


def _dials(sheet: Sheet, row: int, package: Package) -> None:
    """Write the exported values of the dials beside those of now."""
    found: list[tuple[str, Value, str]] = []
    for at, (key, value) in enumerate(dial_values(package).items(), start=row + 1):
        now = f"INDEX(Aanname_waarde,MATCH({cell(at, 0, lock_column=True)},Aanname_sleutel,0))"
        found.append((key, plain_number(value), now))
    _exported(sheet, row, found, "aannames", sheet.book.texts("check_dials"), "number")


def _exported(
    sheet: Sheet, row: int, found: Sequence[tuple[str, Value, str]], name: str, head: str, figures: str = ""
) -> None:
    """Write what was exported, what the sheet has now, and whether they differ; names the differences."""
    texts = sheet.book.texts
    heads = [head, texts("check_exported"), texts("check_now"), texts("check_differs")]
    sheet.table(f"tExport_{name}", row, 0, heads, len(found), right_from=1)
    sheet.name_block(f"Wijkt_af_{name}", row + 1, 3, len(found))
    for at, (label, value, now) in enumerate(found, start=row + 1):
        sheet.text(at, 0, label, "cell")
        style = figures or ("share" if isinstance(value, float) else "word")
        sheet.value(at, 1, value, style)
        sheet.formula(at, 2, f'=IF({now}="","",{now})', value, style)
        if isinstance(value, str):
            sheet.fit(at, 2, value)
        sheet.formula(at, 3, f"=IF({cell(at, 1)}={cell(at, 2)},0,Aan)", 0, "count")


def _matrix(sheet: Sheet, first: int, values: dict[str, Sequence[Value]]) -> None:
    """Write six engine values, six sheet values and six differences for each result."""
    texts, book = sheet.book.texts, sheet.book
    heads = [texts("check_result"), texts("head_key")]
    heads += [f"{texts(f'check_{group}')} {head.lower()}" for group in GROUPS for head in column_heads(texts)]
    sheet.table("tControle", first - 1, 0, heads, len(values), right_from=2)
    for row, (key, found) in enumerate(values.items(), start=first):
        sheet.text(row, 0, texts.result(key), "cell")
        sheet.text(row, 1, key, "helper_text")
        percent = key.endswith((":percent", ":share", ":share_before", ":share_after"))
        style = "count" if key == "open_cells" else "percent" if percent else "effect"
        for offset, value in enumerate(found):
            word = isinstance(value, str)
            engine, here = cell(row, 2 + offset), cell(row, 8 + offset)
            sheet.value(row, 2 + offset, value, "word" if word else style)
            sheet.formula(row, 8 + offset, book.reference(key, offset), value, "word" if word else style)
            formula = f'=IF({engine}&""={here}&"",0,Aan)' if word else f"=ROUND({here}-{engine},Decimalen_procent)"
            sheet.formula(row, 14 + offset, formula, 0, "count")
