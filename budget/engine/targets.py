"""
Hold a package against the targets on the base (grondslag).

A verdict has three values. An effect counts by its bounds, so a verdict never rests on an amount nobody gave.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from budget.catalogue import Base, Catalogue, Target, TargetScope
from budget.core import Amount, Basis, Message, Overlaps, Settings, UnknownIdError
from budget.engine.lines import Line
from budget.engine.once import counted_once, hull
from budget.engine.own_targets import HeldTarget, OwnScope, held_targets
from budget.engine.package import Package
from budget.engine.totals import Totals

AnyTarget = Target | HeldTarget
"""A target of the list, or one of one's own."""


class Verdict(StrEnum):
    """Whether a target is met; in a column that a target of one's own does not ask there is none."""

    MET = "met"
    NOT_MET = "not met"
    UNDETERMINED = "cannot be determined"
    NOT_ASKED = "not asked"


class Why(StrEnum):
    """Why a verdict cannot be determined."""

    NONE = ""
    OPEN_CELLS = "open cells"
    RANGE = "range"
    EXCLUSIVE = "exclusive measures"
    OVERLAP = "overlap"


@dataclass(frozen=True)
class TargetCell:
    """
    One column of a target: base, amount to reach, the package's effect on the base lines, thousands of euro.

    `effect` is the sum as the list adds, `once` the one without double counting; `as_added` and `counted_once` are the
    verdicts on each by itself. `judged`: the list's overlaps were judged in full; else what is met is so if nothing
    overlaps. `gap` is effect minus amount; `percent_of_base` the plain effect as a percentage, two
    decimals. Of a target that is an amount the base is that amount.
    """

    base_keur: int
    target_keur: int
    effect: Amount
    verdict: Verdict
    why: Why
    once: Amount
    as_added: Verdict
    counted_once: Verdict
    judged: bool = True

    @property
    def asked(self) -> bool:
        """Whether the target asks this column; if not, its amount is only what it would ask."""
        return self.verdict is not Verdict.NOT_ASKED

    @property
    def interval(self) -> Amount:
        """Where the effect lies when nothing counts twice."""
        return hull([self.effect, self.once])

    @property
    def gap(self) -> Amount:
        """Effect minus amount to reach, with its ends: for a cut 0 or less is met, for a rise 0 or more."""
        return self.effect.plus(-self.target_keur)

    @property
    def gap_keur(self) -> int | None:
        """The plain amount of the gap; None where the effect has a range."""
        return self.gap.keur

    @property
    def percents(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """The effect as a percentage of the base: the plain amount and both ends, None where there is none."""
        keur, lower, upper = (None if end is None else self._percent(end) for end in self.effect.ends)
        return keur, lower, upper

    @property
    def percent_of_base(self) -> Decimal | None:
        """The plain effect as a percentage of the base, rounded half up at two decimals; None of a range."""
        return self.percents[0]

    @property
    def once_percent(self) -> Decimal | None:
        """The effect with no money counted twice as such a percentage, where both are one number and differ."""
        if self.effect == self.once or not (self.effect.exact and self.once.exact):
            return None
        return self._percent(self.once.certain)

    @property
    def certain_percent(self) -> Decimal:
        """The part of the effect that is certain as a percentage of the base."""
        return self._percent(self.effect.certain)

    def _percent(self, keur: int) -> Decimal:
        share = Decimal(keur) * 100 / Decimal(self.base_keur) if self.base_keur else Decimal(0)
        return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) + 0  # + 0 turns −0.00 into 0.00


@dataclass(frozen=True)
class TargetResult:
    """A target held against a package, by column, also those that it does not ask."""

    target: AnyTarget
    scope: TargetScope | OwnScope
    cells: dict[str, TargetCell]

    @property
    def own(self) -> HeldTarget | None:
        """The target of one's own, or None for one of the list."""
        return self.target if isinstance(self.target, HeldTarget) else None

    @property
    def asked(self) -> dict[str, TargetCell]:
        """The columns that the target asks."""
        return {column: cell for column, cell in self.cells.items() if cell.asked}

    @property
    def main(self) -> str:
        """The column that a single figure is about: the last that is asked, so the structural one where it is."""
        return next(reversed(self.asked))


def scope_of(catalogue: Catalogue, target: Target, settings: Settings) -> TargetScope:
    """Return the target's scope under the settings; the list's own when the target has no other."""
    for id_ in (settings.scope, catalogue.info.scopes[0].id):
        for scope in target.scopes:
            if scope.id == id_:
                return scope
    return target.scopes[0]


def base_year(base: Base, target: AnyTarget, column: str, settings: Settings) -> str:
    """Return the year whose base counts for a column: the target's own, or the column's."""
    return target.reference_year if settings.basis is Basis.REPORT else base.year_of(column)


def find_target(catalogue: Catalogue, id_: str, settings: Settings) -> AnyTarget:
    """Return a target of the list or of the settings; raises UnknownIdError."""
    found = {target.id: target for target in held_targets(catalogue, settings)} | catalogue.targets
    if id_ not in found:
        raise UnknownIdError(id_, tuple(found), Message("id_of_target"))
    return found[id_]


def counting_lines(catalogue: Catalogue, target: AnyTarget, settings: Settings) -> Callable[[Line], bool]:
    """Return what tells whether a line counts towards a target: by its base line, or as one's own says."""
    if isinstance(target, HeldTarget):
        return target.counter(catalogue)
    lines = frozenset(scope_of(catalogue, target, settings).lines)
    return lambda line: line.base in lines


def _amounts(
    catalogue: Catalogue, target: AnyTarget, lines: tuple[str, ...], settings: Settings
) -> dict[str, tuple[int, int]]:
    base, found = catalogue.base, {}
    fixed = target.asked.amount_keur if isinstance(target, HeldTarget) and target.of_amount else None
    if isinstance(target, HeldTarget) and target.asked.base_keur is not None:
        fixed = target.asked.base_keur
    own = target.asked if isinstance(target, HeldTarget) else target
    for column in catalogue.columns:
        amount = base.sum_lines(lines, base_year(base, target, column, settings)) if fixed is None else fixed
        found[column] = (amount, own.amount_of(amount))
    return found


def target_amounts(catalogue: Catalogue, target: AnyTarget, settings: Settings) -> dict[str, tuple[int, int]]:
    """
    Return the base and the amount to reach in each column, thousands of euro; no package is needed for it.

    A target of one's own has an amount for every column too; which of them it asks is `TargetCell.asked`.
    """
    if isinstance(target, HeldTarget):
        return _amounts(catalogue, target, target.scope.lines, settings)
    memo: dict[object, tuple[Target, dict[str, tuple[int, int]]]] = catalogue.memo.setdefault("target amounts", {})
    key = (target.id, settings.scope, settings.basis)
    known, amounts = memo.get(key, (None, {}))
    if known is target:
        return amounts
    found = _amounts(catalogue, target, scope_of(catalogue, target, settings).lines, settings)
    memo[key] = (target, found)
    return found


def judge(effect: Amount, target_keur: int, at_most: bool) -> Verdict:
    """Judge an effect by its bounds: a cut wants at most the amount, a rise at least."""
    low, high = effect.lower, effect.upper
    if at_most:
        sure, never = high is not None and high <= target_keur, low is not None and low > target_keur
    else:
        sure, never = low is not None and low >= target_keur, high is not None and high < target_keur
    return Verdict.MET if sure else Verdict.NOT_MET if never else Verdict.UNDETERMINED


def _excluded_on(package: Package, target: AnyTarget, counts: Callable[[Line], bool]) -> bool:
    """Tell whether measures are chosen that exclude each other, of which one has a posting that counts."""
    chosen = {id_ for clash in package.clashes if clash.exclusive for id_ in clash.chosen}
    if not chosen:
        return False
    if isinstance(target, HeldTarget):
        return any(counts(line) for id_ in chosen for line in package.book[id_].lines)
    lines, measures = scope_of(package.catalogue, target, package.settings).lines, package.catalogue.measures
    return any(posting.base in lines for id_ in chosen for posting in measures[id_].postings)


def _effects(package: Package, counts: Callable[[Line], bool]) -> tuple[Totals, Totals]:
    """Return a package's effect on the lines that count: the sum as the list adds, and without double counting."""
    lines = [line for line in package.lines if counts(line)]
    effects = package.total_of(lines)
    return effects, counted_once(package, effects, lines)


def _why(effect: Amount) -> Why:
    """Return why the bounds of an effect leave no verdict: an end that nobody gave, or a range."""
    return Why.OPEN_CELLS if effect.open else Why.RANGE


def _effects_on(package: Package, target: AnyTarget, counts: Callable[[Line], bool]) -> tuple[Totals, Totals]:
    """Return the effects on what a target counts; targets that count the same share them."""
    if isinstance(target, HeldTarget):
        name = f"effects on {target.counting}"
    else:
        name = f"effects on {', '.join(scope_of(package.catalogue, target, package.settings).lines)}"
    found: tuple[Totals, Totals] = package.once(name, lambda it: _effects(it, counts))
    return found


def _scope(catalogue: Catalogue, target: AnyTarget, settings: Settings) -> TargetScope | OwnScope:
    return target.scope if isinstance(target, HeldTarget) else scope_of(catalogue, target, settings)


def _evaluate(package: Package, target: AnyTarget) -> TargetResult:
    catalogue, settings = package.catalogue, package.settings
    own = target if isinstance(target, HeldTarget) else None
    counts = counting_lines(catalogue, target, settings)
    effects, once = _effects_on(package, target, counts)
    blocked = _excluded_on(package, target, counts)
    bounds = settings.overlaps is Overlaps.BOUNDS
    cells = {}
    for column, (amount, target_keur) in target_amounts(catalogue, target, settings).items():
        added = judge(effects[column], target_keur, target.is_cut)
        alone = added if once[column] is effects[column] else judge(once[column], target_keur, target.is_cut)
        verdict, why = added, _why(effects[column]) if added is Verdict.UNDETERMINED else Why.NONE
        if bounds and alone is not added:
            verdict, why = Verdict.UNDETERMINED, why or Why.OVERLAP
        if blocked:
            verdict, why = Verdict.UNDETERMINED, Why.EXCLUSIVE
        if own is not None and column not in own.columns:
            verdict = added = alone = Verdict.NOT_ASKED
            why = Why.NONE
        found = effects[column], verdict, why, once[column], added, alone
        cells[column] = TargetCell(amount, target_keur, *found, catalogue.info.overlaps.is_complete)
    return TargetResult(target, _scope(catalogue, target, settings), cells)


def evaluate_target(package: Package, target: AnyTarget) -> TargetResult:
    """
    Hold a package against one target, by column.

    Only postings on the scope's base lines count, or what a target of one's own says. Exclusive measures take the
    verdict where one of them counts. With bounds a verdict must hold as the list adds and without double counting
    alike; else it cannot be determined.
    """
    key = f"target {target.id}"
    found: TargetResult | None = package.memo.get(key)
    if found is None or found.target is not target:
        found = package.memo[key] = _evaluate(package, target)
    return found


def own_targets(package: Package) -> tuple[HeldTarget, ...]:
    """Return the targets of one's own of a package."""
    found: tuple[HeldTarget, ...] = package.once("own targets", lambda it: held_targets(it.catalogue, it.settings))
    return found


def package_targets(package: Package) -> dict[str, AnyTarget]:
    """Return every target that a package is held against by its id: of the catalogue, and then of one's own."""
    own: dict[str, AnyTarget] = {target.id: target for target in own_targets(package)}
    return package.catalogue.targets | own


def evaluate_targets(package: Package) -> dict[str, TargetResult]:
    """Hold a package against every target of the catalogue, and then of one's own."""
    return {id_: evaluate_target(package, target) for id_, target in package_targets(package).items()}
