"""
What is opened from an answer leads back to it.

1. Each answer has a button to the one that it was asked in, down to the first; who goes back and asks on starts there.
2. What is asked on the page itself has none.
3. In a browser: from what remains to a target to the sum of the effect, and back, with the column that was chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.share import Draft, SharedState, make_link
from dashboard.page import TRAIL
from tests.conftest import STRUCTURAL
from tests.dashboard.tools import opened_by
from tests.settled import wait_until_settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

HELD = Draft("A", "", ("4.7",))
ROOM, COVER = f"made:{STRUCTURAL}:room", f"sum:{STRUCTURAL}:*oda/cover"


def trail(*asked: tuple[str, str]) -> list[str]:
    """Which questions lead to the last of some, each with the one whose answer it was asked in."""
    lines = [
        "from dashboard.page import note_question",
        *(f"note_question({one!r}, {since!r})" for one, since in asked),
    ]
    app = AppTest.from_string("\n".join(lines)).run()
    assert not app.exception, app.exception
    found: list[str] = app.session_state[TRAIL]
    return found


def test_the_questions_that_lead_to_one_are_kept() -> None:
    """Asking one of them anew goes back to it; a question from another answer begins there (1, 2)."""
    assert trail(("a", "")) == ["a"]
    assert trail(("a", ""), ("b", "a"), ("c", "b")) == ["a", "b", "c"]
    assert trail(("a", ""), ("b", "a"), ("c", "b"), ("b", "c")) == ["a", "b"]
    assert trail(("a", ""), ("b", "a"), ("c", "")) == ["c"]
    assert trail(("a", ""), ("b", "a"), ("c", "a")) == ["a", "c"]
    assert trail(("c", "b")) == ["b", "c"]
    assert len(trail(*((str(one), str(one - 1)) for one in range(1, 60)))) == 30


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_answer_says_where_it_was_asked(language: str) -> None:
    """Of a gap, a made figure and a sum alike; the first of them says so to none (1, 2)."""
    word = {"nl": "Terug", "en": "Back"}[language]
    for first, then in ((ROOM, COVER), (COVER, ROOM), ("gap:jenv-20", f"sum:{STRUCTURAL}:*target/jenv-20")):
        html = opened_by(then, HELD, language=language, **{TRAIL: [first, then]})
        assert f'<button type="button" data-ask="{first}">← {word}</button>' in html
        assert f'data-answers="{then}"' in html
        assert word not in opened_by(then, HELD, language=language, **{TRAIL: [then]})


@pytest.mark.long
@pytest.mark.browser
def test_one_comes_back_to_the_gap(page: Page, app_url: str, catalogue: Catalogue) -> None:
    """In the column that one looked at; what the page itself asks after that has no way back (3)."""
    draft = Draft("A", "", catalogue.packages["jenv-20"].measures)
    page.goto(f"{app_url}/?p={make_link(catalogue, SharedState((draft,)))}")
    wait_until_settled(page)
    page.locator("button.to-go").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="2023").click()
    dialog.get_by_role("button", name="Waaruit bestaat").click()
    expect(dialog.get_by_text("Waaruit bestaat ‘")).to_be_visible()
    dialog.get_by_role("button", name="← Terug").click()
    expect(dialog.get_by_text("Wat resteert er tot")).to_be_visible()
    expect(dialog.get_by_role("radio", name="2023")).to_be_checked()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.locator("table.head tr.total button").first.click()
    expect(page.get_by_role("dialog").get_by_text("Waaruit bestaat het saldo-effect")).to_be_visible()
    expect(page.get_by_role("button", name="← Terug")).to_have_count(0)
