"""The search equals brute force: on the toy country, on random parts of the catalogue, and along the fronts."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from budget.catalogue import Catalogue
from budget.core import Overlaps, Settings
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


@pytest.mark.slow
@pytest.mark.parametrize("overlaps", Overlaps)
@pytest.mark.parametrize("number", range(8))
def test_search_equals_brute_force_on_parts_of_the_catalogue(
    catalogue: Catalogue, number: int, overlaps: Overlaps
) -> None:
    """For each objective the best packages, their order and the proof that there is none are those of brute force."""
    check_part(catalogue, number, overlaps)


@pytest.mark.long
@pytest.mark.parametrize("overlaps", Overlaps)
@pytest.mark.parametrize("number", range(100, 150))
def test_search_equals_brute_force_on_fifty_more_parts(catalogue: Catalogue, number: int, overlaps: Overlaps) -> None:
    """The same on fifty more parts, with both ways of counting overlaps."""
    check_part(catalogue, number, overlaps)


@pytest.mark.slow
@pytest.mark.parametrize("overlaps", Overlaps)
@pytest.mark.parametrize("number", range(6))
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


@pytest.mark.slow
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
