"""
Several positions brought into one.

1. The tally says of each measure who wants it, who refuses it and what it excludes that another wants.
2. The best package breaks no red line and is the best by trying all; where there is none, the smallest sets of red
   lines to give up are those found by trying every set of them, each person's line counted.
3. What no giving up can reach is said, with what comes nearest.
"""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import pytest

from budget.catalogue import Catalogue, find_catalogue, load_catalogue
from budget.core import QuestionError, UnknownIdError
from budget.engine import compose_package
from budget.search import (
    Goal,
    Limits,
    Objective,
    Position,
    Question,
    Standing,
    Together,
    bring_together,
    named_apart,
    tally_positions,
)
from budget.search.find import find_packages
from budget.search.program import Status
from tests.conftest import TOY2

MAIN = (Goal("main-20"),)
ANN = Position("Ann", ("A.1", "B.5"), never=("A.4",))
BOB = Position("Bob", ("A.2", "B.5"), always=("A.4",))


def standings(found: Together) -> dict[str, Standing]:
    return {one.measure: one.standing for one in found.tally}


def test_the_tally_says_who_wants_and_who_refuses(toy: Catalogue) -> None:
    """A.1 and A.2 exclude each other; A.4 is Bob's in any case and never Ann's; B.5 is everybody's."""
    tally = {one.measure: one for one in tally_positions(toy, (ANN, BOB))}
    assert list(tally) == ["A.1", "A.2", "A.4", "B.5"]
    assert (tally["A.1"].wanting, tally["A.1"].rivals) == (("Ann",), ("A.2",))
    assert (tally["A.2"].wanting, tally["A.2"].rivals) == (("Bob",), ("A.1",))
    assert (tally["A.4"].wanting, tally["A.4"].insisting, tally["A.4"].refusing) == (("Bob",), ("Bob",), ("Ann",))
    assert [tally[id_].standing for id_ in tally] == [Standing.CONTESTED] * 3 + [Standing.ALL]


def test_what_nobody_objects_to_is_accepted(toy: Catalogue) -> None:
    """A wish of one counts for it; a wish against one's own red line is none."""
    found = bring_together(
        toy, (Position("Ann", ("A.1", "A.3"), never=("A.3",)), Position("Bob", ("B.5",))), Question()
    )
    assert standings(found) == {"A.1": Standing.ACCEPTED, "A.3": Standing.REFUSED, "B.5": Standing.ACCEPTED}
    assert found.accepted == ("A.1", "B.5")


def test_two_that_both_want_what_excludes_itself_are_no_rivals(toy: Catalogue) -> None:
    """Who wants both sides has not chosen yet, so that it is not contested between persons."""
    both = ("A.1", "A.2")
    tally = tally_positions(toy, (Position("Ann", both), Position("Bob", both)))
    assert {one.standing for one in tally} == {Standing.ALL}


def drawn(toy: Catalogue, chance: random.Random) -> list[Position]:
    ids = list(toy.measures)
    found = []
    for name in named_apart(["x"] * chance.randint(2, 4)):
        lines = chance.sample(ids, chance.randint(0, 4))
        cut = chance.randint(0, len(lines))
        found.append(Position(name, tuple(chance.sample(ids, 3)), tuple(lines[:cut]), tuple(lines[cut:])))
    return found


def answer_within(toy: Catalogue, question: Question, never: set[str], always: set[str]) -> bool:
    asked = Question(question.goals, tuple(always), tuple(never), limits=question.limits)
    return find_packages(toy, asked).status is Status.OPTIMAL


def by_trying(toy: Catalogue, positions: list[Position], question: Question) -> tuple[int, set[frozenset[str]]] | None:
    """Try every set of measures with a red line on them; return the least lines given up and those sets."""
    weights = Counter(
        f"{kind} {id_}" for one in positions for kind in ("never", "always") for id_ in getattr(one, kind)
    )
    found: dict[int, set[frozenset[str]]] = {}
    for size in range(len(weights) + 1):
        for given in combinations(weights, size):
            weight = sum(weights[one] for one in given)
            if found and weight > min(found):
                continue
            kept = [one.split() for one in weights if one not in given]
            never, always = ({id_ for kind, id_ in kept if kind == line} for line in ("never", "always"))
            if answer_within(toy, question, never, always):
                found.setdefault(weight, set()).add(frozenset(given))
    return (min(found), found[min(found)]) if found else None


def check(toy: Catalogue, number: int) -> None:
    chance = random.Random(number)
    positions = drawn(toy, chance)
    limits = Limits(max_measures=chance.choice((None, None, 3)))
    question = Question(MAIN if chance.random() < 0.8 else (), limits=limits)
    found, tried = bring_together(toy, positions, question), by_trying(toy, positions, question)
    never = {id_ for one in positions for id_ in one.never}
    always = {id_ for one in positions for id_ in one.always}
    if found.answer.found:
        chosen = set(found.answer.found[0].package.selection)
        assert tried is not None
        assert tried[0] == 0
        assert chosen >= always
        assert not chosen & never
    elif tried is None:
        assert (found.ways, found.complete) == ((), True)
    else:
        least, sets = tried
        assert least == len(found.ways[0].lines) > 0
        told = {
            frozenset(f"{'never' if line.kind.value == 'forbidden' else 'always'} {line.measure}" for line in way.lines)
            for way in found.ways
            if len(way.lines) == least
        }
        assert told == sets


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 5, 7])
def test_drawn_positions_agree_with_trying_every_set(toy: Catalogue, number: int) -> None:
    check(toy, number)


@pytest.mark.long
@pytest.mark.parametrize("number", [6, *range(8, 120)])
def test_many_drawn_positions_agree_with_trying_every_set(toy: Catalogue, number: int) -> None:
    check(toy, number)


def test_a_line_that_two_persons_draw_counts_for_both(toy: Catalogue) -> None:
    """Ann and Eve never want what Bob wants in any case: Bob's one line goes before their two."""
    eve = Position("Eve", never=("A.4",))
    found = bring_together(toy, (ANN, BOB, eve), Question())
    assert [[line.name for line in way.lines] for way in found.ways] == [["Bob"], ["Ann", "Eve"]]
    assert found.complete


@pytest.mark.slow
def test_the_most_wished_package_comes_first(toy: Catalogue) -> None:
    """By trying every package that reaches the goal: none is wanted by more."""
    positions = (Position("Ann", ("A.3",)), Position("Bob", ("A.3", "B.5")))
    found = bring_together(toy, positions, Question(MAIN, objective=Objective.WEIGHTS))
    (best,) = found.answer.found
    every = find_packages(toy, Question(MAIN), top=1000, supersets=True).found
    weights = [
        sum(1 if id_ not in one.wishes else -1 for id_ in it.package.selection for one in positions) for it in every
    ]
    assert best.objective == min(weights)


def test_without_a_goal_the_best_is_what_most_want_and_nobody_refuses(toy: Catalogue) -> None:
    """B.5 of all and A.3 of two of three; not A.1, which one wants, nor A.4, which one never does."""
    positions = (
        Position("Ann", ("A.1", "A.3", "A.4", "B.5")),
        Position("Bob", ("A.3", "A.4", "B.5")),
        Position("Eve", ("B.5",), never=("A.4",)),
    )
    found = bring_together(toy, positions, Question(objective=Objective.WEIGHTS))
    assert found.answer.found[0].package.selection == ("A.3", "B.5")


def test_only_what_somebody_wants(toy: Catalogue) -> None:
    """With nothing but wishes the package has no other measure, and no red line is to blame when it falls short."""
    wished = bring_together(
        toy, (Position("Ann", ("A.1",)), Position("Bob", ("B.5",))), Question(MAIN), wished_only=True
    )
    assert all(set(it.package.selection) <= {"A.1", "B.5"} for it in wished.answer.found)
    short = bring_together(toy, (Position("Ann", ("A.3",)), Position("Bob")), Question(MAIN), wished_only=True)
    assert (short.answer.found, short.ways, short.complete) == ((), (), True)
    assert short.nearest is not None
    assert short.missing_keur is not None
    assert set(short.nearest.selection) <= {"A.3"}


def test_without_steps_nothing_is_said_to_be_proven(toy: Catalogue) -> None:
    """The answer tells that it was stopped."""
    found = bring_together(toy, (ANN, BOB), Question(MAIN), most_steps=0)
    assert found.answer.stopped
    assert not found.complete


@pytest.mark.parametrize(
    ("positions", "code"),
    [
        ((ANN,), "number_of_positions"),
        ((ANN, Position("Ann")), "positions_of_one_name"),
        ((ANN, Position("Bob", never=("A.1",), always=("A.1",))), "red_line_both_ways"),
    ],
)
def test_what_cannot_be_brought_together_is_refused(toy: Catalogue, positions: tuple[Position, ...], code: str) -> None:
    with pytest.raises(QuestionError) as error:
        bring_together(toy, positions, Question())
    assert error.value.message.code == code


def test_an_unknown_measure_is_refused(toy: Catalogue) -> None:
    with pytest.raises(UnknownIdError):
        bring_together(toy, (ANN, Position("Bob", never=("Z.9",))), Question())


def test_names_are_told_apart() -> None:
    """A third of a name, and one that was named so already."""
    assert named_apart(["a", "a", "a (2)", "a"]) == ("a", "a (2)", "a (2) (2)", "a (3)")


@pytest.mark.slow
def test_other_lists_are_brought_together_too() -> None:
    """A country unlike the first, and a list of 681 on which every officer refuses a hundred measures."""
    other = load_catalogue(TOY2)
    ids = list(other.measures)
    found = bring_together(other, (Position("Ann", (ids[0],)), Position("Bob", never=(ids[0],))), Question())
    assert standings(found) == {ids[0]: Standing.CONTESTED}
    long = load_catalogue(find_catalogue("ombuigingslijst-2021"))
    ids, chance = list(long.measures), random.Random(1)
    positions = [Position(name, never=tuple(chance.sample(ids, 100))) for name in "abc"]
    goal = Goal(amount_keur=-5_000_000)
    together = bring_together(long, positions, Question((goal,)), most_steps=2000)
    (best,) = together.answer.found
    refused = {id_ for one in positions for id_ in one.never}
    assert not refused & set(best.package.selection)
    assert compose_package(long, best.package.selection).totals["structural"].upper <= -5_000_000
