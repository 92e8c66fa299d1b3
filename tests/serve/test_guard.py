"""
The guard on its own, around a stand-in for the platform.

1. Whatever the answer, it has every header: also refusals, errors and the upgrade to a websocket.
2. What is refused never reaches the platform.
3. Behind TLS browsers are told to come back by TLS, and every cookie is Secure.
"""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from serve.compress import Compressor
from serve.guard import Guard
from serve.headers import TRANSPORT, fixed_headers
from serve.logs import JsonLines

FIXED = fixed_headers()
VERSION = "0123456789ab"


class Platform:
    """Answers like the platform, and counts what reaches it."""

    def __init__(self, fault: Exception | None = None, start: dict[str, Any] | None = None) -> None:
        self.reached = 0
        self._fault = fault
        self._start = start or {"type": "http.response.start", "status": 200, "headers": []}

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        self.reached += 1
        if self._fault is not None:
            raise self._fault
        await send(self._start)
        if self._start["type"] == "http.response.start":
            await send({"type": "http.response.body", "body": b"x"})


def ask(platform: Platform, kind: str = "http", path: str = "/", method: str = "GET", **headers: str) -> list[Message]:
    """Send one request through the guard and return all that it answers."""
    scheme = headers.pop("scheme", "http" if kind == "http" else "ws")
    given = {"host": "localhost:8501"} | {name.replace("_", "-"): value for name, value in headers.items()}
    pairs = [(name.encode(), value.encode()) for name, value in given.items()]
    scope = {"type": kind, "path": path, "method": method, "scheme": scheme, "headers": pairs}
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    asyncio.run(Guard(platform, FIXED, (), VERSION)(scope, receive, send))
    return sent


def headers_of(sent: list[Message]) -> dict[bytes, bytes]:
    return {bytes(name).lower(): bytes(value) for name, value in sent[0]["headers"]}


REFUSED = [
    ({"host": "evil.example"}, 421),
    ({"path": "/_stcore/metrics"}, 404),
    ({"path": "/_stcore/agent/interact", "method": "POST"}, 404),
    ({"method": "PUT", "path": "/_stcore/upload_file/a/b", "origin": "http://evil.example"}, 403),
    ({"kind": "websocket", "path": "/_stcore/stream", "origin": "http://evil.example"}, 403),
    ({"kind": "websocket", "path": "/_stcore/stream", "origin": "null"}, 403),
    ({"kind": "websocket", "path": "/_stcore/stream", "host": "evil.example", "origin": "http://evil.example"}, 421),
]


@pytest.mark.parametrize(("request_", "status"), REFUSED)
def test_what_is_foreign_never_reaches_the_platform(request_: dict[str, str], status: int) -> None:
    """It is answered with a status, a text and every header."""
    platform = Platform()
    sent = ask(platform, **request_)
    assert platform.reached == 0
    assert sent[0]["status"] == status
    assert dict(FIXED).items() <= headers_of(sent).items()
    assert len(sent[1]["body"]) > 20


def test_the_text_of_a_refusal_is_in_the_language_of_the_browser() -> None:
    """Dutch first; English for who asks for it before Dutch."""
    said = [
        ask(Platform(), host="evil.example", accept_language=asked)[1]["body"].decode()
        for asked in ("", "nl-NL,en;q=0.5", "de,en-GB;q=0.8,nl;q=0.1")
    ]
    assert said[0] == said[1] != said[2]
    assert said[0].startswith("Deze naam is niet van deze server.")
    assert said[2].startswith("This name is not this server's.")


@pytest.mark.parametrize(
    "start",
    [
        {"type": "http.response.start", "status": 200, "headers": [(b"Content-Type", b"text/html; charset=utf-8")]},
        {"type": "http.response.start", "status": 500, "headers": [(b"X-Content-Type-Options", b"other")]},
        {"type": "websocket.accept", "subprotocol": "streamlit"},
    ],
)
def test_every_answer_of_the_platform_is_dressed(start: dict[str, Any]) -> None:
    """Each header stands in it once, with our value."""
    kind = "websocket" if start["type"] == "websocket.accept" else "http"
    sent = ask(Platform(start=start), kind=kind, origin="http://localhost:8501")
    names = [bytes(name).lower() for name, _ in sent[0]["headers"]]
    assert all(names.count(name) == 1 for name, _ in FIXED)
    assert dict(FIXED).items() <= headers_of(sent).items()
    assert TRANSPORT[0] not in names


def test_a_page_says_which_version_it_is_of() -> None:
    """Only a page does, in a cookie that no script reads."""
    page = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html; charset=utf-8")]}
    assert headers_of(ask(Platform(start=page)))[b"set-cookie"].startswith(
        b"served_version=0123456789ab; Path=/; HttpOnly"
    )
    assert b"set-cookie" not in headers_of(ask(Platform()))


def test_behind_tls_cookies_are_secure() -> None:
    """The platform's cookie gets the word once, and browsers are told to come back by TLS."""
    cookies = [(b"set-cookie", b"_streamlit_xsrf=1; Path=/"), (b"Set-Cookie", b"a=1; Secure")]
    sent = ask(Platform(start={"type": "http.response.start", "status": 200, "headers": cookies}), scheme="https")
    found = [value for name, value in sent[0]["headers"] if name.lower() == b"set-cookie"]
    assert found == [b"_streamlit_xsrf=1; Path=/; Secure", b"a=1; Secure"]
    assert headers_of(sent)[TRANSPORT[0]] == TRANSPORT[1]


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_an_error_gives_a_number_and_tells_nothing_else(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """The log has the same number, the kind and the places, and no word of the error itself."""
    with caplog.at_level(logging.ERROR, "serve"):
        sent = ask(Platform(ValueError("geheim van de gebruiker")), kind=kind)
    assert sent[0]["status"] == 500
    line = JsonLines().format(caplog.records[-1])
    logged = json.loads(line)
    assert logged["error_id"] in sent[1]["body"].decode()
    assert logged["error"] == "ValueError"
    assert any("tests/serve/test_guard.py" in frame for frame in logged["frames"])
    assert "geheim" not in line + sent[1]["body"].decode()


def test_a_refusal_of_the_platform_itself_is_dressed_too() -> None:
    """A handshake that the platform closes is answered with our headers."""
    sent = ask(Platform(start={"type": "websocket.close", "code": 1008}), kind="websocket")
    assert sent[0]["status"] == 403
    assert dict(FIXED).items() <= headers_of(sent).items()


@pytest.mark.parametrize(
    ("accept", "kind", "cache", "packed"),
    [
        ("gzip, br", "text/javascript", "public, immutable, max-age=1", True),
        ("gzip", "text/html; charset=utf-8", "no-cache", True),
        ("br", "text/javascript", "public, immutable, max-age=1", False),
        ("gzip", "font/woff2", "public, immutable, max-age=1", False),
    ],
)
def test_texts_travel_compressed(accept: str, kind: str, cache: str, packed: bool) -> None:
    """A text does, for who takes it; the same bytes come out at every request."""
    body = b"const a = 1;" * 1000
    start = {"status": 200, "headers": [(b"content-type", kind.encode()), (b"cache-control", cache.encode())]}

    async def platform(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", **start})
        await send({"type": "http.response.body", "body": body[:5000], "more_body": True})
        await send({"type": "http.response.body", "body": body[5000:]})

    async def twice() -> list[list[Message]]:
        app, answers = Compressor(platform), []
        for _ in range(2):
            sent: list[Message] = []

            async def send(message: Message, sent: list[Message] = sent) -> None:
                sent.append(message)

            headers = [(b"accept-encoding", accept.encode())]
            await app({"type": "http", "method": "GET", "path": "/static/a.js", "headers": headers}, platform, send)  # type: ignore[arg-type]
            answers.append(sent)
        return answers

    import gzip

    for sent in asyncio.run(twice()):
        found, received = headers_of(sent), b"".join(part["body"] for part in sent[1:])
        assert (found.get(b"content-encoding") == b"gzip") is packed
        assert (gzip.decompress(received) if packed else received) == body
        if packed:
            assert int(found[b"content-length"]) == len(received) < len(body) / 10
