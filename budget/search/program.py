"""A whole-number program, what its further variables stand for, and what is known of its best choice."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
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
class Parts:
    """Variables for the parts of a group of decisions, of which exactly one is 1: that of the members chosen."""

    members: frozenset[int]
    variables: Mapping[frozenset[int], int]

    @property
    def introduced(self) -> Iterable[int]:
        """The variables that this gives a meaning."""
        return self.variables.values()

    @property
    def rows(self) -> list[Row]:
        """The same in rows."""
        made = [Row(dict.fromkeys(self.variables.values(), 1), least=1, most=1)]
        for place in self.members:
            terms = {variable: 1 for part, variable in self.variables.items() if place in part}
            made.append(Row({**terms, place: -1}, least=0, most=0))
        return made


@dataclass(frozen=True)
class Product:
    """
    A variable that is 1 when two sums are, each of which is 0 or 1.

    Its rows hold only the side that a goal of this kind leans on: at least the product for "at most", at most for
    others.
    """

    variable: int
    first: Mapping[int, int]
    second: Mapping[int, int]
    at_most: bool

    @property
    def introduced(self) -> Iterable[int]:
        """The variable that this gives a meaning."""
        return (self.variable,)

    @property
    def rows(self) -> list[Row]:
        """The same in rows."""
        if self.at_most:
            return [Row({**summed(self.first, self.second), self.variable: -1}, most=1)]
        return [
            Row({self.variable: 1, **{v: -c for v, c in value.items()}}, most=0) for value in (self.first, self.second)
        ]


def summed(first: Mapping[int, int], second: Mapping[int, int]) -> dict[int, int]:
    """Add two sums of variables, by their factors."""
    return {place: first.get(place, 0) + second.get(place, 0) for place in (*first, *second)}


@dataclass(frozen=True)
class Program:
    """
    Yes/no decisions, fixed ones among them, further variables of 0 or more, and rows over both.

    The decisions come first; `extra` variables follow and take whole values by themselves once the decisions do.
    `meanings` says what some of them stand for; the others are known by `rows` alone. `accepts` checks in whole numbers
    what rows say with the help of extra variables.
    """

    decisions: int
    extra: int = 0
    rows: tuple[Row, ...] = ()
    chosen: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    accepts: Callable[[Sequence[int]], bool] | None = None
    meanings: tuple[Parts | Product, ...] = ()

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The rows, and those that give further variables their meaning."""
        return (*self.rows, *(row for meaning in self.meanings for row in meaning.rows))

    def with_rows(self, *rows: Row) -> Program:
        """Return the program with rows added."""
        return replace(self, rows=(*self.rows, *rows))


@dataclass(frozen=True)
class Solution:
    """
    Status, the places chosen, their cost and the proven lower bound of the cost (None when nothing is known).

    `listed` says that it took no solver.
    """

    status: Status
    chosen: tuple[int, ...] = ()
    cost: int | None = None
    bound: int | None = None
    listed: bool = False

    @property
    def found(self) -> bool:
        """Whether there is a choice."""
        return self.status in {Status.OPTIMAL, Status.FEASIBLE}
