"""
Broken records: one file per fault in tests/broken/records, listed in tests/broken/cases.yaml.

1. Every fault is refused with exit code 1 and exactly its own lines: file, line, field, expected, found, remedy; in
   English and in Dutch.
2. Several broken files give all their faults at once.
3. No fault ends in a traceback.
4. Every code by which the catalogue refuses a record has its broken record.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
import yaml

from budget.catalogue import describe
from budget.cli.commands import main
from budget.core import FaultsError, Message
from budget.engine import load_sound_catalogue
from tests.conftest import ROOT, copy_full
from tests.core.test_codes import constant, messages

RECORDS = ROOT / "tests" / "broken" / "records"
CASES: dict[str, Any] = yaml.safe_load((RECORDS.parent / "cases.yaml").read_text(encoding="utf-8"))
FAULT = {
    "en": re.compile(r"[^\s:]+(:[1-9]\d*)?:( \S.*?:)? expected .+, found .+\. .+[.?]"),
    "nl": re.compile(r"[^\s:]+(:[1-9]\d*)?:( \S.*?:)? verwacht .+, gevonden .+\. .+[.?]"),
}
WHERE = {"nl": {"variants/": "variants/", "the catalogue": "de catalogus"}}

CHECKS = ("budget/catalogue/", "budget/engine/sound.py", "budget/resettlement/check.py")
ELSEWHERE = {
    # Faults of a folder or of a file as a whole: tests below and in test_yamlread_refusals.
    "a_file",
    "catalogue_folder_expected",
    "catalogue_without_measures",
    "file_missing",
    "file_that_no_one_reads",
    "file_too_large",
    "file_unreadable",
    "no_variants_in_it",
    # Of two files together: test_published.
    "published_difference_unnamed",
    # What libyaml says: tests in test_yamlread_refusals.
    "other_sign",
    "other_yaml_error",
    "yaml_with_a_character_that_is_no_text",
    # Words around the faults, and refusals of other calls than loading.
    "id_of_catalogue",
    "id_of_target",
    "none",
    "the_catalogue",
    "unknown_catalogue_version",
    # What pydantic may come to refuse in a way that has no words of its own yet.
    "value_refused",
}
"""Codes of the catalogue that no record can bring about."""


class Validate(Protocol):
    """Validates the copy of the country."""

    def __call__(self, language: str = "en") -> tuple[int, list[str]]: ...


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """A copy of the invented country, to break."""
    return copy_full(tmp_path / "country")


@pytest.fixture
def validate(country: Path, capsys: pytest.CaptureFixture[str]) -> Validate:
    """Validate the copy; the exit code and the lines on standard error."""

    def run(language: str = "en") -> tuple[int, list[str]]:
        code = main(["validate", "--catalogue", str(country), "--language", language])
        return code, capsys.readouterr().err.splitlines()

    return run


def record_of(name: str) -> Path:
    """The file of a broken record: called like its case, of the kind of the file that it replaces."""
    return RECORDS / f"{name}{Path(CASES[name]['replaces']).suffix}"


def put(country: Path, name: str, language: str = "en") -> list[str]:
    """Put a broken record in its place; returns the faults that it should give."""
    case = CASES[name]
    for gone in case.get("without", ()):
        (country / gone).unlink()
    shutil.copyfile(record_of(name), country / case["replaces"])
    return list(case[language])


def expect(result: tuple[int, list[str]], *faults: str, where: str = "variants/", language: str = "en") -> None:
    """Hold a result against the only faults that it should have."""
    one, more = {"en": ("fault", "faults"), "nl": ("fout", "fouten")}[language]
    head = f"{len(faults)} {one if len(faults) == 1 else more} in {where}:"
    assert result == (1, [head, *(f" - {fault}" for fault in faults)])


def codes_in(message: Message) -> Iterator[str]:
    """The code of a message and those of the messages among its values."""
    yield message.code
    for value in message.values.values():
        for part in value if isinstance(value, list | tuple) else [value]:
            if isinstance(part, Message):
                yield from codes_in(part)


def test_the_copied_country_is_sound(validate: Validate) -> None:
    """The invented country itself has no fault, so that each fault below comes from its broken record."""
    assert validate() == (0, [])


@pytest.mark.parametrize("name", CASES)
def test_a_broken_record_is_refused_with_its_message(country: Path, validate: Validate, name: str) -> None:
    """A broken record gives exit code 1 and exactly the lines listed for it, in either language."""
    for language in FAULT:
        faults = CASES[name][language] if language != "en" else put(country, name)
        where = "variants/" if all(fault.startswith("variants/") for fault in faults) else "the catalogue"
        expect(validate(language), *faults, where=WHERE.get(language, {}).get(where, where), language=language)


@pytest.mark.parametrize("language", FAULT)
@pytest.mark.parametrize("name", CASES)
def test_a_message_says_where_what_and_how(name: str, language: str) -> None:
    """Each message has file, expected, found and a remedy that ends as a sentence."""
    for fault in CASES[name][language]:
        assert FAULT[language].fullmatch(fault), fault


def test_every_broken_record_is_listed() -> None:
    """The files in tests/broken/records are the cases, no more and no fewer."""
    assert sorted(RECORDS.iterdir()) == sorted(map(record_of, CASES))


@pytest.mark.parametrize("language", FAULT)
def test_records_are_told_apart(language: str) -> None:
    """No two broken records give the same lines in the same file."""
    told = [tuple(re.sub(r":\d+:", ":", fault) for fault in case[language]) for case in CASES.values()]
    assert {lines for lines in told if told.count(lines) > 1} == set()


def test_every_code_of_the_catalogue_has_a_broken_record(tmp_path: Path) -> None:
    """Whatever the catalogue may refuse in a record is refused in one of these, so that its message was seen."""
    seen: set[str] = set()
    for name in CASES:
        put(copy_full(tmp_path / name), name)
        with pytest.raises(FaultsError) as caught:
            load_sound_catalogue(tmp_path / name)
        seen.update(code for fault in caught.value.faults for code in codes_in(fault.message))
    said = {code for where, _, argument in messages() if where.startswith(CHECKS) and (code := constant(argument))}
    said |= {*describe.KINDS.values(), *describe.MISSING.values()}
    assert said - seen == ELSEWHERE


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
    text = text.replace("-2,", "2.O,").replace("level: none", "level: bylaw")
    path.write_text(text + "unit: EUR million\n", encoding="utf-8")
    code, lines = validate()
    places = [line.split(" expected")[0] for line in lines]
    assert code == 1
    assert places == [
        "3 faults in variants/:",
        " - variants/A/A.1.yaml:6: effects.2022:",
        " - variants/A/A.1.yaml:13: legal_change.level:",
        f" - variants/A/A.1.yaml:{len(text.splitlines()) + 1}: unit:",
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


def test_missing_file(country: Path, validate: Validate) -> None:
    """The file that every catalogue has is missed by its name."""
    (country / "variants/catalogue.yaml").unlink()
    expect(validate(), "variants/catalogue.yaml: expected this file, found none. Add it, or correct its name.")


@pytest.mark.parametrize(
    "names",
    [
        ("variants/conflicts.yaml",),
        ("data/packages/both.yaml", "data/report_figures.yaml"),
        ("data/differences.yaml",),
        ("data/resettlement.yaml",),
        ("data/history/0.1.0.json",),
    ],
)
def test_what_a_catalogue_has_no_file_of_it_does_not_have(
    country: Path, validate: Validate, names: tuple[str, ...]
) -> None:
    """Without the file, and without a record that names what is in it, the catalogue is sound."""
    for name in names:
        (country / name).unlink()
    assert validate() == (0, [])


def test_records_that_name_what_a_missing_file_held(country: Path, validate: Validate) -> None:
    """Without the base each posting, target and dial that names a line of it is a fault in its own place."""
    (country / "data/base.yaml").unlink()
    code, lines = validate()
    assert code == 1
    assert ' - data/oda.yaml:14: reception_base: expected a line of data/base.yaml, found "T-main". ' in "\n".join(
        lines
    )
    files = {line.removeprefix(" - ").split(":")[0] for line in lines[1:]}
    assert {"data/oda.yaml", "data/targets.yaml", "variants/A/A.1.yaml", "variants/B/B.5.yaml"} <= files


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
