"""Tables beside the formulas of the dials: products and amounts by posting, and the months that count in a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from budget.catalogue import DialSet
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.choice import posting_key
from budget.export.sheets.dial_rules import Rule
from budget.export.sheets.dials import dial_key, dial_rows

MONTHS_AT: Final = 1
"""The column of the first of the months."""


@dataclass(frozen=True)
class Item:
    """A product in a formula: of two dials, or of a dial and an amount (thousands of euro), for a measure or posting."""

    owner: str
    number: str
    price: str
    amount: int | None
    value: float


def list_items(rules: Sequence[Rule]) -> list[Item]:
    """Return the products that formulas add up."""
    found = []
    for rule in rules:
        id_, values = rule.measure.id, rule.values
        for dial, amount in rule.dials.amounts.items():
            found.append(Item(id_, dial_key(id_, dial), "", amount, float(values[dial] * amount)))
        for part in rule.dials.parts:
            for item in part.items:
                product = float(values[item.number] * (values[item.price] if item.price else 1))
                price = dial_key(id_, item.price) if item.price else ""
                found.append(Item(posting_key(id_, part.posting), dial_key(id_, item.number), price, None, product))
    return found


def write_items(sheet: Sheet, row: int, items: Sequence[Item]) -> int:
    """Write the products; returns the row after them, `row` itself when there are none."""
    t = sheet.book.texts
    if not items:
        return row
    sheet.text(row - 1, 0, t("Delen van formules"), "section")
    listed = dial_rows(sheet.book.catalogue, t)
    places = {dial_key(found.owner, found.dial.id): place for place, found in enumerate(listed, start=1)}
    heads = [t("Sleutel"), t("Aantal of aandeel"), t("Prijs"), t("Bedrag"), t("Uitkomst")]
    heads += [t("Rij van aantal of aandeel"), t("Rij van prijs")]
    sheet.table("tFormuledelen", row, 0, heads, len(items), right_from=3)
    for at, item in enumerate(items, start=row + 1):
        number, price, amount = (cell(at, column, lock_column=True) for column in (1, 2, 3))
        sheet.text(at, 0, item.owner, "cell")
        sheet.text(at, 1, item.number, "cell")
        sheet.value(at, 2, item.price, "cell")
        sheet.value(at, 3, item.amount, "effect")
        sheet.formula(at, 5, f"=MATCH({number},Aanname_sleutel,0)", places[item.number], "helper")
        at_number, at_price = (cell(at, column, lock_column=True) for column in (5, 6))
        counted, whole = f"INDEX(Aanname_delen,{at_number})", f"INDEX(Aanname_fijnheid,{at_number})"
        if item.price:
            sheet.formula(at, 6, f"=MATCH({price},Aanname_sleutel,0)", places[item.price], "helper")
            counted += f"*INDEX(Aanname_delen,{at_price})"
            whole += f"*INDEX(Aanname_fijnheid,{at_price})"
        elif item.amount is not None:
            counted += f"*{amount}"
        sheet.formula(at, 4, f"={counted}/({whole})", item.value, "helper")
    sheet.name_block("Formuledeel_nr", row + 1, 0, len(items))
    sheet.name_block("Formuledeel_bedrag", row + 1, 4, len(items))
    return row + len(items) + 1


def write_months(sheet: Sheet, row: int, found: Sequence[tuple[str, DialSet]]) -> int:
    """Write how many months of the year count in a column, where a record says so; returns the row after them."""
    t, columns = sheet.book.texts, sheet.book.catalogue.columns
    counting = [(id_, dials.months) for id_, dials in found if dials.months]
    if not counting:
        return row
    sheet.text(row - 1, 0, t("Maanden die tellen"), "section")
    sheet.table("tMaanden", row, 0, [t("Nr."), *sheet.book.heads], len(counting), right_from=MONTHS_AT)
    for at, (id_, months) in enumerate(counting, start=row + 1):
        sheet.text(at, 0, id_, "cell")
        for offset, column in enumerate(columns):
            value: Value = months.get(column)
            sheet.value(at, MONTHS_AT + offset, value, "count")
    sheet.name_block("Maanden_nr", row + 1, 0, len(counting))
    sheet.name_columns("Maanden", row + 1, MONTHS_AT, len(counting))
    return row + len(counting) + 1
