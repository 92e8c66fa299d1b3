"""The tables of a Word document as tables of ODF: columns, header rows, shading and lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from budget.odf.ooxml import Node
from budget.odf.text_styles import W, is_on, points, value
from budget.odf.xml import attributes


def _line(node: Node | None, side: str) -> str:
    edge = node.find(f"{W}{side}") if node is not None else None
    if edge is None or edge.get(f"{W}val") in {"nil", "none"}:
        return ""
    return f"{int(edge.get(f'{W}sz')) / 8:g}pt solid #{edge.get(f'{W}color').lower()}"


@dataclass
class Tables:
    """The tables met so far; `paragraph` writes one of a cell."""

    paragraph: Callable[[Node], str]
    count: int = 0
    styles: list[str] = field(default_factory=list)
    cells: dict[tuple[tuple[str, str], ...], str] = field(default_factory=dict)

    def write(self, node: Node) -> str:
        """Return a table, its header rows marked so that pages repeat and programs read them."""
        self.count += 1
        name = f"Table{self.count}"
        widths = [int(column.get(f"{W}w")) for column in node.find(f"{W}tblGrid")]
        self._sizes(name, widths)
        columns = "".join(f'<table:table-column table:style-name="{name}.{at}"/>' for at in range(len(widths)))
        rows = node.findall(f"{W}tr")
        heads = [row for row in rows if is_on(row.find(f"{W}trPr"), "tblHeader")]
        look = node.find(f"{W}tblPr")
        written = [self._row(row, look, at == 0, at == len(rows) - 1) for at, row in enumerate(rows)]
        top = f"<table:table-header-rows>{''.join(written[: len(heads)])}</table:table-header-rows>" if heads else ""
        told = {"table:name": name, "table:style-name": name}
        return f"<table:table{attributes(told)}>{columns}{top}{''.join(written[len(heads) :])}</table:table>"

    def _sizes(self, name: str, widths: list[int]) -> None:
        table = {"style:width": points(str(sum(widths))), "table:align": "left"}
        self.styles.append(
            f"<style:style{attributes({'style:name': name, 'style:family': 'table'})}><style:table-properties{attributes(table)}/></style:style>"
        )
        for at, width in enumerate(widths):
            head = {"style:name": f"{name}.{at}", "style:family": "table-column"}
            column = attributes({"style:column-width": points(str(width))})
            self.styles.append(f"<style:style{attributes(head)}><style:table-column-properties{column}/></style:style>")

    def _row(self, row: Node, look: Node, first: bool, last: bool) -> str:
        style = "RowWhole" if is_on(row.find(f"{W}trPr"), "cantSplit") else "Row"
        cells = "".join(self._cell(cell, look, first, last) for cell in row.findall(f"{W}tc"))
        return f'<table:table-row table:style-name="{style}">{cells}</table:table-row>'

    def _cell(self, cell: Node, look: Node, first: bool, last: bool) -> str:
        own = cell.find(f"{W}tcPr")
        span = int(value(own, "gridSpan") or 1)
        told = {
            "table:style-name": self._look(own, look, first, last),
            "office:value-type": "string",
            "table:number-columns-spanned": str(span) if span > 1 else "",
        }
        body = "".join(self.paragraph(paragraph) for paragraph in cell.findall(f"{W}p"))
        covered = "<table:covered-table-cell/>" * (span - 1)
        return f"<table:table-cell{attributes(told)}>{body}</table:table-cell>{covered}"

    def _look(self, own: Node, look: Node, first: bool, last: bool) -> str:
        """Return the style of a cell, which those that look the same share."""
        fill, borders, margins = value(own, "shd", "fill"), look.find(f"{W}tblBorders"), look.find(f"{W}tblCellMar")
        found = {
            "fo:background-color": f"#{fill.lower()}" if fill and fill != "auto" else "",
            "fo:border-left": "none",
            "fo:border-right": "none",
            "fo:border-top": _line(borders, "top" if first else "insideH") or "none",
            "fo:border-bottom": _line(borders, "bottom" if last else "insideH") or "none",
            **{f"fo:padding-{side}": points(value(margins, side, "w")) for side in ("left", "right", "top", "bottom")},
        }
        return self.cells.setdefault(tuple(found.items()), f"Cell{len(self.cells) + 1}")

    def written(self) -> str:
        """Return the styles of all tables."""
        rows = "".join(
            f"<style:style{attributes({'style:name': name, 'style:family': 'table-row'})}>"
            f"<style:table-row-properties{attributes({'fo:keep-together': kept})}/></style:style>"
            for name, kept in (("Row", "auto"), ("RowWhole", "always"))
        )
        cells = "".join(
            f"<style:style{attributes({'style:name': name, 'style:family': 'table-cell'})}>"
            f"<style:table-cell-properties{attributes(dict(found))}/></style:style>"
            for found, name in self.cells.items()
        )
        return "".join(self.styles) + (rows + cells if self.count else "")
