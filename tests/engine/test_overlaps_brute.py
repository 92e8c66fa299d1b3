"""
What overlaps leave of a package equals trying every set of its members.

1. Totals, intervals and verdicts agree, on the toy countries with records drawn at random and on parts of the report.
2. Of equal sums the one with the earliest members counts, and who shares with none that count, counts too.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue, Conflict, ConflictKind, Counting, Dial, DialSet, Evidence, Source, Text
from budget.core import Overlaps, Settings
from budget.engine import (
    Package,
    Verdict,
    Why,
    compose_package,
    evaluate_targets,
    judge,
    package_interval,
    package_once,
    scope_of,
)
from budget.engine.overlaps import largest_kept
from tests.amounts import total
from tests.engine.brute_overlaps import amounts_on, once

WORDS = Text(nl="verzonnen", en="invented")


def overlap(number: int, counting: Counting, *sides: Iterable[str]) -> Conflict:
    return Conflict(
        id=f"drawn-{number}",
        kind=ConflictKind.OVERLAP,
        counting=counting,
        sides=tuple(tuple(side) for side in sides),
        title=WORDS,
        evidence=Evidence.ASSUMPTION,
        reason=WORDS,
    )


def cut_by(catalogue: Catalogue, id_: str, percent: str, formula: str = "share-of-base") -> Catalogue:
    """The catalogue in which a measure is a cut by a percentage, by year or at once."""
    source = Source(document=catalogue.info.documents[0].id, section="1")
    dials = {"percent": percent} if formula == "share-of-base" else {"step": percent, "ceiling": "14"}
    values = tuple(
        Dial(
            id=name,
            title=WORDS,
            unit=WORDS,
            default=Decimal(at),
            minimum=0,
            maximum=40,
            step=Decimal("0.5"),
            source=source,
            evidence=Evidence.ASSUMPTION,
            reason=WORDS,
        )
        for name, at in dials.items()
    )
    measure = catalogue.measures[id_]
    made = DialSet(formula=formula, reference=0, values=values)  # type: ignore[arg-type]  # one of the formulas
    return replace(catalogue, measures=catalogue.measures | {id_: measure.model_copy(update={"dials": made})})


def with_overlaps(catalogue: Catalogue, chance: random.Random) -> Catalogue:
    """The catalogue with records of the same money and of cuts after savings, drawn; some may cross."""
    ids = list(catalogue.measures)
    made: list[Conflict] = []
    for number in range(chance.choice((1, 2, 3))):
        drawn = chance.sample(ids, chance.choice((2, 3, 4)))
        at = chance.randrange(1, len(drawn))
        sides = [drawn[:at], drawn[at:]] if chance.random() < 0.5 else [[id_] for id_ in drawn]
        made.append(overlap(number, Counting.SAME_MONEY, *sides))
    cuts = chance.sample(ids, 2)
    for number, cut in enumerate(cuts):
        savings = chance.sample([id_ for id_ in ids if id_ != cut], 3)
        made.append(overlap(10 + number, Counting.CUT_AFTER_SAVING, [cut], savings))
        catalogue = cut_by(
            catalogue, cut, chance.choice(("3.5", "14", "33.5")), ("share-of-base", "yearly-cut")[number]
        )
    return replace(catalogue, conflicts=(*catalogue.conflicts, *made))


def check_package(package: Package) -> None:
    """Totals, intervals and verdicts of a package are those of trying everything."""
    catalogue, settings = package.catalogue, package.settings
    for column, interval in package_interval(package).items():
        plain, far = package.totals[column], once(catalogue, amounts_on(package, None, column), column, settings)
        assert package_once(package)[column] == total(far, plain.costs_open, plain.savings_open)
        assert interval.lower == (None if plain.savings_open else min(plain.keur, far))
        assert interval.upper == (None if plain.costs_open else max(plain.keur, far))
    for id_, result in evaluate_targets(package).items():
        target = catalogue.targets[id_]
        bases = frozenset(scope_of(catalogue, target, settings).lines)
        for column, cell in result.cells.items():
            far = once(catalogue, amounts_on(package, bases, column), column, settings)
            assert cell.once == total(far, cell.effect.costs_open, cell.effect.savings_open)
            ends = {judge(total, cell.target_keur, target.is_cut) for total in (cell.effect, cell.once)}
            if settings.overlaps is Overlaps.AS_REPORT:
                ends = {judge(cell.effect, cell.target_keur, target.is_cut)}
            if cell.why is not Why.EXCLUSIVE:
                assert cell.verdict is (ends.pop() if len(ends) == 1 else Verdict.UNDETERMINED)


@pytest.mark.parametrize("overlaps", Overlaps)
@pytest.mark.parametrize("name", ["toy", "toy2"])
@pytest.mark.parametrize("number", range(10))
def test_invented_overlaps_leave_what_trying_leaves(
    request: pytest.FixtureRequest, name: str, number: int, overlaps: Overlaps
) -> None:
    """Records drawn on the toy countries: groups that cross, costs and savings, cuts at once and by year."""
    chance = random.Random(number)
    catalogue = with_overlaps(request.getfixturevalue(name), chance)
    settings = Settings(overlaps=overlaps, delay=chance.randrange(len(catalogue.info.decision.years)))
    ids = list(catalogue.measures)
    for _ in range(12):
        check_package(compose_package(catalogue, [id_ for id_ in ids if chance.random() < 0.7], settings))


@pytest.mark.long
@pytest.mark.parametrize("number", range(50))
def test_parts_of_the_report_leave_what_trying_leaves(catalogue: Catalogue, number: int) -> None:
    """Packages of the report that hold many of its overlaps, with both settings."""
    chance = random.Random(number)
    busy = sorted({id_ for c in catalogue.conflicts if c.bounds for id_ in c.members})
    for _ in range(10):
        chosen = chance.sample(busy, chance.randrange(3, len(busy)))
        for overlaps in Overlaps:
            settings = Settings(overlaps=overlaps, delay=chance.choice((0, 1, 2)))
            check_package(compose_package(catalogue, chosen, settings))


@pytest.mark.parametrize(
    ("amounts", "pairs", "kept"),
    [
        ({"a": -5, "b": -5}, ["ab"], "a"),  # equal: the first
        ({"a": 5, "b": -5}, ["ab"], "a"),
        ({"a": -25, "b": -25, "c": -58}, ["ab", "bc", "ac"], "c"),
        ({"a": -4, "b": -6, "c": -4}, ["ab", "bc"], "ac"),  # a and c share nothing
        ({"a": 3, "b": -1, "c": -10}, ["ab", "bc"], "ac"),  # the cost is no part of what b and c share
        ({"a": -6, "b": -10, "c": -4}, ["ab", "bc"], "ac"),  # equal sums: the set with the earliest member
    ],
)
def test_largest_set_counts_and_who_shares_with_none_of_it(
    amounts: dict[str, int], pairs: list[str], kept: str
) -> None:
    """Among measures that share money the largest sum counts; nothing goes that shares with none that counts."""
    assert largest_kept(list(amounts), frozenset(frozenset(pair) for pair in pairs), amounts) == frozenset(kept)
