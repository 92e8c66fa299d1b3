"""
How what a run of a page tells its session comes to the server's loop: in its order, and by one wake of it.

The platform wakes the loop for each message of a run, and once more to have it sent; each wake is a write to a socket, at
which the run and the loop change places. Here a run that begins at a click tells all of it when it has ended, or after
`HELD_SECONDS`, whichever comes first: the platform sends no oftener than that either. Then it goes through all sessions for
what there is to send, and waits for a turn of the loop after each message; here it goes through those that have something,
and sends `TOGETHER` at a turn.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from types import MethodType
from typing import Any, Final, Protocol, cast
from weakref import ref

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent, script_runner
from streamlit.runtime.session_manager import ActiveSessionInfo, SessionManager

from serve.replaced import replace_for_good

HELD_SECONDS: Final = 0.01
TOGETHER: Final = 20
"""Messages; a toggle is answered with eight."""
TELL: Final = "_call_soon_on_event_loop"
"""How the platform has something done on the loop for a session."""
EVENT: Final = "_on_scriptrunner_event"
"""How a run tells its session what happens."""
ASK: Final = "request_rerun"
"""How the loop asks a session for a run."""
SEND: Final = "_enqueued_some_message"
"""How a session tells that there is something to send."""
SIGNAL: Final = "Signal"
"""What a run tells those by who are to know what happens in it."""
LOOP: Final = "_loop_coroutine"
"""What sends, for as long as the server runs, what sessions have to send."""
FLUSH: Final = "flush_browser_queue"
"""How a session gives what it has to send."""
SENT: Final = "_send_message"
"""How the loop passes that to the connection of a session."""
LINE: Final = "_line_to_loop"
_tell_at_once: Final = AppSession._call_soon_on_event_loop
"""The same of the platform itself, which knows what to do once the loop is closed."""
_happened: Final = AppSession._on_scriptrunner_event
_asked: Final = AppSession.request_rerun
_to_send: Final = Runtime._enqueued_some_message
_loop: Final = Runtime._loop_coroutine
_flushed: Final = AppSession.flush_browser_queue
_passed: Final = Runtime._send_message
_making: Final = Lock()


class Timer(Protocol):
    """What happens later, unless it is cancelled."""

    def cancel(self) -> None:
        """Have it not happen."""


class Line:
    """What one session was told and its loop has not taken yet. Other threads add and wake; the loop holds and takes."""

    def __init__(
        self,
        wake: Callable[[Callable[[], None]], None],
        later: Callable[[float, Callable[[], None]], Timer],
        fail: Callable[[Exception], None],
    ) -> None:
        self._wake, self._later, self._fail = wake, later, fail
        self._lock, self._waiting, self._woken = Lock(), deque[Callable[[], None]](), False
        self._held: Timer | None = None

    def add(self, told: Callable[[], None]) -> None:
        """Have something done on the loop after all that was told before it."""
        with self._lock:
            self._waiting.append(told)
            held = self._held is not None
        if not held:
            self.wake()

    def wake(self) -> None:
        """Have the loop take what waits, also while it is held."""
        with self._lock:
            if self._woken or not self._waiting:
                return
            self._woken = True
        self._wake(self.take)

    def hold(self) -> None:
        """Have what is told from now on wait until someone wakes the loop for it, or the time is up."""
        self.take()
        with self._lock:
            self._held = self._later(HELD_SECONDS, self.take)

    def take(self) -> None:
        """Do all that waits, also what comes meanwhile; one that fails is told of, and holds up none of the others."""
        if self._held is not None:
            self._held.cancel()
        while True:
            with self._lock:
                if not self._waiting:
                    self._woken, self._held = False, None
                    return
                told = self._waiting.popleft()
            try:
                told()
            except Exception as error:  # noqa: BLE001 - as the loop itself takes what fails on it
                self._fail(error)


def _line_of(session: AppSession) -> Line:
    found: Line | None = session.__dict__.get(LINE)
    return found or _new_line(session)


def _new_line(session: AppSession) -> Line:
    loop, held = session._event_loop, ref(session)  # a line holds no session

    def fail(error: Exception) -> None:
        loop.call_exception_handler({"message": "what a run told its session failed", "exception": error})

    def wake(take: Callable[[], None]) -> None:
        if (live := held()) is not None:
            _tell_at_once(live, take)

    with _making:
        line: Line = session.__dict__.setdefault(LINE, Line(wake, loop.call_later, fail))
        return line


def _tell(session: AppSession, callback: Callable[[], None]) -> None:
    _line_of(session).add(callback)


def _event(session: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, **more: Any) -> None:
    """Pass on what happens in a run; with its end the loop takes all of it."""
    _happened(session, sender, event, **more)
    if event is ScriptRunnerEvent.SHUTDOWN:
        _line_of(session).wake()


def _ask(session: AppSession, client_state: ClientState | None) -> None:
    """Ask for a run once all of the one before is taken, of which the platform would drop what comes later."""
    if asyncio._get_running_loop() is session._event_loop:
        _line_of(session).hold()
    _asked(session, client_state)


def _send(runtime: Runtime) -> None:
    """Tell the loop that there is something to send: on the loop itself without a wake."""
    wanted = runtime._get_async_objs()
    if asyncio._get_running_loop() is wanted.eventloop:
        wanted.need_send_data.set()
    else:
        _to_send(runtime)


class Told:
    """
    Who is told what happens in a run: as by the platform's signal, which keeps nobody alive either.

    For one session and eight events the signal's locks, and its clearing away of those that are gone, are most of the work.
    """

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: list[tuple[ref[Any], Callable[..., None]]] = []

    def connect(self, receiver: MethodType) -> MethodType:
        """Tell a method of something from now on, as long as that lives."""
        self._held = [*self._held, (ref(receiver.__self__), receiver.__func__)]
        return receiver

    def send(self, sender: object, /, **more: Any) -> None:
        """Tell all that still live, in their order."""
        for held, method in self._held:
            if (live := held()) is not None:
                method(live, sender, **more)


class WithNews:
    """The sessions of the platform for the loop that sends: of those that are open, who has something to send or to end."""

    def __init__(self, sessions: SessionManager) -> None:
        self._sessions = sessions

    def __getattr__(self, name: str) -> Any:
        """Leave all else as it is."""
        return getattr(self._sessions, name)

    def list_active_sessions(self) -> Iterator[ActiveSessionInfo]:
        """Yield those, each asked when its turn comes: it may have something by then."""
        for one in self._sessions.list_active_sessions():
            if one.session._settle_pending or not one.session._browser_queue.is_empty():
                yield one


def _flush(session: AppSession) -> list[Sequence[ForwardMsg]]:
    """Give what there is to send, as many messages together as go at one turn of the loop."""
    found = _flushed(session)
    return [found[first : first + TOGETHER] for first in range(0, len(found), TOGETHER)]


def _pass(runtime: Runtime, session: ActiveSessionInfo, messages: Sequence[ForwardMsg]) -> None:
    """Pass those to the connection, in their order."""
    for message in messages:
        _passed(runtime, session, message)


async def _send_news(runtime: Runtime) -> None:
    """Send what sessions have to send, without a look at those that have nothing."""
    runtime._session_mgr = cast("SessionManager", WithNews(runtime._session_mgr))
    await _loop(runtime)


def wake_once() -> None:
    """Have all sessions tell their loop so, for good. AttributeError when the platform tells it in another way."""
    replace_for_good(
        [
            (AppSession, TELL, _tell),
            (AppSession, EVENT, _event),
            (AppSession, ASK, _ask),
            (Runtime, SEND, _send),
            (Runtime, LOOP, _send_news),
            (AppSession, FLUSH, _flush),
            (Runtime, SENT, _pass),
            (script_runner, SIGNAL, Told),
        ]
    )
