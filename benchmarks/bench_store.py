"""
Whether the store slows the page of the package: the same toggles with a store and without one.

Two servers in one run, by turns: one with a store of SQLite on this disk, which keeps what each session has unsaved;
one whose folder of data cannot be made, so that it keeps nothing and says so. Each total is compared with the engine's.
Exit code 1 when one was wrong or a toggle was lost. A save beside a bare commit of one row is measured by
`tests/store/test_reliability.py`.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys

from benchmarks._load import Crowd, Measured, app_crowd
from benchmarks._served import launched
from benchmarks.bench_server import print_heads, print_pair
from budget.catalogue import load_catalogue
from store.place import DATA

SEED = 14
SESSIONS = 25
SECONDS = 11.0
TURNS = 4
BURSTS = 8
REST_SECONDS = 1.0
NAMES = (f"{SESSIONS} sessions, with a store", "  without")
BURST_NAMES = (f"{NAMES[0]}, at once", NAMES[1])
NO_FOLDER = f"{os.devnull}/none"


async def compare(pair: tuple[Crowd, Crowd], chance: random.Random) -> None:
    """Measure both by turns, each as often the first, and print their lines."""
    for crowd in pair:
        await crowd.open()
    spread, burst = (Measured(), Measured()), (Measured(), Measured())
    for turn in range(TURNS):
        for place in (0, 1) if turn % 2 else (1, 0):
            await pair[place].spread(SECONDS, chance, spread[place])
    for turn in range(BURSTS):
        for place in (0, 1) if turn % 2 else (1, 0):
            await asyncio.sleep(REST_SECONDS)
            await pair[place].burst(burst[place])
    print_pair(NAMES, spread, (pair[0].growth_kb(), pair[1].growth_kb()))
    print_pair(BURST_NAMES, burst, (None, None))
    for crowd in pair:
        await crowd.close()


def main() -> int:
    """Print the figures; 1 when a total was wrong or a toggle was lost."""
    catalogue, chance = load_catalogue(), random.Random(SEED)
    print_heads()
    with launched() as kept, launched(**{DATA: NO_FOLDER}) as unkept:
        pair = (
            app_crowd(kept, catalogue, SESSIONS, random.Random(SEED)),
            app_crowd(unkept, catalogue, SESSIONS, random.Random(SEED)),
        )
        asyncio.run(compare(pair, chance))
    total = [crowd.faults for crowd in pair if crowd.faults]
    for faults in total:
        print(f"{faults.wrong} wrong totals, {faults.foreign} of another session; {faults.lost} lost")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
