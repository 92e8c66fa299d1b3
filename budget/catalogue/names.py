"""
What the names of a list are in English: of executing bodies and parts of a budget, and of places in its documents.

Records refer to them by the plain Dutch name. A list without `data/names.yaml` shows every name as it writes it. One
that has it names every body and part: only what is plainly an abbreviation (IND, DT&V, JenV) may be left out, as it is
the same in either language. Of a place only what describes it is named ("voetnoot bij de tabel"); a heading or row
stays as its document prints it, as that is what one looks for there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Final

from pydantic import Field

from budget.catalogue.fields import Name, Record, Source, Text
from budget.catalogue.measures import Measure
from budget.catalogue.tables import Base

_ABBREVIATION: Final = re.compile(r"[^\W\d_][\w&/]*[A-Z&][\w&/]*")
_NUMBER: Final = r"([\w.+–\-]*\d[\w.+–\-]*|[a-z])"
_NUMBERED: Final = re.compile(_NUMBER)


class Chapter(Record):
    """A chapter as postings name it, and what else it is looked for by: its usual short name, its name in English."""

    budget: Name
    also: Annotated[tuple[Name, ...], Field(min_length=1)]


class Names(Record):
    """
    The names of a list in both languages; `bodies` are executing bodies and parts of a budget.

    In one of `places` {n} stands for a number, so that "noot {n}" is every note. `chapters` are found by more names.
    """

    bodies: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()
    chapters: tuple[Chapter, ...] = ()


class Namer:
    """Writes a list's names in a language."""

    def __init__(self, names: Names | None) -> None:
        found = names or Names()
        self._bodies = {text.nl.casefold(): text.get("en") for text in found.bodies}
        self._places = {text.nl.casefold(): text.get("en") for text in found.places if "{n}" not in text.nl}
        self._chapters = {chapter.budget: chapter.also for chapter in found.chapters}
        self._numbered = [(_pattern(text.nl), text.get("en")) for text in found.places if "{n}" in text.nl]

    def body(self, name: str, language: str) -> str:
        """Return an executing body or part of a budget in `language` ("nl" or "en"); a capital stays one."""
        found = self._bodies.get(name.casefold()) if language == "en" else None
        return name if found is None else _as_begun(found, name)

    def chapter(self, budget: str) -> tuple[str, ...]:
        """Return what else a chapter is looked for by."""
        return self._chapters.get(budget, ())

    def place(self, words: str, language: str) -> str:
        """Return the words of a place in a document, step by step ("JenV 37, voetnoot bij de tabel") or as a whole."""
        if language != "en":
            return words
        whole = self._places.get(words.casefold())
        return ", ".join(map(self._step, words.split(", "))) if whole is None else _as_begun(whole, words)

    def source(self, source: Source, document: str, language: str) -> str:
        """Write a place in a document that goes by the name `document`."""
        steps = [source.section, *(part for part in (source.table, source.row) if part)]
        return f"{document} {', '.join(self.place(step, language) for step in steps)}".rstrip()

    def _step(self, words: str) -> str:
        """Return a step of a place in English, or two joined by "en" where both have one; else as printed."""
        known = self._known(words)
        if known is not None:
            return known
        both = [self._known(part) for part in words.split(" en ")]
        return words if None in both else " and ".join(part for part in both if part is not None)

    def _known(self, words: str) -> str | None:
        if _NUMBERED.fullmatch(words):
            return words
        found = self._places.get(words.casefold())
        numbered = ((pattern.fullmatch(words), english) for pattern, english in self._numbered)
        found = found or next((english.replace("{n}", match[1]) for match, english in numbered if match), None)
        return None if found is None else _as_begun(found, words)


def _as_begun(english: str, dutch: str) -> str:
    """Give an English name the capital of the Dutch one; one that always has a capital keeps it."""
    return english[:1].upper() + english[1:] if dutch[:1].isupper() else english


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words).replace(r"\{n\}", _NUMBER), re.IGNORECASE)


def is_abbreviation(name: str) -> bool:
    """Whether a name is one word with a capital or & after its first letter: the same in either language."""
    return _ABBREVIATION.fullmatch(name) is not None


def named_bodies(measure: Measure) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the bodies and parts of a budget that a measure names, with the path of their field."""
    for place, name in enumerate(measure.executed_by):
        yield ("executed_by", place), name
    for place, posting in enumerate(measure.postings):
        if posting.part is not None:
            yield ("postings", place, "part"), posting.part


def named_parts(base: Base) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the parts of the base, with the path of their field."""
    for place, line in enumerate(base.lines):
        for part in line.parts:
            yield ("lines", place, "parts", part), part
