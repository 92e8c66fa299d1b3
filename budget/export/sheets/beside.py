"""
The sheet Naast elkaar: up to four choices of measures in one workbook, live: A is the package, B, C and D stand on Keuze.

All have the settings and assumptions of A, so a measure has one amount. Beside the sums stand the targets, ODA and what
each measure brings from A to another choice. What double counting leaves the workbook works out for A alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from budget.core import Amount
from budget.engine import Package, Totals, measure_row
from budget.export.book import Book
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.beside_oda import write_oda_beside
from budget.export.sheets.beside_rows import ALL, FIRST, differences, label
from budget.export.sheets.beside_targets import write_targets_beside
from budget.export.sheets.choice import cell_value
from budget.export.sheets.choice_beside import LETTERS, flag_of
from budget.export.sheets.ends import ENDS, NAMES, End, end_sums, end_word, not_one_number, plain_sums
from budget.export.units import exact

TOP: Final = 4
"""The row of the heads of A."""
BRIDGE: Final = 4
"""How far below its title the heads of the bridge stand."""
NOTHING: Final = Amount(0, 0, 0)


def write_beside(book: Book, package: Package) -> None:
    """Write the sheet: sums of each choice, differences from A, and the bridge by measure, structurally."""
    t, catalogue = book.texts, package.catalogue
    sheet = book.sheet(t("Naast elkaar"), (15, 50, 12, 12, *[13] * max(book.width, 7)))
    about = t(
        "Zet op het blad Keuze een 1 in de kolommen B, C en D. De instellingen en aannames van A gelden voor alle keuzes."
    )
    sheet.text(2, 0, about, "note")
    row, opened = TOP, [sum(found.column == column for found in package.open_cells) for column in catalogue.columns]
    nothing = dict.fromkeys(catalogue.columns, NOTHING)
    _sums(sheet, row, "A", package.totals, len(package.selection), opened)
    for letter in LETTERS:
        row += _step(book)
        _sums(sheet, row, letter, nothing, 0, [0] * book.width)
    row += _step(book)
    sheet.heads(row, 0, [t("Verschil met A"), "", "", "", *book.heads], right_from=FIRST)
    totals = [TOP + 1 + place * _step(book) for place in range(len(ALL))]
    apart = row + 1
    row = differences(sheet, apart, totals, plain_sums(package.totals.values())) + 1
    row = write_targets_beside(sheet, row, package)
    if catalogue.oda is not None:
        row = write_oda_beside(sheet, row, package, catalogue.oda)
    _bridge(sheet, row, package, apart)
    sheet.raw.freeze_panes(4, 2)
    sheet.repeat(*((0, 1) if sheet.fits(len(catalogue.measures)) else (row + BRIDGE,)))
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{row}:A{row + len(catalogue.measures) + 2}"})


def _lines(book: Book) -> list[End | None]:
    """Return what is told of a sum: the plain one, and where amounts have bounds both ends."""
    return [None, *(ENDS if book.bounds else ())]


def _step(book: Book) -> int:
    """Return how many rows a choice takes."""
    return len(_lines(book)) + 3


def _sum(book: Book, letter: str, kind: End | None) -> Callable[[int], str]:
    """Return the formula for a sum of a choice in a column, plain or at an end."""
    flag = flag_of(letter)

    def formula(c: int) -> str:
        area = f"Keuze_{book.keys[c]}" if kind is None else f"Keuze_{NAMES[kind]}_{book.keys[c]}"
        found = exact(f"SUMIFS({area},{flag},Aan)")
        if kind is not None:
            return f"=IF(SUMPRODUCT({flag}*ISTEXT({area}))>0,Kant_onbekend,{found})"
        if not book.bounds:
            return f"={found}"
        return f'=IF(SUMPRODUCT({flag}*({area}=Teken_bandbreedte))>0,"",{found})'

    return formula


def _sums(sheet: Sheet, row: int, letter: str, totals: Totals, chosen: int, opened: list[int]) -> None:
    """Write what a choice adds up to, how much it holds, and its cells that are not one number."""
    book, t, flag = sheet.book, sheet.book.texts, flag_of(letter)
    sheet.heads(row, 0, [f"{t('Keuze')} {letter}", "", t("Gekozen"), "", *book.heads], right_from=2)
    for at, kind in enumerate(_lines(book), start=row + 1):
        name = t("Saldo-effect") if kind is None else f"{t('Saldo-effect')}, {end_word(book, kind)}"
        values = plain_sums(totals.values()) if kind is None else end_sums(totals.values(), kind)
        label(sheet, at, name, "total_label" if kind is None else "cell")
        sheet.across(at, FIRST, _sum(book, letter, kind), values, "total" if kind is None else "effect")
    sheet.formula(row + 1, 2, f"=SUM({flag})", chosen, "total_count")
    book.define(f"Naast_{letter}", sheet, (row + 1, FIRST), (row + 1, FIRST + book.width - 1))

    def unknown(c: int) -> str:
        key = book.keys[c]
        if not book.bounds:
            return f"=SUMPRODUCT({flag}*ISTEXT(Keuze_{key}))"
        return f"=SUMPRODUCT({flag}*{not_one_number(*(f'Keuze_{NAMES[end]}_{key}' for end in ENDS))})"

    at = row + _step(book) - 2
    label(sheet, at, t("Aantal cellen in het pakket die niet één getal zijn"), "cell")
    sheet.across(at, FIRST, unknown, opened, "count")


def _bridge(sheet: Sheet, row: int, package: Package, apart: int) -> None:
    """
    Write the measures with the choices that hold them, and what each brings from A to another, structurally.

    Above them stands what all of them bring, and that it is the difference of the totals, which stands from row `apart`.
    """
    t, catalogue = sheet.book.texts, package.catalogue
    heads = [t("Nr."), t("Maatregel"), t("Rij Keuze"), "A", *LETTERS, sheet.book.heads[-1]]
    heads += [f"A → {letter}" for letter in LETTERS]
    first, last, at = row + BRIDGE + 1, row + BRIDGE + len(catalogue.measures), FIRST + len(LETTERS) + 1
    sheet.text(row, 0, t("Brug van A naar elke andere keuze, {column}", column=heads[7].lower()), "section")
    held = [cell_value(measure_row(catalogue, catalogue.measures[id_], package.settings)[-1]) for id_ in package.rows]
    total = sum(amount for amount in held if isinstance(amount, int))
    for nth in range(len(LETTERS)):
        brings = f"{cell(first, at + nth)}:{cell(last, at + nth)}"
        sheet.formula(row + 1, at + nth, f"={exact(f'SUM({brings})')}", -total, "total")
        here = cell(apart + nth, FIRST + sheet.book.width - 1, lock_column=True)
        rest = f"=IF(ISNUMBER({here}),{exact(f'{cell(row + 1, at + nth)}-{here}')},0)"
        sheet.formula(row + 2, at + nth, rest, 0, "helper")
    for step, text in enumerate((t("Alle maatregelen samen"), t("Brug min verschil (moet 0 zijn)")), start=1):
        style = "total_label" if step == 1 else "helper_text"
        label(sheet, row + step, text, style)
        for column in range(FIRST, at):
            sheet.value(row + step, column, None, style)
    sheet.join(row + BRIDGE - 1)
    sheet.book.define("Naast_brug_rest", sheet, (row + 2, at), (row + 2, at + len(LETTERS) - 1))
    row += BRIDGE
    sheet.table("tNaast", row, 0, heads, len(catalogue.measures), right_from=3)
    for place, measure in enumerate(catalogue.measures.values(), start=1):
        at, chosen = row + place, measure.id in package.selection
        sheet.text(at, 0, measure.id, "cell")
        sheet.text(at, 1, measure.title.get(t.language), "cell_wrap")
        sheet.formula(at, 2, f"=MATCH({cell(at, 0, lock_column=True)},Keuze_nr,0)", place, "helper")
        shown = cell_value(measure_row(catalogue, measure, package.settings)[-1])
        _crossing(sheet, at, shown if isinstance(shown, int) else "", chosen)


def _crossing(sheet: Sheet, row: int, amount: int | str, chosen: bool) -> None:
    """Write which choices hold a measure, its structural amount, and what it brings from A to each other choice."""
    found, at = cell(row, 2, lock_column=True), FIRST + len(LETTERS)
    for nth, letter in enumerate(("A", *LETTERS)):
        sheet.formula(row, 3 + nth, f"=INDEX({flag_of(letter)},{found})", int(chosen and not nth), "few")
    source, here = f"INDEX(Keuze_{sheet.book.keys[-1]},{found})", cell(row, at, lock_column=True)
    sheet.formula(row, at, f'=IF(ISNUMBER({source}),{source},"")', amount, "effect")
    brings: Value = -amount * chosen if isinstance(amount, int) else ""
    for nth in range(1, len(LETTERS) + 1):
        moved = f"({cell(row, 3 + nth)}-{cell(row, 3, lock_column=True)})"
        sheet.formula(row, at + nth, f'=IF(ISNUMBER({here}),{moved}*{here},"")', brings, "quiet")
