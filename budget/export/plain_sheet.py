"""
A worksheet for many cells: it takes what it is given as it is, and writes each row in one go.

Its writer looks at every formula and text for what these workbooks never hold (functions that need a prefix, arrays,
errors, formats of rows); of 681 measures that is half of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


@cache
def column_name(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    return str(xl_col_to_name(column))


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def _of_formula(at: str, found: Any) -> str:
    value, kind = found.value, ""
    if isinstance(value, str):
        value, kind = _escaped(value), ' t="str"' if value else ""
    return f"<c{at}{kind}><f>{_escaped(found.formula)}</f><v>{value}</v></c>"


WRITERS: Final[dict[str, Callable[[str, Any], str]]] = {
    "Formula": _of_formula,
    "Number": lambda at, found: f"<c{at}><v>{found.number:.16G}</v></c>",
    "String": lambda at, found: f'<c{at} t="s"><v>{found.string}</v></c>',
    "Blank": lambda at, _: f"<c{at}/>",
}
"""How a cell is written, by the kind that its writer gives it; the place and format come first."""


class PlainWorksheet(Worksheet):  # type: ignore[misc]  # the package has no types
    """A worksheet of which every cell has a format, and no cell is an array, a link or an error."""

    def write_string(self, row: int, col: int, string: str, cell_format: Any) -> int:
        """Write text at a row and a column."""
        return int(self._write_string(row, col, string, cell_format))

    def write_number(self, row: int, col: int, number: float, cell_format: Any) -> int:
        """Write a number at a row and a column."""
        return int(self._write_number(row, col, number, cell_format))

    def write_formula(self, row: int, col: int, formula: str, cell_format: Any, value: str | float) -> int:
        """Write a formula, as the file holds it, with the value that it has now."""
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0

    def _calculate_spans(self) -> None:
        """Leave out which columns a row has; a file need not say so."""

    def _write_rows(self) -> None:
        """Write every row that has cells or a height."""
        self._calculate_spans()
        formats: dict[int, str] = {}
        for row in sorted(self.table.keys() | self.row_info.keys()):
            cells = self.table.get(row)
            if not cells:
                self._write_empty_row(row, None, self.row_info.get(row))
                continue
            self._write_row(row, None, self.row_info.get(row))
            written = []
            for column in sorted(cells):
                found = cells[column]
                style = formats.get(id(found.format))
                if style is None:
                    style = formats[id(found.format)] = f' s="{found.format._get_xf_index()}"'
                at = f' r="{column_name(column)}{row + 1}"{style}'
                written.append(WRITERS[type(found).__name__](at, found))
            self.fh.write("".join(written))
            self._xml_end_tag("row")
        self.table.clear()
