"""
The health endpoint: it loads the catalogue, so that a server that cannot show a figure is not called healthy.

It says how the store is too. A server whose store does not answer goes on calculating, so it stays healthy.
"""

from __future__ import annotations

import asyncio
from typing import Final

from anyio import to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from budget.core import BudgetError
from dashboard import state
from dashboard.serving import KEEPER
from store import StoreError

PATH = "/healthz"
ASKED_SECONDS: Final = 2.0


def health_route(base_path: str, version: str) -> Route:
    """Answer 200 with what is served, or 503 with the code of the fault; behind a proxy it is closed to outside."""

    async def answer(_request: Request) -> Response:
        try:
            info = (await run_in_threadpool(state.catalogue)).info
        except BudgetError as error:
            return _json({"status": "no catalogue", "fault": error.message.code, "served": version}, 503)
        catalogue = {"id": info.id, "version": info.version, "date": str(info.date)}
        held: dict[str, object] = {
            "status": "ok",
            "catalogue": catalogue,
            "served": version,
            "store": await _store_word(),
        }
        return _json(held, 200)

    return Route(f"/{base_path}{PATH}" if base_path else PATH, answer, methods=["GET"])


async def _store_word() -> str:
    """Return "ok", or the code of why the store is not there; a database that is slow to answer counts as away."""
    try:
        return await asyncio.wait_for(to_thread.run_sync(_ask_store, abandon_on_cancel=True), ASKED_SECONDS)
    except TimeoutError:
        return "store_away"


def _ask_store() -> str:
    try:
        KEEPER.store().ask()
    except StoreError as error:
        return error.message.code
    return "ok"


def _json(content: dict[str, object], status: int) -> JSONResponse:
    return JSONResponse(content, status_code=status, headers={"cache-control": "no-store"})
