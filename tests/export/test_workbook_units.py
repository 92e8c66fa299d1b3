"""
What is headed in millions holds millions: three decimals, exact.

1. A copied cell pastes what it shows: no number format scales. 2. An amount is the double nearest to its thousands over
a thousand, whatever was added, so that a verdict on the very edge is the engine's. 3. What was exported in thousands
still opens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue
from budget.core import Settings, explain
from budget.engine import Package, Verdict, compose_package, evaluate_targets
from budget.export import read_workbook, write_comparison, write_workbook
from budget.export.units import in_millions
from tests.calc import CSV, Calc
from tests.conftest import ROOT
from tests.export.workbook_tools import (
    condemned,
    csv_results,
    csv_sheets,
    differences,
    edit,
    flip,
    open_book,
    rows,
)

IN_THOUSANDS = (ROOT / "tests" / "samples" / "thousands.xlsx").read_bytes()
EDGE = ("sluis-a", "vlieger", "Z9")


@pytest.mark.long
def test_no_number_format_scales_and_amounts_are_whole_thousands(package: Package, toy_both: Catalogue) -> None:
    """A format shows the number that the cell holds; of a thousand times an amount nothing is left after the point."""
    other = compose_package(toy_both, toy_both.measures)
    for data in (write_workbook(package), write_workbook(other), write_comparison([("a", package), ("b", package)])):
        for sheet in open_book(data):
            thousands = "duizend euro" in str(sheet["A2"].value)
            for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)):
                assert not re.search(r"[0#],(;|$|\")", cell.number_format), f"{sheet.title}!{cell.coordinate}"
                if "0.000" in cell.number_format:
                    assert not thousands
                    assert cell.value == in_millions(round(cell.value * 1000)), f"{sheet.title}!{cell.coordinate}"


def on_the_edge(toy2: Catalogue, effects: Sequence[int]) -> Catalogue:
    """The country with locks of 1,187.003, of which 1% is 11.871 with its fraction up; three measures save there."""
    measures = dict(toy2.measures)
    for id_, keur in zip(EDGE, effects, strict=True):
        measure = measures[id_]
        (posting,) = measure.postings[:1]
        posting = posting.model_copy(update={"base": "sluizen", "effects": None})
        row = (keur,) * len(toy2.columns)
        measures[id_] = measure.model_copy(update={"effects": row, "postings": (posting,)})
    return replace(toy2, measures=measures, conflicts=())


@pytest.mark.parametrize(
    "effects",
    [
        (-1, -270, -11_600),
        pytest.param((-1, -270, -11_599), marks=pytest.mark.long),
        pytest.param((-3_957, -3_957, -3_957), marks=pytest.mark.long),
    ],
)
def test_no_residue_turns_a_verdict_on_the_edge(
    toy2: Catalogue, soffice: Calc, tmp_path: Path, effects: tuple[int, ...]
) -> None:
    """Sums of thousandths that reach the amount to the thousand, or miss it by one, are judged as the engine does."""
    catalogue = on_the_edge(toy2, effects)
    package = compose_package(catalogue, EDGE)
    cell = evaluate_targets(package)["sluizen-1"].cells["2026"]
    assert cell.target_keur == -11_871
    assert cell.verdict is (Verdict.MET if sum(effects) == -11_871 else Verdict.NOT_MET)
    data = flip(write_workbook(compose_package(catalogue, [])), catalogue, EDGE, Settings())
    (path,) = soffice.calculate(tmp_path, {"edge": data}, CSV).values()
    sheets = csv_sheets(path)
    assert differences(csv_results(sheets["Controle"]), package) == []
    assert condemned(sheets) == []


@pytest.mark.slow
def test_a_workbook_in_thousands_still_opens(full: Catalogue) -> None:
    """Its choice, settings and dials come back without a warning; an amount typed over is told, and no result is."""
    read = read_workbook(IN_THOUSANDS, full)
    assert (read.draft.measures, read.draft.name, read.warnings) == (("A.1", "A.3", "B.5"), "In duizenden", ())
    assert read.draft.settings.delay == 1
    assert [dial[:2] for dial in read.draft.settings.dials] == [("A.1", "step")]

    def change(find: Callable[[str], Any]) -> None:
        find("Eff_bedragen")[1][3].value = 12
        find("Uitkomst_nu")[0][0].value = 12

    (warning,) = read_workbook(edit(IN_THOUSANDS, change), full).warnings
    ids = [id_.value for (id_,) in rows(open_book(IN_THOUSANDS), "Eff_nr")]
    assert ids[1] in explain(warning)
