"""
The sum without double counting in the workbook, recalculated by LibreOffice Calc.

1. For records of the same money and of cuts after savings of any kind Calc gives the engine's sum, verdict and reason.
2. Of equal sums the set counts that the engine counts. 3. Without such records there is no sheet.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, Conflict, ConflictKind, Counting, Dial, DialSet, Evidence, Source, Text
from budget.core import Settings
from budget.engine import Sharing, compose_package, sharing_pairs
from budget.export import write_workbook
from budget.export.sheets.dials import list_dials
from budget.export.sheets.overlap_groups import list_groups
from budget.export.sheets.overlap_sets import counting_sets, kept_amounts, list_sets
from tests.calc import Calc
from tests.export.agreement import Case, faults_of
from tests.export.workbook_tools import open_book, random_packages

WORDS = Text(nl="verzonnen", en="invented")
INVENTED = {"evidence": Evidence.ASSUMPTION, "reason": WORDS}


def overlap(number: int, counting: Counting, *sides: Sequence[str]) -> Conflict:
    """A record of an overlap."""
    found = tuple(map(tuple, sides))
    kind = ConflictKind.OVERLAP
    return Conflict(id=f"drawn-{number}", kind=kind, counting=counting, sides=found, title=WORDS, **INVENTED)


def cutting(catalogue: Catalogue, id_: str, **values: str) -> Catalogue:
    """The catalogue in which a measure is a cut by a percentage, by year or at once."""
    source = Source(document=catalogue.info.documents[0].id, section="1")
    dials = tuple(
        Dial(id=name, title=WORDS, unit=WORDS, default=Decimal(at), minimum=0, maximum=40, step=Decimal("0.5"),
             source=source, **INVENTED)
        for name, at in values.items()
    )  # fmt: skip
    formula = "share-of-base" if "percent" in values else "yearly-cut"
    made = DialSet(formula=formula, reference=-1000, values=dials)  # type: ignore[arg-type]  # one of the formulas
    measure = catalogue.measures[id_].model_copy(update={"dials": made})
    return replace(catalogue, measures=catalogue.measures | {id_: measure})


def drawn(country: Catalogue, chance: random.Random) -> Catalogue:
    """A country with records of both kinds, some of which cross."""
    ids, made = list(country.measures), list(country.conflicts)
    for number in range(3):
        members = chance.sample(ids, chance.choice((2, 3, 4)))
        at = chance.randrange(1, len(members))
        sides = [members[:at], members[at:]] if chance.random() < 0.5 else [[id_] for id_ in members]
        made.append(overlap(number, Counting.SAME_MONEY, *sides))
    exact = [id_ for id_, measure in country.measures.items() if not country.open_columns(measure)]
    first, second = chance.sample(exact, 2)  # a formula gives no open cells
    for number, cut in enumerate((first, second), start=3):
        savings = chance.sample([id_ for id_ in ids if id_ != cut], 3)
        made.append(overlap(number, Counting.CUT_AFTER_SAVING, [cut], savings))
    country = cutting(cutting(country, first, percent="33.5"), second, step="3.5", ceiling="14")
    return replace(country, conflicts=tuple(made))


def cases(catalogue: Catalogue, seed: int) -> Iterator[Case]:
    """Random packages, most of them large, under random settings; every other one with a turned dial."""
    chance = random.Random(seed)
    ids = list(catalogue.measures)
    for place, (_, settings) in enumerate(random_packages(catalogue, 6, seed)):
        measure, dial = chance.choice(list_dials(catalogue))
        turned = settings.turned(measure.id, dial.id, Decimal("4.5")) if place % 2 else settings
        yield chance.sample(ids, chance.randint(len(ids) // 2, len(ids))), turned


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("name", [pytest.param("toy", marks=pytest.mark.long), "toy2"])
def test_calc_counts_once_what_the_engine_counts_once(
    name: str, number: int, soffice: Calc, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Drawn records, choices, settings and dials give the engine's sums, verdicts and reasons."""
    catalogue = drawn(request.getfixturevalue(name), random.Random(number))
    assert faults_of(soffice, tmp_path, catalogue, list(cases(catalogue, number))) == []


def path_of_five(toy: Catalogue) -> Catalogue:
    """Five measures of which each shares money with the next."""
    ids = list(toy.measures)[:5]
    made = [overlap(place, Counting.SAME_MONEY, [a], [b]) for place, (a, b) in enumerate(pairwise(ids))]
    return replace(toy, conflicts=tuple(made))


def test_the_sets_on_the_sheet_leave_out_what_the_engine_leaves_out(toy: Catalogue) -> None:
    """For every choice of five measures in a row, with amounts of which many are equal: also the rule for ties."""
    catalogue, chance = path_of_five(toy), random.Random(8)
    ids = list(catalogue.measures)[:5]
    sets = list_sets(catalogue)
    for size in range(6):
        for chosen in map(frozenset, combinations(ids, size)):
            for _ in range(20):
                amounts = {id_: chance.choice((-2, -1, 0, 1, 2)) * (id_ in chosen) for id_ in ids}
                kept = kept_amounts(sets, counting_sets(sets, chosen, amounts), amounts)
                mine = {id_: amounts[id_] for id_ in chosen}
                gone = Sharing.of(sharing_pairs(catalogue.conflicts, chosen), catalogue.order).counted_twice(mine)
                assert kept == {id_: 0 if id_ in gone else amounts[id_] for id_ in ids}, (chosen, amounts)


@pytest.mark.parametrize("number", range(6))
def test_the_groups_on_the_sheet_keep_what_the_engine_keeps(toy: Catalogue, number: int) -> None:
    """Of drawn groups, for choices that fall apart and amounts of both signs, many equal: the largest, the rank."""
    chance = random.Random(number)
    pool = list(toy.measures)[:7]
    pairs = [chance.sample(pool, 2) for _ in range(7)]
    made = [overlap(place, Counting.SAME_MONEY, [a], [b]) for place, (a, b) in enumerate(pairs)]
    catalogue = replace(toy, conflicts=tuple(made))
    for group, chosen in product(list_groups(catalogue), [frozenset(chance.sample(pool, 5)) for _ in range(20)]):
        amounts = {id_: chance.choice((-2, -1, 0, 1, 2)) * (id_ in chosen) for id_ in pool}
        labels = group.labels(chosen)[-1]
        held = [kept for kept in group.sets if group.holds(kept, chosen)]
        best = max(held, key=lambda kept: (group.size(kept, labels, amounts), group.rank(kept, chosen)))
        mine = {id_: amounts[id_] for id_ in chosen}
        gone = Sharing.of(sharing_pairs(catalogue.conflicts, chosen), catalogue.order).counted_twice(mine)
        assert best & chosen == (chosen & frozenset(group.members)) - gone, (group.members, chosen, amounts)


@pytest.mark.slow
def test_without_such_records_there_is_no_sheet(toy: Catalogue) -> None:
    """A catalogue whose overlaps bound nothing has no sheet, no row and no setting for them."""
    book = open_book(write_workbook(compose_package(toy, list(toy.measures), Settings())))
    assert "Overlap" not in book.sheetnames
    assert not [name for name in book.defined_names if name.startswith(("Dubbel", "Overlap", "Reden_overlap"))]
