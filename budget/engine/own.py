"""
What of a package is one's own: the part of its totals, the verdicts that rest on it, and the package without it.

Of a measure of one's own everything is, of a measure with an own estimate the cells that it stands in for. A verdict
rests on figures of one's own where they count towards it, or where it is another without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from budget.catalogue import with_own
from budget.core import NO_OWN, Amount, Cells, OwnMeasure
from budget.engine.lines import Line, line_book, measure_delay, shift_cells
from budget.engine.package import Package, find_clashes
from budget.engine.targets import Verdict, counting_lines, evaluate_target, evaluate_targets
from budget.engine.totals import Totals, total_cells


@dataclass(frozen=True)
class OwnPart:
    """What of a target's effect in one column is one's own, thousands of euro, and the verdict without it."""

    amount: Amount
    without: Verdict
    differs: bool


def own_measures(package: Package) -> tuple[str, ...]:
    """Return the chosen measures of one's own."""
    own = {measure.id for measure in package.settings.own.measures}
    return tuple(id_ for id_ in package.selection if id_ in own)


def own_estimates(package: Package) -> tuple[str, ...]:
    """Return the chosen measures of the list of which a cell is an own estimate."""
    estimated = {item.measure for item in package.settings.own.estimates}
    return tuple(id_ for id_ in package.selection if id_ in estimated)


def _flags(package: Package, id_: str, place: int) -> tuple[bool, ...]:
    """Tell by column whether a cell of a posting is one's own, before any delay."""
    columns, own = package.catalogue.columns, package.settings.own
    if any(measure.id == id_ for measure in own.measures):
        return (True,) * len(columns)
    found = {
        column for item in own.estimates if (item.measure, item.posting) == (id_, place) for column, _ in item.amounts
    }
    return tuple(column in found for column in columns)


OwnLine = tuple[Line, Cells, tuple[bool, ...]]


def _own_lines(package: Package) -> Iterator[OwnLine]:
    """Yield each line with anything of one's own: what of its cells is, with 0 for the rest, and where."""
    for id_ in (*own_measures(package), *own_estimates(package)):
        delay = measure_delay(package.catalogue.measures[id_], package.settings)
        for place, line in enumerate(package.book[id_].lines):
            flags = tuple(map(bool, shift_cells(tuple(map(int, _flags(package, id_, place))), delay)))
            if any(flags):
                cells = tuple(cell if flag else 0 for cell, flag in zip(line.cells, flags, strict=True))
                yield line, cells, flags


def own_part(package: Package, counts: Callable[[Line], bool] = lambda _: True) -> Totals:
    """Return by column what of the lines for which `counts` holds is one's own, thousands of euro."""
    return _sum_of(package, [item for item in _own_lines(package) if counts(item[0])])


def _sum_of(package: Package, own: Sequence[OwnLine]) -> Totals:
    return total_cells(package.catalogue.columns, [(cells, line.uncertain) for line, cells, _ in own])


def holds_own(package: Package) -> bool:
    """Whether anything of one's own is in the package's sums."""
    return bool(own_measures(package) or own_estimates(package))


def _without(package: Package) -> Package:
    listed = package.catalogue.listed
    settings = replace(package.settings, own=NO_OWN)
    ids = tuple(id_ for id_ in package.selection if id_ in listed.measures)
    return Package(listed, ids, settings, line_book(listed, settings), find_clashes(listed, ids))


def without_own(package: Package) -> Package:
    """Return the package with the list's own figures alone: without measures and estimates of one's own."""
    found: Package = package.once("without own figures", _without)
    return found


def _targets(package: Package) -> dict[str, dict[str, OwnPart]]:
    if not holds_own(package):
        return {}
    plain, lines, found = without_own(package), list(_own_lines(package)), dict[str, dict[str, OwnPart]]()
    place = package.catalogue.columns.place
    for id_, result in evaluate_targets(package).items():
        counts = counting_lines(package.catalogue, result.target, package.settings)
        counted, bare = [item for item in lines if counts(item[0])], evaluate_target(plain, result.target).cells
        amounts = _sum_of(package, counted)
        for column, cell in result.asked.items():
            without = bare[column].verdict
            differs = without is not cell.verdict
            if differs or any(flags[place[column]] for _, _, flags in counted):
                found.setdefault(id_, {})[column] = OwnPart(amounts[column], without, differs)
    return found


def own_in_targets(package: Package) -> dict[str, dict[str, OwnPart]]:
    """
    Return by target and column what its verdict rests on of one's own; a verdict that does not has no part.

    Worked example: a target of −20 with −15 of the list and −6 of one's own is met, and not met without them.
    """
    found: dict[str, dict[str, OwnPart]] = package.once("own figures in targets", _targets)
    return found


def _together(packages: Sequence[Package]) -> tuple[dict[str, OwnMeasure], list[dict[str, str]]]:
    """Return the measures of one's own of several packages, and for each package what its ids are called then."""
    every: dict[str, OwnMeasure] = {}
    names: list[dict[str, str]] = []
    for package in packages:
        renamed = {}
        for measure in package.settings.own.measures:
            name, number = measure.id, 1
            while every.get(name, measure) not in (measure, replace(measure, id=name)):
                number += 1
                name = f"{measure.id}-{number}"
            renamed[measure.id] = name
            every[name] = replace(measure, id=name)
        names.append(renamed)
    return every, names


def alongside(packages: Sequence[Package]) -> tuple[Package, ...]:
    """
    Return packages that know each other's measures of one's own, so that they can be put side by side.

    One of which two packages have different figures under the same id has another id in the later of them.
    """
    if not packages or all(package.settings.own.measures == packages[0].settings.own.measures for package in packages):
        return tuple(packages)
    every, names = _together(packages)
    found = []
    for package, renamed in zip(packages, names, strict=True):
        settings = replace(package.settings, own=replace(package.settings.own, measures=tuple(every.values())))
        catalogue = with_own(package.catalogue, settings.own)
        ids = catalogue.sorted_selection([renamed.get(id_, id_) for id_ in package.selection])
        found.append(Package(catalogue, ids, settings, line_book(catalogue, settings), find_clashes(catalogue, ids)))
    return tuple(found)
