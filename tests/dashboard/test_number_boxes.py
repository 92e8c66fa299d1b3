"""
Boxes for numbers: every number that a person types is read by the calculator's own reader.

1. No box of the platform's own is drawn, which reads a comma or point by the language of the browser.
2. A box prints its limits, says how it read what is written otherwise, and keeps what it refuses, changing nothing.
3. What can be read in two ways is asked, first as the page's language writes it.
"""

from __future__ import annotations

import ast
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from budget.core import NumberForm
from tests.conftest import ROOT
from tests.dashboard.tools import SECONDS, html_of
from tests.settled import WATCH_REPORTS, wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = """
from budget.core import NumberForm, NumberUnit
import streamlit as st
from dashboard.words import number_box
FORM = NumberForm(-5000, 5000, 3, NumberUnit.MEUR)
def take(value):
    st.session_state["taken"] = value
value = st.session_state.setdefault("taken", 0)
number_box("Bedrag", "box", FORM, value, take=take, empty=True)
"""


def page(language: str = "nl") -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=SECONDS)
    app.session_state["language"] = language
    return app.run()


def typed(app: AppTest, text: str) -> AppTest:
    app.text_input(key="box").set_value(text).run()
    assert not app.exception
    return app


@pytest.mark.slow
def test_no_page_draws_a_number_input_of_the_platform() -> None:
    """Neither by its name nor by any alias of it."""
    wrong = []
    for path in [ROOT / "app.py", *(ROOT / "dashboard").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "attr", None) or getattr(node, "id", None) or getattr(node, "name", None)
            if name == "number_input" or (isinstance(node, ast.Constant) and node.value == "number_input"):
                wrong.append(f"{path.name}:{node.lineno}")  # type: ignore[attr-defined]  # these nodes have a line
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("0,5", "0.5", ""),
        ("0.5", "0.5", "Gelezen als 0,5."),
        ("-12,50 mln", "-12.5", "Gelezen als −12,5."),
        ("1.234,5", "1234.5", ""),
        ("1,234.5", "1234.5", "Gelezen als 1.234,5."),
    ],
)
def test_what_is_read_is_said(text: str, value: str, said: str) -> None:
    """In the page's notation, where it was typed otherwise."""
    app = typed(page(), text)
    assert app.session_state["taken"] == Decimal(value)
    assert app.text_input(key="box").value == text
    assert said in html_of(app)
    assert ("Gelezen als" in html_of(app)) == bool(said)


@pytest.mark.parametrize("text", ["vijf", "12%", "9000", "0,1234", "1e3"])
def test_what_is_refused_stays_and_changes_nothing(text: str) -> None:
    """The text stays in its box with one fault below it; the number is the one before."""
    app = typed(typed(page(), "2,5"), text)
    assert app.session_state["taken"] == Decimal("2.5")
    assert app.text_input(key="box").value == text
    assert len(app.error) == 1
    assert "erwacht" in app.error[0].value
    assert "Tot u dit verbetert, rekent de pagina met 2,5." in html_of(app)
    assert not typed(app, "3").error
    assert "Tot u dit" not in html_of(app)
    assert app.session_state["taken"] == 3


def test_the_label_prints_the_limits() -> None:
    """In the notation of the page."""
    assert page().text_input(key="box").label == "Bedrag (−5.000 t/m 5.000)"
    assert page("en").text_input(key="box").label == "Bedrag (−5,000 to 5,000)"


@pytest.mark.parametrize(
    ("language", "text", "offered"),
    [
        ("nl", "1.234", ["1234", "1,234"]),
        ("nl", "1,234", ["1,234", "1234"]),
        ("en", "1,234", ["1234", "1.234"]),
        ("en", "1.234", ["1.234", "1234"]),
    ],
)
def test_two_readings_are_offered(language: str, text: str, offered: list[str]) -> None:
    """First the one of the page's language; nothing changes until one is chosen."""
    app = typed(page(language), text)
    assert app.session_state["taken"] == 0
    choice = app.radio[0]
    assert list(choice.options) == offered
    app.radio[0].set_value(Decimal("1.234")).run()
    assert app.session_state["taken"] == Decimal("1.234")
    assert not app.error
    assert app.text_input(key="box").value == text


def test_a_box_follows_the_number_and_the_language() -> None:
    """A number that changed elsewhere, or a page in the other language, writes the box anew."""
    app = typed(page(), "0,5")
    app.session_state["language"] = "en"
    assert app.run().text_input(key="box").value == "0.5"
    app.session_state["taken"] = Decimal("-1234.5")
    assert app.run().text_input(key="box").value == "\u22121,234.5"
    assert typed(app, "").session_state["taken"] is None


def test_thousands_are_meant_where_so_many_decimals_are_never_typed() -> None:
    """8.000 people are eight thousand, unless the limits leave the other reading alone."""
    values = (Decimal(1), Decimal(1000))
    assert NumberForm(0, 10**6).picked(values) == (Decimal(1000),)
    assert NumberForm(0, 100, 2).picked(values) == (Decimal(1),)
    assert NumberForm(0, 10**6, 3).picked(values) == values


@pytest.mark.browser
@pytest.mark.long
def test_a_browser_of_another_language_reads_the_same(browser: Browser, app_url: str) -> None:
    """A comma is a decimal one there too: 0,5 is a half, not five; what was read stands below the box."""
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH_REPORTS)
    page = context.new_page()
    page.goto(f"{app_url}/keten")
    wait_until_settled(page)
    page.get_by_role("tab", name="Wat als").click()
    box = page.get_by_role("tabpanel").get_by_role("textbox").nth(1)  # the stay, in months with a decimal
    for text, said in (("9,5", ""), ("10.5", "Gelezen als 10,5."), ("1.473.156", "gevonden")):
        box.fill(text)
        box.press("Enter")
        wait_until_settled(page)
        expect(box).to_have_value(text)
        expect(page.get_by_text(said or "Gelezen als").first).to_be_visible(visible=bool(said))
    context.close()
