"""
A hundred sessions for some minutes, and a thousand that come and go.

1. No headline is wrong, none is another session's, no toggle is lost.
2. What a session takes of the server's memory is bounded, and is given back when it is left.

`SOAK_MINUTES=10` makes the first longer.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
from collections.abc import Iterator

import pytest

from benchmarks._client import Session
from benchmarks._load import PAUSE_SECONDS, Measured, app_crowd
from benchmarks._served import Server, launched
from budget.catalogue import Catalogue

pytestmark = pytest.mark.long

SESSIONS, CYCLES, AT_ONCE = 100, 1000, 10
MOST_MIB_A_SESSION = 1.0
MOST_GROWTH_MIB = 20.0
MINUTES = float(os.environ.get("SOAK_MINUTES", "1.5"))


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own, whose memory is nobody else's, by the launcher: it says when garbage is collected."""
    with launched() as found:
        yield found


def test_hundred_sessions_get_their_own_figures(server: Server, catalogue: Catalogue) -> None:
    """Every total of every session is the engine's for what it chose (1), at less than a MiB each (2)."""
    toggles = math.ceil(MINUTES * 60 / PAUSE_SECONDS[0]) + 2
    crowd = app_crowd(server, catalogue, SESSIONS, random.Random(31), toggles)
    measured = Measured()

    async def soak() -> float | None:
        await crowd.open()
        await crowd.spread(MINUTES * 60, random.Random(32), measured)
        grown = crowd.growth_kb()
        await crowd.close()
        return grown

    grown = asyncio.run(soak())
    assert (crowd.faults.wrong, crowd.faults.foreign, crowd.faults.lost) == (0, 0, 0)
    assert len(measured.runs) > SESSIONS
    assert grown is not None
    assert grown / 1024 < MOST_MIB_A_SESSION


def test_thousand_sessions_come_and_go_without_growth(server: Server) -> None:
    """After the first hundreds the server's memory stays what it was (2)."""

    async def visit(times: int) -> None:
        for _ in range(times // AT_ONCE):
            pages = await asyncio.gather(*(Session.connect(server.url) for _ in range(AT_ONCE)))
            await asyncio.gather(*(page.toggle("4.7", True) for page in pages))
            await asyncio.gather(*(page.close() for page in pages))

    asyncio.run(visit(CYCLES // 4))
    before = server.memory_kb()
    asyncio.run(visit(CYCLES - CYCLES // 4))
    assert (server.memory_kb() - before) / 1024 < MOST_GROWTH_MIB
