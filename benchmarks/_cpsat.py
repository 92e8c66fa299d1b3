"""
Solve programs with OR-Tools CP-SAT; a process of its own, as its libraries clash with highspy's.

Reads a line of JSON for each: costs, rows as [coefficients by place, least, most], places chosen and left out. Prints a
line for each: seconds, status and optimum.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from ortools.sat.python import cp_model


def solve(program: dict[str, Any]) -> tuple[float, str, int]:
    start = time.perf_counter()
    model, linear = cp_model.CpModel(), cp_model.LinearExpr.weighted_sum
    variables = [model.new_bool_var("") for _ in range(program["size"])]
    for place in program["chosen"]:
        model.add(variables[place] == 1)
    for place in program["left_out"]:
        model.add(variables[place] == 0)
    for terms, least, most in program["rows"]:
        total = linear([variables[int(place)] for place in terms], list(terms.values()))
        if least is not None:
            model.add(total >= least)
        if most is not None:
            model.add(total <= most)
    model.minimize(linear(variables[: len(program["costs"])], program["costs"]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1  # as the search: one thread, the same answer every time
    solver.parameters.max_time_in_seconds = program["seconds"]
    status = solver.solve(model)
    return time.perf_counter() - start, solver.status_name(status), round(solver.objective_value)


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(solve(json.loads(line))), flush=True)
