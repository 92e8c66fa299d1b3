"""
Hands on a workbook, for the tests: LibreOffice itself types, inserts, sorts, renames and removes, then saves.

A macro of a profile of its own does what a list of steps says, so that formulas and names follow as in a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.calc import Calc
from tests.macros import run_macro

Step = tuple[str, ...]
"""What is done: a word, the sheet, and what it takes, see `MACRO`."""

MACRO: Final = """\
Sub Work(steps)
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName" : saved(0).Value = "Calc MS Excel 2007 XML"
  file = FreeFile()
  Open steps For Input As #file
  Do While Not Eof(file)
    Line Input #file, told
    part = Split(told, Chr(9))
    If part(0) = "open" Then
      book = Opened(part(1))
    ElseIf part(0) = "save" Then
      book.calculateAll()
      book.storeToURL(part(1), saved())
      book.close(True)
    Else
      Change(book, part)
    End If
  Loop
  Close #file
End Sub

Sub Change(book, part)
  sheets = book.Sheets
  If part(0) = "add" Then
    sheets.insertNewByName(part(1), CInt(part(2)))
    Exit Sub
  End If
  sheet = sheets.getByName(part(1))
  Select Case part(0)
    Case "number" : sheet.getCellRangeByName(part(2)).Value = Val(part(3))
    Case "text" : sheet.getCellRangeByName(part(2)).String = part(3)
    Case "formula" : sheet.getCellRangeByName(part(2)).Formula = part(3)
    Case "delete" : sheet.getCellRangeByName(part(2)).clearContents(1 + 2 + 4 + 16)
    Case "columns" : sheet.Columns.insertByIndex(CInt(part(2)), 1)
    Case "rows" : sheet.Rows.insertByIndex(CInt(part(2)), 1)
    Case "drop columns" : sheet.Columns.removeByIndex(CInt(part(2)), 1)
    Case "drop rows" : sheet.Rows.removeByIndex(CInt(part(2)), 1)
    Case "hide rows" : sheet.getCellRangeByName(part(2)).Rows.IsVisible = False
    Case "width" : sheet.getCellRangeByName(part(2)).Columns.Width = 9000
    Case "bold" : sheet.getCellRangeByName(part(2)).CharWeight = 150
    Case "rename" : sheet.Name = part(2)
    Case "remove" : sheets.removeByName(part(1))
    Case "place" : sheets.moveByName(part(1), CInt(part(2)))
    Case "copy" : sheets.copyByName(part(1), part(2), CInt(part(3)))
    Case "move"
      target = sheet.getCellRangeByName(part(3)).CellAddress
      sheet.moveRange(target, sheet.getCellRangeByName(part(2)).RangeAddress)
    Case "sort"
      area = sheet.getCellRangeByName(part(2))
      Dim field(0) As New com.sun.star.table.TableSortField
      field(0).Field = CInt(part(3)) : field(0).IsAscending = (part(4) = "up")
      Dim how(1) As New com.sun.star.beans.PropertyValue
      how(0).Name = "SortFields" : how(0).Value = field()
      how(1).Name = "ContainsHeader" : how(1).Value = False
      area.sort(how())
  End Select
End Sub
"""


def by_hand(calc: Calc, folder: Path, data: bytes, cases: Mapping[str, Sequence[Step]]) -> dict[str, bytes]:
    """Do the steps of each case in a workbook of its own, unprotected, in one run; returns what each was saved as."""
    (folder / "from.xlsx").write_bytes(data)
    lines, paths = [], {name: folder / f"case{nth}.xlsx" for nth, name in enumerate(cases)}
    for name, steps in cases.items():
        lines += [("open", (folder / "from.xlsx").as_uri()), *steps, ("save", paths[name].as_uri())]
    (folder / "steps.txt").write_text("\n".join("\t".join(line) for line in lines), encoding="utf-8")
    run_macro(calc, 0, "Hands", MACRO, folder / "steps.txt", len(cases))
    missing = [name for name, path in paths.items() if not path.exists()]
    assert not missing, missing
    return {name: path.read_bytes() for name, path in paths.items()}
