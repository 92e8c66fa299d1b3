"""
Hold a package against the −20% / +20% targets on the base (BMH chapter 6, introduction; annex 1).

A verdict has three values. Open cells count by their bounds, so a verdict never rests on an amount nobody gave.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from budget.catalogue import Base, Catalogue, Target, TargetScope
from budget.core import COLUMNS, Basis, Scope, Settings
from budget.engine.package import Package
from budget.engine.totals import Total


class Verdict(StrEnum):
    """Whether a target is met."""

    MET = "met"
    NOT_MET = "not met"
    UNDETERMINED = "cannot be determined"


class Why(StrEnum):
    """Why a verdict cannot be determined."""

    NONE = ""
    OPEN_CELLS = "open cells"
    EXCLUSIVE = "exclusive measures"


@dataclass(frozen=True)
class TargetCell:
    """
    One column of a target: base, amount to reach, the package's effect on the base lines, thousands of euro.

    `gap_keur` is effect minus amount (exact part); `percent_of_base` the effect as a percentage, two decimals.
    """

    base_keur: int
    target_keur: int
    effect: Total
    verdict: Verdict
    why: Why

    @property
    def gap_keur(self) -> int:
        """Effect minus amount to reach: for a cut 0 or less is met, for a rise 0 or more."""
        return self.effect.keur - self.target_keur

    @property
    def percent_of_base(self) -> Decimal:
        """The exact part of the effect as a percentage of the base, rounded half up at two decimals."""
        share = Decimal(self.effect.keur) * 100 / Decimal(self.base_keur) if self.base_keur else Decimal(0)
        return share.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) + 0  # + 0 turns −0.00 into 0.00


@dataclass(frozen=True)
class TargetResult:
    """A target held against a package, by column."""

    target: Target
    scope: TargetScope
    cells: dict[str, TargetCell]


def scope_of(target: Target, settings: Settings) -> TargetScope:
    """Return the target's scope under the settings; the report's own when there is no other."""
    by_id = {scope.id: scope for scope in target.scopes}
    return by_id.get(settings.scope.value, by_id.get(Scope.REPORT.value, target.scopes[0]))


def base_year(base: Base, target: Target, column: str, settings: Settings) -> str:
    """Return the year whose base counts for a column; years after the last take the last (assumption in base.yaml)."""
    if settings.basis is Basis.REPORT:
        return target.reference_year
    return column if column in base.years else base.years[-1]


def base_keur(base: Base, lines: tuple[str, ...], year: str) -> int:
    """Sum the base's lines in a year, thousands of euro."""
    return sum(line.amounts[year] for line in base.lines if line.id in lines)


def target_amount(amount: int, percent: int) -> int:
    """Return a percentage of a base in thousands of euro; a broken thousand counts as not yet reached."""
    return amount * percent // 100 if percent < 0 else -(-amount * percent // 100)


def judge(effect: Total, target_keur: int, at_most: bool | None = None) -> Verdict:
    """Judge an effect by its bounds: a cut wants at most that much, a rise at least; by the sign unless told."""
    low, high = effect.lower, effect.upper
    if target_keur < 0 if at_most is None else at_most:
        sure, never = high is not None and high <= target_keur, low is not None and low > target_keur
    else:
        sure, never = low is not None and low >= target_keur, high is not None and high < target_keur
    return Verdict.MET if sure else Verdict.NOT_MET if never else Verdict.UNDETERMINED


def evaluate_target(package: Package, target: Target) -> TargetResult:
    """
    Hold a package against one target, by column.

    Only postings on the scope's base lines count. A package with exclusive measures gets no verdict.
    """
    base, settings = package.catalogue.base, package.settings
    scope = scope_of(target, settings)
    effects = package.sum_lines(lambda line: line.base in scope.lines)
    cells = {}
    for column in COLUMNS:
        amount = base_keur(base, scope.lines, base_year(base, target, column, settings))
        target_keur = target_amount(amount, target.percent)
        verdict = judge(effects[column], target_keur, at_most=target.percent < 0)
        why = Why.OPEN_CELLS if verdict is Verdict.UNDETERMINED else Why.NONE
        if package.blocked:
            verdict, why = Verdict.UNDETERMINED, Why.EXCLUSIVE
        cells[column] = TargetCell(amount, target_keur, effects[column], verdict, why)
    return TargetResult(target, scope, cells)


def evaluate_targets(package: Package) -> dict[str, TargetResult]:
    """Hold a package against every target of the catalogue."""
    catalogue: Catalogue = package.catalogue
    return {id_: evaluate_target(package, target) for id_, target in catalogue.targets.items()}
