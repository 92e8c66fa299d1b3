"""How long an export takes: the median of a package of fourteen measures and of the whole catalogue (goal 0.5 s)."""

from __future__ import annotations

import statistics
import time

from budget.catalogue import load_catalogue
from budget.engine import compose_package
from budget.export import write_workbook

RUNS = 9
GOAL_SECONDS = 0.5


def main() -> int:
    """Print the medians."""
    catalogue = load_catalogue()
    for label, ids in (
        ("package of 14 measures", catalogue.packages["jenv-20"].measures),
        ("whole catalogue", tuple(catalogue.measures)),
    ):
        package = compose_package(catalogue, ids)
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            size = len(write_workbook(package))
            times.append(time.perf_counter() - start)
        median = statistics.median(times)
        print(f"export, {label}: {median * 1000:.0f} ms, {size / 1000:.0f} kB (goal {GOAL_SECONDS * 1000:.0f} ms)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
