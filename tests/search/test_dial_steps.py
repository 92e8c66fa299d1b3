"""
Searching over dials.

Invariants: 1. a package found holds its dials in its settings and composes to the same totals; 2. the search over steps
equals trying every combination of measures and steps.
"""

from __future__ import annotations

import itertools
import json
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.core import QuestionError, Settings
from budget.engine import Verdict, compose_package, evaluate_target
from budget.search import DialSteps, Goal, Objective, Question, find_packages_with_steps, steps_between
from budget.search.dial_steps import with_steps

FEW = ("3.1.4", "4.7", "4.12b", "6.2b", "4.12a")


def few(catalogue: Catalogue) -> Question:
    """Ask for JenV −20% with the fewest measures, from a handful only."""
    out = tuple(id_ for id_ in catalogue.measures if id_ not in FEW)
    return Question(goals=(Goal("jenv-20"),), forbidden=out)


def test_the_search_over_steps_equals_brute_force(catalogue: Catalogue) -> None:
    """Closest to the target over five measures and two dials: the same gap as trying all combinations."""
    question = few(catalogue)
    question = Question(question.goals, forbidden=question.forbidden, objective=Objective.CLOSEST)
    cut = DialSteps("4.12b", "step", tuple(map(Decimal, ("3.5", "5", "6"))))
    months = DialSteps("3.1.4", "months", tuple(map(Decimal, ("3.5", "6"))))
    deeper = Settings().turned("4.12b", "ceiling", Decimal(40))
    question = Question(question.goals, forbidden=question.forbidden, objective=Objective.CLOSEST, settings=deeper)
    answer = find_packages_with_steps(catalogue, question, [cut, months])
    found = evaluate_target(answer.found[0].package, catalogue.targets["jenv-20"]).cells["structural"]
    gaps = []
    for size in range(len(FEW) + 1):
        for ids in itertools.combinations(FEW, size):
            for step, month in itertools.product(cut.values, months.values):
                settings = deeper.turned("4.12b", "step", step).turned("3.1.4", "months", month)
                cell = evaluate_target(compose_package(catalogue, ids, settings), catalogue.targets["jenv-20"])
                if cell.cells["structural"].verdict is Verdict.MET:
                    gaps.append(abs(cell.cells["structural"].gap_keur))
    assert found.verdict is Verdict.MET
    assert abs(found.gap_keur) == min(gaps)


def test_a_step_is_exclusive_with_its_measure_and_inherits_its_conflicts(catalogue: Catalogue) -> None:
    """Two settings of one dial are never both chosen; a step overlaps with what its measure overlaps with."""
    step = DialSteps("4.12b", "step", (Decimal(5),))
    larger = with_steps(catalogue, [step], Settings())
    package = compose_package(larger, ["4.12b", step.id_of(Decimal(5))])
    assert package.blocked
    overlap = compose_package(larger, ["4.7", step.id_of(Decimal(5))])
    assert any("4.7" in clash.chosen for clash in overlap.clashes)


def test_unfit_steps_are_refused(catalogue: Catalogue) -> None:
    """Two dials of one measure, and a dial of a required measure, are refused in words."""
    question = Question(goals=(Goal("jenv-20"),))
    two = [steps_between(catalogue, "4.12b", "step"), steps_between(catalogue, "4.12b", "ceiling")]
    with pytest.raises(QuestionError, match="one dial of each measure"):
        find_packages_with_steps(catalogue, question, two)
    required = Question(goals=question.goals, required=("4.12b",))
    with pytest.raises(QuestionError, match="found it required"):
        find_packages_with_steps(catalogue, required, two[:1])


def test_steps_are_whole_steps_within_the_limits(catalogue: Catalogue) -> None:
    """At most nine values, from the least to the most, each a whole number of steps."""
    steps = steps_between(catalogue, "2C.1.3.1-1000", "quota")
    assert steps.values[0] == 0
    assert steps.values[-1] == 10_000
    assert all(value % 100 == 0 for value in steps.values)
    assert len(steps.values) == 9


def test_the_command_line_turns_dials(capsys: pytest.CaptureFixture[str]) -> None:
    """`search --turn` reports the dials of what it found."""
    call = ["search", "--target", "jenv-20", "--forbid", "4.12a,4.12c", "--turn", "3.1.4:months=3.5,12", "--json"]
    call += ["--overlaps", "as-report"]
    assert main(call) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["status"] == "optimal"
    assert found["packages"][0]["package"]["settings"]["dials"] == {"3.1.4:months": "12"}
