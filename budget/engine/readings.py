"""
A package under every printed reading: where its totals lie, and which verdicts stand.

A reading is another amount for a measure, or for what a target asks, printed at another place of the sources. Each is
tried by itself, and all together at their ends. A verdict stands when it is the same under all. A measure whose dials
the user has moved, or that has an own estimate, has no readings: its amounts are the user's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from budget.catalogue import Catalogue, Measure, Source, Text, read_cells
from budget.core import Amount, Cell, Cells, Overlaps, add_cells
from budget.engine.dials import moved
from budget.engine.lines import LineBook, MeasureLines, measure_delay, shift_cells
from budget.engine.once import hull
from budget.engine.package import Package
from budget.engine.targets import (
    AnyTarget,
    TargetCell,
    Verdict,
    Why,
    counting_lines,
    evaluate_target,
    evaluate_targets,
    judge,
)
from budget.engine.totals import Totals

Changes = Mapping[tuple[str, int], Cells]
"""Cells that stand in for those of a measure's posting, by measure and place."""

ENDLESS: Final = float("inf")


@dataclass(frozen=True)
class AmountReading:
    """
    Another printed amount of a measure: the cells of the posting at `place`, before any delay.

    `difference` is the entry of the list of differences that it stands in, if it is not the measure's own; `needs` are
    the measures that it is about together, none if it is about this one alone.
    """

    measure: str
    place: int
    cells: Cells
    value: Text
    source: Source
    difference: str | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class TargetReading:
    """Another printed amount of what a target asks, thousands of euro, with the difference that it stands in."""

    target: str
    target_keur: int
    value: Text
    source: Source
    difference: str


@dataclass(frozen=True)
class ReadingRange:
    """Where an amount lies under the readings, thousands of euro: one at a time, and all at their ends."""

    one: Amount
    every: Amount


@dataclass(frozen=True)
class Turn:
    """A reading that turns a verdict, and into what."""

    reading: AmountReading | TargetReading
    verdict: Verdict


@dataclass(frozen=True)
class TargetReadings:
    """
    A column of a target under the readings: the verdict as it is, the range of the effect, and what turns it.

    `best` and `worst` are the verdicts with all readings at the end nearest to the target and farthest from it.
    """

    verdict: Verdict
    range: ReadingRange
    turns: tuple[Turn, ...]
    best: Verdict
    worst: Verdict

    @property
    def stands(self) -> bool:
        """Whether the verdict is the same under every reading, by itself and all together."""
        return not self.turns and self.best is self.verdict is self.worst


@dataclass(frozen=True)
class ByReadings:
    """A package under every printed reading of its measures and of the targets, by column."""

    readings: tuple[AmountReading, ...]
    totals: dict[str, ReadingRange]
    targets: dict[str, dict[str, TargetReadings]]

    @property
    def stand(self) -> bool:
        """Whether every verdict stands under every reading."""
        return all(cell.stands for columns in self.targets.values() for cell in columns.values())


def _printed(catalogue: Catalogue, measure: Measure) -> Iterator[AmountReading]:
    """List every amount printed for a measure: its own readings, then those of the differences."""
    columns = catalogue.columns
    for reading in measure.readings:
        if reading.cells is not None:
            place, cells = read_cells(columns, measure, reading.cells, reading.posting)
            yield AmountReading(measure.id, place, cells, reading.value, reading.source)
    for difference in catalogue.differences:
        for found in difference.readings:
            if measure.id in found.cells:
                place, cells = read_cells(columns, measure, found.cells[measure.id])
                needs = difference.measures if found.together else ()
                yield AmountReading(measure.id, place, cells, found.value, found.source, difference.id, needs)


def measure_readings(catalogue: Catalogue, measure: Measure) -> tuple[AmountReading, ...]:
    """Return the printed readings of a measure that differ from its record; of equal ones the first."""
    memo: dict[str, tuple[Measure, tuple[AmountReading, ...]]] = catalogue.memo.setdefault("readings", {})
    known, found = memo.get(measure.id, (None, ()))
    if known is measure:
        return found
    kept: dict[tuple[int, Cells], AmountReading] = {}
    for reading in _printed(catalogue, measure):
        if reading.cells != measure.posting_effects(measure.postings[reading.place]):
            kept.setdefault((reading.place, reading.cells), reading)
    memo[measure.id] = (measure, tuple(kept.values()))
    return memo[measure.id][1]


def target_readings(catalogue: Catalogue, target: AnyTarget) -> tuple[TargetReading, ...]:
    """Return the amounts that the sources give for what a target asks; of equal ones the first."""
    kept: dict[int, TargetReading] = {}
    for difference in catalogue.differences:
        for found in difference.readings:
            if target.id in found.targets:
                keur = found.targets[target.id]
                kept.setdefault(keur, TargetReading(target.id, keur, found.value, found.source, difference.id))
    return tuple(kept.values())


def _changed(package: Package, changes: Changes) -> Package:
    """Return the package with other cells on some of its lines."""
    book = LineBook(package.catalogue, package.settings)
    for id_ in package.selection:
        made = package.book[id_]
        if any(measure == id_ for measure, _ in changes):
            lines = tuple(
                replace(line, cells=changes.get((id_, place), line.cells)) for place, line in enumerate(made.lines)
            )
            row = tuple(add_cells(column) for column in zip(*(line.cells for line in lines), strict=True))
            made = MeasureLines.of(lines, row, package.catalogue.measures[id_].direction_uncertain)
        book[id_] = made
    return replace(package, book=book, memo={})


def _end(cells: Iterable[Cell], sign: int) -> Cell:
    """Return the lowest (sign −1) or highest (sign 1) of some cells, by their ends; of equal ones a number first."""

    def size(cell: Cell) -> tuple[float, bool]:
        if isinstance(cell, int):
            return (cell * sign, True)
        end = cell.upper if sign > 0 else cell.lower
        return (ENDLESS if end is None else end * sign, False)

    return max(cells, key=size)


def _ends(package: Package, readings: Iterable[AmountReading], sign: int) -> Package:
    """Return the package with every line at the lowest or highest of its readings, column by column."""
    rows: dict[tuple[str, int], list[Cells]] = {}
    for reading in readings:
        own = package.book[reading.measure].lines[reading.place].cells
        rows.setdefault((reading.measure, reading.place), [own]).append(_moved(package, reading))
    ends = {key: tuple(_end(column, sign) for column in zip(*found, strict=True)) for key, found in rows.items()}
    return _changed(package, ends)


def _moved(package: Package, reading: AmountReading) -> Cells:
    """Return a reading's cells as late as the package is decided."""
    measure = package.catalogue.measures[reading.measure]
    return shift_cells(reading.cells, measure_delay(measure, package.settings))


def _verdict_at(package: Package, cell: TargetCell, target: AnyTarget, target_keur: int) -> Verdict:
    """Return the verdict on a target's column if the target asked another amount; none where it asks nothing."""
    if not cell.asked:
        return Verdict.NOT_ASKED
    added, alone = (judge(total, target_keur, target.is_cut) for total in (cell.effect, cell.once))
    doubtful = package.settings.overlaps is Overlaps.BOUNDS and alone is not added
    return Verdict.UNDETERMINED if doubtful or cell.why is Why.EXCLUSIVE else added


Tried = tuple[tuple[AmountReading, Package], ...]


def _touching(package: Package, target: AnyTarget, tried: Tried) -> Tried:
    """Keep the readings of lines that count towards a target."""
    counts = counting_lines(package.catalogue, target, package.settings)
    return tuple(
        (reading, other) for reading, other in tried if counts(other.book[reading.measure].lines[reading.place])
    )


def _target(
    package: Package, target: AnyTarget, tried: Tried, ends: tuple[Package, Package]
) -> dict[str, TargetReadings]:
    cells = evaluate_target(package, target).cells
    single = [(reading, evaluate_target(other, target).cells) for reading, other in _touching(package, target, tried)]
    low, high = (evaluate_target(other, target).cells for other in ends)
    asked = target_readings(package.catalogue, target)
    found = {}
    for column, cell in cells.items():
        turns = [Turn(reading, row[column].verdict) for reading, row in single]
        turns += [Turn(reading, _verdict_at(package, cell, target, reading.target_keur)) for reading in asked]
        amounts = [cell.target_keur, *(reading.target_keur for reading in asked)]
        near, far = (low[column], high[column]) if target.is_cut else (high[column], low[column])
        easy, hard = (max(amounts), min(amounts)) if target.is_cut else (min(amounts), max(amounts))
        found[column] = TargetReadings(
            cell.verdict,
            ReadingRange(
                hull([cell.effect, *(row[column].effect for _, row in single)]),
                hull([low[column].effect, high[column].effect]),
            ),
            tuple(turn for turn in turns if turn.verdict is not cell.verdict),
            _verdict_at(package, near, target, easy),
            _verdict_at(package, far, target, hard),
        )
    return found


def _totals(package: Package, tried: Tried, ends: tuple[Package, Package]) -> dict[str, ReadingRange]:
    others: list[Totals] = [other.totals for _, other in tried]
    return {
        column: ReadingRange(
            hull([total, *(totals[column] for totals in others)]), hull([end.totals[column] for end in ends])
        )
        for column, total in package.totals.items()
    }


def by_readings(package: Package) -> ByReadings:
    """
    Hold a package against every printed reading: the range beside each total, and what turns a verdict.

    Worked example: 2B.1.2 costs 25 in 2021 by two tables and 10 by a third, so that a package with it lies 15 lower at
    one end of its range in 2021.
    """
    catalogue = package.catalogue
    estimated = {item.measure for item in package.settings.own.estimates}
    measures = [catalogue.measures[id_] for id_ in package.selection if id_ not in estimated]
    chosen = [measure for measure in measures if not moved(measure, package.settings)]
    readings = tuple(
        reading
        for measure in chosen
        for reading in measure_readings(catalogue, measure)
        if set(reading.needs) <= set(package.selection)
    )
    tried = tuple(
        (reading, _changed(package, {(reading.measure, reading.place): _moved(package, reading)}))
        for reading in readings
    )
    ends = (_ends(package, readings, -1), _ends(package, readings, 1))
    return ByReadings(
        readings,
        _totals(package, tried, ends),
        {id_: _target(package, found.target, tried, ends) for id_, found in evaluate_targets(package).items()},
    )
