"""What a search answers: the packages found with what is proven of each, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from budget.catalogue import Catalogue
from budget.core import Amount, Overlaps
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
class Inexact:
    """
    Whether a list has open cells, and ranges: what has no one exact amount.

    Of a range the end that is worse for a goal counts, whatever the question says. What is open counts at its worst
    too, which keeps a measure out that it could turn against a goal, unless the question gives amounts: then those win,
    and a verdict that rests on them stays undetermined.
    """

    open_cells: bool = False
    ranges: bool = False

    @classmethod
    def of(cls, catalogue: Catalogue) -> Inexact:
        """Look through a list."""
        cells = [
            cell for measure in catalogue.measures.values() for cell in measure.effects if isinstance(cell, Amount)
        ]
        return cls(any(cell.open for cell in cells), any(not (cell.open or cell.exact) for cell in cells))


@dataclass(frozen=True)
class Answer:
    """
    What a search found, best first.

    `status` speaks of the first package; `complete` says that no further package exists; `stopped` that a limit or
    the caller cut the search short, `late` that it was not its limit of steps but the time or the caller: on another
    machine it might have found more. `overlaps` is how overlaps count in the answer and its proof, None when the
    catalogue has none that count money twice. `inexact` is what of the list has no one exact amount. `explanation` is
    there when no package exists.
    """

    question: Question
    status: Status
    found: tuple[Found, ...]
    complete: bool
    stopped: bool
    explanation: Explanation | None = None
    overlaps: Overlaps | None = None
    late: bool = False
    inexact: Inexact = Inexact()
