"""
What the form asks: the questions about the list itself, and the sheets with their columns.

A column says where its value stands in the record, so that reading and writing follow from the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from budget.core import dutch
from budget.lists import words
from budget.lists.words import Words


class Kind(Enum):
    """How a cell is read."""

    TEXT = "text"
    WHOLE = "whole"
    """A whole number."""
    YEAR = "year"
    """A year, or what the list says instead of one."""
    CHOICE = "choice"
    YES_NO = "yes or no"
    AMOUNTS = "amounts"
    """A column for each of the list's columns; blank is not given."""
    SOME_AMOUNTS = "some amounts"
    """The same, of which a blank one is not said."""
    SIDES = "sides"


@dataclass(frozen=True)
class Column:
    """
    A column of a sheet, or a question.

    `key` names it in a file of answers, `path` is its place in the record; `example` is a filled cell, in Dutch and
    English alike where it is no word of the calculator.
    """

    key: str
    title: str
    path: tuple[str, ...]
    kind: Kind = Kind.TEXT
    needed: bool = False
    words: Words | None = None
    example: str = ""
    help: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its key and name, its columns, what it is for, and whether a list must have it."""

    key: str
    title: str
    columns: tuple[Column, ...]
    help: str
    needed: bool = False


def _texts(key: str, titles: tuple[str, str], example: str = "", needed: bool = False) -> tuple[Column, Column]:
    """Return the two columns of a text in Dutch and English."""
    return (
        Column(f"{key}_nl", titles[0], (key, "nl"), needed=needed, example=example),
        Column(f"{key}_en", titles[1], (key, "en")),
    )


def _choice(key: str, title: str, choices: Words, example: str, needed: bool = False) -> Column:
    return Column(key, title, (key,), Kind.CHOICE, needed, choices, example)


_PAGE: Final = Column("page", dutch("bladzijde"), ("source", "page"), Kind.WHOLE, example="12")
_SOURCE: Final = (
    Column("document", dutch("document"), ("source", "document"), example="rapport"),
    Column("section", dutch("plaats"), ("source", "section"), example="p. 12"),
    Column("table", dutch("tabel"), ("source", "table")),
    Column("row", dutch("regel"), ("source", "row")),
    _PAGE,
)
_EVIDENCE: Final = _choice("evidence", dutch("grond"), words.EVIDENCE, "stated", needed=True)
_REASON: Final = _texts("reason", (dutch("reden"), dutch("reden (Engels)")))
_TITLE: Final = (dutch("titel"), dutch("titel (Engels)"))
_NOTE: Final = (dutch("opmerking"), dutch("opmerking (Engels)"))
_MEASURE: Final = Column("measure", dutch("maatregel"), (), needed=True, example="1")

MEASURES: Final = Sheet(
    "measures",
    dutch("Maatregelen"),
    (
        Column("variant", dutch("onderdeel"), (), needed=True, example="A"),
        Column("id", dutch("nummer"), ("id",), needed=True, example="A-1"),
        Column("title", dutch("titel"), ("title",), needed=True, example="Subsidie X verlagen"),
        Column("chapter", dutch("begrotingshoofdstuk"), ("chapter",), example="VIII OCW"),
        _choice("direction", dutch("richting"), words.DIRECTIONS, "saving"),
        Column("tax", dutch("fiscaal"), ("tax",), Kind.YES_NO, words=words.YES_NO, example="no"),
        Column("theme", dutch("thema"), ("theme",)),
        Column("effects", dutch("bedragen"), ("effects",), Kind.AMOUNTS, needed=True, example="-10"),
        Column("structural_year", dutch("structureel vanaf"), ("structural_year",), Kind.YEAR),
        Column("page", dutch("bladzijde"), ("page",), Kind.WHOLE, example="12"),
        *_texts("open_note", (dutch("toelichting"), dutch("toelichting (Engels)"))),
    ),
    dutch("Een regel per maatregel, een kolom per jaar."),
    needed=True,
)
CHAPTERS: Final = Sheet(
    "chapters",
    dutch("Onderdelen"),
    (
        Column("id", dutch("onderdeel"), ("id",), needed=True, example="A"),
        Column("order", dutch("volgorde"), ("order",), Kind.WHOLE, example="1"),
        *_texts("title", _TITLE, "Onderwijs", needed=True),
        Column("chapter", dutch("begrotingshoofdstuk"), ("chapter",), example="VIII OCW"),
        _SOURCE[0],
        _SOURCE[1],
        _PAGE,
    ),
    dutch("De onderdelen waarin de maatregelen staan. Leeg: elk onderdeel heet zoals het bij de maatregelen heet."),
)
DOCUMENTS: Final = Sheet(
    "documents",
    dutch("Documenten"),
    (
        Column("id", dutch("document"), ("id",), needed=True, example="rapport"),
        Column("title", dutch("titel"), ("title",), needed=True, example="Rapport over X (2026)"),
        *_texts("cited", (dutch("aangehaald als"), dutch("aangehaald als (Engels)"))),
        Column("url", dutch("adres"), ("url",), example="https://www.rijksoverheid.nl"),
        Column("pages", dutch("aantal bladzijden"), ("pages",), Kind.WHOLE, example="90"),
    ),
    dutch("Waar de bedragen staan: minstens één document."),
    needed=True,
)
CONFLICTS: Final = Sheet(
    "conflicts",
    dutch("Conflicten"),
    (
        Column("id", dutch("naam"), ("id",), needed=True, example="a-1-of-a-2"),
        _choice("kind", dutch("soort"), words.KINDS, "overlap", needed=True),
        _choice("counting", dutch("telling"), words.COUNTINGS, "same-money"),
        Column("sides", dutch("kanten"), ("sides",), Kind.SIDES, needed=True, example="A-1, A-2 | A-3"),
        *_texts("title", _TITLE, "Beide raken dezelfde subsidie", needed=True),
        _EVIDENCE,
        *_REASON,
        *_SOURCE,
    ),
    dutch(
        "Maatregelen die elkaar uitsluiten of overlappen; kanten gescheiden door |, maatregelen door een komma. Vereist: elk van de eerste kant een van de tweede."
    ),
)
READINGS: Final = Sheet(
    "readings",
    dutch("Lezingen"),
    (
        _MEASURE,
        *_texts("value", (dutch("lezing"), dutch("lezing (Engels)")), "2027: 12", needed=True),
        Column("cells", dutch("bedragen"), ("cells",), Kind.SOME_AMOUNTS, example="-12"),
        *_texts("note", _NOTE),
        *_SOURCE,
    ),
    dutch("Bedragen die een andere plaats geeft."),
)
FACTS: Final = Sheet(
    "facts",
    dutch("Feiten"),
    (
        _MEASURE,
        *_texts("text", (dutch("feit"), dutch("feit (Engels)")), "…", needed=True),
        _EVIDENCE,
        *_REASON,
        *_SOURCE,
    ),
    dutch("Wat de lijst verder van een maatregel zegt."),
)
BASE: Final = Sheet(
    "base",
    dutch("Grondslag"),
    (
        Column("id", dutch("regel van de grondslag"), ("id",), needed=True, example="OCW 1"),
        Column("budget", dutch("begrotingshoofdstuk"), ("budget",), needed=True, example="VIII OCW"),
        Column("article", dutch("artikel"), ("article",), example="1"),
        *_texts("title", _TITLE, "Primair onderwijs", needed=True),
        Column("amounts", dutch("bedragen"), ("amounts",), Kind.AMOUNTS, needed=True, example="1200"),
        *_texts("note", _NOTE),
        *_SOURCE,
    ),
    dutch("De uitgaven zelf, als getal zonder teken van de maatregelen; mag leeg blijven."),
)
SHEETS: Final = (MEASURES, CHAPTERS, DOCUMENTS, CONFLICTS, READINGS, FACTS, BASE)
