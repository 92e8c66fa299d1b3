"""
Runs of pages take turns on threads that stay.

1. A run finds nothing of the one before on its thread, no context and no variables.
2. As many runs as there are at once have each a thread; of those that have ended some wait, the others end.
3. What fails ends its thread alone, and is told of as the platform tells it.
4. The launcher puts the platform on this way; a platform that begins a run otherwise is an error at the start.
"""

from __future__ import annotations

import threading
import time
from contextvars import ContextVar
from typing import TYPE_CHECKING, cast

import pytest
from streamlit.runtime.scriptrunner import ScriptRunner, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import SCRIPT_RUN_CONTEXT_ATTR_NAME

from serve.threads import BODY, MOST_WAITING, START, Turns, take_turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 10
HELD: ContextVar[str] = ContextVar("held", default="")


class Runner(ScriptRunner):
    """A run of which a test says what it does."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._script_thread = None
        self.work, self.over, self.ours = work, threading.Event(), False

    def _run_script_thread(self) -> None:
        self.ours = self._is_in_script_thread()
        try:
            self.work()
        finally:
            self.over.set()


def run(work: Callable[[], object]) -> Runner:
    """Do something in a run of its own, to its end."""
    runner = Runner(work)
    runner.start()
    assert runner.over.wait(SECONDS)
    return runner


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.fixture
def on_turns(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The platform on this way, with no thread that waits; as it was in the end."""
    for name in (START, BODY):
        monkeypatch.setattr(ScriptRunner, name, getattr(ScriptRunner, name))
    monkeypatch.setattr(Turns, "waiting", type(Turns.waiting)())
    take_turns()
    yield
    left = list(Turns.waiting)
    Turns.waiting.extend(Turns() for _ in range(MOST_WAITING))  # too many to wait with
    for thread in left:
        thread.give(lambda: None)
        thread.join(SECONDS)


def test_a_run_finds_nothing_of_the_one_before(on_turns: None) -> None:
    found: list[tuple[int, object, str]] = []

    def look() -> None:
        found.append((threading.get_ident(), get_script_run_ctx(suppress_warning=True), HELD.get()))
        setattr(threading.current_thread(), SCRIPT_RUN_CONTEXT_ATTR_NAME, "context")
        HELD.set("held")
        assert get_script_run_ctx(suppress_warning=True) is not None

    for _ in range(3):
        assert run(look).ours
        wait_for(lambda: len(Turns.waiting) == 1)
    assert [one[1:] for one in found] == [(None, "")] * 3
    assert len({one[0] for one in found}) == 1  # and it was the same thread
    assert found[0][0] != threading.get_ident()


def test_runs_at_once_have_a_thread_each(on_turns: None) -> None:
    """Three times as many as are kept waiting; those that are too many end."""
    go, here = threading.Event(), threading.Barrier(3 * MOST_WAITING + 1)

    def work() -> None:
        here.wait(SECONDS)
        go.wait(SECONDS)

    runners = [Runner(work) for _ in range(3 * MOST_WAITING)]
    for runner in runners:
        runner.start()
    here.wait(SECONDS)  # all of them are at work at once
    threads = {cast("threading.Thread", runner._script_thread) for runner in runners}
    assert len(threads) == len(runners)
    go.set()
    wait_for(lambda: sum(thread.is_alive() for thread in threads) == MOST_WAITING == len(Turns.waiting))
    assert all(thread.daemon for thread in threads)


def test_what_fails_ends_its_thread_alone(on_turns: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: told.append(args.exc_value))
    wrong = ValueError("wrong")

    def fail() -> None:
        raise wrong

    thread = cast("threading.Thread", run(fail)._script_thread)
    thread.join(SECONDS)
    assert not thread.is_alive()
    assert told == [wrong]
    assert not Turns.waiting
    assert run(lambda: None).ours


def test_a_run_is_begun_once(on_turns: None) -> None:
    """As the platform has it."""
    with pytest.raises(RuntimeError):
        run(lambda: None).start()


@pytest.mark.parametrize("name", [START, BODY])
def test_platform_without_this_way_is_an_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ScriptRunner, name)
    with pytest.raises(AttributeError):
        take_turns()
