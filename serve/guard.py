"""
What stands before the platform: refuses what is not meant for it, and gives every answer the headers.

It is the outermost ASGI application, so that errors, refusals and the upgrade to a websocket carry the headers too.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from budget.core import translate
from serve.headers import Header, dress
from serve.hosts import is_own_host, is_own_origin
from serve.logs import log_error, log_event
from serve.version import VERSION_COOKIE
from serve.words import FOREIGN_PAGE, NOT_HERE, UNEXPECTED, UNKNOWN_HOST, language_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Doors of the platform that nobody here uses: they tell of all sessions, or start new ones."""


@dataclass(frozen=True)
class Refusal:
    """Why a request goes no further: the status, and the text for who asked."""

    status: HTTPStatus
    text: str


class Guard:
    """Checks every request before the platform sees it, and dresses every answer."""

    def __init__(
        self, app: ASGIApp, headers: Sequence[Header], hosts: Sequence[str], version: str, base_path: str = ""
    ) -> None:
        self._app = app
        self._headers = list(headers)
        self._hosts = tuple(hosts)
        self._base = f"/{base_path}" if base_path else ""
        self._cookie = f"{VERSION_COOKIE}={version}; Path={self._base or '/'}; HttpOnly; SameSite=Lax".encode("ascii")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; the life of the server itself is the platform's."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, scope, self._headers, self._cookie)
        refusal = self._refusal(scope)
        if refusal is not None:
            log_event("refused", logging.WARNING, kind=scope["type"], status=refusal.status.value)
            await answer.refuse(refusal)
            return
        try:
            await self._app(scope, receive, answer.send)
        except Exception as error:  # noqa: BLE001 - the last that sees it; who asked gets its number
            await answer.fail(error)

    def _refusal(self, scope: Scope) -> Refusal | None:
        host, origin = _header(scope, b"host"), _header(scope, b"origin")
        if not is_own_host(host, self._hosts):
            return Refusal(HTTPStatus.MISDIRECTED_REQUEST, UNKNOWN_HOST)
        if scope["path"].removeprefix(self._base).startswith(CLOSED):
            return Refusal(HTTPStatus.NOT_FOUND, NOT_HERE)
        acts = scope["type"] == "websocket" or scope["method"] not in SAFE
        if acts and origin and not is_own_origin(origin, host, scope["scheme"]):
            return Refusal(HTTPStatus.FORBIDDEN, FOREIGN_PAGE)
        return None


class _Answer:
    """The answer to one request on its way out."""

    def __init__(self, send: Send, scope: Scope, headers: list[Header], cookie: bytes) -> None:
        self._send, self._scope, self._headers, self._cookie = send, scope, headers, cookie
        self._started = False

    async def send(self, message: Message) -> None:
        """Pass a message on; the one that begins the answer gets the headers."""
        if message["type"] in ("http.response.start", "websocket.accept", "websocket.http.response.start"):
            self._started = True
            own = [(bytes(name), bytes(value)) for name, value in message.get("headers", ())]
            if any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in own):
                own.append((b"set-cookie", self._cookie))
            secure = self._scope["scheme"] in ("https", "wss")
            message = {**message, "headers": dress(own, self._headers, secure)}
        elif message["type"] == "websocket.close" and not self._started:
            await self.refuse(Refusal(HTTPStatus.FORBIDDEN, FOREIGN_PAGE))
            return
        await self._send(message)

    async def refuse(self, refusal: Refusal, **values: object) -> None:
        """Answer with a status and a text, instead of an upgrade too."""
        text = translate(refusal.text, language_of(_header(self._scope, b"accept-language")), **values)
        kind = "websocket.http.response" if self._scope["type"] == "websocket" else "http.response"
        body = f"{text}\n".encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        headers.append((b"cache-control", b"no-store"))
        await self.send({"type": f"{kind}.start", "status": refusal.status.value, "headers": headers})
        await self._send({"type": f"{kind}.body", "body": body})

    async def fail(self, error: Exception) -> None:
        """Log an error that nothing caught; who asked gets its number, unless the answer had begun."""
        number = log_error("request_failed", error)
        if not self._started:
            await self.refuse(Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, UNEXPECTED), id=number)


def _header(scope: Scope, name: bytes) -> str:
    found: Any = next((value for key, value in scope["headers"] if key == name), b"")
    return bytes(found).decode("latin-1")
