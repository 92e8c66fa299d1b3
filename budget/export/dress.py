"""The last touch of a sheet, from the cells as they stand: heads that stand as what is below them, and whole underlines."""

from __future__ import annotations

from itertools import count, takewhile
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from budget.export.sheet import Sheet

HEADS: Final = ("head", "head_right", "head_centre", "head_indent")
BY_ALIGNMENT: Final = {1: "head", 2: "head_centre", 3: "head_right"}
"""The style of a head above cells that stand to the left, in the middle and to the right, as their writer counts these."""


def _style_below(found: Any) -> str:
    """Return the style of a head above a cell."""
    held = found.number if hasattr(found, "number") else getattr(found, "value", "")
    plain = "head_right" if isinstance(held, int | float) else "head"
    style = BY_ALIGNMENT.get(found.format.text_h_align, plain)
    return "head_indent" if style == "head" and found.format.indent else style


def align_heads(sheet: Sheet) -> None:
    """Let each head stand as the first cell below it; one above an empty sheet stays as it is."""
    table, formats = sheet.raw.table, sheet.book.formats
    heads = {id(formats[style]) for style in HEADS}
    for row in sorted(table, reverse=True):
        for column, head in table[row].items():
            below = table.get(row + 1, {}).get(column)
            if below is None or id(head.format) not in heads or type(head).__name__ == "Blank":
                continue
            above = id(below.format) in heads  # a head above a head stands as that one
            wanted = below.format if above else formats[_style_below(below)]
            table[row][column] = head._replace(format=wanted)


def underline_sections(sheet: Sheet) -> None:
    """Draw the line below the title of a section as far as what stands directly below it goes."""
    table, section = sheet.raw.table, sheet.book.formats["section"]
    titles = [(row, column) for row in table for column, found in table[row].items() if found.format is section]
    for row, first in titles:
        below = table.get(row + 1, {})
        for column in takewhile(below.__contains__, count(first + 1)):
            if column not in table[row]:
                sheet.raw.write_blank(row, column, None, section)
