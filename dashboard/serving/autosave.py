"""
Keeps work that nobody saved: what a session has open goes to the store a few seconds after it changed, beside the pages.

A toggle only hands over what is open; a thread writes it out, at most once in `EVERY_SECONDS` for a session, however many
toggles there were. Where the store does not answer the work waits for it, and the page's address holds it too. Work that
the store would never take is let go of, and holds nobody else's up.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Final

from dashboard.serving.keeper import KEEPER
from dashboard.serving.keeping import Identity, maker_of
from store import NotSignedInError, Person, Store, StoreError, adopt_work, drop_work, keep_work

EVERY_SECONDS: Final = 10.0
MOST_WAITING: Final = 1_000
"""Sessions whose work waits at one time, for as long as the store does not answer; the oldest give way."""
LOG: Final = logging.getLogger(__name__)
NEVER_TAKEN: Final = frozenset({"store_version_too_large", "store_package_not_here"})
"""What the store says of one session's work, and would say of it again."""


@dataclass(frozen=True)
class Snapshot:
    """
    What a session has open of a list; `text` writes it out, in the thread.

    Work that is not `unsaved` is let go of. A session's `first` snapshot, of a page that was loaded again, takes over what
    an earlier one left of the same work.
    """

    identity: Identity
    session: str
    catalogue: str
    unsaved: bool
    first: bool
    text: Callable[[], str]


class Autosave:
    """The line to the store; safe to call from any thread."""

    def __init__(
        self, store: Callable[[], Store], person: Callable[[Identity], Person], every: float = EVERY_SECONDS
    ) -> None:
        self._store, self._person, self._every = store, person, every
        self._lock, self._woken = Lock(), Event()
        self._waiting: dict[tuple[str, str], Snapshot] = {}
        self._kept: set[tuple[str, str]] = set()
        self._thread: Thread | None = None
        self.written = 0

    def note(self, snapshot: Snapshot) -> None:
        """Have a session's work kept, in place of what it handed over before."""
        key = snapshot.session, snapshot.catalogue
        with self._lock:
            if not (snapshot.unsaved or snapshot.first or key in self._kept or key in self._waiting):
                return  # nothing of it is kept, nor has to be
            self._waiting.pop(key, None)
            self._waiting[key] = snapshot
            for oldest in list(self._waiting)[:-MOST_WAITING]:
                del self._waiting[oldest]
            if self._thread is None:
                self._thread = Thread(target=self._run, name="autosave", daemon=True)
                self._thread.start()
        self._woken.set()

    def _run(self) -> None:
        while True:
            self._woken.wait()
            time.sleep(self._every)
            self._woken.clear()
            with suppress(StoreError):  # it waits; the next toggle or tick tries again
                self.flush()
            if self._waiting:
                self._woken.set()

    def flush(self) -> None:
        """Write out what waits; raises StoreError, and what was not written then goes on waiting."""
        makers: dict[Identity, Person] = {}
        while self._waiting:
            with self._lock:
                if not self._waiting:
                    return
                key, snapshot = next(iter(self._waiting.items()))
            try:
                self._write(key, snapshot, makers)
            except StoreError as error:
                if not (isinstance(error, NotSignedInError) or error.message.code in NEVER_TAKEN):
                    raise
            except Exception:  # the thread goes on for all others
                LOG.exception("work that nobody saved cannot be written")
            with self._lock:
                if self._waiting.get(key) is snapshot:
                    del self._waiting[key]

    def _write(self, key: tuple[str, str], snapshot: Snapshot, makers: dict[Identity, Person]) -> None:
        if snapshot.identity not in makers:
            makers[snapshot.identity] = self._person(snapshot.identity)
        store, mine = self._store(), (makers[snapshot.identity], *key)
        self.written += 1
        if snapshot.first:
            if adopt_work(store, *mine, snapshot.text()):
                self._kept.add(key)
        elif snapshot.unsaved:
            keep_work(store, *mine, snapshot.text())
            self._kept.add(key)
        else:
            drop_work(store, *mine)
            self._kept.discard(key)


AUTOSAVE: Final = Autosave(KEEPER.store, maker_of)
"""The line of all sessions of this server."""
