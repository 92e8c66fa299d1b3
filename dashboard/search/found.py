"""The packages of an answer that the session keeps, each by its place there, and what each misses of the goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import streamlit as st

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import Package, compose_package
from budget.search import Answer, Explanation, Front, Goal, Question, Sample, Together, explain_package
from dashboard import state
from dashboard.package import (
    GOAL,
    Made,
    MadeRow,
    aimed_ask,
    asks,
    column_heads,
    found_ask,
    goal_name,
    made_title,
    missed_ask,
    shown_amount,
    target_part,
)
from dashboard.search.form import named_goal
from dashboard.words import asking, html, numbers, t, terms

ANSWER: Final = "answer"
"""The key that the session keeps the answer of the page of the search under."""
TOGETHER: Final = "together"
"""And what several positions come to."""
FRONT: Final = "front"
"""And the largest saving at each price."""
SAMPLED: Final = "sampled"
"""And what random packages come to."""
NEAREST: Final = "0"
"""The place of the package that comes nearest; a found one has its number, any other a word before it ("reach-1")."""
REACH, DROPPED, SET, WAY, AS_ADDED = "reach", "dropped", "set", "way", "added"
LOWEST, HIGHEST = "lowest", "highest"
WITHOUT: Final = "/"
"""Stands between the place of a package and a measure that is left out of it."""


class OfGoal(Protocol):
    """What a package is held to in a column of a goal and what it then misses, thousands of euro."""

    @property
    def goal(self) -> Goal:
        """The goal."""

    @property
    def column(self) -> str:
        """Its column."""

    @property
    def amount_keur(self) -> int:
        """The amount to reach."""

    @property
    def missing_keur(self) -> int:
        """What is missing, 0 when it is reached."""


@dataclass(frozen=True)
class Held:
    """A package of an answer, what it is for people, and what it is held to."""

    name: str
    package: Package
    goals: tuple[OfGoal, ...] = ()


def place_of(word: str, number: int) -> str:
    """Return a place among the packages of a kind, counted from 1."""
    return f"{word}-{number}"


def without_place(place: str, measure: str) -> str:
    """Return the place of a package without one of its measures."""
    return f"{place}{WITHOUT}{measure}"


def goal_heading(goal: Goal, column: str, catalogue: Catalogue, settings: Settings) -> str:
    """Name a goal of a search under its settings, and its column."""
    return f"{named_goal(catalogue, goal, settings)}, {column_heads(catalogue)[column]}"


def goal_title(goal: Goal, column: str, package: Package) -> str:
    """Name a goal under the settings of a package, and its column."""
    return goal_heading(goal, column, package.catalogue, package.settings)


def goal_part(goal: Goal) -> str:
    """Return what tells the part of a package that counts towards a goal: a target's, a budget line's, or all of it."""
    return goal.budget or "" if goal.target is None else target_part(goal.target)


def _one(listed: Sequence[Any], number: str) -> Any:
    """Return one of a list by its number, counted from 1; None for what is none."""
    return listed[int(number) - 1] if number in map(str, range(1, len(listed) + 1)) else None


def _explained(found: Explanation, word: str, number: str) -> Held | None:
    """Return a package of the proof that no package answers."""
    if word == REACH and (reach := _one(found.reaches, number)) is not None:
        return Held(t("Wat van dit doel apart haalbaar is"), reach.package, (reach,))
    if word == DROPPED and (item := _one(found.relaxations, number)) is not None and item.package is not None:
        return Held(t("Het dichtstbij als één beperking vervalt"), item.package, item.reached)
    if word == SET and (dropped := _one(found.dropped_sets.sets, number)) is not None:
        return Held(t("Het kleinste pakket als beperkingen samen vervallen"), dropped.package, dropped.reached)
    as_added = found.as_report
    if word == AS_ADDED and as_added is not None and as_added.package is not None:
        return Held(t("Zoals de bron optelt"), as_added.package, as_added.reached)
    return None


def _of_answer(answer: Answer, place: str) -> Held | None:
    """Return a package of an answer: a found one, the nearest, or one of the proof."""
    if (found := _one(answer.found, place)) is not None:
        return Held(t("Gevonden pakket {n}", n=place), found.package, found.reached)
    explanation = answer.explanation
    if explanation is None:
        return None
    if place == NEAREST:
        nearest = explanation.nearest
        return None if nearest is None else Held(t("Dichtstbijzijnde pakket"), nearest, explanation.reached)
    word, _, number = place.rpartition("-")
    return _explained(explanation, word or place, number)


def _of_together(found: Together, place: str) -> Held | None:
    """Return a package of what several positions come to: within the red lines, or with some of them given up."""
    word, _, number = place.partition("-")
    if word == WAY and (way := _one(found.ways, number)) is not None:
        return Held(t("Met deze rode lijnen los"), way.package, way.reached)
    if place == NEAREST and found.nearest is not None:
        return Held(t("Dichtstbijzijnde pakket"), found.nearest, found.reached)
    return _of_answer(found.answer, place)


def _of_front(front: Front, place: str) -> Held | None:
    point = _one(front.points, place)
    return None if point is None else Held(terms.measures(point.measures), point.package)


def _of_sample(sample: Sample, place: str) -> Held | None:
    """Return a random package at an end of those with as many measures."""
    word, _, number = place.partition("-")
    ids = _one({LOWEST: sample.lowest, HIGHEST: sample.highest}.get(word, ()), number)
    if ids is None:
        return None
    name = t("Laagste van de willekeurige pakketten") if word == LOWEST else t("Hoogste van de willekeurige pakketten")
    package = compose_package(state.catalogue(), ids, sample.settings)
    return Held(f"{name}, {terms.measures(len(ids))}", package)


def _left_out(held: Held, measure: str, question: Question) -> Held | None:
    """Return a package without one of its measures, and what it then misses."""
    reason = next((one for one in explain_package(held.package, question) if one.measure == measure), None)
    if reason is None:
        return None
    ids = [id_ for id_ in held.package.selection if id_ != measure]
    rest = compose_package(held.package.catalogue, ids, held.package.settings)
    return Held(t("{name} zonder {measure}", name=held.name, measure=measure), rest, reason.without)


def found_package(search: str, place: str) -> Held | None:
    """Return a package of an answer that the session keeps, by its place there; None where there is none."""
    kept = st.session_state.get(search) if search in {ANSWER, TOGETHER, FRONT, SAMPLED} else None
    if kept is None:
        return None
    if isinstance(kept, Front):
        return _of_front(kept, place)
    if isinstance(kept, Sample):
        return _of_sample(kept, place)
    whole, _, measure = place.partition(WITHOUT)
    answer = kept.answer if isinstance(kept, Together) else kept
    held = _of_together(kept, whole) if isinstance(kept, Together) else _of_answer(kept, whole)
    return held if held is None or not measure else _left_out(held, measure, answer.question)


def whole_ask(search: str, place: str, package: Package) -> str:
    """Return what asks for the sum of a package of an answer, in the structural column."""
    catalogue = package.catalogue
    return asks(catalogue, kind=found_ask(search, place))[catalogue.columns.structural]


def effect_ask(search: str, place: str, item: OfGoal, package: Package) -> str:
    """Return what asks what of a package counts towards a goal."""
    return asks(package.catalogue, goal_part(item.goal), found_ask(search, place))[item.column]


def goal_amount(search: str, place: str, item: OfGoal, package: Package) -> str:
    """Write the amount to reach, which asks how the target makes it; one that was typed into the question does not."""
    amount = shown_amount(package.catalogue, item.amount_keur, total=False)
    if item.goal.target is None or item.goal.amount_keur is not None:
        return amount
    return asking(aimed_ask(search, place, item.column, goal_name(GOAL, item.goal.target)), amount)


def missing_amount(search: str, place: str, keur: int) -> str:
    """Write what a package misses, which asks how that follows from what it reaches."""
    return asking(missed_ask(search, place), numbers.on_page(state.catalogue(), keur))


def _row(search: str, place: str, item: OfGoal, package: Package) -> MadeRow:
    effect = asking(effect_ask(search, place, item, package), t("het effect"))
    amount = goal_amount(search, place, item, package)
    told = html.sentence(t("{effect} tegenover {amount}"), effect=effect, amount=amount)
    return MadeRow(
        goal_title(item.goal, item.column, package), numbers.on_page(package.catalogue, item.missing_keur), told
    )


def missed_made(search: str, place: str) -> Made | None:
    """Return what a package misses of the goals: by goal and column, what is short of the amount; None without one."""
    held = found_package(search, place)
    if held is None or not held.goals:
        return None
    catalogue, goals = held.package.catalogue, held.goals
    total = sum(item.missing_keur for item in goals)
    columns = list(dict.fromkeys(item.column for item in goals))
    rules = (
        t("Per doel en kolom mist het effect, min het bedrag; een doel dat gehaald is telt niet mee."),
        t("Telt geld dubbel, dan geldt het effect dat het verst van het doel af ligt."),
    )
    name = t("Mist dan")
    title = made_title(catalogue, name, columns[0]) if len(columns) == 1 else t("Waaruit volgt ‘{name}’?", name=name)
    first = MadeRow(held.name, "", terms.measures(len(held.package.selection)))
    rows = (_row(search, place, item, held.package) for item in goals)
    return Made(title, (first, *rows), MadeRow(name, numbers.on_page(catalogue, total)), rules)
