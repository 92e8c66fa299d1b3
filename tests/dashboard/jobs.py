"""Jobs that the tests give to workers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from budget.catalogue import Catalogue


class StubbornError(Exception):
    """An error that cannot be pickled."""

    def __reduce__(self) -> Any:
        raise TypeError("not to be copied")


def add(first: int, second: int) -> int:
    return first + second


def measures_of(catalogue: Catalogue) -> list[str]:
    return list(catalogue.measures)


def run_on(progress: Callable[[object], bool]) -> str:
    """Run until told to stop."""
    turns = 0
    while progress(turns):
        turns += 1
        time.sleep(0.02)
    return "stopped"


def sleep_on() -> None:
    """Heed nothing."""
    time.sleep(600)


def raise_stubbornly(text: str) -> None:
    raise StubbornError(text)


def fill(mebibytes: int) -> int:
    """Hold this much memory for a moment."""
    return len(bytes(bytearray(mebibytes * 2**20))) // 2**20


def die() -> None:
    """End the process as the system does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(mark: Path) -> str:
    """End the process the first time."""
    if mark.exists():
        return "made"
    mark.touch()
    die()
    return "never"
