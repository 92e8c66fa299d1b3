"""
The sheet Gekozen: the chosen measures alone, in the list's order, live from the toggles.

It needs no filter, so it works where a protected sheet does not let itself be filtered. Every measure has a row to its
right, with how many are chosen up to it; so a list that is sorted on Keuze stays right. A row may come to hold any title,
so none is wrapped. On paper comes what is chosen at the export, or the first page.
"""

from __future__ import annotations

from typing import Final

from budget.engine import Package, measure_row
from budget.export.book import Book
from budget.export.layout import Layout, Part
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.choice import cell_value

HEAD: Final = 6
TOTAL: Final = 4
NOT_PRINTED: Final = 3


def _layout(book: Book) -> Layout:
    t = book.texts
    return Layout(
        Part("id", [t("Nr.")], 15),
        Part("title", [t("Maatregel")], 130 if book.bounds else 92),  # with bounds the legend above is longer
        Part("variant", [t("Variant")], book.variant_width),
        Part("amounts", book.heads, 11.5),
        Part("count", [t("Volgnr.")], 8),
        Part("row", [t("Rij Keuze")], 8),
        Part("every", [t("Alle maatregelen")], 15),
        Part("found", [t("Staat op rij")], 8),
        Part("running", [t("Gekozen tot hier")], 9),
    )


def write_chosen(book: Book, package: Package) -> None:
    """Write the sheet."""
    t, catalogue, layout = book.texts, package.catalogue, _layout(book)
    sheet = book.sheet(t("Gekozen"), layout.widths, t("Alleen de gekozen maatregelen"))
    about = t(
        "Volgt het blad Keuze. Terug naar de export: kopieer daar de kolom Bij export en plak haar waarden in Keuze."
    )
    sheet.text(2, 0, about, "note")
    first, count = HEAD + 1, len(catalogue.measures)
    total = package.totals.values()
    for column in range(layout["amounts"]):
        sheet.value(TOTAL, column, t("Saldo-effect") if column == 1 else None, "total_label")
    sheet.across(
        TOTAL, layout["amounts"], lambda c: book.reference("total", c), [_shown(one.keur) for one in total], "total"
    )
    sheet.table("tGekozen", HEAD, 0, layout.heads, count, right_from=layout["amounts"])
    held = [measure for measure in catalogue.measures.values() if measure.id in package.rows]
    places = {id_: place for place, id_ in enumerate(catalogue.measures, start=1)}
    running = 0
    for place, measure in enumerate(catalogue.measures.values(), start=1):
        row = HEAD + place
        running += measure.id in package.rows
        _listed(sheet, layout, row, measure.id, (place, running))
        shown = held[place - 1] if place <= len(held) else None
        _shown_row(sheet, layout, row, place, "" if shown is None else places[shown.id])
        words = ["", "", ""]
        amounts: list[Value] = [""] * book.width
        if shown is not None:
            words = [shown.id, shown.title.get(t.language), book.variant(catalogue.variant_of[shown.id])]
            amounts = [cell_value(found) for found in measure_row(catalogue, shown, package.settings)]
        _row(sheet, layout, row, words, amounts)
    for name, key in (("rij", "found"), ("tot", "running")):
        sheet.name_block(f"Gekozen_{name}", first, layout[key], count)
    printed = sheet.print_filled(first, count, len(held), layout["count"] - 1)
    if printed < count:
        _say_what_is_not_printed(sheet, layout["row"], first, (printed, count))
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{first}:A{first + count}"})
    sheet.raw.freeze_panes(first, 1)
    sheet.repeat(HEAD)


def _say_what_is_not_printed(sheet: Sheet, column: int, first: int, counts: tuple[int, int]) -> None:
    """Say above the list whether more is chosen than the rows that are printed have room for."""
    printed, every = (
        f"{cell(first, column, lock_column=True)}:{cell(first + count - 1, column, lock_column=True)}"
        for count in counts
    )
    sheet.formula(NOT_PRINTED, 0, f'=IF(COUNT({every})>ROWS({printed}),Melding_papier,"")', "", "said_bold")


def _shown(keur: int | None) -> Value:
    return "" if keur is None else keur


def _listed(sheet: Sheet, layout: Layout, row: int, id_: str, now: tuple[int, int]) -> None:
    """Write a measure of the list, where it stands on Keuze, and how many are chosen up to it."""
    sheet.text(row, layout["every"], id_, "helper_text")
    found = f"=MATCH({cell(row, layout['every'], lock_column=True)},Keuze_nr,0)"
    sheet.formula(row, layout["found"], found, now[0], "helper")
    chosen = f"INDEX(Keuze_aan,{cell(row, layout['found'], lock_column=True)})"
    above = cell(row - 1, layout["running"])
    sheet.formula(row, layout["running"], f"=N({above})+{chosen}", now[1], "helper")


def _shown_row(sheet: Sheet, layout: Layout, row: int, place: int, now: Value) -> None:
    """Write the number of a row, and on which row of Keuze the chosen measure of that number stands."""
    number = cell(row, layout["count"], lock_column=True)
    sheet.value(row, layout["count"], place, "helper")
    found = f'=IFERROR(INDEX(Gekozen_rij,MATCH({number},Gekozen_tot,0)),"")'
    sheet.formula(row, layout["row"], found, now, "helper")


def _row(sheet: Sheet, layout: Layout, row: int, words: list[str], amounts: list[Value]) -> None:
    """Write what is shown of a chosen measure; nothing below the last."""
    at = cell(row, layout["row"], lock_column=True)

    def of(name: str) -> str:
        return f'=IF({at}="","",INDEX({name},{at}))'

    for key, name, word in zip(("id", "title", "variant"), ("nr", "maatregel", "variant"), words, strict=True):
        sheet.formula(row, layout[key], of(f"Keuze_{name}"), word, "cell")
    sheet.across(row, layout["amounts"], lambda c: of(f"Keuze_{sheet.book.keys[c]}"), amounts, "effect")
