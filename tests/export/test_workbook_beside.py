"""
Choices side by side in one workbook: A is the package, B, C and D are typed on Keuze.

1. Recalculated, each total, target, verdict and part of ODA is the engine's under the same settings, and the bridge
leads from A to it; a verdict that rests on double counting says that the choice must stand in A. 2. Each choice comes
back. 3. What may not be typed is told, and counts as nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.core import FaultsError, Overlaps, Settings
from budget.engine import Package, TargetResult, attribute_oda, compose_package, evaluate_targets
from budget.export import read_workbook, write_workbook
from budget.export.sheets.beside_oda import PARTS
from budget.export.sheets.ends import plain_sums
from budget.export.sheets.oda_ends import values_of
from budget.export.texts import CHANGED, FINE, WRONG, Texts
from budget.export.units import in_millions
from tests.calc import Calc
from tests.export.workbook_tools import (
    by_id,
    edit,
    errors,
    flip,
    formulas_of,
    named,
    open_book,
    opened,
    random_packages,
    retyped,
    rows,
)

State = tuple[list[str], Settings, dict[str, list[str]]]
"""What A holds, the settings, and what B, C and D hold."""
CHOICES = {"B": slice(0, None, 2), "C": slice(1, 4), "D": slice(0, 0)}


def typed(choices: dict[str, list[str]]) -> Callable[[Callable[[str], Any]], None]:
    """Put a 1 at the measures of each choice."""

    def change(find: Callable[[str], Any]) -> None:
        ids = [id_.value for (id_,) in find("Keuze_nr")]
        for letter, chosen in choices.items():
            for id_, (cell,) in zip(ids, find(f"Keuze_{letter}_invoer"), strict=True):
                cell.value = 1 if id_ in chosen else None

    return change


def with_choices(exported: bytes, data: bytes, choices: dict[str, list[str]]) -> bytes:
    """Type B, C and D into a workbook that has the same cells as the exported one."""
    book = formulas_of(exported)
    cells = {
        place: int(id_ in chosen)
        for letter, chosen in choices.items()
        for id_, place in by_id(book, "Keuze_nr", f"Keuze_{letter}_invoer").items()
    }
    return retyped(data, {"xl/worksheets/sheet2.xml": cells})


def shown(book: Any, name: str) -> list[Any]:
    """The cells behind a name; an empty text is nothing."""
    return [None if cell.value == "" else cell.value for cell in rows(book, name)[0]]


def amounts(values: Iterable[Any]) -> list[Any]:
    """Amounts in thousands as cells hold them; without one number they hold nothing."""
    return [in_millions(value) if isinstance(value, int) else None for value in values]


def wrong_verdicts(book: Any, name: str, package: Package, result: TargetResult) -> list[str]:
    """Where a verdict is not the engine's; where a choice rests on double counting it must say so."""
    t, found = Texts("nl", package.catalogue.info.overlaps.is_complete), shown(book, name)
    doubles = any(clash.conflict.bounds for clash in package.clashes) and package.settings.overlaps is Overlaps.BOUNDS
    return [
        f"{name}: sheet {cell}, engine {verdict.value}"
        for cell, verdict in zip(found, (one.verdict for one in result.cells.values()), strict=True)
        if cell != t.verdict(verdict) and not (doubles and cell == t("dubbeltelling: zet in A"))
    ]


def faults_beside(book: Any, letter: str, package: Package, first: Package) -> list[str]:
    """Where the sheet and the engine disagree on a choice: total, targets with verdicts, ODA, and the bridge from A."""
    catalogue, expected, faults = package.catalogue, dict[str, list[Any]](), list[str]()
    expected[f"Naast_{letter}"] = amounts(plain_sums(package.totals.values()))
    for number, result in enumerate(evaluate_targets(package).values(), start=1):
        effects = plain_sums(cell.effect for cell in result.cells.values())
        expected[f"Naast_{letter}_doel_{number}"] = amounts(effects)
        faults += wrong_verdicts(book, f"Naast_{letter}_oordeel_{number}", package, result)
    if catalogue.oda is not None:
        columns = list(attribute_oda(package).columns.values())
        for part in PARTS:
            expected[f"Naast_{letter}_{part}"] = amounts(values_of(columns, part, None))
    faults += [f"{key}: {found} {values}" for key, values in expected.items() if (found := shown(book, key)) != values]
    if letter != "A":
        one, other = (it.totals[catalogue.columns.structural].keur for it in (first, package))
        steps = [row[8 + "BCD".index(letter)] for row in bridge_rows(book, catalogue)]
        if one is not None and other is not None:
            sum_ = round(sum(step for step in steps if isinstance(step, int | float)), 3)
            faults += [] if sum_ == in_millions(other - one) else [f"bridge to {letter}: {sum_}"]
    return faults


def bridge_rows(book: Any, catalogue: Catalogue) -> list[Any]:
    return [row for row in book["Naast elkaar"].iter_rows(values_only=True) if row[0] in catalogue.measures]


def flagged(book: Any, name: str) -> list[str]:
    """The measures at which a column of Keuze has a 1."""
    pairs = zip(rows(book, "Keuze_nr"), rows(book, name), strict=True)
    return [id_.value for (id_,), (flag,) in pairs if flag.value == 1]


def faults_of_lists(book: Any, package: Package, then: list[str]) -> list[str]:
    """Where Gekozen does not list the chosen measures alone, or Keuze not those of `then`, as exported."""
    listed = [cell for (cell, *_) in book["Gekozen"].iter_rows(min_row=8, values_only=True) if cell]
    before = flagged(book, "Keuze_bij_export")
    faults = [] if listed == list(package.rows) else [f"Gekozen lists {listed}"]
    return faults + ([] if before == then else [f"exported were {before}"])


def check_states(soffice: Calc, folder: Path, exported: bytes, catalogue: Catalogue, states: list[State]) -> list[str]:
    """Type each state into the workbook, recalculate it, and return where it differs from the engine."""
    files = {
        f"state{nth}": with_choices(exported, flip(exported, catalogue, ids, settings), choices)
        for nth, (ids, settings, choices) in enumerate(states)
    }
    faults, then = [], flagged(open_book(exported), "Keuze_aan")
    for name, book in opened(soffice.calculate(folder, files)):
        ids, settings, choices = states[int(name.removeprefix("state"))]
        first = compose_package(catalogue, ids, settings)
        found = errors(book)
        status = named(book, "Status").value
        found += [] if status in {FINE, CHANGED} else [status]
        found += faults_of_lists(book, first, then)
        for letter, chosen in {"A": ids, **choices}.items():
            found += faults_beside(book, letter, compose_package(catalogue, chosen, settings), first)
        faults += [f"{name} {settings} {choices}: {fault}" for fault in found]
    return faults


@pytest.mark.long
def test_each_choice_is_worked_out(full: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """Totals, targets with verdicts, ODA under a regime of its own, and the bridge, which adds up to the difference."""
    ids = list(full.measures)
    regimes = [id_ for id_, measure in full.measures.items() if measure.oda and measure.oda.regime]
    data = write_workbook(compose_package(full, ids[::3]), "Naast")
    choices = {"B": ids[::2], "C": [*ids[1:4], *regimes], "D": []}
    states: list[State] = [(ids[::3], settings, choices) for settings in (Settings(), Settings(delay=1))]
    assert check_states(soffice, tmp_path, data, full, states) == []


@pytest.mark.long
@pytest.mark.parametrize("name", ["catalogue", "full", "toy_both", "toy_ranges", "toy2"])
def test_each_choice_is_the_engines_in_random_states(
    request: pytest.FixtureRequest, soffice: Calc, tmp_path: Path, name: str
) -> None:
    """The same for choices of every size under settings of every kind."""
    catalogue: Catalogue = request.getfixturevalue(name)
    chance, states = random.Random(15), list[State]()
    for ids, settings in random_packages(catalogue, 20, seed=15):
        every = list(catalogue.measures)
        choices = {letter: chance.sample(every, chance.randint(0, len(every))) for letter in "BCD"}
        states.append((ids, settings, choices))
    data = write_workbook(compose_package(catalogue, []), "Naast")
    assert check_states(soffice, tmp_path, data, catalogue, states) == []


@pytest.mark.slow
def test_each_choice_comes_back(full: Catalogue) -> None:
    """Those that hold a measure, under the settings of the workbook; an empty one is none."""
    ids = list(full.measures)
    package = compose_package(full, ids[:2], Settings(1))
    choices = {letter: ids[part] for letter, part in CHOICES.items()}
    read = read_workbook(edit(write_workbook(package, "Naast"), typed(choices)), full)
    assert [(d.name, d.measures) for d in read.beside] == [(f"Naast {k}", tuple(choices[k])) for k in "BC"]
    assert {draft.settings for draft in read.beside} == {read.draft.settings}
    assert (read.draft.measures, read.warnings) == (package.selection, ())
    assert read_workbook(write_workbook(package), full).beside == ()


@pytest.mark.long
def test_what_may_not_be_typed_is_told(full: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """In the workbook at its cell, and when it is read back."""

    def change(find: Callable[[str], Any]) -> None:
        find("Keuze_C_invoer")[1][0].value = "ja"

    data = edit(write_workbook(compose_package(full, [])), change)
    at = named(open_book(data), "Keuze_C_invoer")[1][0]
    (book,) = (found for _, found in opened(soffice.calculate(tmp_path, {"one": data})))
    assert named(book, "Status").value == f"{WRONG} Keuze!${at.column_letter}${at.row}"
    with pytest.raises(FaultsError, match="expected 1 or 0"):
        read_workbook(data, full)
