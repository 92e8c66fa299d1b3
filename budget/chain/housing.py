"""Status holders who wait in reception for a home in a municipality."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from budget.chain.flow import MONTHS, Exact, check_flow, whole


@dataclass(frozen=True)
class Housed:
    """A year of status holders in reception: how many were granted a permit there and how many moved on."""

    opening: int
    closing: int
    moved: int

    @property
    def granted(self) -> int:
        """Who came to wait: what makes stock and moves close."""
        return self.closing - self.opening + self.moved


def housed(opening: int, closing: int, months: Exact) -> Housed:
    """
    Return who moved to a municipality in a year of which both ends are printed: 12 S̄ / w.

    S̄ is the mean of both ends, w the months from decision to municipality: who waits w months leaves at a rate of 1/w
    a month. Then S(t) = S(t−1) + G(t) − 12 S̄(t)/w(t) gives the permits G. 2019: 12 × (4,600 + 5,240) / 2 / 4.5 =
    13,120 moved, and 13,760 permits. Rounded half up to whole persons. Source: BMH annex 9, tables 1.2 and 2.1.
    """
    rate = check_flow(opening, closing, months)
    return Housed(opening, closing, whole(Fraction(opening + closing, 2) * MONTHS / rate))


def moved_by_task(task: int, halves: int, backlog_before: int, backlog_after: int) -> int:
    """
    Return who moved to a municipality by the task: so many half years of it, and what the backlog fell by.

    2 × 6,000 + 2,900 − 1,500 = 13,400. Source: BMH 4.6.
    """
    return halves * task + backlog_before - backlog_after
