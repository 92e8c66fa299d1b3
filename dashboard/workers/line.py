"""
A line of jobs before a number of seats: first come, first served; one job at a time for each owner.

An owner is whoever the jobs are for, such as a session. A new job of an owner takes the place of the one before, and a
job whose owner is gone is cancelled.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any, Final

from dashboard.workers.job import Job, LineFullError
from dashboard.workers.seat import Seat

GONE_SECONDS: Final = 10.0
"""How long an owner may be away, as a browser that reloads is, before the job is cancelled."""
LOOK_SECONDS: Final = 1.0
NICENESS: Final = 10


class State(Enum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Ticket:
    """A job in a line: where it stands, what it last told, and its answer."""

    def __init__(self, line: Line, job: Job, owner: str | None) -> None:
        self.job, self.owner = job, owner
        self.state = State.WAITING
        self.progress: Any = None
        self._line = line
        self._answer: Any = None
        self._error: Exception | None = None
        self._ended = threading.Event()

    @property
    def ended(self) -> bool:
        """Whether it is done, failed or cancelled."""
        return self._ended.is_set()

    def place(self) -> int:
        """Return its place among those that wait, from 1; 0 when it does not wait."""
        return self._line.place(self)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it has ended, for a while or for as long as it takes; whether it has."""
        return self._ended.wait(seconds)

    def cancel(self) -> None:
        """Have it done no more."""
        self._line.cancel(self)

    def answer(self) -> Any:
        """Wait for the answer and return it, None when it was cancelled; raises what the job raised, or WorkerLostError."""
        self._ended.wait()
        if self._error is not None:
            raise self._error
        return self._answer

    def end(self, state: State, answer: Any = None, error: Exception | None = None) -> None:
        """Note how it ended; what was cancelled stays so."""
        if not self.ended:
            self.state, self._answer, self._error = state, answer, error
            self._ended.set()


def _hear(ticket: Ticket, seat: Seat, progress: Any) -> None:
    """Note what a job tells; stop one that was cancelled before it had begun."""
    ticket.progress = progress
    if ticket.ended:
        seat.stop()


class Line:
    """Jobs that wait, and the seats that take them, each with a thread that starts with the first job."""

    def __init__(
        self,
        seats: int,
        most_waiting: int,
        is_gone: Callable[[str], bool] = lambda _: False,
        niceness: int = NICENESS,
    ) -> None:
        self.seats = [Seat(niceness) for _ in range(seats)]
        self._most_waiting = most_waiting
        self._is_gone = is_gone
        self._changed = threading.Condition()
        self._waiting: list[Ticket] = []
        self._running: dict[Ticket, Seat] = {}
        self._gone_since: dict[str, float] = {}
        self._started = False

    @property
    def busy(self) -> bool:
        """Whether any seat is taken."""
        with self._changed:
            return bool(self._running)

    def warm(self) -> None:
        """Start the processes, so that the first jobs need not wait for them."""
        for seat in self.seats:
            seat.warm()

    def close(self) -> None:
        """Cancel all jobs and end the processes."""
        for ticket in self._unfinished():
            self.cancel(ticket)
        for seat in self.seats:
            seat.close()

    def submit(self, job: Job, owner: str | None = None) -> Ticket:
        """Put a job in the line, in place of the owner's one before; LineFullError when too many wait."""
        ticket = Ticket(self, job, owner)
        for earlier in self._of(owner):
            self.cancel(earlier)
        with self._changed:
            waiting = len(self._waiting) - (len(self.seats) - len(self._running))  # once the free seats are taken
            if waiting >= self._most_waiting:
                raise LineFullError(waiting)
            self._start()
            self._waiting.append(ticket)
            self._changed.notify()
        return ticket

    def place(self, ticket: Ticket) -> int:
        """Return a job's place among those that wait, from 1; 0 when it does not wait."""
        with self._changed:
            return self._waiting.index(ticket) + 1 if ticket in self._waiting else 0

    def cancel(self, ticket: Ticket) -> None:
        """Take a job out of the line, or stop it."""
        with self._changed:
            ticket.end(State.CANCELLED)
            if ticket in self._waiting:
                self._waiting.remove(ticket)
            seat = self._running.get(ticket)
            if seat is not None:
                seat.stop()

    def cancel_gone(self, now: float) -> None:
        """Cancel the jobs whose owners have been away for long enough; `now` in seconds of a steady clock."""
        owners = {ticket.owner for ticket in self._unfinished() if ticket.owner is not None}
        gone = {owner for owner in owners if self._is_gone(owner)}
        self._gone_since = {owner: self._gone_since.get(owner, now) for owner in gone}
        for owner, since in self._gone_since.items():
            if now - since >= GONE_SECONDS:
                for ticket in self._of(owner):
                    self.cancel(ticket)

    def _unfinished(self) -> list[Ticket]:
        with self._changed:
            return [*self._waiting, *(ticket for ticket in self._running if not ticket.ended)]

    def _of(self, owner: str | None) -> list[Ticket]:
        return [] if owner is None else [ticket for ticket in self._unfinished() if ticket.owner == owner]

    def _start(self) -> None:
        if not self._started:
            self._started = True
            for seat in self.seats:
                threading.Thread(target=self._serve, args=(seat,), daemon=True).start()
            threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            self.cancel_gone(time.monotonic())

    def _serve(self, seat: Seat) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    self._changed.wait()
                ticket = self._waiting.pop(0)
                ticket.state = State.RUNNING
                self._running[ticket] = seat
            try:
                ticket.end(State.DONE, seat.do(ticket.job, partial(_hear, ticket, seat)))
            except Exception as error:  # noqa: BLE001 - the ticket's holder deals with it, the seat goes on
                ticket.end(State.FAILED, error=error)
            finally:
                with self._changed:
                    del self._running[ticket]
