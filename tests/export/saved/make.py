"""
Make the workbooks of this folder anew: `python -m tests.export.saved.make`; README.md says what each is.

It needs LibreOffice, and Node with exceljs and xlsx (SheetJS) from the npm registry in the folder that NODE_PATH names.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from budget.catalogue import load_catalogue
from budget.engine import compose_package
from budget.export import write_workbook
from tests.conftest import TOY2
from tests.export.workbook_tools import edit

HERE = Path(__file__).parent
CHOSEN, ADDED = ("dijk.1", "Z9"), "molen-x"
"""What was chosen at the export, and the toggle that was typed before the workbook was saved elsewhere."""
NAME = "Elders bewaard"

RESAVE = """
const fs = require("fs");
const [from, folder] = process.argv.slice(-2);
(async () => {
  const ExcelJS = require("exceljs");
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(from);
  await book.xlsx.writeFile(folder + "/exceljs.xlsx");
  const XLSX = require("xlsx");
  XLSX.writeFile(XLSX.readFile(from, { cellStyles: true }), folder + "/sheetjs.xlsx", { compression: true });
})();
"""


def google(data: bytes) -> bytes:
    """Put a workbook in the form in which Google Sheets writes one, see README.md."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not re.match(r"docProps/|xl/(tables|drawings|charts)/", name):
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                with new.open(info, "w") as part:
                    part.write(_google_part(name, old.read(name).decode()).encode())
    return stream.getvalue()


def _google_part(name: str, text: str) -> str:
    if name == "[Content_Types].xml":
        return re.sub(r'<Override PartName="/(docProps/|xl/(tables|drawings|charts)/)[^>]*/>', "", text)
    if name.endswith(".rels"):
        return re.sub(r'<Relationship [^>]*Target="(docProps/|\\.\\./(tables|drawings)/)[^>]*/>', "", text)
    if name == "xl/workbook.xml":
        return re.sub(r">([^<>'!]+)!\\$", r">'\1'!$", text)
    if not name.startswith("xl/worksheets/"):
        return text
    for tag in ("tableParts", "ignoredErrors", "sheetProtection", "drawing", "conditionalFormatting"):
        text = re.sub(rf"<{tag}\\b[^>]*(/>|>.*?</{tag}>)", "", text)
    text = re.sub(r"(<c [^>]*?(?<! t=\"str\")(?<! t=\"s\")>(?:<f>[^<]*</f>)?<v>-?[0-9]+)(</v>)", r"\1.0\2", text)
    last = int(re.findall(r'<row r="([0-9]+)"', text)[-1])
    blank = "".join(f'<row r="{row}" ht="15.75" customHeight="1"/>' for row in range(last + 1, last + 100))
    return text.replace("</sheetData>", f"{blank}</sheetData>")


def main() -> None:
    """Write every workbook of the folder."""
    package = compose_package(catalogue := load_catalogue(TOY2), CHOSEN)
    place = list(catalogue.measures).index(ADDED)

    def change(named: Callable[[str], object]) -> None:
        named("Keuze_invoer")[place][0].value = 1

    typed = edit(write_workbook(package, NAME, "nl", "Eén\ntwee"), change)
    with TemporaryDirectory() as folder:
        source = Path(folder) / "libreoffice.xlsx"
        source.write_bytes(typed)
        out = ["--outdir", str(HERE), str(source)]
        for form in ("xlsx:Calc MS Excel 2007 XML", "ods"):
            subprocess.run(["soffice", "--headless", "--convert-to", form, *out], check=True)
        node = shutil.which("node") or "node"
        subprocess.run([node, "-e", RESAVE, "--", str(source), str(HERE)], check=True)
    openpyxl.load_workbook(BytesIO(typed)).save(HERE / "openpyxl.xlsx")
    (HERE / "google.xlsx").write_bytes(google(typed))


if __name__ == "__main__":
    main()
