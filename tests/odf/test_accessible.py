"""
Documents that everyone can read, as EN 301 549 asks of them: workbook and nota, of either standard, in either language.

1. Each says what it is called and in which language it is. 2. Tables have their heads marked, and pages repeat them; no
cells are merged. 3. What is a picture has its content in words. 4. Headings are headings.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from lxml import etree

from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.export import write_workbook
from budget.odf import tag, to_ods, to_odt
from dashboard.paper import write_nota
from tests.export.workbook_tools import open_book

pytestmark = pytest.mark.slow  # every kind of document in both languages

TAGS = {"nl": "nl-NL", "en": "en-GB"}
TITLE, LANGUAGE = tag("dc:title"), tag("dc:language")


@pytest.fixture(scope="module", params=["nl", "en"])
def spoken(request: pytest.FixtureRequest, full: Catalogue) -> tuple[str, dict[str, bytes]]:
    """A language, and a document of each kind in it."""
    language = request.param
    package = compose_package(full, list(full.measures)[::2])
    book, nota = write_workbook(package, "Proef", language), write_nota(package, "Proef", "", language)
    return language, {"xlsx": book, "ods": to_ods(book), "docx": nota, "odt": to_odt(nota)}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root(data: bytes, part: str) -> Any:
    return etree.fromstring(parts(data)[part])


def test_each_says_its_title_and_language(spoken: tuple[str, dict[str, bytes]]) -> None:
    """Among its properties, and where its texts are: styles, charts."""
    language, documents = spoken
    for ending, data in documents.items():
        about = root(data, "docProps/core.xml" if ending.endswith("x") else "meta.xml")
        assert (about.findtext(f".//{TITLE}"), about.findtext(f".//{LANGUAGE}")) == ("Proef", TAGS[language]), ending
    charts = [content for name, content in parts(documents["xlsx"]).items() if name.startswith("xl/charts/chart")]
    assert charts
    for chart in charts:
        assert set(re.findall(rb'\blang="([^"]*)"|<c:lang val="([^"]*)"', chart)) == {
            (TAGS[language].encode(), b""),
            (b"", TAGS[language].encode()),
        }
    tongue, country = TAGS[language].split("-")
    for ending in ("ods", "odt"):
        styles = root(documents[ending], "styles.xml")
        assert {
            (node.get(tag("fo:language")), node.get(tag("fo:country")))
            for node in styles.iter(tag("style:text-properties"))
            if node.get(tag("fo:language"))
        } == {(tongue, country)}


def test_tables_have_their_heads(spoken: tuple[str, dict[str, bytes]]) -> None:
    """Each sheet repeats the rows of its heads on every page; each table in the .xlsx and in a nota marks them."""
    _, documents = spoken
    book = open_book(documents["xlsx"], values=False)
    repeated = {sheet.title for sheet in book if sheet.print_title_rows}
    assert len(book.sheetnames) - len(repeated) <= 1  # the first says how to read the others
    tables = [table for sheet in book for table in sheet.tables.values()]
    assert len(tables) > 8
    assert all(table.headerRowCount == 1 for table in tables)
    assert not any(sheet.merged_cells.ranges for sheet in book)
    content = root(documents["ods"], "content.xml")
    marked = {
        table.get(tag("table:name"))
        for table in content.iter(tag("table:table"))
        if table.find(tag("table:table-header-rows")) is not None
    }
    assert marked == repeated
    assert not list(content.iter(tag("table:covered-table-cell")))


def test_what_is_a_picture_is_said_in_words(spoken: tuple[str, dict[str, bytes]]) -> None:
    """A chart has its kind, its subject and where its figures stand, in both standards."""
    _, documents = spoken
    drawings = [
        content for name, content in parts(documents["xlsx"]).items() if re.match(r"xl/drawings/[^/]+xml", name)
    ]
    said = [text.decode() for drawing in drawings for text in re.findall(rb'descr="([^"]*)"', drawing)]
    frames = list(root(documents["ods"], "content.xml").iter(tag("draw:frame")))
    assert [frame.findtext(tag("svg:desc")) for frame in frames] == said
    assert len(said) == sum(drawing.count(b"<xdr:graphicFrame") for drawing in drawings) > 0
    assert all(len(text) > 40 for text in said)


def test_headings_are_headings(spoken: tuple[str, dict[str, bytes]]) -> None:
    """One title, and headings of which none is empty or skips a level."""
    _, documents = spoken
    content = root(documents["odt"], "content.xml")
    titles = [node for node in content.iter(tag("text:p")) if node.get(tag("text:style-name")) == "Title"]
    headings = list(content.iter(tag("text:h")))
    assert len(titles) == 1
    assert len(headings) > 4
    assert {node.get(tag("text:outline-level")) for node in headings} == {"1"}
    assert all("".join(node.itertext()).strip() for node in headings)
