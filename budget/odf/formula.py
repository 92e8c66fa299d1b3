"""
Formulas of an Excel workbook as OpenFormula (ODF 1.3, part 4): the same calculation in the notation of the standard.

What differs: references stand between brackets with a point before the cell, arguments are parted by semicolons, and
functions that Excel hides behind a prefix go by their own name. `Blad!$A$1:B2` becomes `[$Blad.$A$1:.B2]`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

PREFIX: Final = "of:"

_REFERENCE: Final = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?(?![\w.(!])"
_CHANGED: Final = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
    |(?P<sheets>(?<![\w.$])[^\W\d][\w.]*:[^\W\d][\w.]*!)
    |(?P<ref>(?:'(?:[^']|'')+'!|(?<![\w.$])[^\W\d][\w.]*!|(?<![\w.$!]))(?:{_REFERENCE}))
    |(?P<part>,)
    |(?P<array>\{{[^{{}}]*\}})
    |(?P<function>(?<![\w.])(?:_xlfn\.|_xlws\.)+[\w.]+(?=\())
    |(?P<truth>(?<![\w.])(?:TRUE|FALSE)(?![\w.(]))
    |(?P<error>\#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|REF!))
    |(?P<foreign>[\[\]{{}}@!\#])""",
    re.VERBOSE | re.IGNORECASE,
)
"""What is written otherwise in OpenFormula; `foreign` and `sheets` are signs of what has no counterpart in it."""
_CELL: Final = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?(?P<first>[^:]+)(?::(?P<last>.+))?")
_PLAIN_SHEET: Final = re.compile(r"[^\W\d]\w*")
_PREFIXES: Final = re.compile(r"_xlfn\.|_xlws\.", re.IGNORECASE)
_OWN: Final = frozenset({"CONCAT", "IFS", "MAXIFS", "MINIFS", "SWITCH", "TEXTJOIN"})
"""Functions of which OpenFormula has no word; programs know them under the name of who made them."""


class FormulaError(ValueError):
    """A formula with something that has no counterpart here: a table's column, a range of ranges, another workbook."""


@lru_cache(maxsize=1000)
def sheet_name(name: str) -> str:
    """Write the name of a sheet as a reference holds it; between quotes unless it is one plain word."""
    return name if _PLAIN_SHEET.fullmatch(name) else "'" + name.replace("'", "''") + "'"


def _plain(name: str) -> str:
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


@lru_cache(maxsize=20_000)
def address(reference: str) -> str:
    """Write a reference of Excel as an address of ODF, without brackets, as named areas have it."""
    found = _CELL.fullmatch(reference)
    if found is None:
        raise FormulaError(reference)
    where = f"${sheet_name(_plain(found['sheet']))}" if found["sheet"] else ""
    first, last = found["first"].upper(), (found["last"] or "").upper()
    return f"{where}.{first}" + (f":.{last}" if last else "")


def area(reference: str, sheet: str = "") -> str:
    """
    Write a reference as an area that charts and tables name: both ends with their sheet, nothing fixed.

    `sheet` is where a reference without a sheet points to.
    """
    where, _, cells = reference.rpartition("!")
    name = sheet_name(_plain(where) if where else sheet)
    first, _, last = cells.replace("$", "").partition(":")
    return f"{name}.{first}:{name}.{last or first}"


def translate(formula: str) -> str:
    """
    Return a formula of Excel, with or without its equals sign, as OpenFormula without the prefix of the standard.

    Raises FormulaError for what has no counterpart.
    """
    return "=" + _CHANGED.sub(_written, formula.removeprefix("="))


def _written(match: re.Match[str]) -> str:
    """Write what differs, by its kind."""
    kind, token = match.lastgroup, match[0]
    if kind == "part":
        return ";"
    if kind == "ref":
        return f"[{address(token)}]"
    if kind == "array":
        return token.replace(";", "|").replace(",", ";")
    if kind == "function":
        own = _PREFIXES.sub("", token).upper()
        return f"COM.MICROSOFT.{own}" if own in _OWN else own
    if kind == "truth":
        return f"{token.upper()}()"
    if kind in {"foreign", "sheets"}:
        raise FormulaError(match.string)
    return token
