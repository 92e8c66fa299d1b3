"""
What is told of each formula of a workbook: its constants, its texts, and how it reads in relative terms.

A number other than 0, 1, 100 and 1000 belongs in a named cell; the formula of a year is that of the next.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Final

from openpyxl.utils import column_index_from_string

LONGEST: Final = 200
NUMBERS: Final = frozenset({"0", "1", "100", "1000"})
CELL: Final = re.compile(r'<c r="([A-Z]+)(\d+)"[^>]*><f>(.*?)</f>')
TEXT: Final = re.compile(r'"(?:[^"]|"")*"')
SHEET: Final = re.compile(r"'(?:[^']|'')*'!|\b\w+!")
REFERENCE: Final = re.compile(r"(?<![\w.])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w(.])")
NUMBER: Final = re.compile(r"(?<![\w.$])\d+(?:\.\d+)?(?![\w.])")


@dataclass(frozen=True)
class Found:
    """A formula: its sheet, column and row counted from 1, and its text."""

    sheet: str
    column: int
    row: int
    text: str

    @property
    def bare(self) -> str:
        """The formula without its texts and the names of sheets."""
        return SHEET.sub("", TEXT.sub('""', self.text))

    @property
    def relative(self) -> str:
        """The formula with its references as they stand to its own cell (R1C1)."""

        def away(match: re.Match[str]) -> str:
            lock_column, letters, lock_row, digits = match.groups()
            column = column_index_from_string(letters)
            across = f"C{column}" if lock_column else f"C[{column - self.column}]"
            down = f"R{digits}" if lock_row else f"R[{int(digits) - self.row}]"
            return down + across

        return REFERENCE.sub(away, self.text)


def formulas(data: bytes) -> Iterator[Found]:
    """Yield every formula of a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = re.findall(r'<sheet name="(.*?)"', archive.read("xl/workbook.xml").decode())
        for number, name in enumerate(names, start=1):
            text = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            for letters, row, formula in CELL.findall(text):
                yield Found(unescape(name), column_index_from_string(letters), int(row), unescape(formula))


def constants(found: Found) -> list[str]:
    """Return the numbers in a formula that belong in a named cell."""
    return [number for number in NUMBER.findall(REFERENCE.sub("", found.bare)) if number not in NUMBERS]


def words(found: Found) -> list[str]:
    """Return the texts in a formula; an empty one is none."""
    return [text for text in TEXT.findall(found.text) if text != '""']
