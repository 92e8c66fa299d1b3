"""What remains to a target: at least and at most, where overlap, ranges or open cells leave more than one answer."""

from __future__ import annotations

from dataclasses import dataclass

from budget.core import Overlaps
from budget.engine.package import Package
from budget.engine.targets import TargetResult, Why


@dataclass(frozen=True)
class ToGo:
    """
    What is missing to a target in one column, thousands of euro, 0 or more.

    `most_keur` is None where nobody gave an amount. `blocked`: measures are chosen that exclude each other, so that the
    sum is not that of one decision.
    """

    asked_keur: int
    least_keur: int
    most_keur: int | None
    blocked: bool = False

    @property
    def shares(self) -> tuple[float, float]:
        """The parts of what is asked that are reached at least and at most, from 0 to 1; all of it where nothing is."""
        if not self.asked_keur:
            return 1.0, 1.0
        missing = (self.asked_keur if self.most_keur is None else self.most_keur, self.least_keur)
        least, most = (max(0.0, 1 - keur / self.asked_keur) for keur in missing)
        return least, most


def _missing(end: int | None, target_keur: int, sign: int) -> int | None:
    return None if end is None else max(0, sign * (end - target_keur))


def to_go(package: Package, result: TargetResult, column: str) -> ToGo:
    """
    Return what is missing to a target in a column, by the bounds of what is reached.

    With bounds the sum counts as the list adds and without double counting. Worked example (BMH chapter 6): JenV −20%
    asks −237.4; −236.4 as the list adds and −207.6 with no money twice leave 1.0 to 29.8.
    """
    cell = result.cells[column]
    reached = cell.interval if package.settings.overlaps is Overlaps.BOUNDS else cell.effect
    sign = 1 if result.target.is_cut else -1
    best, worst = (reached.lower, reached.upper) if sign > 0 else (reached.upper, reached.lower)
    least = _missing(best, cell.target_keur, sign)
    return ToGo(abs(cell.target_keur), least or 0, _missing(worst, cell.target_keur, sign), cell.why is Why.EXCLUSIVE)
