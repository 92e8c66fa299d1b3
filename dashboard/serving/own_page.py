"""
Which page a part of a page runs on, and when the whole page runs in its place.

With a report of the list the browser names the page that it shows. Where a click meets a change of page, that is not the
page that the session has gone to, or the browser has not drawn that yet. Told of a run of another page than it knows of,
the browser forgets all that it shows; sent a part then, which has a place no more, it shows nothing at all.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final
from weakref import WeakKeyDictionary

from streamlit.errors import StreamlitAPIException
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner

SETTLING_SECONDS: Final = 5.0
"""How long after a change of page a browser may still be drawing it: the list's part is not run alone before."""

_run, _go = ScriptRunner._run_script, PagesManager.set_current_page_script_hash
_gone_at: WeakKeyDictionary[PagesManager, float] = WeakKeyDictionary()


def on_own_page(asked: RerunData, shown: str, settled: bool = True) -> RerunData:
    """Return what is run of what the browser asks for: a part of the page shown last once it is `settled`, else all of it."""
    if not asked.fragment_id_queue or (settled and asked.page_script_hash == shown):
        return asked
    return replace(asked, fragment_id_queue=[], is_fragment_scoped_rerun=False, page_script_hash=shown, page_name="")


def _go_noted(manager: PagesManager, page_script_hash: str) -> None:
    """Note when a session goes from one page to another; the first page of all comes after the script itself."""
    before = manager.current_page_script_hash
    if before not in {"", manager.main_script_hash, page_script_hash}:
        _gone_at[manager] = time.monotonic()
    _go(manager, page_script_hash)


def _of_part(runner: ScriptRunner, asked: RerunData, key: str) -> bool:
    """Whether a part of that key is among what is asked; a dialog, which a whole run would close, has none."""
    try:
        return not set(runner._fragment_storage.resolve_target(key)).isdisjoint(asked.fragment_id_queue)
    except StreamlitAPIException:  # the page has no such part
        return False


def keep_parts_on_their_page(key: str) -> None:
    """
    Have the platform run a part only on the page that the session has gone to; once for all sessions.

    What reports clicks by itself, also those that were made on the page before, stands in the part of that `key`.
    """

    def run_on_own_page(runner: ScriptRunner, asked: RerunData) -> None:
        pages = runner._pages_manager
        late = time.monotonic() - _gone_at.get(pages, float("-inf")) > SETTLING_SECONDS
        _run(runner, on_own_page(asked, pages.current_page_script_hash, late or not _of_part(runner, asked, key)))

    PagesManager.set_current_page_script_hash = _go_noted  # type: ignore[assignment,method-assign]
    ScriptRunner._run_script = run_on_own_page  # type: ignore[assignment,method-assign]
