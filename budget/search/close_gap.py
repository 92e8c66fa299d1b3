"""What closes the gap between a package and a target: the smallest additions to it, and what comes nearer by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from budget.catalogue import Catalogue
from budget.core import Overlaps, Settings
from budget.engine import Package, ToGo, compose_package, evaluate_target, find_target, to_go
from budget.search.answer import Answer
from budget.search.confirm import Reached
from budget.search.find import find_packages
from budget.search.program import Status
from budget.search.progress import Report
from budget.search.question import Goal, Question

LOOKED_AT: Final = 20
"""How many of the smallest additions are looked at for those that go least beyond the target."""


@dataclass(frozen=True)
class Nearer:
    """One measure that brings a package nearer to a target, and what is missing with it."""

    measure: str
    left: ToGo


@dataclass(frozen=True)
class Closing:
    """
    What closes the gap from a package to a target in one column.

    `answer` holds packages with all that is chosen and the fewest measures more; without any it explains which chosen
    measures to let go. `as_report` is the same as the list adds, asked only where nothing closes the gap without double
    counting. `nearer` are single measures, the one that leaves the least first.
    """

    selection: tuple[str, ...]
    left: ToGo
    answer: Answer
    as_report: Answer | None
    nearer: tuple[Nearer, ...]

    def closed(self, answer: Answer | None) -> bool:
        """Whether, in an answer, the package meets the target as it is, so that nothing has to be added."""
        return answer is not None and bool(answer.found) and answer.found[0].package.selection == self.selection

    def nearer_at_best(self, item: Nearer) -> bool:
        """Whether a measure leaves less at the favourable end alone: at the other as much is missing as without it."""
        return item.left.most_keur == self.left.most_keur

    def additions(self, answer: Answer, most: int) -> list[tuple[tuple[str, ...], Reached]]:
        """Return what an answer adds and reaches: the fewest measures first, then what goes least beyond the target."""
        held = set(self.selection)
        ranked = sorted(answer.found, key=lambda it: (len(it.package.selection), abs(it.reached[0].over_keur)))
        return [
            (tuple(id_ for id_ in it.package.selection if id_ not in held), it.reached[0])
            for it in ranked[:most]
            if it.package.selection != self.selection
        ]


def _left(package: Package, target: str, column: str) -> ToGo:
    held = find_target(package.catalogue, target, package.settings)
    return to_go(package, evaluate_target(package, held), column)


def _size(left: ToGo) -> tuple[bool, int, int]:
    """Put what is missing in order: what has no end comes last, then the most and the least that is missing."""
    return left.most_keur is None, left.most_keur or 0, left.least_keur


def _nearer(package: Package, target: str, column: str) -> Iterator[Nearer]:
    """Yield the measures that leave less; none that excludes a chosen one or needs one that is not chosen."""
    before, chosen = _size(_left(package, target, column)), set(package.selection)
    clashing, unmet = len([clash for clash in package.clashes if clash.exclusive]), len(package.unmet)
    for id_ in package.catalogue.measures:
        if id_ in chosen:
            continue
        longer = compose_package(package.catalogue, [*package.selection, id_], package.settings)
        more = len([clash for clash in longer.clashes if clash.exclusive]) > clashing or len(longer.unmet) > unmet
        if not more and _size(left := _left(longer, target, column)) < before:
            yield Nearer(id_, left)


def close_gap(
    catalogue: Catalogue,
    selection: tuple[str, ...],
    settings: Settings,
    target: str,
    column: str,
    *,
    time_limit: float | None = None,
    most_steps: int | None = None,
    progress: Report | None = None,
) -> Closing:
    """
    Find what closes the gap from a package to a target in a column, with everything chosen kept.

    Conflicts and overlaps count as the settings say. Limits are those of `find_packages`.
    Raises UnknownIdError and QuestionError.
    """
    package = compose_package(catalogue, selection, settings)
    question = Question((Goal(target=target, columns=(column,)),), required=package.selection, settings=settings)

    def search(asked: Question) -> Answer:
        return find_packages(
            catalogue, asked, top=LOOKED_AT, time_limit=time_limit, most_steps=most_steps, progress=progress
        )

    answer, other = search(question), None
    if answer.status is Status.INFEASIBLE and answer.overlaps is Overlaps.BOUNDS:
        other = search(replace(question, settings=replace(settings, overlaps=Overlaps.AS_REPORT)))
    near = sorted(_nearer(package, target, column), key=lambda item: _size(item.left))
    return Closing(package.selection, _left(package, target, column), answer, other, tuple(near))
