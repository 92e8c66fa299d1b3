"""The tables of the nota fill the page with any number of columns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from budget.catalogue import Catalogue
from budget.engine import compose_package
from dashboard.pages.printview import is_broad
from dashboard.paper import Summary, summarise
from dashboard.paper.nota import TEMPLATE, context
from dashboard.paper.nota_tables import lay_out
from dashboard.words import in_language

MARGINS_MM = 36


def stretched(summary: Summary, columns: int) -> Summary:
    """Return a summary whose tables have this many amounts."""
    sections = []
    for section in summary.sections:
        if section.table is not None:
            last = -1 if section.key == "targets" else len(section.table.head)
            rows = tuple(replace(row, cells=(*["−1.234,5"] * columns, *row.cells[last:])) for row in section.table.rows)
            head = (section.table.head[0], *["2026"] * columns, *section.table.head[last:])
            section = replace(section, table=replace(section.table, head=head, rows=rows))  # noqa: PLW2901 - the new one
        sections.append(section)
    return replace(summary, sections=tuple(sections))


@pytest.mark.parametrize(("columns", "lying"), [(1, False), (3, False), (6, False), (7, False), (12, True), (16, True)])
def test_tables_fill_the_page_with_any_number_of_columns(toy2: Catalogue, columns: int, lying: bool) -> None:
    """Each row has a cell for each column of the grid, together as wide as the text; many columns lie on their side."""
    with in_language("nl"):
        summary = stretched(summarise(compose_package(toy2, list(toy2.measures)), "n", ""), columns)
        template = DocxTemplate(TEMPLATE)
        template.render(context(summary), autoescape=True)
    lay_out(template.docx)
    section = template.docx.sections[0]
    assert (section.page_width > section.page_height) is lying
    assert is_broad(summary) is lying
    room = round(section.page_width.mm - MARGINS_MM)
    for table in template.docx.tables:
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        for row in table.rows:
            assert [cell.width.twips for cell in row.cells] == grid
        assert abs(sum(grid) / 20 * 25.4 / 72 - room) <= 1
        assert min(grid) > 400
