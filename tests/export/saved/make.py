"""
Make the workbooks of this folder anew: `python -m tests.export.saved.make`; README.md says what each is.

It needs LibreOffice, and Node with exceljs and xlsx (SheetJS) from the npm registry in the folder that NODE_PATH names.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from budget.catalogue import load_catalogue
from budget.engine import compose_package
from budget.export import write_workbook
from tests.conftest import TOY2
from tests.export.saved.google import google
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


def typed_export() -> bytes:
    """Return the workbook with the toggle that was typed, as our own export holds it."""
    package = compose_package(catalogue := load_catalogue(TOY2), CHOSEN)
    place = list(catalogue.measures).index(ADDED)

    def change(named: Callable[[str], object]) -> None:
        named("Keuze_invoer")[place][0].value = 1  # type: ignore[index]  # rows of cells

    return edit(write_workbook(package, NAME, "nl", "Eén\ntwee"), change)


def main() -> None:
    """Write every workbook of the folder."""
    typed = typed_export()
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
