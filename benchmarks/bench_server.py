"""
What the server can carry: sessions that toggle measures over the platform's own protocol, without a browser.

Each line says how long a toggle took from sending it to the new total (p50, p95, p99, most) and to the end of the run
(p50), what the server's process used for it, and how much its memory grew for each session. Beside it stands a page
with one checkbox under the same client in the same run, the two by turns, and their ratio. A session sees the answer
and pauses 2-5 seconds before its next toggle; what the server uses meanwhile counts as well, so with one session it
weighs. Some toggles of the bare page take 40 ms more that are not the server's work: the platform leaves Nagle's
algorithm on, which the launcher does not, so that its last packet may wait for the client's acknowledgement.

Every total is compared with the engine's for what that session chose. Exit code 1 when one was wrong or a toggle was
lost. The calculator is served by its launcher; "collecting" is without it, with the platform's default, a full
collection after each run. `--quick` takes half a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from benchmarks._load import Crowd, Faults, Measured, app_crowd, bare_crowd
from benchmarks._served import ROOT, launched, served
from budget.catalogue import Catalogue, load_catalogue

SEED = 14
BURST_REST_SECONDS = 1.0
BARE = "  one checkbox"
COLUMNS = ("p50", "p95", "p99", "most", "end p50", "CPU ms", "kB", "MiB/session")
WIDTHS = (7, 7, 7, 7, 9, 8, 7, 13)


@dataclass(frozen=True)
class Level:
    """A number of sessions, how long they toggle (seconds for each turn, two turns), and the bursts after it."""

    sessions: int
    seconds: float
    bursts: int = 0
    collect: bool = False

    @property
    def label(self) -> str:
        """Name the level."""
        sessions = "1 session" if self.sessions == 1 else f"{self.sessions} sessions"
        return sessions + (", collecting" if self.collect else "")


FULL = (
    Level(1, 14),
    Level(25, 11, bursts=4),
    Level(100, 11, bursts=2),
    Level(25, 11, bursts=2, collect=True),
)
QUICK = (Level(1, 2), Level(10, 2, bursts=1))


@contextmanager
def crowds(level: Level, catalogue: Catalogue, chance: random.Random) -> Iterator[tuple[Crowd, Crowd]]:
    """Serve the calculator and the bare page afresh, and give the sessions of each."""
    options = {"runner.postScriptGC": "true"} if level.collect else {}
    ours = served(ROOT / "app.py", options) if level.collect else launched()
    with ours as app, served(ROOT / "benchmarks" / "_bare_app.py", options) as bare:
        yield app_crowd(app, catalogue, level.sessions, chance), bare_crowd(bare, level.sessions)


async def run_level(level: Level, app: Crowd, bare: Crowd, chance: random.Random) -> None:
    """Measure one level, the two pages by turns, and print its lines."""
    await app.open()
    await bare.open()
    spread, burst = (Measured(), Measured()), (Measured(), Measured())
    for _ in range(2):
        for crowd, into in zip((app, bare), spread, strict=True):
            await crowd.spread(level.seconds, chance, into)
    for _ in range(level.bursts):
        for crowd, into in zip((app, bare), burst, strict=True):
            await asyncio.sleep(BURST_REST_SECONDS)
            await crowd.burst(into)
    growths = app.growth_kb(), bare.growth_kb()
    print_pair((level.label, BARE), spread, growths)
    if level.bursts:
        print_pair((f"{level.label}, at one moment", BARE), burst, (None, None))
    await app.close()
    await bare.close()


def percentile(values: list[float], percent: int) -> float:
    """Return the least value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def figures_of(measured: Measured, growth_kb: float | None) -> list[float | None]:
    """Return the columns after the number of toggles: milliseconds, kB (1000 bytes) and MiB."""
    runs = measured.runs
    times = [run.headline_ms for run in runs]
    return [
        *(percentile(times, percent) for percent in (50, 95, 99, 100)),
        percentile([run.finished_ms for run in runs], 50),
        measured.cpu_ms / len(runs),
        statistics.mean(run.received_bytes for run in runs) / 1000,
        None if growth_kb is None else growth_kb / 1024,
    ]


def print_pair(
    names: tuple[str, str], pair: tuple[Measured, Measured], growths: tuple[float | None, float | None]
) -> None:
    """Print the lines of the two pages and their ratio."""
    rows = [figures_of(measured, growth) for measured, growth in zip(pair, growths, strict=True)]
    for name, measured, row in zip(names, pair, rows, strict=True):
        print(f"{name:34}{len(measured.runs):8}" + line(row, (0, 0, 0, 0, 0, 1, 1, 2), ""))
    ratios = [None if a is None or not b else a / b for a, b in zip(*rows, strict=True)]
    print(f"{'  ratio':34}{'':8}" + line(ratios, (1,) * 8, "x"), flush=True)


def print_heads() -> None:
    """Print the heads of the columns."""
    print("From sending a toggle to the new total, ms; the server's processor time and bytes for each toggle")
    print(f"{'':34}{'toggles':>8}" + "".join(map(str.rjust, COLUMNS, WIDTHS)))


def line(row: list[float | None], decimals: tuple[int, ...], unit: str) -> str:
    """Write the figures of a line in their columns."""
    texts = ["" if value is None else f"{value:.{places}f}{unit}" for value, places in zip(row, decimals, strict=True)]
    return "".join(f"{text:>{width}}" for text, width in zip(texts, WIDTHS, strict=True))


def main(arguments: list[str] | None = None) -> int:
    """Run every level and print the figures; 1 when a figure was wrong or a toggle was lost."""
    parser = argparse.ArgumentParser(description="Measure the server with many sessions.")
    parser.add_argument("--quick", action="store_true", help="1 and 10 sessions, half a minute")
    levels = QUICK if parser.parse_args(arguments).quick else FULL
    catalogue = load_catalogue()
    chance = random.Random(SEED)
    found: list[tuple[str, Faults]] = []
    print_heads()
    for level in levels:
        with crowds(level, catalogue, chance) as (app, bare):
            asyncio.run(run_level(level, app, bare, chance))
            found += [(level.label, app.faults), (f"{level.label}, one checkbox", bare.faults)]
    for label, faults in found:
        if faults:
            print(f"{label}: {faults.wrong} wrong totals, {faults.foreign} of another session; {faults.lost} lost")
    total = Faults(*(sum(getattr(f, kind) for _, f in found) for kind in ("wrong", "foreign", "lost")))
    print(f"Wrong totals: {total.wrong}, of which another session's: {total.foreign}; lost toggles: {total.lost}")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
