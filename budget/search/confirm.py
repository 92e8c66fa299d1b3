"""Compose what the solver chose and hold it against the question; what does not agree is never a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from budget.catalogue import ConflictKind
from budget.core import Amount, Message, Overlaps, SearchError, one_sided
from budget.engine import (
    Line,
    Package,
    Verdict,
    at_end,
    compose_package,
    counted_once,
    evaluate_target,
    find_target,
    judge,
    leakage_by_measure,
    once_change,
)
from budget.search.goal_cells import GoalCell, counted_effect, goal_end, goal_lines
from budget.search.model import Model
from budget.search.question import Goal, Objective, OpenCells, Question, goal_counter


@dataclass(frozen=True)
class Reached:
    """
    What a package reaches of a goal in one column, thousands of euro.

    `effect_keur` counts at the end that is worse for the goal, with open cells as the question does; `total` bounds
    it; `once_keur` and `once` are the same without double counting. `verdict` is the engine's, by the bounds. `bounds`
    says that both must reach the amount.
    """

    goal: Goal
    column: str
    amount_keur: int
    at_most: bool
    effect_keur: int
    total: Amount
    once_keur: int
    once: Amount
    bounds: bool
    verdict: Verdict

    @property
    def missing_keur(self) -> int:
        """What is missing at the weakest end; 0 when the amount is reached."""
        gap = self.weakest_keur - self.amount_keur
        return max(0, gap if self.at_most else -gap)

    @property
    def weakest_keur(self) -> int:
        """The effect that the goal is held to: with bounds the end of the interval that is furthest from it."""
        if not self.bounds:
            return self.effect_keur
        return (max if self.at_most else min)(self.effect_keur, self.once_keur)

    @property
    def over_keur(self) -> int:
        """How far the effect as the list adds lies from the amount, below 0 when it goes beyond it."""
        gap = self.effect_keur - self.amount_keur
        return gap if self.at_most else -gap


def _excluded(package: Package, counting: Iterable[Line]) -> bool:
    """Tell whether measures are chosen that exclude each other, of which one has a line that counts."""
    touching = frozenset(line.measure for line in counting)
    return any(touching & frozenset(clash.chosen) for clash in package.clashes if clash.exclusive)


def reached_by(package: Package, cell: GoalCell, question: Question) -> Reached:
    """Hold a composed package against one goal column."""
    catalogue, column = package.catalogue, cell.column
    lines = goal_lines(catalogue, cell.goal, package.lines, question)
    end = goal_end(cell.at_most)
    effect, total = counted_effect(lines, catalogue.columns.place[column], question, end)
    plain = package.sum_lines(goal_counter(catalogue, cell.goal, question.settings))
    once = counted_once(package, plain, lines)[column]
    bounds = question.settings.overlaps is Overlaps.BOUNDS
    verdict = judge(total, cell.amount_keur, cell.at_most)
    if _excluded(package, lines) or (bounds and judge(once, cell.amount_keur, cell.at_most) is not verdict):
        verdict = Verdict.UNDETERMINED
    once_keur = effect + once_change(package, lines, column, end)
    return Reached(cell.goal, column, cell.amount_keur, cell.at_most, effect, total, once_keur, once, bounds, verdict)


def leakage_keur(package: Package, column: str) -> int:
    """Return what of a package's savings lowers the ODA attribution instead of the balance, thousands of euro."""
    return sum(leakage_by_measure(package, column).values())


def objective_value(package: Package, question: Question, reached: Sequence[Reached]) -> int:
    """Measure a composed package by the question's objective: a number of measures, thousands of euro or weights."""
    if question.objective is Objective.CLOSEST:
        return sum(abs(item.over_keur) for item in reached)
    if question.objective is Objective.LEAST_INTENSIFICATION:
        place = package.catalogue.columns.place[question.column]
        costs = [one_sided(row[place], saves=False) for row in package.rows.values()]
        return sum(at_end(cost, "upper") for cost in costs)
    if question.objective is Objective.LEAST_LEAKAGE:
        return leakage_keur(package, question.column)
    if question.objective is Objective.WEIGHTS:
        weights = dict(question.weights)
        return sum(weights.get(id_, 1) for id_ in package.selection)
    return len(package.selection)


_VERDICTS: Final = {
    Verdict.MET: Message("met"),
    Verdict.NOT_MET: Message("not_met"),
    Verdict.UNDETERMINED: Message("undetermined"),
}
"""The verdicts on a goal, which is always asked."""


def _differs(name: Message, engine: int, program: int) -> Message:
    return Message("engine_differs_from_program", name=name, engine=engine, program=program)


def _broken(package: Package, question: Question) -> Iterator[Message]:
    """Yield the restrictions that the engine's package breaks."""
    if package.blocked:
        yield Message("package_holds_exclusive_measures")
    if question.limits.no_overlaps and any(c.conflict.kind is ConflictKind.OVERLAP for c in package.clashes):
        yield Message("package_holds_overlapping_measures")
    if package.unmet:
        yield Message("needed_measure_missing", ids=package.unmet[0].chosen, needed=package.unmet[0].needed)
    if missing := [id_ for id_ in question.required if id_ not in package.selection]:
        yield Message("required_measure_missing", id=missing[0])
    if extra := [id_ for id_ in package.selection if question.forbids(id_)]:
        yield Message("forbidden_measure_chosen", id=extra[0])


def _differences(
    package: Package, question: Question, cell: GoalCell, item: Reached, chosen: Sequence[int], demand: bool
) -> Iterator[Message]:
    """Yield where the engine's figures of a goal column differ from what the program promised."""
    goal = {"goal": cell.goal.said, "column": cell.column}
    if item.effect_keur != (promised := sum(cell.effects[place] for place in chosen)):
        yield _differs(Message("goal_in_column", **goal), item.effect_keur, promised)
    if item.weakest_keur != (least := cell.weakest(chosen)):
        yield _differs(Message("goal_counted_once", **goal), item.weakest_keur, least)
    certain = question.open_cells is not OpenCells.COUNTED
    short = item.verdict is not Verdict.MET if certain else item.missing_keur > 0 or item.verdict is Verdict.NOT_MET
    if demand and short:
        yield Message("goal_has_verdict", **goal, verdict=_VERDICTS[item.verdict])
    if cell.goal.target is not None and cell.goal.amount_keur is None:
        target = find_target(package.catalogue, cell.goal.target, question.settings)
        theirs = evaluate_target(package, target).cells[cell.column]
        own = item.total, item.once, item.amount_keur, item.verdict
        if theirs.asked and (theirs.effect, theirs.once, theirs.target_keur, theirs.verdict) != own:
            yield Message("target_has_other_figures", **goal)


def confirm(
    model: Model, chosen: Sequence[int], value: int | None = None, demand: bool = True
) -> tuple[Package, tuple[Reached, ...]]:
    """
    Compose the choice and check it: goals reached (when `demand`), no exclusive measures, the objective's value.

    Raises SearchError at the smallest difference, in thousands of euro.
    """
    question = model.question
    package = compose_package(model.catalogue, model.selection(chosen), question.settings)
    reached = tuple(reached_by(package, cell, question) for cell in model.cells)
    found = list(_broken(package, question))
    for cell, item in zip(model.cells, reached, strict=True):
        found += _differences(package, question, cell, item, chosen, demand)
    if value is not None and (own := objective_value(package, question, reached)) != value:
        found.append(_differs(Message("the_objective"), own, value))
    if found:
        differences = reduce(lambda first, then: Message("and_also", first=first, then=then), found)
        raise SearchError("package_not_confirmed", ids=package.selection, differences=differences)
    return package, reached
