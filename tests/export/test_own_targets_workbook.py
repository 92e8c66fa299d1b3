"""
Targets of one's own in the workbook and CSV.

1. A workbook brings them back as they are, in both languages; one without them has no trace of them.
2. What is typed into the yellow cells is read back, or told at its cell.
3. Recalculated after an edit every figure of a target equals the engine's, also of a target that was changed there.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.core import Aim, Basis, FaultsError, Money, Overlaps, OwnTarget, Settings
from budget.engine import compose_package
from budget.export import read_workbook, write_comparison, write_csv, write_workbook
from budget.export.texts import CHANGED, FINE
from tests.calc import CSV, Calc
from tests.export.workbook_tools import (
    csv_errors,
    csv_results,
    csv_sheets,
    differences,
    edit,
    flip,
    named,
    open_book,
    retyped,
)

LINES = {"base_lines": ("T-main", "T-aid"), "base_year": "2022"}
TARGETS = (
    OwnTarget(amount_keur=10_500, budgets=("JenV", "BHOS 4.1"), columns=("2025", "structural"), name="Mijn = doel"),
    OwnTarget(Aim.RISE, percent=Decimal("12.125"), **LINES),  # type: ignore[arg-type]  # the fields of the base
    OwnTarget(percent=Decimal("0.001"), base_keur=1, money=Money.EXPENDITURE, columns=("2023",)),
    OwnTarget(amount_keur=0),
)
SETTINGS = Settings(own_targets=TARGETS)


def exported(catalogue: Catalogue, settings: Settings, language: str = "nl", ids: tuple[str, ...] = ()) -> bytes:
    return write_workbook(compose_package(catalogue, ids, settings), "Proef", language)


def sheet_of(book: Any, title: str) -> str:
    """The file in which a sheet stands."""
    return f"xl/worksheets/sheet{book.sheetnames.index(title) + 1}.xml"


def typed(data: bytes, cells: Mapping[str, object]) -> bytes:
    """Type into the cells behind names."""
    book = open_book(data)
    places = {named(book, name).coordinate: value for name, value in cells.items()}
    sheet = named(book, next(iter(cells))).parent.title
    return retyped(data, {sheet_of(book, sheet): places})


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_workbook_brings_them_back(toy: Catalogue, language: str) -> None:
    """Every field of every kind."""
    read = read_workbook(exported(toy, SETTINGS, language, ("A.1",)), toy)
    assert (read.draft.settings, read.draft.measures, read.warnings) == (SETTINGS, ("A.1",), ())


@pytest.mark.slow
def test_without_them_there_is_no_trace(toy: Catalogue) -> None:
    """No sheet, no name and no column."""
    book = open_book(exported(toy, Settings()))
    assert "Eigen doelen" not in book.sheetnames
    assert not [name for name in book.defined_names if name.startswith("Eigen_")]
    heads = [cell.value for cell in book["Posten"][5]]
    assert "Belasting" not in heads


@pytest.mark.slow
def test_what_is_typed_is_read_back(toy: Catalogue) -> None:
    """Another amount, direction, place, time and name; a target without a size is let go."""
    cells = {
        "Eigen_1_bedrag": 2.5,
        "Eigen_1_richting": "intensification",
        "Eigen_1_waar": "BZ;JenV 37 ",
        "Eigen_1_kolom_2021": 1,
        "Eigen_1_kolom_structureel": 0,
        "Eigen_1_naam": None,
        "Eigen_4_bedrag": None,
    }
    found = read_workbook(typed(exported(toy, SETTINGS), cells), toy).draft.settings.own_targets
    changed = OwnTarget(Aim.RISE, 2_500, budgets=("BZ", "JenV 37"), columns=("2021", "2025"))
    assert found == (changed, *TARGETS[1:3])


@pytest.mark.slow
def test_their_results_are_held_against_the_engine(toy: Catalogue) -> None:
    """A result that is not the engine's is told; not while what was typed is newer, or a target before it is let go."""
    data = exported(toy, SETTINGS, ids=("A.1",))
    found = dict(zip((row[0].value for row in named(open_book(data), "Uitkomst_sleutel")), range(9999), strict=False))

    def change(find: Callable[[str], Any]) -> None:
        find("Uitkomst_nu")[found["target:own-2:effect"]][1].value = 12

    (warning,) = read_workbook(edit(data, change), toy).warnings
    assert "target:own-2:effect" in str(warning)
    assert read_workbook(typed(edit(data, change), {"Eigen_1_bedrag": None}), toy).warnings == ()
    assert read_workbook(typed(edit(data, change), {"Eigen_1_kolom_2021": 1}), toy).warnings == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Eigen_1_bedrag": "veel"}, ['C7: expected a number, found "veel"']),
        ({"Eigen_1_bedrag": 0.0001}, ["C7: expected an amount with at most three decimals"]),
        ({"Eigen_1_bedrag": -5}, ["C7: expected an amount from 0"]),
        ({"Eigen_1_procent": 5}, ["D7: expected an amount or a percentage, found both"]),
        ({"Eigen_1_richting": "omlaag"}, ["B7: expected one of"]),
        ({"Eigen_1_kolom_2021": 2}, ["J7: expected a 1 (asked) or a 0"]),
        ({"Eigen_1_waar": "JenW; BZ"}, ['H7: expected something that the list has, found "JenW"']),
        ({"Eigen_2_jaar": 1999, "Eigen_2_regels": "T-mian"}, ["F8: expected something", "G8: expected something"]),
        ({"Eigen_1_naam": "x" * 70}, ["A7: "]),
        ({"Eigen_3_geld": "alleen belastingen"}, ["I9: expected a list with tax measures"]),
    ],
)
def test_what_cannot_be_asked_is_told_at_its_cell(toy: Catalogue, cells: dict[str, object], said: list[str]) -> None:
    """With sheet and cell."""
    with pytest.raises(FaultsError) as caught:
        read_workbook(typed(exported(toy, SETTINGS), cells), toy)
    faults = list(map(str, caught.value.faults))
    assert len(faults) == len(said), faults
    assert all(f"Eigen doelen!{start}" in fault for fault, start in zip(faults, said, strict=True)), faults


def calculated(soffice: Calc, folder: Path, cases: Mapping[str, tuple[bytes, Any]]) -> list[str]:
    """Have Calc recalculate workbooks; return where they differ from the packages."""
    faults = []
    for name, path in soffice.calculate(folder, {name: data for name, (data, _) in cases.items()}, CSV).items():
        sheets, package = csv_sheets(path), cases[name][1]
        faults += [f"{name}: {fault}" for fault in csv_errors(sheets)]
        faults += [f"{name}: {fault}" for fault in differences(csv_results(sheets["Controle"]), package)]
    return faults


@pytest.mark.calc
@pytest.mark.long
def test_calc_agrees_with_the_engine(
    toy: Catalogue, toy_ranges: Catalogue, toy2: Catalogue, soffice: Calc, tmp_path: Path
) -> None:
    """Open cells, ranges, overlaps, a base of nothing and targets that were changed in the workbook itself."""
    wide = (
        OwnTarget(amount_keur=19_000, budgets=("Haven 1",), columns=("structureel",)),
        OwnTarget(Aim.RISE, percent=Decimal("9.999"), base_lines=("kade",), base_year="2026"),
        OwnTarget(percent=Decimal("12.5"), base_keur=50_001, budgets=("Haven",), columns=("2025", "2027")),
    )
    of_nothing = (
        OwnTarget(percent=Decimal("0.1"), base_lines=("leeg", "sluizen"), base_year="2029"),
        OwnTarget(Aim.RISE, percent=Decimal(20), base_lines=("leeg",), base_year="2026", budgets=("Kust en Polder",)),
    )
    starts = {"toy": (toy, TARGETS), "ranges": (toy_ranges, wide), "toy2": (toy2, of_nothing)}
    changes = {
        "toy": Settings(1, Basis.OWN_YEAR),
        "ranges": Settings(overlaps=Overlaps.AS_REPORT),
        "toy2": Settings(basis=Basis.OWN_YEAR),
    }
    cases = {}
    for name, (country, targets) in starts.items():
        data, ids = exported(country, Settings(own_targets=targets)), tuple(country.measures)
        for nth, (chosen, settings) in enumerate(
            [((), Settings()), (ids[::2], Settings()), (ids[1::2], changes[name]), (ids, Settings())]
        ):
            held = compose_package(country, chosen, replace(settings, own_targets=targets))
            cases[f"{name}{nth}"] = flip(data, country, chosen, settings), held
    edited = replace(TARGETS[0], amount_keur=None, percent=Decimal("7.5"), **LINES, budgets=("JenV",), columns=())  # type: ignore[arg-type]
    cells: dict[str, object] = {"Eigen_1_bedrag": None, "Eigen_1_procent": 7.5, "Eigen_1_regels": "T-main; T-aid"}
    cells |= {"Eigen_1_jaar": 2022, "Eigen_1_waar": "JenV"} | {f"Eigen_1_kolom_{c}": 1 for c in toy.columns.years}
    settings = Settings(own_targets=(edited, *TARGETS[1:]))
    cases["edited"] = typed(exported(toy, SETTINGS, ids=("A.2",)), cells), compose_package(toy, ("A.2",), settings)
    assert read_workbook(cases["edited"][0], toy).draft.settings == settings
    assert calculated(soffice, tmp_path, cases) == []


@pytest.mark.calc
def test_the_check_says_whether_a_target_was_changed(toy: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """As exported all is well; with another amount the differences belong to the change."""
    data = exported(toy, SETTINGS, ids=("A.2",))
    files = {"same": data, "other": typed(data, {"Eigen_1_bedrag": 11})}
    found = {name: csv_sheets(path)["Controle"][2][0] for name, path in soffice.calculate(tmp_path, files, CSV).items()}
    assert found == {"same": FINE, "other": CHANGED}


def test_csv_has_nothing_to_reach_where_nothing_is_asked(toy: Catalogue) -> None:
    """And the verdict says that it is not asked."""
    data = write_csv(compose_package(toy, ("A.2",), Settings(own_targets=TARGETS[:1])), language="en")
    rows = [row for row in csv.reader(StringIO(data.decode("utf-8-sig"))) if row[1] == "own-1"]
    assert rows[0][3:9] == ["", "", "", "", "-10.5", "-10.5"]
    assert rows[1][-1].startswith("2021 not asked, 2022 not asked")


def test_a_comparison_holds_all_against_each(toy: Catalogue) -> None:
    """The targets of either package are rows for both."""
    one, other = (compose_package(toy, ("A.1",), Settings(own_targets=own)) for own in (TARGETS[:1], TARGETS[2:3]))
    book = open_book(write_comparison([("een", one), ("twee", other)]))
    firsts = [row[0] for row in book["Vergelijking"].iter_rows(values_only=True)]
    assert "Mijn = doel: Oordeel" in firsts
    assert any(str(first).startswith("alles (alleen uitgaven): −0,001% van 0,001, 2023: Oordeel") for first in firsts)
