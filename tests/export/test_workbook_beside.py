"""
Choices side by side in one workbook: A is the package, B, C and D are typed on Keuze.

1. Recalculated, each total is the engine's under the same settings, and the bridge leads from A to it. 2. Each choice
comes back. 3. What may not be typed is told, and counts as nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.core import FaultsError, Settings
from budget.engine import compose_package
from budget.export import read_workbook, write_workbook
from budget.export.sheets.ends import plain_sums
from budget.export.texts import FINE, WRONG
from budget.export.units import in_millions
from tests.calc import Calc
from tests.export.workbook_tools import edit, errors, named, open_book, opened, rows

CHOICES = {"B": slice(0, None, 2), "C": slice(1, 4), "D": slice(0, 0)}


def typed(choices: dict[str, list[str]]) -> Callable[[Callable[[str], Any]], None]:
    """Put a 1 at the measures of each choice."""

    def change(find: Callable[[str], Any]) -> None:
        ids = [id_.value for (id_,) in find("Keuze_nr")]
        for letter, chosen in choices.items():
            for id_, (cell,) in zip(ids, find(f"Keuze_{letter}_invoer"), strict=True):
                cell.value = 1 if id_ in chosen else None

    return change


@pytest.mark.parametrize("name", ["full", pytest.param("toy_both", marks=pytest.mark.long)])
def test_each_choice_is_worked_out(request: pytest.FixtureRequest, soffice: Calc, tmp_path: Path, name: str) -> None:
    """Totals by column, the difference from A, and the bridge, which adds up to it; nothing of A changes."""
    catalogue: Catalogue = request.getfixturevalue(name)
    ids, settings = list(catalogue.measures), Settings(1)
    package = compose_package(catalogue, ids[::3], settings)
    choices = {letter: ids[part] for letter, part in CHOICES.items()}
    data = edit(write_workbook(package, "Naast"), typed(choices))
    (book,) = (found for _, found in opened(soffice.calculate(tmp_path, {"one": data})))
    assert errors(book) == []
    assert named(book, "Status").value == FINE
    bridge = [row for row in book["Naast elkaar"].iter_rows(values_only=True) if row[0] in catalogue.measures]
    for nth, (letter, chosen) in enumerate(choices.items()):
        other = compose_package(catalogue, chosen, settings)
        expected = [in_millions(v) if isinstance(v, int) else None for v in plain_sums(other.totals.values())]
        shown = [cell.value if cell.value != "" else None for cell in rows(book, f"Naast_{letter}")[0]]
        assert shown == expected
        steps = [row[8 + nth] for row in bridge]
        if name == "full" and None not in expected:
            ends = (other.totals["structural"].keur, package.totals["structural"].keur)
            assert round(sum(step for step in steps if isinstance(step, int | float)), 3) == (ends[0] - ends[1]) / 1000  # type: ignore[operator]  # no ranges


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
