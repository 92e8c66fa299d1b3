"""
A workbook too long for the second engine to hold: each formula worked out by itself, from the values that Calc gives.

For every cell of an area that a formula reads, the second engine notes that it is read; the list of 681 measures has 87
million of those and ends it. Here the cells hold values, and each formula is asked apart. Where each comes to what Calc
made of it, the whole does: a cell rests on cells that are the same in both, down to the inputs.

What costs most is done once: the workbook is read and loaded once for all its states, many formulas are asked in one
question that is answered in one text, and one that reads nothing that a state changes keeps its answer.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO
from typing import Any, Final, NamedTuple

import formulon
from openpyxl.utils import column_index_from_string

from tests.export.second_engine import ASKED, beside_area, plain

Place = tuple[str, int, int]
Block = tuple[str, int, int, int, int]
"""An area: its sheet, first row and column, last row and column."""

LONGEST: Final = 8000
"""How many signs the formulas that are asked at once may have; a formula has room for 8192."""
MOST: Final = 200
FREE: Final = 100_000
"""A row below every sheet, where the answers to one question have room."""

PART: Final = re.compile(r'<sheet name="(.*?)"')
NAMED: Final = re.compile(r'<definedName name="(.*?)"[^>]*>(.*?)</definedName>')
STRING: Final = re.compile(r"<si>(.*?)</si>|<si/>", re.DOTALL)
RUN: Final = re.compile(r"<t(?: [^>]*)?>(.*?)</t>", re.DOTALL)
FORMULA: Final = r"<f(?: [^>]*)?(?:/>|>(?P<formula>.*?)</f>)"
CELL: Final = re.compile(
    rf'<c r="(?P<column>[A-Z]+)(?P<row>\d+)"(?P<about>[^>]*?)(?:/>|>(?:{FORMULA})?'
    r"(?:<v>(?P<value>.*?)</v>|<v/>)?(?:<is>(?P<inline>.*?)</is>)?</c>)",
    re.DOTALL,
)
TYPE: Final = re.compile(r' t="(\w+)"')
WRITTEN: Final = re.compile(rf"(<c [^>]*>){FORMULA}")
TEXT: Final = re.compile(r'"(?:[^"]|"")*"')
READ: Final = re.compile(
    r"(?:('(?:[^']|'')*'|\w+)!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?![\w(.])|\b([A-Za-z_]\w*)(?![\w(!])"
)
ANSWER: Final = re.compile(r'"((?:[^"]|"")*)"|([^,;{}"]*)')
"""One of the values of an array that is told as text: a text in quotes, or a number, a truth, an error or nothing."""


class Read(NamedTuple):
    """A workbook as its file has it: sheets, the value of each cell, the formula of those with one, and names."""

    sheets: list[str]
    values: dict[Place, Any]
    formulas: dict[Place, str]
    names: dict[str, str]


def read_workbook(data: bytes) -> Read:
    """Read a workbook in one pass; a cell with nothing in it is not there."""
    found = Read([], {}, {}, {})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        about = archive.read("xl/workbook.xml").decode()
        found.sheets.extend(unescape(name) for name in PART.findall(about))
        found.names.update((name, unescape(area)) for name, area in NAMED.findall(about))
        strings = [_text(part) for part in STRING.findall(archive.read("xl/sharedStrings.xml").decode())]
        for number, sheet in enumerate(found.sheets, start=1):
            for cell in CELL.finditer(archive.read(f"xl/worksheets/sheet{number}.xml").decode()):
                place = sheet, int(cell["row"]), _column(cell["column"])
                if cell["formula"]:
                    found.formulas[place] = unescape(cell["formula"])
                kind = TYPE.search(cell["about"])
                value = _value(kind[1] if kind else "n", cell["value"], cell["inline"], strings)
                if value is not None or cell["formula"]:
                    found.values[place] = "" if value is None else value
    return found


def rows_of(values: Mapping[Place, Any], sheet: str) -> list[list[Any]]:
    """Return the rows of a sheet."""
    cells = {(row, column): value for (title, row, column), value in values.items() if title == sheet}
    last, width = (max(place[axis] for place in cells) for axis in (0, 1))
    return [[cells.get((row, column)) for column in range(1, width + 1)] for row in range(1, last + 1)]


def _column(letters: str) -> int:
    return int(column_index_from_string(letters))


def _text(part: str) -> str:
    return unescape("".join(RUN.findall(part)))


def _value(kind: str, value: str | None, inline: str | None, strings: list[str]) -> Any:
    """Return what a cell holds; an empty text is one, and an error is told by its sign."""
    if inline is not None:
        return _text(inline)
    if kind in {"str", "e"}:
        return unescape(value or "")
    if not value:
        return None
    if kind == "s":
        return strings[int(value)]
    return value == "1" if kind == "b" else float(value)


class WorkedOut:
    """The formulas of a workbook, and its cells with the values of a state, as Calc works them out."""

    def __init__(self, data: bytes) -> None:
        found = read_workbook(data)
        self.sheets = {name: at for at, name in enumerate(found.sheets)}
        beside = {name: f"F{at}" for at, name in enumerate(found.sheets)}
        self.blocks = {name: block for name, area in found.names.items() if (block := _block(area)) is not None}
        names = {name: _parts(area) for name, area in found.names.items() if "!" in area}
        self.formulas = {
            place: ASKED.sub(lambda match, here=place[0]: beside_area(match[1], here, names, beside), formula)  # type: ignore[misc]  # the sheet of this formula
            for place, formula in found.formulas.items()
        }
        self.values = found.values
        self.answered: dict[Place, Any] = {}
        self.book = formulon.Workbook.load(_without_formulas(data, beside))

    def hold(self, values: Mapping[Place, Any]) -> None:
        """Have the cells hold the values of a state; where a formula gives nothing that is an empty text."""
        changed: dict[str, set[tuple[int, int]]] = {}
        for place in self.values.keys() | values.keys() | self.formulas.keys():
            value, before = values.get(place), self.values.get(place)
            told = "" if value is None and place in self.formulas else value
            if before != told or type(before) is not type(told):
                self._put(place, told)
                self.values[place] = told
                changed.setdefault(place[0], set()).add(place[1:])
        for place in self._touched(changed):
            self.answered.pop(place, None)

    def _touched(self, changed: Mapping[str, set[tuple[int, int]]]) -> Iterator[Place]:
        """Yield the formulas that read a cell that changed."""
        known: dict[Block, bool] = {}

        def hit(block: Block) -> bool:
            if block not in known:
                sheet, top, left, bottom, right = block
                known[block] = any(
                    top <= row <= bottom and left <= column <= right for row, column in changed.get(sheet, ())
                )
            return known[block]

        for place, formula in self.formulas.items():
            if any(hit(block) for block in self._reads(place[0], formula)):
                yield place

    def _reads(self, here: str, formula: str) -> Iterator[Block]:
        """Yield the areas that a formula reads."""
        for sheet, left, top, right, bottom, name in READ.findall(TEXT.sub('""', formula)):
            if name:
                if name in self.blocks:
                    yield self.blocks[name]
                continue
            title = sheet.strip("'").replace("''", "'") or here
            yield title, int(top), _column(left), int(bottom or top), _column(right or left)

    def _put(self, place: Place, value: Any) -> None:
        at = (self.sheets[place[0]], place[1] - 1, place[2] - 1)
        if value is None:
            self.book.set_blank(*at)
        elif isinstance(value, str):
            self.book.set_text(*at, value)
        elif isinstance(value, bool):
            self.book.set_bool(*at, value)
        else:
            self.book.set_number(*at, float(value))

    def answers(self, without: str = "") -> Iterator[tuple[Place, Any]]:
        """Yield what each formula comes to from the values that are held, but for those of a sheet."""
        asked: list[Place] = []
        signs = 0
        for place, formula in self.formulas.items():
            if place[0] == without:
                continue
            if place in self.answered:
                yield place, self.answered[place]
                continue
            if asked and (place[0] != asked[0][0] or signs + len(formula) > LONGEST or len(asked) == MOST):
                yield from self._ask(asked)
                asked, signs = [], 0
            asked.append(place)
            signs += len(formula) + 1
        if asked:
            yield from self._ask(asked)

    def _ask(self, places: list[Place]) -> Iterator[tuple[Place, Any]]:
        """Ask formulas of one sheet at once, side by side; read each by itself where no text has room for all."""
        together = f"HSTACK({','.join(self.formulas[place] for place in places)})"
        sheet = self.sheets[places[0][0]]
        ((told,),) = self.book.evaluate_formula_array(sheet, FREE, 0, f"=ARRAYTOTEXT({together},1)")
        text = plain(told)
        found = _told(text) if isinstance(text, str) and text.startswith("{") else []
        if len(found) != len(places):
            (row,) = self.book.evaluate_formula_array(sheet, FREE, 0, f"={together}")
            found = [plain(value) for value in row]
        for place, value in zip(places, found, strict=True):
            self.answered[place] = value
            yield place, value


def _told(text: str) -> list[Any]:
    """Return the values of an array that is told as text."""
    found: list[Any] = []
    at = 1
    while at < len(text):
        match = ANSWER.match(text, at)
        assert match is not None
        at = match.end() + 1
        if match[1] is not None:
            found.append(match[1].replace('""', '"'))
        elif match[2] in {"TRUE", "FALSE"}:
            found.append(match[2] == "TRUE")
        else:
            found.append(match[2] if match[2].startswith("#") else float(match[2]) if match[2] else None)
    return found


def _parts(area: str) -> tuple[str, str]:
    """Return the sheet and the cells of an area."""
    sheet, _, cells = area.rpartition("!")
    return sheet.strip("'").replace("''", "'"), cells


def _block(area: str) -> Block | None:
    """Return the area behind a name; None of what is none."""
    match = READ.fullmatch(area)
    if match is None or match[6]:
        return None
    sheet, left, top, right, bottom = match.groups()[:5]
    return _parts(f"{sheet}!")[0], int(top), _column(left), int(bottom or top), _column(right or left)


def _without_formulas(data: bytes, beside: Mapping[str, str]) -> bytes:
    """Return a workbook with the values that formulas carry, `beside` each sheet one that says where they stood."""
    stream, first = BytesIO(), len(beside) + 1
    added = {
        "xl/workbook.xml": ("</sheets>", '<sheet name="{name}" sheetId="{id}" r:id="rIdF{id}"/>'),
        "xl/_rels/workbook.xml.rels": (
            "</Relationships>",
            '<Relationship Id="rIdF{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
            ' Target="worksheets/sheet{id}.xml"/>',
        ),
        "[Content_Types].xml": (
            "</Types>",
            '<Override PartName="/xl/worksheets/sheet{id}.xml"'
            ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>',
        ),
    }
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as new:
        for part in old.namelist():
            text = old.read(part).decode() if part.endswith((".xml", ".rels")) else ""
            if match := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", part):
                new.writestr(f"xl/worksheets/sheet{int(match[1]) + len(beside)}.xml", _only_places(text))
                text = WRITTEN.sub(r"\1", text)
            if part in added:
                end, line = added[part]
                more = "".join(line.format(name=name, id=at) for at, name in enumerate(beside.values(), start=first))
                text = text.replace(end, more + end)
            new.writestr(part, text or old.read(part))
    return stream.getvalue()


def _only_places(sheet: str) -> str:
    """Return a sheet that holds 1 where another one has a formula."""
    rows = {
        row: re.findall(r'<c r="([A-Z]+\d+)"[^>]*><f', cells)
        for row, cells in re.findall(r'<row r="(\d+)"[^>]*?>(.*?)</row>', sheet, re.DOTALL)
    }
    lines = (
        f'<row r="{row}">{"".join(f"<c r={chr(34)}{at}{chr(34)}><v>1</v></c>" for at in found)}</row>'
        for row, found in rows.items()
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
