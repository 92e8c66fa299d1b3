"""
Turn a question into a whole-number program: one yes/no decision per measure, in catalogue order.

Costs and goals are linear in the decisions; what counts twice is linear in further variables (`double_counting`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from budget.catalogue import Catalogue, ConflictKind, Measure
from budget.core import Amount, Overlaps, one_sided
from budget.engine import at_end, measure_lines, measure_row
from budget.search.conflict_rows import all_conflict_rows, requirement_rows
from budget.search.double_counting import DoublesBuilder
from budget.search.goal_cells import GoalCell, goal_cells
from budget.search.leakage import Branch, ends_attribution, leak_branches, measure_regime
from budget.search.program import Program, Row
from budget.search.question import LEVELS, Objective, OpenCells, Question, goal_counter


@dataclass(frozen=True)
class Model:
    """A question in numbers; places are those of the catalogue's order."""

    catalogue: Catalogue
    question: Question
    ids: tuple[str, ...]
    cells: tuple[GoalCell, ...]
    program: Program
    branches: tuple[Branch, ...]

    def selection(self, chosen: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of the chosen places."""
        return tuple(self.ids[place] for place in chosen)

    @property
    def demanding(self) -> Program:
        """The program with the goals."""
        program = self.program.with_rows(*(row for cell in self.cells for row in cell.rows()))
        doubling = [cell for cell in self.cells if cell.doubles is not None]
        return replace(program, accepts=lambda chosen: all(cell.reached(chosen) for cell in doubling))


def _has_other_evidence(catalogue: Catalogue, measure: Measure, question: Question) -> bool:
    """Tell whether an amount that counts towards a goal stands on a posting of a grade that is not allowed."""
    allowed = question.limits.evidence
    if allowed is None:
        return False
    lines = measure_lines(catalogue, measure, question.settings)
    for goal in question.goals:
        places = [catalogue.columns.place[column] for column in goal.columns]
        counter = goal_counter(catalogue, goal, question.settings)
        for posting, line in zip(measure.postings, lines, strict=True):
            counts = counter(line) and any(line.cells[p] != 0 for p in places)
            if counts and posting.evidence not in allowed:
                return True
    return False


def _breaks_limit(catalogue: Catalogue, measure: Measure, question: Question) -> bool:
    limits = question.limits
    law = measure.legal_change
    if limits.legal is not None and (law is None or LEVELS.index(law.level) > LEVELS.index(limits.legal)):
        return True  # what nobody assessed may need any change
    if limits.keep_attribution and ends_attribution(measure_regime(catalogue, measure)):
        return True
    if question.open_cells is OpenCells.NONE and any(
        isinstance(c, Amount) and c.open for c in measure_row(catalogue, measure, question.settings)
    ):
        return True
    return _has_other_evidence(catalogue, measure, question)


def left_out(catalogue: Catalogue, question: Question, cells: Sequence[GoalCell]) -> frozenset[int]:
    """Return the places of the measures that no package of the question may hold."""
    spoiling = frozenset(place for cell in cells for place in cell.spoils)
    return spoiling | frozenset(
        place
        for place, measure in enumerate(catalogue.measures.values())
        if question.forbids(measure.id)
        or catalogue.variant_of[measure.id] in question.forbidden_variants
        or _breaks_limit(catalogue, measure, question)
    )


def variant_places(catalogue: Catalogue, variant: str) -> list[int]:
    """Return the places of a variant's measures."""
    return [place for id_, place in catalogue.order.items() if catalogue.variant_of[id_] == variant]


def _rows(catalogue: Catalogue, question: Question) -> tuple[list[Row], int]:
    """Return the rows of conflicts, needs, largest number and required variants, and the number of extra variables."""
    size = len(catalogue.measures)
    kinds = tuple(ConflictKind) if question.limits.no_overlaps else (ConflictKind.EXCLUSIVE,)
    rows, extra = all_conflict_rows(catalogue, kinds, size)
    rows += requirement_rows(catalogue)
    if question.limits.max_measures is not None:
        rows.append(Row(dict.fromkeys(range(size), 1), most=question.limits.max_measures))
    for variant in question.required_variants:
        rows.append(Row(dict.fromkeys(variant_places(catalogue, variant), 1), least=1))
    return rows, extra


def with_doubles(
    catalogue: Catalogue, question: Question, cells: Sequence[GoalCell], program: Program
) -> tuple[tuple[GoalCell, ...], Program]:
    """Return the cells with what double counting adds, and the program with the variables that say so."""
    if question.settings.overlaps is Overlaps.AS_REPORT or not cells:
        return tuple(cells), program
    first = program.decisions + program.extra
    builder = DoublesBuilder(catalogue, question.settings, program.left_out, first)
    made = tuple(replace(cell, doubles=builder.make(cell.held, cell.column, cell.at_most)) for cell in cells)
    meanings = (*program.meanings, *builder.meanings)
    program = replace(program, extra=program.extra + builder.extra, meanings=meanings)
    return made, program.with_rows(*builder.rows)


def build_model(catalogue: Catalogue, question: Question, leakage: bool = False) -> Model:
    """Turn a question into numbers; with `leakage` in the branches in which that is linear."""
    cells = goal_cells(catalogue, question)
    rows, extra = _rows(catalogue, question)
    size = len(catalogue.measures)
    required = frozenset(catalogue.order[id_] for id_ in question.required)
    barred = left_out(catalogue, question, cells)
    cells, program = with_doubles(catalogue, question, cells, Program(size, extra, tuple(rows), required, barred))
    branches = leak_branches(catalogue, question) if leakage else (Branch((), (0,) * size),)
    return Model(catalogue, question, tuple(catalogue.measures), cells, program, branches)


def intensification(catalogue: Catalogue, measure: Measure, question: Question) -> int:
    """Return a measure's cost in the question's column, at its most; a saving is none, nor is what is open."""
    cell = measure_row(catalogue, measure, question.settings)[catalogue.columns.place[question.column]]
    return at_end(one_sided(cell, saves=False), "upper")


def objective_costs(model: Model, branch: Branch) -> tuple[list[int], int]:
    """Return what each measure adds to the objective in a branch, and the constant of the objective."""
    question, size = model.question, len(model.ids)
    measures = model.catalogue.measures.values()
    if question.objective is Objective.CLOSEST:
        costs = [-sum(cell.sign * cell.effects[place] for cell in model.cells) for place in range(size)]
        return costs, sum(cell.sign * cell.amount_keur for cell in model.cells)
    if question.objective is Objective.LEAST_INTENSIFICATION:
        return [intensification(model.catalogue, measure, question) for measure in measures], 0
    if question.objective is Objective.LEAST_LEAKAGE:
        return list(branch.leaks), 0
    if question.objective is Objective.WEIGHTS:
        weights = dict(question.weights)
        return [weights.get(id_, 1) for id_ in model.ids], 0
    return [1] * size, 0


def shortfall_program(model: Model) -> tuple[Program, list[int]]:
    """Return the program in which goals may be missed, and the costs that count what is missed."""
    size, first = model.program.decisions, model.program.decisions + model.program.extra
    program = replace(model.program, extra=model.program.extra + len(model.cells))
    rows = [row for place, cell in enumerate(model.cells) for row in cell.rows({first + place: 1})]
    return program.with_rows(*rows), [0] * (size + model.program.extra) + [1] * len(model.cells)


def reach_program(model: Model, cell: GoalCell) -> tuple[Program, list[int]]:
    """
    Return the program and the costs by which less is better for a goal column, at the weakest end of its interval.

    What double counting takes from the goal is a variable of its own, of 0 or more.
    """
    costs = [cell.sign * effect for effect in cell.effects]
    if cell.doubles is None:
        return model.program, costs
    variable = model.program.decisions + model.program.extra
    lost = Row({**{place: cell.sign * keur for place, keur in cell.doubles.terms.items()}, variable: -1}, most=0)
    program = replace(model.program, extra=model.program.extra + 1).with_rows(lost)
    return program, [*costs, *([0] * model.program.extra), 1]
