"""
A question to the search: what a package must reach, what it may hold, and which of the packages is best.

Amounts are thousands of euro; + worsens the balance, so an amount of 0 or less is reached from above ("at most").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from budget.catalogue import Catalogue, Evidence, LegalLevel
from budget.core import DEFAULT_SETTINGS, Message, QuestionError, Settings, UnknownIdError, nearest
from budget.engine import Line, counting_lines, find_target, held_targets, target_amounts

LEVELS: Final = tuple(LegalLevel)
"""Legal changes from none to treaty; a package needs the highest of its measures."""


MARK: Final = "~"
"""What stands between a measure's id and the step of its dial, where a step is searched as a measure of its own."""


class Objective(StrEnum):
    """Which of the packages that fit is the best one; after it the fewest measures, then the first in the catalogue."""

    FEWEST = "fewest"
    CLOSEST = "closest"
    LEAST_INTENSIFICATION = "least-intensification"
    LEAST_LEAKAGE = "least-leakage"
    WEIGHTS = "weights"


class OpenCells(StrEnum):
    """
    What open cells do in a search.

    `certain`: a measure whose open cell could spoil a goal is left out, one that could only help counts 0, so the
    verdict of every package found is met. `none`: no measure with an open cell at all. `counted`: each open cell counts
    as the amount given, and the verdict rests on that assumption.
    """

    CERTAIN = "certain"
    NONE = "none"
    COUNTED = "counted"


@dataclass(frozen=True)
class OpenAmounts:
    """What an open cell counts as, thousands of euro: a cost, a saving (as a positive amount), an unknown direction."""

    cost_keur: int = 0
    saving_keur: int = 0
    depends_keur: int = 0

    def __post_init__(self) -> None:
        if self.cost_keur < 0 or self.saving_keur < 0:
            raise QuestionError("open_amount_below_zero")


@dataclass(frozen=True)
class Goal:
    """
    What must be reached, in each of `columns`: a target of the catalogue or of one's own in the settings, or an amount.

    Without columns it is the structural one, or those that a target of one's own asks. `target` names the target;
    `amount_keur` replaces its amount. Without a target the amount is required, and counts
    for `budget` (a chapter such as "JenV" or a line such as "JenV 37") or, without one, for the package's total.
    """

    target: str | None = None
    columns: tuple[str, ...] = ()
    amount_keur: int | None = None
    budget: str | None = None

    @property
    def name(self) -> str:
        """The goal in a few signs, for lists."""
        return self.target or self.budget or "total"

    @property
    def said(self) -> str | Message:
        """The goal in a few words, for messages."""
        return self.target or self.budget or Message("the_total")


@dataclass(frozen=True)
class Limits:
    """
    Restrictions on the package as a whole; the defaults restrict nothing.

    `legal`: the highest legal change allowed. `evidence`: the grades allowed for postings that count towards a goal; a
    measure with such a posting of another grade is left out. `keep_attribution`: no measure whose regime ends
    the ODA attribution.
    """

    legal: LegalLevel | None = None
    evidence: frozenset[Evidence] | None = None
    no_overlaps: bool = False
    max_measures: int | None = None
    keep_attribution: bool = False


UNLIMITED: Final = Limits()


@dataclass(frozen=True)
class Question:
    """
    Goals, restrictions and objective of a search.

    A required variant wants at least one of its measures. `column` is where intensification, leakage and the fronts are
    measured (none: the structural one). `weights` are per measure; one that is not named weighs 1.
    """

    goals: tuple[Goal, ...] = ()
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    required_variants: tuple[str, ...] = ()
    forbidden_variants: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    open_cells: OpenCells = OpenCells.CERTAIN
    open_amounts: OpenAmounts = field(default_factory=OpenAmounts)
    objective: Objective = Objective.FEWEST
    weights: tuple[tuple[str, int], ...] = ()
    column: str = ""
    settings: Settings = DEFAULT_SETTINGS

    def forbids(self, id_: str) -> bool:
        """Tell whether a measure is forbidden by name; a step of a dial is when its measure is."""
        return id_.partition(MARK)[0] in self.forbidden or id_ in self.forbidden


def goal_amount(catalogue: Catalogue, goal: Goal, column: str, settings: Settings) -> tuple[int, bool]:
    """Return the amount that a goal asks in a column, and whether the effect must be at most that much."""
    if goal.target is None:
        amount = goal.amount_keur or 0
        return amount, amount <= 0
    target = find_target(catalogue, goal.target, settings)
    if goal.amount_keur is not None:
        at_most = goal.amount_keur < 0 or (goal.amount_keur == 0 and target.is_cut)
        return goal.amount_keur, at_most
    return target_amounts(catalogue, target, settings)[column][1], target.is_cut


def goal_counter(catalogue: Catalogue, goal: Goal, settings: Settings) -> Callable[[Line], bool]:
    """Return what tells whether a line counts towards a goal: as its target says, by its budget line otherwise."""
    if goal.target is not None:
        return counting_lines(catalogue, find_target(catalogue, goal.target, settings), settings)
    return lambda line: goal.budget is None or goal.budget in {line.name, line.chapter}


def _known(ids: Iterable[str], known: Iterable[str], kind: Message) -> None:
    held = list(known)
    for id_ in ids:
        if id_ not in held:
            raise UnknownIdError(id_, nearest(id_, held) or tuple(held[:3]), kind)


def fill_in(catalogue: Catalogue, question: Question) -> Question:
    """Return the question with columns where it names none: those of an own target, else the structural one."""
    structural = catalogue.columns.structural
    own = {target.id: target.columns for target in held_targets(catalogue, question.settings)}
    goals = tuple(
        goal if goal.columns else replace(goal, columns=own.get(goal.target or "", (structural,)))
        for goal in question.goals
    )
    return replace(question, goals=goals, column=question.column or structural)


def _check_goals(catalogue: Catalogue, question: Question) -> None:
    """Refuse goals that are incomplete or name what the catalogue does not hold."""
    budgets = {line for m in catalogue.measures.values() for p in m.postings for line in (p.line, p.budget)}
    for goal in question.goals:
        if goal.target is not None:
            find_target(catalogue, goal.target, question.settings)
        if goal.target is None and goal.amount_keur is None:
            raise QuestionError("goal_without_amount_or_column", goal=goal.said)
        if goal.target is not None and goal.budget is not None:
            raise QuestionError("goal_with_target_and_budget", goal=goal.said)
        if goal.budget is not None:
            _known([goal.budget], sorted(budgets), Message("id_of_budget_line"))


def check_question(catalogue: Catalogue, question: Question) -> Question:
    """
    Return the question filled in, or refuse one that names what the catalogue does not hold.

    Raises UnknownIdError and QuestionError.
    """
    question = fill_in(catalogue, question)
    for id_ in (*question.required, *question.forbidden, *(id_ for id_, _ in question.weights)):
        catalogue.measure(id_)
    _known((*question.required_variants, *question.forbidden_variants), catalogue.variants, Message("id_of_variant"))
    columns = [question.column, *(column for goal in question.goals for column in goal.columns)]
    if wrong := [column for column in columns if column not in catalogue.columns.place]:
        raise QuestionError("unknown_column_asked", columns=catalogue.columns.all, column=wrong[0])
    _check_goals(catalogue, question)
    if question.objective is Objective.CLOSEST and not question.goals:
        raise QuestionError("closest_without_goal")
    most = question.limits.max_measures
    if most is not None and most < 0:
        raise QuestionError("most_measures_below_zero", most=most)
    if catalogue.oda is None and (question.limits.keep_attribution or question.objective is Objective.LEAST_LEAKAGE):
        raise QuestionError("leakage_without_oda")
    return question
