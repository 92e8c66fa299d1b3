"""
The workbook of a list with ODA and amounts with bounds.

1. Who keeps the effect, what is attributed, the ceiling and the room stand there at both ends, and the parts sum to the
effect at each of them. 2. Calc gives the engine's ends, under every regime. 3. It comes back whole; packages side by
side have both ends too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from budget.catalogue import Catalogue, OdaRegime
from budget.core import Settings, ShareBy
from budget.engine import attribute_oda, compose_package
from budget.export import read_workbook, write_comparison, write_workbook
from budget.export.units import in_millions
from budget.export.write import result_values
from tests.calc import Calc
from tests.export.agreement import Case, faults_of
from tests.export.workbook_tools import differences, errors, open_book, opened, random_packages, results

BOUNDED = ["C.1", "C.2", "C.3", "C.4"]


def covering(toy_both: Catalogue) -> Catalogue:
    """The country in which the own chapter may cover what a regime takes from the ODA budget."""
    assert toy_both.oda is not None
    covers = {"1A": {"cover": True}}
    regimes = tuple(OdaRegime.model_validate({**r.model_dump(), **covers.get(r.id, {})}) for r in toy_both.oda.regimes)
    return replace(toy_both, oda=toy_both.oda.model_copy(update={"regimes": regimes}))


def cases(catalogue: Catalogue, count: int, seed: int) -> Iterator[Case]:
    """Random packages, each with some of the measures with bounds, under random settings."""
    for place, (ids, settings) in enumerate(random_packages(catalogue, count, seed)):
        regime = ("C.3", "C.4", "")[place % 3]
        yield (
            [
                id_
                for id_ in dict.fromkeys([*ids, *BOUNDED[:2], regime])
                if id_ and id_ not in {"C.3", "C.4"} - {regime}
            ],
            settings,
        )


def test_the_parts_are_the_engines_at_both_ends(toy_both: Catalogue) -> None:
    """A range of −9.001…−4.001 at a share of one half is −4.501…−2.001 attributed, and the rest stays."""
    package = compose_package(toy_both, ["C.1"], Settings(first_year_share=500))
    values = result_values(package)
    found = [values[f"oda:{key}"][0] for key in ("attributed", "attributed_lower", "attributed_upper")]
    assert found == ["", -4_501, -2_001]
    assert [values[f"oda:own_{end}"][0] for end in ("lower", "upper")] == [-4_500, -2_000]
    assert [values[f"oda:room_{end}"][0] for end in ("lower", "upper")] == [2_001, 4_501]
    assert [values[f"oda:C.1:oda_room{end}"][1] for end in ("", "_lower", "_upper")] == [-2_501, "?", -2_501]
    assert (values["oda:bound_own"][0], values["oda:holds"][0]) == ("↔", "ja")


@pytest.mark.long
@pytest.mark.parametrize(("seed", "count"), [(3, 2), (4, 40), (5, 40)])
def test_calc_gives_the_engines_ends(toy_both: Catalogue, soffice: Calc, tmp_path: Path, seed: int, count: int) -> None:
    """Random choices, settings and regimes, also nothing chosen: each result is the engine's."""
    by_measure = Settings(1, share_by=ShareBy.MEASURE, dac_part=815)
    found = [*cases(toy_both, count, seed), ([], Settings()), (["C.1", "C.2", "C.4"], by_measure)]
    assert faults_of(soffice, tmp_path, covering(toy_both), found) == []


@pytest.mark.long
def test_it_comes_back_whole_and_side_by_side(toy_both: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """As exported nothing differs, also in English and recalculated; the comparison has both ends of each part."""
    package = compose_package(toy_both, ["A.2", "C.1", "C.2", "C.3"], Settings(1))
    data = write_workbook(package, "Grenzen", "en")
    assert differences(results(open_book(data), "Check"), package, "en") == []
    read = read_workbook(data, toy_both)
    assert (read.draft.measures, read.draft.settings, read.warnings) == (package.selection, package.settings, ())
    side = write_comparison([("a", package), ("b", compose_package(toy_both, ["C.1"]))])
    books = dict(opened(soffice.calculate(tmp_path, {"one": data, "side": side})))
    assert [errors(book) for book in books.values()] == [[], []]
    assert differences(results(books["one"], "Check"), package, "en") == []
    assert ends_in(books["side"], "Ruimte voor andere ODA-programma's, bovengrens") == [
        ["?" if (keur := column.room_bounds.upper) is None else in_millions(keur) for column in oda.columns.values()]
        for oda in (attribute_oda(package), attribute_oda(compose_package(toy_both, ["C.1"])))
    ]


def ends_in(book: Any, head: str) -> list[list[Any]]:
    """The amounts of each package below a head of the sheet with packages side by side."""
    rows = list(book["Vergelijking"].iter_rows(values_only=True))
    at = next(place for place, row in enumerate(rows) if row[0] == head)
    return [[*row[2:8]] for row in rows[at + 1 : at + 3]]
