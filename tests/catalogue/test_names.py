"""
The names of a list in English: of executing bodies and parts of budgets, and of places in its documents.

1. A body or part has one English name, whatever its capitals; an abbreviation is the same in either language.
2. Of a place what describes it is in English, step by step; what its document prints stays as it is.
3. A list that names nothing shows every name as it writes it.
4. The project's own list leaves no body unnamed, and names no place that no record cites.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest
from pydantic import BaseModel

from budget.catalogue import Catalogue, Source
from budget.catalogue.names import Namer, Names, is_abbreviation

NAMES = Names.model_validate(
    {
        "bodies": ({"nl": "politie", "en": "police"}, {"nl": "IND en COA", "en": "IND and COA"}),
        "places": (
            {"nl": "noot {n}", "en": "note {n}"},
            {"nl": "optie {n}", "en": "option {n}"},
            {"nl": "voetnoot bij de tabel", "en": "footnote to the table"},
            {"nl": "slot, en wat volgt", "en": "the end and after"},
        ),
    }
)


def sources_in(found: object) -> Iterator[Source]:
    """Every place in a record, or in several."""
    if isinstance(found, Source):
        yield found
    elif isinstance(found, BaseModel):
        for name in type(found).model_fields:
            yield from sources_in(getattr(found, name))
    elif isinstance(found, dict):
        yield from sources_in(tuple(found.values()))
    elif isinstance(found, tuple):
        for item in found:
            yield from sources_in(item)


@pytest.mark.parametrize(
    ("name", "english"),
    [("politie", "police"), ("Politie", "Police"), ("IND en COA", "IND and COA"), ("DT&V", "DT&V"), ("wie", "wie")],
)
def test_a_body_goes_by_its_english_name(name: str, english: str) -> None:
    """With a capital where the record has one; a name that is not listed stays."""
    assert Namer(NAMES).body(name, "en") == english
    assert Namer(NAMES).body(name, "nl") == name


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("noot 107", "note 107"),
        ("Voetnoot bij de tabel", "Footnote to the table"),
        ("JenV 37, voetnoot bij de tabel", "JenV 37, footnote to the table"),
        ("4.2, optie a en b", "4.2, option a and b"),
        ("4.9, optie 1A en noot 9", "4.9, option 1A and note 9"),
        ("slot, en wat volgt", "the end and after"),
        ("4.1 Flexpool asielketen", "4.1 Flexpool asielketen"),
        ("COA en Nidos opvang", "COA en Nidos opvang"),
    ],
)
def test_what_describes_a_place_is_in_english(words: str, english: str) -> None:
    """Two steps that are joined are told only when both are known, so that no place is in two languages."""
    assert Namer(NAMES).place(words, "en") == english
    assert Namer(NAMES).place(words, "nl") == words


@pytest.mark.parametrize("name", ["IND", "DT&V", "JenV", "KMar", "UNHCR"])
def test_an_abbreviation_needs_no_english(name: str) -> None:
    """A word with a capital after its first letter."""
    assert is_abbreviation(name)


@pytest.mark.parametrize("name", ["Politie", "gemeenten", "Europese Commissie", "IND en COA", "VN-organisaties"])
def test_words_are_no_abbreviation(name: str) -> None:
    """A capital at the start makes none, nor do several words."""
    assert not is_abbreviation(name)


def test_a_list_without_names_shows_what_it_writes(toy: Catalogue) -> None:
    """Nothing is guessed."""
    assert toy.names is None
    assert toy.body("Nidos opvang", "en") == "Nidos opvang"


def test_the_report_cites_every_place_that_it_names(catalogue: Catalogue) -> None:
    """A name that no place has is a slip of the pen; loading tells one of a body."""
    held = [getattr(catalogue, item.name) for item in fields(catalogue) if item.name not in {"memo", "origin"}]
    held += [catalogue.differences, catalogue.figures, catalogue.rejected, catalogue.chain, catalogue.resettlement]
    cited = [part for source in sources_in(tuple(held)) for part in (source.section, source.table, source.row) if part]
    assert catalogue.names is not None
    idle = []
    for text in catalogue.names.places:
        namer = Namer(Names(places=(text,)))
        if text.nl != text.en and all(namer.place(part, "en") == part for part in cited):
            idle.append(text.nl)
    assert idle == []
