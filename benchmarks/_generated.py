"""A generated catalogue of any size with the shape of the report's: its measures again and again, other amounts."""

from __future__ import annotations

import random
from dataclasses import replace

from budget.catalogue import Base, Catalogue, Conflict, Measure
from budget.core import Amount, Cell, Cells


def _vary(cell: Cell, factor: int) -> Cell:
    """Change an amount by a factor in per cent, to whole tens of thousands of euro; an open cell stays open."""
    return cell if isinstance(cell, Amount) else cell * factor // 1000 * 10


def _sum(rows: list[Cells]) -> Cells:
    columns = zip(*rows, strict=True)
    added = [next((c for c in column if isinstance(c, Amount)), None) or sum(column) for column in columns]
    return tuple(added)  # type: ignore[return-value]


def _copy(measure: Measure, number: int, chance: random.Random) -> Measure:
    """Make another measure of the same kind; an option of 4.9 changes the ODA rule in the first copy only."""
    factor = chance.randrange(50, 151)
    rows = [tuple(_vary(cell, factor) for cell in measure.posting_effects(posting)) for posting in measure.postings]
    postings = tuple(p.model_copy(update={"effects": row}) for p, row in zip(measure.postings, rows, strict=True))
    oda = measure.oda if measure.oda is None or measure.oda.regime is None else None
    changed = {"id": f"{measure.id}.x{number}", "effects": _sum(rows), "postings": postings, "oda": oda, "dials": None}
    return measure.model_copy(update=changed)


def _scaled_base(base: Base, numerator: int, denominator: int) -> Base:
    """Scale the base with the number of measures, so that the targets stay as hard to reach."""
    lines = []
    for line in base.lines:
        amounts = {year: keur * numerator // denominator for year, keur in line.amounts.items()}
        lines.append(line.model_copy(update={"amounts": amounts}))
    return base.model_copy(update={"lines": tuple(lines)})


def _conflicts(catalogue: Catalogue, ids: set[str], number: int) -> list[Conflict]:
    found = []
    for conflict in catalogue.conflicts:
        sides = [tuple(id_ for m in side if (id_ := f"{m}.x{number}") in ids) for side in conflict.sides]
        sides = [side for side in sides if side]
        if len(sides) > 1:
            found.append(conflict.model_copy(update={"id": f"{conflict.id}-{number}", "sides": tuple(sides)}))
    return found


def generate_catalogue(catalogue: Catalogue, size: int, seed: int = 0) -> Catalogue:
    """Return a catalogue of `size` measures: the given one's, and varied copies of them until there are enough."""
    chance = random.Random(seed)
    measures, variant_of = dict(catalogue.measures), dict(catalogue.variant_of)
    conflicts, number = list(catalogue.conflicts), 0
    while len(measures) < size:
        number += 1
        copies = [_copy(measure, number, chance) for measure in catalogue.measures.values()][: size - len(measures)]
        for original, copy in zip(catalogue.measures, copies, strict=False):
            measures[copy.id] = copy
            variant_of[copy.id] = catalogue.variant_of[original]
        conflicts += _conflicts(catalogue, {copy.id for copy in copies}, number)
    base = _scaled_base(catalogue.base, len(measures), len(catalogue.measures))
    return replace(
        catalogue, measures=measures, variant_of=variant_of, conflicts=tuple(conflicts), base=base, packages={}
    )
