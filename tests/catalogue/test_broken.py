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
from typing import Any

import pytest
import yaml

from budget.catalogue import describe
from budget.core import FaultsError, Message
from budget.engine import load_sound_catalogue
from tests.catalogue.conftest import Validate
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
OWN = "budget/catalogue/own.py"  # refuses figures of a package, no records: test_own_in_list has each of its codes
ELSEWHERE = {
    # Faults of a folder or of a file as a whole: test_broken_folder, test_foreign_folder, test_yamlread_refusals.
    "a_file",
    "catalogue_folder_expected",
    "catalogue_without_measures",
    "device_in_the_catalogue",
    "file_missing",
    "file_that_no_one_reads",
    "file_too_large",
    "file_unreadable",
    "link_out_of_the_catalogue",
    "no_variants_in_it",
    "too_many_files",
    "too_many_values",
    # Of the pairs of lists, which are no part of a catalogue: test_twins.
    "twin_of_one_list",
    "twin_without_page",
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


@pytest.mark.long
def test_every_code_of_the_catalogue_has_a_broken_record(tmp_path: Path) -> None:
    """Whatever the catalogue may refuse in a record is refused in one of these, so that its message was seen."""
    seen: set[str] = set()
    for name in CASES:
        put(copy_full(tmp_path / name), name)
        with pytest.raises(FaultsError) as caught:
            load_sound_catalogue(tmp_path / name)
        seen.update(code for fault in caught.value.faults for code in codes_in(fault.message))
    checks = [(where, argument) for where, _, argument in messages() if where.startswith(CHECKS)]
    said = {code for where, argument in checks if not where.startswith(OWN) and (code := constant(argument))}
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
