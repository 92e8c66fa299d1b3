"""A piece of heavy work, and what can come between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from budget.catalogue import Catalogue

MOST_SECONDS: Final = 900.0


class WorkerLostError(Exception):
    """The process that did the work ended before it answered: killed, out of memory, or far too slow."""


class LineFullError(Exception):
    """So many wait already that no more are let in; `waiting` is how many."""

    def __init__(self, waiting: int) -> None:
        super().__init__(waiting)
        self.waiting = waiting


@dataclass(frozen=True)
class Job:
    """
    A call of a function of a module, with arguments that can be pickled.

    What the arguments and the answer hold of the catalogue is named, not copied. With `tells` the function takes
    `progress`, which it calls with what it has to tell, and of which a return value of False stops it. After
    `most_seconds` of wall time the process is ended.
    """

    function: Callable[..., Any]
    catalogue: Catalogue | None = None
    arguments: tuple[Any, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    tells: bool = False
    most_seconds: float = MOST_SECONDS
