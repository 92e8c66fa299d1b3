"""What the reader refuses: repeated keys, aliases, tags, depth, size, control characters, broken syntax."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from budget.catalogue import parse_yaml
from budget.catalogue.yamlread import MAX_BYTES, MAX_VALUES
from tests.catalogue.test_yamlread import read, value


def fault(text: str) -> str:
    """The only fault of a text that gives no value."""
    file, faults = parse_yaml(text, "f.yaml")
    assert file is None
    assert len(faults) == 1
    return str(faults[0])


def test_duplicate_key() -> None:
    """A repeated key is a fault on its own line that names the first one."""
    _, faults = parse_yaml("a: 1\nb: 2\na: 3\n", "f.yaml")
    assert [str(fault) for fault in faults] == [
        "f.yaml:3: a: expected each key once, found the key again (first on line 1). Remove one of the two."
    ]


def test_every_duplicate_key_is_found() -> None:
    """Repeated keys are found at every depth and all at once, also when one is written with quotes."""
    _, faults = parse_yaml('a: {x: 1, "x": 2}\nb:\n  - c: 1\n    c: 2\na: 3\n"a": 4\n', "f.yaml")
    assert [(fault.line, fault.field) for fault in faults] == [(1, "a.x"), (4, "b[0].c"), (5, "a"), (6, "a")]


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("a: &x 1\nb: *x\n", "2: b", "x"),
        ("a: &x [1]\nb: [2, *x]\n", "2: b[1]", "x"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", "3: c.<<", "x"),
        ("a: &x 1\n*x : 2\n", "2", "x"),
        ("&x a: *x\n", "1: a", "x"),
        ("&x [*x]\n", "1: [0]", "x"),
    ],
)
def test_alias(text: str, place: str, name: str) -> None:
    """An alias is refused where it stands, as value, item, key or merge, and also within itself."""
    assert (
        fault(text)
        == f"f.yaml:{place}: expected a value, found the alias *{name}. Write the value out; aliases are refused."
    )


def test_anchor_without_alias_is_harmless() -> None:
    """An anchor that nothing refers to changes no value."""
    assert value("a: &x 1\nb: &y {c: &z [2]}\n") == {"a": 1, "b": {"c": (2,)}}


def test_alias_bomb_is_refused_at_once() -> None:
    """A text that would grow to a billion words through aliases is refused at its first alias, in no time."""
    rows = ["a0: &a0 [lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    start = time.process_time()
    assert fault("\n".join(rows)).startswith("f.yaml:2: a1[0]: expected a value, found the alias *a0.")
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "place", "tag"),
    [
        ('a: !!python/object/apply:os.system ["true"]', "1: a", "!!python/object/apply:os.system"),
        ("a:\n  b: !!python/name:os.system", "2: a.b", "!!python/name:os.system"),
        ("a: !!float 1", "1: a", "!!float"),
        ("a: !!str 1", "1: a", "!!str"),
        ("a: !!binary aGk=", "1: a", "!!binary"),
        ("!!set {a, b}", "1", "!!set"),
        ("a: [1, !mine 2]", "1: a[1]", "!mine"),
        ("%TAG ! tag:example.org,2000:\n---\na: !x 1", "3: a", "tag:example.org,2000:x"),
    ],
)
def test_tag(text: str, place: str, tag: str) -> None:
    """A tag is refused, whether it would run a program or only turn one kind of value into another."""
    assert fault(text) == f"f.yaml:{place}: expected a plain value, found the tag {tag}. Remove the tag."


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "a: 1\n...\n---\nb: 2\n", "---\na: 1\n---\n"])
def test_second_document(text: str) -> None:
    """A file holds one document."""
    assert fault(text).endswith("expected one document, found a second one. Make it a file of its own.")


def test_document_marks_around_one_document() -> None:
    """The marks of a document's start and end are allowed."""
    assert value("---\na: 1\n...\n") == {"a": 1}


@pytest.mark.parametrize(
    "text",
    ["[" * 32 + "]" * 32, "a: " + "[" * 40, "[" * 200_000, "{a: " * 100_000, "- " * 100_000, "? " * 50_000],
    ids=["lists", "unclosed", "very deep", "braces", "dashes", "question marks"],
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    """Nesting deeper than 30 levels is refused as soon as it is met, without exhausting the stack."""
    start = time.process_time()
    assert fault(text).split(": expected ")[1].split(",")[0] in {"at most 30 levels", "a word as key"}
    assert time.process_time() - start < 2


def test_thirty_levels_are_allowed() -> None:
    """Thirty levels below the first are allowed."""
    assert value("[" * 31 + "]" * 31) != ()


@pytest.mark.parametrize("raw", [b"a: caf\xe9\n", b"a: 1\nb: \xff\n", "a: 1\nb: é".encode("utf-16")])
def test_not_utf_8(tmp_path: Path, raw: bytes) -> None:
    """Bytes that are no UTF-8 are refused with the line of the first one."""
    file, faults = read(tmp_path, raw)
    assert file is None
    assert [fault.message.code for fault in faults] == ["file_not_utf_8"]
    position = next(n for n, byte in enumerate(raw) if byte >= 0x80)
    assert faults[0].line == raw[:position].count(b"\n") + 1
    assert f"expected UTF-8 text, found byte 0x{raw[position]:02x}." in str(faults[0])


def test_file_size_limit(tmp_path: Path) -> None:
    """A file of exactly 1 MB is read; one byte more is refused."""
    raw = b"a: 1\n#" + b"x" * (MAX_BYTES - 6)
    file, faults = read(tmp_path, raw)
    assert file is not None
    assert faults == []
    file, faults = read(tmp_path, raw + b"x")
    assert file is None
    assert [str(fault) for fault in faults] == [
        "f.yaml: expected at most 1 MB, found a larger file. A record is a few KB; check the file."
    ]


@pytest.mark.slow
def test_number_of_values() -> None:
    """A list of as many values as are allowed is read, itself counted; one more is refused on its line."""
    rows = "- 1\n" * (MAX_VALUES - 1)
    assert len(value(rows)) == MAX_VALUES - 1
    assert fault(rows + "- 1\n").startswith(f"f.yaml:{MAX_VALUES}: expected at most {MAX_VALUES} values, found more.")


def test_text_size_limit() -> None:
    """An uploaded text has the same limit as a file."""
    assert fault("a: 1\n#" + "x" * MAX_BYTES).startswith("f.yaml: expected at most 1 MB, found a larger file.")


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: b\x00c", "1", "0000"),
        ("a: 1\nb: \x1b[31mred", "2", "001B"),
        ("a: 1\r\nb: \x08", "2", "0008"),
        ("a: \x7f", "1", "007F"),
        ("a: \x9b", "1", "009B"),
        ("a: \ufffe", "1", "FFFE"),
        ("a: \ud800", "1", "D800"),
        (r'a: "b\0c"', "1: a", "0000"),
        ('a: 1\nb: ["\\x1b[31m"]', "2: b[0]", "001B"),
        (r'a: "\x7f"', "1: a", "007F"),
    ],
)
def test_control_character(text: str, place: str, code: str) -> None:
    """A control character is refused with its code, raw as well as escaped: no sheet or terminal should get it."""
    assert fault(text) == f"f.yaml:{place}: expected text, found the control character U+{code}. Remove it."


def test_tabs_and_line_breaks_inside_text_are_allowed() -> None:
    """Escaped tabs and line breaks are ordinary text."""
    assert value(r'a: "b\tc\nd"') == {"a": "b\tc\nd"}


@pytest.mark.parametrize("text", ['"a\\nb": 1', '"a\\x07": 1', "? [a]\n: 1", "? {a: 1}\n: 1"])
def test_key_is_a_word(text: str) -> None:
    """A key is one line of text, not a list or a mapping."""
    assert ": expected a word as key, found " in fault(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "nothing"),
        ("# only a comment\n", "nothing"),
        ("---\n", "nothing"),
        ("hello\n", '"hello"'),
        ("5\n", "5"),
        ("true\n", "true"),
    ],
)
def test_no_record(text: str, found: str) -> None:
    """A file without a mapping or list is no record."""
    assert fault(text) == f"f.yaml:1: expected a record, found {found}. Fill the file or remove it."


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a:\n\tb: 1\n", 2, "a tab at the start of the line"),
        ("a: 1\n  b: 2\n", 2, "an error: mapping values are not allowed in this context"),
        ("a: [1, 2\nb: 3\n", 2, "an error: did not find expected ',' or ']'"),
        ('a: "x\n', 2, "unexpected end of stream"),
        ("a: @b\n", 1, "character that cannot start any token"),
        ("a: 1\nb\n", 3, "an error: could not find expected ':'"),
        ('a: "\\q"\n', 1, "unknown escape character"),
    ],
)
def test_broken_syntax(text: str, line: int, found: str) -> None:
    """Text that is no YAML gives the line, what the reader met and a remedy."""
    message = fault(text)
    assert message.startswith(f"f.yaml:{line}: expected valid YAML, found {found}. ")
    assert not message.endswith(". ")


@pytest.mark.parametrize(
    "text", [r'"\UFFFFFFFF"', r'"\ud800"', "a: &x 1\nb: *x", "a: !!str 1", "[" * 9_000, "a:\n\tb", "\0"]
)
def test_reader_without_libyaml(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """The slower reader, where PyYAML comes without libyaml, refuses the same texts."""
    monkeypatch.setattr("budget.catalogue.yamlread._LOADER", yaml.SafeLoader)
    assert fault(text).startswith("f.yaml:")
