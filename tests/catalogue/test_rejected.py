"""
The options that a source weighed and left out, and the facts on measures.

1. A catalogue without the file has none.
2. A fault names the file, the line and the nearest id.
3. The report's own: its chapter 5 is there, and each option stands near a measure.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, Evidence, load_catalogue
from budget.core import FaultsError
from budget.engine import load_sound_catalogue
from tests.conftest import TOY

OPTION = """\
- id: {id}
  title: {{nl: "Iets anders", en: "Something else"}}
  measures: ["{measure}"]
  evidence: stated
  source: {{document: BMH, section: "A", page: 1}}
  reason: {{nl: "Het mag niet", en: "It is not allowed"}}
"""
CHAPTER_5 = {"5.1", "5.2", "5.3", "5.4", "5.5"}


@pytest.fixture
def country(tmp_path: Path) -> Path:
    return shutil.copytree(TOY, tmp_path / "toy")


def put(country: Path, *options: tuple[str, str]) -> None:
    text = "".join(OPTION.format(id=id_, measure=measure) for id_, measure in options)
    (country / "data" / "rejected.yaml").write_text(text, encoding="utf-8")


def test_without_the_file_there_are_none() -> None:
    """The invented country has no rejected options."""
    assert load_catalogue(TOY).rejected == ()


def test_an_option_is_read(country: Path) -> None:
    """An option says what, why not, and near which measure."""
    put(country, ("other", "A.1"))
    (option,) = load_catalogue(country).rejected
    assert (option.id, option.measures, option.reason.en) == ("other", ("A.1",), "It is not allowed")


def test_unknown_measure_and_repeated_id_are_refused(country: Path) -> None:
    """A sound catalogue has no option near a measure that does not exist, and none twice."""
    put(country, ("other", "A.1"), ("other", "A.1x"))
    with pytest.raises(FaultsError) as error:
        load_sound_catalogue(country)
    assert [(fault.file, fault.line, fault.field) for fault in error.value.faults] == [
        ("data/rejected.yaml", 7, "[1].id"),
        ("data/rejected.yaml", 9, "[1].measures[0]"),
    ]
    assert 'expected the id of a measure, found "A.1x". Did you mean A.1?' in str(error.value)


def test_the_report_says_why_not(catalogue: Catalogue) -> None:
    """Each of the five options of chapter 5 is there, and every option has its page and a measure beside it."""
    assert {option.source.section for option in catalogue.rejected} >= CHAPTER_5
    for option in catalogue.rejected:
        assert option.measures
        assert option.source.page
        assert option.evidence is Evidence.STATED


def test_facts_and_steps_have_their_place(catalogue: Catalogue) -> None:
    """A fact from the report has its page, and no fact stands twice on a measure."""
    for measure in catalogue.measures.values():
        texts = [fact.text.nl for fact in measure.facts]
        assert len(set(texts)) == len(texts)
        for fact in measure.facts:
            assert fact.source is not None
            assert fact.source.page or fact.source.document == "EMN"
    assert catalogue.resettlement is not None
    steps = [step.id for step in catalogue.resettlement.explanation]
    assert len(set(steps)) == len(steps) > 0


def test_numbers_of_a_text_are_the_same_in_both_languages(catalogue: Catalogue) -> None:
    """Whoever reads a fact, a step, an option or a sum in the other language reads the same numbers."""
    assert catalogue.resettlement is not None
    texts = [fact.text for measure in catalogue.measures.values() for fact in measure.facts]
    texts += [option.reason for option in catalogue.rejected]
    texts += [step.text for step in catalogue.resettlement.explanation]
    for measure in catalogue.measures.values():
        if measure.dials is not None:
            notes = [measure.dials.note, measure.dials.second.reason if measure.dials.second else None]
            notes += [text for dial in measure.dials.values for text in (dial.note, dial.reason)]
            texts += [text for text in notes if text is not None]

    def numbers(text: str) -> list[str]:
        return sorted(re.sub(r"[.,]", "", found) for found in re.findall(r"\d[\d.,]*", text))

    assert [text for text in texts if numbers(text.nl) != numbers(text.en)] == []
