"""
The sheet Stapeling: what the package piles up at each executing body, its savings and its costs, live.

A measure that several bodies carry out stands whole with each of them, so what bodies have is never added up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budget.catalogue import Catalogue
from budget.core import Amount
from budget.engine import Package, Side, StackBy, Totals, measure_row, stack_package, tells_stacking
from budget.export.book import Book
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.base import scope_groups
from budget.export.sheets.choice import cell_value
from budget.export.sheets.ends import (
    ENDS,
    NAMES,
    End,
    Formula,
    added,
    by_end,
    end_heads,
    end_sums,
    end_word,
    plain_sums,
    shown_end,
    signed_end,
    signed_plain,
)
from budget.export.sheets.overlap_stacks import (
    TABLE,
    StackSide,
    body_word,
    folded_bodies,
    list_bodies,
    overlapping_stacks,
)
from budget.export.sheets.settings import has_choice, twice_name
from budget.export.texts import MARKS
from budget.export.units import exact, from_whole

FIRST: Final = 5
"""The column of the first of the amounts."""
HEAD: Final = 4
_NOTHING: Final = Amount(0, 0, 0)


def has_stacking(catalogue: Catalogue) -> bool:
    """Tell whether the list says who carries a measure out."""
    return tells_stacking(catalogue, StackBy.BODY)


def _sides(package: Package) -> dict[tuple[str, bool], Side]:
    """Return savings and costs by body, without capitals, and whether it saves; nothing without a chosen measure."""
    zero = dict.fromkeys(package.catalogue.columns, _NOTHING)
    found = {(body, saves): Side(zero, zero) for body in list_bodies(package.catalogue) for saves in (True, False)}
    for stack in stack_package(package, StackBy.BODY):
        found[stack.name.casefold(), True], found[stack.name.casefold(), False] = stack.savings, stack.costs
    return found


def _overlapping(catalogue: Catalogue) -> dict[tuple[str, bool], StackSide]:
    """Return the savings and costs of bodies in which money may count twice, where the list has that setting."""
    has = has_choice(catalogue.frame, "Overlap")
    return {(one.body, one.saves): one for one in overlapping_stacks(catalogue)} if has else {}


def _key(body: str, saves: bool) -> str:
    return f"body:{body}:{'savings' if saves else 'costs'}"


def stacking_values(package: Package, ends: bool) -> dict[str, Sequence[Value]]:
    """Return the engine's results of the sheet by key, thousands of euro."""
    values: dict[str, Sequence[Value]] = {}
    overlapping = _overlapping(package.catalogue)
    for (body, saves), side in _sides(package).items():
        shown = {_key(body, saves): side.plain}
        if (body, saves) in overlapping:
            shown[f"{_key(body, saves)}:once"] = side.once
        for key, totals in shown.items():
            values |= {key: plain_sums(totals.values())} | (by_end(key, totals) if ends else {})
    return values


def write_stacking(book: Book, package: Package) -> None:
    """Write the sheet; a list that does not say who carries measures out has none."""
    t, catalogue = book.texts, package.catalogue
    if not has_stacking(catalogue):
        return
    width = book.width * (3 if book.bounds else 1)
    sheet = book.sheet(t("Stapeling"), (44, 30, 12, 12, 10, *[13] * width))
    about = t("Per uitvoerder; wat meer uitvoerders samen doen, staat bij elk van hen heel. Tel uitvoerders niet op.")
    overlapping = _overlapping(catalogue)
    if overlapping:
        about += " " + t("Waar geld dubbel kan tellen, staat eronder wat blijft als niets dubbel telt.")
    sheet.text(2, 0, about, "note")
    heads = [t("Uitvoerder"), t("Kant"), "", "", "", *book.heads]
    heads += [head for end in ENDS if book.bounds for head in end_heads(book, end)]
    sheet.heads(HEAD, 0, heads, right_from=FIRST)
    row, bodies = HEAD + 1, list_bodies(catalogue)
    groups = scope_groups(catalogue, t, package.settings)
    twice = {one: place for place, one in enumerate(overlapping, start=len(groups) + 1)}
    for (body, saves), side in _sides(package).items():
        _side(sheet, row, (body, body_word(catalogue, bodies[body], t)), saves, side.plain)
        row += 1
        if stack := overlapping.get((body, saves)):
            _once(sheet, row, stack, (twice[body, saves], body_word(catalogue, stack.name, t)), side.once)
            row += 1
    sheet.print_to(row - 1, FIRST + width - 1)
    _pairs(sheet, row + 2, package, bodies)
    sheet.raw.freeze_panes(HEAD + 1, 2)
    sheet.repeat(HEAD)


def _label(sheet: Sheet, row: int, name: str, word: str) -> str:
    """Write whose row it is and of what; returns how its result is called."""
    for column, text in enumerate((name, word, None, None, None)):
        sheet.value(row, column, text, "cell")
    return f"{name}: {word}"


def _side(sheet: Sheet, row: int, body: tuple[str, str], saves: bool, totals: Totals) -> None:
    """Write the savings or the costs of a body, given by key and name; where amounts have bounds with both ends."""
    book, t = sheet.book, sheet.book.texts
    label = _label(sheet, row, body[1], t("Besparingen") if saves else t("Intensiveringen"))
    where = (("Stapel_aan", "Aan"), ("Stapel_wie", cell(row, 0, lock_column=True)))

    def plain(c: int) -> str:
        return signed_plain(book.keys[c], saves, book.bounds, TABLE, where)

    def of_end(c: int, end: End) -> str:
        return signed_end(book.keys[c], end, saves, TABLE, where)

    _amounts(sheet, row, (_key(body[0], saves), label), totals, plain, of_end)


def _once(sheet: Sheet, row: int, stack: StackSide, of: tuple[int, str], totals: Totals) -> None:
    """Write what is left of the row above when no money counts twice; `of` is its place on the sheet Overlap and name."""
    (group, name), book, t = of, sheet.book, sheet.book.texts
    word = t("Besparingen zonder dubbeltelling") if stack.saves else t("Intensiveringen zonder dubbeltelling")
    label = _label(sheet, row, name, word)
    if stack.saves:  # whose costs have such a row has one for savings too
        book.define(stack.cell, sheet, (row - 1, 0))

    def plain(c: int) -> str:
        here, change = cell(row - 1, FIRST + c), from_whole(twice_name(group, book.keys[c]))
        return added(here, change, '""') if book.bounds else f"={exact(f'{here}+{change}')}"

    def of_end(c: int, end: End) -> str:
        here = cell(row - 1, FIRST + (1 + ENDS.index(end)) * book.width + c)
        return added(here, from_whole(twice_name(group, book.keys[c], NAMES[end])), "Kant_onbekend")

    _amounts(sheet, row, (f"{_key(stack.body, stack.saves)}:once", label), totals, plain, of_end)


def _amounts(
    sheet: Sheet,
    row: int,
    result: tuple[str, str],
    totals: Totals,
    plain: Formula,
    of_end: Callable[[int, End], str],
) -> None:
    """Write the amounts of a result, given by key and label, and remember where they stand."""
    book, (key, label) = sheet.book, result
    sheet.across(row, FIRST, plain, plain_sums(totals.values()), "effect")
    book.place(key, label, sheet, row, FIRST)
    for nth, end in enumerate(ENDS if book.bounds else (), start=1):
        left = FIRST + nth * book.width

        def at_end(c: int, end: End = end) -> str:
            return of_end(c, end)

        sheet.across(row, left, at_end, end_sums(totals.values(), end), "effect")
        book.place(f"{key}_{end}", f"{label}, {end_word(book, end)}", sheet, row, left)


def _pairs(sheet: Sheet, row: int, package: Package, bodies: dict[str, str]) -> None:
    """Write each measure once for each body that carries it out, with its amounts as they stand on Keuze."""
    t, book, catalogue = sheet.book.texts, sheet.book, package.catalogue
    places = {id_: place for place, id_ in enumerate(catalogue.measures, start=1)}
    found = [
        (name, measure) for name in bodies for measure in catalogue.measures.values() if name in folded_bodies(measure)
    ]
    heads = [t("Uitvoerder"), t("Nr."), t("Sleutel"), t("Rij Keuze"), t("Gekozen"), *book.heads]
    heads += [head for end in ENDS if book.bounds for head in end_heads(book, end)]
    sheet.table("tStapel", row, 0, heads, len(found), right_from=2)
    for at, (name, measure) in enumerate(found, start=row + 1):
        sheet.text(at, 0, body_word(catalogue, bodies[name], t), "cell")
        sheet.text(at, 1, measure.id, "cell")
        sheet.text(at, 2, f"{MARKS['prefix']}{measure.id}", "helper_text")
        place = cell(at, 3, lock_column=True)
        match = f"=MATCH({cell(at, 1, lock_column=True)},Keuze_nr,0)"
        sheet.formula(at, 3, match, places[measure.id], "helper")
        sheet.formula(at, 4, f"=INDEX(Keuze_aan,{place})", int(measure.id in package.selection), "few")
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
    sheet.name_block("Stapel_sleutel", row + 1, 2, len(found))
    sheet.name_block("Stapel_aan", row + 1, 4, len(found))
    sheet.name_columns("Stapel", row + 1, FIRST, len(found))
    for nth, end in enumerate(ENDS if book.bounds else (), start=1):
        sheet.name_columns(f"Stapel_{NAMES[end]}", row + 1, FIRST + nth * book.width, len(found))
    sheet.raw.ignore_errors({"number_stored_as_text": f"B{row + 1}:B{row + len(found) + 1}"})
