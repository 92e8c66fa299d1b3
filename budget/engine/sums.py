"""
What a total is made of, for every total that a page shows: the postings of the chosen measures that add up to it.

Amounts are thousands of euro by column. Each function takes the total from what shows it (a target, the attribution, a
stack), so that the two cannot differ; what it adds is which posting brings what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from budget.catalogue import Posting
from budget.core import Amount, Cell, Cells, add_cells, bounded, bounds_of, one_sided
from budget.engine.lines import Line
from budget.engine.oda import attribute_oda, line_splits
from budget.engine.oda_column import OdaColumn, Split
from budget.engine.once import at_end, counted_once
from budget.engine.package import Package
from budget.engine.stacking import Stack, StackBy, stack_package
from budget.engine.targets import counting_lines, evaluate_target, package_targets
from budget.engine.totals import Totals


class OdaPart(StrEnum):
    """Who keeps a part of the effect; the parts but `ODA_ROOM`, which is the sum of three, sum to the effect."""

    OWN = "own"
    ATTRIBUTED = "attributed"
    PROGRAMME = "programme"
    COVER = "cover"
    OTHERS = "others"
    ODA_ROOM = "oda_room"

    def of(self, split: Split) -> Amount:
        """Return the part of a split."""
        found: Amount = getattr(split, self.value)
        return found


@dataclass(frozen=True)
class Addend:
    """
    What a posting of a chosen measure adds to a total, one cell for each column.

    `postings` are places among the measure's postings: one, or all that count where only their sum does, as of a
    measure that takes from one article what it gives to another and so saves nothing.
    """

    measure: str
    postings: tuple[int, ...]
    cells: Cells


@dataclass(frozen=True)
class Sum:
    """A total with what it is made of: as the list adds, and with no money counted twice (or not told)."""

    addends: tuple[Addend, ...]
    plain: Totals
    once: Totals


def _lines(package: Package) -> Iterator[tuple[int, Line]]:
    """Yield each line of the chosen measures with the place of its posting."""
    for id_ in package.selection:
        yield from enumerate(package.book[id_].lines)


def _addends(package: Package, counts: Callable[[Line], bool]) -> tuple[Addend, ...]:
    return tuple(Addend(line.measure, (place,), line.cells) for place, line in _lines(package) if counts(line))


def sum_of_lines(package: Package, counts: Callable[[Line], bool]) -> Sum:
    """Return the sum of the lines for which `counts` holds: the package's own where it holds for all."""
    lines = [line for line in package.lines if counts(line)]
    plain = package.total_of(lines)
    return Sum(_addends(package, counts), plain, counted_once(package, plain, lines))


def sum_on_target(package: Package, id_: str) -> Sum | None:
    """Return what counts towards a target, asked or not; None for a target that the package does not have."""
    target = package_targets(package).get(id_)
    if target is None:
        return None
    cells = evaluate_target(package, target).cells
    addends = _addends(package, counting_lines(package.catalogue, target, package.settings))
    effects = {column: cell.effect for column, cell in cells.items()}
    return Sum(addends, effects, {column: cell.once for column, cell in cells.items()})


def _cell(amount: Amount) -> Cell:
    return bounded(*amount.ends)


def _oda_addends(package: Package, part: OdaPart, id_: str) -> Iterator[Addend]:
    for place, splits in enumerate(line_splits(package, id_)):
        yield Addend(id_, (place,), tuple(_cell(part.of(split)) for split in splits))


def sum_of_oda(package: Package, part: OdaPart) -> Sum | None:
    """Return what of the effect stays with one bearer, of which double counting is not told; None without ODA."""
    if package.catalogue.oda is None:
        return None
    columns: dict[str, OdaColumn] = attribute_oda(package).columns
    totals = {column: part.of(found.split) for column, found in columns.items()}
    addends = (addend for id_ in package.selection for addend in _oda_addends(package, part, id_))
    return Sum(tuple(addends), totals, totals)


def sum_of_oda_measure(package: Package, part: OdaPart, id_: str) -> Sum | None:
    """Return what of a chosen measure's effect stays with one bearer; None without ODA, and of one not chosen."""
    if package.catalogue.oda is None or id_ not in package.selection:
        return None
    totals = {column: part.of(split) for column, split in attribute_oda(package).by_measure[id_].items()}
    return Sum(tuple(_oda_addends(package, part, id_)), totals, totals)


def leakage_by_measure(package: Package, column: str) -> dict[str, int]:
    """
    Return what each measure's saving lowers the ODA attribution by, at most, instead of the balance; a cost by nothing.

    Without ODA no measure does.
    """
    if package.catalogue.oda is None:
        return {}
    splits = attribute_oda(package).by_measure
    return {id_: max(0, -at_end(parts[column].attributed, "lower")) for id_, parts in splits.items()}


def sum_of_leakage(package: Package) -> Sum | None:
    """
    Return what of the savings lowers the ODA attribution, each measure's at its most, as an effect and so below 0.

    None without ODA.
    """
    if package.catalogue.oda is None:
        return None
    fallen = {column: leakage_by_measure(package, column) for column in package.catalogue.columns}
    totals = {column: bounds_of(-sum(by_measure.values())) for column, by_measure in fallen.items()}
    addends = (
        Addend(id_, places, tuple(-by_measure[id_] for by_measure in fallen.values()))
        for id_ in package.selection
        for places in [_attributed_places(package, id_)]
        if places
    )
    return Sum(tuple(addends), totals, totals)


def _attributed_places(package: Package, id_: str) -> tuple[int, ...]:
    """Return the places of a measure's postings of which something is attributed to ODA in any column."""
    splits = enumerate(line_splits(package, id_))
    return tuple(place for place, found in splits if any(split.attributed != bounds_of(0) for split in found))


def _unsure(package: Package, id_: str, cells: Cells) -> Cells:
    """Return cells of which an open one without a sure direction may be a cost and a saving."""
    if not package.catalogue.measures[id_].direction_uncertain:
        return cells
    return tuple(cell if isinstance(cell, int) else cell.unsure for cell in cells)


def _one_side(package: Package, id_: str, places: list[int], row: Cells, saves: bool) -> Iterator[Addend]:
    """Yield what of a measure's postings saves, or costs: each by itself where these add up to what all of them do."""
    lines = package.book[id_].lines
    parts = [_signed(_unsure(package, id_, lines[place].cells), saves) for place in places]
    whole = _signed(_unsure(package, id_, row), saves)
    if tuple(map(add_cells, zip(*parts, strict=True))) == whole:
        yield from (Addend(id_, (place,), cells) for place, cells in zip(places, parts, strict=True))
    else:
        yield Addend(id_, tuple(places), whole)


def _signed(cells: Cells, saves: bool) -> Cells:
    return tuple(one_sided(cell, saves) for cell in cells)


def _places(package: Package, measures: Iterable[str], chosen: Callable[[Posting], bool]) -> dict[str, list[int]]:
    """Return the places of the postings of some measures for which `chosen` holds, where there are any."""
    postings = {id_: package.catalogue.measures[id_].postings for id_ in measures}
    found = {id_: [place for place, one in enumerate(listed) if chosen(one)] for id_, listed in postings.items()}
    return {id_: places for id_, places in found.items() if places}


def _stack(package: Package, by: StackBy, name: str) -> Stack | None:
    return next((stack for stack in stack_package(package, by) if stack.name == name), None)


def sum_of_stack(package: Package, by: StackBy, name: str, saves: bool) -> Sum | None:
    """
    Return what the measures of a stack save, or cost; None for a stack that the package does not have.

    What a measure saves is what its postings come to together, as in the stack.
    """
    stack = _stack(package, by, name)
    if stack is None:
        return None
    graded = by is StackBy.EVIDENCE
    places = _places(package, stack.measures, lambda posting: not graded or posting.evidence.value == name)
    addends: list[Addend] = []
    for id_, held in places.items():
        lines = package.book[id_].lines
        parts = zip(*(lines[place].cells for place in held), strict=True)
        row = tuple(map(add_cells, parts)) if graded else package.rows[id_]
        addends += _one_side(package, id_, held, row, saves)
    side = stack.savings if saves else stack.costs
    return Sum(tuple(addends), side.plain, side.once)


def sum_on_own_base(package: Package, name: str) -> Sum | None:
    """Return what lands on the own base of an executing body; None where that is not known."""
    stack = _stack(package, StackBy.BODY, name)
    if stack is None or stack.own is None:
        return None
    places = _places(package, package.selection, lambda posting: (posting.part or "").casefold() == name.casefold())
    addends = (
        Addend(id_, (place,), _unsure(package, id_, package.book[id_].lines[place].cells))
        for id_, held in places.items()
        for place in held
    )
    return Sum(tuple(addends), stack.own.effect, stack.own.once)
