"""The rows by which a program keeps measures apart that exclude each other or overlap, and with what they need."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from budget.catalogue import Catalogue, Conflict, ConflictKind
from budget.search.program import Row


def conflict_rows(
    conflict: Conflict, order: Mapping[str, int], first_extra: int, dropped: int | None = None
) -> tuple[list[Row], int]:
    """
    Return the rows that keep all but one side of a conflict empty, and the number of extra variables they use.

    The decision `dropped` lifts them.
    A side of one measure stands for itself; a larger one gets a variable that is 1 when any of its measures is chosen.
    """
    sides = [[order[id_] for id_ in side if id_ in order] for side in conflict.sides]
    sides = [side for side in sides if side]
    rows, used, stand_ins = [], 0, []
    for side in sides if len(sides) > 1 else ():
        if len(side) == 1:
            stand_ins.append(side[0])
            continue
        variable = first_extra + used
        used += 1
        stand_ins.append(variable)
        rows += [Row({place: 1, variable: -1}, most=0) for place in side]
    if stand_ins:
        lifted = {} if dropped is None else {dropped: 1 - len(stand_ins)}
        rows.append(Row({**dict.fromkeys(stand_ins, 1), **lifted}, most=1))
    return rows, used


def all_conflict_rows(
    catalogue: Catalogue, kinds: Collection[ConflictKind], first_extra: int, dropped: int | None = None
) -> tuple[list[Row], int]:
    """Return the rows of all conflicts of some kinds, and the number of extra variables from `first_extra` on."""
    rows: list[Row] = []
    extra = 0
    for conflict in catalogue.conflicts:
        if conflict.kind in kinds:
            added, used = conflict_rows(conflict, catalogue.order, first_extra + extra, dropped)
            rows += added
            extra += used
    return rows, extra


def requirement_rows(catalogue: Catalogue) -> list[Row]:
    """Return the rows that leave a measure out when none of those that it needs is in."""
    rows = []
    for record in catalogue.requirements:
        needing, needed = ([catalogue.order[id_] for id_ in side if id_ in catalogue.order] for side in record.sides)
        rows += [Row({place: 1, **dict.fromkeys(needed, -1)}, most=0) for place in needing]
    return rows
