"""Read the figures of one's own that a workbook holds back, and put them into the list that its measures are of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from budget.catalogue import Catalogue, faults_at, with_own
from budget.core import FaultsError, Own
from budget.export.book import heads_by_language
from budget.export.opened import WorkbookFile, text_of
from budget.export.sheets.own_figures import BLOCKS, ESTIMATE, MEASURE, REASONS, TEXTS
from budget.export.texts import Texts
from budget.share import read_own, without_gone_own

LANGUAGES: Final = ("nl", "en")
MOST_TEXT: Final = 2_000
MOST_ROWS: Final = 100


def _words(text: str) -> frozenset[str]:
    return frozenset(Texts(language)(text) for language in LANGUAGES)


def _amount(value: Any) -> Any:
    """Return an amount as a record writes it: a number, a word, or the mapping that a cell holds as text."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _row(texts: Mapping[str, str], amounts: Mapping[str, Any], reasons: Mapping[str, str]) -> dict[str, Any]:
    """Return a row as a record of a package file."""
    given = {column: _amount(found) for column, found in amounts.items() if found is not None}
    why = {key: text for key, text in reasons.items() if text}
    if texts["kind"] in _words(ESTIMATE):
        posting = texts["posting"]
        place = int(posting) - 1 if posting.isdecimal() else 0
        return {"measure": texts["id"], "posting": place, "amounts": given, **why}
    fields = {key: texts[key] for key in ("id", "title", "budget", "article", "base") if texts[key]}
    return {**fields, "tax": texts["tax"] in _words("ja"), "effects": given, **why}


def _column(field: str) -> tuple[str, int]:
    """Return the block in which a field stands, and its place in it."""
    if field in REASONS:
        return "reasons", REASONS.index(field)
    return "texts", TEXTS.index("id" if field == "measure" else field) if field in (*TEXTS, "measure") else 0


def read_own_figures(file: WorkbookFile, catalogue: Catalogue) -> Catalogue:
    """
    Return the list with the figures of one's own of a workbook, the list itself where it has none.

    Those of an older version that the list no longer allows are let go and noted. Raises FaultsError with every fault.
    """
    if not any(file.area(name) for name in BLOCKS.values()):
        return catalogue.listed
    heads = heads_by_language(catalogue)
    blocks = {
        key: file.by_heading(name, heads) if key == "amounts" else file.block(name) for key, name in BLOCKS.items()
    }
    found: dict[str, list[Any]] = {"measures": [], "estimates": []}
    places: dict[str, list[dict[str, str]]] = {"measures": [], "estimates": []}
    for at in range(min(MOST_ROWS, *map(len, blocks.values()))):
        told = {key: rows[at][1] for key, rows in blocks.items()}
        texts = dict(zip(TEXTS, (text_of(value, MOST_TEXT) for value in told["texts"]), strict=False))
        reasons = dict(zip(REASONS, (text_of(value, MOST_TEXT) for value in told["reasons"]), strict=False))
        if not texts.get("id"):
            continue
        part = "measures" if texts["kind"] in _words(MEASURE) else "estimates"
        found[part].append(_row(texts, dict(zip(catalogue.columns, told["amounts"], strict=False)), reasons))
        places[part].append({key: rows[at][0] for key, rows in blocks.items()})
    own = _read(file, catalogue, found, places)
    if file.older:
        own, gone = without_gone_own(catalogue, own)
        file.gone += gone
    return with_own(catalogue, own)


def _read(
    file: WorkbookFile, catalogue: Catalogue, found: Mapping[str, Any], places: Mapping[str, list[dict[str, str]]]
) -> Own:
    """Return the figures of the rows; raises FaultsError with each fault at its cell."""
    try:
        return read_own(catalogue, found, of_today=not file.older)
    except ValidationError as error:
        columns = catalogue.columns.place
        for path, fault in faults_at(error):
            part, row, field, within = [*map(str, path), "", "", "", ""][:4]
            if not row.isdecimal():
                file.fault(BLOCKS["texts"], fault.code, **fault.values)
                continue
            block, offset = _column(field)
            if field in ("effects", "amounts"):
                block, offset = "amounts", columns.get(within, 0)
            file.fault(file.beside(places[part][int(row)][block], offset), fault.code, **fault.values)
        raise FaultsError(file.name, file.faults) from None
