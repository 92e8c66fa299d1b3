"""The sheet Posten: every posting of every measure under the settings, and what of it is attributed to ODA."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budget.core import DEPENDS, Amount
from budget.engine import Line, Package, measure_delay
from budget.export.book import Book, mark_of
from budget.export.layout import Layout, Part
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.base import ScopeGroup, scope_groups
from budget.export.sheets.choice import cell_value, shifted
from budget.export.sheets.choice_beside import LETTERS, flag_of, judges_beside, posted_of
from budget.export.sheets.ends import ENDS, Formula, end_heads, shown_end
from budget.export.sheets.ends import NAMES as NAMES_OF_ENDS
from budget.export.sheets.own_inputs import counts_formula
from budget.export.sheets.posting_oda import attributed_parts, name_attributed, write_posting_oda
from budget.export.sheets.posting_rows import Row, has_regimes
from budget.export.sheets.settings import has_choice
from budget.export.texts import MARKS


def _layout(book: Book, groups: Sequence[ScopeGroup]) -> Layout:
    """Return the columns of Posten; those of ODA only with its data."""
    t, oda, heads = book.texts, book.catalogue.oda is not None, book.heads
    moves, measures = oda and has_regimes(book.catalogue), book.catalogue.measures.values()
    return Layout(
        Part("id", [t("Nr.")], 13),
        Part("line", [t("Begrotingsregel")], 16),
        Part("chapter", [t("Hoofdstuk")], 9),
        Part("variant", [t("Variant")], 11),
        Part("base", [t("Grondslagregel")], 20),
        Part("key", [t("Sleutel")], 11) if oda or has_choice(book.catalogue.frame, "Overlap") else None,
        Part("counting", [f"{t('Sleutel')}, {t('Gekozen').lower()}"], 11) if oda else None,
        Part("part", [t("Onderdeel")], 10),
        Part("choice", [t("Rij Keuze")], 8),
        Part("effect", [t("Rij Effecten")], 8),
        Part("piece", [t("Rij deel")], 8) if any(m.postings[0].effects is not None for m in measures) else None,
        Part("delay", [t("Schuif")], 7) if has_choice(book.catalogue.frame, "Besluitjaar") else None,
        Part("chosen", [t("Gekozen")], 9),
        Part("evidence", [t("Bewijs ODA")], 11) if oda else None,
        Part("rule", [t("ODA-regel die telt")], 17) if oda else None,
        Part("bearer", [t("Drager")], 21) if oda else None,
        Part("months", [t("Werkt op")], 20) if oda else None,
        Part("own_share", [t("Eigen aandeel")], 8) if oda else None,
        Part("own_part", [t("Eigen aandeel, duizendsten")], 11) if oda else None,
        Part("first", [t("Eerste post")], 7) if oda else None,
        Part("goes", [t("Verhuist")], 8) if moves else None,
        Part("bearers", [f"{t('Drager')} {head.lower()}" for head in heads], 12) if moves else None,
        Part("amounts", heads, 10),
        *[Part(end, end_heads(book, end), 10) for end in ENDS if book.bounds],
        Part("unsure", [t("Richting onzeker")], 8) if book.bounds else None,
        *attributed_parts(book),
        Part("tax", [t("Belasting")], 9) if book.own_targets else None,
        Part("beside", [f"{t('Gekozen')} {letter}" for letter in LETTERS], 9)
        if judges_beside(book.catalogue, book.own_targets)
        else None,
        Part("counts", [f"{t('Telt voor')} {group.label}" for group in groups], 9),
        Part("printed", [t("Gedrukte begrotingsregel"), t("Gedrukt hoofdstuk"), t("Gedrukte grondslagregel")], 14)
        if has_choice(book.catalogue.frame, "Dekking")
        else None,
    )


PAID: Final = ("line", "chapter", "base")
"""The columns that say who pays a posting."""

NAMES: Final = {
    "id": "nr",
    "line": "regel",
    "part": "post",
    "chapter": "hoofdstuk",
    "variant": "variant",
    "key": "sleutel",
    "chosen": "gekozen",
    "evidence": "bewijs",
    "rule": "odaregel",
    "bearer": "drager",
    "first": "eerste",
    "goes": "verhuist",
    "unsure": "onzeker",
}
"""The columns that have a name, after Post_."""


def write_postings(book: Book, package: Package, rows: Sequence[Row]) -> None:
    """Write Posten."""
    t, groups = book.texts, scope_groups(package.catalogue, book.texts, package.settings)
    layout, head = _layout(book, groups), 4
    sheet = book.sheet(t("Posten"), layout.widths)
    note = t("Rekenblad: de bedragen van elke post onder het besluitjaar; hele catalogus, ook wat niet is gekozen.")
    oda = t("De kolommen ODA tonen het deel dat aan ODA wordt toegerekend.") if "attributed" in layout else ""
    sheet.text(head - 2, 0, f"{note} {oda}".strip(), "note")
    sheet.table("tPosten", head, 0, layout.heads, len(rows), right_from=layout["amounts"])
    places, pieces = {id_: place for place, id_ in enumerate(package.catalogue.measures, start=1)}, 0
    for offset, posting in enumerate(rows, start=head + 1):
        _posting(sheet, layout, offset, posting, places[posting.measure.id], groups)
        if posting.split:
            pieces += 1
            row_of_piece = f"=MATCH({cell(offset, layout['part'], lock_column=True)},Deel_sleutel,0)"
            sheet.formula(offset, layout["piece"], row_of_piece, pieces, "helper")
        if "delay" in layout:
            delay = f"=INDEX(Keuze_verschuiving,{cell(offset, layout['choice'], lock_column=True)})"
            sheet.formula(offset, layout["delay"], delay, measure_delay(posting.measure, package.settings), "helper")
    _name_columns(sheet, layout, head + 1, len(rows), len(groups))
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{head + 1}:Z{head + len(rows) + 1}"})
    sheet.raw.freeze_panes(head + 1, 1)
    sheet.repeat(head)
    sheet.print_head_only()


def _name_columns(sheet: Sheet, layout: Layout, first: int, count: int, groups: int) -> None:
    """Name the columns; `groups` is for how many groups of base lines there is one."""
    for key, name in NAMES.items():
        if key in layout:
            sheet.name_block(f"Post_{name}", first, layout[key], count)
    sheet.name_columns("Post", first, layout["amounts"], count)
    for end in ENDS if sheet.book.bounds else ():
        sheet.name_columns(f"Post_{NAMES_OF_ENDS[end]}", first, layout[end], count)
    name_attributed(sheet, layout, first, count)
    if "counting" in layout:
        sheet.name_block("Sleutel_aan", first, layout["counting"], count)
    if "bearers" in layout:
        sheet.name_columns("Drager", first, layout["bearers"], count)
    for place in range(groups):
        sheet.name_block(f"Post_telt_{place + 1}", first, layout["counts"] + place, count)
    for nth, letter in enumerate(LETTERS if "beside" in layout else ()):
        sheet.name_block(posted_of(letter), first, layout["beside"] + nth, count)


def _posting(sheet: Sheet, layout: Layout, row: int, found: Row, place: int, groups: Sequence[ScopeGroup]) -> None:
    """Write one posting."""
    t, measure = sheet.book.texts, found.measure
    at = {key: cell(row, column, lock_column=True) for key, column in layout.at.items()}
    fixed: dict[str, Value] = {
        "id": measure.id,
        "line": found.line.name,
        "chapter": found.line.chapter,
        "variant": sheet.book.variant_label(found.line.variant),
        "base": t.base_line(found.line.base),
        "key": f"{MARKS['prefix']}{measure.id}",
        "part": found.key,
    }
    for key, value in fixed.items():
        if key in layout and (key not in PAID or "printed" not in layout):
            sheet.value(row, layout[key], value, "helper_text" if key in {"key", "part"} else "cell")
    if "printed" in layout:
        _payer(sheet, layout, row, found)
    sheet.formula(row, layout["choice"], f"=MATCH({at['id']},Keuze_nr,0)", place, "helper")
    sheet.formula(row, layout["effect"], f"=MATCH({at['id']},Eff_nr,0)", place, "helper")
    sheet.formula(row, layout["chosen"], f"=IF(INDEX(Keuze_aan,{at['choice']})=Aan,Aan,0)", int(found.chosen), "count")
    if "counting" in layout:
        key = f'=IF({at["chosen"]}=Aan,{at["key"]},"")'
        sheet.formula(row, layout["counting"], key, fixed["key"] if found.chosen else "", "helper_text")
    (_with_ends if sheet.book.bounds else _amounts)(sheet, layout, row, at, found)
    if found.oda is not None:
        write_posting_oda(sheet, layout, row, at, found, found.oda)
    for nth, letter in enumerate(LETTERS if "beside" in layout else ()):
        formula = f"=IF(INDEX({flag_of(letter)},{at['choice']})=Aan,Aan,0)"
        sheet.formula(row, layout["beside"] + nth, formula, 0, "helper")
    if "tax" in layout:
        sheet.value(row, layout["tax"], int(measure.tax), "helper")
    listed = len(groups) - len(sheet.book.own_targets)
    for offset, group in enumerate(groups):
        formula = f"=IFERROR(INDEX(Telt_{offset + 1},MATCH({at['base']},Grondslag_regel,0)),0)"
        if group.own is not None:
            formula = counts_formula(offset - listed + 1, at)
        counts = group.counter(sheet.book.catalogue)(found.line)
        sheet.formula(row, layout["counts"] + offset, formula, int(counts), "count")


def _payer(sheet: Sheet, layout: Layout, row: int, found: Row) -> None:
    """
    Write the budget line, chapter and base line of who pays a posting, beside those of the catalogue.

    What a regime takes from the ODA budget as its cover falls on the measure's own posting there, when the own chapter
    covers it.
    """
    oda, measure, posting = sheet.book.catalogue.oda, found.measure, found.posting
    own = None
    if oda is not None and posting.budget == oda.oda_budget and measure.oda is not None:
        regime = oda.regime(measure.oda.regime)
        covers = regime is not None and regime.cover
        places = [place for place, other in enumerate(measure.postings, start=1) if other.budget == oda.own_chapter]
        own = places[0] if covers and places else None
    t = sheet.book.texts
    printed = (posting.line, posting.budget, t.base_line(posting.base))
    paid = (found.line.name, found.line.chapter, t.base_line(found.line.base))
    for offset, (key, value, now) in enumerate(zip(PAID, printed, paid, strict=True)):
        column = layout["printed"] + offset
        sheet.value(row, column, value, "helper_text")
        if own is None:
            sheet.value(row, layout[key], now, "cell")
            continue
        other = cell(row - found.place + own, column)
        sheet.formula(row, layout[key], f"=IF(Dekking=Keus_eigen_dekking,{other},{cell(row, column)})", now, "cell")


def posting_values(book: Book, line: Line) -> list[Value]:
    """Return the plain cells of a posting; what is open in a list without bounds and has no sure direction says so."""
    unsure = line.uncertain and not book.bounds
    return [mark_of(DEPENDS) if unsure and isinstance(found, Amount) else cell_value(found) for found in line.cells]


def _amounts(sheet: Sheet, layout: Layout, row: int, at: dict[str, str], found: Row) -> None:
    """Write the cells: from Keuze for a sole posting, from the posting's own amounts for a split measure."""
    unsure, book = f"INDEX(Eff_onzeker,{at['effect']})=Aan", sheet.book
    values = posting_values(book, found.line)

    def sole(c: int) -> str:
        source = f"INDEX(Keuze_{book.keys[c]},{at['choice']})"
        return f"=IF(AND(ISTEXT({source}),{unsure}),Teken_onbekend,{source})"

    own = _own(sheet, at, "Deel_cel", at["piece"]) if found.split else sole
    sheet.across(row, layout["amounts"], own, values, "effect")


def _own(sheet: Sheet, at: dict[str, str], kind: str, source: str) -> Formula:
    """Return the formula for a posting's cells under the decision year, from the cells of a kind in the row `source`."""
    return shifted(kind, source, at.get("delay", ""), sheet.book.keys)


def _with_ends(sheet: Sheet, layout: Layout, row: int, at: dict[str, str], found: Row) -> None:
    """Write the plain cells and both ends of each as they are given; the sums look at what has no sure direction."""
    name, source = ("Deel", at["piece"]) if found.split else ("Eff", at["effect"])
    parts = [("amounts", f"{name}_cel", [cell_value(c) for c in found.line.cells])]
    parts += [(end, f"{name}_cel_{NAMES_OF_ENDS[end]}", [shown_end(c, end) for c in found.line.cells]) for end in ENDS]
    for key, kind, cells in parts:
        sheet.across(row, layout[key], _own(sheet, at, kind, source), cells, "effect")
    formula = f"=INDEX(Eff_onzeker,{at['effect']})"
    sheet.formula(row, layout["unsure"], formula, int(found.measure.direction_uncertain), "helper")
