"""The health endpoint: it loads the catalogue, so that a server that cannot show a figure is not called healthy."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from budget.core import BudgetError
from dashboard import state

PATH = "/healthz"


def health_route(base_path: str, version: str) -> Route:
    """Answer 200 with what is served, or 503 with the code of the fault; behind a proxy it is closed to outside."""

    async def answer(_request: Request) -> Response:
        try:
            info = (await run_in_threadpool(state.catalogue)).info
        except BudgetError as error:
            return _json({"status": "no catalogue", "fault": error.message.code, "served": version}, 503)
        catalogue = {"id": info.id, "version": info.version, "date": str(info.date)}
        return _json({"status": "ok", "catalogue": catalogue, "served": version}, 200)

    return Route(f"/{base_path}{PATH}" if base_path else PATH, answer, methods=["GET"])


def _json(content: dict[str, object], status: int) -> JSONResponse:
    return JSONResponse(content, status_code=status, headers={"cache-control": "no-store"})
