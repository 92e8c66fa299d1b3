"""The sheet of conditions: which chosen measure needs another that is not chosen follows from the toggles."""

from __future__ import annotations

from budget.engine import Package
from budget.export.book import Book
from budget.export.sheet import cell

SEPARATOR = ", "


def _any_chosen(where: str) -> str:
    """Return the number of chosen measures among the ids in a cell, each between separators so that none is part of another."""
    return f'SUMPRODUCT(ISNUMBER(FIND("{SEPARATOR}"&Keuze_nr&",","{SEPARATOR}"&{where}&","))*(Keuze_aan=Aan))'


def write_requirements(book: Book, package: Package) -> None:
    """Write which measures need one of which others, and what is missing now; without such records there is no sheet."""
    t, records = book.texts, package.catalogue.requirements
    if not records:
        return
    sheet = book.sheet(t("Vereisten"), (38, 26, 30, 16, 12, 34, 62))
    heads = [t("Vereiste"), t("Maatregel"), t("Vereist een van"), t("Nu"), t("Bewijs"), t("Bron"), t("Reden")]
    first = 3
    sheet.table("tVereisten", first - 1, 0, heads, len(records))
    missing = {item.requirement.id for item in package.unmet}
    for row, record in enumerate(records, start=first):
        needing, needed = record.sides
        sheet.text(row, 0, record.title.get(t.language), "cell_wrap")
        sheet.text(row, 1, SEPARATOR.join(needing), "cell_wrap")
        sheet.text(row, 2, SEPARATOR.join(needed), "cell_wrap")
        word = t("ontbreekt")
        state = f'=IF(AND({_any_chosen(cell(row, 1))}>0,{_any_chosen(cell(row, 2))}=0),Vereiste_ontbreekt,"")'
        sheet.formula(row, 3, state, word if record.id in missing else "", "cell")
        sheet.text(row, 4, t.evidence(record.evidence), "cell_wrap")
        sheet.value(row, 5, package.catalogue.cited(record.source, t.language) if record.source else None, "cell_wrap")
        sheet.value(row, 6, record.reason.get(t.language) if record.reason else None, "cell_wrap")
    sheet.raw.freeze_panes(first, 1)
