"""
What a package piles up, on the page, in print, in the nota and as JSON.

1. The figures are the engine's; the column of the years holds the years alone.
2. Where money counts twice the sum never stands alone.
3. What the list does not say is absent or called not assessed.
"""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from docx import Document

from budget.catalogue import Catalogue
from budget.cli import main
from budget.engine import StackBy, compose_package, over_years, stack_package
from budget.share import Draft
from dashboard.paper import stacking_sections, summarise, write_nota
from dashboard.words import in_language, numbers
from tests.conftest import TOY
from tests.dashboard.tools import html_of, run

KEYS = ["stack-body", "stack-law", "stack-evidence"]


def test_rows_are_the_engines_with_the_sum_of_the_years(full: Catalogue) -> None:
    """Savings of A.2 and B.5, which are one: the sum, and below it the sum without double counting."""
    package = compose_package(full, ["A.2", "B.5", "A.4"])
    (stack,) = stack_package(package, StackBy.BODY)
    with in_language("nl"):
        table = stacking_sections(package)[0].table
        assert table is not None
        first, once, costs = table.rows
        years = numbers.meur(over_years(full, stack.savings.plain).certain, 2)
    assert table.head == ("Uitvoering", "2021", "2022", "2023", "2024", "2025", "2021–2025", "struc.")
    assert (first.label, once.label) == ("COA (3): besparingen", "– zonder dubbeltelling")
    assert (first.cells[5], first.cells[6]) == (years, "−15,00") == ("−75,00", "−15,00")
    assert once.cells[5:] == ("−50,00", "−10,00")
    assert costs.label == "COA (3): intensiveringen"
    assert costs.cells == ("+0,50", "+1,25", "+2,38", "+2,00", "+2,00", "+8,13", "+2,00")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_print_and_nota_have_the_same_tables(language: str, catalogue: Catalogue) -> None:
    """In both languages; the paper has each section under its title."""
    draft = Draft("x", "", catalogue.packages["jenv-20"].measures)
    package = compose_package(catalogue, draft.measures)
    with in_language(language):
        sections = stacking_sections(package)
        summary = summarise(package, "x", "")
    assert [section.key for section in sections] == KEYS
    assert [section for section in summary.sections if section.key.startswith("stack-")] == sections
    shown = html_of(run("stacking", draft, language=language))
    nota = Document(BytesIO(write_nota(package, "x", "", language)))
    cells = {cell.text for table in nota.tables for row in table.rows for cell in row.cells}
    for section in sections:
        assert section.table is not None
        for row in section.table.rows:
            assert row.label.replace("&", "&amp;") in shown
            assert row.label in cells


def test_an_empty_package_piles_up_nothing() -> None:
    """The page says what to do; there is no table."""
    app = run("stacking", Draft())
    assert "nog leeg" in app.info[0].value
    assert "Stapeling per" not in html_of(app)


def test_compose_has_a_key_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    """By body, law and evidence, with the sum of the years and both ways of counting."""
    assert main(["compose", "A.1", "A.4", "--json", "--catalogue", str(TOY)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found["stacking"]) == ["by_body", "by_law", "by_evidence"]
    (coa,) = found["stacking"]["by_body"]
    assert (coa["name"], coa["measures"], coa["alone"]) == ("COA", ["A.1", "A.4"], ["A.1", "A.4"])
    assert coa["savings"]["as_added"]["years"] == {"keur": -15_000, "lower": -15_000, "upper": -15_000}
    assert coa["costs"]["without_double_counting"]["structural"]["keur"] == 2_000
    assert coa["own_base"]["base_keur"]["2021"] == 30_000
    assert coa["own_base"]["percent_of_base"]["2021"] == "0.0"
    parts = found["stacking"]["by_law"] + found["stacking"]["by_evidence"]
    assert [part["name"] for part in parts] == ["none", "assumption"]
