"""
The resettlement engine and its figures.

1. A plan closes: counted + left − excess + lapsed is the sum of the quotas, and what a year carries out the next one
   carries in.
2. Open years never ask more than the framework leaves.
3. Selections needed sum to the arrivals planned.
4. The cost is linear in persons and never depends on how they are divided over years.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.catalogue import PROJECT, Catalogue, Costs, ResettlementData
from budget.core import FaultsError, SettingError
from budget.resettlement import (
    Plan,
    Settlement,
    compare_countings,
    eu_contribution,
    national_arrivals,
    plan_framework,
    printed_otherwise,
    resettlement_cost,
    selections_needed,
    settle_pledge,
)

DATA = PROJECT / "data" / "resettlement.yaml"
YEARS = ("2020", "2021", "2022", "2023")
QUOTAS = dict.fromkeys(YEARS, 500)
persons = st.integers(0, 20_000)
open_persons = st.none() | persons


@pytest.fixture(scope="module")
def data(catalogue: Catalogue) -> ResettlementData:
    assert catalogue.resettlement is not None
    return catalogue.resettlement


@pytest.fixture(scope="module")
def costs(data: ResettlementData) -> Costs:
    return data.costs


def plan(*counted: int | None, settlement: Settlement = Settlement.NEXT_YEAR, fixed: str | None = None) -> Plan:
    return plan_framework(QUOTAS, dict(zip(YEARS, counted, strict=True)), settlement, fixed)


# The figures


def test_the_file_holds_what_the_sources_print(data: ResettlementData) -> None:
    """Selections, arrivals and pledges stand as LETTER, EMN and BMH print them."""
    assert data.values("selections") == {"2016": 730, "2017": 300, "2018": 610, "2019": 500}
    assert sum(data.values("selections").values()) == 2_140 == data.previous_framework.obligation
    assert data.values("eu-turkey") == {"2017": 2_120, "2018": 700, "2019": 1_150}
    assert (data.values("national-emn")["2019"], data.values("eu-turkey-emn")["2019"]) == (707, 1_152)
    assert data.values("all-arrivals")["2019"] == 1_920
    assert [p.pledged for p in data.programmes] == [1_000, 3_000, 1_500]
    assert (data.framework.arrivals, data.framework.per_year, data.framework.counting) == (2_000, 500, "arrival")


def test_both_readings_of_2019_are_kept_with_their_places(data: ResettlementData) -> None:
    """LETTER's 500 and EMN's 707, and their 1,150 and 1,152, stand side by side."""
    found = {d.id: {str(r.source.document): r.persons for r in d.readings} for d in data.disagreements}
    assert found["national-2019"] == {"LETTER": 500, "EMN": 707, "BMH": 770}
    assert found["turkey-2019"] == {"LETTER": 1_150, "EMN": 1_152, "BMH": 1_000}


def test_the_rates_are_those_of_note_107(costs: Costs) -> None:
    """8,942 + 2,370 a person, of which the EU pays 10,000 or 6,000."""
    assert (costs.gross, costs.eu_priority, costs.eu_other) == (8_942 + 2_370, 10_000, 6_000)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("printed_total: 2140", "printed_total: 2150", "series[1].printed_total: expected 2140, found 2150"),
        ("printed_eu: 310631", "printed_eu: 310632", "fair_share.printed_eu: expected 310631, found 310632"),
        ('"2024": 3821}', '"2024": 3822}', "fair_share.path: expected 8821, found 8822"),
        ("arrivals: 2000", "arrivals: 2500", "framework.arrivals: expected 2000, found 2500"),
        ("- id: eu-turkey-emn", "- id: eu-turkey", "no eu-turkey-emn"),
        ("- id: eu-turkey-emn", "- id: eu-turkey", '"eu-turkey" again'),
        ('"2016": 730, "2017"', '"2016": -730, "2017"', "series[1].values.2016: expected at least 0, found -730"),
    ],
)
def test_a_wrong_figure_is_told_with_its_line(
    catalogue: Catalogue, tmp_path: Path, old: str, new: str, message: str
) -> None:
    """A figure that does not follow, an id twice or missing, and a negative number of people are refused."""
    text = DATA.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "data" / "resettlement.yaml"
    path.parent.mkdir()
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    copy = replace(catalogue, folder=tmp_path)
    try:
        assert copy.placed_resettlement is not None
        faults = printed_otherwise(copy.placed_resettlement)
    except FaultsError as error:
        faults = [*error.faults]
    assert message in "\n".join(map(str, faults))
    assert all(fault.line > 1 for fault in faults)


# Cost


@pytest.mark.parametrize(
    ("number", "share", "euro"),
    [
        (1, 1, 1_312),
        (1, 0, 5_312),
        (500, 1, 656_000),
        (4_500, 1, 5_904_000),
        (-500, 1, -656_000),
        (500, 0, 2_656_000),
        (1_000, Decimal("0.25"), 4_312_000),  # 250 × 1,312 + 750 × 5,312
        (3, Fraction(1, 2), 9_936),  # 1.5 × 1,312 + 1.5 × 5,312
        (0, Fraction(1, 3), 0),
    ],
)
def test_the_cost_is_exact(costs: Costs, number: int, share: Fraction, euro: int) -> None:
    """A person from a priority region costs 1,312 euro, another 5,312; fewer persons save as much."""
    assert resettlement_cost(number, share, costs) == euro
    assert resettlement_cost(number, share, costs) + eu_contribution(number, share, costs) == 11_312 * number


def test_the_cost_fits_what_the_report_prints(catalogue: Catalogue, costs: Costs) -> None:
    """0.656, 5.904 and −0.656 million round to the printed 0.7, 6 and −0.7."""
    for id_, quota, step in (("2C.1.3.1-1000", 1_000, 100), ("2C.1.3.1-5000", 5_000, 1_000), ("2C.3.3", 0, 100)):
        printed = catalogue.measures[id_].effects[-1]
        assert isinstance(printed, int)
        assert 2 * abs(resettlement_cost(quota - 500, 1, costs) / 1000 - printed) <= step


@pytest.mark.parametrize("share", [-1, Decimal("1.01"), 100])
def test_a_share_outside_0_to_1_is_refused(costs: Costs, share: Decimal) -> None:
    """A percentage where a share is asked is an error, not a cost."""
    with pytest.raises(SettingError, match="expected 0 to 1"):
        resettlement_cost(1, share, costs)


@pytest.mark.slow
@given(st.lists(persons, min_size=1, max_size=6), st.fractions(0, 1))
def test_the_cost_of_parts_is_the_cost_of_the_whole(costs: Costs, parts: list[int], share: Fraction) -> None:
    """Dividing people over years changes nothing."""
    assert sum(resettlement_cost(n, share, costs) for n in parts) == resettlement_cost(sum(parts), share, costs)


# The planner


def test_an_empty_plan_is_500_a_year() -> None:
    """Without numbers every year takes its quota, and nothing is left."""
    found = plan(None, None, None, None)
    assert [y.counted for y in found.years] == [500] * 4
    assert (found.counted, found.left, found.excess) == (2_000, 0, 0)


def test_an_excess_is_made_up_for_in_the_next_year() -> None:
    """As 730 in 2016 asked 270 in 2017, so 730 in 2020 asks 270 in 2021."""
    found = plan(730, None, None, None)
    assert [y.counted for y in found.years] == [730, 270, 500, 500]
    assert found.years[1].carried_in == -230


def test_a_shortfall_stays_open_for_the_next_year() -> None:
    """150 in 2020 leaves 350, so 2021 takes 850."""
    assert [y.counted for y in plan(150, None, None, None).years] == [150, 850, 500, 500]


def test_a_large_excess_takes_more_than_one_year() -> None:
    """1,700 in 2020 leaves nothing for 2021 and 2022 and 300 for 2023."""
    found = plan(1_700, None, None, None)
    assert [y.counted for y in found.years] == [1_700, 0, 0, 300]
    assert [y.carried_out for y in found.years] == [-1_200, -700, -200, 0]


def test_open_years_can_share_evenly() -> None:
    """1,701 left over three years is 567 each; 1,703 gives the first two one more."""
    assert [y.counted for y in plan(299, None, None, None, settlement=Settlement.SPREAD).years] == [299, 567, 567, 567]
    assert [y.counted for y in plan(297, None, None, None, settlement=Settlement.SPREAD).years] == [297, 568, 568, 567]


def test_what_is_left_and_what_exceeds_is_told() -> None:
    """400 a year leaves 400; 600 a year is 400 too much."""
    assert (plan(400, 400, 400, 400).left, plan(400, 400, 400, 400).excess) == (400, 0)
    assert (plan(600, 600, 600, 600).left, plan(600, 600, 600, 600).excess) == (0, 400)


def test_the_previous_framework_comes_out_at_2140(data: ResettlementData) -> None:
    """Quotas of 2,250, fixed through 2018 with 110 open, ask 2,140; the 2,140 selections meet it exactly."""
    past = data.previous_framework
    found = plan_framework(data.values("quota"), data.values("selections"), fixed_through=past.fixed_through)
    assert (found.quotas, found.obligation, found.counted) == (2_250, 2_140, 2_140)
    assert [y.lapsed for y in found.years] == [0, 0, 110, 0]
    assert [y.carried_in for y in found.years] == [0, -230, -30, 0]
    assert (found.left, found.excess) == (0, 0)


@given(
    st.lists(persons, min_size=4, max_size=4),
    st.lists(open_persons, min_size=4, max_size=4),
    st.sampled_from(Settlement),
    st.none() | st.sampled_from(YEARS),
)
def test_a_plan_closes(quotas: list[int], counted: list[int | None], way: Settlement, fixed: str | None) -> None:
    """Counted, left, excess and lapsed make up the quotas; what leaves a year enters the next."""
    found = plan_framework(dict(zip(YEARS, quotas, strict=True)), dict(zip(YEARS, counted, strict=True)), way, fixed)
    lapsed = sum(y.lapsed for y in found.years)
    assert found.counted + found.left - found.excess + lapsed == sum(quotas)
    assert found.left == 0 or found.excess == 0
    for before, after in zip(found.years, found.years[1:], strict=False):
        assert after.carried_in == before.carried_out
    assert all(y.counted >= 0 for y in found.years)
    assert [y.counted for y, n in zip(found.years, counted, strict=True) if n is not None] == [
        n for n in counted if n is not None
    ]


@given(st.lists(st.integers(0, 2_000), max_size=3), st.sampled_from(Settlement))
def test_open_years_use_the_framework_up(first: list[int], way: Settlement) -> None:
    """With the last years open the framework ends at its total, unless the first years exceed it already."""
    found = plan(*first, *[None] * (4 - len(first)), settlement=way)
    assert found.counted == max(2_000, sum(first))
    assert found.left == 0


def test_impossible_inputs_are_refused() -> None:
    """Fewer than nobody cannot arrive, and a year outside the framework cannot be fixed."""
    with pytest.raises(SettingError, match="arrivals 2021: expected 0 or more persons, found -1"):
        plan(0, -1, 0, 0)
    with pytest.raises(SettingError, match="fixed through"):
        plan(0, 0, 0, 0, fixed="2019")


# The countings


def test_selections_come_half_a_year_earlier() -> None:
    """500 arrivals in 2020 and 501 in 2021 ask 250 selections in 2019, 500 in 2020 and 251 in 2021."""
    assert selections_needed({"2020": 500, "2021": 501}) == {"2019": 250, "2020": 500, "2021": 251}


@given(st.lists(persons, min_size=4, max_size=4))
def test_selections_sum_to_arrivals(counted: list[int]) -> None:
    """Every arrival was selected once."""
    assert sum(selections_needed(dict(zip(YEARS, counted, strict=True))).values()) == sum(counted)


def test_old_counting_against_new(data: ResettlementData) -> None:
    """National arrivals follow from all less Turkey: 150, 550 and 770, against 300, 610 and 500 selected."""
    derived = national_arrivals(data.values("all-arrivals"), data.values("eu-turkey"))
    assert derived == {"2017": 150, "2018": 550, "2019": 770}
    found = compare_countings(data.values("selections"), derived)
    assert [(y.year, y.difference) for y in found] == [("2017", -150), ("2018", -60), ("2019", 270)]
    assert (found[-1].selected_so_far, found[-1].arrived_so_far) == (1_410, 1_470)


@pytest.mark.parametrize(
    ("pledged", "realised", "places", "expected"),
    [(1_750, 1_860, 30, (110, 30, 80, 0)), (1_000, 1_020, 50, (20, 20, 0, 0)), (1_000, 900, 10, (0, 0, 0, 100))],
)
def test_an_excess_under_a_pledge(
    pledged: int, realised: int, places: int, expected: tuple[int, int, int, int]
) -> None:
    """110 too many from Turkey fill 30 open places and take 80 off 2020; a shortfall takes nothing off."""
    found = settle_pledge(pledged, realised, places)
    assert (found.excess, found.absorbed, found.deducted, found.shortfall) == expected
