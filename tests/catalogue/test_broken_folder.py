"""Faults of a catalogue as a whole: files that are missing, too many, in the wrong place or no text at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.catalogue.conftest import Validate
from tests.catalogue.test_broken import expect


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
