"""
The page of comparison beside packages of other lists.

1. Without packages of two lists it says how to get them; with them their totals by year, and no sum.
2. The same measure in both is told, and so is in what the lists differ; in both languages.
3. A list in another unit is refused, and nothing is put beside it.
"""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from budget.engine import compose_package
from budget.lists import OwnLists, open_own_list
from budget.share import Draft
from dashboard.serving import open_catalogue
from dashboard.session import Slot, Workspace
from dashboard.words import in_language, numbers
from tests.dashboard.countries import said
from tests.dashboard.tools import page_of
from tests.lists.forms import filled

LIST = "ombuigingslijst-2021"


def page_beside(other: str, ids: tuple[str, ...], language: str = "nl", own: OwnLists | None = None) -> AppTest:
    """The page with 4.6 of the report chosen, and a package of another list in the session."""
    app = page_of("compare", Draft("Hier", "", ("4.6",)), language=language)
    app.session_state["workspaces_away"] = {other: Workspace([Slot(Draft("Daar", "", ids))], catalogue=other)}
    if own is not None:
        app.session_state["own_lists"] = own
    app.run()
    assert not app.exception, app.exception
    return app


@pytest.mark.parametrize("language", ["nl", "en"])
def test_totals_of_another_list_stand_beside_these(language: str) -> None:
    """Each row with its own years, the doubled measure, and in what the lists differ."""
    text = said(app := page_beside(LIST, ("2.4-25", "2.12-67"), language))
    savings = open_catalogue(LIST)
    with in_language(language):
        for total in compose_package(savings, ("2.4-25", "2.12-67")).totals.values():
            assert numbers.total(total, numbers.places(savings)) in text
    assert "2021–2026" in text
    assert "2.4-25" in app.warning[-1].value.replace("\\", "")
    words = (
        ("niet op te tellen", "Een som over lijsten is er niet") if language == "nl" else ("cannot be added", "no sum")
    )
    assert all(word in text for word in words)


@pytest.mark.slow
def test_without_packages_of_two_lists_it_says_how() -> None:
    """No table and no warning."""
    text = said(page_of("compare", Draft("Hier", "", ("4.6",))).run())
    assert "Stel daarvoor op de pagina Pakket van twee lijsten" in text
    assert "Een som over lijsten" not in text


@pytest.mark.slow
def test_dollars_are_refused() -> None:
    """A list of one's own in another currency has no table with this one."""
    own, held = open_own_list(filled(), "lijst.xlsx", ()), OwnLists()
    held.keep(own)
    app = page_beside("spending-options", ("1.10",), own=held)
    assert "eenheid" in app.error[-1].value
    assert "Een som over lijsten" not in said(app)
