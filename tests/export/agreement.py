"""Whether Calc and the engine agree about the states of a workbook, for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from budget.catalogue import Catalogue
from budget.core import Settings
from budget.engine import Package, compose_package
from budget.export import write_workbook
from tests.calc import Calc
from tests.export.workbook_tools import choice_cells, condemned, csv_results, differences, formulas_of
from tests.sheet_states import Sheets, states_of

CHECK: Final = {"nl": "Controle", "en": "Check"}
Case = tuple[list[str], Settings]


def state_faults(
    soffice: Calc,
    folder: Path,
    catalogue: Catalogue,
    data: bytes,
    cases: Sequence[Case],
    language: str = "nl",
    more: tuple[str, Callable[[Sheets, Package], Iterable[str]]] | None = None,
) -> list[str]:
    """
    Type each case into the workbook of a package without dials; return where Calc differs from the engine.

    `more` names another sheet and what else is held of it.
    """
    book = formulas_of(data)
    typed = {
        f"case{nth}": {
            (sheet, at): value
            for (sheet, at), value in choice_cells(data, catalogue, *case, language).items()
            if book[sheet][at].value != value
        }
        for nth, case in enumerate(cases)
    }
    asked = [CHECK[language], *([more[0]] if more else [])]
    faults = []
    for name, (sheets, errors) in states_of(soffice, folder, data, typed, asked).items():
        package = compose_package(catalogue, *cases[int(name.removeprefix("case"))])
        wrong = [*differences(csv_results(sheets[CHECK[language]]), package, language), *condemned(sheets), *errors]
        wrong += more[1](sheets, package) if more else []
        faults += [f"{name} {package.selection} {package.settings}: {fault}" for fault in wrong]
    return faults


def faults_of(soffice: Calc, folder: Path, catalogue: Catalogue, cases: list[Case], language: str = "nl") -> list[str]:
    """Type each case into the workbook of an empty package; return where Calc differs from the engine."""
    data = write_workbook(compose_package(catalogue, []), language=language)
    return state_faults(soffice, folder, catalogue, data, cases, language)
