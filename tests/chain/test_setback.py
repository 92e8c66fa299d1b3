"""
Who pays a set-back.

1. What the bearers take sums to the extra cost, under every rule and in every state; a windfall is the mirror.
2. A reserve never holds less than nothing; what it cannot pay the own chapter pays.
3. The report's figures: 2024 at +20% and +100%, the reserve year by year in 2010–2018.
4. A package's own rule, share and cover are followed.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.catalogue import Catalogue, ChainData, SetbackRule
from budget.chain import (
    BEARERS,
    Borne,
    SetBack,
    back_test,
    borne,
    chain_inputs,
    extra_cost,
    incentives,
    lasting_set_back,
    reserve_years,
    set_back,
)
from budget.core import Cover, SettingError, Settings, ShareBy
from budget.engine import compose_package

KEUR = st.integers(min_value=-(10**7), max_value=10**7)
HELD = st.integers(min_value=0, max_value=10**6)


def back(catalogue: Catalogue, ids: tuple[str, ...] = (), settings: Settings | None = None, **turned: Any) -> SetBack:
    assert catalogue.chain is not None
    package = compose_package(catalogue, ids, settings or Settings())
    return set_back(package, chain_inputs(catalogue.chain, turned))


def by_rule(found: SetBack) -> dict[str, Borne]:
    return {outcome.rule.id: outcome.borne for outcome in found.outcomes}


def rule_of(bears: str) -> SetbackRule:
    return SetbackRule.model_construct(id="x", bears=bears)


@given(extra=KEUR, charged=KEUR, opening=HELD, added=HELD)
def test_bearers_sum_to_the_extra_cost(extra: int, charged: int, opening: int, added: int) -> None:
    """And the mirror of a set-back is the windfall, but for a reserve, which takes all of it."""
    (year,) = reserve_years(opening, added, {"2024": extra})
    (mirror,) = reserve_years(opening, added, {"2024": -extra})
    for bears in ("shared", "own", "reserve", "moved"):
        found = borne(rule_of(bears), extra, charged, year)
        assert {who for who, keur in vars(found).items() if keur} <= BEARERS[bears]
        assert found.total == extra
        if bears != "reserve":
            other = borne(rule_of(bears), -extra, -charged, mirror)
            assert (other.own, other.oda, other.other) == (-found.own, -found.oda, -found.other)
        elif extra <= 0:
            assert found == Borne(reserve=extra)


@given(opening=HELD, added=HELD, extras=st.lists(KEUR, max_size=9))
def test_a_reserve_closes_and_never_falls_below_nothing(opening: int, added: int, extras: list[int]) -> None:
    """What is left is what was there, came in and was not drawn; each year begins with what the last one left."""
    years = reserve_years(opening, added, {str(2010 + place): extra for place, extra in enumerate(extras)})
    before = opening
    for year in years:
        assert year.opening == before
        assert year.closing == year.opening + added - year.drawn >= 0
        assert year.drawn + year.short == year.extra
        assert year.short >= 0
        assert not (year.short and year.closing)
        before = year.closing


@pytest.mark.parametrize(
    ("cost", "percent", "extra"),
    [(548000, 20, 109600), (548000, 0, 0), (548000, -100, -548000), (3, 50, 2), (-3, 50, -2), (0, 300, 0)],
)
def test_the_extra_cost(cost: int, percent: int, extra: int) -> None:
    """X = v K, a half rounded away from zero."""
    assert extra_cost(cost, percent) == extra


def test_what_is_refused(catalogue: Catalogue, chain: ChainData) -> None:
    """Less than no cost, a reserve of less than nothing, a year that the base lacks, both shocks at once."""
    with pytest.raises(SettingError, match="expected at least -100%, found -101"):
        extra_cost(1, -101)
    for amounts in ((-1, 0), (0, -1)):
        with pytest.raises(SettingError, match="reserve: expected at least 0, found -1"):
            reserve_years(*amounts, {})
    with pytest.raises(SettingError, match=r"expected one of 2019, .*, found 2025"):
        set_back(compose_package(catalogue, ()), replace(chain_inputs(chain), year="2025"))
    with pytest.raises(SettingError, match="found both"):
        chain_inputs(chain, {"shock": 1, "inflow-shock": 1})


@pytest.mark.figures
def test_2024_at_twenty_per_cent(catalogue: Catalogue) -> None:
    """X 109.6: today ODA 59.0 and JenV 50.6; 1A JenV 109.6; a reserve in its first year 68 and JenV 41.6; BZ 50.6."""
    found = back(catalogue, shock=20)
    assert (found.cost, found.extra, found.share) == (548000, 109600, Fraction(295, 548))
    assert by_rule(found) == {
        "today": Borne(oda=59000, own=50600),
        "1A": Borne(own=109600),
        "1B": Borne(reserve=68000, own=41600),
        "1C": Borne(reserve=68000, own=41600),
        "2": Borne(oda=59000, other=50600),
    }
    quiet = by_rule(back(catalogue, shock=20, saved=1))
    assert quiet["1B"] == quiet["1C"] == Borne(reserve=109600)


@pytest.mark.figures
def test_twenty_per_cent_in_every_year_from_2022(catalogue: Catalogue) -> None:
    """
    117, 112 and 109.6 are 338.6 in all: what a full reserve leaves is there for the next year.

    With two years saved the reserve opens at 136 and pays 117, leaves 87, pays 112 of 155, leaves 43, and pays 109.6 of
    111: JenV pays nothing. With none saved it is empty at once each year, and JenV pays 49, 44 and 41.6.
    """
    assert catalogue.chain is not None
    package = compose_package(catalogue, ())
    turned: dict[str, Any] = {"shock": 20, "saved": 2}
    inputs = replace(chain_inputs(catalogue.chain, turned), year="2022")
    found = lasting_set_back(package, inputs)
    assert found[0] == set_back(package, inputs)
    assert [(year.year, year.extra) for year in found] == [("2022", 117000), ("2023", 112000), ("2024", 109600)]
    assert [by_rule(year)["1C"] for year in found] == [Borne(reserve=year.extra) for year in found]
    held = [outcome.reserve for year in found for outcome in year.outcomes if outcome.rule.id == "1C"]
    assert [year.closing for year in held if year is not None] == [87000, 43000, 1400]
    empty = lasting_set_back(package, replace(inputs, saved=0))
    assert [by_rule(year)["1B"].own for year in empty] == [49000, 44000, 41600]
    assert [by_rule(year)["today"].own for year in empty] == [54000, 51600, 50600]  # 1 − 315/585, 302/560, 295/548
    for year in (*found, *empty):
        assert {outcome.borne.total for outcome in year.outcomes} == {year.extra}


@pytest.mark.figures
def test_2024_at_the_size_of_2015(catalogue: Catalogue) -> None:
    """+100%: 295 and 253; 548; 68 and 480. And a windfall of a tenth: the mirror, or all of it into the reserve."""
    double = by_rule(back(catalogue, shock=100))
    assert double["today"] == Borne(oda=295000, own=253000)
    assert double["1A"] == Borne(own=548000)
    assert double["1B"] == Borne(reserve=68000, own=480000)
    less = back(catalogue, shock=-10)
    assert by_rule(less)["today"] == Borne(oda=-29500, own=-25300)
    assert by_rule(less)["1A"] == Borne(own=-54800)
    assert by_rule(less)["1C"] == Borne(reserve=-54800)
    kept = next(outcome.reserve for outcome in less.outcomes if outcome.rule.id == "1C")
    assert kept is not None
    assert kept.closing == 122800


@pytest.mark.figures
def test_the_reserve_in_2010_to_2018(catalogue: Catalogue) -> None:
    """260 at the end of 2013; JenV pays 135 in 2014 and 821 in 2015; 374 at the end of 2018; the sum is 1,194."""
    found = back_test(catalogue, 68000)
    assert [item.reserve.extra // 1000 for item in found] == [-4, 59, -46, 3, 463, 889, 45, -163, -52]
    assert sum(item.reserve.extra for item in found) == 1194000
    assert all(item.realised - item.budgeted == item.reserve.extra for item in found)
    closing = {item.reserve.year: item.reserve.closing // 1000 for item in found}
    assert closing == {
        "2010": 72, "2011": 81, "2012": 195, "2013": 260, "2014": 0, "2015": 0, "2016": 23, "2017": 254, "2018": 374,
    }  # fmt: skip
    assert {item.reserve.year: item.reserve.short for item in found if item.reserve.short} == {
        "2014": 135000,
        "2015": 821000,
    }
    assert sum(item.reserve.short for item in back_test(catalogue, 0)) == 1409000  # without a contribution


@pytest.mark.parametrize(
    ("ids", "rule"), [((), "today"), (("4.9-1A",), "1A"), (("4.9-1B",), "1B"), (("4.9-1C",), "1C"), (("4.9-2",), "2")]
)
def test_the_rule_of_the_package_is_in_force(catalogue: Catalogue, ids: tuple[str, ...], rule: str) -> None:
    """From the year in which its measure starts; before it, and before the list's years, as today."""
    assert back(catalogue, ids).in_force == rule
    assert back(catalogue, ids, year=2020).in_force == "today"
    assert back(catalogue, ids, Settings(delay=2), year=2022).in_force == "today"


def test_share_cover_and_cost_are_followed(catalogue: Catalogue) -> None:
    """A half to ODA; the reserve of 1B filled by the own chapter, of 1C by general funds; the central part alone."""
    found = back(catalogue, settings=Settings(first_year_share=500, cover=Cover.OWN), shock=20)
    assert by_rule(found)["today"] == Borne(oda=54800, own=54800)
    assert {outcome.rule.id: outcome.filled_by for outcome in found.outcomes if outcome.reserve} == {
        "1B": "own",
        "1C": "general",
    }
    assert back(catalogue, shock=20, central=1).extra == 92200
    assert next(o.filled_by for o in back(catalogue).outcomes if o.rule.id == "1B") == "oda"


def test_what_the_own_chapter_keeps_of_a_euro(catalogue: Catalogue, chain: ChainData) -> None:
    """1 − 295/548 on average; with shares by measure all of what falls after the first year, nothing before it."""
    ids = [item.id for item in chain.measures]
    average = {item.measure: item.kept for item in incentives(compose_package(catalogue, ()), ids, "2024")}
    assert set(average.values()) == {Fraction(253, 548)}
    assert set(average) == set(ids)
    own = compose_package(catalogue, (), Settings(share_by=ShareBy.MEASURE))
    kept = {item.measure: item.kept for item in incentives(own, ids, "2024")}
    assert (kept["4.8"], kept["3.1.4"], kept["6.2b"]) == (1, 0, Fraction(253, 548))
    assert incentives(own, ["2A.2", "6.2a"], "2024") == ()
