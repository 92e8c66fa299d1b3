"""Hostile input on the command line: whatever a file, an id or a flag holds, it is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.catalogue import Catalogue
from tests.cli.conftest import Cli, refused
from tests.conftest import TOY2


@pytest.mark.parametrize(
    ("ids", "message"),
    [
        (("A.9",), 'expected the id of a measure, found "A.9". Did you mean A.'),
        (("",), 'expected the id of a measure, found "". `python -m budget measures` lists the ids.'),
        (("A.1", "A.1"), "expected each measure once, found twice: A.1. Remove the repetition."),
        (("a.1",), 'expected the id of a measure, found "a.1".'),
        (("🙂",), 'found "🙂"'),
        (("../../etc/passwd",), "expected the id of a measure"),
        (("A.1" * 5_000,), "expected the id of a measure"),
    ],
)
def test_unknown_ids(cli: Cli, ids: tuple[str, ...], message: str) -> None:
    """Ids that the catalogue does not hold give 1 and a message."""
    assert message in refused(cli("compose", *ids))


@pytest.mark.parametrize("value", ["x", "", "NaN", "-Infinity", "1e999999", "=1"])
def test_dial_that_cannot_be(cli: Cli, full: Catalogue, value: str) -> None:
    """A dial at a value that is no number, or outside its limits, is a wrong call."""
    refused(cli("compose", "--dial", f"A.1:step={value}", catalogue=full.folder), code=2)
    unknown = refused(cli("compose", "--dial", "A.1:stepx=1", catalogue=full.folder))
    assert 'expected the id of a dial, found "A.1:stepx". Did you mean A.1:step, A.1:ceiling?' in unknown


@pytest.mark.parametrize("command", ["validate", "measures", "compose", "search", "export", "import", "release"])
def test_unknown_catalogue(cli: Cli, command: str) -> None:
    """An id that is no installed catalogue is refused with those that are, by every command."""
    rest = {"import": ["x.xlsx"], "export": ["-o", "x.xlsx"], "release": ["1.0.0", "--date", "2026-01-01"]}
    message = refused(cli(command, *rest.get(command, []), catalogue="bmh-15"))
    assert message.startswith('expected the id of an installed catalogue or a catalogue folder, found "bmh-15"')
    assert "bmh-14" in message


@pytest.mark.slow
def test_catalogue_by_its_id(cli: Cli, catalogue: Catalogue) -> None:
    """The project's own catalogue is known by its id."""
    result = cli("validate", catalogue=catalogue.info.id)
    assert result.out.startswith(f"Catalogue {catalogue.info.id} {catalogue.info.version} of ")


@pytest.mark.parametrize("flag", ["--ceiling=follows", "--oda-rules=stated", "--first-year-share=0.5"])
def test_setting_that_the_catalogue_does_not_have(cli: Cli, flag: str) -> None:
    """A flag of ODA is a wrong call in a catalogue without it."""
    message = refused(cli("compose", "sluis-a", flag, catalogue=TOY2), code=2)
    name = flag.split("=", maxsplit=1)[0]
    assert message == f"{name}: expected a catalogue that has this setting, found one without. Leave it out.\n"


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--scope", "whole"], '--scope: expected one of nota, found "whole". Choose one of these.'),
        (["--decision-year", "2027"], '--decision-year: expected one of 2026, found "2027". Choose one of these.'),
        (["--basis", "2026"], '--basis: expected one of report, own-year, found "2026". Choose one of these.'),
    ],
)
def test_flag_names_what_the_catalogue_leaves_to_choose(cli: Cli, flags: list[str], message: str) -> None:
    """What a flag may be follows from the catalogue that is open."""
    assert refused(cli("compose", *flags, catalogue=TOY2), code=2) == f"{message}\n"


BOMB = "a: &a [x]\n" + "".join(f"a{n}: &a{n} [*a, *a]\n" for n in range(9))
HOSTILE_FILES = {
    "binary": (b"\x89PNG\r\n\x1a\n\x00\xff", "f.yaml:1: expected UTF-8 text, found byte 0x89."),
    "zero bytes": (b"\x00" * 100, "f.yaml:1: expected text, found the control character U+0000."),
    "empty": (b"", "f.yaml:1: expected a record, found nothing."),
    "list": (b"- A.1\n", "f.yaml:1: expected a mapping of fields, found a list."),
    "json": (b'{"name": "x", "measures": "A.1"}', 'f.yaml:1: measures: expected a list, found "A.1".'),
    "alias bomb": (BOMB.encode(), "f.yaml:2: a0[0]: expected a value, found the alias *a."),
    "too large": (b"# padding\n" * 100_001, "f.yaml: expected at most 1 MB, found a larger file."),
    "too deep": (b"a: " + b"[" * 500_000, "f.yaml:1: expected at most 30 levels, found more."),
    "program": (b"!!python/object/apply:os.system [true]", "f.yaml:1: expected a plain value, found the tag !!python"),
    "syntax": (b"name: [x\n", "f.yaml:2: expected valid YAML"),
    "unknown id": (b'name: x\nmeasures: ["A.9"]', 'expected the id of a measure, found "A.9".'),
    "number as id": (b"name: x\nmeasures: [4.10]", "f.yaml:2: measures[0]: expected text, found 4.10."),
}


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_hostile_package_file(cli: Cli, tmp_path: Path, name: str) -> None:
    """A package file that is no package gives 1 and a message, whatever is in it."""
    raw, message = HOSTILE_FILES[name]
    path = tmp_path / "f.yaml"
    path.write_bytes(raw)
    assert message in refused(cli("compose", "--package", str(path)))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.yaml", "none.yaml: expected this file, found none."),
        (".", "expected a readable file, found Is a directory."),
        ("", "expected a readable file, found Is a directory."),
        ("/dev/zero", "zero: expected at most 1 MB"),
        ("a\0b", "expected a readable file, found embedded null byte."),
        ("x" * 5_000, "expected a readable file, found File name too long."),
        ("bot", "bot: expected this file, found none."),
    ],
)
def test_package_that_cannot_be_read(cli: Cli, name: str, message: str) -> None:
    """A file that is missing or no file at all gives 1 and a message that starts with a place."""
    error = refused(cli("compose", "--package", name))
    assert message in error
    assert not error.startswith("1 fault in :")


@pytest.mark.parametrize("command", ["validate", "measures", "compose"])
def test_catalogue_that_cannot_be_read(cli: Cli, tmp_path: Path, command: str) -> None:
    """A catalogue that is missing, a file, empty, binary or impossible to name gives 1 and a message."""
    file = tmp_path / "file"
    file.write_bytes(b"\x00\xff")
    binary = tmp_path / "binary" / "variants" / "A"
    binary.mkdir(parents=True)
    for name in ("../catalogue.yaml", "../conflicts.yaml", "variant.yaml", "A.1.yaml"):
        (binary / name).write_bytes(b"\xff\x00\xfe")
    empty = tmp_path / "empty"
    empty.mkdir()
    for place in (tmp_path / "none", file, empty, tmp_path / "binary", "x" * 5_000, "a\0b"):
        message = refused(cli(command, catalogue=place))
        assert "expected" in message
        assert "found" in message


@pytest.mark.parametrize("place", ["missing/x.xlsx", ".", "x" * 300 + ".xlsx"])
def test_export_without_a_place_to_write(cli: Cli, tmp_path: Path, place: str) -> None:
    """A workbook that cannot be written gives 1, and says so."""
    message = refused(cli("export", "A.1", "-o", str(tmp_path / place)))
    assert "expected a place to write to" in message
    assert message.endswith("Choose another file.\n")


@pytest.mark.slow
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    arguments=st.lists(
        st.one_of(
            st.text(max_size=20),
            st.sampled_from(
                ["A.1", "B.1", "--json", "--package", "both", "--dial", "A.1:x=NaN", "--first-year-share", "=", "--"]
            ),
        ),
        max_size=6,
    )
)
def test_any_arguments(cli: Cli, arguments: list[str]) -> None:
    """Invariant 2: whatever stands on the command line, the answer is an exit code of 0, 1 or 2."""
    result = cli("compose", *arguments)
    assert result.code in {0, 1, 2}
    assert bool(result.err) is (result.code != 0)
