"""
What the workbook shows of a package beside its totals, after a toggle: the chosen alone, groups that add up, charts.

1. *Gekozen* lists what is chosen and nothing else. 2. Variants, chapters and lines add up to the total, below each of
them. 3. A chart draws live cells, and no target that is not shown. 4. *Bij export* pasted back is the exported choice.
5. Where more is chosen or changed than is printed, the sheet says so.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.export import write_workbook
from tests.calc import Calc
from tests.export.workbook_tools import formulas_of, input_cells, named, open_book, plain_value
from tests.sheet_states import states_of

NOT_ALL = "Niet alles komt op papier"
GROUPS = ("Totaal per variant", "Totaal per hoofdstuk", "Totaal per begrotingsregel")


@pytest.mark.slow
def test_views_follow_the_toggles(toy2: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """From one measure to two others, to none: the list, its total, and what groups add up to."""
    data = write_workbook(compose_package(toy2, ["sluis-a"]))
    toggles = input_cells(data)[0]
    wanted = {"others": ["dijk.1", "molen-x"], "none": [], "same": ["sluis-a"]}
    typed = {
        name: {("Keuze", at): int(id_ in ids) for id_, at in toggles.items() if (id_ in ids) != (id_ == "sluis-a")}
        for name, ids in wanted.items()
    }
    for name, (sheets, errors) in states_of(soffice, tmp_path, data, typed, ["Gekozen", "Keuze"]).items():
        assert errors == []
        package = compose_package(toy2, wanted[name])
        assert [row[0] for row in sheets["Gekozen"][7:] if row[0]] == list(package.selection)
        total = [found.keur / 1000 for found in package.totals.values() if found.keur is not None]
        shown = [plain_value(text) for text in sheets["Gekozen"][4][3 : 3 + len(total)]]
        assert shown == total
        rows = sheets["Keuze"]
        starts = [place for place, row in enumerate(rows) if row[2] in GROUPS]
        assert len(starts) == len(GROUPS)
        for start in starts:
            last = next(row for row in rows[start:] if row[2] == "Saldo-effect")
            assert [plain_value(text) for text in last[4 : 4 + len(total)]] == total


@pytest.mark.long
def test_more_than_is_printed_is_told(small_export: bytes, catalogue: Catalogue, soffice: Calc, tmp_path: Path) -> None:
    """With every measure chosen Gekozen and Wijzigingen say that paper lacks some; with one more neither does."""
    toggles = input_cells(small_export)[0]
    typed = {
        "all": {("Keuze", at): 1 for at in toggles.values()},
        "one": {("Keuze", toggles["4.6"]): 1},
    }
    told = {}
    for name, (sheets, errors) in states_of(soffice, tmp_path, small_export, typed, ["Gekozen", "Wijzigingen"]).items():
        assert errors == []
        assert len([row for row in sheets["Gekozen"][7:] if row[0]]) == (
            len(catalogue.measures) if name == "all" else 4
        )
        told[name] = [text for rows in sheets.values() for row in rows for text in row if text.startswith(NOT_ALL)]
    assert {name: len(texts) for name, texts in told.items()} == {"all": 2, "one": 0}


def test_what_was_exported_stands_beside_the_toggles(toy2: Catalogue) -> None:
    """Its values are the toggles as exported, in the same rows, so that they can be pasted over them."""
    book = open_book(write_workbook(compose_package(toy2, ["sluis-a", "Z9"])))
    toggles, exported = named(book, "Keuze_invoer"), named(book, "Keuze_bij_export")
    assert [cell.value for (cell,) in toggles] == [cell.value for (cell,) in exported]
    assert [cell.row for (cell,) in toggles] == [cell.row for (cell,) in exported]
    assert sum(cell.value for (cell,) in exported) == 2


@pytest.mark.slow
def test_charts_draw_live_cells_and_only_shown_targets(full: Catalogue, toy2: Catalogue) -> None:
    """Every value of a series is a formula's; the chart of targets has those of the list, no others."""
    drawn = []
    for catalogue in (full, toy2):
        data = write_workbook(compose_package(catalogue, list(catalogue.measures)[::2]))
        book = formulas_of(data)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
        for chart in charts:
            for sheet, area in re.findall(r"<c:val><c:numRef><c:f>'?([^'!<]+)'?!([^<]+)</c:f>", chart):
                cells = [cell for row in book[sheet][area.replace("$", "")] for cell in row]
                assert all(cell.data_type == "f" for cell in cells), (sheet, area)
                if sheet == "Grondslag en doel":
                    assert len(cells) == len(catalogue.targets)
                drawn.append(sheet)
    assert {"Grondslag en doel", "Verloop", "ODA"} <= set(drawn)


@pytest.mark.slow
def test_a_variant_without_a_number_goes_by_its_title(toy2: Catalogue) -> None:
    """On Keuze, with its postings, in the totals and in the long table; the id of its folder stands nowhere."""
    package = compose_package(toy2, list(toy2.measures))
    for language in ("nl", "en"):
        book = open_book(write_workbook(package, "x", language))
        found = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
        cells = {str(value) for value in found if value is not None}
        for variant in toy2.variants.values():
            assert not variant.is_numbered
            assert variant.title.get(language) in cells
            assert not {variant.id, f"Variant {variant.id}"} & cells
