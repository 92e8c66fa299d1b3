"""
The answer of a search beside its question.

1. An answer carries the question that it answers, in words.
2. A question that changed since says so, and the answer stays that of the one before.
3. A found package names its measures with their titles.
4. Nothing that was typed or chosen is left out of the question without a word.
5. In a browser the page goes to a new answer, and the heading of the answer has the focus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Evidence, LegalLevel
from budget.core import OwnTarget, Settings
from budget.search import Goal, Limits, Objective, OpenCells, Question
from budget.share import Draft
from dashboard.search.question_words import question_text
from dashboard.words import in_language
from tests.dashboard.tools import page_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHANGED = "De vraag hierboven is intussen veranderd"


def said(app: AppTest) -> str:
    return "\n".join(item.value for kind in (app.markdown, app.warning, app.header) for item in kind)


def ask(app: AppTest) -> AppTest:
    app.button(key="q-ask").click().run()
    assert not app.exception
    return app


@pytest.mark.slow
def test_a_changed_question_keeps_its_answer_apart() -> None:
    """Until it is asked anew (1, 2, 3)."""
    app = page_of("search").run()
    app.multiselect(key="q-targets").set_value(["bhos-20"]).run()
    ask(app)
    assert "Gevraagd: BHOS" in said(app)
    assert CHANGED not in said(app)
    first = app.session_state["answer"]
    title = first.found[0].package.catalogue.measures[first.found[0].package.selection[0]].title.nl
    assert title in said(app)
    app.multiselect(key="q-forbid").set_value(["4.7"]).run()
    assert CHANGED in said(app)
    assert app.session_state["answer"] is first
    assert "zonder deze maatregelen: 4\\.7" not in said(app)
    ask(app)
    assert CHANGED not in said(app)
    assert "zonder deze maatregelen: 4.7" in said(app).replace("\\", "")
    app.text_input(key="q-top").set_value("twee").run()
    assert len(app.error) == 1
    assert app.session_state["answer"].question.forbidden == ("4.7",)


def test_nothing_typed_is_left_out_of_the_question() -> None:
    """An amount on nothing, and a target in no column beside one of one's own, keep it from being asked (4)."""
    draft = Draft("A", "", (), Settings(own_targets=(OwnTarget(amount_keur=12_500, columns=("structural",)),)))
    app = page_of("search", draft).run()
    app.text_input(key="q-amount").set_value("-100").run()
    assert "Kies waarop het bedrag dat u typte geldt, of typ 0." in said(app)
    assert "answer" not in ask(app).session_state
    app.selectbox(key="q-budget").set_value("*").run()
    assert not app.warning
    app.multiselect(key="q-targets").set_value(["jenv-20", "own-1"])
    app.multiselect(key="q-columns").set_value([]).run()
    assert "Kies ten minste één doel en één kolom." in said(app)
    app.selectbox(key="q-budget").set_value("").run()
    app.text_input(key="q-amount").set_value("0").run()
    app.multiselect(key="q-targets").set_value(["own-1"]).run()
    assert not app.warning


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_question_is_said_in_full(language: str) -> None:
    """Goals with their amounts and columns, lists, limits and settings."""
    question = Question(
        (Goal("jenv-20", ("2024",)), Goal(amount_keur=-5_000, budget="JenV")),
        required=("4.7",),
        forbidden=("5.6",),
        required_variants=("3",),
        forbidden_variants=("1",),
        limits=Limits(LegalLevel.LAW, frozenset({Evidence.STATED}), True, 4, True),
        open_cells=OpenCells.NONE,
        objective=Objective.CLOSEST,
        settings=Settings(delay=1),
    )
    with in_language(language):
        text = question_text(question)
    parts = text.split("; ")
    assert len(parts) == 14
    assert all(word in text for word in ("2024", "JenV", "4.7", "5.6", "2022"))


@pytest.mark.long
@pytest.mark.browser
def test_the_page_goes_to_a_new_answer(page: Page, app_url: str) -> None:
    """At 1280 by 800 the heading of the answer comes into view and has the focus (4)."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{app_url}/zoeken")
    page.get_by_role("button", name="Zoek", exact=True).click()
    heading = page.get_by_role("heading", name="Antwoord", exact=True)
    heading.wait_for(timeout=30_000)
    page.wait_for_function("document.activeElement.innerText.startsWith('Antwoord')")
    box = heading.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 800
