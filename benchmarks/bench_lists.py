"""
What a long list costs beside the report: 681 measures against 62.

1. Opening: reading the folder's records and checking them, in a process of its own with nothing kept from before; so is
   a list of which any file has changed. Without the time in which Python and the calculator itself start.
2. Toggling: sessions on either list, each on a server of its own, by turns; from sending a toggle to the new total, and
   the server's processor time for it. Every total is compared with the engine's.
3. Memory: what the server holds with the report alone, and what it takes more once the long list was opened.

Exit code 1 when a total was wrong, a toggle was lost or a goal was missed by its processor time; the clock's depends on
what else the machine does.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import subprocess
import sys
from pathlib import Path

from benchmarks._load import Crowd, Measured, app_crowd
from benchmarks._served import ROOT, Server, launched
from benchmarks.bench_server import figures_of
from budget.catalogue import Catalogue, find_catalogue, load_catalogue

LIST = "ombuigingslijst-2021"
SESSIONS, TURNS = 25, 4
MOST_OPEN_SECONDS = 1.5
MOST_CPU_MS = 15.0
MOST_RATIO = 1.3
OPEN = """
import sys, time
from pathlib import Path
from budget.engine import load_sound_catalogue
start, used = time.perf_counter(), time.process_time()
count = len(load_sound_catalogue(Path(sys.argv[1])).measures)
print(time.perf_counter() - start, time.process_time() - used, count)
"""


def opening(folder: Path) -> tuple[float, float, int]:
    """Open a list in a new process: seconds by the clock and of the processor, and how many measures it has."""
    call = [sys.executable, "-c", OPEN, str(folder)]
    clock, used, count = subprocess.run(call, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split()
    return float(clock), float(used), int(count)


def bench_opening() -> bool:
    """Print how long each list takes to open; True within the goal."""
    print(f"{'opening':28}{'measures':>9}{'clock s':>9}{'processor s':>13}")
    used = 0.0
    for name, folder in (("the report", ROOT), (LIST, ROOT / "catalogues" / LIST)):
        found = [opening(folder) for _ in range(3)]
        clock, used = (statistics.median(one[place] for one in found) for place in (0, 1))
        print(f"{name:28}{found[0][2]:9}{clock:9.2f}{used:13.2f}")
    print(f"  goal {MOST_OPEN_SECONDS:g} s for the list" + ("" if used <= MOST_OPEN_SECONDS else ": MISSED"))
    return used <= MOST_OPEN_SECONDS


async def toggle(crowds: tuple[Crowd, Crowd], servers: tuple[Server, Server]) -> tuple[list[list[float | None]], float]:
    """Let both crowds toggle by turns; returns the figures of either, and the memory that the list takes, MiB."""
    measured = Measured(), Measured()
    for crowd in crowds:
        await crowd.open()
    for _ in range(TURNS):
        for crowd, into in zip(crowds, measured, strict=True):
            await crowd.burst(into)
            await asyncio.sleep(0.5)
    held = [server.memory_kb() for server in servers]
    for crowd in crowds:
        await crowd.close()
    return [figures_of(one, None) for one in measured], (held[1] - held[0]) / 1024


def bench_toggling(report: Catalogue, savings: Catalogue) -> bool:
    """Print what a toggle costs on either list; True when all was right and within the goals."""
    chance = random.Random(681)
    with launched() as one, launched() as other:
        crowds = app_crowd(one, report, SESSIONS, chance), app_crowd(other, savings, SESSIONS, chance)
        rows, more = asyncio.run(toggle(crowds, (one, other)))
    print(f"\n{f'{SESSIONS} sessions at one moment':28}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'kB':>7}")
    for catalogue, row in zip((report, savings), rows, strict=True):
        p50, p95, cpu, kb = (row[place] or 0.0 for place in (0, 1, 5, 6))
        print(f"{catalogue.info.id:28}{p50:9.0f}{p95:9.0f}{cpu:9.1f}{kb:7.1f}")
    cpu, ratio = rows[1][5] or 0.0, (rows[1][5] or 0.0) / (rows[0][5] or 1.0)
    faults = [crowd.faults for crowd in crowds]
    print(f"  ratio of the processor's time {ratio:.2f}x; goals {MOST_RATIO:g}x and {MOST_CPU_MS:g} ms")
    print(f"  wrong totals {sum(f.wrong for f in faults)}, lost toggles {sum(f.lost for f in faults)}")
    print(f"\nmemory: {more:.1f} MiB more than the server of the report, the same number of sessions open on either")
    return not any(faults) and cpu <= MOST_CPU_MS and ratio <= MOST_RATIO


def main() -> int:
    report, savings = load_catalogue(), load_catalogue(find_catalogue(LIST))
    fine = bench_opening()
    return 0 if bench_toggling(report, savings) and fine else 1


if __name__ == "__main__":
    sys.exit(main())
