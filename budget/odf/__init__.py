"""OpenDocument without an office program: a workbook of ours as .ods, a nota as .odt, and an .ods read."""

from budget.odf.formula import FormulaError, translate
from budget.odf.package import ODS, ODT, About, meta_xml, pack
from budget.odf.reader import OdsBook
from budget.odf.text import to_odt
from budget.odf.workbook import to_ods
from budget.odf.xml import HEAD, SPACES, attributes, marked, paragraphs, tag, written

__all__ = [
    "HEAD",
    "ODS",
    "ODT",
    "SPACES",
    "About",
    "FormulaError",
    "OdsBook",
    "attributes",
    "marked",
    "meta_xml",
    "pack",
    "paragraphs",
    "tag",
    "to_ods",
    "to_odt",
    "translate",
    "written",
]
