"""
The page of ODA under its settings.

Invariants: 1. the sentence follows ceiling and programmes: what moves the ceiling is no room; 2. the parts it names sum
to the effect; 3. each assumption stands there with its grade and source.
"""

from __future__ import annotations

from itertools import product

import pytest

from budget.catalogue import Catalogue
from budget.core import Ceiling, Cover, Ended, Programmes, Settings, ShareBy
from budget.engine import attribute_oda, compose_package
from budget.share import Draft
from dashboard.pages.oda_share import dac_note, measure_share, share_note
from dashboard.pages.oda_words import landing, sentence, total_text
from dashboard.words import in_language, plain
from tests.dashboard.tools import html_of, run

PACKAGES = [("4.7", "4.8"), ("2C.1.2",), ("2C.3.1",), ("4.7", "2C.1.2"), ("4.9-1B",), ()]
EACH = [Settings(ceiling=c, programmes=p, cover=k) for c, p, k in product(Ceiling, Programmes, Cover)]


def said(catalogue: Catalogue, measures: tuple[str, ...], settings: Settings) -> str:
    with in_language("nl"):
        return sentence(catalogue, attribute_oda(compose_package(catalogue, measures, settings)), settings)


@pytest.mark.parametrize("settings", EACH, ids=str)
@pytest.mark.parametrize("measures", PACKAGES, ids=str)
def test_the_parts_sum_to_the_effect(catalogue: Catalogue, measures: tuple[str, ...], settings: Settings) -> None:
    """Own chapter, room, ceiling and others are the effect, and the room is the engine's (1, 2)."""
    result = attribute_oda(compose_package(catalogue, measures, settings))
    for column in result.columns.values():
        found = landing(column, settings)
        assert found.effect == column.effect.keur
        assert column.room == column.spared - found.room + column.split.cover.keur
    text = said(catalogue, measures, settings)
    assert not ("ten koste van" in text and "geen ruimte" in text)


def test_a_ceiling_that_follows_gives_no_room(catalogue: Catalogue) -> None:
    """Under a ceiling that follows a saving on reception comes off the ceiling; the word ODA room is not there (1)."""
    follows = said(catalogue, ("4.7", "4.8"), Settings(ceiling=Ceiling.FOLLOWS))
    assert "ODA-ruimte" not in follows
    assert "van het ODA-plafond af" in follows
    assert "ODA-ruimte" in said(catalogue, ("4.7", "4.8"), Settings())


def test_programmes_crowd_out_or_move_the_ceiling(catalogue: Catalogue) -> None:
    """More humanitarian aid comes out of other programmes, or is added to the ceiling by assumption (1)."""
    crowds = said(catalogue, ("2C.1.2",), Settings())
    assert "ten koste van de ODA-ruimte" in crowds
    assert "verdringt" in crowds
    moves = said(catalogue, ("2C.1.2",), Settings(programmes=Programmes.MOVE_CEILING))
    assert "bij het ODA-plafond" in moves
    assert "ODA-ruimte" not in moves


@pytest.mark.slow
@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Settings(), "van elk jaar zelf. De reserve komt uit het ODA-budget. Structureel: per saldo leveren andere"),
        (Settings(ended=Ended.PRINTED, cover=Cover.OWN), "gedrukte bedrag. De reserve komt ten laste van JenV."),
    ],
    ids=str,
)
def test_the_end_of_the_attribution_says_its_settings(catalogue: Catalogue, settings: Settings, told: str) -> None:
    """By what the ceiling falls and who pays the reserve stands below the regime (3)."""
    app = run("oda", Draft("x", "", ("4.9-1B",), settings))
    assert any(plain(told) in caption.value for caption in app.caption)
    assert catalogue.oda is not None


@pytest.mark.slow
def test_shares_stand_by_name_and_year(catalogue: Catalogue) -> None:
    """The share has its name and grade, and the attribution of annex 1 stands with its years (3)."""
    app = run("oda", Draft("x", "", ("4.7",)))
    text = html_of(app)
    for words in ("gemiddeld, over COA en Nidos", "afgeleid", "alleen over COA", "Toerekening van JenV"):
        assert words in text
    for amount in ("376", "342", "315", "302", "295"):
        assert f'<td class="num">{amount}</td>' in text
    package = compose_package(catalogue, ("4.7",), Settings(first_year_share=500))
    with in_language("nl"):
        note = share_note(catalogue, attribute_oda(package), package.settings)
    assert "50,0% – eigen keuze" in note


def test_measures_may_have_a_share_of_their_own(catalogue: Catalogue) -> None:
    """By measure, one that acts on the first months takes the part from DAC countries; on average all are alike (3)."""
    own = [
        m.id for m in catalogue.measures.values() if m.oda and m.oda.first_year and m.oda.first_year.share == "first"
    ]
    settings = Settings(share_by=ShareBy.MEASURE, dac_part=800)
    with in_language("nl"):
        assert own
        assert measure_share(compose_package(catalogue, own, settings), own[0]) == "80,0%"
        assert measure_share(compose_package(catalogue, own), own[0]) == "53,8%"
        assert measure_share(compose_package(catalogue, ("1.1",)), "1.1") == ""
        assert "telt alleen bij" in dac_note(catalogue, Settings())
        assert "80,0%" in dac_note(catalogue, settings)


def test_total_oda_has_bounds(catalogue: Catalogue) -> None:
    """A rounded 6.4% leaves total ODA between 5,116 and 5,197 million: about 5.2 billion (3)."""
    with in_language("nl"):
        told = total_text(catalogue)
    assert told == "Totale ODA: ongeveer 5,2 miljard euro, tussen 5.116 en 5.197 mln. euro."
