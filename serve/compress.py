"""
Compresses the platform's page and its scripts, which the platform itself sends as they are.

A file that never changes (its name holds its hash, so it is sent as immutable) is compressed once and kept.
"""

from __future__ import annotations

import asyncio
import gzip

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEAST_BYTES = 1000
LEVEL = 9
TEXT = (b"text/", b"application/javascript", b"application/json", b"image/svg")


class Compressor:
    """Compresses the answers that are texts and not compressed yet; partial ones stay as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, compressed when who asks takes it."""
        headers = dict(scope.get("headers", ()))
        whole = scope["type"] == "http" and scope["method"] == "GET" and b"range" not in headers
        if not whole or b"gzip" not in headers.get(b"accept-encoding", b""):
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Body(scope["path"], self._kept, send).take)


class _Body:
    """One answer on its way out, held back until it is whole when it will be compressed."""

    def __init__(self, path: str, kept: dict[str, bytes], send: Send) -> None:
        self._path, self._kept, self._send = path, kept, send
        self._start: Message | None = None
        self._parts: list[bytes] = []

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_plain_text(message):
            self._start = message
        elif message["type"] != "http.response.body" or self._start is None:
            await self._send(message)
        else:
            self._parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = b"".join(self._parts)
        headers = [
            (name, value) for name, value in start["headers"] if name.lower() not in (b"content-length", b"vary")
        ]
        headers.append((b"vary", b"Accept-Encoding"))
        if len(body) >= LEAST_BYTES:
            body = await self._compressed(
                body, immutable=b"immutable" in dict(start["headers"]).get(b"cache-control", b"")
            )
            headers.append((b"content-encoding", b"gzip"))
        headers.append((b"content-length", str(len(body)).encode("ascii")))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})

    async def _compressed(self, body: bytes, immutable: bool) -> bytes:
        if not immutable:
            return gzip.compress(body, LEVEL, mtime=0)
        if self._path not in self._kept:
            self._kept[self._path] = await asyncio.to_thread(gzip.compress, body, LEVEL, mtime=0)
        return self._kept[self._path]


def _is_plain_text(start: Message) -> bool:
    headers = {name.lower(): value for name, value in start["headers"]}
    if start["status"] != 200 or b"content-encoding" in headers or b"set-cookie" in headers:
        return False
    return b"content-disposition" not in headers and headers.get(b"content-type", b"").startswith(TEXT)
