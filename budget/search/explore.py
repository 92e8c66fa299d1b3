"""
Evaluate very many packages at once, for a picture of what is possible: saving against number of measures.

Packages are rows of yes and no in catalogue order. Random ones come from a fixed seed, so the same call gives the same
picture. The certain part of the amounts counts, as in `compose_many`; open cells are 0 here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from budget.catalogue import Catalogue, ConflictKind, with_own
from budget.core import DEFAULT_SETTINGS, Columns, Settings, certain_keur
from budget.engine import measure_lines, multiply_exactly
from budget.search.question import Goal, goal_counter

Selections = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Exploration:
    """Packages evaluated at once: the choices, number of measures and effects (a row of columns, thousands of euro)."""

    columns: Columns
    selections: Selections
    counts: npt.NDArray[np.int64]
    effects: npt.NDArray[np.int64]

    def scatter(self, column: str = "") -> npt.NDArray[np.int64]:
        """
        Return each combination of number of measures and effect that occurs, with how often: rows of three.

        Without a column the structural one.

        Sorted by number of measures and then effect; a million packages become some thousands of points.
        """
        effects = self.effects[:, self.columns.place[column or self.columns.structural]]
        lowest = int(effects.min(initial=0))
        width = int(effects.max(initial=0)) - lowest + 1
        keys, times = np.unique(self.counts * width + (effects - lowest), return_counts=True)
        return np.column_stack([keys // width, keys % width + lowest, times])

    def envelope(self, column: str = "") -> npt.NDArray[np.int64]:
        """Return for each number of measures the lowest and highest effect found: rows of three."""
        points = self.scatter(column)
        starts = np.flatnonzero(np.diff(points[:, 0], prepend=-1))
        ends = np.append(starts[1:], len(points)) - 1
        return np.column_stack([points[starts, 0], points[starts, 1], points[ends, 1]])

    def with_effect(self, count: int, effect_keur: int, column: str = "") -> npt.NDArray[np.bool_]:
        """Return the choices of the first package with so many measures and such an effect; there is one."""
        effects = self.effects[:, self.columns.place[column or self.columns.structural]]
        found: npt.NDArray[np.bool_] = self.selections[np.argmax((self.counts == count) & (effects == effect_keur))]
        return found


@dataclass(frozen=True, eq=False)
class Sample:
    """
    What random packages come to, structurally: the scatter, and for each number of measures the ends with who has them.

    `lowest` and `highest` are the measures of a package at either end, one for each row of `edges`, under `settings`.
    """

    points: npt.NDArray[np.int64]
    edges: npt.NDArray[np.int64]
    lowest: tuple[tuple[str, ...], ...]
    highest: tuple[tuple[str, ...], ...]
    settings: Settings


def counted_matrix(
    catalogue: Catalogue, goal: Goal | None = None, settings: Settings = DEFAULT_SETTINGS
) -> npt.NDArray[np.int64]:
    """Return measures × columns: the certain part of what counts towards a goal, or of the whole rows without one."""
    catalogue = with_own(catalogue, settings.own)
    matrix = np.zeros((len(catalogue.measures), len(catalogue.columns)), dtype=np.int64)
    counts = goal_counter(catalogue, goal or Goal(), settings)
    for place, measure in enumerate(catalogue.measures.values()):
        for line in measure_lines(catalogue, measure, settings):
            if counts(line):
                matrix[place] += list(map(certain_keur, line.cells))
    return matrix


def explore_packages(
    catalogue: Catalogue, selections: Selections, goal: Goal | None = None, settings: Settings = DEFAULT_SETTINGS
) -> Exploration:
    """Evaluate many packages by what counts towards a goal, or as a whole; equal to composing each by itself."""
    matrix = counted_matrix(catalogue, goal, settings)
    found = multiply_exactly(selections, np.column_stack([matrix, np.ones(len(matrix), dtype=np.int64)]))
    return Exploration(catalogue.columns, selections, found[:, -1], found[:, :-1])


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


def _meet(catalogue: Catalogue, selections: Selections) -> None:
    """Take out of every package what needs a measure that is not in it; what that leaves in need goes too."""
    order = catalogue.order
    pairs = [
        [[order[id_] for id_ in side if id_ in order] for side in record.sides] for record in catalogue.requirements
    ]
    for _ in pairs:  # a chain of conditions is settled in as many rounds
        for needing, needed in pairs:
            met = selections[:, needed].any(axis=1)
            for place in needing:
                selections[:, place] &= met


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

    Required measures are put back, and what they exclude goes. What needs a measure that is not there goes last.
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
    _meet(catalogue, selections)
    return selections


def sample_packages(catalogue: Catalogue, number: int, goal: Goal, settings: Settings = DEFAULT_SETTINGS) -> Sample:
    """Evaluate random packages by what counts towards a goal, structurally."""
    catalogue = with_own(catalogue, settings.own)
    found = explore_packages(catalogue, random_packages(catalogue, number), goal, settings)
    ids, edges = tuple(catalogue.measures), found.envelope()

    def chosen(count: int, effect_keur: int) -> tuple[str, ...]:
        return tuple(id_ for id_, taken in zip(ids, found.with_effect(count, effect_keur), strict=True) if taken)

    lowest, highest = (tuple(chosen(row[0], row[end]) for row in edges.tolist()) for end in (1, 2))
    return Sample(found.scatter(), edges, lowest, highest, settings)


def _excluded_by(catalogue: Catalogue, id_: str) -> list[int]:
    """Return the places of the measures that a measure excludes."""
    found: set[str] = set()
    for conflict in catalogue.conflicts:
        if conflict.kind is ConflictKind.EXCLUSIVE and id_ in conflict.members:
            found |= {other for side in conflict.sides if id_ not in side for other in side}
    return sorted(catalogue.order[other] for other in found if other in catalogue.order)
