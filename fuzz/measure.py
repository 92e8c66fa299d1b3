"""
Measure what opening each file of a folder costs, above an idle process: `python -m fuzz.measure FOLDER` prints JSON.

Each file is opened in a process of its own, forked from one that has loaded all that is needed, so that the peak of its
memory is its own. Times are those of the processor and of the clock, seconds; memory is in millions of bytes.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

from fuzz.targets import OPENERS, open_a_workbook, toy


def peak_mb() -> float:
    """Return the most memory that this process has had resident, millions of bytes (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 10**6


def measured(path: Path) -> dict[str, object]:
    """Open a file in a forked process and return how it ended and what it cost."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        os.close(read_end)
        data, before, cpu, clock = path.read_bytes(), peak_mb(), time.process_time(), time.perf_counter()
        try:
            ended = OPENERS[path.suffix](data)
        except BaseException as error:  # noqa: BLE001 - a crash is a finding, told to the parent
            ended = f"CRASH {error!r}"[:500]
        cost = {"cpu": time.process_time() - cpu, "clock": time.perf_counter() - clock, "mb": peak_mb() - before}
        os.write(write_end, json.dumps({"ended": ended, **cost}).encode())
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as stream:
        told = stream.read()
    _, status = os.waitpid(child, 0)
    return json.loads(told) if told else {"ended": f"CRASH status {status}", "cpu": 0.0, "clock": 0.0, "mb": 0.0}


def main(folder: Path) -> None:
    """Print what each file costs, by its name."""
    toy()
    open_a_workbook(b"PK")  # what is loaded when first needed, is loaded
    print(json.dumps({path.name: measured(path) for path in sorted(folder.iterdir())}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
