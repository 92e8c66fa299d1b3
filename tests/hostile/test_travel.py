"""
A name or description that is accepted can be saved and opened again, wherever a package goes.

1. File, link and workbook give back what was put in; nota, print view and CSV show it.
2. A hostile text is nothing but text in each: no formula, link, field, template or markup.
3. A text that is refused is refused in file and workbook, at its place; in a link it is mended and told.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from dataclasses import replace
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from docx import Document
from hypothesis import HealthCheck, given
from hypothesis import settings as runs
from openpyxl import load_workbook

from budget.catalogue import Catalogue
from budget.core import (
    MOST_OWN_MEASURES,
    NAME,
    OWN_BUDGET,
    OWN_TITLE,
    FaultsError,
    Own,
    OwnMeasure,
    Settings,
    explain,
    mended,
)
from budget.engine import Package, compose_package
from budget.export import read_workbook, write_comparison, write_csv, write_workbook
from budget.share import Draft, SharedState, link_shortens, make_link, open_link, parse_package, stored_text
from dashboard.pages.printview import page_margins, sheet_html
from dashboard.paper import summarise, write_nota
from dashboard.words import in_language
from tests.hostile.texts import ACCEPTED, DESCRIPTIONS, FOREIGN, NAMES, REFUSED

UNHURRIED = runs(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)


@pytest.fixture(scope="module")
def package(toy: Catalogue) -> Package:
    return compose_package(toy, ("A.1", "B.1"))


def travel(package: Package, name: str, description: str) -> None:
    """Send a package through each of the forms that are opened again, and hold what comes back."""
    catalogue, draft = package.catalogue, Draft(name, description, package.selection)
    stored = parse_package(stored_text(catalogue, draft), "f.yaml", catalogue).draft
    assert (stored.name, stored.description) == (name or "pakket", description)
    state = SharedState((draft,))
    linked = open_link(catalogue, make_link(catalogue, state))
    assert not linked.mended
    assert linked.state.drafts[0].name == name
    assert link_shortens(catalogue, state) == (linked.state.drafts[0].description != description)
    book = write_workbook(package, name, "nl", description)
    read = read_workbook(book, catalogue).draft
    assert (read.name, read.description) == (name or "Pakket zonder naam", description)


def show(package: Package, name: str, description: str) -> None:
    """Show a package on paper, and hold that its name stands there as it is."""
    nota = Document(BytesIO(write_nota(package, name, description, "nl")))
    assert name in [paragraph.text for paragraph in nota.paragraphs]
    table = [*csv.reader(StringIO(write_csv(package, name, "nl").decode("utf-8-sig")), delimiter=";")]
    assert any(name in cell for row in table for cell in row)
    with in_language("nl"):
        assert "<h1>" in sheet_html(summarise(package, name, description, "2026-01-01"))


@pytest.mark.long
@runs(UNHURRIED, max_examples=10)
@given(name=NAMES, description=DESCRIPTIONS)
def test_what_is_accepted_comes_back(package: Package, name: str, description: str) -> None:
    """Invariant 1, for any name and description that the rule accepts."""
    travel(package, name, description)


@pytest.mark.long
@runs(UNHURRIED, max_examples=200)
@given(name=NAMES, description=DESCRIPTIONS)
def test_what_is_accepted_comes_back_every_time(package: Package, name: str, description: str) -> None:
    """The same for many more texts, on paper too."""
    travel(package, name, description)
    if name and "\n" not in description:
        show(package, name, description)


@pytest.mark.parametrize(
    "key", [key if place % 4 == 0 else pytest.param(key, marks=pytest.mark.slow) for place, key in enumerate(ACCEPTED)]
)
@pytest.mark.slow
def test_a_hostile_name_comes_back(package: Package, key: str) -> None:
    """Invariant 1, for each hostile text as name and as description."""
    travel(package, ACCEPTED[key], ACCEPTED[key])


def hostile_figures() -> list[Own]:
    """Each hostile text as title, line, reason and source of a measure of one's own, ten to a package."""
    texts = [*ACCEPTED.values()]
    return [
        Own(
            tuple(
                OwnMeasure(
                    f"eigen-{place}", mended(text, OWN_TITLE), mended(text, OWN_BUDGET), (0,) * 6, text, source=text
                )
                for place, text in enumerate(texts[start : start + MOST_OWN_MEASURES])
            )
        )
        for start in range(0, len(texts), MOST_OWN_MEASURES)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("place", [0, *(pytest.param(n, marks=pytest.mark.long) for n in (1, 2))])
def test_hostile_figures_of_ones_own_come_back(toy: Catalogue, place: int) -> None:
    """Invariants 1 and 2: from file, workbook and link, where texts may be shorter; nowhere a formula or a link."""
    own = hostile_figures()[place]
    package = compose_package(toy, [measure.id for measure in own.measures], Settings(own=own))
    draft = Draft("naam", "", package.selection, package.settings)
    assert parse_package(stored_text(toy, draft), "f.yaml", toy).draft == draft
    linked = open_link(toy, make_link(toy, SharedState((draft,))))
    assert not linked.mended
    assert [found.id for found in linked.state.drafts[0].settings.own.measures] == [found.id for found in own.measures]
    raw = write_workbook(package, "naam", "nl")
    read = read_workbook(raw, toy)
    assert (read.draft, read.warnings) == (replace(draft, description=""), ())
    for cell in (cell for sheet in load_workbook(BytesIO(raw)) for row in sheet.iter_rows() for cell in row):
        assert cell.hyperlink is None
        assert cell.data_type != "f" or FOREIGN not in str(cell.value), cell
    texts = [
        cell for row in csv.reader(StringIO(write_csv(package).decode("utf-8-sig")), delimiter=";") for cell in row
    ]
    assert not any(cell.startswith(("=", "@", "+1+1", "-2+3")) for cell in texts)


HOSTILE = " ".join(text for key, text in ACCEPTED.items() if key not in {"long", "number", "error", "truth"})
"""All hostile texts at once, for the papers, which have no limit of their own."""


@pytest.mark.slow
def test_a_nota_holds_hostile_texts_as_text(package: Package) -> None:
    """Invariant 2, for Word: no field, link, template or markup of a text; each name stands there whole."""
    for text in (HOSTILE, *(ACCEPTED[key] for key in ("jinja", "xml", "formula", "family"))):
        raw = write_nota(package, text, text, "nl")
        assert text in [paragraph.text for paragraph in Document(BytesIO(raw)).paragraphs]
    with zipfile.ZipFile(BytesIO(raw)) as parts:
        made = "".join(
            parts.read(part).decode() for part in parts.namelist() if part.endswith((".rels", "document.xml"))
        )
    assert FOREIGN not in "".join(line for line in made.splitlines() if "Relationship" in line)
    assert "w:hyperlink" not in made


@pytest.mark.slow
def test_workbooks_hold_hostile_texts_as_text(package: Package) -> None:
    """Invariant 2, for Excel: a text is never a formula or a link, in the package and in the comparison."""
    named = [(f"{text[:150]} {place}", package) for place, text in enumerate((ACCEPTED["formula"], ACCEPTED["web"]))]
    for raw in (write_workbook(package, HOSTILE, "nl", HOSTILE), write_comparison(named, "nl")):
        book = load_workbook(BytesIO(raw))
        for sheet in book:
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                assert cell.hyperlink is None
                assert cell.data_type != "f" or FOREIGN not in str(cell.value), cell
        with zipfile.ZipFile(BytesIO(raw)) as parts:
            assert not any(FOREIGN.encode() in parts.read(p) for p in parts.namelist() if p.endswith(".rels"))


@pytest.mark.parametrize("key", ["formula", "command", "plus", "minus", "at", "web"])
def test_a_csv_holds_no_formula(package: Package, key: str) -> None:
    """Invariant 2, for CSV: an apostrophe stands before what a spreadsheet would calculate."""
    for language, mark in (("nl", ";"), ("en", ",")):
        text = write_csv(package, ACCEPTED[key], language).decode("utf-8-sig")
        cells = [cell for row in csv.reader(StringIO(text), delimiter=mark) for cell in row if ACCEPTED[key] in cell]
        assert cells
        assert all(cell.startswith("'") or not cell.startswith(ACCEPTED[key]) for cell in cells)


def test_print_view_holds_hostile_texts_as_text(package: Package) -> None:
    """Invariant 2, for print: the tags of the sheet are its own."""
    with in_language("nl"):
        summary = summarise(package, HOSTILE, HOSTILE, "2026-01-01")
        made, margins = sheet_html(summary), page_margins(summary)
        tags = sheet_html(summarise(package, "naam", "tekst", "2026-01-01")).count("<")
    assert made.count("<") == tags
    assert margins.count("<") == 2


@pytest.mark.long
def test_a_chart_holds_hostile_texts_as_text(package: Package) -> None:
    """Invariant 2, for a chart as SVG: its title is text, and it asks for nothing."""
    from budget.engine import bridge
    from dashboard.charts import bridge_chart
    from dashboard.charts.chart_look import export_svg, spec_of

    column = package.catalogue.columns.structural
    other = compose_package(package.catalogue, ("A.1",))
    with in_language("nl"):
        drawn = bridge_chart(bridge(package, other, column), package.catalogue, HOSTILE, ACCEPTED["vega"])
        svg = export_svg(spec_of(drawn), HOSTILE, "nl").decode()
    tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}  # noqa: S314 - our own
    assert "text" in tags
    assert tags <= {"svg", "g", "path", "text", "line", "rect", "defs", "clipPath", "style", "tspan", "title", "desc"}
    assert FOREIGN in svg


# Invariant 3


@pytest.mark.parametrize("key", REFUSED)
def test_a_refused_name_is_refused_in_a_file(toy: Catalogue, key: str) -> None:
    """The fault names the line, in both languages."""
    file = f"name: {json.dumps(REFUSED[key])}\nmeasures: [A.1]\n"
    with pytest.raises(FaultsError) as caught:
        parse_package(file, "f.yaml", toy)
    for language in ("nl", "en"):
        assert "f.yaml:1" in explain(caught.value, language)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["right to left", "no width", "tag", "filler", "too long", "line"])
def test_a_refused_name_is_refused_in_a_workbook(toy: Catalogue, package: Package, key: str) -> None:
    """The fault names the cell; nothing is cut or left out in silence."""
    with pytest.raises(FaultsError) as caught:
        read_workbook(write_workbook(package, REFUSED[key]), toy, "w.xlsx")
    assert re.match(r"1 fault in w.xlsx:\n - w.xlsx: Leeswijzer!B4: expected", explain(caught.value))


@pytest.mark.parametrize("key", REFUSED)
def test_a_refused_name_is_mended_in_a_link(toy: Catalogue, key: str) -> None:
    """A link cannot be edited: it opens with the mended name, and says so; a name too long is cut when it is made."""
    opened = open_link(toy, make_link(toy, SharedState((Draft(REFUSED[key], REFUSED[key], ("A.1",)),))))
    assert opened.state.drafts[0].name == mended(REFUSED[key].encode("utf-8", "replace").decode()[: NAME.most], NAME)
    told = [explain(note, "nl") for note in opened.mended]
    assert bool(told) == (key not in {"too long", "half a character"})
    assert all(text.startswith(("De naam van pakket 1", "De omschrijving van pakket 1")) for text in told)
