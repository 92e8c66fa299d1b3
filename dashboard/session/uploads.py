"""
What the server keeps of files that users send: the last one of a session, and so many bytes in all.

The platform keeps every file of a session until the session ends, whether it was read or not. A session of ours opens
one file at a time, so one that follows takes the place of the one before, and what was read is let go of at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Final

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

MOST_BYTES: Final = 100_000_000
"""Bytes of all sessions together; twenty files of the largest size, each there for as long as its reading takes."""
LET_GO: Final = "application/x-let-go"
"""The type of a file whose content had to make room for newer ones before its session read it."""


class BoundedUploads:
    """
    Stands in for a store's `add_file`: keeps one file of a session, and `most` bytes of all sessions.

    Where that is not enough the oldest files give up their content first; they stay, empty, so that their users are
    told. Safe to call from any thread.
    """

    def __init__(self, store: MemoryUploadedFileManager, most: int = MOST_BYTES) -> None:
        self._store, self._most = store, most
        self._add = store.add_file
        self._lock = threading.Lock()

    def __call__(self, session_id: str, file: UploadedFileRec) -> None:
        """Add a file, as the store does."""
        with self._lock:
            self._store.remove_session_files(session_id)  # the newest then stands last
            self._make_room(self._most - len(file.data))
            self._add(session_id, file)

    def trim(self) -> None:
        """Bring what the store already held within the limits."""
        with self._lock:
            held = dict(self._files())
            for session_id in held:
                self._store.remove_session_files(session_id)
        for session_id, file in held.items():
            self(session_id, file)

    def _files(self) -> Iterator[tuple[str, UploadedFileRec]]:
        """Yield the files that are held with their sessions, the oldest first."""
        for session_id, files in list(self._store.file_storage.items()):
            yield from ((session_id, file) for file in list(files.values()))

    def _make_room(self, most: int) -> None:
        """Empty the oldest files until at most so many bytes are held."""
        held = list(self._files())
        total = sum(len(file.data) for _, file in held)
        for session_id, file in held:
            if total <= most:
                return
            total -= len(file.data)
            self._add(session_id, file._replace(type=LET_GO, data=b""))


def bound_uploads(store: object) -> None:
    """Hold the platform's store of uploaded files to the limits, once; another kind of store has its own."""
    if isinstance(store, MemoryUploadedFileManager) and not isinstance(store.add_file, BoundedUploads):
        bounded = BoundedUploads(store)
        store.add_file = bounded  # type: ignore[method-assign]  # the platform offers no other place for a limit
        bounded.trim()


def let_go(store: object, session_id: str, file_id: str) -> None:
    """Free a file that was read."""
    if isinstance(store, MemoryUploadedFileManager):
        store.remove_file(session_id, file_id)
