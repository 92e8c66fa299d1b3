"""
An .ods made of an .xlsx that this calculator wrote: every sheet, cell, formula, name, rule and chart of it.

No other program takes part. It knows nothing of what stands in the workbook, so that a new sheet or column needs nothing here.
"""

from __future__ import annotations

from typing import Final

from budget.odf.about import about_of
from budget.odf.cells import Sizes, Table
from budget.odf.charts import Charts
from budget.odf.formula import address, area, sheet_name
from budget.odf.package import ODS, VERSION, meta_xml, pack
from budget.odf.pages import Pages
from budget.odf.rules import Rules
from budget.odf.settings import settings_xml, view_of
from budget.odf.styles import Looks
from budget.odf.xlsx import MAIN, XlsxFile, XlsxSheet
from budget.odf.xml import HEAD, SPACES, attributes

_CALCULATION: Final = {
    "table:case-sensitive": "false",
    "table:precision-as-shown": "false",
    "table:search-criteria-must-apply-to-whole-cell": "true",
    "table:automatic-find-labels": "false",
    "table:use-regular-expressions": "false",
    "table:use-wildcards": "true",
    "table:null-year": "1930",
}
"""Texts are compared and looked up as Excel does."""
_TITLES: Final = "_xlnm.Print_Titles"
_AREA: Final = "_xlnm.Print_Area"


def _heads(file: XlsxFile) -> dict[int, tuple[int, int]]:
    """Return by sheet the first and last row that its pages repeat, from 0."""
    found = {}
    for name, where, sheet in file.names:
        rows = where.rpartition("!")[2].replace("$", "").partition(":")
        if name == _TITLES and sheet is not None and rows[0].isdecimal():
            found[sheet] = int(rows[0]) - 1, int(rows[2]) - 1
    return found


def _printed(file: XlsxFile) -> dict[int, str]:
    """Return by sheet the area that is printed, where that is not all of it."""
    return {sheet: address(where) for name, where, sheet in file.names if name == _AREA and sheet is not None}


def _ranges(sheet: XlsxSheet) -> list[str]:
    """Return a sheet's tables as areas with buttons to filter them."""
    found = []
    for link in sheet.file.links(sheet.path).values():
        if link.kind == "table":
            node = sheet.file.part(link.target)
            told = {
                "table:name": node.get("displayName"),
                "table:target-range-address": area(node.get("ref"), sheet.name),
                "table:display-filter-buttons": "true" if node.find(f"{MAIN}autoFilter") is not None else "false",
            }
            found.append(f"<table:database-range{attributes(told)}/>")
    return found


def _names(file: XlsxFile) -> str:
    found = [
        f"<table:named-range{attributes({'table:name': name, 'table:base-cell-address': f'${sheet_name(file.sheets[0].name)}.$A$1', 'table:cell-range-address': address(where)})}/>"
        for name, where, _ in file.names
        if not name.startswith("_xlnm.")
    ]
    return f"<table:named-expressions>{''.join(found)}</table:named-expressions>" if found else ""


class _Writer:
    """The parts of an .ods in the making."""

    def __init__(self, file: XlsxFile) -> None:
        self.file = file
        self.looks, self.rules, self.sizes, self.pages, self.charts = (
            Looks(file),
            Rules(),
            Sizes(),
            Pages(),
            Charts(file),
        )
        self.masters: dict[str, str] = {}
        self.views: list[str] = []
        self.heads, self.printed = _heads(file), _printed(file)

    def table(self, number: int, sheet: XlsxSheet) -> str:
        """Return a sheet as a table."""
        self.rules.read(sheet)
        table = Table(sheet, self.looks, self.rules, self.sizes, self.heads.get(number))
        master = self.pages.master(sheet)
        style = self.masters.setdefault(master, f"ta{len(self.masters) + 1}")
        locked = sheet.find("sheetProtection") is not None
        head = {
            "table:name": sheet.name,
            "table:style-name": style,
            "table:protected": "true" if locked else "",
            "table:print-ranges": self.printed.get(number, ""),
        }
        drawn = self.charts.shapes(sheet)
        shapes = f"<table:shapes>{drawn}</table:shapes>" if drawn else ""
        return f"<table:table{attributes(head)}>{shapes}{table.columns()}{''.join(table.rows())}</table:table>"

    def content(self) -> str:
        """Return the part with the sheets."""
        tables, ranges = [], []
        for number, sheet in enumerate(self.file.sheets):
            tables.append(self.table(number, sheet))
            ranges += _ranges(sheet)
            self.views.append(view_of(sheet))
            sheet.let_go()
        validations = "".join(self.rules.listed)
        listed = f"<table:content-validations>{validations}</table:content-validations>" if validations else ""
        areas = f"<table:database-ranges>{''.join(ranges)}</table:database-ranges>" if ranges else ""
        shown = "".join(
            f"<style:style{attributes({'style:name': name, 'style:family': 'table', 'style:master-page-name': master})}>"
            '<style:table-properties table:display="true"/></style:style>'
            for master, name in self.masters.items()
        )
        styles = self.sizes.written() + shown + self.looks.numbers() + self.looks.written() + self.charts.styles
        return (
            f"{HEAD}<office:document-content{attributes({**SPACES, 'office:version': VERSION})}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
            f"<table:calculation-settings{attributes(_CALCULATION)}/>{listed}{''.join(tables)}{_names(self.file)}{areas}"
            "</office:spreadsheet></office:body></office:document-content>"
        )

    def styles(self, language: str) -> str:
        """Return the part with what cells and pages build on; asked after the content."""
        tongue, _, country = language.partition("-")
        font = {"style:name": "Arial", "svg:font-family": "Arial", "style:font-family-generic": "swiss"}
        text = {"style:font-name": "Arial", "fo:font-size": "10pt", "fo:language": tongue, "fo:country": country}
        return (
            f"{HEAD}<office:document-styles{attributes({**SPACES, 'office:version': VERSION})}>"
            f"<office:font-face-decls><style:font-face{attributes(font)}/></office:font-face-decls><office:styles>"
            f'<style:default-style style:family="table-cell"><style:text-properties{attributes(text)}/></style:default-style>'
            '<style:style style:name="Default" style:family="table-cell"/>'
            f"{self.looks.conditions()}</office:styles><office:automatic-styles>{self.pages.layouts()}</office:automatic-styles>"
            f"<office:master-styles>{self.pages.written()}</office:master-styles></office:document-styles>"
        )


def to_ods(xlsx: bytes) -> bytes:
    """
    Return the workbook of an .xlsx that this calculator wrote as an .ods, with the same values and formulas.

    Raises FormulaError for a formula that has no counterpart; no sheet of ours has one.
    """
    file = XlsxFile(xlsx)
    about = about_of(file)
    writer = _Writer(file)
    content = writer.content()
    parts = {
        "content.xml": content,
        "styles.xml": writer.styles(about.language),
        "meta.xml": meta_xml(about),
        "settings.xml": settings_xml(writer.views, file.sheets[file.shown_sheet].name),
        **writer.charts.parts,
    }
    return pack(ODS, parts, writer.charts.folders)
