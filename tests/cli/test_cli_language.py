"""
The command line in Dutch: `--language nl` turns titles, errors and warnings, and nothing else.

1. Without the flag they are in English.
2. Each command takes the flag; an export's flag is the file's language too, and there Dutch is the default.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import load_catalogue
from budget.cli import main
from tests.catalogue.test_broken import put
from tests.conftest import TOY
from tests.export.workbook_tools import edit, open_book


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """A copy of the invented country, to break."""
    return Path(shutil.copytree(TOY, tmp_path / "country"))


ENGLISH = (
    'expected the id of a measure, found "A.9". Did you mean A.4, A.3, A.2? `python -m budget measures` lists the ids.'
)
DUTCH = (
    'verwacht het nummer van een maatregel, gevonden "A.9". Bedoelde u A.4, A.3, A.2? '
    "`python -m budget measures` noemt de nummers."
)
UNKNOWN = {(): ENGLISH, ("--language", "en"): ENGLISH, ("--language", "nl"): DUTCH}


@pytest.mark.parametrize("flags", UNKNOWN)
def test_an_error_is_in_the_language_asked(flags: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """English without the flag, Dutch with it, and the remedy names the command line in both."""
    assert main(["compose", "--catalogue", str(TOY), "A.9", *flags]) == 1
    assert capsys.readouterr() == ("", f"{UNKNOWN[flags]}\n")


@pytest.mark.parametrize(
    ("flags", "language"), [((), "en"), (("--language", "en"), "en"), (("--language", "nl"), "nl")]
)
def test_titles_are_in_the_language_asked(
    flags: tuple[str, ...], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of measures, targets and conflicts; none is in the other language."""
    catalogue = load_catalogue()
    measure, target, conflict = catalogue.measures["6.1"], catalogue.targets["jenv-20"], "coa-korting-en-coa-besparing"
    titles = [measure.title, target.title, next(one.title for one in catalogue.conflicts if one.id == conflict)]
    other = {"nl": "en", "en": "nl"}[language]
    for command in (["compose", "6.1", "4.12b"], ["measures"]):
        assert main([*command, *flags]) == 0
        out = capsys.readouterr().out
        for title in titles if command[0] == "compose" else titles[:1]:
            assert title.get(language)[:20] in out
            assert title.get(other)[:20] not in out or title.get(other) == title.get(language)


def test_faults_of_a_catalogue_are_in_dutch(country: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Heading, place and message of a broken record."""
    put(country, "id-differs-from-file-name")
    assert main(["validate", "--catalogue", str(country), "--language", "nl"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "1 fout in variants/:",
        ' - variants/A/A.4.yaml:1: id: verwacht "A.4", zoals het bestand heet, gevonden "A.7". '
        "Hernoem een van de twee.",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compose", "A.1", "--dial", "x"], '--dial: verwacht MAATREGEL:AANNAME=WAARDE, bijvoorbeeld 4.12b:step=4'),
        (
            ["compose", "--first-year-share", "quarter"],
            '--first-year-share: verwacht een van average, half, 0.5, 50%, gevonden "quarter".',
        ),
        (["compose", "A.1", "--package", "both"], "verwacht nummers of --package, gevonden beide."),
        (["export", "A.1"], "verwacht -o BESTAND.xlsx, -o BESTAND.ods of --csv BESTAND.csv, gevonden geen daarvan."),
        (["search", "--weight", "4.7"], '--weight: verwacht NUMMER=GEHEEL GETAL, bijvoorbeeld 4.7=3, gevonden "4.7".'),
        (["search", "--turn", "A.1:x=y"], '--turn: verwacht MAATREGEL:AANNAME=W1,W2, bijvoorbeeld'),
        (["search", "--budget", "X"], "verwacht --amount bij --budget, gevonden geen."),
        (["search", "--evidence", "proven"], "--evidence: verwacht stated, derived, assumption, gevonden proven."),
    ],
)  # fmt: skip
def test_a_wrong_call_is_explained_in_dutch(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with the call's own flags."""
    assert main([*arguments, "--catalogue", str(TOY), "--language", "nl"]) == 2
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.slow
def test_an_export_speaks_the_languages_of_its_file_and_its_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the flag the workbook is Dutch and an error English; with it both are in its language."""
    path = tmp_path / "x.xlsx"
    sheets = {}
    for flags in ((), ("--language", "nl"), ("--language", "en")):
        assert main(["export", "--catalogue", str(TOY), "A.1", "-o", str(path), *flags]) == 0
        sheets[flags] = open_book(path.read_bytes()).sheetnames
    assert sheets[()] == sheets["--language", "nl"] != sheets["--language", "en"]
    for flags, said in (((), "1 fault in the export:"), (("--language", "nl"), "1 fout in de export:")):
        capsys.readouterr()
        assert main(["export", "--catalogue", str(TOY), "A.1", "-o", str(tmp_path), *flags]) == 1
        assert capsys.readouterr().err.startswith(said)


@pytest.mark.slow
def test_a_warning_about_a_workbook_is_in_dutch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A workbook of another version opens with a Dutch warning; the figures are printed as ever."""
    path = tmp_path / "x.xlsx"

    def change(named: Any) -> None:
        named("Catalogus_versie").value = "0.0.1"

    assert main(["export", "--catalogue", str(TOY), "A.1", "-o", str(path)]) == 0
    path.write_bytes(edit(path.read_bytes(), change))
    capsys.readouterr()
    assert main(["import", "--catalogue", str(TOY), str(path), "--language", "nl"]) == 0
    out, err = capsys.readouterr()
    now = load_catalogue(TOY).info.version
    assert err == f"x.xlsx is gemaakt met catalogus 0.0.1; de bedragen volgen nu catalogus {now}.\n"
    assert "Balance effect" in out
