"""The sheet ODA: who keeps the package's effect, what the ceiling leaves, and the same by measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budget.catalogue import OdaData
from budget.core import dutch
from budget.engine import OdaColumn, Package, attribute_oda
from budget.export.book import Book
from budget.export.sheet import Sheet, Value
from budget.export.sheets.ends import ENDS, NAMES, end_heads, end_word
from budget.export.sheets.oda_ends import (
    EndLine,
    after_lines,
    holds_formula,
    mark_lines,
    net_ends_lines,
    split_ends_lines,
)
from budget.export.sheets.oda_lines import (
    Line,
    attribution_lines,
    bound_lines,
    ceiling_lines,
    moved_away,
    net_lines,
    regime_lines,
    share_lines,
    split_lines,
)
from budget.export.sheets.oda_rows import FIRST, write_by_measure, write_counts, write_history, write_regimes
from budget.export.sheets.posting_rows import Row, has_regimes


def write_oda(book: Book, package: Package, rows: Sequence[Row]) -> None:
    """Write ODA; a catalogue without ODA data has no such sheet."""
    t, catalogue = book.texts, package.catalogue
    if catalogue.oda is None:
        return
    result, regimes = attribute_oda(package), has_regimes(catalogue)
    ends = ENDS if book.bounds else ()
    sheet = book.sheet(t("ODA"), (14, 52, 22, *[13] * max(book.width * (1 + len(ends)), book.width + 3, 8)))
    heads = [*book.heads, *(head for end in ends for head in end_heads(book, end))]
    sheet.heads(3, 0, [t("Verdeling"), "", "", *heads], right_from=FIRST)
    row = 4
    for section, lines in _sections(book, package, rows, list(result.columns.values())):
        sheet.text(row, 0, section, "bold")
        row += 1
        for line in lines:
            if isinstance(line, EndLine):
                _end_line(sheet, row, catalogue.oda, line)
            else:
                _line(sheet, row, catalogue.oda, *line)
            row += 1
    if regimes:
        row = write_regimes(sheet, row + 2, package, catalogue.oda, result)
    row = write_counts(sheet, row + 1, result)
    row = write_history(sheet, row + 2, catalogue.oda) + 1
    write_by_measure(sheet, row, package, catalogue.oda, result, regimes)
    sheet.print_to(sheet.raw.dim_rowmax, FIRST + max(len(heads), 4) - 1)
    sheet.raw.freeze_panes(4, 2)
    sheet.repeat(row + 1)  # the heads by measure; what stands above them has its own
    sheet.raw.ignore_errors({"number_stored_as_text": f"A1:C{row + 40}"})


def _sections(
    book: Book, package: Package, rows: Sequence[Row], columns: Sequence[OdaColumn]
) -> list[tuple[str, Sequence[Line | EndLine]]]:
    """Return the rows of the sheet by section; where amounts have bounds with both ends of what follows from them."""
    t, regimes = book.texts, has_regimes(package.catalogue)
    attribution, ceilings = (
        attribution_lines(book, columns, regimes),
        ceiling_lines(book, package, columns, regimes),
    )
    lines: tuple[Sequence[Line | EndLine], ...]
    if book.bounds:
        after = after_lines(book, columns, regimes)
        held = [
            (*line[:1], lambda c: holds_formula(book.keys[c]), *line[2:]) for line in ceilings if line[0] == "holds"
        ]
        before = [line for line in (*attribution, *ceilings) if line[0] not in after and line[0] != "holds"]
        names = {key: name for key, (name, _) in ROWS.items()}
        lines = (
            split_ends_lines(book, columns, regimes),
            [*before, *after.values(), *held, *net_ends_lines(book, columns)],
            mark_lines(book, columns, names),
        )
    else:
        lines = (
            split_lines(book, columns, moved_away(package, rows), regimes),
            [*attribution, *ceilings, *net_lines(book, columns)],
            bound_lines(book, columns, regimes),
        )
    return [
        *([(t("Regime"), regime_lines(book, package))] if regimes else []),
        (t("Aandeel van het eerste jaar in de opvang"), share_lines(book, columns, package)),
        (t("Wie houdt het effect"), lines[0]),
        (t("Toerekening, plafond en saldo"), lines[1]),
        (t("Grenzen door open cellen"), lines[2]),
    ]


def _end_line(sheet: Sheet, row: int, oda: OdaData, line: EndLine) -> None:
    """Write a row and, beside it, both its ends."""
    book, width = sheet.book, sheet.book.width
    _line(sheet, row, oda, line.key, line.formulas[None], line.values[None], line.style)
    name = ROWS[line.key][0]
    for nth, end in enumerate(ENDS, start=1):
        if end in line.formulas:
            first = FIRST + nth * width
            sheet.across(row, first, line.formulas[end], line.values[end], line.style)
            label = f"{book.labels[f'oda:{line.key}']}, {end_word(book, end)}"
            book.place(f"oda:{line.key}_{end}", label, sheet, row, first)
            for offset, column_name in enumerate(book.keys):
                book.define(f"{name}_{NAMES[end]}_{column_name}", sheet, (row, first + offset))


def _line(
    sheet: Sheet,
    row: int,
    oda: OdaData,
    key: str,
    formula: Callable[[int], str],
    values: Sequence[Value],
    style: str,
) -> None:
    label = "total_label" if style == "total" else "part_label" if key in PARTS else "cell"
    name, text = ROWS[key]
    head = sheet.book.texts(text, own=oda.own_chapter) if text else oda.own_chapter
    for column in range(FIRST):
        sheet.value(row, column, head if column == 0 else None, label)
    sheet.across(row, FIRST, formula, values, style)
    sheet.book.place(f"oda:{key}", head, sheet, row, FIRST)
    for offset, column_name in enumerate(sheet.book.keys):
        sheet.book.define(f"{name}_{column_name}", sheet, (row, FIRST + offset))


PARTS: Final = frozenset({"own", "attributed", "programme", "cover", "room_total", "others"})

ROWS: Final = {
    "regime_holds": ("Regime_geldt", dutch("Gekozen regime geldt (1/0)")),
    "moved": ("ODA_verhuisd", dutch("verhuist van {own} naar anderen")),
    "numerator": ("Teller", dutch("Teller van het aandeel")),
    "denominator": ("Noemer", dutch("Noemer van het aandeel")),
    "share": ("Aandeel", dutch("Eerstejaarsaandeel")),
    "dac": ("DAC_geldt", dutch("Deel uit DAC-landen")),
    "effect": ("ODA_effect", dutch("Saldo-effect")),
    "own": ("ODA_eigen", ""),
    "attributed": ("ODA_toegerekend", dutch("ODA: toerekening eerstejaarsopvang")),
    "programme": ("ODA_programma", dutch("ODA: programma's")),
    "cover": ("ODA_dekking", dutch("ODA: dekking van de reserve")),
    "room_total": ("ODA_deel", dutch("ODA-ruimte (toerekening, programma's en dekking)")),
    "others": ("ODA_overig", dutch("Anderen")),
    "sum": ("ODA_som", dutch("Effect min de drie delen (moet 0 zijn)")),
    "attribution_before": ("Toerekening_voor", dutch("Toerekening vooraf")),
    "attribution_after": ("Toerekening_na", dutch("Toerekening achteraf")),
    "ceiling_before": ("Plafond_voor", dutch("ODA-plafond vooraf")),
    "change": ("Plafond_wijzigt", dutch("Plafond door het regime")),
    "ceiling_after": ("Plafond_na", dutch("ODA-plafond achteraf")),
    "room": ("Ruimte", dutch("Ruimte voor andere ODA-programma's")),
    "holds": ("Ruimte_past", dutch("Past onder het plafond")),
    "share_before": ("ODA_aandeel_voor", dutch("Deel van totale ODA vooraf")),
    "share_after": ("ODA_aandeel_na", dutch("Deel van totale ODA achteraf")),
    "net_stays": ("Saldo_blijft", dutch("Saldo als het plafond gelijk blijft")),
    "net_follows": ("Saldo_volgt", dutch("Saldo als het plafond meebeweegt")),
    "net": ("Saldo", dutch("Effect op het saldo na het ODA-plafond")),
    "bound_effect": ("Grens_effect", dutch("Grens van het effect")),
    "bound_own": ("Grens_eigen", dutch("Grens van het deel van {own}")),
    "bound_attributed": ("Grens_toegerekend", dutch("Grens van de toegerekende opvang")),
    "bound_programme": ("Grens_programma", dutch("Grens van de ODA-programma's")),
    "bound_cover": ("Grens_dekking", dutch("Grens van de dekking van een reserve")),
    "bound_others": ("Grens_overig", dutch("Grens van het deel van anderen")),
}
"""How the rows are called in a name, after which comes the column, and on the sheet; {own} is the own chapter."""
