"""
The sheet Stapeling: what the package piles up at each executing body, its savings and its costs, live.

A measure that several bodies carry out stands whole with each of them, so what bodies have is never added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budget.catalogue import Catalogue
from budget.core import Amount
from budget.engine import Package, StackBy, Totals, measure_row, stack_package, tells_stacking
from budget.export.book import Book, Sheet, Value, cell
from budget.export.sheets.choice import cell_value
from budget.export.sheets.ends import (
    ENDS,
    NAMES,
    by_end,
    end_heads,
    end_sums,
    end_word,
    plain_sums,
    shown_end,
    signed_end,
    signed_plain,
)
from budget.export.texts import Texts

FIRST: Final = 4
"""The column of the first of the amounts."""
HEAD: Final = 4
SIDES: Final = ("savings", "costs")
_NOTHING: Final = Amount(0, 0, 0)


def has_stacking(catalogue: Catalogue) -> bool:
    """Tell whether the list says who carries a measure out."""
    return tells_stacking(catalogue, StackBy.BODY)


def _bodies(catalogue: Catalogue) -> dict[str, str]:
    """Return the bodies as the list first writes them, by their name without capitals; last who is not assessed."""
    found: dict[str, str] = {}
    for measure in catalogue.measures.values():
        for name in measure.executed_by:
            found.setdefault(name.casefold(), name)
    return found | ({"": ""} if any(not m.executed_by for m in catalogue.measures.values()) else {})


def _totals(package: Package) -> dict[tuple[str, str], Totals]:
    """Return savings and costs by body, without capitals, and side; nothing for one without a chosen measure."""
    zero = dict.fromkeys(package.catalogue.columns, _NOTHING)
    found = {(body, side): zero for body in _bodies(package.catalogue) for side in SIDES}
    for stack in stack_package(package, StackBy.BODY):
        for side in SIDES:
            found[stack.name.casefold(), side] = getattr(stack, side).plain
    return found


def stacking_values(package: Package, ends: bool) -> dict[str, Sequence[Value]]:
    """Return the engine's results of the sheet by key, thousands of euro."""
    values: dict[str, Sequence[Value]] = {}
    for (body, side), totals in _totals(package).items():
        key = f"body:{body}:{side}"
        values |= {key: plain_sums(totals.values())} | (by_end(key, totals) if ends else {})
    return values


def _word(t: Texts, name: str) -> str:
    return name or t("niet beoordeeld")


def write_stacking(book: Book, package: Package) -> None:
    """Write the sheet; a list that does not say who carries measures out has none."""
    t, catalogue = book.texts, package.catalogue
    if not has_stacking(catalogue):
        return
    width = book.width * (3 if book.bounds else 1)
    sheet = book.sheet(t("Stapeling"), (44, 18, 12, 10, *[13] * width))
    about = t("Per uitvoerder; wat meer uitvoerders samen doen, staat bij elk van hen heel. Tel uitvoerders niet op.")
    sheet.text(2, 0, about, "note")
    heads = [t("Uitvoerder"), t("Kant"), "", "", *book.heads]
    heads += [head for end in ENDS if book.bounds for head in end_heads(book, end)]
    sheet.heads(HEAD, 0, heads, right_from=FIRST)
    row, bodies = HEAD + 1, _bodies(catalogue)
    for (body, side), totals in _totals(package).items():
        _side(sheet, row, (body, _word(t, bodies[body])), side, totals)
        row += 1
    _pairs(sheet, row + 2, package, bodies)
    sheet.raw.freeze_panes(HEAD + 1, 2)
    sheet.raw.repeat_rows(HEAD)


def _side(sheet: Sheet, row: int, body: tuple[str, str], side: str, totals: Totals) -> None:
    """Write the savings or the costs of a body, given by key and name; where amounts have bounds with both ends."""
    book, t, saves = sheet.book, sheet.book.texts, side == "savings"
    word = t("Besparingen") if saves else t("Intensiveringen")
    for column, text in enumerate((body[1], word, None, None)):
        sheet.value(row, column, text, "cell")
    where = (("Stapel_aan", "Aan"), ("Stapel_wie", cell(row, 0, lock_column=True)))
    key, label = f"body:{body[0]}:{side}", f"{body[1]}: {word}"

    def plain(c: int) -> str:
        return signed_plain(book.keys[c], saves, book.bounds, "Stapel", where)

    sheet.across(row, FIRST, plain, plain_sums(totals.values()), "effect")
    book.place(key, label, sheet, row, FIRST)
    for nth, end in enumerate(ENDS if book.bounds else (), start=1):

        def of_end(c: int, end: str = end) -> str:
            return signed_end(book.keys[c], end, saves, "Stapel", where)  # type: ignore[arg-type]  # one of the ends

        left = FIRST + nth * book.width
        sheet.across(row, left, of_end, end_sums(totals.values(), end), "effect")
        book.place(f"{key}_{end}", f"{label}, {end_word(book, end)}", sheet, row, left)


def _pairs(sheet: Sheet, row: int, package: Package, bodies: dict[str, str]) -> None:
    """Write each measure once for each body that carries it out, with its amounts as they stand on Keuze."""
    t, book, catalogue = sheet.book.texts, sheet.book, package.catalogue
    places = {id_: place for place, id_ in enumerate(catalogue.measures, start=1)}
    found = [
        (name, measure)
        for name in bodies
        for measure in catalogue.measures.values()
        if name in {by.casefold() for by in measure.executed_by or ("",)}
    ]
    heads = [t("Uitvoerder"), t("Nr."), t("Rij Keuze"), t("Gekozen"), *book.heads]
    heads += [head for end in ENDS if book.bounds for head in end_heads(book, end)]
    sheet.table("tStapel", row, 0, heads, len(found), right_from=2)
    for at, (name, measure) in enumerate(found, start=row + 1):
        sheet.text(at, 0, _word(t, bodies[name]), "cell")
        sheet.text(at, 1, measure.id, "cell")
        place = cell(at, 2, lock_column=True)
        match = f"=MATCH({cell(at, 1, lock_column=True)},Keuze_nr,0)"
        sheet.formula(at, 2, match, places[measure.id], "helper")
        sheet.formula(at, 3, f"=INDEX(Keuze_aan,{place})", int(measure.id in package.selection), "few")
        cells = measure_row(catalogue, measure, package.settings)
        kinds: list[tuple[str, list[Value]]] = [("Keuze", [cell_value(one) for one in cells])]
        for end in ENDS if book.bounds else ():
            ends = [shown_end(one, end, measure.direction_uncertain) for one in cells]
            kinds.append((f"Keuze_{NAMES[end]}", ends))
        for nth, (kind, values) in enumerate(kinds):

            def formula(c: int, kind: str = kind, place: str = place) -> str:
                return f"=INDEX({kind}_{book.keys[c]},{place})"

            sheet.across(at, FIRST + nth * book.width, formula, values, "quiet")
    sheet.name_block("Stapel_wie", row + 1, 0, len(found))
    sheet.name_block("Stapel_aan", row + 1, 3, len(found))
    sheet.name_columns("Stapel", row + 1, FIRST, len(found))
    for nth, end in enumerate(ENDS if book.bounds else (), start=1):
        sheet.name_columns(f"Stapel_{NAMES[end]}", row + 1, FIRST + nth * book.width, len(found))
    sheet.raw.ignore_errors({"number_stored_as_text": f"B{row + 1}:B{row + len(found) + 1}"})
