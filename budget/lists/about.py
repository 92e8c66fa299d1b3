"""The answers to what a form asks of the list itself: from the sheet, or from a YAML file beside a CSV file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from budget.catalogue import FieldPath, YamlFile, remedy_near
from budget.core import Message, shown, translate
from budget.lists.amounts import Notation
from budget.lists.columns import Column
from budget.lists.questions import ABOUT
from budget.lists.table import Grid, Log, Place, Raw, Refused, heading_text, is_blank
from budget.lists.values import Value, read_value
from budget.lists.words import NOT_STATED, both, is_word, plain_word

MOST_YEARS: Final = 30


@dataclass(frozen=True)
class Answers:
    """What was answered, by question, and where each answer stands."""

    values: dict[str, Value]
    places: dict[str, Place]

    def text(self, key: str) -> str:
        """Return an answer as text; "" for none."""
        value = self.values.get(key)
        return "" if value is None else str(value)

    @property
    def years(self) -> tuple[str, ...]:
        """The years of the list; none when they cannot be read."""
        return read_years(self.text("years"))

    @property
    def notation(self) -> Notation:
        """How the list writes its amounts."""
        return Notation(self.text("scale") or "million", self.text("sign") == "positive", self.text("decimal"))

    @property
    def languages(self) -> list[str]:
        """The languages of the texts, as a record names them."""
        return {"nl": ["nl"], "en": ["en"]}.get(self.text("languages"), ["nl", "en"])


def read_years(text: str) -> tuple[str, ...]:
    """Read "2027-2031" or "2027, 2029, 2030" as years; nothing for what is neither."""
    if match := re.fullmatch(r"\s*(\d{4})\s*[-–…]\s*(\d{4})\s*", text):
        first, last = int(match[1]), int(match[2])
        return tuple(str(year) for year in range(first, last + 1)) if 0 <= last - first < MOST_YEARS else ()
    parts = [part for part in re.split(r"[,;\s]+", text.strip()) if part]
    sound = parts and len(parts) <= MOST_YEARS and all(re.fullmatch(r"\d{4}", part) for part in parts)
    return tuple(parts) if sound else ()


def read_about(title: str, grid: Grid, log: Log) -> Answers:
    """Read the sheet of questions: the question in the first column, the answer in the second."""
    raw: dict[str, Raw] = {}
    places: dict[str, Place] = {}
    asked = {column.key: column for column in ABOUT.columns}
    known = [word for column in ABOUT.columns for word in (column.title, translate(column.title, "en"))]
    for number, cells in grid[1:]:
        question = heading_text(cells[0]) if cells else ""
        if not question:
            continue
        key = next((key for key, column in asked.items() if is_word(question, column.title)), None)
        place = Place(title, number, 2, question)
        if key is None:
            log.add(place, Message("form_heading_unknown", found=shown(question), remedy=remedy_near(question, known)))
        elif key in raw:
            log.add(place, Message("form_heading_twice", found=shown(question)))
        else:
            raw[key], places[key] = cells[1] if len(cells) > 1 else None, place
    for key, column in asked.items():
        if column.needed and key not in raw:
            log.add(Place(title, 1, 1, column.title), _missing(column))
    return _answers(raw, places, log)


def _missing(column: Column) -> Message:
    return Message("form_heading_missing", heading=both(column.title))


def answers_of(file: YamlFile, log: Log) -> Answers:
    """Read the answers of a YAML file: the keys are those that the explanation of the form lists."""
    held: Mapping[Any, Any] = file.value if isinstance(file.value, Mapping) else {}
    known = [column.key for column in ABOUT.columns]
    for key in held:
        if key not in known:
            at: FieldPath = (str(key),)
            place = Place(ABOUT.title, file.line(at), 1, str(key), file.name)
            log.add(place, Message("form_heading_unknown", found=shown(key), remedy=remedy_near(str(key), known)))
    places = {key: Place(ABOUT.title, file.line((key,)), 1, key, file.name) for key in known}
    return _answers({key: _raw_of(held.get(key)) for key in known}, places, log)


def _raw_of(value: object) -> Raw:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return value if isinstance(value, str | bool) or value is None else str(value)


def _answers(raw: Mapping[str, Raw], places: dict[str, Place], log: Log) -> Answers:
    values: dict[str, Value] = {}
    for column in ABOUT.columns:
        if column.key not in places:
            continue
        found = raw[column.key]
        place, english = places[column.key], plain_word(column.key).removesuffix("_nl") + "_en"
        needless = is_blank(found) and column.key.endswith("_nl") and not is_blank(raw.get(english))
        if needless and not isinstance(found, Refused):
            continue  # a list in English says it there; the records hold it to its languages
        values[column.key] = read_value(found, column, place, log)
    answers = Answers(values, places)
    for key in ("years", "decision_years"):
        if answers.text(key) and not read_years(answers.text(key)):
            log.add(places[key], Message("form_years_unreadable", found=shown(answers.text(key))))
    return answers


def set_at(record: dict[str, Any], path: tuple[str, ...], value: object) -> None:
    """Put a value at a path in nested mappings."""
    for part in path[:-1]:
        record = record.setdefault(part, {})
    record[path[-1]] = value


def english_alone(record: dict[str, Any]) -> None:
    """Let the English of a text stand for both languages where the list has no Dutch."""
    for value in list(record.values()):
        if isinstance(value, dict):
            if "en" in value and "nl" not in value:
                value["nl"] = value["en"]
            english_alone(value)


def info_of(answers: Answers) -> dict[str, Any]:
    """Return the record of what the list says of itself; a question without an answer is left out."""
    record: dict[str, Any] = {}
    for column in ABOUT.columns:
        value = answers.values.get(column.key)
        stated = not (column.path[:1] == ("price_level",) and isinstance(value, str) and is_word(value, NOT_STATED))
        if column.path and value is not None and stated:
            set_at(record, column.path, value)
    set_at(record, ("columns", "years"), list(answers.years))
    set_at(record, ("decision", "years"), list(read_years(answers.text("decision_years"))))
    code, word = answers.text("currency"), answers.text("currency_word")
    record["unit"] = {"id": f"{code} million", "title": {"nl": f"mln. {word}", "en": f"{code} million"}}
    if answers.languages == ["en"]:
        english_alone(record)
    return record | {"records": "short", "languages": answers.languages}
