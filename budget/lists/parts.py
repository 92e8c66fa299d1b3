"""The measures of a form by the part of the list that they stand in, with their readings and facts."""

from __future__ import annotations

import re
from typing import Final

from budget.catalogue import remedy_near
from budget.core import Message, shown
from budget.lists.columns import CHAPTERS, FACTS, MEASURES, READINGS, Sheet
from budget.lists.records import INFO, Building, Record
from budget.lists.table import Log, Place, Row
from budget.lists.values import read_text, read_value

_FOLDER: Final = re.compile(r"[^\W_][^/\\:*?\"<>|\x00-\x1f]{0,59}")
"""What the name of a part may be: it becomes the name of a folder, of at most 255 bytes."""
_UNFIT: Final = (".", " ", ".yaml", ".yml")
"""How it may not end: a folder beside the files of a catalogue is called like none of them."""
NO_PART: Final = "x"
"""Where the measures stand for the time being that name no part, or an unfit one; a fault tells it."""


def _fit(name: str, place: Place, log: Log) -> str:
    """Return the name of a part; a fault for one that no folder can have."""
    if _FOLDER.fullmatch(name) is not None and not name.lower().endswith(_UNFIT):
        return name
    log.add(place, Message("form_part_unfit", found=shown(name)))
    return NO_PART


def read_measures(building: Building, rows: list[Row], chapters: list[Row], extra: dict[str, list[Row]]) -> None:
    """Make a folder for each part of the list, with its measures, their readings and their facts."""
    order: dict[str, list[Row]] = {}
    for row in rows:
        name = read_value(row.cells.get("variant"), MEASURES.columns[0], row.place("variant"), building.log)
        part = NO_PART if name is None else _fit(str(name), row.place("variant"), building.log)
        order.setdefault(part, []).append(row)
    parts = _parts(building, chapters, list(order))
    own: dict[str, tuple[str, int, Record]] = {}
    for name, found in order.items():
        file = f"variants/{name}/list.yaml"
        if name not in parts:
            message = Message("form_unknown_part", found=name, remedy=remedy_near(name, parts))
            building.log.add(found[0].place("variant"), message)
        head: Record = dict(parts.get(name, {}))
        measures = [building.record(MEASURES, row, file, ("measures", at)) for at, row in enumerate(found)]
        if "chapter" not in head:
            _own_chapter(building, head, found, measures)
        building.files.values[file] = {**head, "measures": measures}
        own |= {str(m.get("id")): (file, at, m) for at, m in enumerate(measures)}
    for sheet, key in ((READINGS, "readings"), (FACTS, "facts")):
        _beside(building, sheet, key, extra.get(key, []), own)


def _own_chapter(building: Building, head: Record, rows: list[Row], measures: list[Record]) -> None:
    """Take the chapter of a part from its measures; each must then name its own."""
    for row, measure in zip(rows, measures, strict=True):
        if "chapter" not in measure:
            building.log.add(row.place("chapter"), Message("form_measure_without_chapter"))
        head.setdefault("chapter", measure.get("chapter", "–"))


def _parts(building: Building, rows: list[Row], named: list[str]) -> dict[str, Record]:
    """Return document, section and chapter of each part, and make its file; without a sheet each is called as named."""
    parts: dict[str, Record] = {}
    documents = building.files.values[INFO].get("documents", [])
    for at, row in enumerate(rows, 1):
        id_ = _fit(
            read_text(row.cells.get("id"), row.place("id"), building.log) or NO_PART, row.place("id"), building.log
        )
        file = f"variants/{id_}/variant.yaml"
        record: Record = {"order": at} | building.record(CHAPTERS, row, file, ())
        source: Record = record.setdefault("source", {})
        source.setdefault("section", record.get("title", {}).get("nl", id_))
        if id_ in parts:
            building.log.add(row.place("id"), Message("form_part_twice", found=id_))
        parts[id_] = {key: source[key] for key in ("document", "section") if key in source}
        parts[id_] |= {"chapter": record.pop("chapter")} if "chapter" in record else {}
        building.files.values[file] = record
        for key in ("document", "section"):
            building.files.put(f"variants/{id_}/list.yaml", (key,), row.place(key))
    if rows or not documents:
        return parts
    for at, name in enumerate(named, 1):
        place: Record = {"document": documents[0].get("id", ""), "section": name}
        title = {"nl": name} | ({"en": name} if "en" in building.answers.languages else {})
        building.files.values[f"variants/{name}/variant.yaml"] = {
            "id": name,
            "order": at,
            "title": title,
            "source": place,
        }
        parts[name] = place
    return parts


def _beside(
    building: Building, sheet: Sheet, key: str, rows: list[Row], own: dict[str, tuple[str, int, Record]]
) -> None:
    """Put the readings or facts with the measures that they are about."""
    for row in rows:
        id_ = read_text(row.cells.get("measure"), row.place("measure"), building.log)
        file, at, measure = own.get(id_ or "", ("", 0, {}))
        place = len(measure.get(key, []))
        record = building.record(sheet, row, file, ("measures", at, key, place))
        if id_ is not None and id_ not in own:
            building.log.add(row.place("measure"), Message("unknown_measure", id=id_, remedy=remedy_near(id_, own)))
        measure.setdefault(key, []).append(record)
