"""Why another document publishes another total: the published one, ours, and what lies between by measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from budget.catalogue import (
    Catalogue,
    ConflictKind,
    Measure,
    PublishedData,
    PublishedVariant,
    PublishedWhy,
    Text,
)
from budget.core import Amount, Cell, between, bounds_of, certain_keur
from budget.engine.overlaps import largest_kept
from budget.engine.totals import Totals, total_cells

Amounts = dict[str, int]
"""Thousands of euro by column."""


@dataclass(frozen=True)
class PublishedPart:
    """
    What lies between a published total and ours: the measures, why, and published minus ours by column.

    Open cells and options that exclude each other add nothing to the difference: both sums hold the same. They say why
    neither sum is what a package of this variant would cost.
    """

    measures: tuple[str, ...]
    why: PublishedWhy
    difference: Amounts
    note: Text | None = None


@dataclass(frozen=True)
class PublishedTotal:
    """
    A variant's published total beside the sum of all its measures as the list adds, thousands of euro by column.

    `certain` is the part of ours of which the source gives the amount. The differences of `parts` sum to published
    minus it, but for what `unexplained` leaves.
    `choosable` is the least and the most that can be chosen together: of measures that exclude each other only one.
    """

    variant: str
    published: Amounts
    ours: Totals
    certain: Amounts
    parts: tuple[PublishedPart, ...]
    choosable: dict[str, Amount]

    @property
    def difference(self) -> Amounts:
        """Published minus the certain part of ours, by column."""
        return {column: amount - self.certain[column] for column, amount in self.published.items()}

    @property
    def unexplained(self) -> Amounts:
        """What the parts leave of the difference, by column: 0 unless a record was corrected and its reading not."""
        return {c: keur - sum([part.difference[c] for part in self.parts]) for c, keur in self.difference.items()}


def _exclusive_pairs(catalogue: Catalogue, ids: frozenset[str]) -> frozenset[frozenset[str]]:
    """Return the pairs of a variant's measures that exclude each other."""
    return frozenset(
        frozenset((first, second))
        for conflict in catalogue.conflicts
        if conflict.kind is ConflictKind.EXCLUSIVE
        for side, other in combinations(conflict.sides, 2)
        for first in side
        for second in other
        if first in ids and second in ids
    )


def _choosable(pairs: frozenset[frozenset[str]], cells: Mapping[str, Cell]) -> Amount:
    """Return the least and the most that a choice adds up to in which no two measures exclude each other."""
    ends = []
    for sign in (-1, 1):
        amounts = {id_: _furthest(cell, sign) for id_, cell in cells.items()}
        same = [id_ for id_, amount in amounts.items() if amount * sign > 0]
        ends.append(sum(amounts[id_] for id_ in largest_kept(same, pairs, amounts)))
    return between(*ends)


def _furthest(cell: Cell, sign: int) -> int:
    """Return the least (sign −1) or the most (1) of a cell, as far as the source gives it."""
    end = bounds_of(cell).lower if sign < 0 else bounds_of(cell).upper
    return certain_keur(cell) if end is None else end


def _excluding(catalogue: Catalogue, ids: frozenset[str]) -> list[PublishedPart]:
    """Return the exclusions inside a variant of which two sides have an amount, so that the sum holds both."""
    nothing = dict.fromkeys(catalogue.columns, 0)
    found = []
    for conflict in catalogue.conflicts:
        paid = [
            [m for m in side if m in ids and any(map(certain_keur, catalogue.measures[m].effects))]
            for side in conflict.sides
        ]
        if conflict.kind is ConflictKind.EXCLUSIVE and sum(map(bool, paid)) > 1:
            members = tuple(m for side in paid for m in side)
            found.append(PublishedPart(members, PublishedWhy.EXCLUSIVE, dict(nothing), conflict.title))
    return found


def _parts(
    catalogue: Catalogue, data: PublishedData, variant: PublishedVariant, own: list[Measure]
) -> tuple[PublishedPart, ...]:
    """Return what the records say of the differing measures, then the open cells and the exclusions of the variant."""
    found = []
    for differs in variant.differs:
        measure = catalogue.measures[differs.measure]
        cells = data.cells(catalogue, measure)
        apart = {
            column: certain_keur(cells[column]) - certain_keur(cell)
            for column, cell in zip(catalogue.columns, measure.effects, strict=True)
        }
        found.append(PublishedPart((measure.id,), differs.why, apart, differs.note))
    found += [
        PublishedPart(rowed.measures, PublishedWhy.ROWS, dict.fromkeys(catalogue.columns, 0), rowed.note)
        for rowed in variant.rows
    ]
    told = {measure for part in found if part.why is not PublishedWhy.ROWS for measure in part.measures}
    found += [
        PublishedPart((m.id,), PublishedWhy.OPEN, dict.fromkeys(catalogue.columns, 0), m.open_note)
        for m in own
        if m.id not in told and not all(isinstance(cell, int) for cell in m.effects)
    ]
    return (*found, *_excluding(catalogue, frozenset(m.id for m in own)))


def published_totals(catalogue: Catalogue) -> dict[str, PublishedTotal]:
    """Return by variant the total that another document publishes beside ours; nothing without such data."""
    data = catalogue.published
    if data is None:
        return {}
    found = {}
    for variant in data.variants:
        own = [m for m in catalogue.measures.values() if catalogue.variant_of[m.id] == variant.id]
        pairs = _exclusive_pairs(catalogue, frozenset(m.id for m in own))
        rows = {m.id: m.effects for m in own}
        found[variant.id] = PublishedTotal(
            variant.id,
            {column: certain_keur(cell) for column, cell in zip(catalogue.columns, variant.total, strict=True)},
            total_cells(catalogue.columns, [(m.effects, m.direction_uncertain) for m in own]),
            {
                c: sum([certain_keur(row[place]) for row in rows.values()])
                for c, place in catalogue.columns.place.items()
            },
            _parts(catalogue, data, variant, own),
            {
                column: _choosable(pairs, {id_: row[place] for id_, row in rows.items()})
                for column, place in catalogue.columns.place.items()
            },
        )
    return found
