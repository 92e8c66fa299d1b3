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

from budget.catalogue import Catalogue, Evidence, FirstYear, OdaKind, OdaRegime, OdaRule, Text
from budget.core import Ceiling, Cover, Ended, OdaRules, Programmes, Settings, ShareBy
from budget.engine import (
    OdaColumn,
    OdaResult,
    Package,
    Split,
    add_totals,
    attribute_oda,
    compose_package,
    merge,
    oda_of,
)
from tests.amounts import total
from tests.conftest import COLUMNS, STRUCTURAL

WORDS = Text(nl="verzonnen", en="invented")
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
            assert add_totals((split.own, split.oda_room, split.others)) == total().plus(cell, uncertain)


def random_settings(rng: random.Random, catalogue: Catalogue) -> Settings:
    settings = Settings(
        delay=rng.choice((0, 1, 2)),
        oda_rules=rng.choice(list(OdaRules)),
        first_year_share=rng.choice(
            (None, 0, 1, 333, 537, 999, 1000, *[share.id for share in oda_of(catalogue).shares])
        ),
        share_by=rng.choice(list(ShareBy)),
        dac_part=rng.choice((None, 0, 815, 1000)),
        ceiling=rng.choice(list(Ceiling)),
        programmes=rng.choice(list(Programmes)),
        ended=rng.choice(list(Ended)),
        cover=rng.choice(list(Cover)),
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


@pytest.mark.slow
def test_parts_of_random_packages_sum_to_effect(catalogue: Catalogue) -> None:
    """The parts sum to the effect for 200 random packages under random settings."""
    rng = random.Random(49)
    for _ in range(200):
        ids = rng.sample(list(catalogue.measures), rng.randint(0, len(catalogue.measures)))
        package = compose_package(catalogue, ids, random_settings(rng, catalogue))
        assert_parts_sum_to_effect(package, attribute_oda(package))


def assert_room_follows(column: OdaColumn, settings: Settings) -> None:
    """Room mirrors what falls to the ODA budget, less what moves the ceiling; a cover is money that leaves it."""
    split, follows = column.split, settings.ceiling is Ceiling.FOLLOWS
    moves = settings.programmes is Programmes.MOVE_CEILING
    moved = (split.attributed.keur if follows else 0) + (split.programme.keur if moves else 0)
    spent = split.attributed.keur + split.programme.keur
    assert column.room == -spent + split.cover.keur + moved + column.spared
    assert column.holds == (column.room >= 0)
    assert column.net == (column.net_follows if follows else column.net_stays)
    assert column.net_follows == column.effect.keur - (0 if moves else split.programme.keur)
    assert column.net_stays == column.net_follows - split.attributed.keur


@pytest.mark.parametrize("option", [None, *OPTIONS])
def test_attribution_room_and_balance_of_random_packages(catalogue: Catalogue, option: str | None) -> None:
    """Attribution, room and balance follow from the parts, whatever the package, the option and the settings."""
    rng = random.Random(50)
    for _ in range(50):
        ids = rng.sample([i for i in catalogue.measures if i not in OPTIONS], rng.randint(0, 40))
        settings = random_settings(rng, catalogue)
        for column in attribute(catalogue, [*ids, *filter(None, [option])], settings).columns.values():
            assert_room_follows(column, settings)
            if option in {None, "4.9-2"}:
                assert column.attribution_after - column.attribution_before == column.split.attributed.keur
                assert column.spared == 0


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


def with_oda(toy: Catalogue, id_: str, rule: OdaRule | None) -> Catalogue:
    """The invented country with another ODA rule on a measure."""
    return replace(toy, measures={**toy.measures, id_: toy.measures[id_].model_copy(update={"oda": rule})})


def test_measure_without_rule_is_listed_and_kept(toy: Catalogue) -> None:
    """B.5 has no ODA rule: it is listed and its saving stays with JenV; with the rule none it is not listed."""
    none = OdaRule(rule=OdaKind.NONE, evidence=Evidence.ASSUMPTION, reason=WORDS)
    for country, unruled in ((toy, ("B.5",)), (with_oda(toy, "B.5", none), ())):
        result = attribute(country, ("B.5",))
        assert result.unruled == unruled
        assert parts_keur(result.by_measure["B.5"][STRUCTURAL]) == (-5_000, 0, 0, 0)


def test_open_cells_leave_their_bearer_open(catalogue: Catalogue) -> None:
    """4.4 costs JenV an unknown sum, 4.5 may go either way, and ODA room stays exact."""
    courts, planning = structural(catalogue, "4.4").split, structural(catalogue, "4.5").split
    assert (courts.own, courts.oda_room, courts.others) == (total(0, costs_open=True), total(), total())
    assert (planning.own, planning.oda_room) == (total(0, costs_open=True, savings_open=True), total())


def test_open_reception_cell_leaves_both_parts_open(toy: Catalogue) -> None:
    """An open cell under a reception rule is open both for JenV and for the attribution."""
    measure = toy.measures["B.1"].model_copy(update={"oda": toy.measures["A.1"].oda})
    changed = replace(toy, measures={**toy.measures, "B.1": measure})
    split = attribute(changed, ("B.1",)).columns["2021"].split
    assert (split.own, split.attributed) == (total(0, costs_open=True), total(0, costs_open=True))
    assert (split.programme, split.others) == (total(), total())


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


# Shares, programmes, the end of the attribution and its cover, on the invented country


@pytest.mark.parametrize(
    ("share", "permille", "attributed"), [("average", None, -2_400), ("half", None, -3_000), (None, 250, -1_500)]
)
def test_share_by_name_or_of_one_s_own(
    toy: Catalogue, share: str | None, permille: int | None, attributed: int
) -> None:
    """The default follows from the base (10 of 25), another has its own per mille, and the user may give one."""
    settings = Settings(first_year_share=permille if share is None else share)
    assert structural(toy, "A.1", settings=settings).split.attributed.keur == attributed


@pytest.mark.parametrize(
    ("months", "dac", "attributed"),
    [
        ("average", None, -2_400),  # 40% of 6,000
        ("first", None, -4_800),  # 800 per mille comes from DAC countries
        ("first", 500, -3_000),
        ("first", 1000, -6_000),
        ("after", None, 0),
        (None, 500, -2_400),
    ],
)
def test_share_by_measure(toy: Catalogue, months: str | None, dac: int | None, attributed: int) -> None:
    """By measure the first twelve months count wholly as far as DAC countries go, later ones not, others on average."""
    own = None
    if months is not None:
        own = FirstYear(share=months, evidence=Evidence.ASSUMPTION, reason=WORDS)  # type: ignore[arg-type]  # one of three
    rule = OdaRule(rule=OdaKind.RECEPTION, first_year=own, evidence=Evidence.ASSUMPTION, reason=WORDS)
    country = with_oda(toy, "A.1", rule)
    by_measure = Settings(share_by=ShareBy.MEASURE, dac_part=dac)
    assert structural(country, "A.1", settings=by_measure).split.attributed.keur == attributed
    assert structural(country, "A.1", settings=Settings(dac_part=dac)).split.attributed.keur == -2_400


@pytest.mark.parametrize(
    ("programmes", "room", "ceiling", "net"),
    [(Programmes.CROWD_OUT, 6_000, 120_000, 0), (Programmes.MOVE_CEILING, 0, 114_000, -6_000)],
)
def test_programme_crowds_out_or_moves_the_ceiling(
    toy: Catalogue, programmes: Programmes, room: int, ceiling: int, net: int
) -> None:
    """A cut of 6.0 in a programme gives room for others and helps no balance, unless the ceiling falls with it."""
    rule = OdaRule(rule=OdaKind.PROGRAMME, evidence=Evidence.ASSUMPTION, reason=WORDS)
    column = structural(with_oda(toy, "A.1", rule), "A.1", settings=Settings(programmes=programmes))
    assert (column.room, column.ceiling_after, column.net) == (room, ceiling, net)


@pytest.mark.parametrize(
    ("ended", "rooms", "ceilings"),
    [
        (Ended.OWN, (0,) * 6, (95_000, 100_000, 105_000, 108_000, 108_000, 108_000)),
        (Ended.PRINTED, (13_000, 8_000, 3_000, 0, 0, 0), (108_000,) * 6),
    ],
)
def test_ceiling_falls_by_each_year_s_attribution_or_the_printed_amount(
    toy: Catalogue, ended: Ended, rooms: tuple[int, ...], ceilings: tuple[int, ...]
) -> None:
    """The attribution of 25, 20, 15 and 12 ends: budget-neutral by its own amount, the printed 12 leaves room."""
    rule = OdaRule(rule=OdaKind.NONE, regime="1A", evidence=Evidence.ASSUMPTION, reason=WORDS)
    settings = Settings(ended=ended)
    columns = attribute(with_oda(toy, "A.4", rule), ("A.4", "A.1"), settings).columns.values()
    assert tuple(column.room for column in columns) == tuple(column.spared for column in columns) == rooms
    assert tuple(column.ceiling_after for column in columns) == ceilings
    assert {column.attribution_after for column in columns} == {0}
    assert {column.split.attributed for column in columns} == {total()}
    for column in columns:
        assert_room_follows(column, settings)


def reserve(toy: Catalogue) -> Catalogue:
    """The invented country in which A.3 sets 7.0 apart at the own chapter and takes it from the ODA budget."""
    measure, oda = toy.measures["A.3"], oda_of(toy)
    own = measure.postings[1].model_copy(update={"budget": "JenV", "article": "37"})
    taken = measure.postings[0].model_copy(update={"budget": "ODA", "article": ""})
    rule = OdaRule(rule=OdaKind.NONE, regime="1B", evidence=Evidence.ASSUMPTION, reason=WORDS)
    made = measure.model_copy(update={"postings": (taken, own), "oda": rule})
    regime = OdaRegime(
        id="1B", title=WORDS, ends_attribution=True, cover=True, evidence=Evidence.ASSUMPTION, reason=WORDS
    )
    regimes = oda.model_copy(update={"regimes": (*oda.regimes, regime)})
    return replace(toy, measures={**toy.measures, "A.3": made}, oda=regimes)


@pytest.mark.parametrize(("cover", "room", "parts"), [(Cover.ODA, -7_000, (7_000, -7_000)), (Cover.OWN, 0, (0, 0))])
def test_cover_of_a_reserve(toy: Catalogue, cover: Cover, room: int, parts: tuple[int, int]) -> None:
    """What a regime takes from the ODA budget crowds out as much there, or the own chapter pays for its own reserve."""
    settings = Settings(cover=cover)
    column = structural(reserve(toy), "A.3", settings=settings)
    assert (column.room, column.holds) == (room, room >= 0)
    assert (column.split.own.keur, column.split.cover.keur) == parts
    assert_room_follows(column, settings)
