"""
The search.

1. It equals brute force with the engine on the toy country and on fifty random parts of the catalogue.
2. When it says that no package exists, brute force finds none either, and the gap is the smallest there is.
3. Every package is composed again; one that the engine does not confirm is never a result.
4. The same question gives the same answer, whatever the order of the conflicts or the thread that asks.
"""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from budget.catalogue import Catalogue
from budget.core import Overlaps, QuestionError, SearchError, Settings, UnknownIdError
from budget.engine import Verdict, compose_package, evaluate_targets
from budget.search import (
    Goal,
    Limits,
    Objective,
    Question,
    explain_package,
    find_minimal_packages,
    leakage_keur,
    pareto_front,
)
from budget.search.confirm import confirm
from budget.search.find import find_packages
from budget.search.model import build_model
from budget.search.program import Program, Row, Status
from budget.search.progress import Meter
from budget.search.question import fill_in
from budget.search.solver import minimise
from tests.search.brute import JENV

AS_REPORT = Settings(overlaps=Overlaps.AS_REPORT)
PLAIN = Question(JENV, settings=AS_REPORT)

# Answers


def test_jenv_has_no_answer_without_double_counting(catalogue: Catalogue) -> None:
    """With bounds JenV −20% is out of reach; it says how far, and what adding as the report does changes."""
    answer = find_packages(catalogue, Question(JENV))
    assert (answer.status, answer.overlaps) == (Status.INFEASIBLE, Overlaps.BOUNDS)
    assert answer.explanation is not None
    (reach,) = answer.explanation.reaches
    (target,) = (evaluate_targets(reach.package)["jenv-20"].cells["structural"],)
    assert reach.best_keur == max(target.effect.keur, target.once.keur) > target.target_keur
    changed = answer.explanation.as_report
    assert changed is not None
    assert changed.package == find_packages(catalogue, PLAIN).found[0].package
    assert changed.overlaps == tuple(c for c in changed.package.clashes if c.conflict.bounds) != ()


def test_overlaps_in_a_found_package_are_named(catalogue: Catalogue) -> None:
    """As the report adds the search proposes money counted twice, and names each overlap."""
    answer = find_packages(catalogue, PLAIN)
    assert answer.overlaps is Overlaps.AS_REPORT
    (found,) = answer.found
    assert {c.conflict.id for c in found.clashes} >= {"coa-korting-en-coa-besparing", "uitstroom-statushouders"}
    assert found.reached[0].once_keur > found.reached[0].amount_keur >= found.reached[0].effect_keur


def test_one_forbidden_measure_too_many_is_named(toy: Catalogue) -> None:
    """When one restriction by itself stands in the way, dropping it is reported to close the gap."""
    question = Question((Goal("main-20"),), forbidden=("A.2", "A.4"), required=("A.1",))
    answer = find_packages(toy, question)
    assert answer.status is Status.OPTIMAL
    question = replace(question, forbidden=("A.2", "A.4", "B.5"))
    answer = find_packages(toy, question)
    assert answer.explanation is not None
    assert [item.restriction.subject for item in answer.explanation.closing] == ["B.5"]
    (reach,) = answer.explanation.reaches
    assert (reach.best_keur, reach.amount_keur, reach.missing_keur, reach.proven) == (-6_000, -10_000, 4_000, True)


@pytest.mark.slow
def test_every_package_found_is_met_by_the_engine(catalogue: Catalogue) -> None:
    """By default the verdict of what is found is certain: met, in each column asked."""
    goals = (Goal("jenv-20"), Goal("bhos-20", ("2022", "structural")))
    for objective in Objective:
        for found in find_packages(catalogue, Question(goals, objective=objective, settings=AS_REPORT), top=3).found:
            results = evaluate_targets(compose_package(catalogue, found.package.selection, AS_REPORT))
            assert results["jenv-20"].cells["structural"].verdict is Verdict.MET
            assert {results["bhos-20"].cells[c].verdict for c in ("2022", "structural")} == {Verdict.MET}
            assert not found.package.blocked


def test_uncertain_measure_is_never_chosen_for_a_certain_verdict(catalogue: Catalogue) -> None:
    """4.5 prints a dash of unsure direction: required, it makes every verdict uncertain; dropping it closes the gap."""
    answer = find_packages(catalogue, replace(PLAIN, required=("4.5",)))
    assert answer.status is Status.INFEASIBLE
    assert answer.explanation is not None
    assert answer.explanation.nearest is None
    assert [item.restriction.subject for item in answer.explanation.closing] == ["4.5"]


def test_leakage_is_nil_when_the_attribution_ends_and_measured_when_it_stays(catalogue: Catalogue) -> None:
    """With an option of 4.9 that ends the attribution nothing leaks; kept, the least leakage is the engine's own."""
    ended = find_packages(catalogue, replace(PLAIN, objective=Objective.LEAST_LEAKAGE)).found[0]
    assert ended.objective == 0
    assert any(id_.startswith("4.9-1") for id_ in ended.package.selection)
    question = replace(PLAIN, objective=Objective.LEAST_LEAKAGE, limits=Limits(keep_attribution=True))
    kept = find_packages(catalogue, question).found[0]
    assert kept.objective == leakage_keur(kept.package, "structural") > 0


def test_amount_on_a_budget_line_or_on_the_total(catalogue: Catalogue) -> None:
    """A goal may be an amount on a chapter, a line or everything, with either sign."""
    for budget in ("JenV 37", "JenV", None):
        found = find_packages(catalogue, Question((Goal(None, ("2024",), -50_000, budget),))).found[0]
        assert found.reached[0].effect_keur <= -50_000


@pytest.mark.parametrize(
    ("budget", "counted"), [("Algemene Zaken 3 bis", -14_371), ("Algemene Zaken", -14_371), (None, -14_374)]
)
def test_amount_on_a_chapter_of_two_words(toy2: Catalogue, budget: str | None, counted: int) -> None:
    """Chapter and article stand apart, so a chapter of two words and an article of two words count as they are."""
    question = Question((Goal(None, ("evenwicht",), counted, budget),))
    found = find_packages(toy2, question).found[0]
    assert found.reached[0].effect_keur == counted
    with pytest.raises(UnknownIdError, match="budget line"):
        find_packages(toy2, Question((Goal(None, ("evenwicht",), -1, "Algemene"),)))


def test_dials_and_decision_year_count_in_the_search(catalogue: Catalogue) -> None:
    """The search composes under the question's settings: decided in 2023, nothing can be saved in 2021 or 2022."""
    question = Question((Goal(None, ("2022",), -100),), settings=Settings(delay=2))
    assert find_packages(catalogue, question).status is Status.INFEASIBLE


# Why a measure is in


def test_explanation_says_what_is_missed_without_each_measure(catalogue: Catalogue) -> None:
    """Leaving a measure out of a package with the fewest measures always misses the target, by its own saving."""
    question = PLAIN
    package = find_packages(catalogue, question).found[0].package
    for reason in explain_package(package, question):
        rest = compose_package(catalogue, [id_ for id_ in package.selection if id_ != reason.measure], AS_REPORT)
        cell = evaluate_targets(rest)["jenv-20"].cells["structural"]
        assert (reason.without[0].missing_keur, reason.without[0].verdict) == (cell.gap_keur, Verdict.NOT_MET)
        assert reason.needed
        assert reason.objective_change == -1


def test_explanation_marks_what_is_required_and_what_is_not_needed(toy: Catalogue) -> None:
    """A measure that no goal misses is marked as not needed, unless the question requires it."""
    package = compose_package(toy, ("A.2", "A.3", "A.4"))
    question = Question((Goal("main-20"),), required=("A.3",))
    needed = {reason.measure: (reason.needed, reason.required) for reason in explain_package(package, question)}
    assert needed == {"A.2": (True, False), "A.3": (True, True), "A.4": (False, False)}


@pytest.mark.parametrize(
    ("variants", "ids", "required"),
    [
        (("A",), ("A.1", "A.3"), {"A.1": False, "A.3": False}),  # the other one of variant A is left
        (("A",), ("A.1", "B.5"), {"A.1": True, "B.5": False}),
        (("A", "B"), ("A.1", "B.5"), {"A.1": True, "B.5": True}),
    ],
)
def test_the_last_measure_of_a_required_variant_is_required(
    toy: Catalogue, variants: tuple[str, ...], ids: tuple[str, ...], required: dict[str, bool]
) -> None:
    """A required variant asks for one of its measures: only the last one in the package is required."""
    question = Question(required_variants=variants)
    reasons = explain_package(compose_package(toy, ids), question)
    assert {reason.measure: reason.required for reason in reasons} == required


# Same answer, limits, refusals


@pytest.mark.slow
def test_answers_are_the_same_every_time_and_in_every_thread(catalogue: Catalogue) -> None:
    """Neither the order of the conflicts nor four threads at once change an answer."""
    question = replace(PLAIN, objective=Objective.CLOSEST)
    turned = replace(catalogue, conflicts=tuple(reversed(catalogue.conflicts)))

    def ask(part: Catalogue) -> list[tuple[str, ...]]:
        return [found.package.selection for found in find_packages(part, question, top=2).found]

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, [catalogue, turned] * 3))
    assert all(other == found[0] for other in found)


def test_no_time_means_nothing_known(catalogue: Catalogue) -> None:
    """Without time the search says that it does not know, rather than that there is none."""
    answer = find_packages(catalogue, PLAIN, time_limit=0)
    assert (answer.status, answer.found, answer.stopped, answer.complete) == (Status.UNKNOWN, (), True, False)
    assert find_minimal_packages(catalogue, PLAIN, time_limit=0).status is Status.UNKNOWN
    assert pareto_front(catalogue, PLAIN, time_limit=0).stopped


def test_stopping_keeps_what_was_found(catalogue: Catalogue) -> None:
    """A progress callback sees each package and may stop the search; those found until then stay, proven."""
    seen = []

    def stop_after_two(progress: object) -> bool:
        seen.append(progress)
        return getattr(progress, "found", 0) < 2

    answer = find_packages(catalogue, PLAIN, top=10, progress=stop_after_two)
    assert len(answer.found) == 2
    assert answer.stopped
    assert answer.status is Status.OPTIMAL
    assert seen


def test_gap_is_proven_when_time_is_short() -> None:
    """What is found in a bounded amount of work comes with a bound below its cost."""
    chance = random.Random(1)
    rows = tuple(Row(dict(enumerate(chance.choices(range(1000, 99_999), k=60))), least=900_001) for _ in range(4))
    program = Program(60, rows=rows)
    costs = [sum(row.terms[place] for row in rows) for place in range(60)]
    answer = minimise(program, costs, Meter(), nodes=1)
    assert answer.status is Status.FEASIBLE
    assert answer.cost is not None
    assert answer.bound is not None
    assert 4 * 900_001 <= answer.bound <= answer.cost


def test_package_that_the_engine_does_not_confirm_is_refused(catalogue: Catalogue) -> None:
    """A program whose amounts differ by a thousand euro from the engine's raises instead of answering."""
    model = build_model(catalogue, fill_in(catalogue, PLAIN))
    (cell,) = model.cells
    wrong = replace(model, cells=(replace(cell, effects=tuple(effect - 1 for effect in cell.effects)),))
    with pytest.raises(SearchError, match="does not confirm"):
        confirm(wrong, range(3), demand=False)
    with pytest.raises(SearchError, match="not met"):
        confirm(model, [catalogue.order["4.7"]])
    with pytest.raises(SearchError, match="exclude"):
        confirm(model, [catalogue.order["4.3a"], catalogue.order["4.3b"]], demand=False)


def test_rows_are_divided_to_whole_bounds() -> None:
    """Dividing by the common divisor rounds the bounds inwards and keeps what holds."""
    assert Row({0: 4, 1: -6, 2: 0}, least=3, most=7).reduced() == Row({0: 2, 1: -3}, least=2, most=3)


@pytest.mark.parametrize(
    ("question", "error", "message"),
    [
        (Question((Goal("jenv"),)), UnknownIdError, "jenv-20"),
        (Question(JENV, forbidden=("4.12",)), UnknownIdError, "4.12"),
        (replace(PLAIN, forbidden_variants=("9",)), UnknownIdError, "variant"),
        (Question((Goal("jenv-20", ("2020",)),)), QuestionError, "column"),
        (Question((Goal(),)), QuestionError, "target or an amount"),
        (Question((Goal(None, amount_keur=-1, budget="JenV 99"),)), UnknownIdError, "budget line"),
        (Question(objective=Objective.CLOSEST), QuestionError, "close to"),
        (replace(PLAIN, limits=Limits(max_measures=-1)), QuestionError, "most measures"),
    ],
)
def test_impossible_questions_are_refused(catalogue: Catalogue, question: Question, error: type, message: str) -> None:
    """A question that names what does not exist is refused with what to do."""
    with pytest.raises(error, match=message):
        find_packages(catalogue, question)


def test_question_without_goals_is_answered_by_what_is_required(catalogue: Catalogue) -> None:
    """Nothing to reach: the smallest package is what the question requires."""
    assert find_packages(catalogue, Question()).found[0].package.selection == ()
    found = find_packages(catalogue, Question(required=("4.7",), required_variants=("6",))).found[0]
    assert found.package.selection == ("4.7", "6.1")
