"""The totals on Keuze of a list with bounds: each plain sum, and beside it both its ends, as formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from budget.engine import Package, Totals, package_once
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.ends import (
    CHOSEN,
    ENDS,
    NAMES,
    End,
    Formula,
    Where,
    added,
    bound_mark,
    end_heads,
    end_sum,
    end_sums,
    end_word,
    not_one_number,
    plain_sum,
    plain_sums,
    range_bound,
    signed_end,
    signed_plain,
)
from budget.export.sheets.settings import has_choice, twice_name
from budget.export.units import from_whole

TOTAL_ROW = 4
"""The row of the package's total; the others follow."""


def write_total_heads(sheet: Sheet, package: Package, first: int) -> None:
    """Write the heads of the totals, how many measures are chosen, and the label of the total."""
    t = sheet.book.texts
    sheet.heads(TOTAL_ROW - 1, 0, [t("Aantal"), "", t("Het pakket"), "", *sheet.book.heads], right_from=first)
    sheet.formula(TOTAL_ROW, 0, "=SUM(Keuze_aan)", len(package.selection), "total_count")
    for column, label in ((1, None), (2, t("Saldo-effect")), (3, None)):
        sheet.value(TOTAL_ROW, column, label, "total_label")


def write_row(
    sheet: Sheet,
    row: int,
    at: Mapping[str, int],
    names: tuple[str, str],
    formulas: Mapping[str, Formula],
    totals: Totals,
    style: str = "effect",
) -> None:
    """Write a plain sum and both its ends; `at` says from which columns, `names` are the key and label of the result."""
    book, (key, label) = sheet.book, names
    sheet.across(row, at["amounts"], formulas["amounts"], plain_sums(totals.values()), style)
    book.place(key, label, sheet, row, at["amounts"])
    for end in ENDS:
        sheet.across(row, at[end], formulas[end], end_sums(totals.values(), end), style)
        book.place(f"{key}_{end}", f"{label}, {end_word(book, end)}", sheet, row, at[end])


def write_with_ends(
    sheet: Sheet,
    row: int,
    at: Mapping[str, int],
    names: tuple[str, str],
    where: Where,
    totals: Totals,
    style: str = "effect",
) -> None:
    """Write the sum of postings, plain and at both ends."""
    keys = sheet.book.keys

    def at_end(end: End) -> Formula:
        return lambda c: end_sum(keys[c], end, where, unsure=sheet.book.unsure)

    formulas: dict[str, Formula] = {"amounts": lambda c: plain_sum(keys[c], where)}
    formulas |= {end: at_end(end) for end in ENDS}
    write_row(sheet, row, at, names, formulas, totals, style)


def _signed(keys: Sequence[str], saves: bool) -> dict[str, Formula]:
    def at_end(end: End) -> Formula:
        return lambda c: signed_end(keys[c], end, saves)

    found: dict[str, Formula] = {"amounts": lambda c: signed_plain(keys[c], saves)}
    return found | {end: at_end(end) for end in ENDS}


def _once(keys: Sequence[str], at: Mapping[str, int]) -> dict[str, Formula]:
    """Return the formulas for the total without double counting: the total and what counting once changes."""

    def at_end(end: End) -> Formula:
        return lambda c: added(
            cell(TOTAL_ROW, at[end] + c), from_whole(twice_name(0, keys[c], NAMES[end])), "Kant_onbekend"
        )

    found: dict[str, Formula] = {
        "amounts": lambda c: added(cell(TOTAL_ROW, at["amounts"] + c), from_whole(twice_name(0, keys[c])), '""')
    }
    return found | {end: at_end(end) for end in ENDS}


def write_bounded_totals(sheet: Sheet, package: Package, at: Mapping[str, int]) -> None:
    """Write the package's total, its bound, intensifications, savings, and the total without double counting."""
    book, totals, first = sheet.book, package.totals, at["amounts"]
    t, keys = book.texts, book.keys
    write_total_heads(sheet, package, first)
    for end in ENDS:
        sheet.heads(TOTAL_ROW - 1, at[end], end_heads(book, end), right_from=0)
    write_with_ends(sheet, TOTAL_ROW, at, ("total", t("Saldo-effect")), CHOSEN, totals, "total")
    opened = [sum(c.column == column for c in package.open_cells) for column in package.catalogue.columns]
    rows: list[tuple[str, str, dict[str, Formula], Totals]] = [
        ("intensifications", t("Intensiveringen"), _signed(keys, saves=False), package.intensifications),
        ("savings", t("Besparingen"), _signed(keys, saves=True), package.savings),
    ]
    if has_choice(package.catalogue.frame, "Overlap"):
        rows.append(("once", t("Saldo-effect zonder dubbeltelling"), _once(keys, at), package_once(package)))

    def bound(c: int) -> str:
        return range_bound(*(cell(TOTAL_ROW, at[end] + c) for end in ENDS))

    def count(c: int) -> str:
        return f"=SUMPRODUCT(Keuze_aan*{not_one_number(*(f'Keuze_{NAMES[end]}_{keys[c]}' for end in ENDS))})"

    words: list[tuple[str, str, Formula, Sequence[Value], str]] = [
        ("total_bound", t("Grens van het totaal"), bound, [bound_mark(one) for one in totals.values()], "said"),
        ("open_cells", t("Aantal cellen in het pakket die niet één getal zijn"), count, opened, "count"),
    ]
    for row, (key, label, formula, values, style) in enumerate(words, start=TOTAL_ROW + 1):
        _label(sheet, row, first, label)
        sheet.across(row, first, formula, values, style)
        book.place(key, label, sheet, row, first)
    for row, (key, label, formulas, found) in enumerate(rows, start=TOTAL_ROW + 1 + len(words)):
        _label(sheet, row, first, label)
        write_row(sheet, row, at, (key, label), formulas, found)


def _label(sheet: Sheet, row: int, first: int, label: str) -> None:
    for column in range(first):
        sheet.value(row, column, label if column == 2 else None, "cell")
