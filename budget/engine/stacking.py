"""
Stacking: what a package piles up at each executing body, at each level of law and at each grade of evidence.

Amounts are thousands of euro by column, + worsens the balance. A measure that several bodies carry out stands whole
with each of them, so what bodies have is never added up over bodies. What lands on a body's own line or part of the
base is held against it; a posting on several bodies together that the source does not divide is named, not divided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Final

from budget.catalogue import Catalogue, Evidence, LegalLevel, Posting
from budget.core import Amount, Cell, Cells, add_cells, one_sided, share_keur
from budget.engine.lines import Line
from budget.engine.once import without_double_counting
from budget.engine.package import Package
from budget.engine.totals import Totals, total_cells

NOT_ASSESSED: Final = ""
"""The name of the stack of measures of which the list does not say it."""
_JOINED: Final = re.compile(r"\s+en\s+|\s+and\s+|\s*,\s*|\s*\(|\)")


class StackBy(StrEnum):
    """By what measures are stacked."""

    BODY = "body"
    LAW = "law"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Side:
    """The savings or the costs of a stack: as the list adds, and with no money counted twice."""

    plain: Totals
    once: Totals

    @property
    def twice(self) -> bool:
        """Whether money counts twice in it, so that the sum alone says too much."""
        return self.plain != self.once


@dataclass(frozen=True)
class Own:
    """What lands on a body's own part of the base, that base by column, and the measures that are not divided."""

    effect: Totals
    once: Totals
    base_keur: Mapping[str, int]
    undivided: tuple[str, ...]

    def percents(self, column: str) -> tuple[Decimal | None, Decimal | None]:
        """Return the effect as a percentage of the base, to a tenth: as the list adds, and with no money twice."""
        base = self.base_keur[column]
        return _percent(self.effect[column], base), _percent(self.once[column], base)


def _percent(effect: Amount, base_keur: int) -> Decimal | None:
    """Return a percentage, half away from zero; None for a range and on a base of 0."""
    if effect.keur is None or not base_keur:
        return None
    return Decimal(share_keur(effect.keur, 1000, base_keur)).scaleb(-1)


@dataclass(frozen=True)
class Stack:
    """
    The measures of a package that go under one name, with what they save and cost.

    `alone` are those that go under no other name. `own` is what lands on the body's own base, where that is known.
    """

    name: str
    measures: tuple[str, ...]
    alone: tuple[str, ...]
    savings: Side
    costs: Side
    own: Own | None = None


Parts = dict[str, Cells]
"""What belongs to a stack of each of its measures, one cell for each column."""


def _held(package: Package, parts: Parts) -> dict[str, dict[str, Cell]]:
    """Return by column what each chosen measure has in some parts; nothing of the others."""
    found = {}
    for place, column in enumerate(package.catalogue.columns):
        found[column] = {id_: parts[id_][place] if id_ in parts else 0 for id_ in package.selection}
    return found


def _side(package: Package, parts: Parts) -> Side:
    plain = total_cells(package.catalogue.columns, [(row, False) for row in parts.values()])
    if not any(clash.conflict.bounds for clash in package.clashes):
        return Side(plain, plain)
    return Side(plain, without_double_counting(package, plain, _held(package, parts)))


def _unsure(package: Package, parts: Parts) -> Parts:
    """Return parts of which an open cell without a sure direction may be a cost and a saving."""
    unsure = [id_ for id_ in parts if package.catalogue.measures[id_].direction_uncertain]
    cells = {id_: tuple(cell if isinstance(cell, int) else cell.unsure for cell in parts[id_]) for id_ in unsure}
    return parts | cells


def _signed(parts: Parts, saves: bool) -> Parts:
    """Return what of some parts saves, or costs."""
    return {id_: tuple(one_sided(cell, saves) for cell in row) for id_, row in parts.items()}


def _stack(
    package: Package, name: str, parts: Parts, names: Mapping[str, tuple[str, ...]], own: Own | None = None
) -> Stack:
    alone = tuple(id_ for id_ in parts if len(names[id_]) == 1)
    savings, costs = (_side(package, _signed(_unsure(package, parts), saves)) for saves in (True, False))
    return Stack(name, tuple(parts), alone, savings, costs, own)


def _pairs(package: Package) -> Iterable[tuple[Line, Posting]]:
    """Yield each line of the chosen measures with the posting that it comes from."""
    for id_ in package.selection:
        yield from zip(package.book[id_].lines, package.catalogue.measures[id_].postings, strict=True)


def _of_lines(package: Package, chosen: Callable[[Posting], bool]) -> Parts:
    """Return by measure the sum of its postings for which `chosen` holds."""
    rows: dict[str, list[Cells]] = {}
    for line, posting in _pairs(package):
        if chosen(posting):
            rows.setdefault(line.measure, []).append(line.cells)
    return {id_: tuple(map(add_cells, zip(*found, strict=True))) for id_, found in rows.items()}


def _base_of(catalogue: Catalogue, name: str) -> dict[str, int] | None:
    """Return a body's own base by column: the parts and lines of the base that are called like it; None without any."""
    found = []
    for line in catalogue.base.lines:
        found += [amounts for part, amounts in line.parts.items() if part.casefold() == name]
        if line.title.nl.casefold() == name:
            found.append(line.amounts)
    if not found:
        return None
    years = {column: catalogue.base.year_of(column) for column in catalogue.columns}
    return {column: sum(amounts[year] for amounts in found) for column, year in years.items()}


def _own(package: Package, name: str) -> Own | None:
    base = _base_of(package.catalogue, name)
    if base is None:
        return None
    parts = _of_lines(package, lambda posting: (posting.part or "").casefold() == name)
    side = _side(package, _unsure(package, parts))
    others = _of_lines(package, lambda posting: name in _names_in(posting.part))
    undivided = tuple(id_ for id_ in others if id_ not in parts)
    return Own(side.plain, side.once, base, undivided)


def _names_in(part: str | None) -> set[str]:
    return {name.strip().casefold() for name in _JOINED.split(part or "")}


def _by_body(package: Package) -> tuple[Stack, ...]:
    """Stack by executing body, as the list first writes its name; most measures first."""
    catalogue = package.catalogue
    spelt: dict[str, str] = {}
    for measure in catalogue.measures.values():
        for name in measure.executed_by:
            spelt.setdefault(name.casefold(), name)
    names = {id_: _folded(catalogue.measures[id_].executed_by) for id_ in package.selection}
    grouped: dict[str, Parts] = {}
    for id_ in package.selection:
        for name in names[id_] or (NOT_ASSESSED,):
            grouped.setdefault(name, {})[id_] = package.rows[id_]
    names |= {id_: (NOT_ASSESSED,) for id_, found in names.items() if not found}
    found = [
        _stack(package, spelt.get(name, NOT_ASSESSED), parts, names, _own(package, name) if name else None)
        for name, parts in grouped.items()
    ]
    return tuple(sorted(found, key=lambda it: (it.name == NOT_ASSESSED, -len(it.measures), it.name.casefold())))


def _folded(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.casefold() for name in names))


def _by_law(package: Package) -> tuple[Stack, ...]:
    """Stack by the highest change of law that a measure needs, the lightest first."""
    names: dict[str, tuple[str, ...]] = {}
    for id_ in package.selection:
        change = package.catalogue.measures[id_].legal_change
        names[id_] = (NOT_ASSESSED,) if change is None else (change.level.value,)
    return _partition(package, names, [*(level.value for level in LegalLevel), NOT_ASSESSED])


def _partition(package: Package, names: dict[str, tuple[str, ...]], order: list[str]) -> tuple[Stack, ...]:
    found = []
    for name in order:
        parts = {id_: package.rows[id_] for id_ in package.selection if names[id_] == (name,)}
        if parts:
            found.append(_stack(package, name, parts, names))
    return tuple(found)


def _by_evidence(package: Package) -> tuple[Stack, ...]:
    """Stack the postings by their grade: a measure with postings of several grades stands in each with its part."""
    graded = {grade: _of_lines(package, partial(_is_graded, grade)) for grade in Evidence}
    names = {id_: tuple(grade.value for grade, parts in graded.items() if id_ in parts) for id_ in package.selection}
    return tuple(_stack(package, grade.value, parts, names) for grade, parts in graded.items() if parts)


def _is_graded(grade: Evidence, posting: Posting) -> bool:
    return posting.evidence is grade


WAYS: Final = {StackBy.BODY: _by_body, StackBy.LAW: _by_law, StackBy.EVIDENCE: _by_evidence}


def stack_package(package: Package, by: StackBy) -> tuple[Stack, ...]:
    """
    Return what a package piles up, by executing body, level of law or grade of evidence; worked out once a package.

    By law and by evidence every amount stands in one stack; by body in as many as carry the measure out.
    """
    found: tuple[Stack, ...] = package.once(f"stacked by {by.value}", WAYS[by])
    return found


def tells_stacking(catalogue: Catalogue, by: StackBy) -> bool:
    """Whether a list says anything to stack by."""
    if by is StackBy.EVIDENCE:
        return True
    measures = catalogue.measures.values()
    return any(m.executed_by if by is StackBy.BODY else m.legal_change is not None for m in measures)
