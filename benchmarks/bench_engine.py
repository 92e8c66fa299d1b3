"""
How fast a package is composed and everything about it read, against version 1.0.0 in the same run.

At 14 measures, the size of the report's own package: totals, savings, intensifications, by variant, by budget line,
open cells, every target and ODA. A page asks for all of them at each toggle, so each round takes another selection;
settings stay the same, as they mostly do, or change each time, as when someone tries out shares and years. Version
1.0.0 is taken out of git and runs in a process of its own; the two take turns, and the processor's time counts, not
the clock's. The goal is for the first row.
"""

from __future__ import annotations

import io
import json
import random
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

FIRST = "255e36b"  # version 1.0.0
GOAL = 3.0
TURNS = 7
ROUNDS = 150
SIZE = 14
KINDS = ("same settings", "other settings each time")
ROOT = Path(__file__).resolve().parent.parent
VIEWS = ("totals", "savings", "intensifications", "by_variant", "by_budget", "open_cells")
TABLE = "{:26} {:>16} {:>16} {:>8}"


def selections(ids: list[str], turn: int) -> list[list[str]]:
    """Draw the packages of a turn: the same for both versions, another one in each round."""
    chance = random.Random(turn)
    return [chance.sample(ids, SIZE) for _ in range(ROUNDS)]


def settings_of(turn: int, kind: str, first: bool) -> list[dict[str, int]]:
    """Draw what each round sets; version 1.0.0 names the year of decision, later ones how many years it is later."""
    if kind == KINDS[0]:
        return [{}] * ROUNDS
    chance = random.Random(turn)
    drawn = [(chance.randrange(1001), chance.randrange(3)) for _ in range(ROUNDS)]
    return [
        {"first_year_share": share, **({"decision_year": 2021 + delay} if first else {"delay": delay})}
        for share, delay in drawn
    ]


def timed(turn: int, kind: str) -> float:
    """Return the seconds of the processor for a package, the mean of a turn, of the version that this process finds."""
    try:
        from budget.catalogue import load_catalogue  # noqa: PLC0415 - of this version
        from budget.core import Settings  # noqa: PLC0415 - of this version
        from budget.engine import attribute_oda, compose_package, evaluate_targets  # noqa: PLC0415 - of this version

        first = False
    except ImportError:
        from budget import (  # noqa: PLC0415 - of version 1.0.0
            Settings,
            attribute_oda,
            compose_package,
            evaluate_targets,
            load_catalogue,
        )

        first = True
    catalogue = load_catalogue()

    def read_everything(ids: list[str], settings: object) -> None:
        package = compose_package(catalogue, ids, settings)
        for view in VIEWS:
            getattr(package, view)
        evaluate_targets(package)
        attribute_oda(package)

    packages = selections(list(catalogue.measures), turn)
    made = [Settings(**values) for values in settings_of(turn, kind, first)]
    for ids in selections(list(catalogue.measures), -1)[:10]:  # what is made once for a catalogue is no part of it
        read_everything(ids, Settings())
    start = time.process_time()
    for ids, settings in zip(packages, made, strict=True):
        read_everything(ids, settings)
    return (time.process_time() - start) / len(packages)


def ask(folder: Path, turn: int, kind: str) -> float:
    """Time a turn of the version in a folder, in a process of its own."""
    call = [sys.executable, str(Path(__file__)), "--turn", str(turn), "--kind", kind]
    found = subprocess.run(call, cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, check=True)
    return float(json.loads(found.stdout))


def first_version(folder: Path) -> Path:
    """Take version 1.0.0 out of git."""
    packed = subprocess.run(["git", "archive", FIRST], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def main() -> None:
    print(TABLE.format("14 measures, all views", "1.0.0", "now", "ratio"))
    with tempfile.TemporaryDirectory() as place:
        old = first_version(Path(place))
        for kind in KINDS:
            times = [(ask(old, turn, kind), ask(ROOT, turn, kind)) for turn in range(TURNS)]
            before, now = (statistics.median(column) for column in zip(*times, strict=True))
            ratio = statistics.median(first / second for first, second in times)
            row = TABLE.format(kind, f"{before * 1e3:.3f} ms", f"{now * 1e3:.3f} ms", f"{ratio:.1f}x")
            print(row + ("" if ratio >= GOAL or kind != KINDS[0] else f"  under the goal of {GOAL:g}x"))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(timed(int(sys.argv[2]), sys.argv[4])))
    else:
        main()
