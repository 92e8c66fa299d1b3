"""What a search answers: the packages found with what is proven of each, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from budget.core import Overlaps
from budget.engine import Clash, Package
from budget.search.confirm import Reached
from budget.search.explain import Explanation
from budget.search.program import Status
from budget.search.question import Question


@dataclass(frozen=True)
class Found:
    """
    A package that was found, confirmed by the engine, and what is proven of it.

    `objective` is its value (measures, thousands of euro or weights), `bound` the least that any package not listed
    before can have: equal to it when proven. `order_proven` tells whether it is also surely the first among its equals.
    """

    package: Package
    objective: int
    bound: int | None
    reached: tuple[Reached, ...]
    order_proven: bool

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.bound is not None and self.objective <= self.bound

    @property
    def gap(self) -> int | None:
        """How much better an unknown package could at most be; None when nothing is known."""
        return None if self.bound is None else max(0, self.objective - self.bound)

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The overlaps in the package; with bounds none of its goals needs money counted twice."""
        return self.package.clashes


@dataclass(frozen=True)
class Answer:
    """
    What a search found, best first.

    `status` speaks of the first package; `complete` says that no further package exists; `stopped` that a limit or
    the caller cut the search short, `late` that it was not its limit of steps but the time or the caller: on another
    machine it might have found more. `overlaps` is how overlaps count in the answer and its proof, None when the
    catalogue has none that count money twice. `explanation` is there when no package exists.
    """

    question: Question
    status: Status
    found: tuple[Found, ...]
    complete: bool
    stopped: bool
    explanation: Explanation | None = None
    overlaps: Overlaps | None = None
    late: bool = False
