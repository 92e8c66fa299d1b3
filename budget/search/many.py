"""
Many into one: what several positions accept, what is contested by whom, and the best package that breaks no red line.

A position is what one person or part wants (wishes), never wants and wants in any case (red lines). Where a measure is
a wish and a red line against it in one position, the red line counts. Where no package keeps to all red lines, the
smallest sets of them are found that are enough when given up; each person's line on each measure is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final

from budget.catalogue import Catalogue
from budget.core import QuestionError
from budget.engine import Package, find_clashes
from budget.search.answer import Answer
from budget.search.confirm import Reached
from budget.search.drop_sets import lightest_sets
from budget.search.explain import nearest_package
from budget.search.find import best_packages
from budget.search.model import build_model
from budget.search.program import Status
from budget.search.progress import Meter, Report
from budget.search.question import Objective, Question, check_question
from budget.search.restrictions import Restriction, RestrictionKind, without

FEWEST_POSITIONS: Final = 2
MOST_POSITIONS: Final = 50
MOST_WAYS: Final = 10
"""How many sets of red lines to give up are looked for."""


class Standing(StrEnum):
    """
    How a measure stands among the positions.

    `all`: each wants it. `accepted`: some want it, nobody objects. `contested`: some want it, and another never does or
    wants what it excludes. `refused`: nobody wants it, and somebody never does.
    """

    ALL = "all"
    ACCEPTED = "accepted"
    CONTESTED = "contested"
    REFUSED = "refused"


@dataclass(frozen=True)
class Position:
    """What one wants: the name, the measures chosen, and those that are never or always to be in."""

    name: str
    wishes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    always: tuple[str, ...] = ()

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The measures that are chosen or always to be in, less those that never are."""
        return (frozenset(self.wishes) | frozenset(self.always)) - frozenset(self.never)


@dataclass(frozen=True)
class MeasureTally:
    """
    Who stands where on a measure, by name in the order of the positions.

    `insisting` are those of the wanting who want it in any case; `rivals` the measures that it excludes and that
    another position, which does not want this one, wants.
    """

    measure: str
    wanting: tuple[str, ...]
    insisting: tuple[str, ...]
    refusing: tuple[str, ...]
    rivals: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True)
class RedLine:
    """The red line of one position: `kind` says whether the measure is forbidden or required."""

    name: str
    kind: RestrictionKind
    measure: str


@dataclass(frozen=True)
class Way:
    """Red lines that are enough when given up together, no part of which is, and the smallest package then."""

    lines: tuple[RedLine, ...]
    package: Package
    reached: tuple[Reached, ...]


@dataclass(frozen=True)
class Together:
    """
    What several positions come to.

    `answer` holds the best packages within all red lines. Where there is none `ways` has the smallest sets of red lines
    to give up, fewest first; `complete` says that these are all. Without a way `nearest` is the package that comes
    nearest when every red line is given up, which then misses `missing_keur` (thousands of euro) of the goals,
    of which it has `reached`.
    """

    positions: tuple[Position, ...]
    tally: tuple[MeasureTally, ...]
    answer: Answer
    ways: tuple[Way, ...] = ()
    complete: bool = False
    nearest: Package | None = None
    missing_keur: int | None = None
    reached: tuple[Reached, ...] = ()

    @property
    def accepted(self) -> tuple[str, ...]:
        """The measures that somebody wants and nobody objects to, in the order of the list."""
        return tuple(one.measure for one in self.tally if one.standing in (Standing.ALL, Standing.ACCEPTED))


def named_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Add a number to names that were used before, so that each stands for one position."""
    used: set[str] = set()
    found = []
    for name in names:
        again, count = name, 1
        while again in used:
            count += 1
            again = f"{name} ({count})"
        used.add(again)
        found.append(again)
    return tuple(found)


def _check(catalogue: Catalogue, positions: Sequence[Position]) -> None:
    """Refuse too few or too many positions, names that are the same, and a measure that a position has both ways."""
    if not FEWEST_POSITIONS <= len(positions) <= MOST_POSITIONS:
        raise QuestionError("number_of_positions", fewest=FEWEST_POSITIONS, most=MOST_POSITIONS, found=len(positions))
    if len({one.name for one in positions}) < len(positions):
        raise QuestionError("positions_of_one_name", names=[one.name for one in positions])
    for one in positions:
        for id_ in (*one.wishes, *one.never, *one.always):
            catalogue.measure(id_)
        if both := [id_ for id_ in one.always if id_ in one.never]:
            raise QuestionError("red_line_both_ways", ids=both)


def _rivals(catalogue: Catalogue, positions: Sequence[Position]) -> dict[str, set[str]]:
    """Return for each wanted measure what it excludes and is wanted by who does not want it."""
    wanted = {id_ for one in positions for id_ in one.wanted}
    found: dict[str, set[str]] = {id_: set() for id_ in wanted}
    for clash in find_clashes(catalogue, catalogue.sorted_selection(wanted)):
        for side in clash.conflict.sides if clash.exclusive else ():
            others = {id_ for other in clash.conflict.sides if other is not side for id_ in other} & wanted
            for id_ in wanted & set(side):
                found[id_] |= {rival for rival in others if any(_only(one, rival, id_) for one in positions)}
    return found


def _only(position: Position, one: str, other: str) -> bool:
    return one in position.wanted and other not in position.wanted


def tally_positions(catalogue: Catalogue, positions: Sequence[Position]) -> tuple[MeasureTally, ...]:
    """
    Count who wants and who refuses each measure that a position names, in the order of the list.

    Raises QuestionError and UnknownIdError.
    """
    _check(catalogue, positions)
    rivals = _rivals(catalogue, positions)
    named = {id_ for one in positions for id_ in (*one.wishes, *one.always, *one.never)}
    return tuple(
        _counted(id_, positions, rivals.get(id_, set()), catalogue) for id_ in catalogue.sorted_selection(named)
    )


def _counted(id_: str, positions: Sequence[Position], rivals: set[str], catalogue: Catalogue) -> MeasureTally:
    wanting = tuple(one.name for one in positions if id_ in one.wanted)
    insisting = tuple(one.name for one in positions if id_ in one.always)
    refusing = tuple(one.name for one in positions if id_ in one.never)
    if not wanting:
        standing = Standing.REFUSED
    elif refusing or rivals:
        standing = Standing.CONTESTED
    else:
        standing = Standing.ALL if len(wanting) == len(positions) else Standing.ACCEPTED
    return MeasureTally(id_, wanting, insisting, refusing, catalogue.sorted_selection(rivals), standing)


def _lines(positions: Sequence[Position]) -> Iterator[RedLine]:
    """Yield the red lines, each position's after the other's."""
    for one in positions:
        yield from (RedLine(one.name, RestrictionKind.FORBIDDEN, id_) for id_ in one.never)
        yield from (RedLine(one.name, RestrictionKind.REQUIRED, id_) for id_ in one.always)


def _question(
    catalogue: Catalogue, positions: Sequence[Position], asked: Question, lines: Sequence[RedLine], wished_only: bool
) -> Question:
    """Return the question with the red lines in it, and with what each measure weighs where that is the objective."""
    held = {kind: dict.fromkeys(line.measure for line in lines if line.kind is kind) for kind in RestrictionKind}
    forbidden = held[RestrictionKind.FORBIDDEN]
    if wished_only:
        named = {id_ for one in positions for id_ in (*one.wishes, *one.always)}
        forbidden = forbidden | dict.fromkeys(id_ for id_ in catalogue.measures if id_ not in named)
    question = replace(asked, forbidden=tuple(forbidden), required=tuple(held[RestrictionKind.REQUIRED]))
    if asked.objective is Objective.WEIGHTS:
        counts = Counter(id_ for one in positions for id_ in one.wanted)
        weights = ((id_, len(positions) - 2 * counts[id_]) for id_ in catalogue.measures)
        question = replace(question, weights=tuple(weights))
    return check_question(catalogue, question)


def bring_together(
    catalogue: Catalogue,
    positions: Sequence[Position],
    asked: Question,
    *,
    wished_only: bool = False,
    top: int = 1,
    time_limit: float | None = None,
    most_steps: int | None = None,
    progress: Report | None = None,
) -> Together:
    """
    Tally the positions and find the best packages within their red lines, or the fewest red lines in the way.

    Of `asked` the goals, limits, objective and settings count; with the objective `weights` a measure weighs one for
    each position that does not want it, less one for each that does. With `wished_only` a package holds nothing but
    what somebody wants. Limits are those of `find_packages`. Raises QuestionError and UnknownIdError.
    """
    tally, lines = tally_positions(catalogue, positions), tuple(_lines(positions))
    question = _question(catalogue, positions, asked, lines, wished_only)
    meter = Meter(time_limit, progress, most_steps=most_steps)
    answer = best_packages(catalogue, question, meter, top, supersets=False)
    found = Together(tuple(positions), tally, answer)
    if answer.status is Status.INFEASIBLE:
        found = _ways(catalogue, question, lines, found, meter)
    return replace(found, answer=replace(found.answer, stopped=meter.out, late=meter.late))


def _ways(
    catalogue: Catalogue, question: Question, lines: Sequence[RedLine], found: Together, meter: Meter
) -> Together:
    """Find the fewest red lines to give up, each of each person counted; or what is nearest without any."""
    held = {line: Restriction(line.kind, line.measure) for line in lines}
    weights = Counter(held.values())
    meter.begin("red lines in the way")
    sets = lightest_sets(catalogue, question, weights, meter, largest=max(1, len(weights)), most=MOST_WAYS)
    ways = tuple(
        Way(tuple(line for line in lines if held[line] in item.restrictions), item.package, item.reached)
        for item in sets.sets
    )
    if ways or not sets.complete:
        return replace(found, ways=ways, complete=sets.complete)
    free = without(question, weights)
    package, missing, reached, _ = nearest_package(build_model(catalogue, free), meter)
    return replace(found, complete=True, nearest=package, missing_keur=missing, reached=reached)
