"""
The workbook of a list whose amounts have bounds, recalculated by LibreOffice Calc.

1. Whatever is typed into it, Calc gives the engine's sums, bounds, targets, verdicts and reasons, also without double
counting. 2. What touches a target is met, what misses it by a thousand euro is not. 3. A dial beside a range, and what
has no sure direction, count as in the engine.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from budget.catalogue import Catalogue, Counting, load_catalogue
from budget.core import DEPENDS, NOT_GIVEN, OPEN_COST, Amount, Cells, Settings, add_cells
from budget.engine import compose_package, evaluate_targets, package_once
from budget.export import read_workbook, write_workbook
from budget.export.sheets.dials import list_dials
from tests.calc import Calc
from tests.conftest import ROOT
from tests.export.agreement import Case, faults_of
from tests.export.test_workbook_overlaps import cutting, drawn, overlap
from tests.export.workbook_tools import random_packages

ALL = ["boei", "kade-breed", "kade-smal", "korting", "kraan", "loods", "overslag", "sloep", "steiger"]
MANY = pytest.mark.long


def large_packages(catalogue: Catalogue, count: int, seed: int) -> Iterator[Case]:
    """Random packages, most of them large, under random settings; every other one with a turned dial."""
    chance, ids = random.Random(seed), list(catalogue.measures)
    for place, (_, settings) in enumerate(random_packages(catalogue, count, seed)):
        measure, dial = chance.choice(list_dials(catalogue))
        value = Decimal(chance.randint(int(dial.minimum), int(dial.maximum)))
        turned = settings.turned(measure.id, dial.id, value) if place % 2 else settings
        yield chance.sample(ids, chance.randint(len(ids) // 2, len(ids))), turned


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "count"), [(1, 3), *(pytest.param(seed, 40, marks=MANY) for seed in range(2, 4))])
def test_calc_counts_with_both_ends(
    toy_ranges: Catalogue, soffice: Calc, tmp_path: Path, seed: int, count: int
) -> None:
    """Random choices, settings and dials, nothing chosen, and everything: each result is the engine's."""
    cases = [*large_packages(toy_ranges, count, seed), *random_packages(toy_ranges, 1 + count // 5, seed)]
    assert faults_of(soffice, tmp_path, toy_ranges, [*cases, ([], Settings()), (ALL, Settings(delay=1))]) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, *(pytest.param(number, marks=MANY) for number in range(1, 13))])
def test_calc_counts_nothing_twice_at_either_end(
    toy_ranges: Catalogue, soffice: Calc, tmp_path: Path, number: int
) -> None:
    """With drawn records of the same money and of cuts, some of which have a range or no lower end."""
    catalogue = drawn(toy_ranges, random.Random(number))
    assert faults_of(soffice, tmp_path, catalogue, [*large_packages(catalogue, 3 if not number else 8, number)]) == []


def with_cells(catalogue: Catalogue, cells: dict[str, Cells]) -> Catalogue:
    """The catalogue in which measures have other amounts."""
    changed = {id_: catalogue.measures[id_].model_copy(update={"effects": found}) for id_, found in cells.items()}
    return replace(catalogue, measures=catalogue.measures | changed)


def between(lower: int | None, upper: int | None) -> Amount:
    return Amount(None, lower, upper)


EDGES: dict[str, tuple[Cells, list[str]]] = {
    "kade-smal": (
        (between(-25_000, -20_000), between(-20_000, -15_000), between(-19_999, -10_000), between(None, -20_000)),
        ["met", "cannot be determined", "not met", "met"],
    ),
    "loods": (
        (between(-20_000, None), between(-19_999, None), NOT_GIVEN, DEPENDS),
        ["cannot be determined", "not met", "cannot be determined", "cannot be determined"],
    ),
    "steiger": (
        (between(5_000, 6_000), between(4_000, 5_000), between(4_000, 4_999), between(5_000, None)),
        ["met", "cannot be determined", "not met", "met"],
    ),
    "boei": (
        (between(None, 4_999), between(None, 5_000), DEPENDS, NOT_GIVEN),
        ["not met", "cannot be determined", "cannot be determined", "cannot be determined"],
    ),
}
"""Cells that touch the targets of −20% of 100 and +10% of 50 million, or miss them by a thousand; their verdicts."""


@pytest.mark.long
def test_calc_judges_what_touches_a_target(toy_ranges: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """Each end of a range by itself, ends that are unknown, and everything open at once."""
    catalogue = with_cells(toy_ranges, {id_: cells for id_, (cells, _) in EDGES.items()})
    for id_, (_, verdicts) in EDGES.items():
        targets = evaluate_targets(compose_package(catalogue, [id_]))
        target = targets["kade-20" if id_ in {"kade-smal", "loods"} else "water+10"]
        assert [cell.verdict.value for cell in target.cells.values()] == verdicts, id_
    cases = [(["kade-smal", "steiger"], Settings()), (["loods", "boei"], Settings()), ([*EDGES], Settings())]
    assert faults_of(soffice, tmp_path, catalogue, cases) == []


def mixed(catalogue: Catalogue) -> Catalogue:
    """The port with ranges about 0, and with ranges, amounts and open cells in measures without a sure direction."""
    overslag = catalogue.measures["overslag"]
    kade, water = overslag.postings
    beside: Cells = (OPEN_COST, OPEN_COST, Amount(2_000, 2_000, None), Amount(2_000, None, None))
    row = tuple(map(add_cells, zip(kade.effects or (), beside, strict=True)))
    parts = (kade, water.model_copy(update={"effects": beside}))
    changed = {"effects": row, "postings": parts, "direction_uncertain": True}
    unsure = {"direction_uncertain": True}
    sloep: Cells = (Amount(-5_000, None, -5_000), Amount(10_000, 10_000, None), between(3_000, None), OPEN_COST)
    catalogue = with_cells(
        catalogue,
        {
            "kraan": (between(-1_000, 2_000), between(-3_000, None), between(None, 3_000), Amount(5_000, None, None)),
            "sloep": sloep,
        },
    )
    measures = dict(catalogue.measures)
    measures["overslag"] = overslag.model_copy(update=changed)
    measures |= {id_: measures[id_].model_copy(update=unsure) for id_ in ("sloep", "kade-breed")}
    records = (
        overlap(1, Counting.SAME_MONEY, ["sloep"], ["kraan"]),
        overlap(2, Counting.CUT_AFTER_SAVING, ["korting"], ["sloep", "overslag", "kraan"]),
    )
    return replace(catalogue, measures=measures, conflicts=(*catalogue.conflicts[:2], *records))


@pytest.mark.long
def test_calc_keeps_apart_what_has_no_sure_direction(toy_ranges: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """What is open has no end in a sum, and keeps its stated end where money counts twice; ranges about 0 are both."""
    catalogue = mixed(toy_ranges)
    cases = [(ALL, Settings()), (["sloep", "korting"], Settings()), (["overslag", "kraan", "korting"], Settings())]
    assert faults_of(soffice, tmp_path, catalogue, [*cases, (["kraan", "sloep"], Settings(delay=1))]) == []


def test_calc_counts_each_part_of_a_group_by_itself(toy_ranges: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """Of five in a row without the middle one, savings and costs are two parts: each keeps its own largest."""
    path = ["boei", "kraan", "loods", "sloep", "steiger"]
    amounts: list[Cells] = [(keur, keur, 1, between(keur - 1, keur)) for keur in (-10_000, -9_000, 0, 10_000, 9_000)]
    catalogue = with_cells(toy_ranges, dict(zip(path, amounts, strict=True)))
    made = [overlap(nth, Counting.SAME_MONEY, [a], [b]) for nth, (a, b) in enumerate(pairwise(path))]
    catalogue = replace(catalogue, conflicts=tuple(made))
    chosen = [id_ for id_ in path if id_ != "loods"]
    assert package_once(compose_package(catalogue, chosen))["2025"].keur == 0
    assert faults_of(soffice, tmp_path, catalogue, [(chosen, Settings())]) == []


BESIDE = {"postings": (1,), "reference": 20_000, "lines": ("kade",), "year": "2025"}
"""A dial of 20% of 100 million that drives the second posting only."""


@MANY
def test_calc_follows_a_dial_beside_a_range(toy_ranges: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """Where a dial drives one posting and another has a range, the row on every sheet is the sum of both."""
    catalogue = cutting(toy_ranges, "overslag", percent="20")
    measure = catalogue.measures["overslag"]
    assert measure.dials is not None
    dials = measure.dials.model_copy(update=BESIDE)
    catalogue = replace(
        catalogue, measures=catalogue.measures | {"overslag": measure.model_copy(update={"dials": dials})}
    )
    settings = Settings().turned("overslag", "percent", Decimal(35))
    package = compose_package(catalogue, ["overslag"], settings)
    assert package.totals["2026"].ends == (None, -4_500, -500)
    assert faults_of(soffice, tmp_path, catalogue, [(["overslag", "kade-smal"], settings)]) == []


LISTS = sorted(folder.parent for folder in (ROOT / "catalogues").glob("*/variants"))


@pytest.mark.long
@pytest.mark.parametrize("folder", LISTS, ids=lambda folder: folder.name)
def test_calc_agrees_for_every_other_list(soffice: Calc, tmp_path: Path, folder: Path) -> None:
    """The lists in the folder of catalogues, with choices of every size and everything at once."""
    catalogue = load_catalogue(folder)
    cases = [*random_packages(catalogue, 3, 4), (list(catalogue.measures), Settings())]
    assert faults_of(soffice, tmp_path, catalogue, cases) == []


@pytest.mark.slow
def test_the_longest_list_comes_back() -> None:
    """Its workbook is small enough to be opened again."""
    longest = max(map(load_catalogue, LISTS), key=lambda found: len(found.measures))
    package = compose_package(longest, list(longest.measures)[::3])
    assert read_workbook(write_workbook(package), longest).draft.measures == package.selection
