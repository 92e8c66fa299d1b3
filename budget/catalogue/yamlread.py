"""
Read YAML safely into plain values, with the line of every field.

Stricter than YAML: no aliases, no tags, no duplicate keys, UTF-8, at most 1 MB, 30 levels and 50,000 values. Numbers
with a point become Decimal, so that no amount passes through a float; `no`, `on` and dates stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml

from budget.catalogue.disk import read_bounded
from budget.catalogue.yaml_problems import problem_of
from budget.core import Fault, Message, shown

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 30
MAX_VALUES: Final = 50_000
"""Values, keys not counted; the largest file of the report has 10,000."""

FieldPath = tuple[str | int, ...]

_INT = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,30}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_NAMED: Final[dict[str, object]] = {"": None, "~": None, "null": None, "true": True, "false": False}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _RefusedError(Exception):
    def __init__(self, line: int, message: Message, path: FieldPath = ()) -> None:
        super().__init__(message.code)
        self.line, self.message, self.path = line, message, path


@dataclass(frozen=True)
class YamlFile:
    """A file's value and the line of each of its fields."""

    name: str
    value: Any
    lines: dict[FieldPath, int]

    def line(self, path: FieldPath) -> int:
        """Return the line of a field, or of the nearest enclosing one that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def field_name(path: FieldPath) -> str:
    """Write a path as people read it: ("postings", 0, "2023") -> "postings[0].2023"."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(event: yaml.ScalarEvent) -> object:
    text: str = event.value
    if event.style not in (None, "") or not event.implicit[0]:
        return text
    if text in _NAMED:
        return _NAMED[text]
    if _INT.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text


def _control_character(text: str) -> Message | None:
    """Return the message for the first control character in a text."""
    match = _CONTROL.search(text)
    return Message("control_character_in_text", sign=f"U+{ord(match[0]):04X}") if match else None


def _alias_refused(event: yaml.AliasEvent, line: int, path: FieldPath) -> _RefusedError:
    return _RefusedError(line, Message("alias_used", alias=event.anchor), path)


class _Builder:
    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events, self.values = events, 0
        self.lines: dict[FieldPath, int] = {}
        self.faults: list[tuple[int, FieldPath, Message]] = []

    def document(self) -> object:
        value: object = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _RefusedError(_line(event), Message("second_document"))
                value = self.node(next(self.events), ())
        return value

    def node(self, event: yaml.Event, path: FieldPath) -> object:
        line = _line(event)
        self.lines.setdefault(path, line)
        if isinstance(event, yaml.AliasEvent):
            raise _alias_refused(event, line, path)
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)  # what else can start a value
        if event.tag not in (None, "!"):
            raise _RefusedError(line, Message("tag_used", tag=event.tag.replace("tag:yaml.org,2002:", "!!")), path)
        if len(path) > MAX_DEPTH:
            raise _RefusedError(line, Message("nested_too_deep", most=MAX_DEPTH))
        self.values += 1
        if self.values > MAX_VALUES:
            raise _RefusedError(line, Message("too_many_values", most=MAX_VALUES))
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        assert isinstance(event, yaml.ScalarEvent)
        if fault := _control_character(event.value):
            raise _RefusedError(line, fault, path)
        return _scalar(event)

    def mapping(self, path: FieldPath) -> dict[str, object]:
        result: dict[str, object] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _line(event)
            if isinstance(event, yaml.AliasEvent):
                raise _alias_refused(event, line, path)
            if not isinstance(event, yaml.ScalarEvent):
                raise _RefusedError(line, Message("key_is_a_list_or_mapping"), path)
            key = str(event.value)
            if _CONTROL.search(key) or "\n" in key:
                raise _RefusedError(line, Message("key_holds_a_line_break"), path)
            if key in result:
                self.faults.append((line, (*path, key), Message("key_used_twice", first=self.lines[(*path, key)])))
                self.lines.pop((*path, key), None)
            self.lines[(*path, key)] = line
            result[key] = self.node(next(self.events), (*path, key))
        return result

    def sequence(self, path: FieldPath) -> tuple[object, ...]:
        items: list[object] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*path, len(items))))
        return tuple(items)


def _syntax_error(error: yaml.MarkedYAMLError, text: str, line: int) -> Message:
    """Return the message for a text that is no YAML."""
    faulty = "".join(text.splitlines(keepends=True)[line - 1 : line])
    if "\t" in faulty[: len(faulty) - len(faulty.lstrip())]:
        return Message("yaml_with_a_tab_as_indent")
    problem = str(error.problem or "something else")
    if "mapping values are not allowed" in problem:
        return Message("yaml_with_a_colon_out_of_place")
    return Message("yaml_broken", problem=problem_of(problem))


def parse_yaml(text: str, name: str) -> tuple[YamlFile | None, list[Fault]]:
    """Parse a text; return its value with lines, or None, and every fault found."""
    if len(text) > MAX_BYTES:
        return None, [Fault("file_too_large", file=name, most=MAX_BYTES // 10**6)]
    if fault := _control_character(text):
        line = len((_CONTROL.split(text, maxsplit=1)[0] + ".").splitlines())
        return None, [Fault.of(fault, file=name, line=line)]
    builder = _Builder(yaml.parse(text, Loader=_LOADER))
    try:
        value = builder.document()
    except _RefusedError as refused:
        return None, [Fault.of(refused.message, file=name, line=refused.line, field=field_name(refused.path))]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [Fault.of(_syntax_error(error, text, line), file=name, line=line)]
    except (
        yaml.YAMLError,
        ValueError,
        OverflowError,
    ) as error:  # the last two: an impossible character, without libyaml
        detail = str(error).splitlines()[0]
        return None, [Fault("yaml_with_a_character_that_is_no_text", file=name, line=1, detail=detail)]
    faults = [Fault.of(m, file=name, line=line, field=field_name(path)) for line, path, m in builder.faults]
    if not isinstance(value, dict | tuple):
        faults.append(Fault("file_holds_no_record", file=name, line=1, found=shown(value)))
        return None, faults
    return YamlFile(name, value, builder.lines), faults


def read_yaml(path: Path, name: str, root: Path | None = None) -> tuple[YamlFile | None, list[Fault]]:
    """
    Read a file; return its value with lines, or None, and every fault found.

    With `root` it must be a plain file inside that folder.
    """
    raw, fault = read_bounded(path, name, MAX_BYTES, root)
    if fault:
        return None, [fault]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [Fault("file_not_utf_8", file=name, line=line, byte=f"0x{raw[error.start]:02x}")]
    return parse_yaml(text, name)
