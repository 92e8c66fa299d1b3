"""
Reading YAML: strict, safe and with the line of every field.

1. No text and no file raises: the answer is a value, or at least one fault with a line that the text has.
2. No amount passes through a float.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.catalogue import YamlFile, parse_yaml, read_yaml
from budget.catalogue.yamlread import field_name
from budget.core import Fault


def value(text: str) -> Any:
    """The value of a sound text."""
    file, faults = parse_yaml(text, "f.yaml")
    assert faults == []
    assert file is not None
    return file.value


def read(tmp_path: Path, raw: bytes) -> tuple[YamlFile | None, list[Fault]]:
    """Read these bytes as a file."""
    path = tmp_path / "f.yaml"
    path.write_bytes(raw)
    return read_yaml(path, "f.yaml")


# Values


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "No", "YES", "True", "NULL", "n", "y", "2021-09-01", "12:30", ".nan", ".inf"]
)
def test_words_stay_text(word: str) -> None:
    """`no`, `on`, dates, times and the names of special floats are text, not truth values, dates or floats."""
    assert value(f"a: {word}") == {"a": word}


@pytest.mark.parametrize("number", ["1e3", "0x1F", "1_000", "1,5", ".5", "5.", "1.2.3", "4.9-1A", "9" * 16])
def test_what_only_looks_like_a_number_is_text(number: str) -> None:
    """Only digits with at most one point between them are a number."""
    assert value(f"a: {number}") == {"a": number}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1", Decimal("0.1")),
        ("-2.50", Decimal("-2.50")),
        ("+5", 5),
        ("-74", -74),
        ("007", 7),
        ("4.10", Decimal("4.10")),
    ],
)
def test_numbers_are_whole_or_decimal(text: str, expected: Decimal | int) -> None:
    """Invariant 2: a number is an int or a Decimal with the digits as written, never a float."""
    found = value(f"a: {text}")["a"]
    assert found == expected
    assert str(found) == str(expected)
    assert type(found) is type(expected)


def test_ten_tenths_are_one() -> None:
    """Ten times 0.1 is exactly 1, which it would not be in floats."""
    assert sum(value("[" + ", ".join(["0.1"] * 10) + "]")) == 1


@pytest.mark.parametrize(
    ("text", "expected"), [("true", True), ("false", False), ("null", None), ("~", None), ("", None)]
)
def test_plain_words_of_yaml(text: str, expected: object) -> None:
    """true, false and null are what they say, and an empty value is null."""
    assert value(f"a: {text}")["a"] is expected


def test_quoted_values_are_text() -> None:
    """Quotes, single or double, and block style make text of anything."""
    assert value("""{a: "2021", b: '4.10', c: "true", d: "", e: "null"}""") == {
        "a": "2021",
        "b": "4.10",
        "c": "true",
        "d": "",
        "e": "null",
    }
    assert value("a: >-\n  2021\nb: |\n  x\n  y\n") == {"a": "2021", "b": "x\ny\n"}


def test_keys_are_text() -> None:
    """A key is text also when it looks like a number."""
    assert value("{2021: 1, 4.10: 2, true: 3}") == {"2021": 1, "4.10": 2, "true": 3}


def test_lists_cannot_be_changed() -> None:
    """A list is read as a tuple."""
    assert value("- 1\n- [2, {a: 3}]\n") == (1, (2, {"a": 3}))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(tmp_path: Path, end: str) -> None:
    """Line ends of Unix, Windows and old Macs give the same value and the same lines."""
    file, faults = read(tmp_path, f"a: 1{end}b:{end}  - x{end}  - y: 2{end}".encode())
    assert faults == []
    assert file is not None
    assert file.value == {"a": 1, "b": ("x", {"y": 2})}
    assert file.line(("b", 1, "y")) == 4


def test_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    """A byte order mark, as Windows editors write it, is no part of the first key."""
    file, faults = read(tmp_path, b"\xef\xbb\xbfid: x\n")
    assert faults == []
    assert file is not None
    assert file.value == {"id": "x"}


def test_accents_and_other_scripts_are_text(tmp_path: Path) -> None:
    """Any letter, dash or emoji is text."""
    words = "Één coöperatie – −20% € 🙂"
    file, _ = read(tmp_path, f"a: {words}\n".encode())
    assert file is not None
    assert file.value == {"a": words}


# Lines


def test_each_field_has_its_line() -> None:
    """A field is found on its own line, in block style, in a list and within braces."""
    head = "# a comment\nid: x\n\ntitle:\n  nl: a\n  en: b\n"
    postings = "postings:\n  - base: c\n\n  - base: d\n    effects: {a: 1,\n      b: 2}\n"
    file, faults = parse_yaml(head + postings, "f.yaml")
    assert faults == []
    assert file is not None
    assert {field_name(path): line for path, line in file.lines.items()} == {
        "": 2,
        "id": 2,
        "title": 4,
        "title.nl": 5,
        "title.en": 6,
        "postings": 7,
        "postings[0]": 8,
        "postings[0].base": 8,
        "postings[1]": 10,
        "postings[1].base": 10,
        "postings[1].effects": 11,
        "postings[1].effects.a": 11,
        "postings[1].effects.b": 12,
    }


def test_missing_field_has_the_line_of_what_encloses_it() -> None:
    """A field that is not there is reported on the line of the nearest field around it."""
    file, _ = parse_yaml("a: 1\nb:\n  c: 2\n", "f.yaml")
    assert file is not None
    assert file.line(("b", "d", 0)) == 2
    assert file.line(("x",)) == 1


# Files


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a fault, not an exception."""
    file, faults = read_yaml(tmp_path / "none.yaml", "none.yaml")
    assert file is None
    assert [str(fault) for fault in faults] == [
        "none.yaml: expected this file, found none. Add it, or correct its name."
    ]


@pytest.mark.parametrize("name", ["", "x" * 5_000, "a\0b", "f.yaml/x"], ids=["folder", "long", "zero byte", "below"])
def test_unreadable_file(tmp_path: Path, name: str) -> None:
    """A folder, or a name that no file can have, is a fault, not an exception."""
    (tmp_path / "f.yaml").touch()
    file, faults = read_yaml(tmp_path / name, "x.yaml")
    assert file is None
    assert [fault.message.code for fault in faults] == ["file_unreadable"]
    assert re.fullmatch(r"x\.yaml: expected a readable file, found \S.*\. Check name and permission\.", str(faults[0]))


def test_endless_file() -> None:
    """A device that never ends is read up to the limit only."""
    file, faults = read_yaml(Path("/dev/zero"), "zero")
    assert file is None
    assert ["expected at most 1 MB" in str(fault) for fault in faults] == [True]


# Anything


PIECES = st.sampled_from(
    [*"ab01:-?,[]{}&*!|>'\"%@`#~ \t\n\r\\", "\n  ", ": ", "- ", "<<", "---", "...", "\x00", "\x85", "é"]
)


@pytest.mark.slow
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_gives_a_value_or_a_fault(text: str) -> None:
    """Invariant 1: any text gives a record or at least one fault, on a line that the text has or the one after it."""
    file, faults = parse_yaml(text, "f.yaml")
    assert file is not None or faults
    lines = len(text.splitlines()) + 1
    assert all(1 <= fault.line <= lines for fault in faults)
    if file is not None:
        assert all(1 <= line <= lines for line in file.lines.values())
        assert isinstance(file.value, dict | tuple)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=80))
def test_any_bytes_give_a_value_or_a_fault(tmp_path: Path, raw: bytes) -> None:
    """Invariant 1 for files: any bytes give a record or at least one fault."""
    file, faults = read(tmp_path, raw)
    assert file is not None or faults
