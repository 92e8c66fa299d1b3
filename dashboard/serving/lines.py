"""The server's two lines: searches, each of which takes long, and papers (images, workbooks, notas), which take a second."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

from streamlit.runtime import exists, get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from budget.catalogue import Catalogue
from dashboard.workers import Job, Line, WorkerLostError

MOST_PAPERS_WAITING: Final = 100
PAPER_SECONDS: Final = 120.0


def number_of(variable: str, default: int) -> int:
    """Return what a variable of the environment says, a whole number from 1; the default when it says no such thing."""
    text = os.environ.get(variable, "").strip()
    return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else default


def _is_gone(session: str) -> bool:
    return exists() and not get_instance().is_active_session(session)


SEARCHES: Final = Line(number_of("SEARCHES", 2), number_of("SEARCHES_WAITING", 20), _is_gone)
"""The searches of all sessions; the environment says how many run at once and how many may wait."""
PAPERS: Final = Line(number_of("PAPERS", 2), MOST_PAPERS_WAITING, niceness=5)
"""What is drawn or written for a download: after the toggles, before the searches."""


def session_id() -> str:
    """Name the session that this page is drawn for."""
    context = get_script_run_ctx()
    return "" if context is None else context.session_id


def paper(function: Callable[..., Any], catalogue: Catalogue | None, *arguments: Any, **options: Any) -> Any:
    """
    Have a paper made and return it; once more in a fresh process when the first is lost.

    Raises what the function raises, LineFullError and WorkerLostError.
    """
    job = Job(function, catalogue, arguments, options, most_seconds=PAPER_SECONDS)
    try:
        return PAPERS.submit(job).answer()
    except WorkerLostError:
        return PAPERS.submit(job).answer()
