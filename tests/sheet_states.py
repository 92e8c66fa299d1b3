"""
Many states of one workbook, for the tests: LibreOffice opens it once, types each state into it and tells what it shows.

As in a person's hands: what is typed is calculated on from there, and taken back before the next state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from tests.calc import Calc
from tests.macros import run_macro

Typed = Mapping[tuple[str, str], object]
"""What is typed: by sheet and cell a number, a text, or None for nothing."""
Sheets = dict[str, list[list[str]]]
"""The rows of cells of the sheets that were asked for."""

MACRO: Final = """\
Sub Work(steps)
  Dim cells(5000)
  Dim before(5000)
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  source = createUnoService("com.sun.star.io.TextInputStream")
  source.setInputStream(files.openFileRead(ConvertToURL(steps)))
  source.setEncoding("UTF-8")
  target = createUnoService("com.sun.star.io.TextOutputStream")
  target.setOutputStream(files.openFileWrite(ConvertToURL(steps + ".out")))
  target.setEncoding("UTF-8")
  count = 0
  Do While Not source.isEOF()
    told = source.readLine()
    part = Split(told, Chr(9))
    Select Case part(0)
      Case "open"
        book = Opened(part(1))
      Case "number", "text", "empty"
        If count = 0 Then book.enableAutomaticCalculation(False)
        cell = book.Sheets.getByName(part(1)).getCellRangeByName(part(2))
        cells(count) = cell
        before(count) = cell.Formula
        count = count + 1
        If part(0) = "number" Then
          cell.Value = Val(part(3))
        Else
          cell.String = part(3)
        End If
      Case "read"
        book.enableAutomaticCalculation(True)
        book.calculate()
        target.writeString("state" + Chr(9) + part(1) + Chr(10))
        Report(book, part, target)
        For place = 0 To count - 1
          cells(place).Formula = before(place)
        Next
        count = 0
    End Select
  Loop
  target.closeOutput()
  book.close(True)
End Sub

Sub Report(book, part, target)
  For nth = 2 To UBound(part)
    sheet = book.Sheets.getByName(part(nth))
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    Rows(sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow), "row", sheet, target)
  Next
  For Each sheet In book.Sheets
    Rows(sheet.getCellRangeByName("A1:A3"), "head", sheet, target)
    wrong = sheet.queryFormulaCells(4)
    If wrong.Count > 0 Then
      target.writeString("error" + Chr(9) + sheet.Name + Chr(9) + wrong.RangeAddressesAsString + Chr(10))
    End If
  Next
End Sub

Sub Rows(area, kind, sheet, target)
  For Each values In area.getDataArray()
    line = kind + Chr(9) + sheet.Name
    For place = 0 To UBound(values)
      line = line + Chr(9) + Plain(values(place))
    Next
    target.writeString(line + Chr(10))
  Next
End Sub

Function Plain(found)
  If VarType(found) = 5 Then
    text = Trim(Str(found))
    If Val(text) <> found Then text = text + "~"
    Plain = text
  ElseIf VarType(found) = 8 Then
    Plain = Join(Split(Join(Split(found, Chr(10)), " "), Chr(9)), " ")
  Else
    Plain = ""
  End If
End Function
"""


def _steps(cases: Mapping[str, Typed], sheets: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for name, typed in cases.items():
        for (sheet, at), value in typed.items():
            if value is None:
                yield "empty", sheet, at, ""
            elif isinstance(value, str):
                yield "text", sheet, at, value
            else:
                yield "number", sheet, at, str(value)
        yield "read", name, *sheets


def _told(text: str) -> Iterator[tuple[str, Sheets, list[str]]]:
    """Read what the macro wrote: each state with its sheets and the places of its errors."""
    for state in re.split(r"(?m)^state\t", text)[1:]:
        name, *lines = state.rstrip("\n").split("\n")
        sheets, heads, errors = Sheets(), Sheets(), list[str]()
        for line in lines:
            kind, sheet, *cells = line.split("\t")
            if kind == "error":
                errors.append(f"{sheet}: {cells[0]}")
            else:
                (sheets if kind == "row" else heads).setdefault(sheet, []).append(cells)
        yield name, heads | sheets, errors


def states_of(
    calc: Calc, folder: Path, data: bytes, cases: Mapping[str, Typed], sheets: Sequence[str]
) -> dict[str, tuple[Sheets, list[str]]]:
    """
    Type each case into the workbook; return by name the sheets that are asked for, and the places of errors.

    Of the other sheets it returns the first three rows. A number that its decimals do not give back ends in "~".
    """
    names = list(cases)
    runs = min(calc.at_once, len(names))
    found: dict[str, tuple[Sheets, list[str]]] = {}

    def work(run: int) -> str:
        book = folder / f"book{run}.xlsx"  # of its own: a program that finds one open elsewhere asks what to do
        book.write_bytes(data)
        mine = {name: cases[name] for name in names[run::runs]}
        steps = folder / f"steps{run}.txt"
        lines = [("open", book.as_uri()), *_steps(mine, sheets), ("end",)]
        steps.write_text("\n".join("\t".join(line) for line in lines), encoding="utf-8")
        run_macro(calc, run, "States", MACRO, steps, len(mine))
        return steps.with_name(f"{steps.name}.out").read_text(encoding="utf-8")

    with ThreadPoolExecutor(runs) as pool:
        for text in pool.map(work, range(runs)):
            found |= {name: (shown, errors) for name, shown, errors in _told(text)}
    assert found.keys() == cases.keys()
    return {name: found[name] for name in names}
