"""
The sheet Keten of the workbook.

1. Without any calculation it holds the engine's figures: the years ahead, and who bears the set-back.
2. Whatever is typed into the dials on Aannames, Calc gives the engine's figures, for both kinds of shock.
3. It is absent without a chain, and where both shocks were turned.
4. Its results, those of a set-back that lasts among them, stand on Controle beside the engine's.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import CHAIN, Catalogue
from budget.chain import chain_of, inputs_of, lasting_set_back, project, set_back
from budget.core import Cover, Settings
from budget.engine import Package, compose_package
from budget.export import write_workbook
from budget.export.units import in_millions
from tests.calc import Calc
from tests.export.workbook_tools import differences, edit, errors, named, open_book, results

CASES = {
    "shock": ({"shock": 20}, Settings()),
    "later": ({"shock": -35, "saved": 3, "reserve": 50, "year": 2020}, Settings(first_year_share=500, cover=Cover.OWN)),
    "inflow": ({"inflow-shock": 25, "stay": "9.5", "year": 2022, "central": 1}, Settings(first_year_share="coa")),
    "least": ({"inflow": 0, "stay": 1, "inflow-shock": 300}, Settings()),
    "most": ({"inflow": 150000, "stay": 60, "price": 100000, "shock": 300, "saved": 20}, Settings()),
}


def turned(case: str) -> Settings:
    dials, settings = CASES[case]
    found = settings
    for dial, value in dials.items():
        found = found.turned(CHAIN, dial, Decimal(value))
    return found


def column(book: Any, name: str) -> list[Any]:
    return [row[0].value for row in named(book, name)]


def faults(book: Any, package: Package) -> list[str]:
    """Hold the sheet against the engine."""
    inputs = inputs_of(package)
    ahead, back = project(package.catalogue, inputs), set_back(package, inputs)
    expected = {
        "Keten_jaren": [int(year.year) for year in ahead],
        "Keten_bezetting": [year.flow.closing for year in ahead],
        "Keten_kosten": [in_millions(year.cost) for year in ahead],
    }
    wrong = [f"{name}: {column(book, name)}, {held}" for name, held in expected.items() if column(book, name) != held]
    bearers = [[cell.value for cell in row] for row in named(book, "Keten_dragers")]
    borne = [[*map(in_millions, (o.borne.own, o.borne.oda, o.borne.other, o.borne.reserve))] for o in back.outcomes]
    sheet, language = ("Controle", "nl") if "Controle" in book.sheetnames else ("Check", "en")
    wrong += differences(results(book, sheet), package, language)
    return wrong + ([f"{bearers}, {borne}"] if bearers != borne else [])


def type_dials(values: dict[str, Any]) -> Callable[[Callable[[str], Any]], None]:
    def change(find: Callable[[str], Any]) -> None:
        for (key,), (value,) in zip(find("Aanname_sleutel"), find("Aanname_waarde"), strict=True):
            owner, _, dial = str(key.value).partition(":")
            if owner == CHAIN and dial in values:
                value.value = float(values[dial])

    return change


@pytest.mark.long
def test_the_sheet_holds_the_engines_figures(catalogue: Catalogue) -> None:
    """As it was exported, in either language."""
    package = compose_package(catalogue, ("4.9-1B", "6.2b"), turned("inflow"))
    for language in ("nl", "en"):
        assert faults(open_book(write_workbook(package, language=language)), package) == []


@pytest.mark.calc
@pytest.mark.long
def test_typed_dials_are_calculated(catalogue: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """Exported at the defaults of the chain, then typed over: Calc gives what the engine gives."""
    files, expected = {}, {}
    for case, (dials, settings) in CASES.items():
        files[case] = edit(write_workbook(compose_package(catalogue, ("6.2b",), settings)), type_dials(dials))
        expected[case] = compose_package(catalogue, ("6.2b",), turned(case))
    found = []
    for case, path in soffice.calculate(tmp_path, files).items():
        book = open_book(path.read_bytes())
        found += [f"{case}: {fault}" for fault in [*faults(book, expected[case]), *errors(book)]]
    assert found == []


@pytest.mark.slow
def test_the_checks_hold_every_year_rule_and_a_lasting_set_back(catalogue: Catalogue) -> None:
    """A row for each year ahead and each rule; of a lasting set-back the report's own figures by year."""
    package = compose_package(catalogue, (), turned("shock"))
    found = results(open_book(write_workbook(package)))
    rules = [rule.id for rule in chain_of(catalogue).setback.rules]
    assert {key for key in found if key.startswith(f"{CHAIN}:borne:")} == {f"{CHAIN}:borne:{rule}" for rule in rules}
    assert {key for key in found if key.startswith(f"{CHAIN}:lasting:")} == {
        f"{CHAIN}:lasting:{key}" for key in ("extra", *rules)
    }
    years = [found[f"{CHAIN}:lasting:{rule}"] for rule in ("extra", *rules)]
    lasting = lasting_set_back(package, inputs_of(package))
    assert [cell for cell in years[0] if cell not in (None, "")] == [in_millions(one.extra) for one in lasting]


@pytest.mark.slow
def test_a_list_without_a_chain_has_no_such_sheet(toy: Catalogue, catalogue: Catalogue) -> None:
    """Nor has a package with both shocks: its dials stand on Aannames."""
    both = Settings(dials=((CHAIN, "inflow-shock", Decimal(1)), (CHAIN, "shock", Decimal(1))))
    for package in (compose_package(toy, ()), compose_package(catalogue, (), both)):
        assert "Keten" not in open_book(write_workbook(package)).sheetnames
