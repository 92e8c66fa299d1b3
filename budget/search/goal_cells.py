"""Goals in numbers: what each measure adds to a goal column, and the rows that demand its amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budget.catalogue import Catalogue
from budget.core import Amount, Cell, add_cells
from budget.engine import End, Line, at_end, measure_lines
from budget.search.double_counting import Doubles
from budget.search.program import Row
from budget.search.question import Goal, OpenCells, Question, goal_amount, goal_counter


@dataclass(frozen=True)
class GoalCell:
    """
    A goal in one column: the amount, and by measure the effect that counts and whether an open cell spoils it.

    An effect counts at the end that is worse for the goal. `held` is what each measure amounts to, with its bounds, in
    which money can count twice; `doubles` what that adds at that end, None when nothing does or when the settings judge
    the plain sum alone.
    """

    goal: Goal
    column: str
    amount_keur: int
    at_most: bool
    effects: tuple[int, ...]
    spoils: frozenset[int]
    held: tuple[Cell, ...]
    doubles: Doubles | None = None

    def rows(self, slack: Mapping[int, int] | None = None) -> list[Row]:
        """
        Return the rows that demand the amount: as the list adds and, where that can differ, without double counting.

        What `slack` adds up to may be missing. Of two sums of which one is always the weakest that one is enough: the
        variables of double counting are 0 or more.
        """
        sums = [dict(enumerate(self.effects))]
        if self.doubles is not None:
            once = {**sums[0], **self.doubles.terms}
            weaker = {self.sign * keur > 0 for keur in self.doubles.terms.values() if keur}
            sums = [once] if weaker == {True} else sums if weaker == {False} else [*sums, once]
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


def counted_open(cell: Amount, question: Question) -> int:
    """Return what is open in a cell as a question counts it, thousands of euro."""
    amounts = question.open_amounts
    if question.open_cells is not OpenCells.COUNTED or not cell.open:
        return 0
    if cell.costs_open and cell.savings_open:
        return amounts.depends_keur
    return amounts.cost_keur if cell.costs_open else -amounts.saving_keur


def goal_end(at_most: bool) -> End:
    """Return the end of an amount that a goal is held to: the one that is worse for it."""
    return "upper" if at_most else "lower"


def counted_effect(lines: Sequence[Line], place: int, question: Question, end: End) -> tuple[int, Amount]:
    """
    Sum lines in a column (its place): at an end, with what is open as the question counts it, and with bounds.

    Where the end is unknown what is certain counts.
    """
    total, counted = Amount(), 0
    for line in lines:
        cell = line.cells[place]
        total = total.plus(cell, line.uncertain)
        counted += at_end(cell, end)
        if isinstance(cell, Amount):
            counted += counted_open(cell.unsure if line.uncertain else cell, question)
    return counted, total


def goal_lines(catalogue: Catalogue, goal: Goal, lines: Sequence[Line], question: Question) -> list[Line]:
    """Return the lines that count towards a goal."""
    return list(filter(goal_counter(catalogue, goal, question.settings), lines))


def goal_cells(catalogue: Catalogue, question: Question) -> tuple[GoalCell, ...]:
    """Return every goal column of a question in numbers."""
    by_measure = [measure_lines(catalogue, m, question.settings) for m in catalogue.measures.values()]
    cells = []
    for goal in question.goals:
        counts = goal_counter(catalogue, goal, question.settings)
        counting = [list(filter(counts, lines)) for lines in by_measure]
        for column in goal.columns:
            amount, at_most = goal_amount(catalogue, goal, column, question.settings)
            place, end = catalogue.columns.place[column], goal_end(at_most)
            found = [counted_effect(lines, place, question, end) for lines in counting]
            bad = frozenset(i for i, (_, t) in enumerate(found) if (t.costs_open if at_most else t.savings_open))
            spoils = frozenset() if question.open_cells is OpenCells.COUNTED else bad
            held = tuple(add_cells([line.cells[place] for line in lines]) for lines in counting)
            cells.append(GoalCell(goal, column, amount, at_most, tuple(keur for keur, _ in found), spoils, held))
    return tuple(cells)
