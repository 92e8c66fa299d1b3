"""
Files to download outlive the run that drew their button.

The platform forgets, when any session's run ends, what no button refers to: a click on a button of the run before then
finds nothing, and a file that was just made can be gone before the browser fetches it. Here both stay for a while after
the last reference to them is gone, so a click is answered with what its button was drawn with.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from streamlit.runtime import exists, get_instance
from streamlit.runtime.media_file_manager import MediaFileManager

from dashboard.serving.file_owners import own_files
from dashboard.serving.signing import session_subject

KEPT_SECONDS: Final = 30.0
LOOK_SECONDS: Final = 2.0
"""How often it is looked what has no reference any more: at each run it would take the longer the more sessions there are."""


class _Lingering:
    """
    Tells which of the things without a reference have been so for long enough; not safe across threads by itself.

    It looks now and then: what had a reference between two looks alone counts from before it, by less than one of them.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: dict[str, float] = {}
        self._looked = float("-inf")

    def expired(self, unreferenced: Callable[[], Iterable[str]]) -> set[str]:
        """Note what has no reference now, forget what has one again, and return what has had none for long enough."""
        now = self._clock()
        if now - self._looked < LOOK_SECONDS:
            return set()
        self._looked = now
        self._since = {name: self._since.get(name, now) for name in unreferenced()}
        return {name for name, since in self._since.items() if now - since >= KEPT_SECONDS + LOOK_SECONDS}


def keep_downloads(manager: MediaFileManager, clock: Callable[[], float] = time.monotonic) -> None:
    """
    Let a manager keep what was to be downloaded for a while; once is enough for all sessions.

    The two methods that are replaced are called with the manager's lock held.
    """
    inactive, files, makers = manager._get_inactive_file_ids, _Lingering(clock), _Lingering(clock)

    def expired_files() -> set[str]:
        return files.expired(inactive)

    def unused_makers() -> list[str]:
        referenced = {id_ for held in manager._files_by_session_and_coord.values() for id_ in held.values()}
        return [id_ for id_ in manager._deferred_callables if id_ not in referenced]

    def drop_expired_makers() -> None:
        for id_ in makers.expired(unused_makers):
            manager._drop_deferred_id(id_)

    manager._get_inactive_file_ids = expired_files  # type: ignore[method-assign]
    manager._remove_orphaned_deferred_callables = drop_expired_makers  # type: ignore[method-assign]


_kept: list[MediaFileManager] = []


def keep_downloads_of_this_server() -> None:
    """Do so for the server that runs this page, once, and note whose each file is where there is a login."""
    if exists() and (manager := get_instance().media_file_mgr) not in _kept:
        _kept[:] = [manager]
        keep_downloads(manager)
        own_files(manager, session_subject)
