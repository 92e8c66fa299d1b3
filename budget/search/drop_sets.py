"""
The smallest sets of restrictions that together stand in the way of an answer.

One program holds the question with a yes/no decision beside each restriction that drops it. The fewest dropped come
first; each next set holds none found before, so no part of a set is enough. Each set is proven enough by a package.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from budget.catalogue import Catalogue, ConflictKind
from budget.engine import Package
from budget.search.confirm import Reached, confirm
from budget.search.conflict_rows import all_conflict_rows, requirement_rows
from budget.search.goal_cells import GoalCell, goal_cells
from budget.search.model import build_model, left_out, variant_places, with_doubles
from budget.search.program import Program, Row, Solution, Status
from budget.search.progress import Meter
from budget.search.question import Limits, Question
from budget.search.restrictions import Restriction, RestrictionKind, restrictions, without
from budget.search.solver import minimise, without_supersets

LARGEST_SET: Final = 4
MOST_SETS: Final = 20
SECONDS: Final = 10.0
STEPS: Final = 3000
"""The most that this part may take of a search with a limit of steps; `SECONDS` is the same for one of time."""

_BARRING: Final = frozenset(
    {
        RestrictionKind.FORBIDDEN,
        RestrictionKind.FORBIDDEN_VARIANT,
        RestrictionKind.LEGAL,
        RestrictionKind.ATTRIBUTION,
        RestrictionKind.OPEN_CELLS,
    }
)
"""The kinds that keep measures out whatever the goals are."""


@dataclass(frozen=True)
class DroppedSet:
    """Restrictions that are enough when dropped together, no part of which is, and the smallest package then."""

    restrictions: tuple[Restriction, ...]
    package: Package
    reached: tuple[Reached, ...]


@dataclass(frozen=True)
class DroppedSets:
    """
    The smallest sets of restrictions to drop, fewest first, then in the question's order.

    `complete` says that these are all of at most `largest` restrictions; `stopped` that the time was up. Cut off at
    `most`, which of the largest are in it is the solver's fixed choice.
    """

    sets: tuple[DroppedSet, ...] = ()
    complete: bool = False
    stopped: bool = False
    largest: int = LARGEST_SET
    most: int = MOST_SETS


@dataclass(frozen=True)
class _Relaxing:
    """The restrictions with their decisions, which follow those of the measures."""

    catalogue: Catalogue
    question: Question
    held: tuple[Restriction, ...]
    cells: tuple[tuple[int, GoalCell], ...]

    @property
    def size(self) -> int:
        """The number of measures."""
        return len(self.catalogue.measures)

    def letting_go(self, goal: int, column: str) -> list[int]:
        """Return the decisions that drop a column of a goal."""
        return [self.size + at for at, item in enumerate(self.held) if item.lets_go(goal, column)]

    def bars(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield each measure that is kept out and the decisions of which one lets it in; without any it stays out."""
        catalogue, question = self.catalogue, self.question
        for at, item in enumerate(self.held):
            if item.kind in _BARRING:
                alone = without(question, [other for other in self.held if other.goal is None and other != item])
                for place in left_out(catalogue, replace(alone, limits=replace(alone.limits, evidence=None)), ()):
                    yield place, (self.size + at,)
        grades = [self.size + at for at, item in enumerate(self.held) if item.kind is RestrictionKind.EVIDENCE]
        for goal, cell in self.cells:
            lifting = self.letting_go(goal, cell.column)
            yield from ((place, tuple(lifting)) for place in cell.spoils)
            if grades:
                goals = (replace(cell.goal, columns=(cell.column,)),)
                alone = Question(
                    goals,
                    limits=Limits(evidence=question.limits.evidence),
                    column=question.column,
                    settings=question.settings,
                )
                yield from ((place, (*grades, *lifting)) for place in left_out(catalogue, alone, ()))

    def demands(self) -> Iterator[Row]:
        """Yield what must be in and how many may be, unless dropped, and that no goal loses all that it asks."""
        catalogue, question = self.catalogue, self.question
        for at, item in enumerate(self.held):
            dropped = self.size + at
            if item.kind is RestrictionKind.REQUIRED:
                yield Row({catalogue.order[item.subject]: 1, dropped: 1}, least=1)
            elif item.kind is RestrictionKind.REQUIRED_VARIANT:
                members = variant_places(catalogue, item.subject)
                yield Row({**dict.fromkeys(members, 1), dropped: 1}, least=1)
            elif item.kind is RestrictionKind.MAX_MEASURES and question.limits.max_measures is not None:
                most = question.limits.max_measures
                yield Row({**dict.fromkeys(range(self.size), 1), dropped: most - self.size}, most=most)
        whole = [self.size + at for at, item in enumerate(self.held) if item.kind is RestrictionKind.GOAL]
        yield Row(dict.fromkeys(whole, 1), most=max(0, len(whole) - 1))
        for goal, asked in enumerate(question.goals):
            some = [self.size + at for at, item in enumerate(self.held) if item.column and item.goal == goal]
            yield Row(dict.fromkeys(some, 1), most=max(0, len(asked.columns) - 1))


def relaxing_program(catalogue: Catalogue, question: Question, held: Sequence[Restriction]) -> Program:
    """Return the program of a question with a decision for each restriction, after the measures, that drops it."""
    cells = goal_cells(catalogue, question)
    numbered = [goal for goal, asked in enumerate(question.goals) for _ in asked.columns]
    relaxing = _Relaxing(catalogue, question, tuple(held), tuple(zip(numbered, cells, strict=True)))
    size, decisions = len(catalogue.measures), len(catalogue.measures) + len(held)
    rows, extra = all_conflict_rows(catalogue, {ConflictKind.EXCLUSIVE}, decisions)
    rows += requirement_rows(catalogue)
    for at, item in enumerate(held):
        if item.kind is RestrictionKind.OVERLAPS:
            added, more = all_conflict_rows(catalogue, {ConflictKind.OVERLAP}, decisions + extra, size + at)
            rows, extra = [*rows, *added], extra + more
    out = set(left_out(catalogue, without(question, held), ()))  # what a restriction keeps out that is not dropped
    for place, lifting in relaxing.bars():
        if lifting:
            rows.append(Row({place: 1, **dict.fromkeys(lifting, -1)}, most=0))
        else:
            out.add(place)
    program = Program(decisions, extra, tuple(rows), left_out=frozenset(out))
    cells, program = with_doubles(catalogue, question, cells, program)
    rows = list(relaxing.demands())
    for (goal, _), cell in zip(relaxing.cells, cells, strict=True):
        rows += cell.rows(dict.fromkeys(relaxing.letting_go(goal, cell.column), _worst(cell)))
    return program.with_rows(*rows)


def _worst(cell: GoalCell) -> int:
    """Return what a package could at most miss of a goal column."""
    doubled = () if cell.doubles is None else cell.doubles.terms.values()
    largest: int = sum(max(0, cell.sign * keur) for keur in (*cell.effects, *doubled))
    return max(0, largest - cell.sign * cell.amount_keur)


def smallest_sets(catalogue: Catalogue, question: Question, meter: Meter) -> DroppedSets:
    """
    Find the smallest sets of restrictions that are enough when dropped together, at most `MOST_SETS`.

    A question must have no answer as it stands. At least one column of one goal stays. The solving takes at most
    `SECONDS` of the time that is left.
    """
    held = restrictions(question)
    if not held:
        return DroppedSets(complete=True)
    own = _share_of(meter)
    own.begin("smallest sets of restrictions")
    sets = lightest_sets(catalogue, question, dict.fromkeys(held, 1), own)
    meter.used += own.used
    meter.steps += own.steps
    meter.stopped = meter.stopped or own.stopped
    return sets


def lightest_sets(
    catalogue: Catalogue,
    question: Question,
    weights: Mapping[Restriction, int],
    meter: Meter,
    *,
    largest: int = LARGEST_SET,
    most: int = MOST_SETS,
) -> DroppedSets:
    """
    Find the sets of some restrictions that are enough when dropped together, the least weight first.

    `weights` names each restriction that may be dropped; the others stay. A set has at most `largest` restrictions, an
    answer at most `most` sets.
    """
    held = tuple(weights)
    found, last = _enumerate(catalogue, question, weights, meter, largest, most)
    in_order = sorted(
        found,
        key=lambda item: (sum(map(weights.__getitem__, item.restrictions)), [held.index(r) for r in item.restrictions]),
    )
    complete, stopped = last.status is Status.INFEASIBLE, last.status is not Status.OPTIMAL and meter.out
    return DroppedSets(tuple(in_order), complete, stopped, largest, most)


def _share_of(meter: Meter) -> Meter:
    """Return the meter of a part of the work: some of the steps where those are limited, else some of the time."""
    if meter.steps_left is None:
        return Meter(min(SECONDS, meter.left), meter.report, found=meter.found)
    limit = meter.left if math.isfinite(meter.left) else None
    return Meter(limit, meter.report, found=meter.found, most_steps=min(STEPS, meter.steps_left))


def _enumerate(
    catalogue: Catalogue,
    question: Question,
    weights: Mapping[Restriction, int],
    meter: Meter,
    largest: int,
    most: int,
) -> tuple[list[DroppedSet], Solution]:
    """Find one set after the other; returns them with the last thing the solver said."""
    size, held = len(catalogue.measures), tuple(weights)
    places = range(size, size + len(held))
    fixed = tuple(item for item in restrictions(question) if item not in weights and item.kind not in _BARRING)
    program = relaxing_program(catalogue, question, (*held, *fixed))
    kept = [Row({size + len(held) + at: 1}, most=0) for at in range(len(fixed))]
    program = program.with_rows(*kept, Row(dict.fromkeys(places, 1), least=1, most=largest))
    costs = [*([0] * size), *weights.values(), *([0] * len(fixed))]
    found: list[DroppedSet] = []
    answer = Solution(Status.UNKNOWN)
    while len(found) < most:
        answer = minimise(program, costs, meter)
        if answer.status is not Status.OPTIMAL:  # a set that is not proven the smallest may hold one
            break
        chosen = [place for place in answer.chosen if place >= size]
        dropped = tuple(held[place - size] for place in chosen)
        enough, status = _prove(catalogue, question, dropped, meter)
        if enough is not None:
            found.append(enough)
            program = program.with_rows(without_supersets(chosen))
        elif status is Status.INFEASIBLE:  # round-off of the solver: this very set is none
            program = program.with_rows(Row({p: -1 if p in chosen else 1 for p in places}, least=1 - len(chosen)))
        else:
            answer = Solution(Status.UNKNOWN)
            break
    return found, answer


def _prove(
    catalogue: Catalogue, question: Question, dropped: tuple[Restriction, ...], meter: Meter
) -> tuple[DroppedSet | None, Status]:
    """Find the smallest package of the question without some restrictions, confirmed by the engine."""
    model = build_model(catalogue, without(question, dropped))
    best = minimise(model.demanding, [1] * len(model.ids), meter)
    if not best.found:
        return None, best.status
    package, reached = confirm(model, best.chosen)
    return DroppedSet(dropped, package, reached), best.status
