"""The server's side of one worker process: starts it, gives it a job, starts another when it is lost or has grown."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from dashboard.workers.job import Job, WorkerLostError
from dashboard.workers.wire import Kind, Wire, catalogue_body, receive, send

PROJECT: Final = Path(__file__).resolve().parent.parent.parent
STOP_SECONDS: Final = 2.0
"""How long a worker may take to heed a stop before it is ended."""
MOST_PEAK_KB: Final = 600 * 1024
"""A worker that has held more than this makes room for a fresh one after its job."""
MOST_JOBS: Final = 200


class Seat:
    """A place for one job at a time; `do` is called by one thread, `stop` by any."""

    def __init__(self, niceness: int) -> None:
        self._niceness = niceness
        self._starting = threading.Lock()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._wire = Wire(None)
        self._jobs = 0  # that this process has done
        self._number = 0  # of the last job
        self._busy = False
        self._stopping = 0  # the number of the job that was asked to stop last

    @property
    def pid(self) -> int | None:
        """The process, None when there is none."""
        process = self._process
        return None if process is None or process.poll() is not None else process.pid

    def warm(self) -> None:
        """Start the process, if there is none."""
        with self._starting:
            if self.pid is not None:
                return
            self.close()
            self._wire, self._jobs = Wire(None), 0
            paths = [str(PROJECT), os.environ.get("PYTHONPATH", "")]
            self._process = subprocess.Popen(  # noqa: S603 - this very Python, and our own module
                [sys.executable, "-m", "dashboard.workers.worker", str(self._niceness)],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                process_group=0,  # an interrupt at the keyboard is not for it; a session of its own would undo the priority
            )

    def do(self, job: Job, tell: Callable[[Any], None]) -> Any:
        """
        Have a job done and return its answer; `tell` takes its progress.

        Raises what the job raises, and WorkerLostError when the process ends first.
        """
        self.warm()
        process = cast("subprocess.Popen[bytes]", self._process)
        guard = threading.Timer(job.most_seconds, process.kill)
        guard.daemon = True
        guard.start()
        try:
            self._give(process, job)
            return self._answer(process, tell)
        except (BrokenPipeError, WorkerLostError):
            self.close()
            raise WorkerLostError from None
        finally:
            guard.cancel()
            with self._lock:
                self._busy = False

    def stop(self) -> None:
        """Ask the job to stop; end the process when it does not in time."""
        with self._lock:
            process, number = self._process, self._number
            if process is None or process.stdin is None or not self._busy or self._stopping == number:
                return
            self._stopping = number
            try:
                send(cast("BinaryIO", process.stdin), Kind.STOP, str(number).encode())
            except (BrokenPipeError, ValueError):
                return  # it has ended by itself

        def end() -> None:
            with self._lock:
                if self._busy and self._number == number:
                    process.kill()

        timer = threading.Timer(STOP_SECONDS, end)
        timer.daemon = True
        timer.start()

    def _give(self, process: subprocess.Popen[bytes], job: Job) -> None:
        sink = cast("BinaryIO", process.stdin)
        if job.catalogue is not None and job.catalogue is not self._wire.catalogue:
            self._wire = Wire(job.catalogue)
            body = catalogue_body(job.catalogue)
            with self._lock:
                send(sink, Kind.CATALOGUE, body)
        # The worker has the catalogue already, so the job goes without it.
        bare = replace(job, catalogue=None)
        with self._lock:
            self._number += 1
            self._busy = True
            send(sink, Kind.JOB, self._wire.pack((self._number, bare)))

    def _answer(self, process: subprocess.Popen[bytes], tell: Callable[[Any], None]) -> Any:
        while (frame := receive(cast("BinaryIO", process.stdout))) is not None:
            kind, body = frame
            if kind is Kind.PROGRESS:
                tell(self._wire.read(body))
                continue
            self._jobs += 1
            if kind is Kind.ERROR:
                raise self._wire.read(body)
            answer, peak_kb = self._wire.read(body)
            if peak_kb > MOST_PEAK_KB or self._jobs >= MOST_JOBS:
                self.close()
            return answer
        raise WorkerLostError

    def close(self) -> None:
        """End the process; the next job starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except BrokenPipeError:
                        continue
