"""
Keeps work that nobody saved: what a session has open goes to the store a few seconds after it changed, beside the pages.

A toggle only hands over what is open; a thread writes it out, at most once in `EVERY_SECONDS` for a session, however many
toggles there were. Where the store does not answer the work waits for it, and the page's address holds it too. Work that
the store would never take is let go of, and holds nobody else's up.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice, takewhile
from threading import Event, Lock, Thread
from typing import Final

from dashboard.serving.keeper import KEEPER
from dashboard.serving.keeping import Identity, maker_of
from store import NotSignedInError, Person, Store, StoreError, Unsaved, adopt_work, drop_work, keep_all

EVERY_SECONDS: Final = 10.0
MOST_WAITING: Final = 1_000
"""Sessions whose work waits at one time, for as long as the store does not answer; the oldest give way."""
LOG: Final = logging.getLogger(__name__)
TOGETHER: Final = 50
"""Sessions whose work is written in one transaction."""

Key = tuple[str, str]
"""A session and a list."""


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

    @property
    def is_kept(self) -> bool:
        """Whether it is written as it is, rather than taken over or let go of."""
        return self.unsaved and not self.first


class Autosave:
    """The line to the store; safe to call from any thread."""

    def __init__(
        self, store: Callable[[], Store], person: Callable[[Identity], Person], every: float = EVERY_SECONDS
    ) -> None:
        self._store, self._person, self._every = store, person, every
        self._lock, self._woken = Lock(), Event()
        self._waiting: dict[Key, Snapshot] = {}
        self._kept: set[Key] = set()
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
        while found := self._next():
            ready: dict[Key, Unsaved] = {}
            for key, snapshot in found.items():
                with self._heard(key, snapshot):
                    if snapshot.identity not in makers:
                        makers[snapshot.identity] = self._person(snapshot.identity)
                    if snapshot.is_kept:
                        ready[key] = Unsaved(makers[snapshot.identity], *key, snapshot.text())
                    else:
                        self._write(key, snapshot, makers[snapshot.identity])
            faults = keep_all(self._store(), list(ready.values())) if ready else []
            self.written += len(faults)
            self._kept.update(key for key, fault in zip(ready, faults, strict=True) if fault is None)
            self._let_go({key: found[key] for key in ready})

    def _next(self) -> dict[Key, Snapshot]:
        """Return what is written now: what is kept together, in its order, as what is taken over may be among it."""
        with self._lock:
            found = list(islice(self._waiting.items(), TOGETHER))
        return dict(takewhile(lambda one: one[1].is_kept, found)) or dict(found[:1])

    def _let_go(self, written: Mapping[Key, Snapshot]) -> None:
        with self._lock:
            for key, snapshot in written.items():
                if self._waiting.get(key) is snapshot:
                    del self._waiting[key]

    @contextmanager
    def _heard(self, key: Key, snapshot: Snapshot) -> Iterator[None]:
        """Let go of a session's work once it is written, or will never be; raises StoreError when it may be later."""
        try:
            yield
        except StoreError as error:
            if not isinstance(error, NotSignedInError):
                raise
            self._let_go({key: snapshot})
        except Exception:  # the thread goes on for all others
            LOG.exception("work that nobody saved cannot be written")
            self._let_go({key: snapshot})

    def _write(self, key: Key, snapshot: Snapshot, maker: Person) -> None:
        self.written += 1
        if not snapshot.first:
            drop_work(self._store(), maker, *key)
            self._kept.discard(key)
        elif adopt_work(self._store(), maker, *key, snapshot.text()):
            self._kept.add(key)
        self._let_go({key: snapshot})


AUTOSAVE: Final = Autosave(KEEPER.store, maker_of)
"""The line of all sessions of this server."""
