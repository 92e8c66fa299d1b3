"""
A workbook as the writer of Excel files made it, read by the standard alone: sheets, cells, styles, names and rules.

It reads what this calculator wrote itself, never a file of a stranger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from budget.odf.ooxml import RELATIONS, Node, OoxmlFile

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DIGITS: Final = re.compile(r"([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class Cell:
    """A cell: its place from 0, number of its style, kind as the file has it, value as text, and formula."""

    row: int
    column: int
    style: int
    kind: str
    value: str
    formula: str


def column_number(letters: str) -> int:
    """Return a column's number from 0."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def place_of(reference: str) -> tuple[int, int]:
    """Return the row and column, from 0, of a reference such as $B$5."""
    found = _DIGITS.fullmatch(reference.replace("$", ""))
    if found is None:
        raise ValueError(reference)
    return int(found[2]) - 1, column_number(found[1])


def area_of(reference: str) -> tuple[int, int, int, int]:
    """Return the first row and column and the last ones, from 0, of a reference such as B5:C9."""
    first, _, last = reference.partition(":")
    return (*place_of(first), *place_of(last or first))


def areas_of(references: str) -> list[tuple[int, int, int, int]]:
    """Return the areas of several references, parted by spaces."""
    return [area_of(reference) for reference in references.split()]


class XlsxFile(OoxmlFile):
    """The parts of a workbook."""

    @cached_property
    def texts(self) -> list[str]:
        """The texts that cells share."""
        if not self.has("xl/sharedStrings.xml"):
            return []
        root = self.part("xl/sharedStrings.xml")
        return ["".join(text.text or "" for text in node.iter(f"{MAIN}t")) for node in root.iter(f"{MAIN}si")]

    @cached_property
    def book(self) -> Node:
        """The root of the workbook's own part."""
        return self.part("xl/workbook.xml")

    @cached_property
    def styles(self) -> Node:
        """The root of the part with the styles."""
        return self.part("xl/styles.xml")

    @cached_property
    def sheets(self) -> list[XlsxSheet]:
        """The sheets in order."""
        links = self.links("xl/workbook.xml")
        found = self.book.iter(f"{MAIN}sheet")
        return [XlsxSheet(self, node.get("name"), links[node.get(f"{RELATIONS}id")].target) for node in found]

    @cached_property
    def names(self) -> list[tuple[str, str, int | None]]:
        """The names with where each points, and the number of the sheet that a name is of alone."""
        return [
            (node.get("name"), node.text or "", None if (at := node.get("localSheetId")) is None else int(at))
            for node in self.book.iter(f"{MAIN}definedName")
        ]

    @property
    def shown_sheet(self) -> int:
        """The number of the sheet that a program shows first."""
        view = self.book.find(f".//{MAIN}workbookView")
        return int(view.get("activeTab", "0")) if view is not None else 0


@dataclass
class XlsxSheet:
    """A sheet of a workbook: its name and the part that holds it."""

    file: XlsxFile
    name: str
    path: str
    _root: list[Node] = field(default_factory=list)

    @property
    def root(self) -> Node:
        """The root of the part."""
        if not self._root:
            self._root.append(self.file.part(self.path))
        return self._root[0]

    def let_go(self) -> None:
        """Let go of the parsed part; the largest sheet is many times its file."""
        self._root.clear()

    def find(self, tag: str) -> Node:
        """Return the first element of a kind, or None."""
        return self.root.find(f".//{MAIN}{tag}")

    def all(self, tag: str) -> list[Node]:
        """Return the elements of a kind."""
        return list(self.root.iter(f"{MAIN}{tag}"))

    def rows(self) -> Iterator[tuple[int, float | None, list[Cell]]]:
        """Yield the rows that the sheet has: number from 0, height in points where it has its own, and cells."""
        texts = self.file.texts
        for node in self.find("sheetData"):
            height = float(node.get("ht")) if node.get("customHeight") == "1" else None
            yield int(node.get("r")) - 1, height, [_cell(cell, texts) for cell in node]


def _cell(node: Node, texts: list[str]) -> Cell:
    row, column = place_of(node.get("r"))
    kind, value, formula = node.get("t", "n"), "", ""
    for part in node:
        if part.tag == f"{MAIN}v":
            value = part.text or ""
        elif part.tag == f"{MAIN}f":
            formula = part.text or ""
        else:
            kind, value = "str", "".join(text.text or "" for text in part.iter(f"{MAIN}t"))
    if kind == "s":
        kind, value = "str", texts[int(value)]
    return Cell(row, column, int(node.get("s", "0")), kind, value, formula)
