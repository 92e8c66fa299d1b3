"""
Compare packages: what they share and differ in, where each stands, and the bridge from one to the other.

Amounts are whole thousands of euro; open cells stay open and are never counted as 0 silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from budget.catalogue import Catalogue, Text
from budget.core import KEUR_PER_MEUR, Amount, CallError, Cell, certain_keur, share_keur
from budget.engine.oda import OdaResult, attribute_oda
from budget.engine.own import alongside
from budget.engine.package import Package
from budget.engine.targets import TargetCell, TargetResult, Verdict, base_year, evaluate_targets
from budget.engine.totals import Totals


@dataclass(frozen=True)
class Comparison:
    """
    Packages side by side, in the order given; each has the targets of one's own of all of them.

    `shared` measures are in every package, `own` ones in that package only, `partly` ones in some but not all; each in
    the order of the list. `changed` are shared measures whose cells differ between packages by their settings. `oda` is
    empty for a catalogue without ODA data.
    """

    packages: tuple[Package, ...]
    shared: tuple[str, ...]
    own: tuple[tuple[str, ...], ...]
    partly: tuple[str, ...]
    changed: tuple[str, ...]
    totals: tuple[Totals, ...]
    targets: tuple[dict[str, TargetResult], ...]
    oda: tuple[OdaResult, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure of any package, in report order."""
        found = {id_ for package in self.packages for id_ in package.selection}
        return self.packages[0].catalogue.sorted_selection(found)


class StepKind(StrEnum):
    """Why a measure is a step: it is dropped, added, or its cell differs by the settings."""

    DROPPED = "dropped"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True)
class Step:
    """
    What one measure changes from one package to the other, in one column.

    `keur` is the part that is certain. `before` and `after` are the measure's cells, None where the package does not
    hold it; `uncertain` says that even the direction of its open cells is unsure.
    """

    measure: str
    kind: StepKind
    keur: int
    before: Cell | None
    after: Cell | None
    uncertain: bool

    @property
    def open_cells(self) -> tuple[Amount, ...]:
        """The cells of the step that are not one number; of them only what is certain is in `keur`."""
        return tuple(cell for cell in (self.before, self.after) if isinstance(cell, Amount))


@dataclass(frozen=True)
class Bridge:
    """The way from one package's total to another's in one column: dropped, added, then changed measures."""

    column: str
    start: Amount
    steps: tuple[Step, ...]
    end: Amount
    start_keur: int

    @property
    def levels(self) -> tuple[int, ...]:
        """The running total of what is certain before the first step and after each, thousands of euro."""
        levels = [self.start_keur]
        for step in self.steps:
            levels.append(levels[-1] + step.keur)
        return tuple(levels)


@dataclass(frozen=True)
class Position:
    """
    Where a package stands on one base in one column: the effect as a percentage, and the target on its side.

    `name` is the budget of the scope's first line, or the title of a target of one's own (`own`). One that is an amount
    stands on a track by itself (`of_amount`): its base is that amount. `low` and `high` are the targets for a cut and a
    rise, `aims` the percentages of the base that the targets ask, `targets` their ids and `cells` what
    they come to.
    """

    name: Text
    scope: Text
    own: bool
    of_amount: bool
    base_keur: int
    effect: Amount
    percent: Decimal
    low: TargetCell | None
    high: TargetCell | None
    aims: tuple[Decimal, ...]
    targets: tuple[str, ...]
    cells: tuple[TargetCell, ...]

    @property
    def aimed(self) -> TargetCell | None:
        """The target on the side of the effect; none for an effect of 0."""
        certain = self.effect.certain
        return self.low if certain < 0 else self.high if certain > 0 else None

    @property
    def met_when_rounded(self) -> bool:
        """
        Whether an unmet target is met once effect and target are rounded to whole millions, as the report does.

        Worked example: 236.9 saved rounds to 237, and so does the target of 237.4; 236.4 rounds to 236 and does not. No
        source rounds a target of one's own.
        """
        cell = self.aimed
        if self.own or cell is None or cell.verdict is not Verdict.NOT_MET or not cell.effect.exact:
            return False
        return abs(whole_meur(cell.effect.certain)) >= abs(whole_meur(cell.target_keur))


def whole_meur(keur: int) -> int:
    """Round thousands of euro to whole millions, half away from zero."""
    return share_keur(keur, 1, KEUR_PER_MEUR)


def _one_catalogue(packages: Sequence[Package]) -> Catalogue:
    if not packages:
        raise CallError("no_package_to_compare")
    catalogue = packages[0].catalogue
    if any(package.catalogue.listed is not catalogue.listed for package in packages):
        raise CallError("packages_of_several_catalogues")
    return catalogue


def _with_all_targets(packages: Sequence[Package]) -> tuple[Package, ...]:
    """Return packages that are all held against each target of one's own of any of them."""
    every = tuple(dict.fromkeys(target for package in packages for target in package.settings.own_targets))
    return tuple(
        package
        if package.settings.own_targets == every
        else replace(package, settings=replace(package.settings, own_targets=every), memo={})
        for package in packages
    )


def compare_packages(packages: Sequence[Package]) -> Comparison:
    """Put packages side by side. Raises ValueError for none and for packages of different catalogues."""
    _one_catalogue(packages)
    packages = _with_all_targets(alongside(packages))
    catalogue = packages[0].catalogue
    sets = [set(package.selection) for package in packages]
    shared = set.intersection(*sets)
    every = set.union(*sets)
    own = [chosen.difference(shared, *(other for other in sets if other is not chosen)) for chosen in sets]
    partly = every.difference(shared, *own)
    changed = {id_ for id_ in shared if len({package.rows[id_] for package in packages}) > 1}
    return Comparison(
        packages=tuple(packages),
        shared=catalogue.sorted_selection(shared),
        own=tuple(catalogue.sorted_selection(ids) for ids in own),
        partly=catalogue.sorted_selection(partly),
        changed=catalogue.sorted_selection(changed),
        totals=tuple(package.totals for package in packages),
        targets=tuple(evaluate_targets(package) for package in packages),
        oda=() if catalogue.oda is None else tuple(attribute_oda(package) for package in packages),
    )


def bridge(a: Package, b: Package, column: str) -> Bridge:
    """
    Explain the difference between two packages in one column, measure by measure.

    A measure in both with the same cell is no step; its open cell, if any, stands in both totals. Raises ValueError
    for packages of different catalogues.
    """
    _one_catalogue((a, b))
    a, b = alongside((a, b))
    catalogue = a.catalogue
    place = catalogue.columns.place[column]
    kinds = dict.fromkeys((*a.selection, *b.selection), StepKind.CHANGED)
    kinds |= {id_: StepKind.DROPPED for id_ in a.selection if id_ not in b.rows}
    kinds |= {id_: StepKind.ADDED for id_ in b.selection if id_ not in a.rows}
    steps = []
    for kind in (StepKind.DROPPED, StepKind.ADDED, StepKind.CHANGED):
        for id_ in catalogue.sorted_selection([id_ for id_, found in kinds.items() if found is kind]):
            before = a.rows[id_][place] if id_ in a.rows else None
            after = b.rows[id_][place] if id_ in b.rows else None
            if before != after:
                keur = certain_keur(after or 0) - certain_keur(before or 0)
                uncertain = catalogue.measures[id_].direction_uncertain
                steps.append(Step(id_, kind, keur, before, after, uncertain))
    first = sum([certain_keur(row[place]) for row in a.rows.values()])
    return Bridge(column, a.totals[column], tuple(steps), b.totals[column], first)


def contributions(package: Package, column: str) -> tuple[tuple[str, Cell], ...]:
    """Return each chosen measure's cell in a column: the largest saving first, open cells last."""
    place = package.catalogue.columns.place[column]
    cells = [(id_, cells[place]) for id_, cells in package.rows.items()]
    return tuple(sorted(cells, key=lambda item: (not isinstance(item[1], int), certain_keur(item[1]))))


def _track(result: TargetResult, catalogue: Catalogue, column: str, package: Package) -> object:
    """Return what tells which targets stand on one track: those of one base in one year; an amount by itself."""
    own, year = result.own, base_year(catalogue.base, result.target, column, package.settings)
    if own is None:
        return result.scope.lines, result.target.reference_year
    return own.id if own.of_amount else (own.counting, own.asked.base_keur, year if own.asked.base_year else "")


def positions(package: Package, column: str) -> tuple[Position, ...]:
    """Return where a package stands on each base that has targets in a column, in the order of the targets."""
    catalogue = package.catalogue
    found: dict[object, list[TargetResult]] = {}
    for result in evaluate_targets(package).values():
        if result.cells[column].asked:
            found.setdefault(_track(result, catalogue, column, package), []).append(result)
    return tuple(_position(catalogue, results, column) for results in found.values())


def _named(catalogue: Catalogue, result: TargetResult) -> Text:
    """Return what a track is called: the chapter of a base, the title of a target that has none of the catalogue's."""
    if result.own is not None:
        return result.own.title
    chapter = next(line.budget for line in catalogue.base.lines if line.id == result.scope.lines[0])
    return Text(nl=chapter, en=chapter)


def _position(catalogue: Catalogue, results: Sequence[TargetResult], column: str) -> Position:
    cells = [result.cells[column] for result in results]
    sides = [(result.target.is_cut, cell) for result, cell in zip(results, cells, strict=True)]
    return Position(
        name=_named(catalogue, results[0]),
        scope=results[0].scope.title,
        own=results[0].own is not None,
        of_amount=results[0].own is not None and results[0].own.of_amount,
        base_keur=cells[0].base_keur,
        effect=cells[0].effect,
        percent=cells[0].certain_percent,
        low=next((cell for is_cut, cell in sides if is_cut), None),
        high=next((cell for is_cut, cell in sides if not is_cut), None),
        aims=tuple(Decimal(result.target.percent) for result in results),
        targets=tuple(result.target.id for result in results),
        cells=tuple(cells),
    )
