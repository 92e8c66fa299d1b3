"""
No Dutch on an English page or paper, in what the list itself says either: bodies, places, titles, notes.

A word is Dutch when the Dutch texts of code or list have it and the English ones do not. What a document prints itself
(its title, a heading, a row) stands as it prints it, also in English, and so does an address.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from html import unescape
from io import BytesIO, StringIO

import openpyxl
import pytest
from pydantic import BaseModel

from budget.catalogue import Catalogue, Text
from budget.engine import compose_package
from budget.export import write_csv, write_long_csv, write_workbook
from budget.share import Draft
from dashboard.paper import write_nota
from tests.catalogue.test_names import sources_in
from tests.core.test_text import english
from tests.dashboard.tools import drawn, run, told_to_list
from tests.languages import texts_of

PAGES = (
    *("package", "charts", "compare", "chain", "meeting", "oda", "payers", "printview", "resettlement", "saved"),
    *("search", "sources", "stacking", "targets", "together", "measures"),
)
CODE = frozenset({"id", "query_string", "url", "user_key", "key", "css_content", "js_content", "element_id", "form_id"})
"""Fields of what a page sends that nobody reads."""
UNSAID = frozenset({"id", "key", "more", "kinds", "level", "revision", "moment", "applied"})
"""The same of what a component of ours is told."""
OF_IDS = frozenset({"selected", "drop"})
"""The same where these are lists; they are labels too."""
ENDS = re.compile(r"</(?:t[hd]|p|li|h\d|div|caption|span|option|button|a)>")


def records_in(found: object, kind: type[BaseModel]) -> Iterator[BaseModel]:
    """Every record of a kind in a record, or in several."""
    if isinstance(found, kind):
        yield found
    elif isinstance(found, BaseModel):
        for name in type(found).model_fields:
            yield from records_in(getattr(found, name), kind)
    elif isinstance(found, dict):
        yield from records_in(tuple(found.values()), kind)
    elif isinstance(found, tuple):
        for item in found:
            yield from records_in(item, kind)


def words_in(text: str) -> set[str]:
    """The words of a text, of three letters or more."""
    return set(re.findall(r"[a-zàâäçèéêëîïôöûü]{3,}", text.lower()))


def said_in(value: object, key: str = "") -> Iterator[str]:
    """What a component of ours is told and shows: every text but keys of measures, filters, levels and moments."""
    if isinstance(value, dict):
        for name, found in value.items():
            unsaid = name in UNSAID or (name in OF_IDS and isinstance(found, list))
            yield from said_in(found, name) if not unsaid else ()
    elif isinstance(value, list) and key == "options":
        yield from (str(word) for _, word in value)
    elif isinstance(value, list):
        for found in value:
            yield from said_in(found, key)
    elif isinstance(value, str) and key == "groups":
        yield from said_in(json.loads(value), key)
    elif isinstance(value, str):
        yield value


def held_by(catalogue: Catalogue) -> tuple[object, ...]:
    """Everything that a list holds."""
    held = [getattr(catalogue, item.name) for item in fields(catalogue) if item.name not in {"memo", "origin"}]
    late = (catalogue.differences, catalogue.figures, catalogue.rejected, catalogue.published, catalogue.chain)
    return (*held, *late, catalogue.resettlement)


class Dutch:
    """What is Dutch alone, by the texts of code and list."""

    def __init__(self, catalogue: Catalogue) -> None:
        held = held_by(catalogue)
        pairs = [(text.nl, text.en or "") for text in records_in(held, Text) if isinstance(text, Text)]
        pairs += english().items()
        ours = set().union(*(words_in(pair[1]) for pair in pairs))
        self.words = set().union(*(words_in(pair[0]) for pair in pairs)) - ours
        cited = (part for source in sources_in(held) for part in (source.section, source.table, source.row) if part)
        places = {catalogue.place(part, "en") for part in cited}
        places = {part for part in places if words_in(part) & self.words}
        documents = {document.title for document in catalogue.info.documents} | {catalogue.info.source_title}
        self.printed = sorted(places | documents, key=len, reverse=True)

    def found_in(self, texts: Iterable[str]) -> list[str]:
        """The texts that hold a word of it."""
        found = []
        for text in texts:
            left = re.sub(r"https?://\S+", "", text)
            for printed in self.printed if words_in(left) & self.words else ():
                left = left.replace(printed, "")
            if words_in(left) & self.words:
                found.append(text)
        return sorted(found)


@pytest.fixture(scope="module")
def dutch(catalogue: Catalogue) -> Dutch:
    """The Dutch of the report and of the calculator."""
    return Dutch(catalogue)


@pytest.fixture(scope="module")
def drafts(catalogue: Catalogue) -> tuple[Draft, Draft]:
    """Two packages that together have every measure, law level and grade."""
    ids = tuple(catalogue.measures)
    return Draft("x", "", ids[::2]), Draft("y", "", ids[1::2])


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_no_page_holds_dutch(page: str, dutch: Dutch, drafts: tuple[Draft, Draft]) -> None:
    """Tables, captions, choices and the list of measures; a chart says what its table says."""
    texts: set[str] = set()
    app = run(page, *drafts, language="en", compared=(0, 1), shown_targets=["jenv-20", "bhos-20"])
    for _, name, text in drawn(app):
        if name == "json":
            texts |= set(said_in(json.loads(text)))
        elif name not in CODE and not text.startswith("{"):
            texts |= {unescape(re.sub(r"<[^>]*>", " ", piece)).strip() for piece in ENDS.split(text)}
    if page == "package":
        texts |= set(said_in(told_to_list(app)))
    assert len(texts) > 15
    assert dutch.found_in(texts) == []


@pytest.mark.long
@pytest.mark.slow
def test_no_paper_holds_dutch(catalogue: Catalogue, dutch: Dutch, drafts: tuple[Draft, Draft]) -> None:
    """Nor the nota, the CSV and the cells of a workbook that people read; ids and names of results are keys."""
    for draft in drafts:
        package = compose_package(catalogue, draft.measures)
        assert dutch.found_in(texts_of(write_nota(package, "x", "", "en"))) == []
        for write in (write_csv(package, "x", "en"), write_long_csv(package, "en")):
            rows = csv.reader(StringIO(write.decode("utf-8-sig")))
            assert dutch.found_in({cell for row in rows for cell in row if " " in cell}) == []
        book = openpyxl.load_workbook(BytesIO(write_workbook(package, "x", "en")))
        cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
        said = {text for text in cells if " " in text and not text.startswith(("=", "body:"))}
        assert dutch.found_in(said) == []
