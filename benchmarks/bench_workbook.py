"""
What the workbook costs, by the processor's time.

1. Export: the report's package of fourteen measures, its whole catalogue, and the list of 681 measures.
2. LibreOffice: opening each of those and calculating every formula afresh, beside an empty workbook.

Exit code 1 when a goal was missed. Without LibreOffice the second part says that it did not run.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import Final

import xlsxwriter

from budget.catalogue import find_catalogue, load_catalogue
from budget.engine import Package, compose_package
from budget.export import write_workbook
from tests.calc import Calc
from tests.needs import NO_CALC, find_soffice

RUNS: Final = 5
LIST: Final = "ombuigingslijst-2021"
MOST_EXPORT_SECONDS: Final = {"report, 14 measures": 0.5, "report, all measures": 0.5, LIST: 2.0}
MOST_MORE_SECONDS: Final = 5.0
"""What recalculating may take more than an empty workbook."""
FIRST_SHEET: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1"
"""What LibreOffice writes of a workbook here: one sheet, so that writing counts for little."""


def packages() -> dict[str, Package]:
    """Return the packages by the name of their row."""
    report, savings = load_catalogue(), load_catalogue(find_catalogue(LIST))
    chosen = (report.packages["jenv-20"].measures, tuple(report.measures), tuple(savings.measures)[::10])
    catalogues = (report, report, savings)
    found = zip(MOST_EXPORT_SECONDS, catalogues, chosen, strict=True)
    return {name: compose_package(catalogue, ids) for name, catalogue, ids in found}


def bench_export(found: dict[str, Package]) -> tuple[dict[str, bytes], bool]:
    """Print how long each export takes; returns the workbooks, and True within the goals."""
    print(f"{'export':28}{'processor s':>12}{'kB':>8}{'measures':>10}{'goal s':>8}")
    books, fine = {}, True
    for name, package in found.items():
        times = []
        for _ in range(RUNS):
            start = time.process_time()
            books[name] = write_workbook(package)
            times.append(time.process_time() - start)
        median, goal = statistics.median(times), MOST_EXPORT_SECONDS[name]
        fine = fine and median <= goal
        missed = "" if median <= goal else "  MISSED"
        size, count = len(books[name]) / 1000, len(package.catalogue.measures)
        print(f"{name:28}{median:12.2f}{size:8.0f}{count:10}{goal:8.1f}{missed}")
    return books, fine


def empty_workbook() -> bytes:
    """Return a workbook with nothing in it."""
    stream = BytesIO()
    xlsxwriter.Workbook(stream, {"in_memory": True}).close()
    return stream.getvalue()


def recalculated(calc: Calc, folder: Path, data: bytes) -> float:
    """Have LibreOffice open a workbook and calculate it afresh; returns the processor's seconds."""
    path = folder / "book.xlsx"
    path.write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    trouble = calc.start(calc.profile(0), [path], folder / "out", FIRST_SHEET)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if trouble:
        sys.exit(trouble)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def bench_calc(books: dict[str, bytes]) -> bool:
    """Print what recalculating takes more than an empty workbook; True within the goal."""
    program = find_soffice()
    if program is None:
        print(NO_CALC)
        return True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        calc = Calc(program, folder / "profiles", 1)
        recalculated(calc, folder, empty_workbook())  # the first start makes the profile
        empty = statistics.median(recalculated(calc, folder, empty_workbook()) for _ in range(3))
        print(f"\n{'LibreOffice recalculates':28}{'processor s':>12}{'more s':>8}   (an empty workbook {empty:.2f} s)")
        most = 0.0
        for label, data in books.items():
            used = statistics.median(recalculated(calc, folder, data) for _ in range(3))
            most = max(most, used - empty)
            print(f"{label:28}{used:12.2f}{used - empty:8.2f}")
    print(f"  goal {MOST_MORE_SECONDS:g} s more" + ("" if most <= MOST_MORE_SECONDS else ": MISSED"))
    return most <= MOST_MORE_SECONDS


def main() -> int:
    """Print both parts."""
    books, fine = bench_export(packages())
    return 0 if bench_calc(books) and fine else 1


if __name__ == "__main__":
    sys.exit(main())
