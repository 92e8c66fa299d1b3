"""
The sheet Wijzigingen: what is wrong, and what differs from the export, as lists that follow the workbook.

On paper comes the first page; above the list stands whether that is all.
"""

from __future__ import annotations

from typing import Final

from budget.engine import Package
from budget.export.book import Book
from budget.export.sheet import Sheet, cell

MOST: Final = 60
"""The most changes that are listed; Controle has them all."""
MOST_WRONG: Final = 10
"""The most problems that are listed."""


PROBLEMS: Final = 3
CHANGES: Final = PROBLEMS + MOST_WRONG + 3


def write_changes(book: Book, package: Package) -> Sheet:
    """Write the sheet and return it: what is wrong, then the changed settings, assumptions and choices in order."""
    t = book.texts
    sheet = book.sheet(t("Wijzigingen"), (8, 50, 31, 31, 40, 40))
    sheet.text(2, 0, t("Wat afwijkt van de export; leeg is niets. Alle regels staan op het blad Controle."), "note")
    _problems(sheet, PROBLEMS)
    sheet.text(CHANGES, 1, t("Gewijzigd na de export"), "bold")
    sheet.formula(CHANGES, 2, "=Afwijkende_keuzes", 0, "flag")
    sheet.heads(CHANGES + 1, 0, [t("Volgnr."), t("Wat"), t("Bij export"), t("Nu")], right_from=2)
    first, count = CHANGES + 2, min(MOST, len(package.catalogue.measures) + 20)
    for row in range(first, first + count):
        sheet.formula(row, 0, f"=ROWS({cell(first, 0, lock_row=True)}:{cell(row, 0)})", row - first + 1, "helper")
        place = f"MATCH({cell(row, 0, lock_column=True)},Wijziging_volgnummer,0)"
        for column, name in enumerate(("naam", "bij_export", "nu"), start=1):
            found = f"INDEX(Wijziging_{name},{place})"
            style = "cell" if name == "naam" else "word"
            sheet.formula(row, column, f'=IF({cell(row, 0, lock_column=True)}>Afwijkende_keuzes,"",{found})', "", style)
    printed = sheet.print_filled(first, count, 0, sheet.wide_enough(3))
    if printed < count:
        rows = f"{cell(first, 0)}:{cell(first + printed - 1, 0)}"
        sheet.formula(CHANGES - 1, 1, f'=IF(Afwijkende_keuzes>ROWS({rows}),Melding_papier,"")', "", "said_bold")
    sheet.raw.freeze_panes(2, 2)
    sheet.repeat(CHANGES + 1)
    return sheet


def _problems(sheet: Sheet, row: int) -> None:
    """Write the first problem of each sheet of them, with its place."""
    t = sheet.book.texts
    sheet.text(row, 1, t("Klopt niet"), "bold")
    sheet.formula(row, 2, "=Fouten", 0, "flag")
    sheet.heads(row + 1, 0, [t("Volgnr."), t("Wat"), t("Blad"), t("Eerste cel")], right_from=3)
    for at in range(row + 2, row + 2 + MOST_WRONG):
        number = cell(at, 0, lock_column=True)
        sheet.formula(at, 0, f"=ROWS({cell(row + 2, 0, lock_row=True)}:{cell(at, 0)})", at - row - 1, "helper")
        place = f"MATCH({number},Wacht_volgnummer,0)"
        for column, name in enumerate(("wat", "blad", "cel"), start=1):
            formula = f'=IF({number}>N(Fouten),"",IFERROR(INDEX(Wacht_{name},{place}),""))'
            sheet.formula(at, column, formula, "", "said" if name == "cel" else "cell")
