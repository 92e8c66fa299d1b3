"""The Pareto front: the most that can be saved with each number of measures, or with each amount of ODA leakage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from budget.catalogue import Catalogue, with_own
from budget.core import QuestionError
from budget.engine import Package
from budget.search.confirm import confirm, leakage_keur
from budget.search.find import TIE_NODES
from budget.search.leakage import Branch
from budget.search.model import Model, build_model, reach_program
from budget.search.program import Program, Row, Solution, Status
from budget.search.progress import Meter, Report
from budget.search.question import Goal, Question, check_question
from budget.search.solver import minimise_in_order


class Against(StrEnum):
    """What a saving is held against."""

    MEASURES = "measures"
    LEAKAGE = "leakage"


@dataclass(frozen=True)
class FrontPoint:
    """A package of the front: no other saves as much (thousands of euro, positive) at the same or a lower price."""

    package: Package
    saving_keur: int
    measures: int
    leakage_keur: int


@dataclass(frozen=True)
class Front:
    """
    The points from the largest saving down.

    `complete` says that no point is missing: nothing was stopped, and every step down was the smallest. `late` says
    that it was stopped by the time or the caller, not by its limit of steps.
    """

    against: Against
    points: tuple[FrontPoint, ...]
    complete: bool
    stopped: bool
    late: bool = False


def _front_model(catalogue: Catalogue, question: Question, against: Against) -> Model:
    """Return the model with one goal column: what the first goal counts, or the total, in the question's column."""
    first = question.goals[0] if question.goals else Goal(amount_keur=0)
    goals = (replace(first, columns=(question.column,)),)
    return build_model(catalogue, replace(question, goals=goals), leakage=against is Against.LEAKAGE)


def _best(
    model: Model, parts: list[tuple[Program, list[int], Branch]], most: int | None, meter: Meter, against: Against
) -> Solution | None:
    """Find the largest saving at a price of at most `most`, and of those the lowest price; None when stopped."""
    size = model.program.decisions
    answers = []
    for program, costs, branch in parts:
        price = list(branch.leaks) if against is Against.LEAKAGE else [1] * size
        orders = [costs, price, [1] * size, list(range(size))]
        bounded = program if most is None else program.with_rows(Row(dict(enumerate(price)), most=most))
        best, sure = minimise_in_order(bounded, orders, meter, TIE_NODES)
        if best.status is not Status.INFEASIBLE and not (best.status is Status.OPTIMAL and (sure or not meter.out)):
            return None
        if best.found:
            answers.append(
                (best.cost or 0, sum(price[p] for p in best.chosen), len(best.chosen), sum(best.chosen), best)
            )
    return min(answers, key=lambda item: item[:4])[4] if answers else Solution(Status.INFEASIBLE)


def pareto_front(
    catalogue: Catalogue,
    question: Question,
    *,
    against: Against = Against.MEASURES,
    step: int = 1,
    time_limit: float | None = None,
    most_steps: int | None = None,
    progress: Report | None = None,
) -> Front:
    """
    Return the front of the saving in the question's column against the number of measures or the ODA leakage.

    The saving is that of the first goal's lines, or of the whole package without a goal. The restrictions hold; the
    goals' amounts do not. `step` is how much the price must fall to the next point: 1 gives every point, 1000 with
    leakage one per million. A measure that ends the attribution leaves no leakage at all; `keep_attribution` shuts it
    out. Raises QuestionError for leakage in a catalogue without ODA data.
    """
    catalogue = with_own(catalogue, question.settings.own)
    question = check_question(catalogue, question)
    if against is Against.LEAKAGE and catalogue.oda is None:
        raise QuestionError("leakage_without_oda")
    model = _front_model(catalogue, question, against)
    meter = Meter(time_limit, progress, most_steps=most_steps)
    program, costs = reach_program(model, model.cells[0])
    parts = [(program.with_rows(*branch.rows), costs, branch) for branch in model.branches]
    points: list[FrontPoint] = []
    most: int | None = None
    stopped = False
    while most is None or most >= 0:
        meter.begin("front")
        best = _best(model, parts, most, meter, against)
        if best is None or best.status is Status.INFEASIBLE:
            stopped = best is None
            break
        package, (reached,) = confirm(model, best.chosen, demand=False)
        point = FrontPoint(
            package, -reached.weakest_keur, len(package.selection), leakage_keur(package, question.column)
        )
        points.append(point)
        meter.found = len(points)
        most = (point.measures if against is Against.MEASURES else point.leakage_keur) - step
    return Front(against, tuple(points), step == 1 and not stopped, stopped, stopped and meter.late)
