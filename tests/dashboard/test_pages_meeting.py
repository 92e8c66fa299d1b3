"""
The meeting and the print view, run without a browser (which draws no components of our own).

1. Both pages run with and without a package.
2. The meeting shows only what was chosen for it and survives a reload.
3. A user's texts are escaped.
"""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.engine import compose_package, evaluate_target
from budget.share import Draft
from dashboard.charts import gauge_html
from dashboard.meeting import board_html
from dashboard.meeting.board import rest_text, toggle_rows
from dashboard.words import in_language
from tests.dashboard.tools import html_of, page_of

JENV = "jenv-20"


def page(name: str, draft: Draft | None = None) -> AppTest:
    return page_of(name, *([] if draft is None else [draft]))


def draft(catalogue: Catalogue, name: str = "Proef", ready: str = JENV) -> Draft:
    return Draft(name, "Omschrijving", catalogue.packages[ready].measures)


@pytest.mark.parametrize("name", ["meeting", "printview"])
def test_the_pages_run_without_a_package(name: str) -> None:
    """An empty package gives a page without faults that says what to do."""
    app = page(name).run()
    assert not app.exception
    assert app.caption or app.info


@pytest.mark.parametrize("name", ["meeting", "printview"])
def test_the_pages_run_with_a_package(name: str, catalogue: Catalogue) -> None:
    """The report's package gives a page without faults."""
    assert not page(name, draft(catalogue)).run().exception


@pytest.mark.figures
def test_a_meeting_starts_and_stops(catalogue: Catalogue) -> None:
    """Start shows the board, with the address holding the meeting; Stop gives the preparation back."""
    app = page("meeting", draft(catalogue)).run()
    assert "board" not in html_of(app)
    app.button[0].click().run()
    assert "−236,40" in html_of(app)
    assert "niet gehaald" in html_of(app)
    assert app.query_params["v"].startswith("jenv-20:3.1.1,")
    app.button(key="meeting_stop").click().run()
    assert "board" not in html_of(app)
    assert "v" not in app.query_params


def test_an_empty_package_starts_no_meeting() -> None:
    """Without measures to show there is nothing to start."""
    assert page("meeting").run().button[0].disabled


def test_the_choice_of_toggles_and_target_is_kept(catalogue: Catalogue) -> None:
    """What was chosen in the preparation is what the meeting shows."""
    app = page("meeting", draft(catalogue)).run()
    app.multiselect[0].set_value(["4.7", "4.6"]).run()
    app.selectbox(key="meeting_target").set_value("bhos-20").run()
    app.button[0].click().run()
    began = ",".join(catalogue.packages[JENV].measures)
    assert app.query_params["v"] == f"bhos-20:4.6,4.7:{began}"
    assert "BHOS −20%" in html_of(app)


def test_a_reload_does_not_end_a_meeting(catalogue: Catalogue) -> None:
    """The address alone brings the running meeting back."""
    app = page("meeting", draft(catalogue))
    app.query_params["v"] = "jenv-20:4.6,4.7"
    app.run()
    assert "board" in html_of(app)


@pytest.mark.parametrize("code", ["", "jenv-20:", "jenv-20:0.0", "nergens:4.7", ":::", "jenv-20:4.7,<b>"])
def test_a_bad_address_gives_the_preparation(code: str, catalogue: Catalogue) -> None:
    """A code that does not fit the catalogue starts nothing and breaks nothing."""
    app = page("meeting", draft(catalogue))
    app.query_params["v"] = code
    app.run()
    assert not app.exception
    assert "board" not in html_of(app)


@pytest.mark.parametrize("name", ["meeting", "printview"])
def test_a_users_name_is_escaped(name: str, catalogue: Catalogue) -> None:
    """Markup in a name stays text on both pages."""
    app = page(name, draft(catalogue, "<img src=x onerror=alert(1)>")).run()
    if name == "meeting":
        app.button[0].click().run()
    assert "<img" not in html_of(app)
    assert "&lt;img" in html_of(app)


def test_a_meeting_says_how_many_measures_have_no_toggle(catalogue: Catalogue) -> None:
    """All of a package have one where they fit; else how many have none, and which unless they are many."""
    ids = tuple(catalogue.measures)
    app = page("meeting", draft(catalogue)).run()
    assert len(app.multiselect[0].value) == len(catalogue.packages[JENV].measures)
    assert not app.info
    with in_language("nl"):
        assert rest_text(compose_package(catalogue, ids[:3]), ids[:3]) == ""
        assert rest_text(compose_package(catalogue, ids[:3]), ids[:1]).endswith(f"2 maatregelen ({ids[1]}, {ids[2]})")
        assert rest_text(compose_package(catalogue, ids[:30]), ids[:2]).endswith("28 maatregelen")
    long = page("meeting", Draft("Lang", "", ids[:30])).run()
    assert "6 maatregelen" in long.info[0].value


@pytest.mark.figures
def test_the_print_view_holds_the_package(catalogue: Catalogue) -> None:
    """Measures, totals, verdict, sources, version and legend stand on the sheet."""
    text = html_of(page("printview", draft(catalogue)).run())
    wanted = ("Omschrijving", "−236,40", "niet gehaald", "−148,35", "Bijlage 10", "+ verslechtert")
    assert [words for words in (*wanted, catalogue.info.version) if words not in text] == []


@pytest.mark.figures
def test_the_gauge_says_its_place_in_words(catalogue: Catalogue) -> None:
    """The gauge has a text alternative with the place, and stays within its scale."""
    package = compose_package(catalogue, catalogue.packages[JENV].measures)
    with in_language("nl"):
        shown = gauge_html(catalogue, evaluate_target(package, catalogue.targets["jenv-20"]), "structural")
    assert 'role="img"' in shown
    assert "−19,92%" in shown


def test_the_gauge_points_beyond_its_scale(catalogue: Catalogue) -> None:
    """A package beyond the scale stands at its end, with an arrow and its own percentage."""
    package = compose_package(catalogue, ["2C.1.1-2", "2C.1.2"])
    with in_language("nl"):
        shown = gauge_html(catalogue, evaluate_target(package, catalogue.targets["bhos+20"]), "structural")
    assert "+20,08% … +34,94% ▶" in shown
    assert 'class="marker" style="left: 99.5' in shown


def test_the_board_says_when_there_is_no_verdict(catalogue: Catalogue) -> None:
    """Measures that exclude each other are named, and the verdict cannot be determined."""
    package = compose_package(catalogue, ["4.2a", "4.2b"])
    with in_language("nl"):
        shown = board_html(package, "jenv-20")
    assert "Sluit elkaar uit: 4.2a / 4.2b" in shown
    assert "niet te bepalen" in shown


@pytest.mark.figures
def test_a_toggle_shows_its_amount_whether_or_not_it_is_chosen(catalogue: Catalogue) -> None:
    """The structural amount beside a toggle is the engine's, also for a measure outside the package."""
    with in_language("nl"):
        rows = toggle_rows(compose_package(catalogue, []), ("4.7", "4.12b"))
    assert [row["amount"] for row in rows] == ["−5,00", "−65,00"]
