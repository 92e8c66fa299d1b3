"""
Who keeps a package's effect: JenV, the ODA budget or others.

1. The three parts sum to the effect, in every column: for each measure, each option of 4.9 and any package.
2. The empty package leaves attribution and ceiling as the report prints them.
3. The split by measure adds up to the split of the package.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

import pytest

from budget.catalogue import Catalogue
from budget.core import Ceiling, OdaRules, Settings
from budget.engine import OdaColumn, OdaResult, Package, Split, Total, add_totals, attribute_oda, compose_package, merge
from tests.conftest import COLUMNS, STRUCTURAL

OPTIONS = {"4.9-1A": "1A", "4.9-1B": "1B", "4.9-1C": "1C", "4.9-2": "2"}
CEILING_KEUR = 5_156_250  # 330 million is 6.4% of it
PRINTED_KEUR = (384_000, 353_000, 337_000, 330_000, 330_000, 330_000)  # annex 4, budgeted; 2024 stands for later ones


def attribute(catalogue: Catalogue, ids: Iterable[str], settings: Settings | None = None) -> OdaResult:
    return attribute_oda(compose_package(catalogue, tuple(ids), settings or Settings()))


def structural(catalogue: Catalogue, *ids: str, settings: Settings | None = None) -> OdaColumn:
    return attribute(catalogue, ids, settings).columns[STRUCTURAL]


def parts_keur(split: Split) -> tuple[int, int, int, int]:
    """Return what falls to JenV, the attribution, the ODA programmes and others."""
    return split.own.keur, split.attributed.keur, split.programme.keur, split.others.keur


def assert_parts_sum_to_effect(package: Package, result: OdaResult) -> None:
    for column in COLUMNS:
        found = result.columns[column]
        whole = add_totals((found.split.own, found.split.oda_room, found.split.others))
        assert whole == found.effect == package.totals[column]
        assert found.split == merge([parts[column] for parts in result.by_measure.values()])
        for id_ in package.selection:
            split = result.by_measure[id_][column]
            cell = package.rows[id_][COLUMNS.index(column)]
            uncertain = package.catalogue.measures[id_].direction_uncertain
            assert add_totals((split.own, split.oda_room, split.others)) == Total().plus(cell, uncertain)


def random_settings(rng: random.Random, catalogue: Catalogue) -> Settings:
    settings = Settings(
        delay=rng.choice((0, 1, 2)),
        oda_rules=rng.choice(list(OdaRules)),
        first_year_share=rng.choice((None, 0, 1, 333, 537, 999, 1000)),
        ceiling=rng.choice(list(Ceiling)),
    )
    dials = [(m.id, dial) for m in catalogue.measures.values() if m.dials for dial in m.dials.values]
    for measure, dial in rng.sample(dials, rng.randint(0, min(3, len(dials)))):
        settings = settings.turned(measure, dial.id, Decimal(rng.choice((dial.minimum, dial.maximum))))
    return settings


# The parts sum to the effect


def test_parts_of_every_measure_sum_to_its_effect(catalogue: Catalogue) -> None:
    """What falls to JenV, ODA room and others is the measure's effect, for every measure by itself."""
    for id_ in catalogue.measures:
        package = compose_package(catalogue, (id_,))
        assert_parts_sum_to_effect(package, attribute_oda(package))


@pytest.mark.parametrize("option", OPTIONS)
def test_parts_sum_to_effect_under_every_option(catalogue: Catalogue, option: str) -> None:
    """Under each option of 4.9 the parts of the report's package and of every other measure sum to the effect."""
    packages = [catalogue.packages["jenv-20"].measures, *((id_,) for id_ in catalogue.measures if id_ not in OPTIONS)]
    for ids in packages:
        package = compose_package(catalogue, (*ids, option))
        result = attribute_oda(package)
        assert result.regime is not None
        assert result.regime.id == OPTIONS[option]
        assert_parts_sum_to_effect(package, result)


def test_parts_of_random_packages_sum_to_effect(catalogue: Catalogue) -> None:
    """The parts sum to the effect for 200 random packages under random settings."""
    rng = random.Random(49)
    for _ in range(200):
        ids = rng.sample(list(catalogue.measures), rng.randint(0, len(catalogue.measures)))
        package = compose_package(catalogue, ids, random_settings(rng, catalogue))
        assert_parts_sum_to_effect(package, attribute_oda(package))


def test_attribution_room_and_balance_of_random_packages(catalogue: Catalogue) -> None:
    """Attribution, room and balance follow from the parts, whatever the package and the settings."""
    rng = random.Random(50)
    for _ in range(50):
        ids = rng.sample([i for i in catalogue.measures if i not in OPTIONS], rng.randint(0, 40))
        settings = random_settings(rng, catalogue)
        for column in attribute(catalogue, ids, settings).columns.values():
            attributed = column.split.attributed.keur
            assert column.attribution_after - column.attribution_before == attributed
            assert column.net_follows == column.effect.keur
            assert column.net_stays == column.effect.keur - attributed
            follows = settings.ceiling is Ceiling.FOLLOWS
            assert column.room == (0 if follows else -attributed)
            assert column.net == (column.net_follows if follows else column.net_stays)


# What the report prints


def test_empty_package_leaves_the_attribution_as_printed(catalogue: Catalogue) -> None:
    """Without measures attribution and ceiling are the report's, before and after, and nothing is moved."""
    result = attribute(catalogue, ())
    columns = [result.columns[column] for column in COLUMNS]
    assert tuple(column.attribution_before for column in columns) == PRINTED_KEUR
    assert tuple(column.attribution_after for column in columns) == PRINTED_KEUR
    assert {(column.ceiling_before, column.ceiling_after) for column in columns} == {(CEILING_KEUR, CEILING_KEUR)}
    assert {(column.room, column.holds, column.net) for column in columns} == {(0, True, 0)}
    assert {column.split for column in columns} == {Split()}
    assert (result.by_measure, result.unruled, result.not_counted, result.regime) == ({}, (), (), None)


def test_share_of_total_oda(catalogue: Catalogue) -> None:
    """330 is 6.4% of total ODA, the share that the report prints in its text for 2024."""
    column = attribute(catalogue, ()).columns["2024"]
    assert str(column.share_of_oda(column.attribution_before)) == "6.4"


def test_shift_between_two_oda_budgets_nets_to_nothing(catalogue: Catalogue) -> None:
    """2C.2 moves 74 from BHOS 4.1 to 4.2: each budget changes, ODA as a whole does not."""
    package = compose_package(catalogue, ("2C.2",))
    for column, found in attribute_oda(package).columns.items():
        by_budget = {name: totals[column].keur for name, totals in package.by_budget.items()}
        assert by_budget == {"BHOS 4.1": -74_000, "BHOS 4.2": 74_000}
        assert (found.effect.keur, parts_keur(found.split)) == (0, (0, 0, 0, 0))
        assert (found.ceiling_after, found.room) == (CEILING_KEUR, 0)


def test_programmes_are_wholly_oda(catalogue: Catalogue) -> None:
    """The BHOS cut falls wholly to the ODA budget: the ceiling falls by 100 and nothing is attributed."""
    column = structural(catalogue, *catalogue.packages["bhos-20"].measures)
    assert parts_keur(column.split) == (0, 0, -100_000, 0)
    assert (column.ceiling_after - column.ceiling_before, column.room, column.net) == (-100_000, 0, -100_000)


# Settings


def test_stated_rules_only(catalogue: Catalogue) -> None:
    """With stated rules only, a derived rule is listed as not counted and its effect stays with its budget."""
    ids = ("3.1.1", "3.1.4", "4.7")
    derived = attribute(catalogue, ids)
    stated = attribute(catalogue, ids, Settings(oda_rules=OdaRules.STATED))
    assert (derived.not_counted, stated.not_counted) == ((), ("3.1.4",))
    assert parts_keur(stated.by_measure["3.1.4"][STRUCTURAL]) == (-16_000, 0, 0, 0)
    assert parts_keur(derived.by_measure["3.1.4"][STRUCTURAL]) == (-7_387, -8_613, 0, 0)
    for id_ in ("3.1.1", "4.7"):
        assert stated.by_measure[id_] == derived.by_measure[id_]


@pytest.mark.parametrize(
    ("permille", "parts"), [(0, (-5_000, 0)), (500, (-2_500, -2_500)), (333, (-3_335, -1_665)), (1000, (0, -5_000))]
)
def test_chosen_first_year_share(catalogue: Catalogue, permille: int, parts: tuple[int, int]) -> None:
    """The user's share holds in every column instead of annex 1's."""
    result = attribute(catalogue, ("4.7",), Settings(first_year_share=permille))
    assert {str(column.share.percent) for column in result.columns.values()} == {f"{permille / 10:.1f}"}
    assert parts_keur(result.columns[STRUCTURAL].split)[:2] == parts


def test_ceiling_that_follows(catalogue: Catalogue) -> None:
    """When the ceiling follows, the attributed part reaches the balance instead of other programmes."""
    stays = structural(catalogue, "4.7")
    follows = structural(catalogue, "4.7", settings=Settings(ceiling=Ceiling.FOLLOWS))
    assert follows.split == stays.split
    assert (stays.net, stays.room, stays.ceiling_after) == (-2_308, 2_692, CEILING_KEUR)
    assert (follows.net, follows.room, follows.ceiling_after) == (-5_000, 0, CEILING_KEUR - 2_692)


# What has no rule or no number


def test_measure_without_rule_is_listed_and_kept(catalogue: Catalogue) -> None:
    """5.1 has no ODA rule: it is listed and its saving stays with JenV; 4.12a has the rule none and is not listed."""
    result = attribute(catalogue, ("5.1", "4.12a"))
    assert result.unruled == ("5.1",)
    assert parts_keur(result.by_measure["5.1"][STRUCTURAL]) == (-100, 0, 0, 0)
    assert parts_keur(result.by_measure["4.12a"][STRUCTURAL]) == (-50_000, 0, 0, 0)


def test_open_cells_leave_their_bearer_open(catalogue: Catalogue) -> None:
    """4.4 costs JenV an unknown sum, 4.5 may go either way, and ODA room stays exact."""
    courts, planning = structural(catalogue, "4.4").split, structural(catalogue, "4.5").split
    assert (courts.own, courts.oda_room, courts.others) == (Total(0, costs_open=True), Total(), Total())
    assert (planning.own, planning.oda_room) == (Total(0, costs_open=True, savings_open=True), Total())


def test_open_reception_cell_leaves_both_parts_open(toy: Catalogue) -> None:
    """An open cell under a reception rule is open both for JenV and for the attribution."""
    measure = toy.measures["B.1"].model_copy(update={"oda": toy.measures["A.1"].oda})
    changed = replace(toy, measures={**toy.measures, "B.1": measure})
    split = attribute(changed, ("B.1",)).columns["2021"].split
    assert (split.own, split.attributed) == (Total(0, costs_open=True), Total(0, costs_open=True))
    assert (split.programme, split.others) == (Total(), Total())
