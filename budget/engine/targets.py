"""
Hold a package against the targets on the base (grondslag).

A verdict has three values. An effect counts by its bounds, so a verdict never rests on an amount nobody gave.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from budget.catalogue import Base, Catalogue, Target, TargetScope
from budget.core import Amount, Basis, Overlaps, Settings
from budget.engine.once import counted_once, hull
from budget.engine.package import Package
from budget.engine.totals import Totals


class Verdict(StrEnum):
    """Whether a target is met."""

    MET = "met"
    NOT_MET = "not met"
    UNDETERMINED = "cannot be determined"


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
    decimals.
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
    def certain_percent(self) -> Decimal:
        """The part of the effect that is certain as a percentage of the base."""
        return self._percent(self.effect.certain)

    def _percent(self, keur: int) -> Decimal:
        share = Decimal(keur) * 100 / Decimal(self.base_keur) if self.base_keur else Decimal(0)
        return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) + 0  # + 0 turns −0.00 into 0.00


@dataclass(frozen=True)
class TargetResult:
    """A target held against a package, by column."""

    target: Target
    scope: TargetScope
    cells: dict[str, TargetCell]


def scope_of(catalogue: Catalogue, target: Target, settings: Settings) -> TargetScope:
    """Return the target's scope under the settings; the list's own when the target has no other."""
    by_id = {scope.id: scope for scope in target.scopes}
    return by_id.get(settings.scope) or by_id.get(catalogue.info.scopes[0].id) or target.scopes[0]


def base_year(base: Base, target: Target, column: str, settings: Settings) -> str:
    """Return the year whose base counts for a column: the target's own, or the column's."""
    return target.reference_year if settings.basis is Basis.REPORT else base.year_of(column)


def target_amounts(catalogue: Catalogue, target: Target, settings: Settings) -> dict[str, tuple[int, int]]:
    """Return the base and the amount to reach in each column, thousands of euro; no package is needed for it."""
    memo: dict[object, tuple[Target, dict[str, tuple[int, int]]]] = catalogue.memo.setdefault("target amounts", {})
    key = (target.id, settings.scope, settings.basis)
    known, amounts = memo.get(key, (None, {}))
    if known is target:
        return amounts
    base, lines = catalogue.base, scope_of(catalogue, target, settings).lines
    found = {}
    for column in catalogue.columns:
        amount = base.sum_lines(lines, base_year(base, target, column, settings))
        found[column] = (amount, target.amount_of(amount))
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


def _excluded_on(package: Package, counted: frozenset[str]) -> bool:
    """Tell whether measures are chosen that exclude each other, of which one has a posting that counts."""
    measures = package.catalogue.measures
    return any(
        posting.base in counted
        for clash in package.clashes
        if clash.exclusive
        for id_ in clash.chosen
        for posting in measures[id_].postings
    )


def _effects(package: Package, counted: frozenset[str]) -> tuple[Totals, Totals]:
    """Return a package's effect on base lines by column: the sum as the list adds, and without double counting."""
    lines = [line for line in package.lines if line.base in counted]
    effects = package.sum_lines(lambda line: line.base in counted)
    return effects, counted_once(package, effects, lines)


def _why(effect: Amount) -> Why:
    """Return why the bounds of an effect leave no verdict: an end that nobody gave, or a range."""
    return Why.OPEN_CELLS if effect.open else Why.RANGE


def _evaluate(package: Package, target: Target) -> TargetResult:
    catalogue, settings = package.catalogue, package.settings
    scope = scope_of(catalogue, target, settings)
    counted = frozenset(scope.lines)
    effects, once = package.once(f"effects on {', '.join(scope.lines)}", lambda it: _effects(it, counted))
    blocked = _excluded_on(package, counted)
    bounds = settings.overlaps is Overlaps.BOUNDS
    cells = {}
    for column, (amount, target_keur) in target_amounts(catalogue, target, settings).items():
        added = judge(effects[column], target_keur, target.is_cut)
        alone = judge(once[column], target_keur, target.is_cut)
        verdict, why = added, _why(effects[column]) if added is Verdict.UNDETERMINED else Why.NONE
        if bounds and alone is not added:
            verdict, why = Verdict.UNDETERMINED, why or Why.OVERLAP
        if blocked:
            verdict, why = Verdict.UNDETERMINED, Why.EXCLUSIVE
        found = effects[column], verdict, why, once[column], added, alone
        cells[column] = TargetCell(amount, target_keur, *found, catalogue.info.overlaps.is_complete)
    return TargetResult(target, scope, cells)


def evaluate_target(package: Package, target: Target) -> TargetResult:
    """
    Hold a package against one target, by column.

    Only postings on the scope's base lines count. Exclusive measures take the verdict where one of them counts. With
    bounds a verdict must hold as the list adds and without double counting alike; else it cannot be determined.
    """
    key = f"target {target.id}"
    found: TargetResult | None = package.memo.get(key)
    if found is None or found.target is not target:
        found = package.memo[key] = _evaluate(package, target)
    return found


def evaluate_targets(package: Package) -> dict[str, TargetResult]:
    """Hold a package against every target of the catalogue."""
    return {id_: evaluate_target(package, target) for id_, target in package.catalogue.targets.items()}
