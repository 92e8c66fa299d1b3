"""What the server does for the store beside the pages: open it at the start, let go of what is old, write out at the end."""

from __future__ import annotations

import logging
from contextlib import suppress
from threading import Event, Thread
from typing import Final

from dashboard.serving import AUTOSAVE, KEEPER
from serve.logs import log_event
from store import StoreError, clear

DAY_SECONDS: Final = 24 * 60 * 60.0
AGAIN_SECONDS: Final = 60.0


class Upkeep:
    """A thread that keeps the store in order for as long as the server runs; it holds up no start."""

    def __init__(self) -> None:
        self._ended = Event()
        self._thread = Thread(target=self._run, name="upkeep", daemon=True)
        self._told = ""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Write out the work that still waits, and stop."""
        self._ended.set()
        with suppress(StoreError):  # the addresses of the pages hold it too
            AUTOSAVE.flush()
        KEEPER.close()

    def _run(self) -> None:
        seconds = 0.0
        while not self._ended.wait(seconds):
            seconds = DAY_SECONDS if self._once() else AGAIN_SECONDS

    def _once(self) -> bool:
        """Let go of what is old; log how it went when that is another thing than the last time."""
        try:
            store = KEEPER.store()
            gone = clear(store)
        except StoreError as error:
            if self._told != error.message.code:
                self._told = error.message.code
                log_event("store_refused", logging.WARNING, fault=error.message.code)
            return False
        if gone or self._told != "ok":
            self._told = "ok"
            log_event("store", database="postgresql" if store.shared else "sqlite", cleared=gone)
        return True
