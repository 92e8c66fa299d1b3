"""
The workbook after an edit, recalculated by LibreOffice Calc.

1. After flipping toggles and settings every total, target, verdict and ODA cell equals the engine's, to the thousand
euro. 2. No formula gives an error. 3. Controle says whether the sheet still has what was exported.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.core import Basis, Ceiling, Cover, Ended, OdaRules, Overlaps, Programmes, Settings, ShareBy
from budget.engine import Package, compose_package
from budget.export import write_comparison, write_workbook
from budget.export.texts import CHANGED, FINE, Texts
from budget.export.units import in_millions
from tests.calc import Calc
from tests.conftest import COLUMNS, DELAYS, SCOPES
from tests.export.agreement import Case, state_faults
from tests.export.workbook_tools import (
    differences,
    errors,
    flip,
    named,
    open_book,
    opened,
    random_packages,
    results,
)

OTHERS: Mapping[str, Sequence[Any]] = {
    "share_by": list(ShareBy),
    "dac_part": (None, 815),
    "programmes": list(Programmes),
    "ended": list(Ended),
    "cover": list(Cover),
    "overlaps": list(Overlaps),
}
"""The settings that are drawn at random beside the combinations of the others."""


def combinations(catalogue: Catalogue) -> list[Case]:
    """A random selection under each combination of settings, the same at every run."""
    chance = random.Random(2020)
    ids = list(catalogue.measures)
    regimes = [id_ for id_, measure in catalogue.measures.items() if measure.oda and measure.oda.regime]
    exclusive = {m for conflict in catalogue.conflicts if conflict.kind.value == "exclusive" for m in conflict.members}
    free = [id_ for id_ in ids if id_ not in exclusive]  # most verdicts need a package without exclusive measures
    cases = []
    kinds = (DELAYS, Basis, SCOPES, OdaRules, (None, 537, "coa", "half"), Ceiling)
    for place, values in enumerate(itertools.product(*kinds)):
        chosen = chance.sample(ids if place % 3 == 0 else free, chance.randint(0, len(free)))
        one = chance.choice(regimes) if place % 2 else None
        names = ("delay", "basis", "scope", "oda_rules", "first_year_share", "ceiling")
        settings = replace(
            Settings(**dict(zip(names, values, strict=True))), **{n: chance.choice(k) for n, k in OTHERS.items()}
        )
        cases.append(([*chosen, *([one] if one and one not in chosen else [])], settings))
    return cases


def test_every_combination_of_settings_has_its_own_selection(catalogue: Catalogue) -> None:
    """The cases below are as many packages as there are settings, hardly two alike."""
    found = combinations(catalogue)
    assert len({settings for _, settings in found}) == len(found) == 3 * 2**6
    assert len({tuple(chosen) for chosen, _ in found}) > 90


@pytest.mark.long
@pytest.mark.parametrize("delay", DELAYS)
def test_calc_agrees_with_the_engine_for_random_selections_and_all_settings(
    catalogue: Catalogue, exported: bytes, soffice: Calc, tmp_path: Path, delay: int
) -> None:
    """Toggles and settings typed into the workbook give the engine's figures to the thousand euro, and no error."""
    cases = [case for case in combinations(catalogue) if case[1].delay == delay]
    assert state_faults(soffice, tmp_path, catalogue, exported, cases) == []


@pytest.mark.long
def test_calc_agrees_with_the_engine_for_many_more(
    catalogue: Catalogue, exported: bytes, soffice: Calc, tmp_path: Path
) -> None:
    """The same for another fifty packages of every size, with every kind of conflict and settings of every kind."""
    cases = list(random_packages(catalogue, 50, 0))
    assert state_faults(soffice, tmp_path, catalogue, exported, cases) == []


@pytest.mark.parametrize(
    "exported_as", ["nl", *(pytest.param(n, marks=pytest.mark.long) for n in ("en", "dial", "toy"))]
)
def test_calc_agrees_as_exported_and_the_check_says_so(
    catalogue: Catalogue, toy: Catalogue, package: Package, soffice: Calc, tmp_path: Path, exported_as: str
) -> None:
    """Untouched, every difference is 0 and the state is fine; also in English, with a dial, and for the toy country."""
    dialed = compose_package(catalogue, ["4.12b", "4.7"], Settings(1, dials=(("4.12b", "step", Decimal("2.5")),)))
    packages = {"nl": package, "en": package, "dial": dialed, "toy": compose_package(toy, toy.measures)}
    found = packages[exported_as]
    language, sheet = ("en", "Check") if exported_as == "en" else ("nl", "Controle")
    data = write_workbook(found, language=language)
    for _, book in opened(soffice.calculate(tmp_path, {exported_as: data})):
        assert errors(book) == []
        assert differences(results(book, sheet), found, language) == []
        assert named(book, "Grootste_verschil").value == 0
        assert named(book, "Status").value == Texts(language)(FINE)


@pytest.mark.long
def test_the_check_says_that_the_choice_was_changed(
    exported: bytes, package: Package, soffice: Calc, tmp_path: Path
) -> None:
    """After a change the differences are expected, and the state says so."""
    changed = {
        "toggle": flip(exported, package.catalogue, package.selection[1:], package.settings),
        "setting": flip(
            exported, package.catalogue, package.selection, replace(package.settings, ceiling=Ceiling.FOLLOWS)
        ),
        "dial": flip(
            exported, package.catalogue, package.selection, package.settings.turned("4.12a", "step", Decimal("2.5"))
        ),
    }
    for _, book in opened(soffice.calculate(tmp_path, changed)):
        assert named(book, "Afwijkende_keuzes").value == 1
        assert named(book, "Status").value == CHANGED


@pytest.mark.long
def test_sorting_the_choice_changes_nothing(exported: bytes, package: Package, soffice: Calc, tmp_path: Path) -> None:
    """Formulas find a measure by its id, so that a user may sort the table."""
    book = open_book(exported, values=False)
    rows = [
        (id_.value, toggle.value)
        for (id_,), (toggle,) in zip(named(book, "Keuze_nr"), named(book, "Keuze_invoer"), strict=True)
    ]
    for (id_, on), (id_cell,), (toggle,) in zip(
        reversed(rows), named(book, "Keuze_nr"), named(book, "Keuze_invoer"), strict=True
    ):
        id_cell.value, toggle.value = id_, on
    stream = BytesIO()
    book.save(stream)
    for _, found in opened(soffice.calculate(tmp_path, {"sorted": stream.getvalue()})):
        assert differences(results(found), package) == []


def test_the_bridge_adds_up_and_holds_every_difference(
    catalogue: Catalogue, package: Package, soffice: Calc, tmp_path: Path
) -> None:
    """From the first package to each other one: start plus steps is the end, by Calc's own sum."""
    other = compose_package(catalogue, ["4.7", "4.2b", "5.6", "6.2b"], Settings(delay=1))
    data = write_comparison([("Eerste", package), ("=1+1", other), ("", compose_package(catalogue, []))])
    for _, book in opened(soffice.calculate(tmp_path, {"side": data})):
        assert errors(book) == []
        rows = list(book["Brug"].iter_rows(values_only=True))
        checks = [row[3:9] for row in rows if row[1] == "Verschil (moet 0 zijn)"]
        assert checks == [(0,) * 6] * 2
        ends = [row[3:9] for row in rows if row[1] == "Totaal volgens het rekenmodel"]
        assert ends[0] == tuple(in_millions(other.totals[column].certain) for column in COLUMNS)
