"""Explain a package (what is missed without each measure) and a question without one (what closes the gap)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from budget.catalogue import Catalogue, with_own
from budget.engine import Clash, Package, compose_package
from budget.search.confirm import Reached, confirm, objective_value, reached_by
from budget.search.drop_sets import DroppedSets, smallest_sets
from budget.search.goal_cells import GoalCell, goal_cells
from budget.search.model import Model, build_model, reach_program, shortfall_program
from budget.search.program import Status
from budget.search.progress import Meter
from budget.search.question import Goal, Question, check_question
from budget.search.restrictions import Restriction, relaxed_questions
from budget.search.solver import minimise_in_order

NODES: Final = 2000


@dataclass(frozen=True)
class Reason:
    """
    What a package reaches without one of its measures.

    `objective_keur_change` is the objective without the measure less the objective with it; `needed` says that a goal
    is missed or a verdict lost without it, or that the question requires it.
    """

    measure: str
    without: tuple[Reached, ...]
    required: bool
    objective_change: int
    needed: bool


@dataclass(frozen=True)
class Reach:
    """
    The most that can be reached of one goal column when the other goals are let go, thousands of euro.

    With bounds it is the weakest end of the interval, so that no money counts twice.
    """

    goal: Goal
    column: str
    amount_keur: int
    best_keur: int
    missing_keur: int
    package: Package
    proven: bool


@dataclass(frozen=True)
class Relaxation:
    """
    What is still missing when one restriction is dropped, summed over the goal columns, and the nearest package then.

    `reached` is what that package reaches of the goal columns that remain.

    None when even then no package obeys the other restrictions, or when the time was up (`proven` is False).
    """

    restriction: Restriction
    missing_keur: int | None
    package: Package | None
    reached: tuple[Reached, ...]
    proven: bool

    @property
    def closes(self) -> bool:
        """Whether dropping this one restriction is enough."""
        return self.missing_keur == 0


@dataclass(frozen=True)
class AsReport:
    """
    What changes when overlaps count as the list adds them: the package that answers then, or else the nearest.

    `objective` is None and `missing_keur` above 0 when there is no answer either; both are None when the time was up or
    the restrictions contradict each other.
    """

    status: Status
    package: Package | None
    objective: int | None
    missing_keur: int | None
    reached: tuple[Reached, ...]

    @property
    def overlaps(self) -> tuple[Clash, ...]:
        """The overlaps in the package that count money twice."""
        return () if self.package is None else tuple(c for c in self.package.clashes if c.conflict.bounds)


@dataclass(frozen=True)
class Explanation:
    """
    Why no package answers a question.

    `nearest` misses the least over all goal columns together (`missing_keur`); None when the restrictions contradict
    each other even without a goal. `reaches` gives the best of each goal column by itself. `relaxations` has every
    single restriction; those that close the gap come first. `dropped_sets` has the smallest sets of restrictions that
    are enough together, `as_report` what changes when the list's own way of adding is taken (None when it is already).
    """

    missing_keur: int | None
    nearest: Package | None
    reached: tuple[Reached, ...]
    reaches: tuple[Reach, ...]
    relaxations: tuple[Relaxation, ...]
    dropped_sets: DroppedSets = field(default_factory=DroppedSets)
    as_report: AsReport | None = None

    @property
    def closing(self) -> tuple[Relaxation, ...]:
        """The restrictions of which dropping one is enough."""
        return tuple(item for item in self.relaxations if item.closes)


def explain_package(package: Package, question: Question) -> tuple[Reason, ...]:
    """
    Tell for each chosen measure what the goals miss without it, in catalogue order.

    Worked example: for JenV −20% by 4.12b among others, without 4.12b 65 million more is missing structurally.
    """
    catalogue = package.catalogue
    question = check_question(catalogue, replace(question, settings=package.settings))
    cells = goal_cells(catalogue, question)
    before = tuple(reached_by(package, cell, question) for cell in cells)
    value = objective_value(package, question, before)
    reasons = []
    for id_ in package.selection:
        rest = compose_package(catalogue, [other for other in package.selection if other != id_], package.settings)
        after = tuple(reached_by(rest, cell, question) for cell in cells)
        worse = any(
            a.missing_keur > b.missing_keur or a.verdict is not b.verdict for a, b in zip(after, before, strict=True)
        )
        required = id_ in question.required or _last_of_required_variant(rest, id_, question)
        change = objective_value(rest, question, after) - value
        reasons.append(Reason(id_, after, required, change, worse or required))
    return tuple(reasons)


def _last_of_required_variant(rest: Package, id_: str, question: Question) -> bool:
    variant_of = rest.catalogue.variant_of
    variant = variant_of[id_]
    return variant in question.required_variants and all(variant_of[other] != variant for other in rest.selection)


def nearest_package(model: Model, meter: Meter) -> tuple[Package | None, int | None, tuple[Reached, ...], bool]:
    """Find the package that misses the least over all goal columns together; None when the restrictions allow none."""
    program, costs = shortfall_program(model)
    size = program.decisions
    best, _ = minimise_in_order(program, [costs, [1] * size, list(range(size))], meter, NODES)
    if not best.found:
        return None, None, (), best.status is Status.INFEASIBLE
    package, reached = confirm(model, best.chosen, demand=False)
    return package, sum(item.missing_keur for item in reached), reached, best.status is Status.OPTIMAL


def best_reach(model: Model, cell: GoalCell, meter: Meter) -> Reach | None:
    """Find the most that can be reached of one goal column; None when the restrictions allow no package."""
    size = model.program.decisions
    program, costs = reach_program(model, cell)
    best, _ = minimise_in_order(program, [costs, [1] * size, list(range(size))], meter, NODES)
    if not best.found:
        return None
    package, reached = confirm(model, best.chosen, demand=False)
    item = next(r for r, own in zip(reached, model.cells, strict=True) if own is cell)
    proven = best.status is Status.OPTIMAL
    return Reach(cell.goal, cell.column, cell.amount_keur, item.weakest_keur, item.missing_keur, package, proven)


def explain_infeasible(catalogue: Catalogue, question: Question, meter: Meter | None = None) -> Explanation:
    """
    Explain why no package answers a question: the best that can be reached, the gap, and what closes it.

    Each restriction is dropped by itself, everything else kept: every forbidden or required measure or variant, every
    limit, every goal and every column of a goal. Worked example (BMH chapter 6): JenV −20% structurally, without 4.12
    and 6.1 and 6.2a (the saving of 6.2b again), reaches −104.4 of −237.4 as the report adds; the gap is 133.0.
    """
    meter = Meter() if meter is None else meter
    catalogue = with_own(catalogue, question.settings.own)
    question = check_question(catalogue, question)
    model = build_model(catalogue, question)
    meter.begin("what can be reached")
    package, missing, reached, _ = nearest_package(model, meter)
    reaches = [best_reach(model, cell, meter) for cell in model.cells] if package is not None else []
    relaxations = []
    for restriction, relaxed in relaxed_questions(question):
        meter.begin(f"without {restriction.kind.value} {restriction.subject}".strip())
        near, gap, reached_then, proven = nearest_package(build_model(catalogue, relaxed), meter)
        relaxations.append(Relaxation(restriction, gap, near, reached_then, proven))
    relaxations.sort(key=lambda item: not item.closes)
    best = tuple(reach for reach in reaches if reach is not None)
    sets = smallest_sets(catalogue, question, meter)
    return Explanation(missing, package, reached, best, tuple(relaxations), sets)
