"""Compose what the solver chose and hold it against the question; what does not agree is never a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budget.catalogue import ConflictKind
from budget.core import SearchError
from budget.engine import Package, Total, Verdict, attribute_oda, compose_package, evaluate_target, judge
from budget.search.model import GoalCell, Model, package_effect
from budget.search.question import Goal, Objective, OpenCells, Question


@dataclass(frozen=True)
class Reached:
    """
    What a package reaches of a goal in one column, thousands of euro.

    `effect_keur` counts open cells as the question does, `total` bounds them; `verdict` is the engine's, by the bounds.
    """

    goal: Goal
    column: str
    amount_keur: int
    at_most: bool
    effect_keur: int
    total: Total
    verdict: Verdict

    @property
    def missing_keur(self) -> int:
        """What is missing; 0 when the amount is reached."""
        return max(0, self.over_keur)

    @property
    def over_keur(self) -> int:
        """How far the effect lies from the amount, below 0 when it goes beyond it."""
        gap = self.effect_keur - self.amount_keur
        return gap if self.at_most else -gap


def reached_by(package: Package, cell: GoalCell, question: Question) -> Reached:
    """Hold a composed package against one goal column."""
    effect, total = package_effect(package, cell, question)
    verdict = Verdict.UNDETERMINED if package.blocked else judge(total, cell.amount_keur, cell.at_most)
    return Reached(cell.goal, cell.column, cell.amount_keur, cell.at_most, effect, total, verdict)


def leakage_keur(package: Package, column: str) -> int:
    """Return what of a package's savings lowers the ODA attribution instead of the balance, thousands of euro."""
    if package.catalogue.oda is None:
        return 0
    splits = attribute_oda(package).by_measure.values()
    return sum(max(0, -parts[column].attributed.keur) for parts in splits)


def objective_value(package: Package, question: Question, reached: Sequence[Reached]) -> int:
    """Measure a composed package by the question's objective: a number of measures, thousands of euro or weights."""
    if question.objective is Objective.CLOSEST:
        return sum(abs(item.over_keur) for item in reached)
    if question.objective is Objective.LEAST_INTENSIFICATION:
        return package.intensifications[question.column].keur
    if question.objective is Objective.LEAST_LEAKAGE:
        return leakage_keur(package, question.column)
    if question.objective is Objective.WEIGHTS:
        weights = dict(question.weights)
        return sum(weights.get(id_, 1) for id_ in package.selection)
    return len(package.selection)


def _disagreements(
    model: Model, package: Package, reached: Sequence[Reached], chosen: Sequence[int], demand: bool
) -> list[str]:
    """List where the engine's package differs from what the program promised."""
    question, found = model.question, []
    if package.blocked:
        found.append("the package holds measures that exclude each other")
    if question.limits.no_overlaps and any(c.conflict.kind is ConflictKind.OVERLAP for c in package.clashes):
        found.append("the package holds measures that overlap")
    if missing := [id_ for id_ in question.required if id_ not in package.selection]:
        found.append(f"{missing[0]} is required and missing")
    if extra := [id_ for id_ in package.selection if id_ in question.forbidden]:
        found.append(f"{extra[0]} is forbidden and chosen")
    for cell, item in zip(model.cells, reached, strict=True):
        promised = sum(cell.effects[place] for place in chosen)
        if item.effect_keur != promised:
            found.append(f"{cell.goal.name} {cell.column}: {item.effect_keur} by the engine, {promised} by the program")
        certain = question.open_cells is not OpenCells.COUNTED
        short = item.verdict is not Verdict.MET if certain else item.missing_keur > 0 or item.verdict is Verdict.NOT_MET
        if demand and short:
            found.append(f"{cell.goal.name} {cell.column}: {item.verdict.value}")
        if cell.goal.target is not None and cell.goal.amount_keur is None:
            theirs = evaluate_target(package, package.catalogue.target(cell.goal.target)).cells[cell.column]
            if (theirs.effect, theirs.target_keur, theirs.verdict) != (item.total, item.amount_keur, item.verdict):
                found.append(f"{cell.goal.name} {cell.column}: the target's own figures differ")
    return found


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
    found = _disagreements(model, package, reached, chosen, demand)
    if value is not None and (own := objective_value(package, question, reached)) != value:
        found.append(f"objective: {own} by the engine, {value} by the program")
    if found:
        raise SearchError(f"the engine does not confirm {', '.join(package.selection)}: {'; '.join(found)}.")
    return package, reached
