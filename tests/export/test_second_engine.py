"""
The workbook in a second engine, so that "equal" does not rest on one program: every formula cell of every sheet.

1. As exported each formula cell is what LibreOffice makes of it, and the value that it carries. 2. Under any choice and
any settings each result is the engine's. 3. Calculated so, the workbook says that it is right. 4. The same holds of a
list of 681 measures, of which the second engine works out one formula at a time.
"""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.cell import coordinate_to_tuple

from budget.catalogue import Catalogue, find_catalogue, load_catalogue
from budget.core import Settings
from budget.engine import compose_package
from budget.export import write_workbook
from budget.export.sheets.settings import list_choices
from budget.export.texts import WRONG, Texts
from tests.calc import Calc
from tests.export.second_engine import SecondEngine
from tests.export.workbook_tools import alike, differences, flip, input_cells, live_cells, open_book, random_packages
from tests.export.worked_out import WorkedOut, read_workbook, rows_of

pytestmark = pytest.mark.long

LEAF = "Lange tabel"
"""A sheet on which nothing rests, with a quarter of the formulas of the longest list; typed states leave it out."""
STATES = {"report": 5, "toy2": 40, "full": 20, "both": 20, "ranges": 20}


@pytest.fixture(scope="module")
def countries(
    catalogue: Catalogue, toy2: Catalogue, full: Catalogue, toy_both: Catalogue, toy_ranges: Catalogue
) -> dict[str, Catalogue]:
    """The report and every invented country."""
    return {"report": catalogue, "toy2": toy2, "full": full, "both": toy_both, "ranges": toy_ranges}


@pytest.mark.parametrize("country", STATES)
def test_every_formula_cell_is_the_same_in_both(
    soffice: Calc, tmp_path: Path, countries: dict[str, Catalogue], country: str
) -> None:
    """A drawn package, recalculated by either; no cell of any sheet differs and none is an error."""
    chosen = countries[country]
    ids = random.Random(15).sample(list(chosen.measures), len(chosen.measures) // 2)
    data = write_workbook(compose_package(chosen, ids))
    (path,) = soffice.calculate(tmp_path, {"book": data}).values()
    calc, second = openpyxl.load_workbook(path, data_only=True), SecondEngine(data)
    pairs = [(place, calc[place[0]].cell(*place[1:]).value, second.value(*place)) for place in second.cells]
    assert len(pairs) > 800
    assert [pair for pair in pairs if not alike(pair[1], "" if pair[2] is None else pair[2])] == []
    carried = open_book(data)
    held = [(place, carried[place[0]].cell(*place[1:]).value, value) for place, _, value in pairs]
    assert [pair for pair in held if not alike(pair[1], "" if pair[2] is None else pair[2])] == []
    assert second.errors() == []


@pytest.mark.parametrize("country", STATES)
def test_any_choice_gives_the_engines_results(countries: dict[str, Catalogue], country: str) -> None:
    """Toggles and settings typed into the second engine: total, targets, verdicts, ODA, each to the thousand euro."""
    chosen, wrong = countries[country], Texts("nl")(WRONG)
    second = SecondEngine(write_workbook(compose_package(chosen, [])))
    toggles, places, _ = second.inputs
    guide, choice = list(second.sheets)[:2]
    faults = []
    for state, (ids, settings) in enumerate(random_packages(chosen, STATES[country], 148)):
        type_in(second, chosen, settings, places, guide)
        for id_, place in toggles.items():
            second.type(choice, place, int(id_ in ids))
        second.calculate()
        found = differences(second.results(), compose_package(chosen, ids, settings))
        told = [str(second.value(name, 2, 1)) for name in second.sheets if name != "Controle"]
        faults += [
            f"{state}: {fault}" for fault in [*found, *second.errors(), *(t for t in told if t.startswith(wrong))]
        ]
    assert faults == []


def type_in(second: SecondEngine, catalogue: Catalogue, settings: Settings, places: dict[str, str], sheet: str) -> None:
    """Type settings into their cells."""
    for one in list_choices(Texts("nl"), settings, catalogue.frame):
        second.type(sheet, places[one.name], one.now)


def test_the_longest_list_is_the_same_in_both(soffice: Calc, tmp_path: Path) -> None:
    """A drawn package as exported, two more typed in: every formula cell in both programs, each result the engine's."""
    longest = load_catalogue(find_catalogue("ombuigingslijst-2021"))
    cases = list(random_packages(longest, 3, 681))
    data = write_workbook(compose_package(longest, *cases[0]))
    files = {str(at): flip(data, longest, *case) if at else data for at, case in enumerate(cases)}
    second = WorkedOut(data)
    carried, checked = dict(second.values), 0
    for (name, path), case in zip(soffice.calculate(tmp_path, files).items(), cases, strict=True):
        values = read_workbook(path.read_bytes()).values
        second.hold(values)
        wrong = [
            (place, values.get(place), value)
            for place, value in second.answers(LEAF if name != "0" else "")
            if not alike(values.get(place), "" if value is None else value)
        ]
        assert (name, wrong) == (name, [])
        assert differences(live_cells(rows_of(values, "Controle")), compose_package(longest, *case)) == []
        if name == "0":
            assert [place for place in second.formulas if not alike(values.get(place), carried[place])] == []
        checked += len(second.formulas)
    assert checked > 120_000 * len(cases)


def test_a_state_is_answered_anew_where_it_changes_anything(toy_ranges: Catalogue) -> None:
    """A toggle turned: what keeps its answer would be answered so again; turned back, all comes to what it was."""
    data = write_workbook(compose_package(toy_ranges, []))
    second = WorkedOut(data)
    told = dict(second.answers())
    assert all(alike(second.values[place], "" if value is None else value) for place, value in told.items())
    toggle = ("Keuze", *coordinate_to_tuple(next(iter(input_cells(data)[0].values()))))
    before = dict(second.values)
    second.hold({**before, toggle: 1.0})
    left = dict(second.answered)
    assert len(left) < len(told)
    second.answered.clear()
    assert {place: value for place, value in second.answers() if place in left} == left
    second.hold(before)
    assert dict(second.answers()) == told
