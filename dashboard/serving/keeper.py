"""The store of this server: opened when first asked for, and again after a while when that failed."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

from store import Store, StoreError, open_store

AGAIN_SECONDS: Final = 10.0


class Keeper:
    """Holds the store, or why there is none; safe to call from any thread."""

    def __init__(self, opening: Callable[[], Store] = open_store, clock: Callable[[], float] = time.monotonic) -> None:
        self._opening, self._clock = opening, clock
        self._lock = Lock()
        self._store: Store | None = None
        self._failed: tuple[StoreError, float] | None = None

    def store(self) -> Store:
        """Return the store; raises StoreError, without trying again, until `AGAIN_SECONDS` after the last try."""
        if self._store is not None:
            return self._store
        with self._lock:
            if self._store is None:
                self._store = self._opened()
        return self._store

    def _opened(self) -> Store:
        if self._failed is not None and self._clock() - self._failed[1] < AGAIN_SECONDS:
            raise self._failed[0]
        try:
            return self._opening()
        except StoreError as error:
            self._failed = error, self._clock()
            raise

    def close(self) -> None:
        """Let go of the store; the next to ask opens it anew."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store = self._failed = None


KEEPER: Final = Keeper()
"""The store of all sessions of this server."""
