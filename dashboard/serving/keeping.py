"""
The store of this server, and who asks for it: opened when first asked for, and again after a while when that failed.

Without a login there is one local user, whose store nobody else may see: it is there for pages that this machine itself
asks for, and for no others.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

import streamlit as st

from dashboard.serving.hosts import host_name, is_loopback
from store import NoLoginError, Person, Store, StoreError, known_person, local_person, open_store

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


def asked_from_here() -> bool:
    """Whether the page is asked for by this machine itself: by a name of its own, and from an address of its own."""
    name = host_name(st.context.headers.get("Host") or "localhost")
    return name is not None and is_loopback(name) and is_loopback(st.context.ip_address or "localhost")


@dataclass(frozen=True)
class Identity:
    """Who a session is, before the store is asked: nobody's `subject` is that of the one local user."""

    subject: str | None = None
    name: str = ""


def identity() -> Identity:
    """Return who this session is; raises StoreError where nobody can be told from another. The store is not asked."""
    if not asked_from_here():
        raise NoLoginError
    return Identity()


def person_of(asked: Identity) -> Person:
    """Return who that is to the store; raises StoreError."""
    store = KEEPER.store()
    return local_person(store) if asked.subject is None else known_person(store, asked.subject, asked.name)


def person() -> Person:
    """Return who this session is to the store; raises StoreError."""
    return person_of(identity())
