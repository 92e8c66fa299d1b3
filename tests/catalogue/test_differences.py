"""
The places where the source contradicts itself (data/differences.yaml).

1. Every known contradiction has its entry.
2. Entries have their own id, name existing measures and show two unlike readings.
3. Entries come heaviest first; what moves a verdict says why, what moves nothing has no amounts.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, Weight
from budget.core import FaultsError

# Where the source contradicts itself (annexes, tables and text), and the entry that says so.
KNOWN_DIFFERENCES = {
    "2B.1.1 liaisons": "2b11b-liaisons-rounding",
    "2B.1.1.1": "2b111-legal-migration-rounding",
    "2B.1.2 in 2021": "2b12-fund-2021",
    "3.1.1": "311-2022-rounding",
    "3.2.2": "322-rounding",
    "2C.3.1 from 2021 or 2022": "2c31-start-year",
    "2C.3.2 25 or 26": "2c32-25-or-26",
    "4.7 5 or 15 + 5": "47-amount",
    "4.8 weeks": "48-weeks",
    "4.12 132 or 133": "412-total",
    "4.3 places, option a": "43a-places",
    "4.3 places, option b": "43b-places",
    "annex 5": "annex-5-capacity-sum",
    "annex 6": "2b111-annex-6-sum",
    "2024 ODA share": "oda-share-2024",
    "340 or 330": "49-340-or-330",
    "numbers in variant 4's list": "variant-4-list-numbers",
    "13% above budget": "49-overrun-13-percent",
    "annex 10 lists 2C.1.3.2 twice": "2c132-listed-twice",
    "base of BHOS": "bhos-total",
    "parts of article 37": "jenv-37-parts",
}


def test_known_differences_have_an_entry(catalogue: Catalogue) -> None:
    """Every known contradiction of the source has its entry, under its id."""
    ids = {difference.id for difference in catalogue.differences}
    assert {what: id_ for what, id_ in KNOWN_DIFFERENCES.items() if id_ not in ids} == {}


def test_differences_have_their_own_id_and_existing_measures(catalogue: Catalogue) -> None:
    """Ids of differences are unique, and every measure that one names exists."""
    differences = catalogue.differences
    ids = [difference.id for difference in differences]
    assert len(ids) == len(set(ids))
    assert {id_ for difference in differences for id_ in difference.measures} <= set(catalogue.measures)


def test_differences_show_two_unlike_places_or_values(catalogue: Catalogue) -> None:
    """The readings of a difference are not all the same value."""
    same = [
        difference.id
        for difference in catalogue.differences
        if len({(reading.value.nl, reading.value.en) for reading in difference.readings}) < 2
    ]
    assert same == []


def test_heaviest_differences_come_first(catalogue: Catalogue) -> None:
    """What moves a verdict stands before what moves money, nothing, or only print; all four occur."""
    ranks = [difference.rank for difference in catalogue.differences]
    assert ranks == sorted(ranks)
    assert {difference.weight for difference in catalogue.differences} == set(Weight)


def test_what_moves_a_verdict_says_why(catalogue: Catalogue) -> None:
    """A difference that moves a verdict gives the ground for saying so."""
    heavy = [difference for difference in catalogue.differences if difference.weight is Weight.VERDICT]
    assert [difference.id for difference in heavy if difference.weight_reason is None] == []


def test_amounts_of_a_difference_are_on_its_measures(catalogue: Catalogue) -> None:
    """A reading has amounts for measures that the difference is about, each with one posting to bear them."""
    for difference in catalogue.differences:
        for reading in difference.readings:
            assert set(reading.cells) <= set(difference.measures), difference.id
            assert all(len(catalogue.measures[id_].postings) == 1 or id_ == "2B.1.1.1" for id_ in reading.cells)


def broken(catalogue: Catalogue, folder: Path, weight: str, second: str, measure: str = "1.1") -> Catalogue:
    """A catalogue with one difference, of which the second reading ends as given."""
    path = folder / "data" / "differences.yaml"
    path.parent.mkdir()
    reading = "value: {nl: x, en: x}, source: {document: BMH, section: x}"
    path.write_text(
        f'- id: x\n  kind: figure\n  weight: {weight}\n  measures: ["{measure}"]\n  title: {{nl: x, en: x}}\n'
        f"  readings:\n    - {{{reading}}}\n    - {{{reading}{second}}}\n"
        "  used: {nl: x, en: x}\n  reason: {nl: x, en: x}\n",
        encoding="utf-8",
    )
    return replace(catalogue, folder=folder)


@pytest.mark.parametrize(
    ("weight", "second", "message"),
    [
        ("nothing", ', cells: {"1.1": {"2021": 1}}', r"yaml:3: \[0\].weight: expected no amounts at weight .nothing."),
        ("typographic", ", targets: {jenv-20: 1}", r"expected no amounts at weight .typographic."),
        ("money", ', cells: {"9.9": {"2021": 1}}', r"expected the id of a measure, found .9\.9."),
        ("verdict", ", targets: {jenv-21: 1}", r"expected the id of a target, found .jenv-21."),
        ("money", ', cells: {"1.1": {"2031": 1}}', r"expected one of .*2031"),
        ("money", ', cells: {"1.1": {}}', r"expected"),
        ("grave", "", r"expected .*typographic.*grave"),
    ],
)
def test_fault_in_a_difference(catalogue: Catalogue, tmp_path: Path, weight: str, second: str, message: str) -> None:
    """Amounts where no money hangs on it, amounts of what does not exist and unknown weights are refused."""
    with pytest.raises(FaultsError, match=message):
        _ = broken(catalogue, tmp_path, weight, second).differences


def test_difference_with_an_unknown_measure_is_a_fault(catalogue: Catalogue, tmp_path: Path) -> None:
    """A difference that names a measure the catalogue does not hold is refused with its line."""
    with pytest.raises(FaultsError, match=r'differences.yaml:4: \[0\].measures\[0\]: expected the id .* found "9.9"'):
        _ = broken(catalogue, tmp_path, "nothing", "", "9.9").differences
