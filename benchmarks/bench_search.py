"""
Time the search: to the proven optimum at 62 and 1,000 measures, against CP-SAT and brute force, and bulk evaluation.

Every line has what was measured and, where there is one, the goal. Run with `make bench`.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import compress, product
from pathlib import Path
from subprocess import PIPE, Popen
from typing import TypeVar

import numpy as np
from _generated import generate_catalogue

from budget.catalogue import Catalogue, load_catalogue
from budget.core import Overlaps, Settings
from budget.engine import Verdict, compose_many, compose_package, evaluate_target, target_amounts
from budget.engine.bulk import effects_matrix
from budget.search import Goal, Limits, Objective, Question, find_minimal_packages, random_packages
from budget.search.drop_sets import relaxing_program
from budget.search.find import find_packages
from budget.search.model import build_model, objective_costs
from budget.search.program import Program, Solution
from budget.search.progress import Meter
from budget.search.question import fill_in
from budget.search.restrictions import restrictions
from budget.search.solver import minimise

T = TypeVar("T")
AS_REPORT = Settings(overlaps=Overlaps.AS_REPORT)
WISHES = {
    "fewest measures": Question(),
    "closest": Question(objective=Objective.CLOSEST),
    "least intensification": Question(objective=Objective.LEAST_INTENSIFICATION),
    "least leakage": Question(objective=Objective.LEAST_LEAKAGE, limits=Limits(keep_attribution=True)),
}


CPSAT_PYTHON = Path(__file__).resolve().parent.parent / ".venv-bench" / "bin" / "python"  # made by `make bench`
CPSAT_SECONDS = 60.0
RUNS = 9


def timed(run: Callable[[], T], times: int = RUNS) -> tuple[float, T]:
    """Return the median time of some runs and the last result."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken), result


def questions(catalogue: Catalogue) -> dict[str, Question]:
    """
    Return the questions: JenV -20% as the report adds, and four fifths of it without double counting.

    The whole of it cannot be reached without double counting.
    """
    whole = (Goal("jenv-20"),)
    amount = target_amounts(catalogue, catalogue.target("jenv-20"), AS_REPORT)["structural"][1] * 4 // 5
    asked = {}
    for settings, goals, words in (
        (AS_REPORT, whole, "JenV -20%"),
        (Settings(), (Goal("jenv-20", (), amount),), "JenV -16%, once"),
    ):
        for name, wish in WISHES.items():
            asked[f"{words}, {name}"] = replace(wish, goals=goals, settings=settings)
        columns = (replace(goals[0], columns=("2024", "2025", "structural")),)
        asked[f"{words} in 3 columns, fewest"] = Question(columns, settings=settings)
    return {name: fill_in(catalogue, question) for name, question in asked.items()}


def programs(catalogue: Catalogue) -> Iterator[tuple[str, Question | None, Program, list[int], int]]:
    """Yield each question with its program, costs and constant; the smallest set of restrictions to drop last."""
    for name, question in questions(catalogue).items():
        model = build_model(catalogue, question, leakage=question.objective is Objective.LEAST_LEAKAGE)
        branch = model.branches[0]
        costs, constant = objective_costs(model, branch)
        yield name, question, model.demanding.with_rows(*branch.rows), costs, constant
    forbidden = tuple(id_ for id_ in catalogue.measures if id_.startswith(("4.12", "6.1", "6.2a", "4.7")))
    limits = Limits(no_overlaps=True, max_measures=len(catalogue.measures) // 12)
    asked = Question((Goal("jenv-20"),), forbidden=forbidden[:16], limits=limits, settings=AS_REPORT)
    asked = fill_in(catalogue, asked)
    held = restrictions(asked)
    size = len(catalogue.measures)
    yield "smallest set to drop", None, relaxing_program(catalogue, asked, held), [0] * size + [1] * len(held), 0


class CpSat:
    """CP-SAT in a process of its own, asked once a time; `absent` when its environment has not been made."""

    def __init__(self) -> None:
        self.absent = not CPSAT_PYTHON.exists()
        child = Path(__file__).with_name("_cpsat.py")
        self.process = None if self.absent else Popen([CPSAT_PYTHON, child], stdin=PIPE, stdout=PIPE, text=True)

    def solve(self, program: Program, costs: list[int]) -> tuple[float, str, int]:
        """Return CP-SAT's time on a program, its status and its optimum."""
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        task = {
            "size": program.decisions + program.extra,
            "costs": costs,
            "rows": [[{p: v for p, v in row.terms.items() if v}, row.least, row.most] for row in program.all_rows],
            "chosen": sorted(program.chosen),
            "left_out": sorted(program.left_out),
            "seconds": CPSAT_SECONDS,
        }
        print(json.dumps(task), file=self.process.stdin, flush=True)
        seconds, status, optimum = json.loads(self.process.stdout.readline())
        return seconds, status, optimum

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.communicate()


def side_by_side(program: Program, costs: list[int], rival: CpSat, times: int) -> tuple[float, Solution, float | None]:
    """Solve a program by turns with the search and with CP-SAT; returns the median times and the optimum."""
    ours, theirs = [], []
    for _ in range(times):
        seconds, solution = timed(lambda: minimise(program, costs, Meter()), 1)
        assert solution.status == "optimal"
        ours.append(seconds)
        if not rival.absent and (not theirs or theirs[-1] < CPSAT_SECONDS):
            took, status, optimum = rival.solve(program, costs)
            assert took >= CPSAT_SECONDS or (status, optimum) == ("OPTIMAL", solution.cost), (
                status,
                optimum,
                solution.cost,
            )
            theirs.append(took)
    return statistics.median(ours), solution, statistics.median(theirs) if theirs else None


def bench_optimum(catalogue: Catalogue, goal_seconds: float, times: int) -> None:
    """Time the optimum of each program alone, by turns with CP-SAT, and the whole search in its order."""
    size, totals, rival = len(catalogue.measures), [0.0, 0.0], CpSat()
    print(f"\n{size} measures: seconds to the proven optimum (goal: under {goal_seconds:g}; CP-SAT/ours 1x or more)")
    print(f"{'question':42}{'whole search':>13}{'optimum only':>13}{'CP-SAT':>9}{'CP-SAT/ours':>12}  optimum")
    for name, question, program, costs, constant in programs(catalogue):
        alone, solution, other = side_by_side(program, costs, rival, times)
        whole = f"{'':13}"
        if question is not None:
            seconds, answer = timed(lambda q=question: find_packages(catalogue, q), times // 3)
            assert answer.status == "optimal", (name, answer.status)
            assert answer.found[0].objective == (solution.cost or 0) + constant
            whole = f"{seconds:13.3f}"
        theirs = f"{'absent':>9}{'':>12}" if other is None else f"{other:9.4f}{other / alone:11.2f}x"
        theirs += "" if other is None or other < CPSAT_SECONDS else " at least: not proven by then"
        print(f"{name:42}{whole}{alone:13.4f}{theirs}  {(solution.cost or 0) + constant:,}", flush=True)
        totals = [totals[0] + alone, totals[1] + (other or 0.0)]
    rival.close()
    if totals[1]:
        print(f"{'together':42}{'':13}{totals[0]:13.3f}{totals[1]:9.3f}{totals[1] / totals[0]:11.2f}x")


def bench_brute_force(catalogue: Catalogue, size: int = 14) -> None:
    """Compare with composing every choice of a part of the catalogue."""
    wanted = [id_ for id_, m in catalogue.measures.items() if any(p.base == "JenV-37" for p in m.postings)][-size:]
    kept = {id_: measure for id_, measure in catalogue.measures.items() if id_ in wanted}
    part = replace(catalogue, measures=kept, variant_of={id_: catalogue.variant_of[id_] for id_ in kept})
    question = Question((Goal("jenv-20", amount_keur=-100_000),), settings=AS_REPORT)

    def brute() -> int:
        sizes = []
        for mask in product((False, True), repeat=len(kept)):
            package = compose_package(part, compress(kept, mask))
            effect = evaluate_target(package, part.targets["jenv-20"]).cells["structural"].effect
            if not package.blocked and effect.upper is not None and effect.upper <= -100_000:
                sizes.append(len(package.selection))
        return min(sizes)

    slow, least = timed(brute, 1)
    fast, answer = timed(lambda: find_packages(part, question))
    assert answer.found[0].objective == least
    assert answer.found[0].reached[0].verdict is Verdict.MET
    print(
        f"\nBrute force, {size} measures ({2**size:,} packages): {slow:.2f} s; search {fast:.4f} s: {slow / fast:,.0f}x"
    )


def bench_lists(catalogue: Catalogue) -> None:
    question = Question((Goal("jenv-20"),), settings=AS_REPORT)
    top, _ = timed(lambda: find_packages(catalogue, question, top=10), 1)
    smallest, found = timed(lambda: find_minimal_packages(catalogue, question, limit=50), 1)
    reason, _ = timed(lambda: find_packages(catalogue, replace(question, forbidden=("4.12a", "4.12b", "4.12c"))), 1)
    print(f"best 10: {top:.2f} s; {len(found.found)} minimal: {smallest:.2f} s; impossible, explained: {reason:.2f} s")


def bench_bulk(catalogue: Catalogue, number: int = 1_000_000) -> None:
    selections = random_packages(catalogue, number)
    matrix = effects_matrix(catalogue)
    floats, factor = selections.astype(np.float64), matrix.astype(np.float64)
    bulk, found = timed(lambda: compose_many(catalogue, selections))
    bare, product_ = timed(lambda: floats @ factor)
    assert (found == product_).all()
    converted, _ = timed(lambda: selections.astype(np.float64) @ factor)
    some = 3000
    rows = [list(compress(catalogue.measures, row)) for row in selections[:some]]
    engine, _ = timed(lambda: [compose_package(catalogue, ids).totals for ids in rows[:500]], 1)
    effects = dict(zip(catalogue.measures, matrix.tolist(), strict=True))
    loop, sums = timed(
        lambda: [[sum(column) for column in zip(*map(effects.get, ids), strict=True)] for ids in rows], 1
    )
    assert [s or [0] * 6 for s in sums] == found[:some].tolist()
    print(f"\nBulk, {number:,} packages × {len(matrix)} measures (goal: within 2x of the bare product)")
    for name, seconds, count in (
        ("compose_many", bulk, number),
        ("bare product, floats ready", bare, number),
        ("bare product with its conversion", converted, number),
        ("plain Python loop over effects", loop, some),
        ("compose_package one by one", engine, 500),
    ):
        rate = count / seconds
        print(f"{name:34}{rate:15,.0f} packages/s; compose_many is {number / bulk / rate:10,.2f}x as fast")


def main() -> None:
    """Run everything once and print the figures."""
    catalogue = load_catalogue()
    bench_optimum(catalogue, 1, RUNS)
    bench_lists(catalogue)
    bench_optimum(generate_catalogue(catalogue, 1000), 10, 3)
    bench_brute_force(catalogue)
    bench_bulk(catalogue)


if __name__ == "__main__":
    main()
