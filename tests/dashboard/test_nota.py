"""
The Word nota and the summary behind it.

1. The document opens and its tables hold the engine's figures.
2. It is a proper document: headings, marked header rows, A4, language, properties, page numbers.
3. What a user typed stays text, whatever it holds.
"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import Package, attribute_oda, compose_package
from dashboard.package import with_years
from dashboard.paper import gap_text, summarise, write_nota
from dashboard.paper.lists import source_places
from dashboard.words import in_language, numbers
from tests.conftest import COLUMNS

A4_MM = (210, 297)


def opened(package: Package, name: str = "Proef", description: str = "", language: str = "nl") -> Any:
    return Document(BytesIO(write_nota(package, name, description, language, "2026-03-04")))


def rows_of(document: Any, heading: str) -> dict[str, list[str]]:
    """The rows of the table whose first header is `heading`, by their label."""
    for table in document.tables:
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        if cells[0][0] == heading:
            return {row[0]: row[1:] for row in cells[1:]}
    raise AssertionError(f"no table with the header {heading}")


def text_of(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


@pytest.fixture
def jenv(catalogue: Catalogue) -> Package:
    """The report's JenV −20%."""
    return compose_package(catalogue, catalogue.packages["jenv-20"].measures)


@pytest.mark.figures
def test_the_nota_holds_the_engines_totals(jenv: Package) -> None:
    """The row with the totals equals the engine's, and every chosen measure has a row."""
    rows = rows_of(opened(jenv), "Maatregel")
    with in_language("nl"):
        totals = with_years(jenv.catalogue, jenv.totals)
        assert rows["Saldo-effect"] == [numbers.total(total, 2) for total in totals]
        for id_, cells in jenv.rows.items():
            label = f"{id_} {jenv.catalogue.measures[id_].title.nl}"
            shown = [numbers.cell(cell, 2) for cell in cells]
            assert [*rows[label][:5], rows[label][6]] == shown
    assert rows["Saldo-effect"][-2:] == ["−880,25", "−236,40"]


def test_the_nota_holds_the_oda_split(jenv: Package) -> None:
    """Who keeps the effect stands there in the form of the list, as on its pages."""
    rows = rows_of(opened(jenv), "Wie houdt het effect")
    columns = attribute_oda(jenv).columns
    with in_language("nl"):
        for label in ("own", "others"):
            parts = {column: getattr(columns[column].split, label) for column in COLUMNS}
            row = rows["JenV" if label == "own" else "Anderen"]
            places = numbers.places(jenv.catalogue)
            assert row == [numbers.total(total, places, sign=True) for total in with_years(jenv.catalogue, parts)]


@pytest.mark.figures
def test_the_nota_judges_the_targets(jenv: Package) -> None:
    """JenV −20% misses its target by 1.0 million, in a sign and in words; 2024 rests on money counted twice."""
    rows = rows_of(opened(jenv), "Doel")
    assert rows["JenV −20% (artikel 37)"][-1] == "✕ niet gehaald; nog 1,00 tot 29,78 mln. euro te gaan"
    assert rows["JenV −20% (artikel 37)"][4] == "−237,50 ?"


def test_the_nota_is_a_proper_document(jenv: Package) -> None:
    """Heading styles, marked header rows, A4, the language, properties, page numbers and the sign legend."""
    document = opened(jenv, "Proef")
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    assert "Title" in styles
    assert styles.count("Heading 1") == 10
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == A4_MM
    assert document.core_properties.title == "Proef"
    assert document.core_properties.language == "nl-NL"
    assert document.core_properties.created.date().isoformat() == "2026-03-04"
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "nl-NL"
    footer = section.footer._element.xml
    assert "PAGE" in footer
    assert "NUMPAGES" in footer
    info = jenv.catalogue.info
    assert info.version in section.footer.paragraphs[0].text
    captions = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    assert len(captions) == len(document.tables)
    assert all("+ verslechtert het saldo" in caption for caption in captions)


def test_every_measure_has_its_sources(jenv: Package) -> None:
    """The nota names where each chosen measure stands in the report."""
    text = text_of(opened(jenv))
    for id_ in jenv.selection:
        assert source_places(jenv.catalogue, jenv.catalogue.measures[id_]) in text


def test_a_users_text_stays_text(jenv: Package) -> None:
    """Markup is not read, forbidden characters are left out, a long name fits."""
    name = "<w:p>&amp;\x00\x0b\ud800" + "n" * 300
    document = opened(jenv, name, "=1+1\n{name} </w:t>")
    assert document.paragraphs[0].text.startswith("<w:p>&amp;nn")
    assert "{name} </w:t>" in text_of(document)
    assert len(document.core_properties.title) <= 255


@pytest.mark.parametrize(
    "text", ["{{ version }}", "{% for x in y %}", "{_{ a }_}", "{%p if x %}", "a & b &lt; <w:t>c</w:t>", "'x' \"y\""]
)
def test_nothing_in_a_text_is_read_by_the_template(jenv: Package, text: str) -> None:
    """What fills the template is not a template, and stands in the document sign by sign."""
    document = opened(jenv, text, text)
    assert [paragraph.text for paragraph in document.paragraphs[:2]] == [text, text]
    assert document.core_properties.title == document.core_properties.comments == text


def test_lines_of_a_description_stay_lines(jenv: Package) -> None:
    """A line ends where the user ended it, whatever the system that it was typed on."""
    assert opened(jenv, "n", "een\r\ntwee\ndrie").paragraphs[1].text == "een\ntwee\ndrie"


@pytest.mark.parametrize(("language", "tag", "first"), [("nl", "nl-NL", "Maatregelen"), ("en", "en-GB", "Measures")])
def test_one_template_serves_both_languages(jenv: Package, language: str, tag: str, first: str) -> None:
    """Words, the document's language and its properties follow the language; nothing of the template is left."""
    document = opened(jenv, language=language)
    headings = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[0].text.startswith(first)
    assert {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))} == {tag}
    properties = document.core_properties
    assert properties.language == tag
    assert all((properties.author, properties.subject, properties.keywords))
    xml = document.element.xml + document.sections[0].footer._element.xml
    assert "{{" not in xml
    assert "{%" not in xml


@pytest.mark.slow
def test_tables_are_laid_out_by_the_template(jenv: Package) -> None:
    """The first row of each table repeats, no row breaks, each row fills the grid, the look comes from styles."""
    document = opened(jenv)
    for table in document.tables:
        columns = len(table.columns)
        marked = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert marked == [True, *[False] * (len(marked) - 1)]
        for row in table.rows:
            assert len(row._tr.tc_lst) == columns
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
            assert all("able " in cell.paragraphs[0].style.name for cell in row.cells)
            assert not any(run.font.size for cell in row.cells for run in cell.paragraphs[0].runs)
    sums = [row for row in document.tables[0].rows if row.cells[0].text == "Saldo-effect"]
    assert {cell.paragraphs[0].style.name for cell in sums[0].cells} == {"Table total text", "Table total number"}


def test_an_empty_package_gives_a_nota(catalogue: Catalogue) -> None:
    """Without measures there is still a document, which says so."""
    document = opened(compose_package(catalogue, []), "")
    assert "Geen maatregelen gekozen." in text_of(document)
    assert document.paragraphs[0].text == "Nieuw pakket"


@pytest.mark.slow
def test_open_cells_and_conflicts_are_listed(catalogue: Catalogue) -> None:
    """A package with all measures lists what is open and what excludes each other, and gets no verdict."""
    package = compose_package(catalogue, list(catalogue.measures))
    document = opened(package)
    text = text_of(document)
    for cell in package.open_cells:
        assert f"{cell.measure} {catalogue.measures[cell.measure].title.nl}" in text
    for clash in package.clashes:
        assert clash.conflict.title.nl in text
    assert rows_of(document, "Doel")["JenV −20% (artikel 37)"][-1] == "? niet te bepalen"


def test_a_turned_dial_is_named(catalogue: Catalogue) -> None:
    """An assumption that is not the report's stands in the summary with the report's value."""
    measure = next(m for m in catalogue.measures.values() if m.dials is not None)
    dial = measure.dials.values[0]  # type: ignore[union-attr]  # chosen for having dials
    settings = Settings().turned(measure.id, dial.id, Decimal(dial.maximum))
    with in_language("nl"):
        summary = summarise(compose_package(catalogue, [measure.id], settings), "n", "")
    section = next(section for section in summary.sections if section.key == "dials")
    assert dial.title.nl in section.lines[0][0]
    assert "in de bron:" in section.lines[0][1]


@pytest.mark.parametrize("measures", [[], ["4.7"]])
def test_equal_input_gives_an_equal_document(catalogue: Catalogue, measures: list[str]) -> None:
    """Without a date of printing nothing in the document depends on the clock."""
    package = compose_package(catalogue, measures)
    first, second = (Document(BytesIO(write_nota(package, "n", "", "nl"))) for _ in range(2))
    assert first.element.xml == second.element.xml
    assert first.core_properties.modified == second.core_properties.modified


@pytest.mark.figures
def test_the_distance_to_a_target_is_said_in_words(jenv: Package) -> None:
    """Short of a target, the text says how much is left to go; where overlap decides, both verdicts."""
    from budget.engine import evaluate_target

    result = evaluate_target(jenv, jenv.catalogue.targets["jenv-20"])
    with in_language("nl"):
        assert gap_text(jenv, result) == "nog 1,00 tot 29,78 mln. euro te gaan"
        both = "Zoals de bron optelt gehaald, zonder dubbeltelling niet gehaald."
        assert gap_text(jenv, result, "2024") == both
