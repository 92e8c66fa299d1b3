"""
The Word nota: the print view's content as a document of Word, with heading styles and real tables.

Pure: a package in, the bytes of a .docx out. Texts of a user stay text; characters that XML forbids are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from budget.engine import Package
from dashboard.paper.paper import Figures, Section, Summary
from dashboard.paper.summary import summarise
from dashboard.words import in_language, t

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"
BLUE = RGBColor(0x15, 0x42, 0x73)
TINT, LINE = "E9EEF4", "9AA9B8"
TEXT_WIDTH = 174.0  # mm between the margins of an A4 page
NUMBER_WIDTH = 16.5
ROWS_KEPT_TOGETHER = 12
LANGUAGE_TAGS = {"nl": "nl-NL", "en": "en-GB"}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Leave out the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def _element(parent: Any, tag: str, **attributes: str) -> Any:
    """Add a WordprocessingML element; python-docx has no names for these."""
    node = OxmlElement(tag)
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), value)
    parent.append(node)
    return node


def _set_fonts(style: Any, size: float, bold: bool | None = None, colour: RGBColor | None = None) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    if bold is not None:
        style.font.bold = bold
    if colour is not None:
        style.font.color.rgb = colour


def _space(style: Any, before: float, after: float, line: float = 1.1) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line


def set_styles(document: Any, tag: str) -> None:
    """Give the styles their fonts and spacing, and the document its language."""
    styles = document.styles
    _set_fonts(styles["Normal"], 9.5)
    _space(styles["Normal"], 0, 3)
    for name, size, before, after in (("Title", 18, 0, 4), ("Heading 1", 12, 11, 3), ("Heading 2", 10.5, 8, 2)):
        _set_fonts(styles[name], size, True, BLUE)
        _space(styles[name], before, after, 1.0)
    title = styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if title is not None:
        styles["Title"].element.pPr.remove(title)
    _set_fonts(styles["Caption"], 8, False, RGBColor(0x33, 0x3F, 0x4B))
    _space(styles["Caption"], 0, 2)
    styles["Caption"].paragraph_format.keep_with_next = True
    _set_fonts(styles["List Bullet"], 9)
    _space(styles["List Bullet"], 0, 2)
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    _element(defaults, "w:lang", val=tag, eastAsia=tag, bidi="ar-SA")


def set_page(document: Any) -> None:
    """Make the page A4, upright."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm((210 - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Mm(18), Mm(18)
    section.header_distance, section.footer_distance = Mm(9), Mm(9)


def set_properties(document: Any, summary: Summary, tag: str, printed: str) -> None:
    """Fill in the document's own description; dates are those of printing, or else of nothing but the catalogue."""
    properties = document.core_properties
    properties.title = clean(summary.name)[:255]
    properties.subject = summary.version
    properties.comments = clean(summary.description)[:255]
    properties.author = properties.last_modified_by = t("BMH-rekenmodel migratieketen")
    properties.keywords = t("begroting, migratieketen, BMH")
    properties.language = tag
    properties.created = properties.modified = datetime.fromisoformat(printed).replace(tzinfo=UTC)


def _field(paragraph: Any, code: str) -> None:
    for kind in ("begin", "instruction", "separate", "text", "end"):
        run = paragraph.add_run()
        if kind == "instruction":
            _element(run._r, "w:instrText").text = code
        elif kind == "text":
            run.text = "1"
        else:
            _element(run._r, "w:fldChar", fldCharType=kind)


def set_footer(document: Any, summary: Summary) -> None:
    """Put the catalogue's version and the page numbers at the foot of every page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style.paragraph_format.tab_stops.clear_all()
    paragraph.style.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _set_fonts(paragraph.style, 8)
    paragraph.add_run(f"{summary.version}\t{t('pagina')} ")
    _field(paragraph, "PAGE")
    paragraph.add_run(f" {t('van')} ")
    _field(paragraph, "NUMPAGES")


def _shade(cell: Any, fill: str) -> None:
    _element(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=fill)


def _borders(table: Any) -> None:
    properties = table._tbl.tblPr
    borders = _element(properties, "w:tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        _element(borders, f"w:{side}", val="single", sz=size, space="0", color=LINE)
    margins = _element(properties, "w:tblCellMar")
    for side, width in (("top", "25"), ("left", "55"), ("bottom", "25"), ("right", "55")):
        _element(margins, f"w:{side}", w=width, type="dxa")


def _write(cell: Any, text: str, size: float, bold: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(clean(text))
    run.font.size, run.bold = Pt(size), bold


def _widths(head: Sequence[str], words: bool) -> list[float]:
    numbers = len(head) - 1 - words
    last = [32.0] if words else []
    width = 15.2 if words else NUMBER_WIDTH
    return [TEXT_WIDTH - numbers * width - sum(last), *[width] * numbers, *last]


def add_table(document: Any, figures: Figures, words: bool) -> None:
    """Add a table with its caption, a marked header row and rows that stay whole; `words`: the last column is text."""
    legend, *notes = figures.notes
    document.add_paragraph(clean(f"{figures.caption}, {legend}"), style="Caption")
    table = document.add_table(rows=0, cols=len(figures.head))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _borders(table)
    widths, size = _widths(figures.head, words), 7.5 if words else 8.5
    lines = [(figures.head[0], figures.head[1:], "head"), *((row.label, row.cells, row.kind) for row in figures.rows)]
    whole = len(lines) <= ROWS_KEPT_TOGETHER
    for place, (label, cells, kind) in enumerate(lines):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        _element(properties, "w:cantSplit")
        if kind == "head":
            _element(properties, "w:tblHeader")
        for column, text in enumerate((label, *cells)):
            cell = row.cells[column]
            cell.width = Mm(widths[column])
            is_text = column == 0 or (words and column == len(cells))
            _write(cell, text, size, kind in {"head", "group", "total"}, not is_text)
            if kind in {"head", "total"}:
                _shade(cell, TINT)
            cell.paragraphs[0].paragraph_format.keep_with_next = place < len(lines) - 1 and (
                whole or kind in {"head", "group"} or place == len(lines) - 2
            )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for note in notes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(2)
        paragraph.add_run(clean(note)).font.size = Pt(8)


def add_section(document: Any, section: Section) -> None:
    """Add a section: heading with its table, its lines or the text that says there are none."""
    document.add_heading(section.title, level=1)
    if section.table is not None:
        add_table(document, section.table, words=section.key == "targets")
        return
    if not section.lines:
        document.add_paragraph(section.empty)
    for term, text in section.lines:
        paragraph = document.add_paragraph(style="List Bullet")
        size = Pt(8 if section.key == "sources" else 9)
        paragraph.paragraph_format.space_after = Pt(1)
        for run, bold in ((paragraph.add_run(clean(f"{term} ")), True), (paragraph.add_run(clean(text)), False)):
            run.bold, run.font.size = bold, size


def _add_front(document: Any, summary: Summary) -> None:
    document.add_paragraph(clean(summary.name), style="Title")
    if summary.description:
        document.add_paragraph(clean(summary.description))
    for line in summary.core:
        document.add_paragraph().add_run(clean(line)).bold = True
    settings = document.add_paragraph()
    settings.paragraph_format.space_before = Pt(4)
    settings.add_run(f"{t('Instellingen')}: ").bold = True
    settings.add_run(
        "; ".join(
            f"{name[:1].lower() + name[1:] if name[1:2].islower() else name} {value}"
            for name, value in summary.settings
        )
        + "."
    )


def write_nota(package: Package, name: str, description: str, language: str, printed: str = "") -> bytes:
    """
    Write a package as a Word document in a language ("nl" or "en").

    `printed` is the ISO date of printing; without it the catalogue's date dates the file, so that equal input gives
    an equal document.
    """
    with in_language(language):
        summary = summarise(package, name, description, printed)
        tag = LANGUAGE_TAGS.get(language, LANGUAGE_TAGS["nl"])
        document = Document()
        set_styles(document, tag)
        set_page(document)
        set_properties(document, summary, tag, printed or package.catalogue.info.date)
        set_footer(document, summary)
        _add_front(document, summary)
        for section in summary.sections:
            add_section(document, section)
        for line in summary.colophon:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(6 if line == summary.version else 0)
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.add_run(line).font.size = Pt(8)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
