"""
The page of the search says where a search stands in the line, and what came between.

1. A search that waits has its place in sight, in both languages; one that runs tells what it has found.
2. A full line, a lost process and a time that was up are told, and nothing of a late answer is called proven.
3. A search asked for in the form gives its answer, and can be stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.search import Answer, Goal, Progress, Question, find_packages_with_steps
from dashboard.search import running
from dashboard.words import in_language
from dashboard.workers import Job, Line
from tests.dashboard import jobs
from tests.dashboard.test_workers import until
from tests.dashboard.tools import SECONDS, html_of, page_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

ASK = """
from dashboard.search import searched, start_search
from dashboard.workers import Job
from tests.dashboard import jobs

start_search("answer", lambda: Job(jobs.{job}))
searched("answer")
"""


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """A line of one seat that lets one wait, in place of the server's."""
    made = Line(1, 1)
    monkeypatch.setattr(running, "SEARCHES", made)
    yield made
    made.close()


def asked(job: str, language: str) -> str:
    """Ask for a job on a page; return the errors that it shows."""
    app = AppTest.from_string(ASK.format(job=job), default_timeout=SECONDS)
    app.session_state["language"] = language
    app.run()
    assert not app.exception
    return " ".join(error.value for error in app.error)


def told(app: AppTest) -> str:
    """Return all that a page says of an answer."""
    texts = [item.value for kind in ("success", "warning", "error", "info", "caption") for item in app.get(kind)]
    return " ".join([*texts, html_of(app)])


@pytest.mark.slow
def test_place_and_progress_are_told(line: Line) -> None:
    """The place of one that waits, then what one that runs has found (1)."""
    first, second = line.submit(Job(jobs.run_on, tells=True)), line.submit(Job(jobs.run_on, tells=True))
    until(lambda: first.progress is not None)
    for language, place, found in (
        ("nl", "U bent nummer 1 in de rij.", "2 gevonden, 7 seconden"),
        ("en", "You are number 1 in line.", "2 found, 7 seconds"),
    ):
        with in_language(language):
            assert place in running.place_text(second)
            first.progress = Progress("search", 2, seconds=7.2)
            assert running.place_text(first) == found
    first.cancel()
    second.cancel()


@pytest.mark.slow
def test_full_line_and_lost_process_are_told(line: Line) -> None:
    """Both in both languages; after a lost process the next search is done (2)."""
    assert "rekenproces is weggevallen" in asked("die", "nl")
    assert "process was lost" in asked("die", "en")
    assert line.submit(Job(jobs.add, None, (1, 2))).answer() == 3
    until(lambda: not line.busy)
    tickets = [line.submit(Job(jobs.run_on, tells=True))]
    until(lambda: line.busy)
    tickets.append(line.submit(Job(jobs.run_on, tells=True)))
    assert "Er wachten al 1 zoektochten" in asked("die", "nl")
    assert "1 searches are waiting" in asked("die", "en")


@pytest.mark.parametrize("forbidden", [(), ("4",)])
def test_late_answer_is_called_unfinished_and_not_proven(catalogue: Catalogue, forbidden: tuple[str, ...]) -> None:
    """With packages found and without any; the same answer in time is called proven (2)."""
    goal = Goal(target=catalogue.info.default_target, columns=(catalogue.columns.structural,))
    question = Question((goal,), forbidden_variants=forbidden)
    answer = find_packages_with_steps(catalogue, question, [])
    for late in (False, True):
        app = page_of("search")
        app.session_state["answer"] = replace(answer, late=late, stopped=late)
        text = told(app.run())
        assert not app.exception
        assert ("Onaf, machine bezet" in text) == late
        assert ("bewezen de beste" in text or "Dat is bewezen" in text) == (not late)


@pytest.mark.slow
def test_search_of_the_form_is_done_in_the_line(line: Line) -> None:
    """The button gives an answer of another process (3)."""
    app = page_of("search").run()
    next(button for button in app.button if button.label == "Zoek").click()
    app.run()
    assert not app.exception
    assert isinstance(app.session_state["answer"], Answer)
    assert line.seats[0].pid is not None


@pytest.mark.long
@pytest.mark.browser
def test_search_is_stopped_by_its_button(page: Page, app_url: str) -> None:
    """A thorough search for an odd amount is stopped; the page is as before and the next search is done (3)."""
    page.goto(f"{app_url}/zoeken")
    page.get_by_role("combobox", name="Zoek pakketten die dit halen").press("Backspace")
    page.get_by_role("combobox", name="Eigen bedrag op").click()
    page.get_by_role("option", name="het hele pakket").click()
    page.get_by_role("textbox", name="Te halen effect").fill("-137,1230")
    page.get_by_role("combobox", name="met", exact=True).click()
    page.get_by_role("option", name="zo dicht mogelijk bij het doel").click()
    page.get_by_role("textbox", name="Aantal pakketten").fill("20")
    page.get_by_role("button", name="Zoek", exact=True).click()
    stop = page.get_by_role("button", name="Stop met zoeken")
    stop.click()
    stop.wait_for(state="hidden")
    page.get_by_role("textbox", name="Aantal pakketten").fill("1")
    page.get_by_role("combobox", name="Hoe grondig").click()
    page.get_by_role("option", name="snel").click()
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("button", name="Neem dit pakket over").first.wait_for()
