"""
Broken records: one file per fault in tests/broken/records, listed in tests/broken/cases.yaml.

1. Every fault is refused with exit code 1 and exactly its own lines: file, line, field, expected, found, remedy.
2. Several broken files give all their faults at once.
3. No fault ends in a traceback.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from budget.cli.commands import main
from tests.conftest import ROOT, TOY

RECORDS = ROOT / "tests" / "broken" / "records"
CASES = yaml.safe_load((RECORDS.parent / "cases.yaml").read_text(encoding="utf-8"))
FAULT = re.compile(r"[^\s:]+(:[1-9]\d*)?:( \S.*?:)? expected .+, found .+\. .+[.?]")

Validate = Callable[[], tuple[int, list[str]]]


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """A copy of the invented country, to break."""
    return Path(shutil.copytree(TOY, tmp_path / "country"))


@pytest.fixture
def validate(country: Path, capsys: pytest.CaptureFixture[str]) -> Validate:
    """Validate the copy; the exit code and the lines on standard error."""

    def run() -> tuple[int, list[str]]:
        code = main(["validate", "--catalogue", str(country)])
        return code, capsys.readouterr().err.splitlines()

    return run


def put(country: Path, name: str) -> list[str]:
    """Put a broken record in its place; returns the faults that it should give."""
    case = CASES[name]
    shutil.copyfile(RECORDS / f"{name}.yaml", country / case["replaces"])
    return list(case["faults"])


def expect(result: tuple[int, list[str]], *faults: str, where: str = "variants/") -> None:
    """Hold a result against the only faults that it should have."""
    noun = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    assert result == (1, [f"{noun} in {where}:", *(f" - {fault}" for fault in faults)])


def test_the_copied_country_is_sound(validate: Validate) -> None:
    """The invented country itself has no fault, so that each fault below comes from its broken record."""
    assert validate() == (0, [])


@pytest.mark.parametrize("name", CASES)
def test_a_broken_record_is_refused_with_its_message(country: Path, validate: Validate, name: str) -> None:
    """A broken record gives exit code 1 and exactly the lines listed for it."""
    faults = put(country, name)
    inside = CASES[name]["replaces"].startswith("variants/")
    expect(validate(), *faults, where="variants/" if inside else "the catalogue")


@pytest.mark.parametrize("name", CASES)
def test_a_message_says_where_what_and_how(name: str) -> None:
    """Each message has file, expected, found and a remedy that ends as a sentence."""
    for fault in CASES[name]["faults"]:
        assert FAULT.fullmatch(fault), fault


def test_every_broken_record_is_listed() -> None:
    """The files in tests/broken/records are the cases, no more and no fewer."""
    assert sorted(path.stem for path in RECORDS.iterdir()) == sorted(CASES)


def test_messages_differ() -> None:
    """No two faults read alike, even without their file and line."""
    messages = [fault.split(" ", 1)[1] for case in CASES.values() for fault in case["faults"]]
    repeated = {message for message in messages if messages.count(message) > 1}
    assert repeated == set()


def put_all(country: Path, *names: str) -> list[str]:
    """Put several broken records in their places; returns all their faults in the order of their files."""
    faults = [fault for name in names for fault in put(country, name)]
    return sorted(faults, key=lambda fault: fault.split(":")[0])


def test_several_broken_files_give_all_faults_at_once(country: Path, validate: Validate) -> None:
    """Faults of measures, variants, conflicts, targets, base and packages come in one report, sorted by file."""
    faults = put_all(
        country,
        "unknown-conflict-kind",
        "open-amount-in-base",
        "package-without-note",
        "percentage-with-decimals",
        "letter-o-in-number",
        "variant-without-source",
    )
    expect(validate(), *faults, where="the catalogue")


def test_faults_across_files_come_at_once(country: Path, validate: Validate) -> None:
    """Faults that only show across sound files come in one report too."""
    faults = put_all(
        country,
        "unknown-id-in-conflict",
        "unknown-id-in-package",
        "unknown-line-in-target",
        "base-attribution-missing-a-year",
        "postings-differ-from-row",
        "open-cell-without-note",
        "id-differs-from-file-name",
    )
    expect(validate(), *faults, where="the catalogue")


def test_several_faults_of_one_file_come_at_once(country: Path, validate: Validate) -> None:
    """Faults in one file come in the order of their lines, repetitions of a key among them."""
    path = country / "variants/A/A.1.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("EUR million", "EUR").replace("-2,", "2.O,").replace("level: none", "level: bylaw")
    path.write_text(text + "unit: EUR million\n", encoding="utf-8")
    code, lines = validate()
    places = [line.split(" expected")[0] for line in lines]
    assert code == 1
    assert places == [
        "3 faults in variants/:",
        " - variants/A/A.1.yaml:6: effects.2022:",
        " - variants/A/A.1.yaml:13: legal_change.level:",
        " - variants/A/A.1.yaml:19: unit:",
    ]


# Faults of the catalogue as a whole


def test_variant_folder_without_variant_file(country: Path, validate: Validate) -> None:
    """A folder of measures says which variant it is."""
    (country / "variants/A/variant.yaml").unlink()
    expect(validate(), "variants/A/variant.yaml: expected this file, found none. Add it, or correct its name.")


def test_empty_variant_folder(country: Path, validate: Validate) -> None:
    """An empty folder among the variants is no variant."""
    (country / "variants/C").mkdir()
    expect(validate(), "variants/C/variant.yaml: expected this file, found none. Add it, or correct its name.")


def test_catalogue_without_measures(country: Path, validate: Validate) -> None:
    """A catalogue has measures."""
    for path in country.glob("variants/*/[AB].*.yaml"):
        path.unlink()
    expect(validate(), "variants/: expected measures, found none. Add variants/<variant>/<id>.yaml.")


@pytest.mark.parametrize(
    "name", ["variants/catalogue.yaml", "variants/conflicts.yaml", "data/base.yaml", "data/targets.yaml"]
)
def test_missing_file(country: Path, validate: Validate, name: str) -> None:
    """A file that every catalogue has is missed by its name."""
    (country / name).unlink()
    where = "variants/" if name.startswith("variants/") else "the catalogue"
    expect(validate(), f"{name}: expected this file, found none. Add it, or correct its name.", where=where)


def test_too_large_file(country: Path, validate: Validate) -> None:
    """A file over 1 MB is refused before it is read as YAML."""
    with (country / "variants/A/A.1.yaml").open("a", encoding="utf-8") as file:
        file.write("# padding\n" * 100_000)
    expect(
        validate(),
        "variants/A/A.1.yaml: expected at most 1 MB, found a larger file. A record is a few KB; check the file.",
    )


def test_binary_file(country: Path, validate: Validate) -> None:
    """A picture under the name of a record is no text."""
    (country / "variants/A/A.1.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    expect(validate(), "variants/A/A.1.yaml:1: expected UTF-8 text, found byte 0x89. Save the file as UTF-8.")


def test_folder_under_the_name_of_a_record(country: Path, validate: Validate) -> None:
    """A folder is no record."""
    (country / "variants/A/A.9.yaml").mkdir()
    expect(
        validate(), "variants/A/A.9.yaml: expected a readable file, found Is a directory. Check name and permission."
    )


def test_id_used_in_two_folders(country: Path, validate: Validate) -> None:
    """An id is used once in the whole catalogue; the message names the other place."""
    shutil.copyfile(country / "variants/A/A.4.yaml", country / "variants/B/A.4.yaml")
    expect(
        validate(),
        'variants/B/A.4.yaml:2: id: expected an id of its own, found "A.4" again. '
        "It stands in variants/A/A.4.yaml:2 already; rename or remove one.",
    )


@pytest.mark.parametrize("name", ["A.9.yaml", "A/A.9.yml", "A/A.9.YAML", "A/more/A.9.yaml", "conflicts.yml"])
def test_file_where_no_one_reads_it(country: Path, validate: Validate, name: str) -> None:
    """A YAML file that would be passed over silently is a fault."""
    path = country / "variants" / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    expect(
        validate(),
        f"variants/{name}: expected a record at variants/<variant>/<id>.yaml, found it elsewhere. "
        "Move or rename the file.",
    )


def test_other_files_are_left_alone(country: Path, validate: Validate) -> None:
    """A note or a picture beside the records is nobody's fault."""
    (country / "variants/README.md").touch()
    (country / "variants/A/notes.txt").touch()
    assert validate() == (0, [])
