"""Goals in numbers: what each measure adds to a goal column, and the rows that demand its amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budget.catalogue import Catalogue
from budget.core import Open
from budget.engine import Line, Total, measure_lines
from budget.search.double_counting import Doubles
from budget.search.program import Row
from budget.search.question import Goal, OpenCells, Question, counts_towards, goal_amount


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
