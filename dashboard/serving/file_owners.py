"""
Whose a file to download is, where there is a login: the platform gives a file to whoever knows its address.

Each file is noted with who was signed in when it was made; two people may have made the very same one. Each session is
noted too, as the platform takes a file for whatever session its address names.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from threading import Lock
from typing import Any, Final

from streamlit.runtime.media_file_manager import MediaFileManager

MOST_FILES: Final = 20_000


class FileOwners:
    """Subjects by file, the last noted ones; safe to call from any thread."""

    def __init__(self, most: int = MOST_FILES) -> None:
        self._most, self._lock = most, Lock()
        self._of: dict[str, frozenset[str]] = {}

    def note(self, address: str, subject: str) -> None:
        """Note that a file, by its address or id, or a session by its id, is of somebody; nobody is nobody."""
        if subject:
            with self._lock:
                found = self._of.pop(_id(address), frozenset())
                self._of[_id(address)] = found | {subject}
                for oldest in list(self._of)[: -self._most]:
                    del self._of[oldest]

    def of(self, address: str) -> frozenset[str]:
        """Return whose a file is."""
        return self._of.get(_id(address), frozenset())


def _id(address: str) -> str:
    return PurePosixPath(address).stem


OWNERS: Final = FileOwners()
"""Of all files of this server."""


def own_files(manager: MediaFileManager, subject: Callable[[], str], owners: FileOwners = OWNERS) -> None:
    """Note of each file that a manager takes or has made whose it is: who `subject` names at that moment."""
    add, add_deferred, execute = manager.add, manager.add_deferred, manager.execute_deferred

    def added(*args: Any, **values: Any) -> str:
        address = add(*args, **values)
        owners.note(address, subject())
        return address

    def deferred(*args: Any, **values: Any) -> str:
        id_ = add_deferred(*args, **values)
        owners.note(id_, subject())
        return id_

    def executed(file_id: str) -> str:
        address = execute(file_id)
        for owner in owners.of(file_id):
            owners.note(address, owner)
        return address

    manager.add = added  # type: ignore[method-assign]
    manager.add_deferred = deferred  # type: ignore[method-assign]
    manager.execute_deferred = executed  # type: ignore[method-assign]
