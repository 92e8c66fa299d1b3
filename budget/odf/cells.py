"""A sheet as a table of ODF: columns, rows, cells with their formulas and values, header rows, links and protection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from budget.odf.formula import PREFIX, translate
from budget.odf.rules import RowRules, Rules
from budget.odf.styles import Looks
from budget.odf.xlsx import Cell, XlsxSheet, place_of
from budget.odf.xml import attributes, marked, paragraphs, quoted

LAST_COLUMN: Final = 1024
"""So many columns a sheet has at least in every program; a column's own style reaches no further."""
EMPTY_ROW: Final = 15.0
"""Points; rows without cells keep the height that the other program gives them, so that what floats over them lies as it did."""
_PIXELS: Final = 7
_PER_INCH: Final = 96


@dataclass
class Sizes:
    """The widths of columns and heights of rows, each as a style that those with the same size share."""

    widths: dict[str, str] = field(default_factory=dict)
    heights: dict[tuple[str, bool], str] = field(default_factory=dict)

    def column(self, characters: float) -> str:
        """Return the style of a column so many characters wide."""
        width = f"{characters * _PIXELS / _PER_INCH:.4f}in"
        return self.widths.setdefault(width, f"co{len(self.widths) + 1}")

    def row(self, points: float | None, starts: bool = False) -> str:
        """Return the style of a row of a height, or as high as its text asks; one that `starts` a page or not."""
        height = "" if points is None else f"{points:g}pt"
        return self.heights.setdefault((height, starts), f"ro{len(self.heights) + 1}")

    def written(self) -> str:
        """Return the styles."""
        columns = [
            f"<style:style{attributes({'style:name': name, 'style:family': 'table-column'})}>"
            f"<style:table-column-properties{attributes({'style:column-width': width})}/></style:style>"
            for width, name in self.widths.items()
        ]
        rows = [
            f"<style:style{attributes({'style:name': name, 'style:family': 'table-row'})}>"
            f"<style:table-row-properties{attributes(_height(*told))}/></style:style>"
            for told, name in self.heights.items()
        ]
        return "".join([*columns, *rows])


def _height(height: str, starts: bool) -> dict[str, str]:
    told = {"style:row-height": height, "style:use-optimal-row-height": "false" if height else "true"}
    return {**told, "fo:break-before": "page" if starts else ""}


class Table:
    """A sheet in the making: what of the whole workbook it needs, and its own links and header rows."""

    def __init__(
        self, sheet: XlsxSheet, looks: Looks, rules: Rules, sizes: Sizes, heads: tuple[int, int] | None
    ) -> None:
        """`heads` are the first and last of the rows that every page repeats, from 0."""
        self.sheet, self.looks, self.rules, self.sizes, self.heads = sheet, looks, rules, sizes, heads
        self.starts = {int(node.get("id")) for node in sheet.all("brk")}
        links = sheet.file.links(sheet.path)
        drawn = any(link.kind == "drawing" for link in links.values())
        self.usual = EMPTY_ROW if drawn else None  # what floats over rows is where it was only if they are as high
        self.links: dict[tuple[int, int], str] = {}
        for node in sheet.all("hyperlink"):
            at = next((value for name, value in node.attrib.items() if name.endswith("}id")), "")
            page = node.get("location")
            if at:
                self.links[place_of(node.get("ref"))] = links[at].target + (f"#{page}" if page else "")

    def columns(self) -> str:
        """Return the columns up to the last that has a width of its own."""
        found, at = [], 0
        for node in self.sheet.all("col"):
            first, last = int(node.get("min")) - 1, min(int(node.get("max")), LAST_COLUMN)
            if first > at:
                found.append(self._column(8.43 + 5 / _PIXELS, 0, first - at))
            found.append(
                self._column(
                    float(node.get("width")), int(node.get("style", "0")), last - first, node.get("hidden") == "1"
                )
            )
            at = last
        return "".join(found)

    def _column(self, width: float, form: int, count: int, hidden: bool = False) -> str:
        told = {
            "table:style-name": self.sizes.column(width),
            "table:default-cell-style-name": self.looks.name(form),
            "table:number-columns-repeated": str(count) if count > 1 else "",
            "table:visibility": "collapse" if hidden else "",
        }
        return f"<table:table-column{attributes(told)}/>"

    def rows(self) -> Iterator[str]:
        """Yield the rows, those that pages repeat between the tags that say so."""
        first, last = self.heads or (-1, -1)
        at, opened = 0, False
        for number, height, cells in self.sheet.rows():
            if at <= first < number:
                yield self._gap(first - at)
                at = first
            if not opened and self.heads and number >= first > -1:
                yield "<table:table-header-rows>"
                opened = True
            stop = min(number, last + 1) if opened and at <= last else number
            yield self._gap(stop - at)
            if opened and at <= last < number:
                yield "</table:table-header-rows>"
                yield self._gap(number - stop)
            yield self._row(number, height, cells)
            at = number + 1
            if opened and number == last:
                yield "</table:table-header-rows>"

    def _gap(self, count: int) -> str:
        if count <= 0:
            return ""
        told = {
            "table:style-name": self.sizes.row(EMPTY_ROW),
            "table:number-rows-repeated": str(count) if count > 1 else "",
        }
        return f"<table:table-row{attributes(told)}><table:table-cell/></table:table-row>"

    def _row(self, number: int, height: float | None, cells: list[Cell]) -> str:
        found, at, rules = [], 0, self.rules.of_row(number)
        for cell in cells:
            if cell.column > at:
                gap = cell.column - at
                found.append(
                    f"<table:table-cell{attributes({'table:number-columns-repeated': str(gap) if gap > 1 else ''})}/>"
                )
            found.append(self._cell(cell, rules))
            at = cell.column + 1
        body = "".join(found) or "<table:table-cell/>"
        style = self.sizes.row(self.usual if height is None else height, number in self.starts)
        return f"<table:table-row{attributes({'table:style-name': style})}>{body}</table:table-row>"

    def _cell(self, cell: Cell, rules: RowRules) -> str:
        style = self.looks.name(cell.style, rules.maps(cell.column))
        validation = rules.validation(cell.column)
        allowed = f' table:content-validation-name="{validation}"' if validation else ""
        formula = f' table:formula="{quoted(PREFIX + translate(cell.formula))}"' if cell.formula else ""
        kind, body = _value(cell)
        if cell.formula and body:  # LibreOffice takes the text of a formula's last cell in a row from here alone
            kind += f' office:string-value="{quoted(cell.value)}"'
        address = self.links.get((cell.row, cell.column))
        if address and not cell.formula:
            link = attributes({"xlink:type": "simple", "xlink:href": address})
            body = f"<text:p><text:a{link}>{marked(cell.value)}</text:a></text:p>"
        head = f'<table:table-cell table:style-name="{style}"{allowed}{formula}{kind}'
        return f"{head}>{body}</table:table-cell>" if body else f"{head}/>"


def _value(cell: Cell) -> tuple[str, str]:
    """Return the attributes for a cell's value, and its text; an error is a formula's, and shown as text."""
    if cell.kind == "n":
        return (f' office:value-type="float" office:value="{cell.value}"' if cell.value else ""), ""
    if cell.kind == "b":
        return f' office:value-type="boolean" office:boolean-value="{"true" if cell.value == "1" else "false"}"', ""
    if not cell.value and not cell.formula:
        return "", ""
    return ' office:value-type="string"', paragraphs(cell.value)
