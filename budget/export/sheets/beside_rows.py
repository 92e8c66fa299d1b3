"""The rows of the sheet Naast elkaar: their place, their label, and what differs from A."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.choice_beside import LETTERS
from budget.export.units import exact

FIRST: Final = 4
"""The column of the first of the amounts."""
ALL: Final = ("A", *LETTERS)


def label(sheet: Sheet, row: int, text: str, style: str = "cell") -> None:
    """Write what a row is called."""
    for column in range(FIRST):
        sheet.value(row, column, text if column == 0 else None, style)


def heads(sheet: Sheet, row: int, title: str) -> None:
    """Write the heads of some rows; the title stands above their labels and goes on over the columns beside it."""
    sheet.heads(row, 0, ["", "", "", "", *sheet.book.heads], right_from=FIRST)
    sheet.text(row, 0, title, "head_over")


def line(
    sheet: Sheet, row: int, text: str, formula: Callable[[int], str], values: Sequence[Value], style: str = "effect"
) -> int:
    """Write a row of formulas under its label; returns the row after it."""
    words = {"total": "total_label", "helper": "helper_text", "helper_amount": "helper_text"}
    label(sheet, row, text, words.get(style, "cell"))
    sheet.across(row, FIRST, formula, values, style)
    return row + 1


def differences(sheet: Sheet, row: int, rows: Sequence[int], values: Sequence[Value]) -> int:
    """
    Write by how much each choice differs from A where both are one number; returns the row after.

    `rows` are those of A, B, C and D; `values` what A has now, while the others hold nothing.
    """
    now: list[Value] = [-value if isinstance(value, int) else "" for value in values]
    for letter, at in zip(LETTERS, rows[1:], strict=True):

        def formula(c: int, at: int = at) -> str:
            own, first = cell(at, FIRST + c), cell(rows[0], FIRST + c)
            return f'=IF(COUNT({own},{first})>Aan,{exact(f"{own}-{first}")},"")'

        row = line(sheet, row, f"{letter} − A", formula, now)
    return row
