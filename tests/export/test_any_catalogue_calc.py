"""
The workbook of any catalogue in Calc: other columns, scopes and targets, without ODA, dials or conflicts.

Whatever is typed into it, Calc gives the engine's figures, and the search and the engine agree about targets.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, load_catalogue
from budget.core import Basis, Settings
from budget.engine import Verdict, compose_package, evaluate_targets
from budget.search import Goal, Question
from budget.search.find import find_packages
from tests.calc import Calc
from tests.conftest import ROOT
from tests.export.agreement import faults_of
from tests.export.countries import bare, cutting, moving_elsewhere, unruled
from tests.export.workbook_tools import random_packages


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.long)])
def test_calc_agrees_with_the_engine_in_either_country(
    country: Catalogue, soffice: Calc, tmp_path: Path, language: str
) -> None:
    """Random choices and settings typed into the workbook give the engine's figures, and no error."""
    cases = [*random_packages(country, 4, 26), (list(country.measures), Settings()), ([], Settings())]
    assert faults_of(soffice, tmp_path, country, cases, language) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
def test_calc_agrees_in_many_more_states(country: Catalogue, soffice: Calc, tmp_path: Path, seed: int) -> None:
    """The same for a hundred packages of either country, of every size and under settings of every kind."""
    assert faults_of(soffice, tmp_path, country, list(random_packages(country, 50, 40 + seed))) == []


@pytest.mark.long
def test_calc_agrees_for_the_longest_list(soffice: Calc, tmp_path: Path) -> None:
    """Packages of the list of 681 measures; it has ranges and overlaps, and no dials."""
    catalogue = load_catalogue(ROOT / "catalogues" / "ombuigingslijst-2021")
    assert len(catalogue.measures) > 600
    found = [
        (ids[:limit], settings)
        for limit, (ids, settings) in zip((40, 999, 3), random_packages(catalogue, 3, 5), strict=True)
    ]
    assert faults_of(soffice, tmp_path, catalogue, found) == []


@pytest.mark.long
@pytest.mark.parametrize("change", [cutting, pytest.param(bare, marks=pytest.mark.long)])
def test_calc_agrees_where_something_is_absent(
    toy2: Catalogue, soffice: Calc, tmp_path: Path, change: Callable[[Catalogue], Catalogue]
) -> None:
    """Without targets and conflicts, and with a dial over years with a gap, the figures are the engine's."""
    catalogue = change(toy2)
    turned = Settings(dials=(("sluis-a", "ceiling", Decimal(20)), ("sluis-a", "step", Decimal("4.5"))))
    cases = [*random_packages(catalogue, 4, 3)]
    cases += [(list(catalogue.measures), turned)] if change is cutting else []
    assert faults_of(soffice, tmp_path, catalogue, cases) == []


@pytest.mark.parametrize(
    "change", [pytest.param(change, marks=pytest.mark.long) for change in (unruled, moving_elsewhere)]
)
def test_calc_agrees_for_other_rules_of_oda(
    toy: Catalogue, soffice: Calc, tmp_path: Path, change: Callable[[Catalogue], Catalogue]
) -> None:
    """What a regime does is the catalogue's to say; without one nothing on the sheet speaks of it."""
    catalogue = change(toy)
    chosen = [id_ for id_, measure in catalogue.measures.items() if measure.oda and measure.oda.regime]
    cases = [*random_packages(catalogue, 6, 5), *[([id_, "A.1"], Settings()) for id_ in chosen]]
    assert faults_of(soffice, tmp_path, catalogue, cases) == []


@pytest.mark.long
def test_targets_of_one_per_cent_and_of_nothing_agree_everywhere(
    toy2: Catalogue, soffice: Calc, tmp_path: Path
) -> None:
    """A base that does not divide, and one of 0: engine, Calc and search give the same amount and the same verdict."""
    assert {c.base_keur for r in evaluate_targets(compose_package(toy2, [])).values() for c in r.cells.values()} >= {
        0,
        1_187_003,
    }
    chosen = (["sluis-a"], ["sluis-b"], ["molen-x"], ["vlieger"], ["dijk.1", "sluis-a", "Z9"], ["molen-y"], [])
    cases = [(ids, Settings(basis=basis)) for ids, basis in itertools.product(chosen, Basis)]
    assert faults_of(soffice, tmp_path, toy2, cases) == []
    for ids, settings in cases:
        rest = tuple(id_ for id_ in toy2.measures if id_ not in ids)
        for target, result in evaluate_targets(compose_package(toy2, ids, settings)).items():
            for column, cell in result.cells.items():
                goal = Goal(target, (column,))
                asked = Question((goal,), required=tuple(ids), forbidden=rest, settings=settings)
                found = find_packages(toy2, asked).found
                assert bool(found) == (cell.verdict is Verdict.MET), f"{ids} {settings} {target} {column}"
