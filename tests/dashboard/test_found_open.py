"""
Every amount of a package that a search found opens what it is made of.

1. In the proof that there is none: what can be reached, the amount, what is missing; in either language.
2. On a card what a goal misses without a measure, and the attribution; in the tables of the fronts and of random
   packages each amount.
3. Where red lines are in the way: what is possible without some of them, in the line below them.
4. What a browser makes up opens nothing.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.search import (
    Against,
    Answer,
    Goal,
    Limits,
    Objective,
    Position,
    Question,
    Together,
    bring_together,
    find_packages_with_steps,
    pareto_front,
    sample_packages,
)
from budget.share import Draft
from dashboard.package import leakage_part
from dashboard.pages.search import front_table, sample_table
from dashboard.search import FRONT, SAMPLED
from dashboard.search.cards import reasons_table
from dashboard.words import in_language, numbers
from tests.dashboard.tools import html_of, opened_by, run

ASKING = re.compile(r'data-ask="((?:found|missed|aimed):[^"]*)"[^>]*>(?:<span[^>]*>)?([^<]*)<')
TOTAL = re.compile(r'<tr class="total">.*?<td class="num"[^>]*>(?:<[^>]*>)*([^<]*)<')
HELD = Draft("A", "", ("A.1",))
HELD_REPORT = Draft("A", "", ("4.7",))


def asked_of(html: str) -> list[tuple[str, str]]:
    return [(unescape(ask), text) for ask, text in ASKING.findall(html)]


@pytest.fixture
def unmet(country: Catalogue) -> Answer:
    """More than the first toy country can save, with a restriction on it."""
    goals = Goal("main-20", ("2024", "structural")), Goal(amount_keur=-1_000_000)
    question = Question(goals, forbidden=("A.1",), limits=Limits(max_measures=2))
    answer = find_packages_with_steps(country, question, [])
    assert answer.explanation is not None
    return answer


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.slow)])
def test_a_proof_opens_what_it_is_made_of(unmet: Answer, language: str) -> None:
    """What is missing is what the dialog comes to; what can be reached is the sum of its package (1)."""
    explanation = unmet.explanation
    assert explanation is not None
    page = html_of(run("search", HELD, language=language, answer=unmet))
    found = asked_of(page)
    kinds = {tuple(ask.split(":")[:1]) for ask, _ in found}
    assert kinds == {("found",), ("missed",), ("aimed",)}
    missing = [(ask, text) for ask, text in found if ask.startswith("missed:")]
    relaxed = [item for item in explanation.relaxations if item.missing_keur is not None]
    assert len(missing) == 1 + len(explanation.reaches) + len(relaxed)
    for ask, text in missing:
        opened = opened_by(ask, HELD, language=language, answer=unmet)
        assert TOTAL.findall(opened) == [text], ask
        assert "found:answer:" in opened
    for number, reach in enumerate(explanation.reaches, start=1):
        (ask,) = {ask for ask, _ in found if ask.startswith(f"found:answer:reach-{number}:")}
        opened = opened_by(ask, HELD, language=language, answer=unmet)
        with in_language(language):
            assert {numbers.meur(reach.best_keur, places, sign=True) for places in (None, 1, 2)} & set(
                re.findall(r"[+−]?[\d.,]+\d", opened)
            ), ask
    aimed = next(ask for ask, _ in found if ask.startswith("aimed:"))
    opened = opened_by(aimed, HELD, language=language, answer=unmet)
    (nested,) = {ask for ask, _ in asked_of(opened)}
    assert nested == aimed.replace(":goal/", ":base/")
    assert opened_by(nested, HELD, language=language, answer=unmet)


@pytest.mark.slow
def test_a_card_and_the_fronts_open_their_amounts(catalogue: Catalogue) -> None:
    """Without 4.12b the goal misses what its dialog comes to; a saving and the attribution by each point (2)."""
    question = Question((Goal(amount_keur=-60_000, budget="JenV"),), forbidden=("4.8",))
    answer = find_packages_with_steps(catalogue, question, [], top=1, most_steps=500)
    package = answer.found[0].package
    front = pareto_front(catalogue, question, step=6, most_steps=900)
    assert front.against is Against.MEASURES
    held: dict[str, Any] = {"answer": answer, FRONT: front}
    with in_language("nl"):
        reasons = asked_of(reasons_table(package, answer.question, "answer", "1"))
        points = asked_of(front_table(front, catalogue, "JenV"))
        assert len(reasons) == len(package.selection)
        ask, text = max(reasons, key=lambda one: one[1] != "0,00")
        assert ask == f"missed:answer:1/{ask.rpartition('/')[2]}"
        assert TOTAL.findall(opened_by(ask, HELD_REPORT, **held)) == [text]
    assert len(points) == 2 * len(front.points) > 2
    assert any(f":{leakage_part()}" in ask for ask, _ in points)
    for ask, text in points[:2]:
        assert text in opened_by(ask, HELD_REPORT, **held), ask


def test_what_is_possible_without_red_lines_opens_its_sum(country: Catalogue) -> None:
    """Each figure of the line below the red lines; the package that comes nearest says what it misses (3)."""
    positions = [Position("Ann", ("A.1",), never=("A.4",)), Position("Bob", ("B.5",), always=("A.4",))]
    found = bring_together(country, positions, Question((Goal(amount_keur=-1_000),), objective=Objective.WEIGHTS))
    assert len(found.ways) == 2
    app = run("together", Draft("Ann", "", ("A.1",)), Draft("Bob", "", ("B.5",)), together=found)
    asked = asked_of(html_of(app))
    assert {ask.split(":")[2] for ask, _ in asked if ask.startswith("found:together")} == {"way-1", "way-2"}
    for ask, text in asked:
        opened = opened_by(ask, HELD, together=found)
        assert all(word in opened for word in text.split(", ")), ask
    far = bring_together(country, positions, Question((Goal(amount_keur=-9_000_000),)))
    assert isinstance(far, Together)
    assert far.nearest is not None
    app = run("together", Draft("Ann", "", ("A.1",)), Draft("Bob", "", ("B.5",)), together=far)
    ((ask, text),) = asked_of(html_of(app))
    assert ask == "missed:together:0"
    assert TOTAL.findall(opened_by(ask, HELD, together=far)) == [text]


def test_what_a_browser_makes_up_opens_nothing(unmet: Answer) -> None:
    """Not a place, measure, goal or figure that the answer does not have (4)."""
    for ask in (
        "found:answer:reach-9:structural",
        "found:answer:x-1:structural",
        "found:front:1:structural",
        "missed:answer:1",
        "missed:answer:reach-1/A.9",
        "missed:x:1",
        "missed:answer:",
        "aimed:answer:0:structural:gap/main-20",
        "aimed:answer:0:1999:goal/main-20",
        "aimed:answer:0:structural:goal/x",
        "aimed:answer:",
    ):
        assert opened_by(ask, HELD, answer=unmet) == "", ask


def test_the_ends_of_random_packages_open_their_sum(country: Catalogue) -> None:
    """What the table says is what the sum comes to, and made-up places open nothing."""
    sample = sample_packages(country, 300, Goal())
    with in_language("nl"):
        found = asked_of(sample_table(sample, country, ""))
    assert len(found) == 2 * sum(1 for count, _, _ in sample.edges.tolist() if count) > 2
    for ask, text in found:
        # What is open is told in the sum, and counts as 0 in the table.
        (total,) = TOTAL.findall(opened_by(ask, HELD, **{SAMPLED: sample}))
        assert text in {total, *re.split(r" \+ \?$|^[≥≤] ", total)}, (
            ask
        )  # what is open is told there, and counts as 0 here
    for made_up in ("lowest-0", "middle-1", f"highest-{len(sample.edges) + 1}"):
        assert opened_by(f"found:{SAMPLED}:{made_up}:structural", HELD, **{SAMPLED: sample}) == ""
