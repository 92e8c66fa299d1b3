"""A whole-number program and what is known of its best choice."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Status(StrEnum):
    """What is known after a search: the best with proof, a package without, that there is none, or nothing yet."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Row:
    """Whole-number coefficients by decision, whose sum lies between `least` and `most` (None is no bound)."""

    terms: Mapping[int, int]
    least: int | None = None
    most: int | None = None

    def reduced(self) -> Row:
        """Divide by the common divisor of the coefficients, which only tightens the bounds to whole numbers."""
        terms = {place: value for place, value in self.terms.items() if value}
        divisor = math.gcd(*terms.values()) or 1
        if divisor == 1:
            return Row(terms, self.least, self.most)
        least = None if self.least is None else -(-self.least // divisor)
        most = None if self.most is None else self.most // divisor
        return Row({place: value // divisor for place, value in terms.items()}, least, most)

    def holds(self, values: Sequence[int]) -> bool:
        """Tell whether the row holds, in whole numbers."""
        total = sum(value * values[place] for place, value in self.terms.items())
        return (self.least is None or total >= self.least) and (self.most is None or total <= self.most)


@dataclass(frozen=True)
class Program:
    """
    Yes/no decisions, fixed ones among them, further variables of 0 or more, and rows over both.

    The decisions come first; `extra` variables follow and take whole values by themselves once the decisions do.
    `accepts` checks in whole numbers what rows say with the help of extra variables.
    """

    decisions: int
    extra: int = 0
    rows: tuple[Row, ...] = ()
    chosen: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    accepts: Callable[[Sequence[int]], bool] | None = None

    def with_rows(self, *rows: Row) -> Program:
        """Return the program with rows added."""
        return replace(self, rows=(*self.rows, *rows))


@dataclass(frozen=True)
class Solution:
    """Status, the places chosen, their cost and the proven lower bound of the cost (None when nothing is known)."""

    status: Status
    chosen: tuple[int, ...] = ()
    cost: int | None = None
    bound: int | None = None

    @property
    def found(self) -> bool:
        """Whether there is a choice."""
        return self.status in {Status.OPTIMAL, Status.FEASIBLE}
