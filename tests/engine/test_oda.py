"""
Who keeps a package's effect: JenV, the ODA budget or others.

1. The three parts sum to the effect, in every column: for each measure, each option of 4.9 and any package.
2. The split by measure adds up to the split of the package.
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


# Settings


def test_stated_rules_only(toy: Catalogue) -> None:
    """With stated rules only, a derived rule is listed as not counted and its effect stays with its budget."""
    derived = attribute(toy, ("A.1", "A.2"))
    stated = attribute(toy, ("A.1", "A.2"), Settings(oda_rules=OdaRules.STATED))
    assert (derived.not_counted, stated.not_counted) == ((), ("A.2",))
    assert parts_keur(stated.by_measure["A.2"][STRUCTURAL]) == (-10_000, 0, 0, 0)
    assert parts_keur(derived.by_measure["A.2"][STRUCTURAL]) == (-6_000, -4_000, 0, 0)
    assert stated.by_measure["A.1"] == derived.by_measure["A.1"]


@pytest.mark.parametrize(
    ("permille", "parts"), [(0, (-6_000, 0)), (500, (-3_000, -3_000)), (333, (-4_002, -1_998)), (1000, (0, -6_000))]
)
def test_chosen_first_year_share(toy: Catalogue, permille: int, parts: tuple[int, int]) -> None:
    """The user's share holds in every column instead of the one that follows from the base."""
    result = attribute(toy, ("A.1",), Settings(first_year_share=permille))
    assert {str(column.share.percent) for column in result.columns.values()} == {f"{permille / 10:.1f}"}
    assert parts_keur(result.columns[STRUCTURAL].split)[:2] == parts


def test_ceiling_that_follows(toy: Catalogue) -> None:
    """When the ceiling follows, the attributed part reaches the balance instead of other programmes."""
    stays = structural(toy, "A.1")
    follows = structural(toy, "A.1", settings=Settings(ceiling=Ceiling.FOLLOWS))
    assert follows.split == stays.split
    assert (stays.net, stays.room, stays.ceiling_after) == (-3_600, 2_400, 120_000)
    assert (follows.net, follows.room, follows.ceiling_after) == (-6_000, 0, 120_000 - 2_400)


# What has no rule or no number


def test_measure_without_rule_is_listed_and_kept(catalogue: Catalogue) -> None:
    """5.1 has no ODA rule: it is listed and its saving stays with JenV; 4.12a has the rule none and is not listed."""
    result = attribute(catalogue, ("5.1", "4.12a"))
    assert result.unruled == ("5.1",)
    for id_ in ("5.1", "4.12a"):
        whole = compose_package(catalogue, (id_,)).totals[STRUCTURAL].keur
        assert parts_keur(result.by_measure[id_][STRUCTURAL]) == (whole, 0, 0, 0)


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


# The invented country


def test_invented_country_by_hand(toy: Catalogue) -> None:
    """A.1 is reception: half of it is attributed in 2021 and 2022 (20/40, 15/30), two fifths from 2023 (10/25)."""
    found = attribute(toy, ("A.1",)).by_measure["A.1"]
    assert [parts_keur(found[column]) for column in COLUMNS] == [
        (-500, -500, 0, 0),
        (-1_000, -1_000, 0, 0),
        (-1_800, -1_200, 0, 0),
        (-2_400, -1_600, 0, 0),
        (-3_000, -2_000, 0, 0),
        (-3_600, -2_400, 0, 0),
    ]


def test_package_of_the_invented_country_by_hand(toy: Catalogue) -> None:
    """A.1, A.3, A.4 and B.5: −6 on reception, a shift of 7 within ODA, 2 at BZ and −5 at JenV without a rule."""
    result = attribute(toy, ("A.1", "A.3", "A.4", "B.5"))
    column = result.columns[STRUCTURAL]
    assert parts_keur(column.split) == (-3_600 - 5_000, -2_400, 0, 2_000)
    assert column.effect.keur == -9_000
    assert (column.attribution_before, column.attribution_after) == (12_000, 9_600)
    assert (column.ceiling_before, column.ceiling_after, column.room) == (120_000, 120_000, 2_400)
    assert (column.net_stays, column.net_follows) == (-6_600, -9_000)
    assert str(column.share_of_oda(column.attribution_after)) == "8.0"
    assert result.unruled == ("A.4", "B.5")


def test_later_decision_in_the_invented_country(toy: Catalogue) -> None:
    """Decided in 2022, A.1's first amount falls in 2022 and is split by 2022's share; 2021 is empty."""
    found = attribute(toy, ("A.1",), Settings(delay=1)).by_measure["A.1"]
    assert parts_keur(found["2021"]) == (0, 0, 0, 0)
    assert parts_keur(found["2022"]) == (-500, -500, 0, 0)
    assert parts_keur(found["2023"]) == (-1_200, -800, 0, 0)
