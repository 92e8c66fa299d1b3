"""
Hands on a workbook, for the tests: LibreOffice itself types, inserts, sorts, renames and removes, then saves.

A macro of a profile of its own does what a list of steps says, so that formulas and names follow as in a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.calc import Calc

Step = tuple[str, ...]
"""What is done: a word, the sheet, and what it takes, see `MACRO`."""

MACRO: Final = """\
Sub Hands(steps As String)
  On Error GoTo failed
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName" : saved(0).Value = "Calc MS Excel 2007 XML"
  file = FreeFile()
  Open steps For Input As #file
  Do While Not Eof(file)
    Line Input #file, told
    part = Split(told, Chr(9))
    If part(0) = "open" Then
      book = StarDesktop.loadComponentFromURL(part(1), "_blank", 0, hidden())
      For Each sheet In book.Sheets
        sheet.unprotect("")
      Next
    ElseIf part(0) = "save" Then
      book.calculateAll()
      book.storeToURL(part(1), saved())
      book.close(True)
    Else
      Change(book, part)
    End If
  Loop
  Close #file
  StarDesktop.terminate()
  Exit Sub
failed:
  log = FreeFile()
  Open steps + ".log" For Output As #log
  Print #log, Error() + " in line " + Erl + ": " + told
  Close #log
  StarDesktop.terminate()
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
_MODULE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Hands" script:language="StarBasic">{code}
</script:module>
"""
_LIBRARIES: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
  library:link="false"/></library:libraries>
"""
_LIBRARY: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Hands"/></library:library>
"""


def _install(profile: Path) -> None:
    """Put the macro in the profile's own library."""
    folder = profile / "user" / "basic" / "Standard"
    folder.mkdir(parents=True, exist_ok=True)
    code = MACRO.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    (folder / "Hands.xba").write_text(_MODULE.format(code=code), encoding="utf-8")
    (folder.parent / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
    (folder / "script.xlb").write_text(_LIBRARY, encoding="utf-8")


def by_hand(calc: Calc, folder: Path, data: bytes, cases: Mapping[str, Sequence[Step]]) -> dict[str, bytes]:
    """Do the steps of each case in a workbook of its own, unprotected, in one run; returns what each was saved as."""
    (folder / "from.xlsx").write_bytes(data)
    lines, paths = [], {name: folder / f"case{nth}.xlsx" for nth, name in enumerate(cases)}
    for name, steps in cases.items():
        lines += [("open", (folder / "from.xlsx").as_uri()), *steps, ("save", paths[name].as_uri())]
    (folder / "steps.txt").write_text("\n".join("\t".join(line) for line in lines), encoding="utf-8")
    profile = calc.profile(0)
    if not (profile / "user" / "basic" / "Standard" / "Module1.xba").exists():
        calc.macro(profile, "--terminate_after_init", 1)  # it makes its libraries when it first starts
    _install(profile)
    trouble = calc.macro(profile, f'macro:///Standard.Hands.Hands("{folder / "steps.txt"}")', len(cases))
    log = folder / "steps.txt.log"
    trouble += log.read_text(encoding="utf-8") if log.exists() else ""
    missing = [name for name, path in paths.items() if not path.exists()]
    assert not trouble, trouble
    assert not missing, missing
    return {name: path.read_bytes() for name, path in paths.items()}
