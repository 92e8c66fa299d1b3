"""
Serve a Streamlit script on a free port of this machine, and read what its process uses (Linux).

Each server has a store of its own, that goes with it: what sessions of a benchmark leave is nobody's work.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from store.place import DATA, DATABASE_URL

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    pid: int

    def cpu_ms(self) -> float:
        """Return the processor time used so far by the process and its ended children, milliseconds."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
        return sum(map(int, fields[11:15])) * 1000 / os.sysconf("SC_CLK_TCK")

    def memory_kb(self) -> int:
        """Return the memory that the process holds (resident), in units of 1024 bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _await(server: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()  # noqa: S310 - our own http address
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server at {url} did not start") from None
            time.sleep(0.1)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Have a server end, and end it where it does not."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[Server]:
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="bmh-bench-", ignore_cleanup_errors=True) as store:
        given = {**os.environ, DATA: store, DATABASE_URL: "", **environment}
        server = subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _await(server, url)
            yield Server(url, server.pid)
        finally:
            stop(server)


@contextmanager
def launched(**environment: str) -> Iterator[Server]:
    """Serve the calculator as `make run` and production do, by its own launcher, with environment variables on top."""
    port = free_port()
    given = {"PORT": str(port), "ADDRESS": "127.0.0.1", "HEADLESS": "true"}
    with _running([sys.executable, "-m", "serve"], port, {**given, **environment}) as server:
        yield server


@contextmanager
def served(script: Path, options: dict[str, str] | None = None, **environment: str) -> Iterator[Server]:
    """Serve a script by the platform alone, with the project's settings, options and environment variables on top."""
    port = free_port()
    given = {
        "server.headless": "true",
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        **(options or {}),
    }
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [part for name, value in given.items() for part in (f"--{name}", value)]
    with _running(command, port, environment) as server:
        yield server
