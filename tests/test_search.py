"""
The search.

1. It equals brute force with the engine on the toy country and on fifty random parts of the catalogue.
2. When it says that no package exists, brute force finds none either, and the gap is the smallest there is.
3. Every package is composed again; one that the engine does not confirm is never a result.
4. The same question gives the same answer, whatever the order of the conflicts or the thread that asks.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress, product

import pytest

from budget.__main__ import main
from budget.errors import QuestionError, SearchError, UnknownIdError
from budget.fields import Evidence
from budget.front import Against, pareto_front
from budget.load import Catalogue
from budget.money import COLUMNS, Open
from budget.oda import attribute_oda
from budget.package import Package, Total, compose_package
from budget.progress import Meter
from budget.question import Goal, Limits, Objective, OpenAmounts, OpenCells, Question, relaxed_questions
from budget.records import ConflictKind, LegalLevel
from budget.search import find_minimal_packages, find_packages
from budget.search_check import confirm, leakage_keur
from budget.search_model import build_model
from budget.search_why import explain_package
from budget.settings import Settings
from budget.solver import Program, Row, Status, minimise
from budget.targets import Verdict, evaluate_targets, scope_of

GOLDEN = ("4.12a", "4.12b", "4.12c", "6.1", "6.2a")
JENV = (Goal("jenv-20"),)
LEVELS = list(LegalLevel)


# Brute force: every choice, composed by the engine and judged by its target results


@dataclass(frozen=True)
class Choice:
    """One choice of measures with what the engine makes of it."""

    package: Package
    places: tuple[int, ...]

    @cached_property
    def effects(self) -> dict[tuple[str, str], Total]:
        results = evaluate_targets(self.package)
        return {(id_, column): cell.effect for id_, result in results.items() for column, cell in result.cells.items()}

    @cached_property
    def leaks(self) -> dict[str, int]:
        splits = attribute_oda(self.package).by_measure.values()
        return {column: sum(-min(0, parts[column].attributed.keur) for parts in splits) for column in COLUMNS}

    @property
    def overlaps(self) -> bool:
        return any(clash.conflict.kind is ConflictKind.OVERLAP for clash in self.package.clashes)


def all_choices(catalogue: Catalogue, settings: Settings) -> list[Choice]:
    ids, size = list(catalogue.measures), len(catalogue.measures)
    masks = product((False, True), repeat=size)
    made = [
        (compose_package(catalogue, compress(ids, mask), settings), tuple(compress(range(size), mask)))
        for mask in masks
    ]
    return [Choice(package, places) for package, places in made if not package.blocked]


def counted(choice: Choice, goal: Goal, column: str, question: Question) -> int:
    """What counts towards a goal, open cells as the question says; every open measure has one posting."""
    package, total = choice.package, choice.effects[goal.target, column].keur
    if question.open_cells is not OpenCells.COUNTED:
        return total
    lines, amounts = scope_of(package.catalogue.targets[goal.target], package.settings).lines, question.open_amounts
    for cell in package.open_cells:
        if cell.column == column and package.catalogue.measures[cell.measure].postings[0].base in lines:
            unknown = cell.uncertain or cell.kind is Open.DEPENDS
            sure = amounts.cost_keur if cell.kind is Open.COST else -amounts.saving_keur
            total += amounts.depends_keur if unknown else sure
    return total


def shortfalls(choice: Choice, question: Question) -> list[int] | None:
    """How much of each goal column is missing; None when an open cell leaves it uncertain."""
    found = []
    for goal in question.goals:
        for column in goal.columns:
            assert goal.amount_keur is not None
            sign = 1 if goal.amount_keur < 0 else -1
            total = choice.effects[goal.target, column]
            if question.open_cells is not OpenCells.COUNTED and (total.costs_open if sign > 0 else total.savings_open):
                return None
            found.append(max(0, sign * (counted(choice, goal, column, question) - goal.amount_keur)))
    return found


def counts_with(catalogue: Catalogue, id_: str, question: Question) -> set[Evidence]:
    """Grades of a measure's amounts that count towards a goal."""
    grades, measure = set(), catalogue.measures[id_]
    for goal in question.goals:
        lines = scope_of(catalogue.targets[goal.target], question.settings).lines
        for posting in measure.postings:
            cells = measure.posting_effects(posting)
            if posting.base in lines and any(cells[COLUMNS.index(column)] != 0 for column in goal.columns):
                grades.add(posting.evidence)
    return grades


def allowed(choice: Choice, question: Question) -> bool:
    """Whether a choice obeys everything but the goals."""
    ids, catalogue, limits = choice.package.selection, choice.package.catalogue, question.limits
    variants = {catalogue.variant_of[id_] for id_ in ids}
    measures = [catalogue.measures[id_] for id_ in ids]
    regimes = {measure.oda.regime for measure in measures if measure.oda is not None}
    return (
        set(question.required) <= set(ids)
        and not set(question.forbidden) & set(ids)
        and set(question.required_variants) <= variants
        and not set(question.forbidden_variants) & variants
        and not (limits.no_overlaps and choice.overlaps)
        and (limits.max_measures is None or len(ids) <= limits.max_measures)
        and (
            limits.legal is None
            or all(LEVELS.index(m.legal_change.level) <= LEVELS.index(limits.legal) for m in measures)
        )
        and (limits.evidence is None or all(counts_with(catalogue, id_, question) <= limits.evidence for id_ in ids))
        and not (limits.keep_attribution and regimes & {"1A", "1B", "1C"})
        and not (question.open_cells is OpenCells.NONE and choice.package.open_cells)
    )


def value_of(choice: Choice, question: Question) -> int:
    if question.objective is Objective.CLOSEST:
        cells = [(goal, column) for goal in question.goals for column in goal.columns]
        return sum(abs(counted(choice, goal, column, question) - (goal.amount_keur or 0)) for goal, column in cells)
    if question.objective is Objective.LEAST_INTENSIFICATION:
        return choice.package.intensifications[question.column].keur
    if question.objective is Objective.LEAST_LEAKAGE:
        return choice.leaks[question.column]
    if question.objective is Objective.WEIGHTS:
        return sum(dict(question.weights).get(id_, 1) for id_ in choice.package.selection)
    return len(choice.places)


def answers(choices: list[Choice], question: Question) -> list[Choice]:
    """Every choice that answers the question, best first."""
    found = [c for c in choices if allowed(c, question) and (s := shortfalls(c, question)) is not None and not any(s)]
    return sorted(found, key=lambda c: (value_of(c, question), len(c.places), sum(c.places), c.places))


def smallest_gap(choices: list[Choice], question: Question) -> int | None:
    gaps = [sum(s) for c in choices if allowed(c, question) and (s := shortfalls(c, question)) is not None]
    return min(gaps, default=None)


def without_additions(ranked: list[Choice]) -> Iterator[Choice]:
    kept: list[set[int]] = []
    for choice in ranked:
        if not any(earlier <= set(choice.places) for earlier in kept):
            kept.append(set(choice.places))
            yield choice


def part_of(catalogue: Catalogue, ids: list[str]) -> Catalogue:
    """A catalogue with some of the measures, in report order."""
    kept = {id_: measure for id_, measure in catalogue.measures.items() if id_ in ids}
    return replace(catalogue, measures=kept, variant_of={id_: catalogue.variant_of[id_] for id_ in kept})


def draw_question(chance: random.Random, catalogue: Catalogue, choices: list[Choice], settings: Settings) -> Question:
    """A question about amounts that can just or just not be reached."""
    signs = {id_: -1 if target.percent < 0 else 1 for id_, target in catalogue.targets.items()}
    reach = {
        (id_, column): max(choice.effects[id_, column].keur * sign for choice in choices)
        for id_, sign in signs.items()
        for column in COLUMNS
    }
    within = sorted({id_ for (id_, _), most in reach.items() if most > 0}) or ["jenv-20"]
    goals = []
    for target in chance.sample(within, min(len(within), chance.choice((1, 1, 1, 2)))):
        columns = tuple(chance.sample(COLUMNS, chance.choice((1, 1, 2))))
        amount = min(reach[target, column] for column in columns) * chance.choice((20, 40, 60, 90, 110)) // 100
        goals.append(Goal(target, columns, signs[target] * max(amount, 100)))
    ids, variants = list(catalogue.measures), sorted(set(catalogue.variant_of.values()))
    limits = Limits(
        legal=chance.choice((None, None, LegalLevel.REGULATION, LegalLevel.LAW)),
        evidence=chance.choice((None, None, frozenset({Evidence.STATED, Evidence.DERIVED}))),
        no_overlaps=chance.random() < 0.3,
        max_measures=chance.choice((None, None, len(ids) // 2)),
        keep_attribution=chance.random() < 0.3,
    )
    return Question(
        goals=tuple(goals),
        required=tuple(chance.sample(ids, chance.choice((0, 0, 0, 1)))),
        forbidden=tuple(chance.sample(ids, chance.choice((0, 0, 1, 2)))),
        required_variants=tuple(chance.sample(variants, chance.choice((0, 0, 0, 0, 1)))),
        forbidden_variants=tuple(chance.sample(variants, chance.choice((0, 0, 0, 1)))),
        limits=limits if chance.random() < 0.4 else Limits(),
        open_cells=chance.choice((OpenCells.CERTAIN, OpenCells.CERTAIN, OpenCells.NONE, OpenCells.COUNTED)),
        open_amounts=OpenAmounts(
            chance.randrange(4) * 1000, chance.randrange(4) * 1000, chance.randrange(-3, 4) * 1000
        ),
        weights=tuple((id_, chance.randrange(-2, 6)) for id_ in ids[::2]),
        column=chance.choice(("structural", "structural", "2023")),
        settings=settings,
    )


def agree(catalogue: Catalogue, choices: list[Choice], question: Question) -> Status:
    """Check one question against brute force; returns what the search said."""
    ranked = answers(choices, question)
    answer = find_packages(catalogue, question, top=3)
    assert [found.package.selection for found in answer.found] == [
        choice.package.selection for choice, _ in zip(without_additions(ranked), range(3), strict=False)
    ]
    assert [found.objective for found in answer.found] == [
        value_of(choice, question) for choice, _ in zip(without_additions(ranked), range(3), strict=False)
    ]
    assert all(found.proven and found.gap == 0 and found.order_proven for found in answer.found)
    if not ranked:
        explanation = answer.explanation
        assert explanation is not None
        assert explanation.missing_keur == smallest_gap(choices, question)
        for item, (restriction, relaxed) in zip(
            sorted(explanation.relaxations, key=lambda r: (r.restriction.kind, r.restriction.subject)),
            sorted(relaxed_questions(question), key=lambda r: (r[0].kind, r[0].subject)),
            strict=True,
        ):
            assert item.restriction == restriction
            assert item.missing_keur == smallest_gap(choices, relaxed), restriction
            assert item.closes == bool(answers(choices, relaxed)), restriction
    return answer.status


@pytest.mark.parametrize("number", range(50))
def test_search_equals_brute_force_on_random_parts_of_the_catalogue(catalogue: Catalogue, number: int) -> None:
    """For each objective the best packages, their order and the proof that there is none are those of brute force."""
    chance = random.Random(number)
    settings = Settings(decision_year=chance.choice((2021, 2021, 2022)))
    busy = [
        id_
        for id_, m in catalogue.measures.items()
        if any(cell != 0 for p in m.postings for cell in m.posting_effects(p))
    ]
    ids = chance.sample(busy, chance.choice((5, 6, 7, 8))) + chance.sample(
        ["4.9-1A", "4.9-1B", "4.9-2", "4.10", "4.5"], 1
    )
    part = part_of(catalogue, ids)
    choices = all_choices(part, settings)
    question = draw_question(chance, part, choices, settings)
    for objective in chance.sample(list(Objective), 3):
        agree(part, choices, replace(question, objective=objective))
    ranked = answers(choices, replace(question, objective=Objective.FEWEST))
    assert [found.package.selection for found in find_packages(part, question, top=4, supersets=True).found] == [
        choice.package.selection for choice in ranked[:4]
    ]
    assert_minimal(part, ranked, question)


def assert_minimal(catalogue: Catalogue, ranked: list[Choice], question: Question) -> None:
    sets = [set(choice.places) for choice in ranked]
    minimal = [c for c in ranked if not any(other < set(c.places) for other in sets)]
    answer = find_minimal_packages(catalogue, question, limit=1000)
    expected = sorted(minimal, key=lambda c: (len(c.places), c.places))
    assert [found.package.selection for found in answer.found] == [c.package.selection for c in expected]
    assert answer.complete


@pytest.mark.parametrize("open_cells", OpenCells)
@pytest.mark.parametrize(
    ("target", "amount"), [("main-20", -10_000), ("main-20", -17_000), ("main+20", 2000), ("main+20", 9000)]
)
def test_search_equals_brute_force_on_the_toy_country(
    toy: Catalogue, target: str, amount: int, open_cells: OpenCells
) -> None:
    """With open cells of every kind, as costs and as savings, and for every objective."""
    choices = all_choices(toy, Settings())
    for columns in (("structural",), ("2021",), ("2022", "structural")):
        goal = Goal(target, columns, amount)
        question = Question((goal,), open_cells=open_cells, open_amounts=OpenAmounts(4000, 3000, 2000))
        for objective in Objective:
            agree(toy, choices, replace(question, objective=objective))
        assert_minimal(toy, answers(choices, question), question)


@pytest.mark.parametrize("number", range(6))
@pytest.mark.parametrize("against", Against)
def test_front_equals_brute_force(catalogue: Catalogue, number: int, against: Against) -> None:
    """The front holds exactly the savings that no other package beats at the same or a lower price."""
    chance = random.Random(number)
    ids = [
        *chance.sample(["3.1.1", "3.1.4", "4.6", "4.7", "4.8", "4.11", "4.12a", "4.12b", "6.1", "6.2b", "4.3a"], 7),
        "4.9-2",
    ]
    part = part_of(catalogue, ids)
    question = Question(JENV, limits=Limits(no_overlaps=chance.random() < 0.5))
    found = {}
    for choice in all_choices(part, Settings()):
        if allowed(choice, question):
            price = len(choice.places) if against is Against.MEASURES else choice.leaks["structural"]
            saving = -choice.effects["jenv-20", "structural"].keur
            found[price] = max(saving, found.get(price, saving))
    best = {price: saving for price, saving in found.items() if all(saving > s for p, s in found.items() if p < price)}
    front = pareto_front(part, question, against=against)
    assert [(p.saving_keur, p.measures if against is Against.MEASURES else p.leakage_keur) for p in front.points] == [
        (saving, price) for price, saving in sorted(best.items(), reverse=True)
    ]
    assert front.complete


# The report's own question


@pytest.mark.parametrize(
    "question",
    [
        Question(JENV, forbidden=GOLDEN),
        Question(JENV, forbidden=("4.12a", "4.12b", "4.12c"), limits=Limits(no_overlaps=True)),
    ],
)
def test_jenv_without_412_reaches_104_and_misses_133(catalogue: Catalogue, question: Question) -> None:
    """Without 4.12 and without counting the COA saving twice the best is −104.4, 133.0 short, as the report says."""
    answer = find_packages(catalogue, question)
    assert answer.status is Status.INFEASIBLE
    assert answer.explanation is not None
    (reach,) = answer.explanation.reaches
    assert (reach.best_keur, reach.amount_keur, reach.missing_keur) == (-104_400, -237_400, 133_000)
    assert reach.proven
    assert answer.explanation.missing_keur == 133_000
    assert reach.package.selection == catalogue.packages["jenv-20-104"].measures
    assert not answer.explanation.closing


def test_one_forbidden_measure_too_many_is_named(catalogue: Catalogue) -> None:
    """When one restriction by itself stands in the way, dropping it is reported to close the gap."""
    answer = find_packages(catalogue, Question(JENV, forbidden=("4.12b", "5.1"), limits=Limits(max_measures=20)))
    assert answer.explanation is not None
    assert [item.restriction.subject for item in answer.explanation.closing] == ["4.12b"]


def test_every_package_found_is_met_by_the_engine(catalogue: Catalogue) -> None:
    """By default the verdict of what is found is certain: met, in each column asked."""
    goals = (Goal("jenv-20"), Goal("bhos-20", ("2022", "structural")))
    for objective in Objective:
        for found in find_packages(catalogue, Question(goals, objective=objective), top=3).found:
            results = evaluate_targets(compose_package(catalogue, found.package.selection))
            assert results["jenv-20"].cells["structural"].verdict is Verdict.MET
            assert {results["bhos-20"].cells[c].verdict for c in ("2022", "structural")} == {Verdict.MET}
            assert not found.package.blocked


def test_uncertain_measure_is_never_chosen_for_a_certain_verdict(catalogue: Catalogue) -> None:
    """4.5 prints a dash of unsure direction: required, it makes every verdict uncertain; dropping it closes the gap."""
    answer = find_packages(catalogue, Question(JENV, required=("4.5",)))
    assert answer.status is Status.INFEASIBLE
    assert answer.explanation is not None
    assert answer.explanation.nearest is None
    assert [item.restriction.subject for item in answer.explanation.closing] == ["4.5"]


def test_leakage_is_nil_when_the_attribution_ends_and_measured_when_it_stays(catalogue: Catalogue) -> None:
    """With an option of 4.9 that ends the attribution nothing leaks; kept, the least leakage is the engine's own."""
    ended = find_packages(catalogue, Question(JENV, objective=Objective.LEAST_LEAKAGE)).found[0]
    assert ended.objective == 0
    assert any(id_.startswith("4.9-1") for id_ in ended.package.selection)
    question = Question(JENV, objective=Objective.LEAST_LEAKAGE, limits=Limits(keep_attribution=True))
    kept = find_packages(catalogue, question).found[0]
    assert kept.objective == leakage_keur(kept.package, "structural") > 0


def test_amount_on_a_budget_line_or_on_the_total(catalogue: Catalogue) -> None:
    """A goal may be an amount on a chapter, a line or everything, with either sign."""
    for budget in ("JenV 37", "JenV", None):
        found = find_packages(catalogue, Question((Goal(None, ("2024",), -50_000, budget),))).found[0]
        assert found.reached[0].effect_keur <= -50_000
    found = find_packages(catalogue, Question((Goal(None, ("structural",), 90_000, "BHOS"),))).found[0]
    assert found.package.selection == ("2C.1.1-2",)


def test_dials_and_decision_year_count_in_the_search(catalogue: Catalogue) -> None:
    """The search composes under the question's settings: decided in 2023, nothing can be saved in 2021 or 2022."""
    question = Question((Goal(None, ("2022",), -100),), settings=Settings(decision_year=2023))
    assert find_packages(catalogue, question).status is Status.INFEASIBLE


# Why a measure is in


def test_explanation_says_what_is_missed_without_each_measure(catalogue: Catalogue) -> None:
    """Leaving a measure out of a package with the fewest measures always misses the target, by its own saving."""
    question = Question(JENV)
    package = find_packages(catalogue, question).found[0].package
    for reason in explain_package(package, question):
        rest = compose_package(catalogue, [id_ for id_ in package.selection if id_ != reason.measure])
        cell = evaluate_targets(rest)["jenv-20"].cells["structural"]
        assert (reason.without[0].missing_keur, reason.without[0].verdict) == (cell.gap_keur, Verdict.NOT_MET)
        assert reason.needed
        assert reason.objective_change == -1


def test_explanation_marks_what_is_required_and_what_is_not_needed(catalogue: Catalogue) -> None:
    """A measure that no goal misses is marked as not needed, unless the question requires it."""
    package = compose_package(catalogue, ("1.1", "1.2", "2C.3.1", "2C.3.2"))
    question = Question((Goal("bhos-20"),), required=("1.1",))
    needed = {reason.measure: (reason.needed, reason.required) for reason in explain_package(package, question)}
    assert needed == {"1.1": (True, True), "1.2": (False, False), "2C.3.1": (True, False), "2C.3.2": (True, False)}


# Same answer, limits, refusals


def test_answers_are_the_same_every_time_and_in_every_thread(catalogue: Catalogue) -> None:
    """Neither the order of the conflicts nor four threads at once change an answer."""
    question = Question(JENV, objective=Objective.CLOSEST)
    turned = replace(catalogue, conflicts=tuple(reversed(catalogue.conflicts)))

    def ask(part: Catalogue) -> list[tuple[str, ...]]:
        return [found.package.selection for found in find_packages(part, question, top=2).found]

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(ask, [catalogue, turned] * 3))
    assert all(other == found[0] for other in found)


def test_no_time_means_nothing_known(catalogue: Catalogue) -> None:
    """Without time the search says that it does not know, rather than that there is none."""
    answer = find_packages(catalogue, Question(JENV), time_limit=0)
    assert (answer.status, answer.found, answer.stopped, answer.complete) == (Status.UNKNOWN, (), True, False)
    assert find_minimal_packages(catalogue, Question(JENV), time_limit=0).status is Status.UNKNOWN
    assert pareto_front(catalogue, Question(JENV), time_limit=0).stopped


def test_stopping_keeps_what_was_found(catalogue: Catalogue) -> None:
    """A progress callback sees each package and may stop the search; those found until then stay, proven."""
    seen = []

    def stop_after_two(progress: object) -> bool:
        seen.append(progress)
        return getattr(progress, "found", 0) < 2

    answer = find_packages(catalogue, Question(JENV), top=10, progress=stop_after_two)
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
    model = build_model(catalogue, Question(JENV))
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
        (Question(JENV, forbidden_variants=("9",)), UnknownIdError, "variant"),
        (Question((Goal("jenv-20", ("2020",)),)), QuestionError, "column"),
        (Question((Goal(),)), QuestionError, "target or an amount"),
        (Question((Goal(None, amount_keur=-1, budget="JenV 99"),)), UnknownIdError, "budget line"),
        (Question(objective=Objective.CLOSEST), QuestionError, "close to"),
        (Question(JENV, limits=Limits(max_measures=-1)), QuestionError, "most measures"),
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


# The command line


def test_command_line_finds_and_explains(capsys: pytest.CaptureFixture[str]) -> None:
    """The search answers as JSON; that no package exists is an answer too, so the exit code is 0 for both."""
    assert main(["search", "--target", "jenv-20", "--objective", "fewest", "--top", "2", "--explain", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "optimal"
    assert len(answer["packages"]) == 2
    assert answer["packages"][0]["package"]["targets"]["jenv-20"]["columns"]["structural"]["verdict"] == "met"
    assert all(reason["needed"] for reason in answer["packages"][0]["reasons"])
    assert main(["search", "--target", "jenv-20", "--forbid", *GOLDEN[:3], ",".join(GOLDEN[3:]), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["status"] == "infeasible"
    assert answer["explanation"]["best"][0]["missing_keur"] == 133_000


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        (["--target", "jenv-20", "--weight", "4.7"], "ID"),
        (["--target", "jenv-20", "--budget", "JenV"], "both"),
        (["--budget", "JenV"], "--amount"),
        (["--target", "jenv-20,bhos-20", "--amount", "-5"], "more"),
        (["--target", "jenv-20", "--evidence", "proven"], "stated"),
    ],
)
def test_command_line_refuses_wrong_calls(flags: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong call says what was expected, with exit code 2."""
    try:
        code = main(["search", *flags])
    except SystemExit as stop:
        code = int(str(stop.code))
    assert code == 2
    assert text.lower() in capsys.readouterr().err.lower()


@pytest.mark.parametrize(
    "flags",
    [
        ["--target", "jenv-20", "--all-minimal", "5"],
        ["--target", "bhos-20", "--columns", "2022,structural", "--no-law", "--no-open", "--max", "4"],
        ["--amount", "-50000", "--budget", "JenV 37", "--open-as", "100", "100", "100", "--weight", "4.12a=9"],
        ["--target", "jenv-20", "--front", "measures"],
        ["--target", "jenv-20", "--front", "leakage", "--step", "20000", "--keep-attribution", "--json"],
        ["--target", "jenv-20", "--forbid-variant", "4", "--require-variant", "6", "--no-eu-law"],
    ],
)
def test_command_line_answers_every_kind_of_question(flags: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Lists, fronts and limits print an answer and end with exit code 0."""
    assert main(["search", *flags]) == 0
    assert capsys.readouterr().out.strip()
