"""
An .ods as it was saved, for reading values: the names in it and the rows of its sheets.

A file may come from a stranger. It has been weighed before: its size, its marks and its entities. A row or cell that says
that it repeats is kept once, and repeated no further than is asked.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from itertools import chain, repeat
from typing import Any, Final

from lxml import etree

from budget.odf.xml import tag

Value = str | int | float | bool | datetime.datetime | None

_MOST: Final = 1 << 20
"""No sheet has more rows or columns; a larger number in a file counts as this one."""
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}")
_ADDRESS: Final = re.compile(
    r"\$?((?:[^\W\d][\w ]*|'(?:[^']|'')+'))?\.(\$?[A-Z]{1,3}\$?[0-9]{1,7})(?::(?:\$?(?:[^\W\d][\w ]*|'(?:[^']|'')+'))?\.(\$?[A-Z]{1,3}\$?[0-9]{1,7}))?"
)
_ERROR: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_TABLE, _ROW, _NAMED = tag("table:table"), tag("table:table-row"), tag("table:named-range")
_CELLS: Final = (tag("table:table-cell"), tag("table:covered-table-cell"))
_KIND, _NUMBER, _TEXT = tag("office:value-type"), tag("office:value"), tag("office:string-value")
_TRUTH, _DATE, _FORMULA = tag("office:boolean-value"), tag("office:date-value"), tag("table:formula")
_ROWS, _COLUMNS = tag("table:number-rows-repeated"), tag("table:number-columns-repeated")
_PARAGRAPH, _SPACE, _TAB, _BREAK = (tag(f"text:{name}") for name in ("p", "s", "tab", "line-break"))
_COUNT: Final = tag("text:c")
_ASIDE: Final = frozenset({tag("office:annotation"), tag("draw:frame")})


@dataclass(frozen=True)
class OdsCell:
    """A cell: its value, and its kind as readers of workbooks name it: f a formula, e an error, n anything else."""

    value: Value
    data_type: str


_EMPTY: Final = OdsCell(None, "n")


@dataclass(frozen=True)
class OdsName:
    """Where a name points, written as in an .xlsx: `'Blad'!$A$1:$B$2`."""

    attr_text: str


@dataclass
class OdsSheet:
    """A sheet: its rows, each with how often it comes, as cells with how often each comes."""

    rows: list[tuple[int, list[tuple[int, OdsCell]]]] = field(default_factory=list)

    def iter_rows(
        self, min_row: int, max_row: int, max_col: int, values_only: bool = False
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the rows from `min_row` (from 1) to `max_row`, as far as there are any, of `max_col` cells each."""
        at = 0
        for count, runs in self.rows:
            first, last = max(at + 1, min_row), min(at + count, max_row)
            at += count
            if first <= last:
                row = _spread(runs, max_col)
                yield from repeat(tuple(cell.value for cell in row) if values_only else row, last - first + 1)
            if at >= max_row:
                return


def _spread(runs: list[tuple[int, OdsCell]], most: int) -> tuple[OdsCell, ...]:
    """Return a row with each cell as often as it comes, exactly so many."""
    found: list[OdsCell] = []
    for count, cell in chain(runs, [(most, _EMPTY)]):
        found += [cell] * min(count, most - len(found))
        if len(found) == most:
            break
    return tuple(found)


class OdsBook:
    """The names and sheets of an .ods; a sheet or name that comes twice is the first."""

    def __init__(self, data: bytes) -> None:
        self.defined_names: dict[str, OdsName] = {}
        self._sheets: dict[str, OdsSheet] = {}
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("content.xml") as stream:
            self._read(stream)

    @property
    def sheetnames(self) -> list[str]:
        """The names of the sheets, in order."""
        return list(self._sheets)

    def __getitem__(self, name: str) -> OdsSheet:
        return self._sheets[name]

    def close(self) -> None:
        """Do nothing: all is read."""

    def _read(self, stream: Any) -> None:
        """Read the part with the sheets, and let go of each row once it is read."""
        sheet, depth = OdsSheet(), 0
        events = etree.iterparse(
            stream, events=("start", "end"), tag=(_TABLE, _ROW, _NAMED), resolve_entities=False, no_network=True
        )
        for event, node in events:
            if node.tag == _TABLE:
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    sheet = OdsSheet()
                    self._sheets.setdefault(str(node.get(tag("table:name"))), sheet)
            elif event == "end" and node.tag == _ROW and depth == 1:
                sheet.rows.append(_row(node))
                node.clear(keep_tail=False)
            elif event == "end" and node.tag == _NAMED and depth == 0:
                self._name(node)

    def _name(self, node: Any) -> None:
        found = _ADDRESS.fullmatch(node.get(tag("table:cell-range-address")) or "")
        if found is not None and found[1]:
            sheet = found[1] if found[1].startswith("'") else f"'{found[1]}'"
            area = f"{sheet}!{found[2]}" + (f":{found[3]}" if found[3] else "")
            self.defined_names.setdefault(str(node.get(tag("table:name"))), OdsName(area))


def _times(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    return min(int(text), _MOST) if text.isascii() and text.isdecimal() and len(text) < 10 else _MOST


def _row(node: Any) -> tuple[int, list[tuple[int, OdsCell]]]:
    cells = [(_times(cell.attrib, _COLUMNS), _cell(cell)) for cell in node if cell.tag in _CELLS]
    return _times(node.attrib, _ROWS), cells


def _cell(node: Any) -> OdsCell:
    told = node.attrib
    if told.get(_ERROR) == "error":
        return OdsCell(_text(node), "e")
    value = _value(node, told)
    return _EMPTY if value is None else OdsCell(value, "f" if _FORMULA in told else "n")


def _value(node: Any, told: Mapping[str, str]) -> Value:
    """Return a cell's value; a number that is none, and a kind that no input has, is the text that is shown."""
    kind = told.get(_KIND)
    if kind in _NUMBERS:
        text = told.get(_NUMBER, "")
        try:
            return int(text) if _WHOLE.fullmatch(text) else float(text)
        except ValueError:
            return text
    if kind == "boolean":
        return told.get(_TRUTH) == "true"
    if kind == "date":
        try:
            return datetime.datetime.fromisoformat(told.get(_DATE, ""))
        except ValueError:
            return told.get(_DATE, "")
    if kind == "string" and _TEXT in told:
        return told[_TEXT] or None
    return _text(node) or None


def _text(node: Any) -> str:
    """Return the text of a cell: its paragraphs as lines, without notes and drawings."""
    return "\n".join("".join(_pieces(child)) for child in node if child.tag == _PARAGRAPH)


def _pieces(node: Any) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == _SPACE:
            yield " " * min(_times(child.attrib, _COUNT), 1000)
        elif child.tag == _TAB:
            yield "\t"
        elif child.tag == _BREAK:
            yield "\n"
        elif child.tag not in _ASIDE:
            yield from _pieces(child)
        yield child.tail or ""
