"""
The threads that runs of pages take turns on: the platform begins one for each run, also for one as short as a toggle's.

A run finds on its thread no context and no context variable of the one before, as on a new thread. What a library holds by
thread (`threading.local`) stays.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextvars import Context
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Final

from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import SCRIPT_RUN_CONTEXT_ATTR_NAME

from serve.replaced import replace_for_good

START: Final = "start"
BODY: Final = "_run_script_thread"
"""How the platform begins a run, and what it does on the thread."""
MOST_WAITING: Final = 8
"""Threads that are kept while no run needs them."""


class Turns(Thread):
    """A thread that does one thing after another, and waits in between with the others that have nothing to do."""

    waiting: Final = deque["Turns"]()
    counting: Final = Lock()

    def __init__(self) -> None:
        # As the platform's own: one that hangs ends with the server.
        super().__init__(name="ScriptRunner.scriptThread", daemon=True)
        self._given: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def give(self, work: Callable[[], None]) -> None:
        """Have it do something."""
        self._given.put(work)

    def run(self) -> None:
        """Do what is given; the thread of what fails ends with it, as the platform's does, and so do those too many."""
        while True:
            Context().run(self._given.get())
            self.__dict__.pop(SCRIPT_RUN_CONTEXT_ATTR_NAME, None)
            with self.counting:
                if len(self.waiting) >= MOST_WAITING:
                    return
                self.waiting.append(self)


def _thread() -> Turns:
    """Return a thread with nothing to do: of those that wait the last, else a new one."""
    try:
        return Turns.waiting.pop()
    except IndexError:
        made = Turns()
        made.start()
        return made


def _start(runner: ScriptRunner) -> None:
    if runner._script_thread is not None:
        raise RuntimeError  # as the platform does
    runner._script_thread = thread = _thread()
    thread.give(runner._run_script_thread)


def take_turns() -> None:
    """Have runs take turns on threads that stay, for good. AttributeError when the platform begins a run in another way."""
    replace_for_good([(ScriptRunner, BODY, ScriptRunner._run_script_thread), (ScriptRunner, START, _start)])
