"""What a catalogue's records are in the form: the answers on the list itself and the rows of each sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from budget.catalogue import Catalogue, Measure, Record
from budget.core import Cell, Columns, translate
from budget.lists import words
from budget.lists.amounts import write_amount
from budget.lists.columns import BASE, CHAPTERS, CONFLICTS, DOCUMENTS, FACTS, MEASURES, READINGS, Column, Kind, Sheet
from budget.lists.questions import ABOUT
from budget.lists.table import amount_key

Filled = str | Decimal | int
FilledRow = dict[str, Filled]
"""The cells of a row by the keys of their columns; what is not there is blank."""

DECIMAL: Final = {"nl": ",", "en": "."}


def _at(record: object, path: tuple[str, ...]) -> Any:
    """Return what stands at a path inside a record or mapping; None for nothing."""
    for part in path:
        record = record.get(part) if isinstance(record, Mapping) else getattr(record, part, None)
    return record.value if isinstance(record, Enum) else record


def _written(value: object, column: Column, language: str) -> Filled | None:
    """Return a value as its column writes it."""
    if value is None or value in ("", False):
        return None
    if column.words is not None:
        return translate(column.words["yes" if value is True else str(value)], language)
    if column.kind is Kind.SIDES and isinstance(value, tuple):
        return " | ".join(", ".join(side) for side in value)
    return value if isinstance(value, int) else str(value)


class Filling:
    """Makes rows of records, in a language of words."""

    def __init__(self, columns: Columns, language: str) -> None:
        self.columns, self.language = columns, language

    def row(self, sheet: Sheet, record: Record | Mapping[str, Any], **more: Filled) -> FilledRow:
        """Return a record as a row."""
        row: FilledRow = dict(more)
        for column in sheet.columns:
            value = _at(record, column.path) if column.path else None
            if column.kind in (Kind.AMOUNTS, Kind.SOME_AMOUNTS):
                row |= dict(self._amounts(column, value or {}))
            elif column.path and (written := _written(value, column, self.language)) is not None:
                row[column.key] = written
        return row

    def _amounts(self, column: Column, cells: Mapping[str, Cell]) -> Iterator[tuple[str, Filled]]:
        blank = translate(words.NOT_GIVEN, self.language) if column.kind is Kind.SOME_AMOUNTS else ""
        for id_, cell in cells.items():
            written = write_amount(cell, DECIMAL[self.language], blank)
            if written != "":
                yield amount_key(column, id_), written

    def measure(self, catalogue: Catalogue, measure: Measure) -> FilledRow:
        """Return a measure as a row of its list."""
        held = {
            **{
                name: getattr(measure, name)
                for name in ("id", "direction", "tax", "theme", "structural_year", "open_note")
            },
            "title": measure.title.nl,
            "chapter": measure.postings[0].budget,
            "effects": dict(zip(self.columns, measure.effects, strict=True)),
            "page": measure.sources[0].page,
        }
        return self.row(MEASURES, held, variant=catalogue.variant_of[measure.id])


def filled_rows(catalogue: Catalogue, language: str) -> dict[str, list[FilledRow]]:
    """Return the rows of every sheet that a short catalogue fills."""
    fill = Filling(catalogue.columns, language)
    measures = list(catalogue.measures.values())
    first = {id_: measure.sources[0] for measure in reversed(measures) for id_ in [catalogue.variant_of[measure.id]]}
    parts: Iterable[FilledRow] = (
        fill.row(CHAPTERS, variant) | ({"section": first[variant.id].section} if variant.id in first else {})
        for variant in catalogue.variants.values()
    )
    return {
        MEASURES.key: [fill.measure(catalogue, measure) for measure in measures],
        CHAPTERS.key: list(parts),
        DOCUMENTS.key: [fill.row(DOCUMENTS, document) for document in catalogue.info.documents],
        CONFLICTS.key: [fill.row(CONFLICTS, conflict) for conflict in (*catalogue.conflicts, *catalogue.requirements)],
        READINGS.key: [fill.row(READINGS, r, measure=m.id) for m in measures for r in m.readings],
        FACTS.key: [fill.row(FACTS, fact, measure=m.id) for m in measures for fact in m.facts],
        BASE.key: [fill.row(BASE, line) for line in catalogue.base.lines],
    }


def filled_answers(catalogue: Catalogue, language: str) -> FilledRow:
    """Return the answers that a short catalogue gives to the questions on the list itself."""
    info = catalogue.info
    row = Filling(catalogue.columns, language).row(ABOUT, info)
    spoken = "both" if len(info.languages) > 1 else info.languages[0]
    row |= {
        "years": ", ".join(info.columns.years),
        "decision_years": ", ".join(info.decision.years),
        "languages": translate(words.LANGUAGES[spoken], language),
        "scale": translate(words.SCALES["million"], language),
        "sign": translate(words.SIGNS["negative"], language),
        "decimal": translate(words.DECIMALS[DECIMAL[language]], language),
        "currency": info.unit.id.removesuffix(" million"),
        "currency_word": info.unit.title.nl.removeprefix("mln. "),
    }
    if info.price_level is None:
        row["price_level_nl"] = translate(words.NOT_STATED, language)
    return row
