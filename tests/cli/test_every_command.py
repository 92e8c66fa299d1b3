"""
Every command on both toy countries, in both forms of output and both languages of errors.

1. Each command ends with exit code 0 on either country, as text and as JSON; each error reads in either language.
2. Nothing that the second country gives names what only the report has: its ministries, ODA, resettlement, its years.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from budget.cli import main
from tests.conftest import TOY, TOY2, TOY_RANGES


class Country(NamedTuple):
    """A toy country, and what its calls name."""

    folder: Path
    ids: tuple[str, str]
    ready: str
    target: str
    settings: tuple[str, ...]


COUNTRIES = {
    "toy": Country(
        TOY, ("A.1", "B.5"), "both", "main-20", ("--decision-year=2022", "--scope=whole", "--ceiling=follows")
    ),
    "toy2": Country(TOY2, ("sluis-a", "dijk.1"), "alles-kan", "sluizen-1", ("--basis=own-year",)),
    "toy-ranges": Country(TOY_RANGES, ("kade-breed", "kraan"), "ruim", "kade-20", ("--decision-year=2026",)),
}
CALLS = {
    "validate": ("validate",),
    "measures": ("measures",),
    "measures as JSON": ("measures", "--json"),
    "compose nothing": ("compose",),
    "compose": ("compose", "IDS", "SETTINGS"),
    "compose as JSON": ("compose", "IDS", "SETTINGS", "--json"),
    "ready-made": ("compose", "--package", "READY"),
    "ready-made as JSON": ("compose", "--package", "READY", "--json"),
    "compare": ("compare", "READY", "READY", "SETTINGS"),
    "compare as JSON": ("compare", "READY", "READY", "--json"),
    "search": ("search", "--target", "TARGET", "SETTINGS"),
    "search as JSON": ("search", "--target", "TARGET", "--top", "2", "--explain", "--json"),
    "search in vain": ("search", "--target", "TARGET", "--max", "0"),
    "search in vain as JSON": ("search", "--target", "TARGET", "--max", "0", "--json"),
    "every smallest": ("search", "--target", "TARGET", "--all-minimal", "9"),
    "together": ("together", "READY", "READY", "--target", "TARGET"),
    "together as JSON": ("together", "READY", "READY", "--target", "TARGET", "--json"),
    "front": ("search", "--target", "TARGET", "--front", "measures"),
    "front as JSON": ("search", "--target", "TARGET", "--front", "measures", "--json"),
}
WRONG = {
    "unknown measure": (("compose", "x-9"), 1),
    "measure twice": (("compose", "ID", "ID"), 1),
    "unknown target": (("search", "--target", "x-9"), 1),
    "unknown column": (("search", "--target", "TARGET", "--columns", "1999"), 2),
    "unknown dial": (("compose", "ID", "--dial", "ID:x=1"), 1),
    "unreadable dial": (("compose", "ID", "--dial", "ID"), 2),
    "unknown basis": (("compose", "--basis", "never"), 2),
    "unknown scope": (("compose", "--scope", "never"), 2),
    "unknown year": (("compose", "--decision-year", "later"), 2),
    "missing package": (("compose", "--package", "none.yaml"), 1),
    "ids and package": (("compose", "ID", "--package", "READY"), 2),
    "one to compare": (("compare", "READY"), 2),
    "one position": (("together", "READY"), 2),
    "no file": (("export", "ID"), 2),
    "missing workbook": (("import", "none.xlsx"), 1),
    "version": (("release", "one", "--date", "2026-03-02"), 2),
}

FOREIGN = re.compile(
    r"jenv|bhos|bmh|\bcoa\b|\boda\b|hervestiging|resettlement|bijlage|annex|migrati[eo]|asiel|asylum", re.IGNORECASE
)
YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d.,])")
OWN_YEARS = {str(year) for year in range(2026, 2031)}


def foreign(text: str) -> set[str]:
    """Return the words and years of a text that belong to the report alone."""
    return {word.lower() for word in FOREIGN.findall(text)} | (set(YEAR.findall(text)) - OWN_YEARS)


def call_of(country: Country, words: tuple[str, ...]) -> list[str]:
    """Fill in a country's own ids."""
    command, *rest = words
    filled: list[str] = [command, "--catalogue", str(country.folder)]
    own = {"IDS": country.ids, "SETTINGS": country.settings, "READY": [country.ready], "TARGET": [country.target]}
    for word in rest:
        filled += own.get(word, [re.sub(r"^ID\b", country.ids[0], word)])
    return filled


def strings(value: Any) -> str:
    """Every name and text in JSON; a number such as 2000 is an amount, no year."""
    if isinstance(value, dict):
        return "\n".join([*value, *map(strings, value.values())])
    return "\n".join(map(strings, value)) if isinstance(value, list) else value if isinstance(value, str) else ""


@pytest.mark.parametrize("name", COUNTRIES)
@pytest.mark.parametrize("call", CALLS)
def test_every_command_answers(name: str, call: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A sound call prints to standard output alone and ends with 0; with --json it prints JSON."""
    assert main(call_of(COUNTRIES[name], CALLS[call])) == 0
    out, err = capsys.readouterr()
    assert out
    assert err == ""
    said = out
    if "--json" in CALLS[call]:
        found = json.loads(out)
        said = strings(found)
        assert found if isinstance(found, list) else found["catalogue"]["id"] == name
        assert ('"oda":' in out) == (name == "toy" and '"settings":' in out)
    if name == "toy2":
        assert foreign(said) == set()


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", COUNTRIES)
@pytest.mark.parametrize("call", WRONG)
def test_every_error_is_said_in_either_language(
    name: str, call: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was expected and found, in the language asked; never a traceback."""
    words, code = WRONG[call]
    assert main([*call_of(COUNTRIES[name], words), "--language", language]) == code
    out, err = capsys.readouterr()
    assert out == ""
    expected, found = {"en": ("expected", "found"), "nl": ("verwacht", "gevonden")}[language]
    assert expected in err
    assert found in err
    if name == "toy2":
        assert foreign(err) <= {"1999"}  # the year that the call itself named


def broken_in_every_file(folder: Path) -> Path:
    """Break each record of a copy of a country by a field that does not exist and, once, by a wrong line."""
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        lead, rest = ("- ", "  ") if text.split("\n")[1].startswith("- ") else ("", "")
        first = text.split("\n")[1]
        path.write_text(text.replace(first, f"{lead}fieldd: 1\n{rest}{first.removeprefix(lead)}", 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", ["en", "nl"])
def test_faults_of_the_second_country_are_its_own(
    tmp_path: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With a fault in every file no message names what only the report has."""
    folder = broken_in_every_file(Path(shutil.copytree(TOY2, tmp_path / "country")))
    (folder / "variants" / "catalogue.yaml").write_bytes((TOY2 / "variants" / "catalogue.yaml").read_bytes())
    assert main(["validate", "--catalogue", str(folder), "--language", language]) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 16
    assert foreign(err) == set()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", [name for name in COUNTRIES if name != "toy-ranges"])  # see test_bounds
def test_export_and_import(tmp_path: Path, name: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook comes back as the package that was exported; the second country's file holds nothing of the report."""
    country = COUNTRIES[name]
    place = ["--catalogue", str(country.folder)]
    book, rows = tmp_path / "pakket.xlsx", tmp_path / "pakket.csv"
    files = ["-o", str(book), "--csv", str(rows), "--name", "Mijn pakket", "--language", language]
    assert main(["export", *place, *country.ids, *country.settings, *files]) == 0
    assert main(["import", *place, str(book), "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out.split("\n", 2)[2])
    assert found["selection"] == sorted(country.ids, key=found["selection"].index)
    flags = {flag.split("=")[1] for flag in country.settings}
    assert flags <= {str(value) for value in found["settings"].values()}
    if name == "toy2":
        assert foreign(rows.read_text(encoding="utf-8-sig")) == set()
        assert foreign(words_of(book.read_bytes())) == set()


def words_of(data: bytes) -> str:
    """Every text of a workbook that a person can read: cells, comments and names, without the XML around them."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        parts = [book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml")]
    texts = [found for part in parts for found in re.findall(r"<(?:t|f|definedName|v|formula1)\b[^>]*>([^<]*)<", part)]
    names = [found for part in parts for found in re.findall(r'name="([^"]*)"', part)]
    return "\n".join([*(text for text in texts if not re.fullmatch(r"-?[\d.]+", text)), *names])
