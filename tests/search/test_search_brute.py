"""The search equals brute force: on the toy countries, on random parts of the catalogue, and along the fronts."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.core import Overlaps, QuestionError, Settings
from budget.engine import target_amounts
from budget.search import (
    Against,
    Goal,
    Limits,
    Objective,
    OpenAmounts,
    OpenCells,
    Question,
    find_minimal_packages,
    pareto_front,
)
from budget.search.find import find_packages
from tests.engine.test_overlaps_brute import with_overlaps
from tests.search.brute import (
    JENV,
    Choice,
    agree,
    all_choices,
    allowed,
    answers,
)
from tests.search.drawn import draw_question, part_of


def check_part(catalogue: Catalogue, number: int, overlaps: Overlaps) -> None:
    """A random part of the catalogue, with overlaps that bound in most, and a random question about it."""
    chance = random.Random(number)
    settings = Settings(delay=chance.choice((0, 0, 1)), overlaps=overlaps)
    busy = [
        id_
        for id_, m in catalogue.measures.items()
        if any(cell != 0 for p in m.postings for cell in m.posting_effects(p))
    ]
    bounded = sorted({id_ for conflict in catalogue.conflicts if conflict.bounds for id_ in conflict.members})
    ids = chance.sample(bounded, chance.choice((2, 4, 5)))
    ids += chance.sample([id_ for id_ in busy if id_ not in ids], chance.choice((2, 3, 4)))
    ids += [id_ for id_ in chance.sample(["4.9-1A", "4.9-1B", "4.9-2", "4.10", "4.5"], 1) if id_ not in ids]
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


def few(numbers: int) -> list[Any]:
    """One of so many draws; the others are for the long run."""
    return [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, numbers))]


@pytest.mark.slow
@pytest.mark.parametrize("overlaps", Overlaps)
@pytest.mark.parametrize("number", few(4))
def test_search_equals_brute_force_on_parts_of_the_catalogue(
    catalogue: Catalogue, number: int, overlaps: Overlaps
) -> None:
    """For each objective the best packages, their order and the proof that there is none are those of brute force."""
    check_part(catalogue, number, overlaps)


@pytest.mark.long
@pytest.mark.parametrize("overlaps", Overlaps)
@pytest.mark.parametrize("number", [*range(4, 8), *range(100, 150)])
def test_search_equals_brute_force_on_fifty_more_parts(catalogue: Catalogue, number: int, overlaps: Overlaps) -> None:
    """The same on fifty more parts, with both ways of counting overlaps."""
    check_part(catalogue, number, overlaps)


@pytest.mark.slow
@pytest.mark.parametrize("overlaps", Overlaps)
@pytest.mark.parametrize("number", few(6))
def test_search_equals_brute_force_with_invented_overlaps(toy: Catalogue, number: int, overlaps: Overlaps) -> None:
    """Groups that cross, costs that are the same money, cuts in groups: records drawn on the toy country."""
    chance = random.Random(number)
    settings = Settings(overlaps=overlaps)
    invented = with_overlaps(toy, chance)
    choices = all_choices(invented, settings)
    for _ in range(4):
        question = draw_question(chance, invented, choices, settings)
        question = replace(question, required_variants=(), objective=chance.choice(list(Objective)))
        agree(invented, choices, question)
        assert_minimal(invented, answers(choices, question), question)


@pytest.mark.slow
@pytest.mark.parametrize("overlaps", Overlaps)
def test_search_equals_brute_force_on_the_second_toy_country(toy2: Catalogue, overlaps: Overlaps) -> None:
    """Another list, without ODA, with other columns, and overlaps of its own."""
    chance = random.Random(5)
    settings = Settings(overlaps=overlaps)
    invented = with_overlaps(toy2, chance)
    choices = all_choices(invented, settings)
    objectives = [objective for objective in Objective if objective is not Objective.LEAST_LEAKAGE]
    for _ in range(6):
        question = draw_question(chance, invented, choices, settings)
        limits = replace(question.limits, keep_attribution=False)
        agree(invented, choices, replace(question, limits=limits, objective=chance.choice(objectives)))


def check_ranges(country: Catalogue, chance: random.Random, overlaps: Overlaps, times: int) -> None:
    """Questions about the invented port, or about it with other overlaps."""
    settings = Settings(overlaps=overlaps)
    choices = all_choices(country, settings)
    objectives = [objective for objective in Objective if objective is not Objective.LEAST_LEAKAGE]
    for _ in range(times):
        question = draw_question(chance, country, choices, settings)
        limits = replace(question.limits, keep_attribution=False)
        agree(country, choices, replace(question, limits=limits, objective=chance.choice(objectives)))


@pytest.mark.slow
@pytest.mark.parametrize("overlaps", Overlaps)
def test_search_equals_brute_force_with_ranges(toy_ranges: Catalogue, overlaps: Overlaps) -> None:
    """Ranges, amounts beside something open and cells that are not given count at the end that is worse for a goal."""
    check_ranges(toy_ranges, random.Random(3), overlaps, 5)


@pytest.mark.long
@pytest.mark.parametrize("number", range(20))
def test_search_equals_brute_force_with_ranges_and_invented_overlaps(toy_ranges: Catalogue, number: int) -> None:
    """Groups in which a range leaves it in doubt who counts, and cuts beside them: records drawn on the port."""
    chance = random.Random(number)
    check_ranges(with_overlaps(toy_ranges, chance), chance, Overlaps.BOUNDS, 6)


def assert_minimal(catalogue: Catalogue, ranked: list[Choice], question: Question) -> None:
    sets = [set(choice.places) for choice in ranked]
    minimal = [c for c in ranked if not any(other < set(c.places) for other in sets)]
    answer = find_minimal_packages(catalogue, question, limit=1000)
    expected = sorted(minimal, key=lambda c: (len(c.places), c.places))
    assert [found.package.selection for found in answer.found] == [c.package.selection for c in expected]
    assert answer.complete


@pytest.mark.slow
@pytest.mark.parametrize("open_cells", OpenCells)
@pytest.mark.parametrize(
    ("target", "amount"),
    [
        ("main-20", -10_000),
        ("main+20", 2000),
        pytest.param("main-20", -17_000, marks=pytest.mark.long),
        pytest.param("main+20", 9000, marks=pytest.mark.long),
    ],
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


@pytest.mark.slow
@pytest.mark.parametrize("open_cells", OpenCells)
@pytest.mark.parametrize(
    ("target", "amount"),
    [
        ("sluizen-1", None),
        ("leeg-20", None),
        pytest.param("molens+5", 2_000, marks=pytest.mark.long),
        pytest.param("sluizen-1", -2_500, marks=pytest.mark.long),
        pytest.param("molens+5", None, marks=pytest.mark.long),
    ],
)
def test_search_equals_brute_force_on_the_other_country(
    toy2: Catalogue, target: str, amount: int | None, open_cells: OpenCells
) -> None:
    """Without ODA, with other columns and chapters of two words, and with a base of which 1% is no whole amount."""
    choices = all_choices(toy2, Settings())
    for columns in (("evenwicht",), ("2029",), ("2027", "evenwicht")):
        amounts = target_amounts(toy2, toy2.targets[target], Settings())
        asked = amounts[columns[0]][1] if amount is None else amount
        question = Question(
            (Goal(target, columns, asked),), open_cells=open_cells, open_amounts=OpenAmounts(4, 3000, 2)
        )
        for objective in Objective:
            if objective is not Objective.LEAST_LEAKAGE:
                agree(toy2, choices, replace(question, objective=objective))
        assert_minimal(toy2, answers(choices, question), question)


@pytest.mark.parametrize("number", range(12))
@pytest.mark.slow
def test_search_equals_brute_force_with_sides_of_several_measures(toy: Catalogue, number: int) -> None:
    """Two sides of two or three measures each, one measure on several conflicts: only one side of each may be used."""
    chance = random.Random(number)
    ids, conflicts = list(toy.measures), []
    for place in range(2):
        chosen = chance.sample(ids, chance.choice((4, 5)))
        cut = chance.choice((2, len(chosen) - 2))
        sides = (tuple(chosen[:cut]), tuple(chosen[cut:]))
        conflicts.append(toy.conflicts[0].model_copy(update={"id": f"drawn-{place}", "sides": sides}))
    country = replace(toy, conflicts=tuple(conflicts))
    choices = all_choices(country, Settings())
    assert len(choices) < 2 ** len(ids)
    for amount in (-1_000, -6_000, -11_000, -15_000):
        question = Question((Goal("main-20", ("structural",), amount),))
        agree(country, choices, question)
        assert_minimal(country, answers(choices, question), question)


@pytest.mark.parametrize("regimes", [{"A.4": "1A", "B.5": "2"}, {"A.1": "2", "A.4": "1A"}, {"A.2": "1A", "A.4": "2"}])
@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.slow
def test_leakage_equals_brute_force_with_regimes(toy: Catalogue, regimes: dict[str, str], keep: bool) -> None:
    """Of several regimes the first in the list decides whether the attribution ends, and so whether anything leaks."""
    rule = toy.measures["A.1"].oda
    assert rule is not None
    measures = dict(toy.measures)
    for id_, regime in regimes.items():
        own = (measures[id_].oda or rule).model_copy(update={"regime": regime})
        measures[id_] = measures[id_].model_copy(update={"oda": own})
    country = replace(toy, measures=measures)
    choices = all_choices(country, Settings())
    for amount in (-5_000, -10_000, -15_000):
        question = Question((Goal("main-20", ("structural",), amount),), limits=Limits(keep_attribution=keep))
        agree(country, choices, replace(question, objective=Objective.LEAST_LEAKAGE))


def test_fronts_of_the_other_country(toy2: Catalogue) -> None:
    """A front against the number of measures holds there too; one against leakage is refused without ODA."""
    front = pareto_front(toy2, Question((Goal("sluizen-1"),)))
    assert [(point.saving_keur, point.measures) for point in front.points] == [(14_371, 2), (11_871, 1), (0, 0)]
    with pytest.raises(QuestionError, match="expected a catalogue with ODA data, found one without"):
        pareto_front(toy2, Question((Goal("sluizen-1"),)), against=Against.LEAKAGE)
    with pytest.raises(QuestionError, match="expected a catalogue with ODA data, found one without"):
        find_packages(toy2, Question((Goal("sluizen-1"),), objective=Objective.LEAST_LEAKAGE))


@pytest.mark.slow
@pytest.mark.parametrize("number", few(6))
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
    goal = replace(question, goals=(replace(JENV[0], amount_keur=-1),))
    for choice in all_choices(part, Settings()):
        if allowed(choice, question):
            price = len(choice.places) if against is Against.MEASURES else choice.leaks["structural"]
            saving = -choice.weakest(goal.goals[0], "structural", goal)
            found[price] = max(saving, found.get(price, saving))
    best = {price: saving for price, saving in found.items() if all(saving > s for p, s in found.items() if p < price)}
    front = pareto_front(part, question, against=against)
    assert [(p.saving_keur, p.measures if against is Against.MEASURES else p.leakage_keur) for p in front.points] == [
        (saving, price) for price, saving in sorted(best.items(), reverse=True)
    ]
    assert front.complete
