"""
Figures of one's own in a list.

1. They stand after those of the list, which stays as it is.
2. The same figures are the same catalogue; without them it is the list.
3. What the list does not allow is refused, with its field.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.catalogue import Catalogue, Evidence, own_faults, with_own
from budget.core import MOST_OWN_MEASURES, NO_OWN, Own, OwnEstimate, SettingError
from budget.core.messages import say
from tests.own_figures import FILLED, OWN, SAVING


def test_the_list_stays_as_it_is(toy: Catalogue) -> None:
    """Its measures, their order and their amounts; one's own come last, under a heading of their own."""
    before = dict(toy.measures)
    found = with_own(toy, OWN)
    assert dict(toy.measures) == before
    assert [*found.measures] == [*toy.measures, "eigen-1"]
    assert [*found.variants] == [*toy.variants, "eigen"]
    assert found.variant_of["eigen-1"] == "eigen"
    assert found.listed is toy


def test_a_measure_of_ones_own_is_a_short_record(toy: Catalogue) -> None:
    """Its posting is an assumption for the reason that was given; nobody assessed it."""
    measure = with_own(toy, OWN).measures["eigen-1"]
    (posting,) = measure.postings
    assert (posting.line, posting.base, posting.evidence) == ("JenV 37", "T-main", Evidence.ASSUMPTION)
    assert measure.effects == SAVING.cells
    assert measure.legal_change is None
    assert with_own(toy, OWN).cited(measure.sources[0], "nl") == "eigen opgave: Nota van 3 mei"


def test_an_estimate_stands_in_for_one_cell(toy: Catalogue) -> None:
    """What else is open stays open."""
    cells = with_own(toy, OWN).measures["B.1"].effects
    assert cells[0] == 3_500
    assert cells[1:] == toy.measures["B.1"].effects[1:]


def test_the_same_figures_are_the_same_catalogue(toy: Catalogue) -> None:
    """So that what was worked out of it is kept."""
    found = with_own(toy, OWN)
    assert with_own(toy, Own((replace(SAVING),), (replace(FILLED),))) is found
    assert with_own(found, OWN) is found
    assert with_own(found, NO_OWN) is toy


def test_overlap_with_them_was_not_judged(toy: Catalogue) -> None:
    """Of a list that was judged in full too; an estimate changes nothing of that."""
    assert toy.info.overlaps.is_complete
    assert not with_own(toy, OWN).info.overlaps.is_complete
    assert with_own(toy, Own((), (FILLED,))).info.overlaps.is_complete


WRONG = {
    "id of the list": (Own((replace(SAVING, id="A.1"),)), "measures", "own_id_refused"),
    "id twice": (Own((SAVING, SAVING)), "measures", "own_id_twice"),
    "no title": (Own((replace(SAVING, title=""),)), "measures", "text_is_empty"),
    "hidden sign": (Own((replace(SAVING, why="a\u202eb"),)), "measures", "sign_refused"),
    "no such base line": (Own((replace(SAVING, base="T-nain"),)), "measures", "posting_on_unknown_base_line"),
    "endless": (Own((replace(SAVING, cells=(10**12, 0, 0, 0, 0, 0)),)), "measures", "own_target_amount_outside_limits"),
    "unknown measure": (Own((), (replace(FILLED, measure="B.99"),)), "estimates", "unknown_measure"),
    "no such posting": (Own((), (replace(FILLED, posting=1),)), "estimates", "own_estimate_of_no_posting"),
    "twice": (Own((), (FILLED, replace(FILLED, why="b"))), "estimates", "own_estimate_given_twice"),
    "sure": (Own((), (replace(FILLED, amounts=(("2023", 1),)),)), "estimates", "own_estimate_of_a_sure_amount"),
    "no column": (Own((), (replace(FILLED, amounts=(("2031", 1),)),)), "estimates", "unknown_column"),
    "nothing": (Own((), (OwnEstimate("B.1", (), "a"),)), "estimates", "own_estimate_without_amount"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_a_list_does_not_allow_is_refused(toy: Catalogue, case: str) -> None:
    """With the field that is wrong, in both languages."""
    own, part, code = WRONG[case]
    found = own_faults(toy, own)
    assert (part, code) in [(path[0], fault.code) for path, fault in found]
    assert all(say(fault, "nl") != say(fault, "en") for _, fault in found)
    with pytest.raises(SettingError):
        with_own(toy, own)


def test_a_package_has_only_so_many(toy: Catalogue) -> None:
    """Ten measures."""
    many = Own(tuple(replace(SAVING, id=f"eigen-{n}") for n in range(MOST_OWN_MEASURES + 1)))
    assert [fault.code for _, fault in own_faults(toy, many)] == ["own_figures_too_many"]


def test_a_reading_of_the_report_can_be_settled(catalogue: Catalogue) -> None:
    """2B.1.2 costs 25 in 2021 by two tables and 10 by a third; its amount of 2023 nobody doubts."""
    measure = catalogue.measures["2B.1.2"]
    sure = dict(zip(catalogue.columns, measure.effects, strict=True))
    assert sure["2021"] == 25_000
    settled = Own((), (OwnEstimate("2B.1.2", (("2021", 12_000),), "gemiddeld"),))
    found = with_own(catalogue, settled).measures["2B.1.2"].effects
    assert found == (12_000, *measure.effects[1:])
    assert own_faults(catalogue, Own((), (OwnEstimate("2B.1.2", (("2023", 1),), "a"),)))
