"""
The boxes of a package's name and description, and what else is told of texts that a person gives.

1. What is typed is taken; what is refused stays in its box with what is wrong, and the package keeps its own text.
2. A link whose texts could not stay says so; a link that cannot hold all texts says so.
"""

from __future__ import annotations

import random

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.core import NAME, text_fault
from budget.share import Draft, SharedState, make_link
from dashboard.package import with_ending
from tests.dashboard.tools import page_of, run, run_app

TYPED = "Mijn\u202e pakket"


@pytest.fixture
def app() -> AppTest:
    return run("package", Draft("Mijn pakket", "Tekst", ("4.7",)))


def current(app: AppTest) -> Draft:
    found: Draft = app.session_state["workspace"].slot.draft
    return found


def test_what_is_typed_is_taken(app: AppTest) -> None:
    """Name and description, each by itself, as a step that can be undone."""
    app.text_input[0].input(" Nieuw ").run()
    app.text_area[0].input("a\r\nb").run()
    assert (current(app).name, current(app).description) == ("Nieuw", "a\nb")
    assert len(app.session_state["workspace"].slot.past) == 2


@pytest.mark.parametrize(
    ("typed", "said", "fixed"),
    [
        (TYPED, "U+202E als teken 5 (in totaal 1)", "Mijn pakket"),
        ("x" * 5000, "verwacht ten hoogste 200 tekens, gevonden 5000", "x" * 200),
        ("a\ufffeb", "U+FFFE als teken 2", "ab"),
    ],
)
def test_a_refused_name_stays_in_its_box(app: AppTest, typed: str, said: str, fixed: str) -> None:
    """The box keeps it, the fault stands below it, the package keeps its name; a click takes what is allowed."""
    app.text_input[0].input(typed).run()
    assert app.text_input[0].value == typed
    assert current(app).name == "Mijn pakket"
    assert any(said in error.value for error in app.error)
    app.text_area[0].input("andere tekst").run()
    assert (app.text_input[0].value, current(app).description) == (typed, "andere tekst")
    app.button(key=f"mend-{app.text_input[0].key}").click().run()
    assert (app.text_input[0].value, current(app).name) == (fixed, fixed)
    assert not app.error


def test_a_refused_name_belongs_to_its_package(app: AppTest) -> None:
    """With another package open the box holds that one's name."""
    app.text_input[0].input(TYPED).run()
    app.session_state["workspace"].open(Draft("Ander", "", ("4.8",)))
    app.run()
    assert app.text_input[0].value == "Ander"
    assert not app.error


def test_a_link_with_a_refused_name_is_opened_and_told(catalogue: Catalogue) -> None:
    """A link cannot be edited, so its package opens, with what is left out told in the page's language."""
    link = make_link(catalogue, SharedState((Draft(TYPED, "", ("4.7",)),)))
    for language, said in (("nl", "De naam van pakket 1 in de link"), ("en", "The name of package 1 in the link")):
        app = run_app(language, link)
        assert any(said in warning.value for warning in app.warning)
        assert current(app) == Draft("Mijn pakket", "", ("4.7",))


def test_a_link_that_is_too_short_for_all_texts_says_so(catalogue: Catalogue) -> None:
    """What the address of the page cannot hold is told beside the link."""
    draw = random.Random(1)
    long = ["".join(chr(draw.randrange(0x4E00, 0x9F00)) for _ in range(1000)) for _ in range(2)]
    said = "houden deze namen en omschrijvingen niet geheel"
    assert any(
        said in warning.value for warning in run("package", *(Draft("x", text, ("4.7",)) for text in long)).warning
    )
    assert not any(said in warning.value for warning in run("package", Draft("x", "kort", ("4.7",))).warning)


@pytest.mark.slow
def test_a_country_that_is_refused_is_told_and_not_used() -> None:
    """The country of the fair share goes into the package's name, so it is held to the same rule."""
    app = page_of("resettlement", Draft("x", "", ("4.7",)))
    app.session_state["fair-country"] = "Neder\u200bland"
    app.run()
    assert any("U+200B als teken 6" in error.value for error in app.error)
    assert all("\u200b" not in button.label for button in app.button)


@pytest.mark.parametrize("length", [0, 5, 195, 200])
def test_a_name_with_an_ending_is_a_name(length: int) -> None:
    """A copy of a package with the longest name can be saved too."""
    name = with_ending("x" * length, " (kopie)")
    assert name.endswith(" (kopie)")
    assert text_fault(name, NAME) is None
