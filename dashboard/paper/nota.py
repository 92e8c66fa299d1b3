"""
The Word nota: the print view's content, filled into a template of Word.

The house style is the template's, dashboard/assets/nota.docx, and is changed in Word: its styles, widths, margins and
footer. Pure: a package in, the bytes of a .docx out. Texts of a user stay text; characters that XML forbids are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, ParamSpec

from docx.document import Document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from markupsafe import Markup, escape

from budget.engine import Package
from budget.odf import to_odt
from dashboard.paper.changes import AS_IT_WAS, Since
from dashboard.paper.nota_tables import lay_out
from dashboard.paper.paper import Figures, Section, Summary
from dashboard.paper.summary import summarise
from dashboard.words import in_language, t

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATE = Path(__file__).parent.parent / "assets" / "nota.docx"
ROWS_KEPT_TOGETHER = 11
LANGUAGE_TAGS = {"nl": "nl-NL", "en": "en-GB"}
LONGEST_PROPERTY = 255
_Asked = ParamSpec("_Asked")
OPENED, CLOSED = Markup("&#123;"), Markup("&#125;")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Leave out the characters that XML cannot hold, and end lines in one way."""
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def written(text: str) -> Markup:
    """Escape a text for the template; its braces too, as docxtpl reads some after filling in."""
    return escape(clean(text)).replace("{", OPENED).replace("}", CLOSED)


def _all_written(texts: Sequence[str]) -> list[Markup]:
    return [written(text) for text in texts]


def table_context(figures: Figures) -> dict[str, Any]:
    """Return what the template needs of a table; `kept` rows stay on a page with the next one."""
    legend, *notes = figures.notes
    last = len(figures.rows) - 1
    whole = last < ROWS_KEPT_TOGETHER
    rows = [
        {
            "label": written(row.label),
            "cells": _all_written(row.cells),
            "kind": row.kind,
            "kept": place < last and (whole or place == last - 1),
        }
        for place, row in enumerate(figures.rows)
    ]
    return {
        "caption": written(f"{figures.caption}, {legend}"),
        "head": _all_written(figures.head),
        "rows": rows,
        "notes": _all_written(notes),
    }


def section_context(section: Section) -> dict[str, Any]:
    """Return what the template needs of a section; with `words` the last column of its table is text."""
    table = table_context(section.table) if section.table is not None else {}
    return {
        **table,
        "key": section.key,
        "title": written(section.title),
        "words": section.key in {"targets", "own"},
        "lines": [{"term": written(term), "text": written(text)} for term, text in section.lines],
        "empty": written(section.empty),
    }


def context(summary: Summary) -> dict[str, Any]:
    """Return everything that the template fills in, in the language spoken."""
    settings = "; ".join(
        f"{name[:1].lower() + name[1:] if name[1:2].islower() else name} {value}" for name, value in summary.settings
    )
    return {
        "name": written(summary.name),
        "description": written(summary.description),
        "core": _all_written(summary.core),
        "settings": written(settings),
        "sections": [section_context(section) for section in summary.sections],
        "colophon": _all_written(summary.colophon),
        "version": written(summary.version),
        "words": {"settings": t("Instellingen"), "page": t("pagina"), "of": t("van")},
    }


def describe(document: Document, summary: Summary, catalogue: str, tag: str, printed: str) -> None:
    """Set the document's language and its own description, with the catalogue's name; its dates are that of printing."""
    properties = document.core_properties
    properties.title = clean(summary.name)[:LONGEST_PROPERTY]
    properties.subject = summary.version
    properties.comments = clean(summary.description)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = t("Rekenmodel {catalogue}", catalogue=catalogue)
    properties.keywords = t("begroting, {catalogue}", catalogue=catalogue)
    properties.language = tag
    properties.created = properties.modified = datetime.fromisoformat(printed).replace(tzinfo=UTC)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)


def write_nota(
    package: Package,
    name: str,
    description: str,
    language: str,
    printed: str = "",
    shown: tuple[str, ...] | None = None,
    before: Package | None = None,
    since: Since = AS_IT_WAS,
) -> bytes:
    """
    Write a package as a Word document in a language ("nl" or "en"), with the targets `shown`, all without it.

    With `before`, the package as it was, it says what changed since; `since` says when that was.

    `printed` is the ISO date of printing; without it the catalogue's date dates the file, so that equal input gives
    an equal document.
    """
    with in_language(language):
        summary = summarise(package, name, description, printed, shown, before, since)
        template = DocxTemplate(TEMPLATE)
        template.render(context(summary), autoescape=True)
        tag = LANGUAGE_TAGS.get(language, LANGUAGE_TAGS["nl"])
        info = package.catalogue.info
        describe(template.docx, summary, info.short.get(language), tag, printed or info.date)
    lay_out(template.docx)
    stream = BytesIO()
    template.save(stream)
    return stream.getvalue()


def _as_odf(write: Callable[_Asked, bytes], name: str) -> Callable[_Asked, bytes]:
    """Return what writes the same paper as OpenDocument; a worker finds it by its `name` in this module."""

    def write_odf(*asked: _Asked.args, **named: _Asked.kwargs) -> bytes:
        """Write the paper as OpenDocument: its words, tables and styles are those of the Word document."""
        return to_odt(write(*asked, **named))

    write_odf.__name__ = write_odf.__qualname__ = name
    return write_odf


write_odf_nota = _as_odf(write_nota, "write_odf_nota")
"""What writes the nota as OpenDocument, asked as `write_nota` is."""
