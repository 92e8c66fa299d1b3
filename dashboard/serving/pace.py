"""
A session that asks for one run after the other, faster than anyone clicks, waits, so that it takes no one else's turn.

What it asks for meanwhile the platform makes into one run, so nothing is lost by the wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import streamlit as st

RUNS_PER_SECOND: Final = 8.0
RUNS_AT_ONCE: Final = 25.0
MOST_SECONDS: Final = 1.0
KEY: Final = "pace"


class Pace:
    """How many runs a session may still have at once; each second gives some back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left, self._at = RUNS_AT_ONCE, clock()

    def wait_seconds(self) -> float:
        """Count a run, and return how long it should wait."""
        now = self._clock()
        self._left = min(RUNS_AT_ONCE, self._left + (now - self._at) * RUNS_PER_SECOND) - 1
        self._at = now
        return min(MOST_SECONDS, max(0.0, -self._left / RUNS_PER_SECOND))


def keep_pace() -> None:
    """Let this run wait when its session asks for too many."""
    try:
        pace: Pace = st.session_state[KEY]
    except KeyError:
        pace = st.session_state[KEY] = Pace()
    seconds = pace.wait_seconds()
    if seconds:
        time.sleep(seconds)
