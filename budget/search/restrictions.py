"""The restrictions of a question one by one, and the question that is left when some are dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final

from budget.search.question import UNLIMITED, Limits, OpenCells, Question


class RestrictionKind(StrEnum):
    """The kinds of restriction that can be dropped one at a time."""

    FORBIDDEN = "forbidden"
    FORBIDDEN_VARIANT = "forbidden variant"
    REQUIRED = "required"
    REQUIRED_VARIANT = "required variant"
    LEGAL = "legal"
    EVIDENCE = "evidence"
    OVERLAPS = "no overlaps"
    MAX_MEASURES = "max measures"
    ATTRIBUTION = "keep attribution"
    OPEN_CELLS = "open cells"
    GOAL = "goal"
    COLUMN = "column"


@dataclass(frozen=True)
class Restriction:
    """
    One restriction of a question: its kind and what it is about (an id, a level, a column).

    A goal or a column of one is known by the goal's place among the goals, too.
    """

    kind: RestrictionKind
    subject: str
    goal: int | None = None
    column: str = ""

    def lets_go(self, goal: int, column: str) -> bool:
        """Tell whether dropping it lets a column of a goal go."""
        return self.goal == goal and self.column in {"", column}


_LISTS: Final = (
    ("forbidden", RestrictionKind.FORBIDDEN),
    ("forbidden_variants", RestrictionKind.FORBIDDEN_VARIANT),
    ("required", RestrictionKind.REQUIRED),
    ("required_variants", RestrictionKind.REQUIRED_VARIANT),
)
_LIMITS: Final = {
    "legal": RestrictionKind.LEGAL,
    "evidence": RestrictionKind.EVIDENCE,
    "no_overlaps": RestrictionKind.OVERLAPS,
    "max_measures": RestrictionKind.MAX_MEASURES,
    "keep_attribution": RestrictionKind.ATTRIBUTION,
}


def _shown_limit(value: object) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(item) for item in value))
    return "" if value is True else str(value)


def restrictions(question: Question) -> tuple[Restriction, ...]:
    """Return every single restriction of a question, its goals and their columns last; the only goal is none."""
    return tuple(dict.fromkeys([*_own(question), *_of_goals(question)]))


def _own(question: Question) -> Iterator[Restriction]:
    for name, kind in _LISTS:
        yield from (Restriction(kind, id_) for id_ in getattr(question, name))
    for limit in fields(Limits):
        value = getattr(question.limits, limit.name)
        if value is not None and value is not False:
            yield Restriction(_LIMITS[limit.name], _shown_limit(value))
    if question.open_cells is OpenCells.NONE:
        yield Restriction(RestrictionKind.OPEN_CELLS, "")


def _of_goals(question: Question) -> Iterator[Restriction]:
    for place, goal in enumerate(question.goals):
        if len(question.goals) > 1:
            yield Restriction(RestrictionKind.GOAL, goal.name, place)
        for column in goal.columns if len(goal.columns) > 1 else ():
            yield Restriction(RestrictionKind.COLUMN, f"{goal.name} {column}", place, column)


def without(question: Question, dropped: Iterable[Restriction]) -> Question:
    """Return the question that is left when restrictions are dropped; a goal without a column left is dropped."""
    gone = frozenset(dropped)
    held = {(item.kind, item.subject) for item in gone}
    kinds = {item.kind for item in gone}
    kept: dict[str, Any] = {
        name: tuple(id_ for id_ in getattr(question, name) if (kind, id_) not in held) for name, kind in _LISTS
    }
    limits = {name: getattr(UNLIMITED, name) for name, kind in _LIMITS.items() if kind in kinds}
    goals = []
    for place, goal in enumerate(question.goals):
        columns = tuple(c for c in goal.columns if not any(item.lets_go(place, c) for item in gone))
        if columns:
            goals.append(replace(goal, columns=columns))
    opened = OpenCells.CERTAIN if RestrictionKind.OPEN_CELLS in kinds else question.open_cells
    return replace(
        question,
        goals=tuple(goals),
        limits=replace(question.limits, **limits),
        open_cells=opened,
        **kept,
    )


def relaxed_questions(question: Question) -> Iterator[tuple[Restriction, Question]]:
    """Yield every single restriction of a question with the question that is left when it is dropped."""
    for restriction in restrictions(question):
        yield restriction, without(question, [restriction])
