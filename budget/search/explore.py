"""
Evaluate very many packages at once, for a picture of what is possible: saving against number of measures.

Packages are rows of yes and no in catalogue order. Random ones come from a fixed seed, so the same call gives the same
picture. The exact part of the amounts counts, as in `compose_many`; open cells are 0 here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from budget.catalogue import Catalogue, ConflictKind
from budget.core import COLUMNS, DEFAULT_SETTINGS, STRUCTURAL, Open, QuestionError, Settings
from budget.engine import measure_lines, multiply_exactly
from budget.search.question import Goal, counts_towards

Selections = npt.NDArray[np.bool_]
MOST_ENUMERATED: Final = 24


@dataclass(frozen=True, eq=False)
class Exploration:
    """Packages evaluated at once: the choices, number of measures and effects (packages × 6, thousands of euro)."""

    selections: Selections
    counts: npt.NDArray[np.int64]
    effects: npt.NDArray[np.int64]

    def scatter(self, column: str = STRUCTURAL) -> npt.NDArray[np.int64]:
        """
        Return each combination of number of measures and effect that occurs, with how often: rows of three.

        Sorted by number of measures and then effect; a million packages become some thousands of points.
        """
        effects = self.effects[:, COLUMNS.index(column)]
        lowest = int(effects.min(initial=0))
        width = int(effects.max(initial=0)) - lowest + 1
        keys, times = np.unique(self.counts * width + (effects - lowest), return_counts=True)
        return np.column_stack([keys // width, keys % width + lowest, times])

    def envelope(self, column: str = STRUCTURAL) -> npt.NDArray[np.int64]:
        """Return for each number of measures the lowest and highest effect found: rows of three."""
        points = self.scatter(column)
        starts = np.flatnonzero(np.diff(points[:, 0], prepend=-1))
        ends = np.append(starts[1:], len(points)) - 1
        return np.column_stack([points[starts, 0], points[starts, 1], points[ends, 1]])


def counted_matrix(
    catalogue: Catalogue, goal: Goal | None = None, settings: Settings = DEFAULT_SETTINGS
) -> npt.NDArray[np.int64]:
    """Return measures × 6: the exact part of the cells that count towards a goal, or of the whole rows without one."""
    matrix = np.zeros((len(catalogue.measures), len(COLUMNS)), dtype=np.int64)
    for place, measure in enumerate(catalogue.measures.values()):
        for line in measure_lines(catalogue, measure, settings):
            if goal is None or counts_towards(catalogue, goal, line, settings):
                matrix[place] += [0 if isinstance(cell, Open) else cell for cell in line.cells]
    return matrix


def explore_packages(
    catalogue: Catalogue, selections: Selections, goal: Goal | None = None, settings: Settings = DEFAULT_SETTINGS
) -> Exploration:
    """Evaluate many packages by what counts towards a goal, or as a whole; equal to composing each by itself."""
    matrix = counted_matrix(catalogue, goal, settings)
    found = multiply_exactly(selections, np.column_stack([matrix, np.ones(len(matrix), dtype=np.int64)]))
    return Exploration(selections, found[:, -1], found[:, :-1])


def sides_hit(catalogue: Catalogue, selections: Selections, kind: ConflictKind) -> npt.NDArray[np.bool_]:
    """Tell for each package whether it holds members of two sides of a conflict of this kind."""
    bites = np.zeros(len(selections), dtype=np.bool_)
    for conflict in catalogue.conflicts:
        if conflict.kind is kind:
            sides = [[catalogue.order[id_] for id_ in side if id_ in catalogue.order] for side in conflict.sides]
            hit = [np.logical_or.reduce([selections[:, place] for place in side]) for side in sides if side]
            bites |= sum((side.astype(np.int8) for side in hit), np.zeros(len(selections), dtype=np.int8)) > 1
    return bites


def _settle(catalogue: Catalogue, selections: Selections, chance: np.random.Generator) -> None:
    """Empty all but one side, drawn for each package, of every exclusive conflict."""
    for conflict in catalogue.conflicts:
        if conflict.kind is not ConflictKind.EXCLUSIVE:
            continue
        sides = [[catalogue.order[id_] for id_ in side if id_ in catalogue.order] for side in conflict.sides]
        sides = [side for side in sides if side]
        if len(sides) < 2:
            continue
        kept = chance.integers(len(sides), size=len(selections), dtype=np.int8)
        hit = [np.logical_or.reduce([selections[:, place] for place in side]) for side in sides]
        several = sum(side.astype(np.int8) for side in hit) > 1
        for number, side in enumerate(sides):
            keep = ~(several & (kept != number))
            for place in side:
                selections[:, place] &= keep


def random_packages(
    catalogue: Catalogue,
    number: int,
    *,
    seed: int = 0,
    required: Iterable[str] = (),
    forbidden: Iterable[str] = (),
) -> Selections:
    """
    Draw packages without exclusive measures, small ones as likely as large ones, always the same for a seed.

    Required measures are put back last, and what they exclude goes.
    """
    chance = np.random.default_rng(seed)
    size = len(catalogue.measures)
    share = chance.random((number, 1), dtype=np.float32)
    selections = chance.random((number, size), dtype=np.float32) < share
    selections[:, [catalogue.order[catalogue.measure(id_).id] for id_ in forbidden]] = False
    _settle(catalogue, selections, chance)
    for id_ in required:
        place = catalogue.order[catalogue.measure(id_).id]
        selections[:, _excluded_by(catalogue, id_)] = False
        selections[:, place] = True
    return selections


def _excluded_by(catalogue: Catalogue, id_: str) -> list[int]:
    """Return the places of the measures that a measure excludes."""
    found: set[str] = set()
    for conflict in catalogue.conflicts:
        if conflict.kind is ConflictKind.EXCLUSIVE and id_ in conflict.members:
            found |= {other for side in conflict.sides if id_ not in side for other in side}
    return sorted(catalogue.order[other] for other in found if other in catalogue.order)


def all_packages(catalogue: Catalogue, ids: Iterable[str]) -> Selections:
    """
    Return every choice among some measures, exclusive ones included: 2 to the power of their number.

    Raises QuestionError for more than 24 measures.
    """
    places = [catalogue.order[catalogue.measure(id_).id] for id_ in ids]
    if len(places) > MOST_ENUMERATED:
        raise QuestionError("too_many_measures_to_enumerate", most=MOST_ENUMERATED, found=len(places))
    numbers = np.arange(2 ** len(places), dtype=np.int64)
    selections = np.zeros((len(numbers), len(catalogue.measures)), dtype=np.bool_)
    for bit, place in enumerate(places):
        selections[:, place] = (numbers >> bit) & 1
    return selections
