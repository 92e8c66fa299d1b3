"""The answer of a search says how overlaps count in it, and what would help where there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from budget.catalogue import Catalogue
from budget.core import Overlaps, Settings
from budget.search import Answer, Goal, Inexact, OpenCells, Question, find_packages_with_steps
from dashboard.search import Asked, inexact_text
from tests.dashboard.tools import html_of, page_of

STRUCTURAL = ("structural",)
ASKED = Question((Goal(target="jenv-20", columns=STRUCTURAL),), column="structural")
CUTS = ("4.12a", "4.12b", "4.12c")


def shown(answer: Answer, language: str = "nl") -> AppTest:
    """The page of the search with an answer."""
    app = page_of("search", language=language)
    app.session_state["answer"] = answer
    app.run()
    assert not app.exception, app.exception
    return app


def answer_of(catalogue: Catalogue, question: Question) -> Answer:
    return find_packages_with_steps(catalogue, question, (), top=1, time_limit=20)


@pytest.mark.parametrize(
    ("overlaps", "told"),
    [(Overlaps.BOUNDS, "Dit geldt met grenzen"), (Overlaps.AS_REPORT, "Dit geldt zoals de bron optelt")],
)
def test_an_answer_says_how_overlaps_count(catalogue: Catalogue, overlaps: Overlaps, told: str) -> None:
    """A found package stands under the setting that it was asked with."""
    app = shown(answer_of(catalogue, replace(ASKED, settings=Settings(overlaps=overlaps))))
    assert [caption.value for caption in app.caption if caption.value.startswith(told)]


def test_an_answer_says_which_case_wins_where_no_amount_is_exact(toy_ranges: Catalogue) -> None:
    """The worst case, of ranges and of open cells; nothing is said of what the list or the question has not."""
    question = Question((Goal(amount_keur=-5_000),))
    certain = inexact_text(answer_of(toy_ranges, question))
    assert certain.startswith("Van een open cel wint het ongunstigste geval")
    assert certain.endswith("het einde dat voor een doel het ongunstigst is.")
    none = inexact_text(answer_of(toy_ranges, replace(question, open_cells=OpenCells.NONE)))
    assert none.startswith("Geen maatregel met een open cel doet mee. Van een bandbreedte")
    assert inexact_text(replace(answer_of(toy_ranges, question), inexact=Inexact())) == ""


def test_without_an_answer_the_page_tells_what_comes_near_and_what_helps(catalogue: Catalogue) -> None:
    """Without cuts there is no −20%: the best within reach, the other way of adding, and sets that close the gap."""
    question = replace(ASKED, goals=(Goal(target="jenv-20", columns=STRUCTURAL, amount_keur=-160_000),), forbidden=CUTS)
    answer = answer_of(catalogue, question)
    explanation = answer.explanation
    assert explanation is not None
    app = shown(answer)
    text = html_of(app)
    assert text.count("Het meeste dat van elk doel apart haalbaar is") == len(explanation.reaches) == 1
    assert explanation.as_report is not None
    assert any("Zoals de bron optelt kan het" in info.value for info in app.info)
    several = [item for item in explanation.dropped_sets.sets if len(item.restrictions) > 1]
    assert ("Kleinste stellen beperkingen" in text) == bool(several)
    assert several
    assert "Smallest sets of restrictions" in html_of(shown(answer, "en"))


def test_a_target_out_of_reach_says_that_letting_go_does_not_help(catalogue: Catalogue) -> None:
    """With bounds −20% is out of reach even with every cut: the page does not send the user looking for more."""
    answer = answer_of(catalogue, replace(ASKED, forbidden=CUTS))
    assert answer.explanation is not None
    assert answer.explanation.dropped_sets.complete
    assert len(answer.explanation.relaxations) == len(CUTS) < answer.explanation.dropped_sets.largest
    said = f"Ook het loslaten van alle {len(CUTS)} beperkingen is niet genoeg."
    assert [info.value for info in shown(answer).info if info.value.startswith("Ook het loslaten")] == [said]


@pytest.mark.slow
def test_a_question_whose_run_was_cut_short_is_answered_in_the_next(catalogue: Catalogue) -> None:
    """What was asked is kept until it is answered; a change elsewhere on the page does not lose it."""
    app = page_of("search")
    question = replace(ASKED, settings=Settings(overlaps=Overlaps.AS_REPORT))
    app.session_state["asked"] = Asked(question, top=1, steps=2_000, turned=())
    app.run()
    assert not app.exception, app.exception
    assert app.session_state["answer"].found[0].package.selection
    assert "asked" not in app.session_state
