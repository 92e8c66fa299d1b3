"""
Search for packages that answer a question: the best ones, or all the smallest ones, each proven and composed again.

Order among packages, always the same: the objective; then the fewest measures; then the lowest sum of places in the
catalogue (the first measure has place 0); then the first in the catalogue where they differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from budget.catalogue import Catalogue, with_own
from budget.core import Overlaps
from budget.search.answer import Answer, Found, Inexact
from budget.search.confirm import confirm
from budget.search.explain import AsReport, Explanation, explain_infeasible, nearest_package
from budget.search.model import Model, build_model, objective_costs
from budget.search.program import Program, Row, Solution, Status
from budget.search.progress import Meter, Report
from budget.search.question import Objective, Question, check_question
from budget.search.solver import minimise, minimise_in_order, without_choice, without_supersets

TIE_NODES: Final = 2000
"""How much work the order among equal packages may take; a number of the solver's steps, so no matter how fast."""
EQUALS: Final = 20
"""How many packages that equal the last one in all but their measures are looked at to put them in order."""


@dataclass
class _Part:
    """A branch while it is searched: its program, its costs and the best package left in it."""

    program: Program
    orders: list[list[int]]
    best: Solution = field(default_factory=lambda: Solution(Status.UNKNOWN))
    order_proven: bool = False

    @property
    def key(self) -> tuple[int, int, int]:
        """The order of the best package among others: objective, number of measures, sum of places."""
        return self.best.cost or 0, len(self.best.chosen), sum(self.best.chosen)


def _parts(model: Model) -> tuple[list[_Part], int]:
    """Return the branches of a model, not yet searched, and the constant of the objective."""
    size = len(model.ids)
    orders = [[1] * size, list(range(size))]
    parts, constant = [], 0
    for branch in model.branches:
        costs, constant = objective_costs(model, branch)
        own = orders if model.question.objective is Objective.FEWEST else [costs, *orders]
        parts.append(_Part(model.demanding.with_rows(*branch.rows), own))
    return parts, constant


@dataclass
class _Search:
    """A search for one package after the other, best first."""

    model: Model
    meter: Meter
    supersets: bool
    parts: list[_Part]
    constant: int
    stale: list[_Part]
    cuts: list[Row] = field(default_factory=list)

    @property
    def bound(self) -> int | None:
        """The proven lower bound of the cost of any package left; None when a branch has none."""
        open_parts = [part.best.bound for part in self.parts if part.best.status is not Status.INFEASIBLE]
        known = [bound for bound in open_parts if bound is not None]
        return min(known) if known and len(known) == len(open_parts) else None

    @property
    def status(self) -> Status:
        """What is known of the best package left."""
        found = [part for part in self.parts if part.best.found]
        if not found:
            return Status.INFEASIBLE if self.exhausted else Status.UNKNOWN
        bound = self.bound
        return (
            Status.OPTIMAL if bound is not None and min(found, key=lambda p: p.key).key[0] <= bound else Status.FEASIBLE
        )

    @property
    def exhausted(self) -> bool:
        """Whether it is proven that no package is left."""
        return all(part.best.status is Status.INFEASIBLE for part in self.parts)

    def look(self, nodes: int | None) -> _Part | None:
        """Find the branch with the best package left, None when there is none; `nodes` bounds the work."""
        for part in self.stale:
            program = part.program.with_rows(*self.cuts)
            part.best, part.order_proven = minimise_in_order(program, part.orders, self.meter, TIE_NODES, nodes)
        self.stale = []
        return min((part for part in self.parts if part.best.found), key=lambda part: part.key, default=None)

    def take(self, part: _Part) -> Found:
        """Confirm a branch's best package and rule it out from now on."""
        chosen, value, bound = part.best.chosen, part.key[0] + self.constant, self.bound
        package, reached = confirm(self.model, chosen, value)
        self.cuts.append(without_choice(self.model.program, chosen) if self.supersets else without_supersets(chosen))
        held = frozenset(chosen)
        self.stale = [p for p in self.parts if p is part or (not self.supersets and held <= frozenset(p.best.chosen))]
        return Found(package, value, None if bound is None else bound + self.constant, reached, part.order_proven)


def _ranked(search: _Search, top: int) -> tuple[list[Found], Status]:
    """
    Take the best packages, and look further until no package equals the last one, so that the order is the catalogue's.

    Returns at most `top` packages and what is known of the first.
    """
    groups: list[tuple[tuple[int, int, int], list[tuple[tuple[int, ...], Found]]]] = []
    status, taken, closed = Status.UNKNOWN, 0, False
    while taken < top + EQUALS and not search.meter.out:
        search.meter.begin("search")
        part = search.look(None if taken < top else TIE_NODES)
        status = search.status if taken == 0 else status
        closed = taken >= top and (search.exhausted or (part is not None and part.key != groups[-1][0]))
        if part is None or closed:
            closed = closed or search.exhausted
            break
        if not groups or groups[-1][0] != part.key:
            groups.append((part.key, []))
        groups[-1][1].append((part.best.chosen, search.take(part)))
        taken += 1
        search.meter.found = min(taken, top)
    if groups and not closed:
        groups[-1] = (groups[-1][0], [(at, replace(found, order_proven=False)) for at, found in groups[-1][1]])
    return [found for _, group in groups for _, found in sorted(group, key=lambda item: item[0])][:top], status


def find_packages(
    catalogue: Catalogue,
    question: Question,
    *,
    top: int = 1,
    supersets: bool = False,
    time_limit: float | None = None,
    most_steps: int | None = None,
    progress: Report | None = None,
) -> Answer:
    """
    Find the best `top` packages that answer a question, different from each other, or prove that there is none.

    A package that only adds measures to one listed before is passed over unless `supersets`. When no package exists the
    answer explains it. `most_steps` bounds the work in the solver's steps, `time_limit` in seconds of solving; what was
    found by then is returned with its proven gap.
    Raises UnknownIdError, QuestionError, and SearchError when the engine does not confirm a package.
    """
    catalogue = with_own(catalogue, question.settings.own)
    question = check_question(catalogue, question)
    meter = Meter(time_limit, progress, most_steps=most_steps)
    answer = best_packages(catalogue, question, meter, top, supersets)
    explanation = _explanation(catalogue, answer, meter)
    return replace(answer, explanation=explanation, stopped=meter.out, late=meter.late)


def best_packages(catalogue: Catalogue, question: Question, meter: Meter, top: int, supersets: bool) -> Answer:
    """Find the best packages, without an explanation when there is none."""
    model = build_model(catalogue, question, leakage=question.objective is Objective.LEAST_LEAKAGE)
    parts, constant = _parts(model)
    meter.offset = constant
    found, status = _ranked(search := _Search(model, meter, supersets, parts, constant, parts), top)
    meter.offset = None
    complete = search.exhausted and len(found) < top
    counting, inexact = _counting(catalogue, question), Inexact.of(catalogue)
    return Answer(question, status, tuple(found), complete, meter.out, overlaps=counting, inexact=inexact)


def _counting(catalogue: Catalogue, question: Question) -> Overlaps | None:
    return question.settings.overlaps if catalogue.frame.has_overlaps else None


def _explanation(catalogue: Catalogue, answer: Answer, meter: Meter) -> Explanation | None:
    """Explain an answer without a package, and look what changes when overlaps count as the list adds them."""
    if answer.status is not Status.INFEASIBLE:
        return None
    explanation = explain_infeasible(catalogue, answer.question, meter)
    if answer.overlaps is not Overlaps.BOUNDS:
        return explanation
    meter.begin("as the list adds")
    settings = replace(answer.question.settings, overlaps=Overlaps.AS_REPORT)
    question = replace(answer.question, settings=settings)
    other = best_packages(catalogue, question, meter, 1, supersets=False)
    if other.found:
        first = other.found[0]
        change = AsReport(other.status, first.package, first.objective, 0, first.reached)
    else:
        package, missing, reached, _ = nearest_package(build_model(catalogue, question), meter)
        change = AsReport(other.status, package, None, missing, reached)
    return replace(explanation, as_report=change)


def find_minimal_packages(
    catalogue: Catalogue,
    question: Question,
    *,
    limit: int = 100,
    time_limit: float | None = None,
    progress: Report | None = None,
) -> Answer:
    """
    Find all packages that answer a question and of which no smaller part does, fewest measures first.

    Each next package has at least as many measures as the last and contains none found before, so no part of it answers
    the question. `complete` says that the list holds all; cut off at `limit`, which of the largest are in it is the
    solver's fixed choice. The question's objective plays no part, its restrictions do.
    """
    catalogue = with_own(catalogue, question.settings.own)
    question = check_question(catalogue, question)
    model = build_model(catalogue, question)
    meter = Meter(time_limit, progress)
    costs = [1] * len(model.ids)
    program = model.demanding
    found: list[tuple[tuple[int, ...], Found]] = []
    status, best = Status.UNKNOWN, Solution(Status.UNKNOWN)
    while len(found) < limit:
        meter.begin("minimal packages")
        best = minimise(program, costs, meter, listing=not found)
        status = status if found else best.status
        if best.status is not Status.OPTIMAL:  # a package that is not proven the smallest may not be minimal
            break
        package, reached = confirm(model, best.chosen)
        found.append((best.chosen, Found(package, len(best.chosen), best.bound, reached, True)))
        meter.found = len(found)
        least = Row(dict(enumerate(costs)), least=len(best.chosen))
        program = program.with_rows(without_supersets(best.chosen), least)
    in_order = tuple(item for _, item in sorted(found, key=lambda pair: (len(pair[0]), pair[0])))
    complete, counting = best.status is Status.INFEASIBLE, _counting(catalogue, question)
    inexact = Inexact.of(catalogue)
    answer = Answer(question, status, in_order, complete, meter.out, overlaps=counting, inexact=inexact)
    return replace(answer, explanation=_explanation(catalogue, answer, meter), stopped=meter.out)
