"""
Reading a workbook back: the package, settings and name of an export come back whole, also after an edit.

What is refused is in test_workbook_refusals.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.cli.commands import main
from budget.core import (
    Basis,
    Ceiling,
    Cover,
    Ended,
    FaultsError,
    OdaRules,
    Overlaps,
    Programmes,
    Settings,
    ShareBy,
    explain,
)
from budget.engine import Package, compose_package
from budget.export import read_workbook, write_workbook
from tests.export.workbook_tools import edit, resave

pytestmark = pytest.mark.slow  # each opens whole workbooks

SETTINGS = Settings(
    1,
    Basis.OWN_YEAR,
    "whole",
    OdaRules.STATED,
    537,
    ShareBy.MEASURE,
    815,
    Ceiling.FOLLOWS,
    Programmes.MOVE_CEILING,
    Ended.PRINTED,
    Cover.OWN,
    Overlaps.AS_REPORT,
)
OLD = Settings(0, Basis.OWN_YEAR, "whole", OdaRules.STATED, ceiling=Ceiling.FOLLOWS)


@pytest.fixture(scope="session")
def package(small_package: Package) -> Package:
    return small_package


@pytest.fixture(scope="session")
def exported(small_export: bytes) -> bytes:
    return small_export


# What comes back


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
def test_export_and_import_give_the_same_package(catalogue: Catalogue, language: str) -> None:
    """Selection, settings, name, description and version come back, from either language."""
    settings = SETTINGS.turned("4.12b", "step", Decimal("2.5"))
    package = compose_package(catalogue, ["4.7", "4.12b", "4.4"], settings)
    read = read_workbook(write_workbook(package, "Mijn pakket", language, "Een toelichting"), catalogue)
    assert read.draft.measures == package.selection
    assert read.draft.settings == settings
    assert (read.draft.name, read.draft.description) == ("Mijn pakket", "Een toelichting")
    assert read.warnings == ()


@pytest.mark.long
def test_an_edited_choice_and_edited_settings_come_back(exported: bytes, catalogue: Catalogue) -> None:
    """The workbook is read as the user saved it, sorted or not, whatever cached values it lost."""

    def change(named: Callable[[str], Any]) -> None:
        for (id_,), (toggle,) in zip(named("Keuze_nr"), named("Keuze_invoer"), strict=True):
            toggle.value = int(id_.value in {"4.10", "4.1"})
        named("Invoer_Besluitjaar").value, named("Invoer_Plafond").value = 2023, "beweegt mee"
        named("Invoer_Eerstejaarsaandeel").value, named("Pakket_naam").value = 0.5, "=1+1"

    for data in (edit(exported, change), resave(exported, lambda _, named: change(named))):
        read = read_workbook(data, catalogue)
        assert read.draft.measures == ("4.1", "4.10")
        assert read.draft.settings == Settings(2, first_year_share=500, ceiling=Ceiling.FOLLOWS)
        assert read.warnings == ()


@pytest.mark.parametrize(
    ("cells", "settings"),
    [
        (("vast jaar (rapport)", "zoals het rapport", "ook afgeleid", "blijft"), Settings()),
        (("eigen jaar", "hele grondslag", "alleen gemeld", "volgt"), OLD),
        (("fixed year (report)", "as the report", "derived too", "stays"), Settings()),
        (("own year", "whole base", "stated only", "follows"), OLD),
        (("vast jaar (rapport)", "zoals het rapport: artikel 37; 498 voor BHOS", "derived too", "blijft"), Settings()),
        (("elk jaar zijn eigen", "whole base", "alleen gemeld", "beweegt mee (als bij optie 1A)"), OLD),
    ],
)
def test_the_words_of_older_workbooks_are_read(
    exported: bytes, catalogue: Catalogue, cells: tuple[str, ...], settings: Settings
) -> None:
    """Version 1.0.0 called the options otherwise, in both languages."""

    def change(named: Callable[[str], Any]) -> None:
        for name, word in zip(("Basis_doel", "Reikwijdte", "ODA_regels", "Plafond"), cells, strict=True):
            named(f"Invoer_{name}").value = word

    assert read_workbook(edit(exported, change), catalogue).draft.settings == settings


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("alleen over COA", "coa"),
        ("about half", "half"),
        (0.64, 640),
        (None, None),
        ("gemiddeld, over COA en Nidos", None),
    ],
)
def test_a_share_is_a_name_or_a_number(
    exported: bytes, catalogue: Catalogue, typed: object, read: int | str | None
) -> None:
    """The cell of the first-year share takes an option in either language or a fraction; empty is the first option."""

    def change(named: Callable[[str], Any]) -> None:
        named("Invoer_Eerstejaarsaandeel").value = typed

    assert read_workbook(edit(exported, change), catalogue).draft.settings == Settings(first_year_share=read)


@pytest.mark.long
def test_a_workbook_without_the_newer_settings_is_read(exported: bytes, catalogue: Catalogue) -> None:
    """What an older workbook has no cell for stands at its default; one that every workbook has may not be gone."""

    def change(book: Any, named: Callable[[str], Any]) -> None:
        named("Catalogus_versie").value = "1.0.0"
        for name in ("Aandeel_per", "DAC_deel", "Programma_s", "Plafond_daalt", "Dekking", "Overlap"):
            del book.defined_names[name], book.defined_names[f"Invoer_{name}"]

    assert read_workbook(resave(exported, change), catalogue).draft.settings == Settings()

    def broken(book: Any, named: Callable[[str], Any]) -> None:
        named("Catalogus_versie").value = "1.0.0"
        del book.defined_names["Invoer_Plafond"]

    with pytest.raises(FaultsError):
        read_workbook(resave(exported, broken), catalogue)


def test_an_empty_name_gets_one(exported: bytes, catalogue: Catalogue) -> None:
    """A package needs a name; without one it says so."""

    def change(named: Callable[[str], Any]) -> None:
        named("Pakket_naam").value = None

    assert read_workbook(edit(exported, change), catalogue).draft.name == "Pakket zonder naam"


def test_another_catalogue_version_is_a_warning(exported: bytes, catalogue: Catalogue) -> None:
    """The selection is read, and the user hears that amounts follow the present catalogue."""

    def change(named: Callable[[str], Any]) -> None:
        named("Catalogus_versie").value = "0.9.0"

    read = read_workbook(edit(exported, change), catalogue, "proef.xlsx")
    assert read.draft.measures
    assert tuple(map(explain, read.warnings)) == (
        f"proef.xlsx was exported with catalogue 0.9.0; amounts now follow catalogue {catalogue.info.version}.",
    )


@pytest.mark.parametrize(("row", "value"), [(0, 123), (1, None), (40, "veel")])
def test_changed_amounts_are_reported_and_not_taken_over(
    exported: bytes, catalogue: Catalogue, row: int, value: object
) -> None:
    """An amount that was typed over gives a warning with the measure's id."""
    ids = list(catalogue.measures)

    def change(named: Callable[[str], Any]) -> None:
        named("Eff_bedragen")[row][5].value = value

    (warning,) = read_workbook(edit(exported, change), catalogue).warnings
    assert f"amounts of {ids[row]} differ" in explain(warning)


# The command line


def test_import_prints_what_compose_prints(exported: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The restored package as JSON is that of `compose` with the same measures."""
    (tmp_path / "proef.xlsx").write_bytes(exported)
    assert main(["import", str(tmp_path / "proef.xlsx"), "--json"]) == 0
    restored = json.loads(capsys.readouterr().out)
    assert main(["compose", "4.7", "4.2b", "6.2b", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == restored


def test_import_warns_on_the_error_stream_and_refuses_with_code_one(
    exported: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Warnings leave the output clean; a refusal is one message."""

    def change(named: Callable[[str], Any]) -> None:
        named("Catalogus_versie").value = "0.9.0"

    path = tmp_path / "oud.xlsx"
    path.write_bytes(edit(exported, change))
    assert main(["import", str(path)]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("Proef\n")
    assert "catalogue 0.9.0" in shown.err
    path.write_bytes(b"no workbook")
    assert main(["import", str(path)]) == 1
    assert main(["import", str(tmp_path / "none.xlsx")]) == 1
    assert "expected a workbook" in capsys.readouterr().err
