"""
Put a workbook in the form in which Google Sheets writes one; Google itself was not there to ask.

Known of it from files that it wrote, as other projects keep them in their tests and issues: no `docProps` and no
`dimension`; `sheetFormatPr` with a width and a height of its own; numbers as `1.0`; every row of the grid, a thousand
at least, also the empty ones, with `ht="15.75" customHeight="1"`; texts in `sharedStrings`; a drawing at each sheet, an
empty one too; lists of values (`dataValidations`) and conditional formats are kept; a formula that Excel does not have
is `IFERROR(__xludf.DUMMYFUNCTION("..."),value)`, with its last value.

Taken to be so, as the harder case: protection, tables and charts are gone, sheets in names stand between quotation
marks, what Excel marks with `_xlfn.` is written as what it does not have, and parts are streamed, their sizes after
them.
"""

from __future__ import annotations

import re
import zipfile
from html import escape, unescape
from io import BytesIO
from typing import Final

ROWS: Final = 1000
GONE: Final = ("dimension", "tableParts", "ignoredErrors", "sheetProtection", "drawing", "rowBreaks")
"""What of a sheet is not written."""
PARTS_GONE: Final = re.compile(r"docProps/|xl/(tables|drawings|charts)/")
DRAWING: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>'
)
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def google(data: bytes) -> bytes:
    """Return a workbook in the form of Google Sheets."""
    with zipfile.ZipFile(BytesIO(data)) as old:
        parts = {name: old.read(name).decode() for name in old.namelist() if not PARTS_GONE.match(name)}
    numbers = [found[1] for name in parts if (found := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name))]
    for name in list(parts):
        if name.startswith("xl/worksheets/_rels/"):
            del parts[name]
    parts = {name: _part(name, text, numbers) for name, text in parts.items()}
    for number in numbers:
        parts[f"xl/drawings/drawing{number}.xml"] = DRAWING
        parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/drawing" Target="../drawings/drawing{number}.xml"/>'
            "</Relationships>"
        )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with new.open(info, "w") as part:
                part.write(text.encode())
    return stream.getvalue()


def _part(name: str, text: str, numbers: list[str]) -> str:
    if name == "[Content_Types].xml":
        text = re.sub(r'<Override PartName="/(docProps/|xl/(tables|drawings|charts)/)[^>]*/>', "", text)
        kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
        drawn = "".join(
            f'<Override ContentType="{kind}" PartName="/xl/drawings/drawing{number}.xml"/>' for number in numbers
        )
        return text.replace("</Types>", f"{drawn}</Types>")
    if name.endswith(".rels"):
        return re.sub(r'<Relationship [^>]*Target="docProps/[^>]*/>', "", text)
    if name == "xl/workbook.xml":
        return re.sub(r">([^<>'!]+)!\$", r">'\1'!$", text)
    return _sheet(text) if name.startswith("xl/worksheets/") else text


def _sheet(text: str) -> str:
    for tag in GONE:
        text = re.sub(rf"<{tag}\b[^>]*?(/>|>.*?</{tag}>)", "", text, flags=re.DOTALL)
    text = re.sub(r"<sheetFormatPr[^>]*/>", _FORMAT, text)
    text = re.sub(r' spans="[^"]*"', "", text)
    text = re.sub(r"<f>([^<]*_xlfn\.[^<]*)</f>(?:<v>([^<]*)</v>)?", _unknown, text)
    text = re.sub(r"(<c [^>]*>(?:<f>[^<]*</f>)?<v>)(-?[0-9]+)</v>", _number, text)
    last = int(re.findall(r'<row r="([0-9]+)"', text)[-1])
    has = {int(row) for row in re.findall(r'<row r="([0-9]+)"', text)}
    blank = {row: f'<row r="{row}" ht="15.75" customHeight="1"/>' for row in range(1, max(ROWS, last) + 1)}
    written = re.split(r'(?=<row r=")', re.findall(r"<sheetData>(.*)</sheetData>", text, re.DOTALL)[0])
    rows = {int(re.findall(r'r="(\d+)"', row)[0]): row for row in written if row}
    assert rows.keys() == has
    every = "".join(rows.get(row, empty) for row, empty in blank.items())
    text = re.sub(r"<sheetData>.*</sheetData>", lambda _: f"<sheetData>{every}</sheetData>", text, flags=re.DOTALL)
    return text.replace("</worksheet>", '<drawing r:id="rId1"/></worksheet>')


_FORMAT: Final = '<sheetFormatPr customHeight="1" defaultColWidth="12.63" defaultRowHeight="15.75"/>'


def _unknown(found: re.Match[str]) -> str:
    """Return a formula of which Excel does not know a function, with its last value."""
    formula, value = unescape(found[1]).replace("_xlfn.", ""), unescape(found[2] or "")
    quoted = '"' + formula.replace('"', '""') + '"'
    last = value if re.fullmatch(r"-?[0-9.]+", value) else '"' + value.replace('"', '""') + '"'
    shown = f"<v>{escape(value, quote=False)}</v>"
    return f"<f>{escape(f'IFERROR(__xludf.DUMMYFUNCTION({quoted}),{last})', quote=False)}</f>{shown}"


def _number(found: re.Match[str]) -> str:
    """Return a whole number with a decimal; a place in the list of texts is none, nor is a yes or no."""
    if re.search(r' t="(s|b|str)"', found[1].split(">")[0]):
        return found[0]
    return f"{found[1]}{found[2]}.0</v>"
