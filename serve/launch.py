"""Puts the server together from the settings and runs it."""

from __future__ import annotations

import logging
import os
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from budget.catalogue import Catalogue
from budget.core import BudgetError
from dashboard import state
from serve.compress import Compressor
from serve.events import wake_once
from serve.files import FileDoor
from serve.guard import Guard
from serve.headers import fixed_headers
from serve.health import health_route
from serve.heap import settle_heap
from serve.logs import log_event
from serve.notices import Standing, standing, tell_script_error
from serve.platform_settings import forbid_lookups, platform_options, settle_settings
from serve.run_start import begin_runs_alike
from serve.settings import ServeSettings
from serve.sockets import send_at_once
from serve.threads import take_turns
from serve.told import read_plain
from serve.upkeep import Upkeep
from serve.version import served_version

SCRIPT = Path(__file__).resolve().parent.parent / "app.py"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to


class Calculator(st.App):
    """The calculator as an ASGI application; what it sends passes the guard last, errors of the platform too."""

    def __init__(self, settings: ServeSettings) -> None:
        version = served_version(_loaded())
        super().__init__(
            script_path=SCRIPT,
            routes=[health_route(settings.base_path, version)],
            lifespan=lifespan,
            on_script_error=tell_script_error,
        )
        standing.set(Standing(version))
        inner: ASGIApp = Compressor(FileDoor(super().__call__, settings.base_path))
        self._guard = Guard(inner, fixed_headers(settings.frame_ancestors), settings.hosts, version, settings.base_path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._guard(scope, receive, send)


def _loaded() -> Catalogue | None:
    """Return the catalogue; None when it has faults, which the pages tell in full."""
    try:
        return state.catalogue()
    except BudgetError as error:
        log_event("catalogue_refused", logging.ERROR, fault=error.message.code)
        return None


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """
    Have the catalogue and the pages at hand before the first request, and the store soon after.

    In the end nothing waits unwritten.
    """
    send_at_once()
    await run_in_threadpool(_loaded)
    await run_in_threadpool(settle_heap)
    upkeep = Upkeep()
    upkeep.start()
    yield
    await run_in_threadpool(upkeep.end)
    log_event("stopped")


def address_of(settings: ServeSettings) -> str:
    """Return the address to open in a browser on this machine."""
    name = "localhost" if settings.address in EVERYWHERE else settings.address
    shown = f"[{name}]" if ":" in name else name
    return f"http://{shown}:{settings.port}/{settings.base_path}"


def run(settings: ServeSettings) -> None:
    """Serve until stopped. A port that is taken ends it with a line in the log and exit code 1."""
    forbid_lookups()
    settle_settings()
    wake_once()
    take_turns()
    read_plain()
    begin_runs_alike()
    os.environ["FORWARDED_ALLOW_IPS"] = ",".join(settings.proxies)
    app = Calculator(settings)
    sys.argv[1:] = []  # the platform would hand them to the script
    log_event("starting", address=settings.address, port=settings.port, base_path=settings.base_path)
    if not settings.headless:
        opening = threading.Timer(1.0, webbrowser.open, args=(address_of(settings),))
        opening.daemon = True
        opening.start()
    app.run(config=platform_options(settings))
