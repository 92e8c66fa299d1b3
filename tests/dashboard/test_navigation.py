"""
The pages as data.

1. Importing the pages draws nothing; each is a function with a path of its own, the first at `/`.
2. A page without its data is left out.
3. Every page opens inside the app.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from dashboard import pages
from dashboard.pages import PAGES, pages_for
from dashboard.words import in_language
from tests.conftest import ROOT

PATHS = [
    "",
    "wie-betaalt",
    "lijsten",
    "eigen-lijst",
    "opgeslagen",
    "doelen",
    "oda",
    "stapeling",
    "grafieken",
    "vergelijken",
    "samen",
    "zoeken",
    "maatregelen",
    "hervestiging",
    "keten",
    "vergadering",
    "afdruk",
    "bron",
]


def test_the_addresses_stay() -> None:
    """Links and bookmarks go on working: the paths and their order are fixed, in both languages."""
    assert [entry.url_path for entry in PAGES] == PATHS
    for language in ("nl", "en"):
        with in_language(language):
            assert len({entry.title() for entry in PAGES}) == len(PAGES)


@pytest.mark.slow
def test_importing_the_pages_draws_nothing() -> None:
    """Outside a session, Streamlit warns of everything that is drawn; importing every page gives no such warning."""
    done = subprocess.run(
        [sys.executable, "-c", "import dashboard.pages"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "ScriptRunContext" not in done.stderr


def test_a_page_without_its_data_is_left_out(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """`needs` decides by the catalogue; today each page fits each catalogue."""
    assert pages_for(catalogue) == list(PAGES)
    hidden = replace(PAGES[4], needs=lambda found: found is not catalogue)
    monkeypatch.setattr(pages, "PAGES", (*PAGES[:4], hidden, *PAGES[5:]))
    assert [entry.url_path for entry in pages_for(catalogue)] == [path for path in PATHS if path != "opgeslagen"]


def test_the_app_opens_at_the_package() -> None:
    """The first page is the package, inside the navigation."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert "Kant-en-klaar pakket" in [box.label for box in app.sidebar.selectbox]
