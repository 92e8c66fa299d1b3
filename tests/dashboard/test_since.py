"""
What changed since a saved version, on paper.

1. The print page offers each version of the saved package that the open one goes on from; its sheet and the nota then
say what changed since, in amounts and in all else. 2. Without a choice, and without a store, all stays as it was.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.share import Draft, RedLines
from dashboard.paper import Since, write_nota
from dashboard.session import Slot, Workspace
from tests.dashboard.tools import html_of, page_of, run

FIRST = Draft("Mijn pakket", "", ("4.7", "4.8"))
CHOICE = "Toon wat veranderde sinds"


pytestmark = pytest.mark.usefixtures("fresh")


def on_paper(space: Workspace) -> AppTest:
    app = page_of("printview", FIRST)
    app.session_state["workspace"] = space
    app.run()
    assert not app.exception, app.exception
    return app


def test_the_sheet_says_what_changed_since_a_version() -> None:
    """Two versions later: the measures with their amounts, the name and a red line, under the version's own number."""
    app = run("saved", FIRST)
    app.button(key="save-new").click().run()
    slot = app.session_state["workspace"].slot
    now = replace(FIRST, name="Nieuwe naam", measures=("4.7", "4.6"), red_lines=RedLines(never=("4.8",)))
    space = Workspace([Slot(now, saved=now, origin=slot.origin)])
    paper = on_paper(space)
    assert "Wat veranderde er sinds" not in html_of(paper)
    (choice,) = [box for box in paper.selectbox if box.label == CHOICE]
    choice.select(1).run()
    text = html_of(paper)
    assert "Wat veranderde er sinds versie 1" in text
    assert "erbij: 4.6" in text
    assert "eruit: 4.8" in text
    assert "Naam: was “Mijn pakket”, is “Nieuwe naam”" in text
    assert "Rode lijn: 4.8" in text


def test_nothing_is_offered_without_versions() -> None:
    """A package that was never saved is held against how it was opened, as ever."""
    changed = replace(FIRST, measures=("4.7",))
    paper = on_paper(Workspace([Slot(changed, saved=FIRST)]))
    assert not [box for box in paper.selectbox if box.label == CHOICE]
    assert "Wat veranderde er sinds het bewaren of openen?" in html_of(paper)


@pytest.mark.parametrize(("language", "title"), [("nl", "Wat veranderde er sinds"), ("en", "What changed since")])
def test_the_nota_says_since_which_version(catalogue: Catalogue, language: str, title: str) -> None:
    """Its heading names the version, its first row too; what else changed stands below the table."""
    now, before = compose_package(catalogue, ["4.7", "4.6"]), compose_package(catalogue, ["4.7"])
    since = Since("versie 3 · 2 nov 2026 · Anna", ("Naam: was “a”, is “b”",))
    nota = Document(BytesIO(write_nota(now, "Pakket", "", language, "2026-03-04", None, before, since)))
    texts = [paragraph.text for paragraph in nota.paragraphs]
    assert any(text.startswith(f"{title} versie 3") for text in texts)
    assert "Naam: was “a”, is “b”" in texts
    cells = [row.cells[0].text for table in nota.tables for row in table.rows]
    assert "Versie 3 · 2 nov 2026 · Anna" in cells
