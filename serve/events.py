"""
How what a run of a page tells its session comes to the server's loop: in its order, and by one wake of it.

The platform wakes the loop for each message of a run; each wake is a write to a socket, at which the run and the loop
change places. Here a run wakes the loop once, and the loop takes all that has been told by then.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Final
from weakref import WeakKeyDictionary, ref

from streamlit.runtime.app_session import AppSession

TELL: Final = "_call_soon_on_event_loop"
"""How the platform has something done on the loop for a session."""
_tell_at_once: Final = AppSession._call_soon_on_event_loop
"""The same of the platform itself, which knows what to do once the loop is closed."""


class Line:
    """What one session was told and its loop has not taken yet; safe to call from any thread."""

    def __init__(self, wake: Callable[[Callable[[], None]], None], fail: Callable[[Exception], None]) -> None:
        self._wake, self._fail = wake, fail
        self._lock, self._waiting, self._woken = Lock(), deque[Callable[[], None]](), False

    def add(self, told: Callable[[], None]) -> None:
        """Have something done on the loop after all that was told before it."""
        with self._lock:
            self._waiting.append(told)
            sleeps, self._woken = not self._woken, True
        if sleeps:
            self._wake(self._take)

    def _take(self) -> None:
        """Do all that waits, also what comes meanwhile; one that fails is told of, and holds up none of the others."""
        while True:
            with self._lock:
                if not self._waiting:
                    self._woken = False
                    return
                told = self._waiting.popleft()
            try:
                told()
            except Exception as error:  # noqa: BLE001 - as the loop itself takes what fails on it
                self._fail(error)


_lines: WeakKeyDictionary[AppSession, Line] = WeakKeyDictionary()
_making = Lock()


def _line_of(session: AppSession) -> Line:
    with _making:
        if session not in _lines:
            loop, held = session._event_loop, ref(session)  # a line outlives no session

            def fail(error: Exception) -> None:
                loop.call_exception_handler({"message": "what a run told its session failed", "exception": error})

            def wake(take: Callable[[], None]) -> None:
                if (live := held()) is not None:
                    _tell_at_once(live, take)

            _lines[session] = Line(wake, fail)
        return _lines[session]


def _tell(session: AppSession, callback: Callable[[], None]) -> None:
    _line_of(session).add(callback)


def wake_once() -> None:
    """Have all sessions tell their loop so, for good. AttributeError when the platform tells it in another way."""
    getattr(AppSession, TELL)
    setattr(AppSession, TELL, _tell)
