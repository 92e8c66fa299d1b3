"""
Records of dials that are refused: each rule with the fault that it gives, on the invented country.

1. A formula has its dials; a name of a dial is one of the set.
2. Dials drive postings that there are; months are those of the columns; a second point is within reach.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from budget.catalogue import load_catalogue
from budget.core import FaultsError
from tests.conftest import TOY

DIAL = """\
    - id: {id}
      title: {{nl: "Aantal", en: "Number"}}
      unit: {{nl: "mensen", en: "people"}}
      default: 6
      minimum: 0
      maximum: 10
      step: 1
      evidence: stated
      source: {{document: BMH, section: "A", page: 1}}
"""
SECOND = """\
  second:
    values: {{{values}}}
    amount: -8
    evidence: derived
    source: {{document: BMH, section: "A", page: 1}}
    reason: {{nl: "8 × 1", en: "8 × 1"}}
"""


@pytest.fixture
def country(tmp_path: Path) -> Path:
    return shutil.copytree(TOY, tmp_path / "toy")


def dials(*lines: str, formula: str = "unit-cost", ids: tuple[str, ...] = ("number", "cost"), second: str = "") -> str:
    """Write a set of dials."""
    head = ["dials:", f"  formula: {formula}", "  reference: -6", *(f"  {line}" for line in lines), "  values:"]
    text = "\n".join(head) + "\n" + "".join(DIAL.format(id=id_) for id_ in ids)
    return text + (SECOND.format(values=second) if second else "")


def faults(country: Path, text: str) -> list[str]:
    """Give the faults of the measure A.1 with these dials, without file and line."""
    path = country / "variants" / "A" / "A.1.yaml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    try:
        load_catalogue(country)
    except FaultsError as error:
        return [str(fault).split(": ", 1)[1] for fault in error.faults]
    return []


def test_a_sound_set_is_read(country: Path) -> None:
    """A set with its dials and a second point within their limits has no fault."""
    assert faults(country, dials('months: {"2021": 4}', "postings: [0]", second="number: 8")) == []


WRONG = [
    (
        dials(ids=("number",)),
        "dials.values: expected the ids number, cost, found no cost. Add it.",
    ),
    (
        dials(second="nmber: 8"),
        'dials.values: expected one of "number", "cost", found "nmber". Use one of the allowed words.',
    ),
    (
        dials("amounts: {sites: 5}", formula="shares-of-amounts"),
        'dials.values: expected one of "number", "cost", found "sites". Use one of the allowed words.',
    ),
    (
        dials(formula="staff"),
        "dials.parts: expected parts by posting with the formulas resettlement, staff, share-of-lines, and only with "
        "those, found otherwise. Add or remove parts.",
    ),
    (
        dials("parts: [{posting: 1, fixed: 2}]", formula="staff"),
        "dials.parts[0]: expected the place of a posting, 0 to 0, each once, found 1. Count the postings from 0.",
    ),
    (
        dials("postings: [0, 0]"),
        "dials.postings[1]: expected the place of a posting, 0 to 0, each once, found 0. Count the postings from 0.",
    ),
    (
        dials('months: {"2019": 4}'),
        'dials.months.2019: expected one of 2021, 2022, 2023, 2024, 2025, structural, found "2019". Remove the column.',
    ),
    (
        dials(second="number: 11"),
        "dials.second.values.number: dial number: expected 0 to 10, found 11. Choose a value in between.",
    ),
    (
        dials('year: "2021"', "parts: [{posting: 0, lines: [T-mian]}]", formula="share-of-lines", ids=("percent",)),
        'dials.parts[0].lines[0]: expected a line of data/base.yaml, found "T-mian". Did you mean T-main?',
    ),
]


@pytest.mark.parametrize(("text", "fault"), WRONG)
def test_a_wrong_set_is_refused_with_its_message(country: Path, text: str, fault: str) -> None:
    """Each rule of a set of dials names the field, what was expected and what was found."""
    assert faults(country, text) == [fault]
