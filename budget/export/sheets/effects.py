"""The sheet Effecten: the amounts and the open cells by measure; those with a dial follow the sheet Aannames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from budget.catalogue import Catalogue, Measure
from budget.core import DEPENDS, OPEN_COST, Amount, Cells
from budget.engine import Package, dialed_cells, drives, moved
from budget.export.book import Book, mark_of
from budget.export.layout import Layout, Part
from budget.export.sheet import Sheet, cell
from budget.export.sheets.choice import bound_formula, cell_value, plain_amount, posting_key, undelayed_row
from budget.export.sheets.dials import has_dials
from budget.export.sheets.ends import ENDS, End, end_heads, end_word, given_end, shown_end
from budget.export.sheets.ends import NAMES as NAMES_OF_ENDS
from budget.export.sheets.settings import has_choice
from budget.export.texts import MARKS
from budget.export.units import exact, from_whole

FIRST: Final = 2
"""The column of the first of the amounts."""


def _amounts(sheet: Sheet, row: int, cells: Cells, source: str = "", printed: int | None = None) -> None:
    """
    Write the plain amounts, the places for a sign beside them, and the ends of what is not one number.

    `source` is the formula for an amount that dials drive; {key} in it stands for the column's. With the column of the
    first `printed` amount every other one is a formula too, so that rows can be sorted.
    """
    for offset, found in enumerate(cells):
        column, opened = FIRST + offset, isinstance(found, Amount)
        if source and not opened:
            formula = source.replace("{key}", sheet.book.keys[offset])
            sheet.formula(row, column, formula, plain_amount(found), "effect")
        elif printed is not None:
            here = cell(row, printed + offset)
            sheet.formula(row, column, f'=IF({here}="","",{here})', plain_amount(found), "effect")
        else:
            sheet.value(row, column, plain_amount(found), "effect")
        mark = mark_of(found) if isinstance(found, Amount) else None
        sheet.value(row, column + len(cells), mark, "cell_centre")
        for nth_end, end in enumerate(ENDS if sheet.book.bounds else (), start=2):
            sheet.value(row, column + nth_end * len(cells), given_end(found, end), "effect")
        if source and isinstance(found, Amount) and sheet.book.bounds and "Deel_nr" in source:
            _summed(sheet, row, offset, found)


def _summed(sheet: Sheet, row: int, offset: int, found: Amount) -> None:
    """
    Write what of a cell that is not one number follows from the postings of a measure with dials, as their sum.

    Which of its ends are known, and whether a range is in it, no dial changes: it drives numbers only.
    """
    width, own, key = sheet.book.width, cell(row, 0, lock_column=True), sheet.book.keys[offset]
    plain = f"Deel_{key}"
    if found.keur is not None:
        amount = exact(f"SUMIFS({plain},Deel_nr,{own})")
        sheet.formula(row, FIRST + offset, f'=IF({amount}=0,"",{amount})', found.keur or "", "effect")
    for place, end in enumerate(ENDS, start=2):
        value, area = given_end(found, end), f"Deel_{NAMES_OF_ENDS[end]}_{key}"
        if isinstance(value, int):
            numbers = f"SUMPRODUCT((Deel_nr={own})*ISBLANK({area})*{plain})"
            formula = f"={exact(f'{numbers}+SUMIFS({area},Deel_nr,{own})')}"
            sheet.formula(row, FIRST + place * width + offset, formula, value, "effect")


def _source(row: int, measure: Measure) -> str:
    """Return the formula for the amounts of a measure with dials: its posting's, or the sum of its postings'."""
    own = cell(row, 0, lock_column=True)
    if measure.postings[0].effects is not None:
        return f"={exact(f'SUMIFS(Deel_{{key}},Deel_nr,{own})')}" if measure.dials else ""
    found = f"={from_whole(f'INDEX(Aannamepost_{{key}},MATCH({own},Aannamepost_nr,0))')}"
    return found if drives(measure, 0) else ""


def open_heads(book: Book) -> list[str]:
    """Return the heads of the columns for open cells."""
    return [f"{book.texts('Open')} {head.lower()}" for head in book.heads]


def _layout(book: Book, catalogue: Catalogue) -> Layout:
    """Return the columns of Effecten; those of ODA, the decision year and dials only where there are any."""
    t, oda = book.texts, catalogue.oda is not None
    return Layout(
        Part("id", [t("Nr.")], 17),
        Part("title", [t("Maatregel")], 50),
        Part("amounts", book.heads, 10.5),
        Part("open", open_heads(book), 8, last=12.5),
        *[Part(end, end_heads(book, end), 11.5) for end in ENDS if book.bounds],
        Part("count", [t("Aantal")], 8),
        Part("bound", [t("Grens")], 8),
        Part("rule", [t("ODA-regel")], 20) if oda else None,
        Part("evidence", [t("Bewijs ODA")], 12) if oda else None,
        Part("moves", [t("Schuift mee")], 8) if has_choice(catalogue.frame, "Besluitjaar") else None,
        Part("uncertain", [t("Richting onzeker")], 10),
        Part("origin", [t("Herkomst bedrag")], 14) if has_dials(catalogue) else None,
        Part("printed", [f"{t('Gedrukt')} {head.lower()}" for head in book.heads], 10.5)
        if has_dials(catalogue)
        else None,
        *[Part(kind, cell_heads(book, kind), 10.5) for kind in cell_kinds(book)],
    )


def cell_kinds(book: Book) -> list[str]:
    """Return the kinds of cells: plain, and where amounts have bounds both ends."""
    return ["cel", *(f"cel_{NAMES_OF_ENDS[end]}" for end in ENDS if book.bounds)]


def cell_heads(book: Book, kind: str) -> list[str]:
    """Return the heads of the columns of a kind of cells."""
    ends = {f"cel_{NAMES_OF_ENDS[end]}": end_word(book, end) for end in ENDS}
    word = f"{book.texts('Cel')}, {ends[kind]}" if kind in ends else book.texts("Cel")
    return [f"{word} {head.lower()}" for head in book.heads]


def _cells(sheet: Sheet, row: int, at: Mapping[str, int], cells: Cells) -> None:
    """
    Write what Keuze and Posten take of a row: its amount or its sign; of an end the end, or the amount where it is one.

    `at` are the first columns of the kinds. Of an amount beside something open the plain cell takes the sign, or where
    amounts have bounds the amount.
    """
    width = sheet.book.width
    ends: dict[str, End] = {f"cel_{NAMES_OF_ENDS[end]}": end for end in ENDS}
    for kind in cell_kinds(sheet.book):
        for offset, found in enumerate(cells):
            amount = cell(row, FIRST + offset)
            beside = cell(row, FIRST + offset + (width if kind == "cel" else (2 + ENDS.index(ends[kind])) * width))
            first, other = (amount, beside) if kind == "cel" and sheet.book.bounds else (beside, amount)
            value = cell_value(found) if kind == "cel" else shown_end(found, ends[kind])
            sheet.formula(row, at[kind] + offset, f'=IF({first}="",{other},{first})', value, "helper_amount")


NAMES: Final = {
    "id": "Eff_nr",
    "amounts": "Eff_bedragen",
    "open": "Eff_tekens",
    "lower": "Eff_laag",
    "upper": "Eff_hoog",
    "rule": "Eff_odaregel",
    "evidence": "Eff_bewijs",
    "moves": "Eff_schuift",
    "uncertain": "Eff_onzeker",
    "printed": "Eff_gedrukt",
}
"""The columns that have a name."""


def write_effects(book: Book, package: Package) -> None:
    """Write Effecten: amounts and places for an open cell by measure; below it the split over budget lines."""
    t, catalogue = book.texts, package.catalogue
    layout = _layout(book, catalogue)
    sheet = book.sheet(t("Effecten"), layout.widths, t("Effecten per maatregel"))
    year = catalogue.info.decision.years[0]
    ends = t("Naast elk teken staan de ondergrens en de bovengrens.")
    note = t(
        "Bedragen bij een besluit in {year}. De kolommen Open tonen + (kosten), - (besparing) of ? (richting onbekend) waar de bron geen bedrag geeft.",
        year=year,
    )
    sheet.text(2, 0, f"{note} {ends}" if book.bounds else note, "note")
    head, count = 4, len(catalogue.measures)
    sheet.table("tEffecten", head, 0, layout.heads, count, right_from=2)
    for row, measure in enumerate(catalogue.measures.values(), start=head + 1):
        _effect_row(sheet, layout, row, package, measure)
    first = head + 1
    for part in layout.parts:
        if part.key in NAMES:
            sheet.name_block(NAMES[part.key], first, layout[part.key], count, len(part.heads))
    for kind in cell_kinds(book):
        sheet.name_columns(f"Eff_{kind}", first, layout[kind], count)
    total, at = sum(isinstance(c, Amount) for m in catalogue.measures.values() for c in m.effects), layout["count"]
    sheet.text(3, 1, t("Open cellen in de hele catalogus"), "bold")
    sheet.formula(3, at, f"=SUM({cell(first, at)}:{cell(head + count, at)})", total, "count")
    _parts(sheet, head + count + 3, package)
    printed = layout.at.get("printed", layout["cel"]) - 1
    sheet.print_to(sheet.raw.dim_rowmax or 0, printed)
    area = f"A{head + 1}:U{head + count + 20}"
    sheet.raw.ignore_errors({"number_stored_as_text": area})
    sheet.raw.freeze_panes(first, 2)
    sheet.repeat(head)


def _effect_row(sheet: Sheet, layout: Layout, row: int, package: Package, measure: Measure) -> None:
    t = sheet.book.texts
    sheet.text(row, 0, measure.id, "cell")
    sheet.text(row, 1, measure.title.get(t.language), "cell_wrap")
    cells = undelayed_row(package, measure)
    _amounts(sheet, row, cells, _source(row, measure), layout.at.get("printed"))
    _cells(sheet, row, layout.at, cells)
    area, count = _area(sheet, layout, row, "open"), cell(row, layout["count"])
    opened = sum(isinstance(found, Amount) for found in measure.effects)
    sheet.formula(row, layout["count"], f"=COUNTA({area})", opened, "few")
    uncertain = cell(row, layout["uncertain"], lock_column=True)
    opens = [f"SUMPRODUCT(({area}={sign})+({area}=Teken_onbekend))" for sign in ("Teken_kosten", "Teken_besparing")]
    bound = bound_formula(*opens).removeprefix("=")
    flag = f'=IF({count}=0,"",IF({uncertain}=Aan,Grens_open,{bound}))'
    if sheet.book.bounds:
        flag = _bound_by_ends(sheet, layout, row, (count, uncertain))
    sheet.formula(row, layout["bound"], flag, _bound(measure, sheet.book.bounds), "cell_centre")
    rule = measure.oda
    if "rule" in layout:
        sheet.value(row, layout["rule"], t.oda_kind(rule.rule) if rule else None, "cell")
        sheet.value(row, layout["evidence"], t.evidence(rule.evidence) if rule else None, "cell")
    if "moves" in layout:
        moves = measure.decision_year is None or measure.decision_year.moves
        sheet.value(row, layout["moves"], int(moves), "count")
    sheet.value(row, layout["uncertain"], int(measure.direction_uncertain), "count")
    if "origin" in layout:
        _origin(sheet, row, layout["origin"], package, measure)
        for offset, found in enumerate(measure.effects):
            sheet.value(row, layout["printed"] + offset, plain_amount(found), "helper_amount")


def _area(sheet: Sheet, layout: Layout, row: int, key: str) -> str:
    """Return the cells of a part that has one for each column."""
    return f"{cell(row, layout[key])}:{cell(row, layout[key] + sheet.book.width - 1)}"


def _bound_by_ends(sheet: Sheet, layout: Layout, row: int, at: tuple[str, str]) -> str:
    """Return the formula for the bound of a row with ends; `at` are how many cells have a sign, and the uncertainty."""
    low, high = (f"SUMPRODUCT(ISTEXT({_area(sheet, layout, row, end)})*Aan)" for end in ENDS)
    both = f"{cell(row, layout['lower'])}:{cell(row, layout['upper'] + sheet.book.width - 1)}"
    unknown = f"IF({at[1]}=Aan,Grens_open,{bound_formula(high, low).removeprefix('=')})"
    return f'=IF({at[0]}=0,"",IF(SUMPRODUCT(ISTEXT({both})*Aan)=0,Teken_bandbreedte,{unknown}))'


def _bound(measure: Measure, by_ends: bool) -> str:
    """Return the sign for the bound that a measure's cells that are not one number leave."""
    kinds = {found for found in measure.effects if isinstance(found, Amount)}
    if by_ends and kinds:
        low, high = any(kind.savings_open for kind in kinds), any(kind.costs_open for kind in kinds)
        if (low and high) or (measure.direction_uncertain and (low or high)):
            return MARKS["none"]
        return MARKS["least" if high else "most" if low else "range"]
    unsure = measure.direction_uncertain or DEPENDS in kinds or len(kinds) > 1
    return "" if not kinds else MARKS["none"] if unsure else MARKS["least"] if OPEN_COST in kinds else MARKS["most"]


def _origin(sheet: Sheet, row: int, column: int, package: Package, measure: Measure) -> None:
    """Write whether the amounts are the source's or rest on the user's own assumption."""
    t = sheet.book.texts
    origin = t("eigen aanname") if moved(measure, package.settings) else t("bron")
    own = f"SUMPRODUCT((Aanname_nr={cell(row, 0, lock_column=True)})*Aanname_verzet)"
    sheet.formula(row, column, f"=IF({own}>0,Herkomst_eigen,Herkomst_bron)", origin, "remark")


def _parts(sheet: Sheet, row: int, package: Package) -> None:
    """Write the amounts by posting of the measures that have more than one; nothing when there are none."""
    t, catalogue, book = sheet.book.texts, package.catalogue, sheet.book
    parts = [
        (measure, place, posting.line, dialed_cells(catalogue, measure, place, package.settings))
        for measure in catalogue.measures.values()
        if measure.postings[0].effects is not None
        for place, posting in enumerate(measure.postings)
    ]
    if not parts:
        return
    sheet.text(row - 1, 0, t("Bedragen per post van maatregelen met meer posten"), "section")
    ends = ENDS if book.bounds else ()
    heads = [t("Sleutel"), t("Begrotingsregel"), *book.heads, *open_heads(book)]
    heads += [*(head for end in ends for head in end_heads(book, end)), t("Nr.")]
    heads += [head for kind in cell_kinds(book) for head in cell_heads(book, kind)]
    sheet.table("tDelen", row, 0, heads, len(parts), right_from=2)
    number = FIRST + (2 + len(ends)) * book.width
    at = {kind: number + 1 + nth * book.width for nth, kind in enumerate(cell_kinds(book))}
    for offset, (measure, place, line, cells) in enumerate(parts, start=row + 1):
        sheet.text(offset, 0, posting_key(measure.id, place), "cell")
        sheet.text(offset, 1, line, "cell")
        match = f"MATCH({cell(offset, 0, lock_column=True)},Aannamepost_sleutel,0)"
        amount = from_whole(f"INDEX(Aannamepost_{{key}},{match})")
        source = f"={amount}" if drives(measure, place) else ""
        _amounts(sheet, offset, cells, source)
        _cells(sheet, offset, at, cells)
        sheet.text(offset, number, measure.id, "helper_text")
    for name, column, width in (
        ("Deel_sleutel", 0, 1),
        ("Deel_bedragen", FIRST, book.width),
        ("Deel_tekens", FIRST + book.width, book.width),
        *(
            (f"Deel_{NAMES_OF_ENDS[end]}", FIRST + nth * book.width, book.width)
            for nth, end in enumerate(ends, start=2)
        ),
        ("Deel_nr", number, 1),
    ):
        sheet.name_block(name, row + 1, column, len(parts), width)
    sheet.name_columns("Deel", row + 1, FIRST, len(parts))
    for nth, end in enumerate(ends, start=2):
        sheet.name_columns(f"Deel_{NAMES_OF_ENDS[end]}", row + 1, FIRST + nth * book.width, len(parts))
    for kind, column in at.items():
        sheet.name_columns(f"Deel_{kind}", row + 1, column, len(parts))
