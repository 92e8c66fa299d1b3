"""
The worker process: takes one job after the other from its standard input, at low priority once it has started.

It ends when the server does: its input is closed then. What anything prints goes to the standard error.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, Final

from dashboard.workers.job import Job
from dashboard.workers.wire import Kind, Wire, receive, send

MOST_DATA_BYTES: Final = 4 * 1024**3
"""The memory that a worker may write to; beyond it the work fails, and not the machine."""


class Worker:
    """Does jobs; a thread of its own reads, so that a stop and the end of the server are heard during a job."""

    def __init__(self, source: BinaryIO, sink: BinaryIO, niceness: int) -> None:
        self._source, self._sink, self._niceness = source, sink, niceness
        self._frames: SimpleQueue[tuple[Kind, bytes]] = SimpleQueue()
        self._job = 0  # the number of the job at hand
        self._stopped = 0  # that of the last job that was to stop
        self._wire = Wire(None)

    def listen(self) -> None:
        """Read until the server is gone, then end at once."""
        while (frame := receive(self._source)) is not None:
            if frame[0] is Kind.STOP:
                self._stopped = int(frame[1])
            else:
                self._frames.put(frame)
        os._exit(0)

    def tell(self, progress: object) -> bool:
        """Pass progress on; False when the work should stop."""
        send(self._sink, Kind.PROGRESS, self._wire.pack(progress))
        return self._stopped < self._job

    def serve(self) -> None:
        """Do jobs for ever."""
        while True:
            kind, body = self._frames.get()
            if kind is Kind.CATALOGUE:
                self._wire = Wire(Wire(None).read(body))
            else:
                self._answer(body)

    def _answer(self, body: bytes) -> None:
        try:
            self._job, job = self._wire.read(body)  # reading it loads the modules that it needs
            self._be_modest()
            answer = self._wire.pack((self._do(job), peak_kb()))
        except Exception as error:  # noqa: BLE001 - whatever the work raises goes to who asked for it
            send(self._sink, Kind.ERROR, self._written(error))
        else:
            send(self._sink, Kind.ANSWER, answer)

    def _be_modest(self) -> None:
        """Let everything else go first from now on; not on Windows, which has no such call."""
        if self._niceness and sys.platform != "win32":
            os.nice(self._niceness)
            self._niceness = 0

    def _do(self, job: Job) -> Any:
        told = {"progress": self.tell} if job.tells else {}
        return job.function(*job.arguments, **job.options, **told)

    def _written(self, error: Exception) -> bytes:
        try:
            body = self._wire.pack(error)
            self._wire.read(body)
        except (pickle.PickleError, TypeError, AttributeError, ValueError):
            return self._wire.pack(RuntimeError(f"{type(error).__name__}: {error}"))
        return body


def peak_kb() -> int:
    """
    Return the most memory that this process has held, kB; 0 where the system does not say.

    Of the process's own memory: what `getrusage` gives holds that of the server too, of which it was started.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) if found else 0


def bound_memory() -> None:
    """Bound what this process may hold; not on Windows, which has no such call."""
    if sys.platform == "win32":
        return

    import resource  # noqa: PLC0415 - Windows has none

    resource.setrlimit(resource.RLIMIT_DATA, (MOST_DATA_BYTES, MOST_DATA_BYTES))


def main() -> None:
    """Serve the process that started this one, which says how low the priority is."""
    bound_memory()
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    worker = Worker(sys.stdin.buffer, sink, int(sys.argv[1]))
    threading.Thread(target=worker.listen, daemon=True).start()
    worker.serve()


if __name__ == "__main__":
    main()
