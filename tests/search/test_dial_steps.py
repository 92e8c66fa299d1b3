"""
Searching over dials.

Invariants: 1. a package found holds its dials in its settings and composes to the same totals; 2. the search over steps
equals trying every combination of measures and steps.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.core import QuestionError, Settings
from budget.engine import Verdict, compose_package, evaluate_target
from budget.search import DialSteps, Goal, Objective, Question, find_packages_with_steps, steps_between
from budget.search.dial_steps import with_steps

FEW = ("A.1", "A.4", "B.5", "A.2")


def few(country: Catalogue) -> Question:
    """Ask for the main target with the fewest measures, from a handful only."""
    out = tuple(id_ for id_ in country.measures if id_ not in FEW)
    return Question(goals=(Goal("main-20"),), forbidden=out)


def test_the_search_over_steps_equals_brute_force(full: Catalogue) -> None:
    """Closest to the target over four measures and two dials: the same gap as trying all combinations."""
    cut = DialSteps("A.1", "step", tuple(map(Decimal, ("3.5", "5", "6"))))
    months = DialSteps("B.5", "months", tuple(map(Decimal, ("1.5", "2", "3"))))
    deeper = Settings().turned("A.1", "ceiling", Decimal(37))
    question = replace(few(full), objective=Objective.CLOSEST, settings=deeper)
    answer = find_packages_with_steps(full, question, [cut, months])
    target = full.targets["main-20"]
    found = evaluate_target(answer.found[0].package, target).cells["structural"]
    gaps = []
    for size in range(len(FEW) + 1):
        for ids in itertools.combinations(FEW, size):
            for step, month in itertools.product(cut.values, months.values):
                settings = deeper.turned("A.1", "step", step).turned("B.5", "months", month)
                cell = evaluate_target(compose_package(full, ids, settings), target).cells["structural"]
                if cell.verdict is Verdict.MET:
                    gaps.append(abs(cell.gap_keur))
    assert found.verdict is Verdict.MET
    assert abs(found.gap_keur) == min(gaps)
    assert min(gaps) < 1_000


def test_a_step_is_exclusive_with_its_measure_and_inherits_its_conflicts(full: Catalogue) -> None:
    """Two settings of one dial are never both chosen; a step excludes and overlaps with what its measure does."""
    step = DialSteps("A.1", "step", (Decimal(4), Decimal(5)))
    larger = with_steps(full, [step], Settings())
    first, second = (step.id_of(value) for value in step.values)
    assert compose_package(larger, ["A.1", first]).blocked
    assert compose_package(larger, [first, second]).blocked
    assert compose_package(larger, ["A.2", first]).blocked
    overlap = compose_package(larger, ["B.5", first])
    assert {frozenset(clash.chosen) for clash in overlap.clashes} == {frozenset((first, "B.5"))}
    assert len(overlap.clashes) == len(compose_package(full, ["A.1", "B.5"]).clashes)
    assert not overlap.blocked


def test_unfit_steps_are_refused(full: Catalogue) -> None:
    """Two dials of one measure, and a dial of a required measure, are refused in words."""
    question = Question(goals=(Goal("main-20"),))
    two = [steps_between(full, "A.1", "step"), steps_between(full, "A.1", "ceiling")]
    with pytest.raises(QuestionError, match="one dial of each measure"):
        find_packages_with_steps(full, question, two)
    required = Question(goals=question.goals, required=("A.1",))
    with pytest.raises(QuestionError, match="found it required"):
        find_packages_with_steps(full, required, two[:1])


def test_steps_are_whole_steps_within_the_limits(full: Catalogue) -> None:
    """At most nine values, from the least to the most, each a whole number of steps."""
    steps = steps_between(full, "B.3", "quota")
    assert steps.values == (0, 60, 120, 180, 250, 310, 370, 430, 500)
    assert len(steps_between(full, "A.2", "percent", count=4).values) == 4


def test_the_command_line_turns_dials(full: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    """`search --turn` reports the dials of what it found."""
    call = ["search", "--catalogue", str(full.folder), "--target", "main-20", "--forbid", "A.1,A.2", "--json"]
    assert main([*call, "--turn", "B.5:months=2,3.5,12"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["status"] == "optimal"
    assert found["packages"][0]["package"]["settings"]["dials"] == {"B.5:months": "12"}
