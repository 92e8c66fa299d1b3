"""
Files to download outlive the run that drew their button.

The platform forgets, when any session's run ends, what no button refers to: a click on a button of the run before then
finds nothing, and a file that was just made can be gone before the browser fetches it. Here both stay for a while after
the last reference to them is gone, so a click is answered with what its button was drawn with.

A button whose file follows every toggle would have to be drawn at every toggle. `AtClick` looks instead at the moment of
the click what the session has: a page waits with a click until it shows all that was changed before it
(`dashboard/assets/downloads.js`), and what is changed after it comes to the server after it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import wraps
from typing import Any, Final

from streamlit.runtime import exists, get_instance
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager

from dashboard.serving.file_owners import own_files
from dashboard.serving.signing import session_subject

KEPT_SECONDS: Final = 30.0
LOOK_SECONDS: Final = 2.0
"""How often it is looked what has no reference any more: at each run it would take the longer the more sessions there are."""


_at_click: ContextVar[tuple[AtClick, Any] | None] = ContextVar("at_click", default=None)


class AtClick:
    """What makes a file of what the session had at the click: `look` says what that is, `make` makes the file of it."""

    def __init__(self, look: Callable[[], Any], make: Callable[[Any], Any]) -> None:
        self.look, self._make = look, make

    def __call__(self) -> Any:
        """Make the file, of what was there when its request came; outside a server of what is there now."""
        asked = _at_click.get()
        return self._make(asked[1] if asked is not None and asked[0] is self else self.look())


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


def look_at_click() -> None:
    """Have the platform look for `AtClick` when a request for a file comes, before it makes the file beside the server."""
    handle = DeferredFileHandler.handle
    if hasattr(handle, "__wrapped__"):
        return

    @wraps(handle)
    async def handled(self: DeferredFileHandler, request: Any, session_id: str) -> Any:
        found = self._get_media_file_mgr()._deferred_callables.get(request.deferred_file.file_id)
        make = found["callable"] if found is not None else None
        if isinstance(make, AtClick):
            _at_click.set((make, make.look()))  # the thread that makes the file takes this context over
        return await handle(self, request, session_id)

    DeferredFileHandler.handle = handled  # type: ignore[method-assign]


_kept: list[MediaFileManager] = []


def keep_downloads_of_this_server() -> None:
    """Do so for the server that runs this page, once, and note whose each file is where there is a login."""
    if exists() and (manager := get_instance().media_file_mgr) not in _kept:
        _kept[:] = [manager]
        look_at_click()
        keep_downloads(manager)
        own_files(manager, session_subject)
