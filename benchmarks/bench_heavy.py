"""
What toggling costs while others search, export and draw.

Ten sessions toggle alone, and beside five searches, ten exports of the workbook and ten images that are asked for
without a pause, by turns in one run.

Each line says how long a toggle took from sending it to the new total (p50, p95), and the last one the ratio of the p95
with the heavy work to that without. Every total is compared with the engine's. Exit code 1 when one was wrong, a toggle
was lost, a file was missing, or nothing heavy was done. `--quick` takes half a minute.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys

from benchmarks._heavy import Done, Heavy
from benchmarks._load import Crowd, Measured, app_crowd, make_plans
from benchmarks._served import launched
from benchmarks.bench_server import percentile
from budget.catalogue import load_catalogue

SEED = 23
SESSIONS, SEARCHES, EXPORTS, IMAGES = 10, 5, 10, 10
TURNS = 3
SECONDS, QUICK_SECONDS = 20.0, 5.0
WARM_SECONDS = 3.0  # until the heavy work runs at its pace, or has ended


async def measure(
    crowd: Crowd, query: str, seconds: float, chance: random.Random
) -> tuple[Measured, Measured, Done, float]:
    """Measure toggles without and with heavy work, by turns, and what the server grew by meanwhile, MiB."""
    alone, beside = Measured(), Measured()
    await crowd.open()
    heavy = await Heavy.open(crowd.server.url, query, SEARCHES, EXPORTS, IMAGES)
    await crowd.spread(seconds, chance, Measured())  # every part of the page has been drawn once
    before = crowd.server.memory_kb()
    for _ in range(TURNS):
        await crowd.spread(seconds, chance, alone)
        async with heavy.at_work():
            await asyncio.sleep(WARM_SECONDS)
            await crowd.spread(seconds, chance, beside)
        await asyncio.sleep(WARM_SECONDS)
    grown = (crowd.server.memory_kb() - before) / 1024
    await crowd.close()
    await heavy.close()
    return alone, beside, heavy.done, grown


def main(arguments: list[str] | None = None) -> int:
    """Run and print; 1 when something went wrong."""
    parser = argparse.ArgumentParser(description="Measure toggles beside heavy work.")
    parser.add_argument("--quick", action="store_true", help="half a minute")
    seconds = QUICK_SECONDS if parser.parse_args(arguments).quick else SECONDS
    catalogue, chance = load_catalogue(), random.Random(SEED)
    with launched() as server:
        crowd = app_crowd(server, catalogue, SESSIONS, chance)
        query = make_plans(catalogue, 1, chance)[0].query
        alone, beside, done, grown = asyncio.run(measure(crowd, query, seconds, chance))
    p95 = []
    for label, measured in (("alone", alone), (f"{SEARCHES} searches, {EXPORTS} exports, {IMAGES} images", beside)):
        times = [run.headline_ms for run in measured.runs]
        p95.append(percentile(times, 95))
        print(
            f"{label:38}{len(times):6} toggles  p50 {percentile(times, 50):6.0f} ms  p95 {p95[-1]:6.0f} ms"
            f"  server {measured.cpu_ms / (TURNS * seconds):4.0f} ms CPU a second"
        )
    print(f"p95 with heavy work / alone: {p95[1] / p95[0]:.2f}; the server itself grew by {grown:.0f} MiB")
    print(f"Done meanwhile: {done.workbooks} workbooks, {done.images} images, {done.searches} searches begun")
    faults = crowd.faults
    print(f"Wrong totals: {faults.wrong}; lost toggles: {faults.lost}; files that did not come: {done.failed}")
    idle = not (done.workbooks and done.images and done.searches)
    return 1 if faults or done.failed or idle else 0


if __name__ == "__main__":
    sys.exit(main())
