"""A server of the launcher, or of the platform alone, with every connection that its process makes."""

from __future__ import annotations

import os
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from benchmarks._served import stop
from tests.conftest import ROOT, app_answers, free_port

WATCH = Path(__file__).parent / "watch"
START_SECONDS = 60
LAUNCHER = ("-m", "serve", "--headless=true")
PLAIN = ("-m", "streamlit", "run", "app.py", "--server.headless=true", "--server.fileWatcherType=none")
UNCHECKED = ssl._create_unverified_context()  # noqa: S323 - a certificate of the test's own, on this machine


@dataclass(frozen=True)
class Served:
    """A running server: its address, its process, its log and what it connected to."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    connections: Path

    def logged(self) -> str:
        """Return what it has logged."""
        return self.log.read_text(encoding="utf-8")

    def outside(self) -> list[str]:
        """Return the look-ups and connections to another machine than this one."""
        lines = self.connections.read_text(encoding="utf-8").splitlines() if self.connections.exists() else []
        return [line for line in lines if line.split()[1] not in ("127.0.0.1", "::1", "localhost", "None")]


@contextmanager
def serving(
    folder: Path,
    command: Sequence[str] = LAUNCHER,
    port: int = 0,
    base_path: str = "",
    root: Path = ROOT,
    **environment: str,
) -> Iterator[Served]:
    """Start a server of the code in `root` and wait until it answers; it is stopped in the end."""
    port = port or free_port()
    option = "--port" if "serve" in command else "--server.port"
    found = Served(
        f"http://localhost:{port}{base_path}",
        subprocess.Popen(
            [sys.executable, *command, f"{option}={port}"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(WATCH), "WATCH_LOG": str(folder / f"{port}.net"), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(folder / f"{port}.log").open("wb"),
        ),
        folder / f"{port}.log",
        folder / f"{port}.net",
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not app_answers(found.url):
            if found.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{found.logged()}")
            time.sleep(0.1)
        yield found
    finally:
        stop(found.process)


def fetch(
    url: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Ask for an address and return its status, headers (lower case) and body, whatever the status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, body, named, method=method)  # noqa: S310 - our own http address
    try:
        with urllib.request.urlopen(request, timeout=20, context=UNCHECKED) as response:  # noqa: S310 - our own http address
            return response.status, {k.lower(): v for k, v in response.headers.items()}, response.read()
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


async def handshake(url: str, origin: str) -> tuple[int, dict[str, str], float]:
    """
    Open the websocket as a page at this origin does, which must be refused.

    Returns the status, the headers (lower case) and how long it took, in seconds.
    """
    start = time.perf_counter()
    try:
        async with connect(
            f"ws{url.removeprefix('http')}/_stcore/stream",
            origin=origin,  # type: ignore[arg-type]  # a NewType of str
            subprotocols=["streamlit"],  # type: ignore[list-item]  # likewise
            open_timeout=30,
        ):
            raise AssertionError("a foreign page was let in")
    except InvalidStatus as error:
        response = error.response
        return (
            response.status_code,
            {k.lower(): v for k, v in response.headers.raw_items()},
            time.perf_counter() - start,
        )
