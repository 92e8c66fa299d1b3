"""
Figures of one's own in the workbook.

1. They come back whole, also from .ods; what is wrong in a cell is told there.
2. The sheet counts what of the total and the targets is theirs, as the engine does.
3. Without them there is no sheet and no mark.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budget.catalogue import Catalogue, with_own
from budget.core import NOT_GIVEN, OPEN_COST, Amount, FaultsError, Own, OwnTarget, Settings
from budget.engine import compose_package
from budget.export import read_workbook, write_comparison, write_ods, write_workbook
from tests.calc import CSV, Calc
from tests.export.formula_rules import LONGEST, constants, formulas, words
from tests.export.workbook_tools import csv_errors, csv_results, csv_sheets, differences, flip
from tests.own_figures import DRAFT, FILLED, OWN, SAVING, SETTINGS

SHEET = "Eigen cijfers"
EVERY_FORM = replace(
    SAVING,
    id="eigen-2",
    title="=1+1",
    cells=(0, OPEN_COST, NOT_GIVEN, Amount(None, 1_000, 2_500), Amount(10_000, 10_000, None), Amount(None, 5, None)),
    base="none",
    tax=True,
    article="",
    source="",
)
FULL = Settings(1, own=Own((SAVING, EVERY_FORM), (FILLED,)), own_targets=(OwnTarget(amount_keur=1, columns=("2023",)),))


def sheet_of(data: bytes, name: str = "Eigen cijfers") -> Any:
    """Return a sheet of a workbook with its values."""
    return load_workbook(BytesIO(data), data_only=True)[name]


@pytest.mark.parametrize("writer", [write_workbook, pytest.param(write_ods, marks=pytest.mark.slow)])
def test_they_come_back_whole(toy: Catalogue, writer: Any) -> None:
    """Every form of an amount, hostile texts, and the choice; nothing is warned of."""
    chosen = ("A.1", "B.1", "eigen-1", "eigen-2")
    data = writer(compose_package(toy, chosen, FULL), "Naam")
    found = read_workbook(data, toy)
    assert found.draft.settings == FULL
    assert found.draft.measures == chosen
    assert found.warnings == ()


@pytest.mark.slow
def test_in_english_they_come_back_too(toy: Catalogue) -> None:
    """Words and headings are read in either language."""
    data = write_workbook(compose_package(toy, DRAFT.measures, SETTINGS), "Name", "en")
    assert read_workbook(data, toy).draft.settings.own == OWN


@pytest.mark.slow
def test_the_sheet_counts_them(toy: Catalogue) -> None:
    """−9 and 3.5 in 2021; in which columns the verdict on each target rests on them."""
    data = write_workbook(compose_package(toy, DRAFT.measures, SETTINGS))
    rows = [[cell.value for cell in row] for row in sheet_of(data)]
    total = next(row for row in rows if "Eigen cijfers in het totaal" in row)
    assert total[8:14] == [-5.5, -4, -4, -4, -4, -4]
    verdict = next(row for row in rows if "Hoofdregel −20%: oordeel" in row)
    assert verdict[8:14] == ["rust op eigen cijfers"] * 6


@pytest.mark.slow
def test_its_formulas_keep_to_the_rules(toy: Catalogue) -> None:
    """No number without a name, no word that a reader sees, and none too long, as those of every sheet."""
    found = [one for one in formulas(write_workbook(compose_package(toy, DRAFT.measures, FULL))) if one.sheet == SHEET]
    assert len(found) > 30
    assert [number for one in found for number in constants(one)] == []
    assert {text for one in found for text in words(one)} <= {'" "', '"!"', f'"{SHEET}!"'}
    long = [one.text for one in found if len(one.text) > LONGEST]
    assert [text for text in long if "CHOOSE(Nummer_" not in text and "Melding_fout" not in text] == []


@pytest.mark.slow
def test_a_fault_is_told_at_its_cell(toy: Catalogue) -> None:
    """An amount that is no amount, and a base line that is not there."""
    book = load_workbook(BytesIO(write_workbook(compose_package(toy, DRAFT.measures, SETTINGS))))
    sheet = book["Eigen cijfers"]
    sheet["I6"], sheet["F6"] = "veel", "T-nain"
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(FaultsError) as raised:
        read_workbook(stream.getvalue(), toy)
    assert [fault.field for fault in raised.value.faults] == ["Eigen cijfers!I6"]
    sheet["I6"] = -9
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(FaultsError) as raised:
        read_workbook(stream.getvalue(), toy)
    assert [fault.field for fault in raised.value.faults] == ["Eigen cijfers!F6"]


@pytest.mark.slow
def test_titles_say_what_is_ones_own(toy: Catalogue) -> None:
    """On Keuze, and the legend of each sheet says that there is anything."""
    data = write_workbook(compose_package(toy, DRAFT.measures, SETTINGS))
    titles = {row[1].value: row[2].value for row in sheet_of(data, "Keuze").iter_rows(min_row=12)}
    assert titles["eigen-1"] == "Minder opvangplekken · eigen maatregel"
    assert titles["B.1"] == "Maatregel B.1 · eigen schatting"
    sources = [[cell.value for cell in row] for row in sheet_of(data, "Bronnen").iter_rows(min_row=6)]
    assert ["B.1", "Maatregel B.1", "Eigen schatting", None, None, "2021: Zelfde als in 2019."] in [
        row[:6] for row in sources
    ]
    assert {row[4] for row in sources if row[0] == "eigen-1"} == {"eigen opgave: Nota van 3 mei", None}
    assert "met eigen cijfers" in str([cell.value for row in sheet_of(data, "Posten") for cell in row][:200])


def test_a_comparison_says_it(toy: Catalogue) -> None:
    """Beside a package without any; what only one package has is marked there too, and the bridge has its title."""
    packages = [("een", compose_package(toy, ("A.1",))), ("twee", compose_package(toy, DRAFT.measures, SETTINGS))]
    data = write_comparison(packages)
    firsts = [[cell.value for cell in row] for row in sheet_of(data, "Vergelijking").iter_rows()]
    own = next(at for at, row in enumerate(firsts) if row[0] == "Eigen cijfers in het totaal")
    assert [row[2:8] for row in firsts[own + 1 : own + 3]] == [[0] * 6, [-5.5, -4, -4, -4, -4, -4]]
    assert "Hoofdregel −20%: Eigen cijfers" in [row[0] for row in firsts]
    titles = [row[1].value for row in sheet_of(data, "Maatregelen").iter_rows()]
    assert "Minder opvangplekken · eigen maatregel" in titles
    assert "Minder opvangplekken" in [row[1].value for row in sheet_of(data, "Brug").iter_rows()]


@pytest.mark.calc
@pytest.mark.long
def test_calc_agrees_with_the_engine(toy: Catalogue, toy_ranges: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """As exported, and with choices, a later decision and another scope typed in; also where amounts have bounds."""
    targets = (OwnTarget(amount_keur=5_000, columns=("2022", "structural")),)
    fitting = replace(EVERY_FORM, cells=(0, OPEN_COST, 500, -500, Amount(10_000, 10_000, None), 0))
    full = Settings(own=Own((SAVING, fitting), (FILLED,)), own_targets=targets)
    cells = (-1_000, 2_500, *[0] * (len(toy_ranges.columns) - 2))
    wide = replace(SAVING, budget="Haven", article="1", base=toy_ranges.base.lines[0].id, cells=cells)
    starts = {"toy": (toy, full), "ranges": (toy_ranges, Settings(own=Own((wide,))))}
    cases = {}
    for name, (country, settings) in starts.items():
        data = write_workbook(compose_package(country, (), settings), "Proef")
        ids = tuple(with_own(country, settings.own).measures)
        changes = [settings, replace(settings, delay=1), replace(settings, scope="whole", delay=2)]
        for nth, (chosen, changed) in enumerate(zip((ids, ids[::2], ids[1::2]), changes, strict=True)):
            if name == "toy" or nth == 0:
                held = compose_package(country, chosen, changed)
                cases[f"{name}{nth}"] = flip(data, held.catalogue, chosen, changed), held
    faults = []
    for name, path in soffice.calculate(tmp_path, {name: data for name, (data, _) in cases.items()}, CSV).items():
        sheets = csv_sheets(path)
        faults += [f"{name}: {fault}" for fault in csv_errors(sheets)]
        faults += [f"{name}: {fault}" for fault in differences(csv_results(sheets["Controle"]), cases[name][1])]
    assert faults == []


def test_without_them_there_is_nothing(toy: Catalogue) -> None:
    """Neither the sheet nor the mark."""
    book = load_workbook(BytesIO(write_workbook(compose_package(toy, ("A.1",)))), read_only=True)
    assert "Eigen cijfers" not in book.sheetnames
