"""The tables of the nota: columns that fill the page, however many amounts the catalogue has. Widths are in twips."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Twips
from docx.table import Table

MARGINS: Final = 110  # of a cell, left and right together
SIGN: Final = {"Small": 84, "Table": 95}  # the width of a sign in the styles of the two kinds of table
LEAST_LABEL: Final = 1500


def _template_widths(table: Table) -> list[int]:
    return [int(cell.get_or_add_tcPr().find(qn("w:tcW")).get(qn("w:w"))) for cell in table.rows[0]._tr.tc_lst]


def _has_words(table: Table) -> bool:
    """Whether the last column is text, which the style of its heading says."""
    style = table.rows[0].cells[-1].paragraphs[0].style
    return style is not None and str(style.name).endswith("text")


def _figures(table: Table) -> list[list[str]]:
    last = -1 if _has_words(table) else None
    return [
        ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row._tr.tc_lst[1:last]]
        for row in table.rows
    ]


def needed(table: Table) -> int:
    """Return the width at which no figure breaks and a label keeps room."""
    style = table.rows[0].cells[0].paragraphs[0].style
    sign = SIGN["Small" if style is not None and str(style.name).startswith("Small") else "Table"]
    rows = _figures(table)
    longest = max(len(text) for row in rows for text in row)
    words = _template_widths(table)[-1] if _has_words(table) else 0
    return LEAST_LABEL + len(rows[0]) * (longest * sign + MARGINS) + words


def widths(table: Table, room: int) -> list[int]:
    """
    Return the widths of the columns on a page with so much room.

    Figures are as wide as in the template while the labels keep at least their room; the labels take what is left.
    """
    template, words = _template_widths(table), _has_words(table)
    last = template[-1:] if words else []
    count, free = len(template) - 1 - len(last), room - sum(last)
    figure = min(template[1], max(1, free - LEAST_LABEL) // count)
    return [free - figure * count, *[figure] * count, *last]


def _set(table: Table, found: list[int]) -> None:
    grid = table._tbl.tblGrid
    for column in list(grid):
        grid.remove(column)
    for width in found:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        grid.append(column)
    for row in table.rows:
        for cell, width in zip(row._tr.tc_lst, found, strict=True):
            cell.width = Twips(width)


def lay_out(document: Document) -> None:
    """Give every table columns that fill the page; where its figures do not fit upright, the page lies on its side."""
    section = document.sections[0]
    wide, high = int(section.page_width or 0), int(section.page_height or 0)
    edges = int(section.left_margin or 0) + int(section.right_margin or 0)
    upright, lying = ((side - edges) // Twips(1) for side in (wide, high))
    room = upright
    if any(needed(table) > upright for table in document.tables):
        room = lying
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Emu(high), Emu(wide)
    for table in document.tables:
        _set(table, widths(table, room))
