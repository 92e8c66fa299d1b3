"""
The places where the source contradicts itself (data/differences.yaml).

1. Every known contradiction has its entry.
2. Entries have their own id, name existing measures and show two unlike readings.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
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


def test_difference_with_an_unknown_measure_is_a_fault(catalogue: Catalogue, tmp_path: Path) -> None:
    """A difference that names a measure the catalogue does not hold is refused with its line."""
    path = tmp_path / "data" / "differences.yaml"
    path.parent.mkdir()
    reading = "{value: {nl: x, en: x}, source: {document: BMH, section: x}}"
    path.write_text(
        f'- id: x\n  kind: figure\n  measures: ["9.9"]\n  title: {{nl: x, en: x}}\n  readings: [{reading}, {reading}]\n'
        "  used: {nl: x, en: x}\n  reason: {nl: x, en: x}\n",
        encoding="utf-8",
    )
    with pytest.raises(FaultsError, match=r'differences.yaml:3: \[0\].measures\[0\]: expected the id .* found "9.9"'):
        _ = replace(catalogue, folder=tmp_path).differences
