"""
Turn a question into a whole-number program: one yes/no decision per measure, in catalogue order.

Costs and goals are linear in the decisions. The ODA attribution is linear as long as it exists, so a question about
leakage is split into two branches: packages that keep the attribution and packages that end it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budget.catalogue import Catalogue, Conflict, ConflictKind, Measure, OdaRegime
from budget.core import Open, Overlaps
from budget.engine import (
    Line,
    Package,
    Total,
    compose_package,
    counted_rule,
    find_regime,
    first_year_share,
    measure_lines,
    measure_row,
    merge,
    oda_of,
    share_of_rule,
    split_line,
)
from budget.search.double_counting import Doubles, DoublesBuilder
from budget.search.question import LEVELS, Goal, OpenCells, Question, counts_towards, goal_amount
from budget.search.solver import Program, Row


@dataclass(frozen=True)
class GoalCell:
    """
    A goal in one column: the amount, and by measure the effect that counts and whether an open cell spoils it.

    `exact` is the part of each effect that is a number, in which money can count twice; `doubles` what that adds, None
    when nothing does or when the settings judge the plain sum alone.
    """

    goal: Goal
    column: str
    amount_keur: int
    at_most: bool
    effects: tuple[int, ...]
    spoils: frozenset[int]
    exact: tuple[int, ...]
    doubles: Doubles | None = None

    def rows(self, slack: Mapping[int, int] | None = None) -> list[Row]:
        """
        Return the rows that demand the amount: as the list adds and, where that can differ, without double counting.

        What `slack` adds up to may be missing.
        """
        plain = dict(enumerate(self.effects))
        sums = [plain] if self.doubles is None else [plain, {**plain, **self.doubles.terms}]
        free = {variable: -self.sign * keur for variable, keur in (slack or {}).items()}
        if self.at_most:
            return [Row({**terms, **free}, most=self.amount_keur) for terms in sums]
        return [Row({**terms, **free}, least=self.amount_keur) for terms in sums]

    def weakest(self, chosen: Sequence[int]) -> int:
        """Return the effect of a choice at the end of its interval that is the furthest from the goal."""
        effect = sum(self.effects[place] for place in chosen)
        added = 0 if self.doubles is None else self.doubles.added(chosen)
        return effect + self.sign * max(0, self.sign * added)

    def reached(self, chosen: Sequence[int]) -> bool:
        """Tell whether a choice reaches the amount, in whole numbers."""
        return self.sign * (self.weakest(chosen) - self.amount_keur) <= 0

    @property
    def sign(self) -> int:
        """Take +1 when less is better and -1 when more is."""
        return 1 if self.at_most else -1


@dataclass(frozen=True)
class Branch:
    """A part of the packages in which leakage is linear: extra rows, and leakage by measure."""

    rows: tuple[Row, ...]
    leaks: tuple[int, ...]


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


def counted_open(cell: Open, uncertain: bool, question: Question) -> int:
    """Return what an open cell counts as under a question, thousands of euro."""
    amounts = question.open_amounts
    if question.open_cells is not OpenCells.COUNTED:
        return 0
    if uncertain or cell is Open.DEPENDS:
        return amounts.depends_keur
    return amounts.cost_keur if cell is Open.COST else -amounts.saving_keur


def counted_effect(lines: Sequence[Line], place: int, question: Question) -> tuple[int, Total]:
    """Sum lines in a column (its place), with open cells as the question counts them and as the engine bounds them."""
    total, counted = Total(), 0
    for line in lines:
        cell = line.cells[place]
        total = total.plus(cell, line.uncertain)
        if isinstance(cell, Open):
            counted += counted_open(cell, line.uncertain, question)
    return total.keur + counted, total


def goal_lines(catalogue: Catalogue, goal: Goal, lines: Sequence[Line], question: Question) -> list[Line]:
    """Return the lines that count towards a goal."""
    return [line for line in lines if counts_towards(catalogue, goal, line, question.settings)]


def goal_cells(catalogue: Catalogue, question: Question) -> tuple[GoalCell, ...]:
    """Return every goal column of a question in numbers."""
    by_measure = [measure_lines(catalogue, m, question.settings) for m in catalogue.measures.values()]
    cells = []
    for goal in question.goals:
        counting = [goal_lines(catalogue, goal, lines, question) for lines in by_measure]
        for column in goal.columns:
            amount, at_most = goal_amount(catalogue, goal, column, question.settings)
            found = [counted_effect(lines, catalogue.columns.place[column], question) for lines in counting]
            bad = frozenset(i for i, (_, t) in enumerate(found) if (t.costs_open if at_most else t.savings_open))
            spoils = frozenset() if question.open_cells is OpenCells.COUNTED else bad
            exact = tuple(total.keur for _, total in found)
            cells.append(GoalCell(goal, column, amount, at_most, tuple(keur for keur, _ in found), spoils, exact))
    return tuple(cells)


def _has_other_evidence(catalogue: Catalogue, measure: Measure, question: Question) -> bool:
    """Tell whether an amount that counts towards a goal stands on a posting of a grade that is not allowed."""
    allowed = question.limits.evidence
    if allowed is None:
        return False
    lines = measure_lines(catalogue, measure, question.settings)
    for goal in question.goals:
        places = [catalogue.columns.place[column] for column in goal.columns]
        for posting, line in zip(measure.postings, lines, strict=True):
            counts = counts_towards(catalogue, goal, line, question.settings) and any(
                line.cells[p] != 0 for p in places
            )
            if counts and posting.evidence not in allowed:
                return True
    return False


def _regime(catalogue: Catalogue, measure: Measure) -> OdaRegime | None:
    return None if measure.oda is None or catalogue.oda is None else catalogue.oda.regime(measure.oda.regime)


def _ends_attribution(regime: OdaRegime | None) -> bool:
    return regime is not None and regime.ends_attribution


def _breaks_limit(catalogue: Catalogue, measure: Measure, question: Question) -> bool:
    limits = question.limits
    if limits.legal is not None and LEVELS.index(measure.legal_change.level) > LEVELS.index(limits.legal):
        return True
    if limits.keep_attribution and _ends_attribution(_regime(catalogue, measure)):
        return True
    if question.open_cells is OpenCells.NONE and any(
        isinstance(c, Open) for c in measure_row(catalogue, measure, question.settings)
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


def conflict_rows(
    conflict: Conflict, order: Mapping[str, int], first_extra: int, dropped: int | None = None
) -> tuple[list[Row], int]:
    """
    Return the rows that keep all but one side of a conflict empty, and the number of extra variables they use.

    The decision `dropped` lifts them. A side of one measure stands for itself; a larger one gets a variable that is 1 when any of its measures is chosen.
    """
    sides = [[order[id_] for id_ in side if id_ in order] for side in conflict.sides]
    sides = [side for side in sides if side]
    rows, used, stand_ins = [], 0, []
    for side in sides if len(sides) > 1 else ():
        if len(side) == 1:
            stand_ins.append(side[0])
            continue
        variable = first_extra + used
        used += 1
        stand_ins.append(variable)
        rows += [Row({place: 1, variable: -1}, most=0) for place in side]
    if stand_ins:
        lifted = {} if dropped is None else {dropped: 1 - len(stand_ins)}
        rows.append(Row({**dict.fromkeys(stand_ins, 1), **lifted}, most=1))
    return rows, used


def all_conflict_rows(
    catalogue: Catalogue, kinds: Collection[ConflictKind], first_extra: int, dropped: int | None = None
) -> tuple[list[Row], int]:
    """Return the rows of all conflicts of some kinds, and the number of extra variables from `first_extra` on."""
    rows: list[Row] = []
    extra = 0
    for conflict in catalogue.conflicts:
        if conflict.kind in kinds:
            added, used = conflict_rows(conflict, catalogue.order, first_extra + extra, dropped)
            rows += added
            extra += used
    return rows, extra


def variant_places(catalogue: Catalogue, variant: str) -> list[int]:
    """Return the places of a variant's measures."""
    return [place for id_, place in catalogue.order.items() if catalogue.variant_of[id_] == variant]


def _rows(catalogue: Catalogue, question: Question) -> tuple[list[Row], int]:
    """Return the rows of conflicts, largest number and required variants, and the number of extra variables."""
    size = len(catalogue.measures)
    kinds = tuple(ConflictKind) if question.limits.no_overlaps else (ConflictKind.EXCLUSIVE,)
    rows, extra = all_conflict_rows(catalogue, kinds, size)
    if question.limits.max_measures is not None:
        rows.append(Row(dict.fromkeys(range(size), 1), most=question.limits.max_measures))
    for variant in question.required_variants:
        rows.append(Row(dict.fromkeys(variant_places(catalogue, variant), 1), least=1))
    return rows, extra


def leak_of(catalogue: Catalogue, measure: Measure, question: Question) -> int:
    """Return what of a measure's saving lowers the ODA attribution instead, thousands of euro; a cost leaks nothing."""
    oda = oda_of(catalogue)
    rule = counted_rule(measure.oda, question.settings)
    average = first_year_share(catalogue, question.column, question.settings)
    share = share_of_rule(oda, rule, average, question.settings)
    place = catalogue.columns.place[question.column]
    lines = measure_lines(catalogue, measure, question.settings)
    attributed = merge([split_line(oda, line, place, rule, share, None) for line in lines]).attributed
    return max(0, -attributed.keur)


def leak_branches(catalogue: Catalogue, question: Question) -> tuple[Branch, ...]:
    """
    Split the packages by whether the ODA attribution ends in the question's column.

    Of several regimes the first in the catalogue decides. The two branches share no package and together hold
    all.
    """
    ends: list[int] = []
    keeps: list[int] = []
    for place, (id_, measure) in enumerate(catalogue.measures.items()):
        if _regime(catalogue, measure) is not None:
            alone = find_regime(compose_package(catalogue, (id_,), question.settings), question.column)
            (ends if _ends_attribution(alone) else keeps).append(place)

    def only_after(later: list[int], earlier: list[int]) -> Iterator[Row]:
        for place in later:
            yield Row({place: 1, **{other: -1 for other in earlier if other < place}}, most=0)

    leaks = tuple(leak_of(catalogue, measure, question) for measure in catalogue.measures.values())
    branches = [Branch(tuple(only_after(ends, keeps)), leaks)]
    if ends:
        some = Row(dict.fromkeys(ends, 1), least=1)
        branches.append(Branch((some, *only_after(keeps, ends)), (0,) * len(leaks)))
    return tuple(branches)


def with_doubles(
    catalogue: Catalogue, question: Question, cells: Sequence[GoalCell], barred: frozenset[int], first: int
) -> tuple[tuple[GoalCell, ...], list[Row], int]:
    """Return the cells with what double counting adds, its rows, and how many variables from `first` on it takes."""
    if question.settings.overlaps is Overlaps.AS_REPORT or not cells:
        return tuple(cells), [], 0
    builder = DoublesBuilder(catalogue, question.settings, barred, first)
    made = tuple(replace(cell, doubles=builder.make(cell.exact, cell.column, cell.at_most)) for cell in cells)
    return made, builder.rows, builder.extra


def build_model(catalogue: Catalogue, question: Question, leakage: bool = False) -> Model:
    """Turn a question into numbers; with `leakage` in the branches in which that is linear."""
    cells = goal_cells(catalogue, question)
    rows, extra = _rows(catalogue, question)
    size = len(catalogue.measures)
    required = frozenset(catalogue.order[id_] for id_ in question.required)
    barred = left_out(catalogue, question, cells)
    cells, added, more = with_doubles(catalogue, question, cells, barred, size + extra)
    program = Program(size, extra + more, (*rows, *added), required, barred)
    branches = leak_branches(catalogue, question) if leakage else (Branch((), (0,) * size),)
    return Model(catalogue, question, tuple(catalogue.measures), cells, program, branches)


def intensification(catalogue: Catalogue, measure: Measure, question: Question) -> int:
    """Return a measure's cost in the question's column; a saving is none, nor is an open cell."""
    cell = measure_row(catalogue, measure, question.settings)[catalogue.columns.place[question.column]]
    return 0 if isinstance(cell, Open) else max(0, cell)


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
