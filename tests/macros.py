"""Macros of LibreOffice for the tests: code that a profile of its own runs on a list of steps, and what went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.calc import Calc

_FRAME: Final = """\
Private told

Sub {name}(steps As String)
  On Error GoTo failed
  Work(steps)
  StarDesktop.terminate()
  Exit Sub
failed:
  log = FreeFile()
  Open steps + ".log" For Output As #log
  Print #log, Error() + " in line " + Erl + ": " + told
  Close #log
  StarDesktop.terminate()
End Sub

Function Opened(url)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(url, "_blank", 0, hidden())
  For Each sheet In book.Sheets
    sheet.unprotect("")
  Next
  Opened = book
End Function

"""
"""What begins and ends a macro, and opens a workbook for it without protection; its own part is `Work`."""
_MODULE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="{name}" script:language="StarBasic">{code}
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
 library:passwordprotected="false"><library:element library:name="{name}"/></library:library>
"""


def run_macro(calc: Calc, run: int, name: str, code: str, steps: Path, count: int) -> None:
    """
    Run `code` as a module of that name on a file of steps, with time for so many workbooks.

    It has a procedure `Work`, which keeps in `told` the step that it is at and opens workbooks by `Opened`. What goes
    wrong is written beside the steps with that step, as `<steps>.log`.
    """
    profile = calc.profile(run)
    if not (profile / "user" / "basic" / "Standard" / "Module1.xba").exists():
        calc.macro(profile, "--terminate_after_init", 1)  # it makes its libraries when it first starts
    _install(profile, name, code)
    trouble = calc.macro(profile, f'macro:///Standard.{name}.{name}("{steps}")', count)
    log = steps.with_name(f"{steps.name}.log")
    trouble += log.read_text(encoding="utf-8") if log.exists() else ""
    assert not trouble, trouble


def _install(profile: Path, name: str, code: str) -> None:
    """Put a macro in the profile's own library, alone."""
    folder = profile / "user" / "basic" / "Standard"
    folder.mkdir(parents=True, exist_ok=True)
    code = (_FRAME.format(name=name) + code).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    (folder / f"{name}.xba").write_text(_MODULE.format(name=name, code=code), encoding="utf-8")
    (folder.parent / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
    (folder / "script.xlb").write_text(_LIBRARY.format(name=name), encoding="utf-8")
