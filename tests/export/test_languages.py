"""
A paper speaks one language: no Dutch in an English one, no English in a Dutch one.

Every text of it is held against those of the other language: cells, heads of tables, charts, footers, messages,
alternative texts, properties. What a list says of itself is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from budget.catalogue import Catalogue
from budget.engine import Package, compose_package
from budget.export import write_comparison, write_csv, write_workbook
from budget.odf import to_ods
from tests.export.workbook_tools import budget_lines, open_book, results
from tests.languages import foreign, texts_of


def _comparison(package: Package, language: str) -> bytes:
    return write_comparison([("x", package), ("y", compose_package(package.catalogue, []))], language)


PAPERS: Final[dict[str, Callable[[Package, str], bytes]]] = {
    "xlsx": lambda package, language: write_workbook(package, "x", language),
    "ods": lambda package, language: to_ods(write_workbook(package, "x", language)),
    "comparison": _comparison,
}
KEYS: Final = {"leeg"}
"""What a list calls its own: an id of one of its budget lines."""


def names_in(package: Package) -> set[str]:
    """What stands in a workbook and is no word: the names of cells, of budget lines, the keys of results, ids."""
    book = open_book(write_workbook(package, "x"))
    return {*book.defined_names, *results(book), *KEYS, *budget_lines(package.catalogue)}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ["full", "toy2", pytest.param("catalogue", marks=pytest.mark.long)])
def test_nothing_is_in_the_other_language(request: pytest.FixtureRequest, name: str, language: str) -> None:
    """Of a workbook, its .ods and a comparison, with all that a list may have."""
    catalogue: Catalogue = request.getfixturevalue(name)
    package = compose_package(catalogue, list(catalogue.measures)[::2])
    names = names_in(package)
    for kind, paper in PAPERS.items():
        texts = texts_of(paper(package, language))
        assert len(texts) > 80
        assert foreign(texts, language, names) == [], kind


@pytest.mark.parametrize("language", ["nl", "en"])
def test_nothing_in_the_csv_is_in_the_other_language(toy2: Catalogue, language: str) -> None:
    """Nor of the CSV, cell by cell."""
    data = write_csv(compose_package(toy2, list(toy2.measures)), "x", language).decode("utf-8-sig")
    texts = {cell.strip('"') for line in data.splitlines() for cell in line.split(";")}
    assert foreign(texts, language, KEYS) == []


@pytest.mark.slow
def test_a_word_of_the_other_language_is_seen(toy2: Catalogue) -> None:
    """A Dutch workbook held against English, and the other way round, has a hundred; a piece of a text is seen too."""
    package = compose_package(toy2, [])
    for language, other in (("nl", "en"), ("en", "nl")):
        assert len(foreign(texts_of(write_workbook(package, "x", language)), other)) > 100
    assert foreign({"x · Zonder ODA-regel, dus als niet-ODA geteld: 4.7"}, "en") == [
        "Zonder ODA-regel, dus als niet-ODA geteld:"
    ]
