"""
Work, time and progress of a search: how much the solver may use, and whom to tell where it stands.

The work is counted in the solver's own steps, which are the same on every machine and under every load; the time guards
against a machine that is too busy.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Progress:
    """Where a search stands: what it does, packages found, the best cost and the proven bound of the present step."""

    step: str
    found: int
    best: float | None = None
    bound: float | None = None
    seconds: float = 0.0


Report = Callable[[Progress], object]
"""Takes the progress; a return value of False (not None) stops the search as the time limit does."""


@dataclass
class Meter:
    """
    What the solver has used, its limits in seconds and steps (None is none), and whom to tell about progress.

    A step is a node of the solver's tree, and each call of the solver takes at least one. What is found within a limit
    of steps depends on the question alone.
    `offset` turns the cost that is being solved for into the objective; None when it is not the objective.
    """

    limit: float | None = None
    report: Report | None = None
    step: str = ""
    found: int = 0
    used: float = 0.0
    stopped: bool = False
    offset: int | None = None
    most_steps: int | None = None
    steps: int = 0
    _told: float = field(default=-1.0, repr=False)

    @property
    def left(self) -> float:
        """Seconds left."""
        return math.inf if self.limit is None else max(0.0, self.limit - self.used)

    @property
    def steps_left(self) -> int | None:
        """Steps left; None without a limit."""
        return None if self.most_steps is None else max(0, self.most_steps - self.steps)

    @property
    def out(self) -> bool:
        """Whether the time or the steps are used up or someone stopped the search."""
        return self.stopped or self.left <= 0.0 or self.steps_left == 0

    @property
    def late(self) -> bool:
        """Whether the time was up before the steps were, or someone stopped the search."""
        return self.stopped or (self.left <= 0.0 and self.steps_left != 0)

    def tell(self, best: float | None = None, bound: float | None = None, running: float = 0.0) -> bool:
        """Report progress; returns whether to go on."""
        if (
            self.report is not None
            and self.report(Progress(self.step, self.found, best, bound, self.used + running)) is False
        ):
            self.stopped = True
        return not self.stopped

    def begin(self, step: str) -> None:
        """Name the step that starts and report it."""
        self.step = step
        self._told = -1.0
        self.tell()

    def interrupted(self, event: Any) -> None:
        """Pass the solver's own progress on, five times a second at most, and its stop back."""
        data = event.data_out
        if data.running_time - self._told < 0.2:
            return
        self._told = data.running_time
        best, bound = self._objective(data.mip_primal_bound), self._objective(data.mip_dual_bound)
        if not self.tell(best, bound, data.running_time):
            event.data_in.user_interrupt = True

    def _objective(self, cost: float) -> float | None:
        return cost + self.offset if self.offset is not None and math.isfinite(cost) else None
