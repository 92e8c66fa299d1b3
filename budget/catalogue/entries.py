"""
The measures of a list as a line each, read from its files without loading it, to count and to search them.

A line is id, title, chapters and amounts: some 700 bytes, so that all lists together take less than one that is open.
What a file holds is kept by the hash of its content, so that looking again reads files and parses none.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pydantic_core import PydanticCustomError

from budget.catalogue.catalogue import Catalogue
from budget.catalogue.cells import parse_cell
from budget.catalogue.disk import read_bounded, walk
from budget.catalogue.lists import FILE
from budget.catalogue.measures import Measure
from budget.catalogue.yamlread import MAX_BYTES, parse_yaml
from budget.core import NOT_GIVEN, Cell

MOST_KEPT: Final = 10_000  # files
NOT_MEASURES: Final = ("variant.yaml", "catalogue.yaml", "conflicts.yaml")


@dataclass(frozen=True)
class Entry:
    """
    A measure as a line: its titles ("" where there is no English one), the chapters that bear it, and its variant.

    `called` is the direction that the list gives it, "" for none; `cells` its row by column, the structural one last,
    with "not given" where the file has no cell.
    """

    id: str
    title: str
    title_en: str
    chapters: tuple[str, ...]
    variant: str
    called: str
    cells: tuple[Cell, ...]

    def named(self, language: str) -> str:
        """Return its title in `language` ("nl" or "en"), the Dutch one where there is no other."""
        return self.title_en if language == "en" and self.title_en else self.title

    @property
    def structural(self) -> Cell:
        """The structural amount."""
        return self.cells[-1]

    @cached_property
    def hay(self) -> str:
        """The text in which words are looked for, made once: each letter that is typed looks in every entry."""
        return plain_words(" ".join((self.id, self.title, self.title_en, *self.chapters)))


_held: dict[tuple[str, str, tuple[str, ...]], tuple[Entry, ...]] = {}


def plain_words(text: str) -> str:
    """Return a text without capitals and accents, as it is compared."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def holding(entries: Iterable[Entry], text: str) -> list[Entry]:
    """Return the lines that hold every word of a text somewhere in id, title or chapter; none for no word."""
    words = plain_words(text).split()
    return [entry for entry in entries if words and all(word in entry.hay for word in words)]


def _cell(value: object) -> Cell:
    try:
        return parse_cell(value)
    except PydanticCustomError:
        return NOT_GIVEN


def _text(value: object) -> tuple[str, str]:
    """Return a title in both languages, as a list writes it or as a full record does."""
    if isinstance(value, dict):
        return str(value.get("nl", "")), str(value.get("en") or "")
    return str(value or ""), ""


def _chapters(row: dict[str, Any], chapter: object) -> tuple[str, ...]:
    postings = row.get("postings")
    if isinstance(postings, tuple):
        found = [str(posting.get("budget", "")) for posting in postings if isinstance(posting, dict)]
        return tuple(dict.fromkeys(found))
    named = row.get("chapter") or chapter
    return (str(named),) if named else ()


def _rows(path: Path, text: str) -> Iterator[tuple[dict[str, Any], object]]:
    """Yield what a file holds of measures with the chapter of the whole; nothing of a file that cannot be read."""
    file, _ = parse_yaml(text, path.name)
    value = file.value if file is not None else None
    if not isinstance(value, dict):
        return
    rows = value.get("measures", ()) if path.name == FILE else (value,)
    if isinstance(rows, tuple):
        yield from ((row, value.get("chapter")) for row in rows if isinstance(row, dict))


def _entry(row: dict[str, Any], chapter: object, variant: str, columns: tuple[str, ...]) -> Entry:
    effects = row.get("effects")
    given = effects if isinstance(effects, dict) else {}
    cells = tuple(_cell(given.get(column, "not given")) for column in columns)
    called = str(row.get("direction") or "")
    return Entry(str(row.get("id", "")), *_text(row.get("title")), _chapters(row, chapter), variant, called, cells)


def _of_file(path: Path, root: Path, columns: tuple[str, ...]) -> tuple[Entry, ...]:
    raw, _ = read_bounded(path, path.name, MAX_BYTES, root)
    variant = path.parent.name
    key = (hashlib.sha256(raw).hexdigest(), variant, columns)
    if key not in _held:
        if len(_held) >= MOST_KEPT:
            _held.clear()
        text = raw.decode("utf-8", errors="replace")
        _held[key] = tuple(_entry(*row, variant, columns) for row in _rows(path, text))
    return _held[key]


def entries_in(folder: Path, columns: tuple[str, ...]) -> tuple[Entry, ...]:
    """Read the measures in a catalogue's folder as lines, with their cells in these columns."""
    files = [path for path in walk(folder / "variants") if path.suffix == ".yaml" and path.name not in NOT_MEASURES]
    return tuple(entry for path in files for entry in _of_file(path, folder, columns))


def _of_measure(measure: Measure, variant: str) -> Entry:
    chapters = tuple(dict.fromkeys(posting.budget for posting in measure.postings))
    called = measure.direction.value if measure.direction else ""
    title = measure.title
    return Entry(measure.id, title.nl, title.en or "", chapters, variant, called, measure.effects)


def entries_of(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the measures of a catalogue that is loaded already as lines."""
    return tuple(_of_measure(measure, catalogue.variant_of[id_]) for id_, measure in catalogue.measures.items())
