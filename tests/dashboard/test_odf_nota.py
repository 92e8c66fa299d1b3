"""
The nota as OpenDocument: the words, tables and styles of the Word nota, on the page and on the command line.

1. Every paragraph, heading, cell and field of the .docx is there, in a style of the same name. 2. It is accessible:
headings with their level, marked header rows, lists, language, title. 3. What a user typed stays text.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from budget.catalogue import Catalogue
from budget.engine import Package, compose_package
from budget.odf import tag
from dashboard.__main__ import main
from dashboard.paper import write_nota, write_odf_nota
from tests.dashboard.tools import run
from tests.languages import foreign, texts_of

STYLE_NAME = tag("text:style-name")
DESCRIPTION = "een  twee\n<w:p>&amp; {{ name }}\tdrie"


@pytest.fixture(scope="module")
def package(full: Catalogue) -> Package:
    """A package of the invented country with all that a catalogue may have."""
    return compose_package(full, list(full.measures)[::2])


@pytest.fixture(scope="module")
def written(package: Package) -> tuple[bytes, bytes]:
    """The same nota for Word and as OpenDocument."""
    asked = (package, "Proef & <b>", DESCRIPTION, "nl", "2026-03-04")
    return write_nota(*asked), write_odf_nota(*asked)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_neither_speaks_the_other_language(package: Package, language: str) -> None:
    """All that both say, also of themselves."""
    for write in (write_nota, write_odf_nota):
        texts = texts_of(write(package, "Proef", "", language, "2026-03-04"))
        assert len(texts) > 40
        assert foreign(texts, language) == [], write


def part(odt: bytes, name: str) -> Any:
    with zipfile.ZipFile(BytesIO(odt)) as archive:
        return etree.fromstring(archive.read(name))


def said(node: Any) -> str:
    """The text of a paragraph, with the spaces, tabs and lines that are elements."""
    if node.tag == tag("text:s"):
        return " " * int(node.get(tag("text:c"), "1"))
    own = {tag("text:tab"): "\t", tag("text:line-break"): "\n"}.get(node.tag, node.text or "")
    return own + "".join(said(child) + (child.tail or "") for child in node)


def styled(odt: bytes) -> list[tuple[str, str]]:
    """The paragraphs in order, each with its style."""
    body = part(odt, "content.xml").find(f"{tag('office:body')}/{tag('office:text')}")
    return [(node.get(STYLE_NAME), said(node)) for node in body.iter(tag("text:p"), tag("text:h"))]


def test_it_says_what_the_word_nota_says(written: tuple[bytes, bytes]) -> None:
    """Each paragraph in the order of the page, those in tables too, with the style by which the template knows it."""
    docx, odt = written
    document = Document(BytesIO(docx))
    names = {style.style_id for style in document.styles}
    body = document.element.body
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    expected = []
    for node in body.iter(f"{w}p"):
        style = node.find(f"{w}pPr/{w}pStyle")
        texts = {f"{w}t": lambda n: n.text or "", f"{w}tab": lambda _: "\t", f"{w}br": lambda _: "\n"}
        text = "".join(texts[part.tag](part) for run_ in node.iter(f"{w}r") for part in run_ if part.tag in texts)
        expected.append((style.get(f"{w}val") if style is not None else "Normal", text))
    found = styled(odt)
    assert found == expected
    assert {style for style, _ in found} <= names
    assert ("Normal", DESCRIPTION) in found
    defined = {node.get(tag("style:name")) for node in part(odt, "styles.xml").iter(tag("style:style"))}
    assert {style for style, _ in found} <= defined


def test_it_can_be_read_aloud(written: tuple[bytes, bytes], package: Package) -> None:
    """Title, language, levels of headings, marked header rows, lists that are lists, and a footer with fields."""
    odt = written[1]
    content, styles, meta = (part(odt, name) for name in ("content.xml", "styles.xml", "meta.xml"))
    assert meta.findtext(f".//{tag('dc:title')}") == "Proef & <b>"
    assert meta.findtext(f".//{tag('dc:language')}") == "nl-NL"
    spoken = styles.find(f".//{tag('style:default-style')}/{tag('style:text-properties')}")
    assert (spoken.get(tag("fo:language")), spoken.get(tag("fo:country"))) == ("nl", "NL")
    headings = [(node.get(tag("text:outline-level")), said(node)) for node in content.iter(tag("text:h"))]
    titles = [p.text for p in Document(BytesIO(written[0])).paragraphs if p.style.name == "Heading 1"]
    assert headings == [("1", title) for title in titles]
    tables = list(content.iter(tag("table:table")))
    assert len(tables) == len(Document(BytesIO(written[0])).tables) > 3
    for table in tables:
        assert len(table.findall(f"{tag('table:table-header-rows')}/{tag('table:table-row')}")) == 1
        columns = len(table.findall(tag("table:table-column")))
        assert {len(row) for row in table.iter(tag("table:table-row"))} == {columns}
    assert len(list(content.iter(tag("text:list-item")))) >= len(package.selection)
    footer = styles.find(f".//{tag('style:footer')}")
    assert package.catalogue.info.version in said(footer)
    assert footer.find(f".//{tag('text:page-number')}") is not None
    assert footer.find(f".//{tag('text:page-count')}") is not None


def test_the_page_offers_both(catalogue: Catalogue) -> None:
    """Each under its own name and kind."""
    labels = [button.proto.label for button in run("printview").get("download_button")]
    assert labels == ["Download Word-nota", "Download ODF-nota"]


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_the_command_line_writes_both(tmp_path: Path, full: Catalogue, capsys: Any, ending: str) -> None:
    """By the end of the file's name, with the name that is asked for."""
    path = tmp_path / f"nota.{ending}"
    first = next(iter(full.measures))
    call = ["nota", first, "--catalogue", str(full.folder), "--name", "Van de regel", "-o", str(path)]
    assert main([*call, "--printed", "2026-03-04", "--description", "Waarvoor het is"]) == 0
    made = path.read_bytes()
    odt = ending == "odt"
    texts = [text for _, text in styled(made)] if odt else [one.text for one in Document(BytesIO(made)).paragraphs]
    assert texts[0] == "Van de regel"
    assert "Waarvoor het is" in texts


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["-o", "nota.pdf"], "verwacht -o BESTAND.docx of -o BESTAND.odt, gevonden nota.pdf"),
        (
            ["-o", "nota.odt", "--printed", "gisteren"],
            '--printed: verwacht een datum zoals 2026-11-26, gevonden "gisteren"',
        ),
    ],
)
def test_a_wrong_call_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, more: list[str], told: str
) -> None:
    """Another kind of file, and a day that is none."""
    monkeypatch.chdir(tmp_path)
    assert main(["nota", "4.7", "--language", "nl", *more]) == 2
    assert told in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []
