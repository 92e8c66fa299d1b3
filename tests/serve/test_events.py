"""
What runs of pages tell their sessions reaches the loop in order, by few wakes, and what fails holds nothing else up.

1. Told by many threads, each in its order, all of it is done, once.
2. What is told before the loop gets to it takes one wake; what is told after that, another.
3. What fails is told of, and what comes after it is done.
4. The launcher puts the platform on this way; a platform that has no such way is an error at the start.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Thread

import pytest
from streamlit.runtime.app_session import AppSession, AppSessionState

from serve.events import TELL, Line, wake_once

THREADS, EACH = 8, 500


def test_all_is_done_once_and_in_order() -> None:
    """Eight threads tell five hundred things each, while the loop takes them (1)."""
    done: list[tuple[int, int]] = []
    wakes: list[int] = []

    async def use() -> None:
        loop = asyncio.get_running_loop()

        def wake(take: Callable[[], None]) -> None:
            wakes.append(1)
            loop.call_soon_threadsafe(take)

        line = Line(wake, pytest.fail)

        def tell(thread: int) -> None:
            for number in range(EACH):
                line.add(lambda number=number: done.append((thread, number)))  # type: ignore[misc]

        threads = [Thread(target=tell, args=(number,)) for number in range(THREADS)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads) or len(done) < THREADS * EACH:
            await asyncio.sleep(0.001)

    asyncio.run(asyncio.wait_for(use(), 30))
    assert len(done) == THREADS * EACH
    for thread in range(THREADS):
        assert [number for by, number in done if by == thread] == list(range(EACH))
    assert 1 <= len(wakes) <= THREADS * EACH


def test_what_waits_takes_one_wake() -> None:
    """Three things told before the loop comes are done at its one coming (2)."""
    woken: list[Callable[[], None]] = []
    done: list[str] = []
    line = Line(woken.append, pytest.fail)
    for name in "abc":
        line.add(lambda name=name: done.append(name))  # type: ignore[misc]
    assert (len(woken), done) == (1, [])
    woken[0]()
    assert done == ["a", "b", "c"]
    line.add(lambda: done.append("d"))
    assert (len(woken), done) == (2, ["a", "b", "c"])
    woken[1]()
    assert done == ["a", "b", "c", "d"]


def test_what_fails_holds_nothing_up() -> None:
    """An error is told of, and what was told after it is done (3)."""
    woken: list[Callable[[], None]] = []
    done: list[str] = []
    failed: list[Exception] = []
    line = Line(woken.append, failed.append)

    def fail() -> None:
        raise ValueError("told wrongly")

    line.add(fail)
    line.add(lambda: done.append("after"))
    woken[0]()
    assert [str(error) for error in failed] == ["told wrongly"]
    assert done == ["after"]


def test_sessions_tell_their_loop_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two things told to a session from another thread come to its loop in order, by one wake (4)."""
    monkeypatch.setattr(AppSession, TELL, getattr(AppSession, TELL))
    wake_once()
    session, done, wakes = AppSession.__new__(AppSession), list[str](), list[object]()
    session._state = AppSessionState.SHUTDOWN_REQUESTED  # there is nothing of it to end

    async def use() -> None:
        loop = session._event_loop = asyncio.get_running_loop()
        soon = loop.call_soon_threadsafe
        monkeypatch.setattr(loop, "call_soon_threadsafe", lambda *told: (wakes.append(told), soon(*told)))

        def tell() -> None:
            for name in ("first", "second"):
                session._call_soon_on_event_loop(lambda name=name: done.append(name))  # type: ignore[misc]

        thread = Thread(target=tell)
        thread.start()
        thread.join()  # the loop comes to neither before
        monkeypatch.undo()
        while len(done) < 2:
            await asyncio.sleep(0.001)

    asyncio.run(asyncio.wait_for(use(), 10))
    assert (done, len(wakes)) == (["first", "second"], 1)


def test_platform_without_this_way_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later version of it that tells its loop otherwise is not passed by in silence (4)."""
    monkeypatch.delattr(AppSession, TELL)
    with pytest.raises(AttributeError):
        wake_once()
