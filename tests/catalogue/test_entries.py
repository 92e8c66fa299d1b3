"""
The measures of a list as lines.

1. The lines read from files are those of the loaded catalogue, for every installed list: none is left out or differs.
2. Every word must be there, in either language, without capitals and accents; no word finds nothing.
3. A file is parsed once, and what cannot be read gives no line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.catalogue import entries, known_catalogues, load_catalogue, overview_of, read_overview
from budget.catalogue.entries import Entry, holding
from budget.core import NOT_GIVEN
from tests.conftest import TOY, TOY2, TOY_RANGES

SMALL = {"toy": TOY, "toy2": TOY2, "ranges": TOY_RANGES}


def by_id(lines: tuple[Entry, ...]) -> dict[str, Entry]:
    return {entry.id: entry for entry in lines}


def hold_same(folder: Path) -> None:
    loaded, read = overview_of(load_catalogue(folder)), read_overview(folder)
    assert by_id(read.entries) == by_id(loaded.entries)
    assert len(read.entries) == len(loaded.entries)
    assert (read.savings, read.intensifications) == (loaded.savings, loaded.intensifications)


@pytest.mark.parametrize("name", SMALL)
def test_lines_are_the_records(name: str) -> None:
    """As files and as a loaded catalogue: the same ids, titles, chapters and amounts."""
    hold_same(SMALL[name])


@pytest.mark.slow
@pytest.mark.parametrize("id_", list(known_catalogues()))
def test_lines_of_every_installed_list_are_its_records(id_: str) -> None:
    """The same of every list that is installed."""
    hold_same(known_catalogues()[id_])


def test_every_word_must_be_there() -> None:
    """In id, title or chapter; capitals and accents do not matter."""
    one = Entry("2.1a", "Efficiënter reizen", "Travel for less", ("Verkeer",), "I", "", (5,))
    two = Entry("2.2", "Reizen beperken", "", ("Financiën",), "I", "", (-5,))
    assert holding([one, two], "REIZEN") == [one, two]
    assert one.hay is one.hay  # made once, not at each letter that is typed
    assert holding([one, two], "reizen efficienter") == [one]
    assert holding([one, two], "travel verkeer") == [one]
    assert holding([one, two], "financien 2.2") == [two]
    assert holding([one, two], "  ") == holding([one, two], "trein") == []


def test_a_file_is_parsed_once_and_a_broken_one_gives_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second look parses no file; one that is no YAML adds no line."""
    folder = tmp_path / "variants" / "I"
    folder.mkdir(parents=True)
    (folder / "list.yaml").write_text("chapter: A\nmeasures:\n - {id: x, title: T, effects: {later: 5}}\n", "utf-8")
    (folder / "broken.yaml").write_text("a: [", "utf-8")
    expected = (Entry("x", "T", "", ("A",), "I", "", (5000, NOT_GIVEN)),)
    assert entries.entries_in(tmp_path, ("later", "never")) == expected
    monkeypatch.setattr(entries, "parse_yaml", lambda *_: pytest.fail("parsed again"))
    assert entries.entries_in(tmp_path, ("later", "never")) == expected
