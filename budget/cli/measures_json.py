"""The JSON contract of lists and their measures: plain values, amounts as int in thousands of euro."""

from __future__ import annotations

from typing import Any

from budget.catalogue import Catalogue, Overview, Source
from budget.core import NOT_GIVEN, Cell, Cells, Columns, open_word

Json = dict[str, Any]


def cell_json(cell: Cell) -> int | str | Json | None:
    """
    Return a cell, thousands of euro: int, a sign, `{"amount", "open"}`, `{"low", "high"}`; null is not given.

    An end that is not known is null.
    """
    if isinstance(cell, int):
        return cell
    if cell.keur is None:
        return {"low": cell.lower, "high": cell.upper}
    word = open_word(cell)
    if cell.keur:
        return {"amount": cell.keur, "open": word}
    return None if cell == NOT_GIVEN else word


def cells_json(columns: Columns, cells: Cells) -> Json:
    """Return cells by column."""
    return {column: cell_json(cell) for column, cell in zip(columns, cells, strict=True)}


def source_json(catalogue: Catalogue, source: Source | None) -> Json | None:
    """Return a place in a source: its document with where that can be read, section, table, row and printed page."""
    if source is None:
        return None
    url = next(document.url for document in catalogue.info.documents if document.id == source.document)
    return {**source.model_dump(), "url": url}


def overview_json(id_: str, overview: Overview) -> Json:
    """Return what a list says of itself: its columns, how many measures it holds, how far its overlaps were judged."""
    info = overview.info
    return {
        "id": id_,
        "title": {"nl": info.title.nl, "en": info.title.get("en")},
        "version": info.version,
        "measures": overview.measures,
        "columns": [*info.columns.years, info.columns.structural.id],
        "overlaps": info.overlaps.level.value,
        "records": info.records,
    }


def measures_json(catalogue: Catalogue) -> list[Json]:
    """
    Return every measure with id, titles, variant, effects, budget lines and the place of its amounts.

    `direction`, `structural_year` (the year in which the structural amount is reached, or what the list says instead of
    one) and `theme` are null where the list does not give them.
    """
    return [
        {
            "id": measure.id,
            "variant": catalogue.variant_of[measure.id],
            "title": {"nl": measure.title.nl, "en": measure.title.get("en")},
            "effects": cells_json(catalogue.columns, measure.effects),
            "postings": [
                {
                    "budget": p.line,
                    "base": p.base,
                    "effects": cells_json(catalogue.columns, measure.posting_effects(p)),
                    "evidence": p.evidence.value,
                    "source": source_json(catalogue, measure.amount_source(p)),
                }
                for p in measure.postings
            ],
            "direction": None if measure.direction is None else measure.direction.value,
            "structural_year": measure.structural_year,
            "theme": measure.theme,
            "tax": measure.tax,
            "legal_change": measure.legal_change.level.value if measure.legal_change is not None else None,
            "source": source_json(catalogue, measure.sources[0]),
            "sources": [str(source) for source in measure.sources],
        }
        for measure in catalogue.measures.values()
    ]
