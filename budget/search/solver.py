"""
Minimise whole-number costs over yes/no decisions under linear rows, exactly, with HiGHS.

HiGHS works in floating point. Here every coefficient is a whole number, rows are divided by their common divisor and
each answer is checked again in whole numbers; an answer that fails is cut off and the next one is asked for.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import highspy
import numpy as np

from budget.core import SearchError
from budget.search.knapsack import solve_knapsack, useless
from budget.search.program import Program, Row, Solution, Status
from budget.search.progress import Meter

ABSOLUTE_GAP: Final = 0.999  # costs are whole numbers: closer than 1 is proven
OPTIONS: Final[dict[str, bool | int | float]] = {
    "mip_rel_gap": 0.0,
    "mip_abs_gap": ABSOLUTE_GAP,
    "threads": 1,  # one thread and a fixed seed give the same answer every time
    "random_seed": 0,
    "mip_heuristic_run_feasibility_jump": False,  # these two take most of the time of a small question
    "mip_allow_restart": False,
}
ROUND_OFF: Final = 1e-6, 1e-9  # absolute and relative: what floating point may add to a bound
RETRIES: Final = 20
MANY: Final = 200  # of so many measures that cost the same the first choice is often the best: reducing takes longer
LARGEST: Final = 2**40  # beyond this a sum in floating point may lose whole thousands


def _limits(row: Row) -> tuple[float, float]:
    least = -highspy.kHighsInf if row.least is None else float(row.least)
    return least, highspy.kHighsInf if row.most is None else float(row.most)


def _linear_program(program: Program, costs: Sequence[int], rows: Sequence[Row]) -> Any:
    """Write the program in the solver's form."""
    size = program.decisions + program.extra
    lower, upper = np.zeros(size), np.full(size, highspy.kHighsInf)
    upper[: program.decisions] = 1.0
    lower[list(program.chosen)] = 1.0
    upper[list(program.left_out)] = 0.0
    bounds = [_limits(row) for row in rows]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = size, len(rows)
    model.col_cost_ = np.array(costs, dtype=np.float64)
    model.col_lower_, model.col_upper_ = lower, upper
    model.row_lower_ = np.array([low for low, _ in bounds], dtype=np.float64)
    model.row_upper_ = np.array([high for _, high in bounds], dtype=np.float64)
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row.terms) for row in rows)]).astype(np.int32)
    matrix.index_ = np.array([place for row in rows for place in row.terms], dtype=np.int32)
    matrix.value_ = np.array([value for row in rows for value in row.terms.values()], dtype=np.float64)
    whole = [highspy.HighsVarType.kInteger] * program.decisions
    model.integrality_ = whole + [highspy.HighsVarType.kContinuous] * program.extra
    return model


def _run(program: Program, costs: Sequence[int], rows: Sequence[Row], meter: Meter, nodes: int | None) -> Solution:
    """Ask the solver once, within the steps and the time that are left."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # the package leaves it untyped
    solver.silent()
    for name, value in OPTIONS.items():
        solver.setOptionValue(name, value)
    if program.decisions >= MANY and len(set(costs[: program.decisions])) == 1:
        solver.setOptionValue("presolve", "off")
    if math.isfinite(meter.left):
        solver.setOptionValue("time_limit", meter.left)
    limits = [limit for limit in (nodes, meter.steps_left) if limit is not None]
    if limits:
        solver.setOptionValue("mip_max_nodes", min(limits))
    if meter.report is not None:
        solver.cbMipInterrupt += meter.interrupted
    solver.passModel(_linear_program(program, costs, rows))
    solver.run()
    meter.used += solver.getRunTime()
    info, state = solver.getInfo(), solver.getModelStatus()
    meter.steps += max(1, info.mip_node_count)
    model_status = highspy.HighsModelStatus
    if state in {model_status.kInfeasible, model_status.kUnboundedOrInfeasible}:
        return Solution(Status.INFEASIBLE)
    dual = info.mip_dual_bound
    bound = math.ceil(dual - max(ROUND_OFF[0], ROUND_OFF[1] * abs(dual))) if math.isfinite(dual) else None
    if state != model_status.kOptimal and info.primal_solution_status != 2:  # 2 is the solver's word for feasible
        return Solution(Status.UNKNOWN, bound=bound)
    found = np.asarray(solver.getSolution().col_value)
    chosen = tuple(int(place) for place in np.flatnonzero(found[: program.decisions] > 0.5))
    cost = sum(costs[place] for place in chosen) + round(float(found[program.decisions :] @ costs[program.decisions :]))
    proven = state == model_status.kOptimal
    return Solution(Status.OPTIMAL if proven else Status.FEASIBLE, chosen, cost, cost if proven else bound)


def without_choice(program: Program, chosen: Sequence[int]) -> Row:
    """Return the row that rules out exactly one choice."""
    taken = frozenset(chosen)
    terms = {place: -1 if place in taken else 1 for place in range(program.decisions)}
    return Row(terms, least=1 - len(taken))


def without_supersets(chosen: Sequence[int]) -> Row:
    """Return the row that rules out a choice and all that contain it."""
    return Row(dict.fromkeys(chosen, 1), most=len(chosen) - 1)


def minimise(
    program: Program, costs: Sequence[int], meter: Meter, nodes: int | None = None, listing: bool = True
) -> Solution:
    """
    Find the cheapest choice, by listing where that can be (and `listing` asks it), else by the solver.

    The answer obeys every row in whole numbers.
    `nodes` bounds the work in a way that does not depend on the machine's speed. Raises SearchError when the amounts
    are too large, or when the solver keeps giving answers that fail the check.
    """
    padded = [*costs, *([0] * (program.decisions + program.extra - len(costs)))]
    if sum(map(abs, padded)) > LARGEST or any(sum(map(abs, row.terms.values())) > LARGEST for row in program.all_rows):
        raise SearchError("sums_too_large")
    if program.chosen & program.left_out:
        return Solution(Status.INFEASIBLE)
    if listing and not meter.out and (listed := solve_knapsack(program, padded)) is not None:
        return listed
    rows = [row.reduced() for row in program.all_rows]
    if any(not row.terms and not row.holds(()) for row in rows):
        return Solution(Status.INFEASIBLE)
    rows = [row for row in rows if row.terms]
    smaller = replace(program, left_out=program.left_out | useless(program, padded, rows))
    for _ in range(RETRIES):
        if meter.out:
            return Solution(Status.UNKNOWN)
        answer = _run(smaller, padded, rows, meter, nodes)
        if not answer.found or _obeys(program, rows, answer.chosen):
            return answer
        rows.append(without_choice(program, answer.chosen))
    raise SearchError("answers_break_restrictions")


def _obeys(program: Program, rows: Sequence[Row], chosen: tuple[int, ...]) -> bool:
    """Check a choice against the rows that hold decisions only, the fixed decisions and what the program accepts."""
    if program.accepts is not None and not program.accepts(chosen):
        return False
    taken = frozenset(chosen)
    values = [int(place in taken) for place in range(program.decisions)]
    own = (row for row in rows if all(place < program.decisions for place in row.terms))
    return program.chosen <= taken and not program.left_out & taken and all(row.holds(values) for row in own)


def minimise_in_order(
    program: Program, orders: Sequence[Sequence[int]], meter: Meter, nodes: int | None = None, first: int | None = None
) -> tuple[Solution, bool]:
    """
    Find the choice that is cheapest by the first costs, among those by the second, and so on.

    Returns the solution with cost and bound of the first costs, and whether the later ones are proven too. `nodes`
    bounds the work on each of the later ones, `first` that on the first.
    """
    best = answer = minimise(program, orders[0], meter, first)
    if best.status is not Status.OPTIMAL:
        return best, False
    offset, meter.offset = meter.offset, None  # what follows is not the objective
    chosen, proven, kept, listing = best.chosen, True, best.cost, True
    for previous, costs in itertools.pairwise(orders):
        program = program.with_rows(Row(dict(enumerate(previous)), most=kept))
        listing = listing and answer.listed  # where it was of no use it is of none with a row more
        answer = minimise(program, costs, meter, nodes, listing)
        if not answer.found:  # out of time or nodes: the choice of the step before stands
            proven = False
            break
        proven = proven and answer.status is Status.OPTIMAL
        chosen, kept = answer.chosen, answer.cost
    meter.offset = offset
    return Solution(best.status, chosen, best.cost, best.bound), proven
