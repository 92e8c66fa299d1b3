"""
How the sheets look, as far as a file tells: what was seen on paper and on the screen, and may not come back.

1. A head stands as what is below it: to the right above amounts, to the left above words. 2. No word of a head is
broken, no wrapped text is cut. 3. A title of a section is underlined as wide as its table. 4. Workings and keys stay
off paper, and each page has its own heads. 5. A year has no thousands.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from openpyxl.utils import range_boundaries

from budget.catalogue import Catalogue
from budget.core import Own, OwnMeasure, Settings, read_own_target
from budget.engine import Package, compose_package
from budget.export import write_workbook
from budget.export.text_width import lines_of, widest_word
from budget.export.write import write_comparison
from tests.export.workbook_tools import open_book

pytestmark = pytest.mark.slow
HEAD, RULE = "FF154273", "thin"
TARGETS = ("Korting JenV = JenV 37: -150 by 2025", "BHOS: -2.5% of 3500 2024")
OWN = OwnMeasure(
    "eigen-1",
    "Minder tijdelijke plekken",
    "JenV",
    (-9_000, *[-4_000] * 5),
    "Raming van de directie.",
    article="37",
    base="JenV-37",
    source="Nota van 3 mei",
)


def with_all(catalogue: Catalogue) -> Package:
    """The report's package with targets, a measure and an assumption of one's own."""
    targets = tuple(read_own_target(text, catalogue.frame.targets) for text in TARGETS)
    settings = Settings(own=Own((OWN,)), own_targets=targets).turned("4.8", "people", Decimal(2500))
    return compose_package(catalogue, [*catalogue.packages["jenv-20"].measures, OWN.id], settings)


@pytest.fixture(scope="module")
def whole(catalogue: Catalogue) -> Any:
    """The workbook of the report's package with figures of one's own."""
    return open_book(write_workbook(with_all(catalogue), "Alles"))


@pytest.fixture(scope="module")
def compared(catalogue: Catalogue) -> Any:
    """Two packages side by side."""
    packages = [("Een", with_all(catalogue)), ("Twee", compose_package(catalogue, ["4.7"]))]
    return open_book(write_comparison(packages))


def heads(sheet: Any) -> Iterator[Any]:
    """The cells of heads that say something."""
    for row in sheet.iter_rows():
        yield from (cell for cell in row if cell.value not in {None, ""} and cell.fill.fgColor.rgb == HEAD)


def stands(cell: Any) -> tuple[str, bool]:
    """How a cell stands: as its format says, else a number to the right and a text to the left; and if set in."""
    held = str(cell.alignment.horizontal or "general")
    plain = "right" if isinstance(cell.value, int | float) else "left"
    return plain if held == "general" else held, bool(cell.alignment.indent)


def printed(sheet: Any) -> tuple[int, int]:
    """The last row and column of a sheet that come on paper."""
    last = range_boundaries((sheet.print_area or sheet.dimensions).split("!")[-1].replace("$", ""))
    return last[3] or 0, last[2] or 0


def ragged(book: Any) -> list[str]:
    """The heads that stand otherwise than the cell below them."""
    found = []
    for sheet in book:
        for head in heads(sheet):
            below = sheet.cell(head.row + 1, head.column)
            compared = below.border.bottom.style and below.fill.fgColor.rgb != HEAD
            if compared and stands(head) != stands(below):
                found.append(f"{sheet.title}!{head.coordinate}: {head.value}")
    return found


def test_a_head_stands_as_what_is_below_it(whole: Any, compared: Any, toy2: Catalogue, toy_both: Catalogue) -> None:
    """In every sheet of every kind of list, and of a comparison."""
    others = [open_book(write_workbook(compose_package(one, list(one.measures)))) for one in (toy2, toy_both)]
    assert [ragged(book) for book in (whole, compared, *others)] == [[], [], [], []]
    assert sum(len(list(heads(sheet))) for sheet in whole) > 500


def test_what_is_set_in_says_from_which_side(whole: Any) -> None:
    """Programs set in what stands to the left, and pass over it in a cell without a side."""
    cells = [cell for sheet in whole for row in sheet.iter_rows() for cell in row if cell.alignment.indent]
    assert len(cells) > 100
    assert {cell.alignment.horizontal for cell in cells} == {"left"}


def widths(sheet: Any) -> dict[int, float]:
    """The width of each column."""
    return {at: one.width for one in sheet.column_dimensions.values() for at in range(one.min, one.max + 1)}


def test_no_word_of_a_head_is_broken(whole: Any, compared: Any) -> None:
    """Each of what is printed fits its column."""
    broken = []
    for sheet in [*whole, *compared]:
        wide, (_, last) = widths(sheet), printed(sheet)
        broken += [
            f"{sheet.title}!{head.coordinate}: {head.value}"
            for head in heads(sheet)
            if head.column <= last and head.alignment.wrap_text and widest_word(str(head.value)) > wide[head.column] + 1
        ]
    assert broken == []


def test_no_wrapped_text_is_cut(whole: Any, compared: Any, toy_both: Catalogue) -> None:
    """A row is as high as the lines of each of its texts, also of those that a formula gives, in either language."""
    english = open_book(write_workbook(compose_package(toy_both, list(toy_both.measures)), language="en"))
    cut = []
    for sheet in [*whole, *compared, *english]:
        wide = widths(sheet)
        for row in sheet.iter_rows():
            held = sheet.row_dimensions[row[0].row].height or 15
            for cell in row:
                if cell.alignment.wrap_text and isinstance(cell.value, str):
                    lines = lines_of(cell.value, max(wide[cell.column] - 0.5, 4))
                    cut += [f"{sheet.title}!{cell.coordinate}: {cell.value}"] if lines * 12 > held else []
    assert cut == []


def test_a_title_is_underlined_as_wide_as_what_is_below_it(whole: Any) -> None:
    """The line goes on over the columns of the table."""
    titles, short = 0, []
    for sheet in whole:
        for row in sheet.iter_rows(max_col=1):
            (cell,) = row
            if cell.value and cell.font.sz == 11 and cell.font.b and cell.border.bottom.style == RULE:
                titles += 1
                below = sheet.cell(cell.row + 1, 2)
                if below.border.bottom.style and not sheet.cell(cell.row, 2).border.bottom.style:
                    short.append(f"{sheet.title}!{cell.coordinate}: {cell.value}")
    assert short == []
    assert titles > 8


def test_workings_and_keys_stay_off_paper(whole: Any) -> None:
    """Of figures and targets of one's own, and of conflicts, comes what a reader reads."""
    last = {name: printed(whole[name])[1] for name in ("Eigen doelen", "Eigen cijfers", "Conflicten")}
    rows = {"Eigen doelen": 6, "Eigen cijfers": 5, "Conflicten": 5}
    ends = {name: whole[name].cell(rows[name], column).value for name, column in last.items()}
    assert ends == {"Eigen doelen": "Gevraagd structureel", "Eigen cijfers": "Bron", "Conflicten": "Reden"}
    assert printed(whole["Eigen cijfers"])[0] == whole["Eigen cijfers"].max_row


def test_a_year_has_no_thousands(whole: Any) -> None:
    """Among the assumptions a number of people has them, a year does not; so it is on the sheet of the chain."""
    formats = {}
    for name, key in (("Aannames", 3), ("Keten", 1)):
        for row in whole[name].iter_rows(min_row=4, max_row=120):
            shown = next((c for c in row[3:] if isinstance(c.value, int)), None) if key == 3 else row[2]
            formats[name, row[key - 1].value] = shown.number_format if shown is not None else ""
    for name in ("Aannames", "Keten"):
        assert formats[name, "Jaar van de tegenvaller"] == "General"
        assert formats[name, "Instroom in de opvang per jaar"] == "#,##0"


def test_pages_have_their_own_heads(whole: Any) -> None:
    """What comes back on each page of ODA are the heads by measure, which the last table has, and no others."""
    sheet = whole["ODA"]
    row = int(str(sheet.print_title_rows).split(":")[0].strip("$"))
    assert [sheet.cell(row, column).value for column in (1, 2, 3)] == ["Nr.", "Maatregel", "Drager"]
    below = [one.row for one in heads(sheet) if one.row > row]
    assert below == []


def test_what_a_bridge_comes_to_stands_on_the_page_of_the_bridge(whole: Any) -> None:
    """Between the title of the bridge and its first measures no page ends."""
    sheet = whole["Naast elkaar"]
    title = next(row[0].row for row in sheet.iter_rows(max_col=1) if str(row[0].value).startswith("Brug van A"))
    breaks = {one.id for one in sheet.row_breaks.brk}
    assert not breaks & set(range(title, title + 6))


def test_titles_of_targets_stand_above_their_labels(whole: Any) -> None:
    """Side by side, in the first column, and go on over those beside it."""
    sheet = whole["Naast elkaar"]
    firsts = {str(head.value): head.column for head in heads(sheet)}
    assert firsts["JenV −20%"] == firsts["Keuze A"] == firsts["ODA: programma's"] == 1


def test_moved_assumptions_are_named(compared: Any) -> None:
    """By the title that people know, not by a key."""
    said = [str(cell.value) for row in compared["Vergelijking"].iter_rows(max_row=8) for cell in row]
    assert "4.8 Zaken per jaar = 2.500" in said


def test_frozen_heads_are_those_of_every_table(whole: Any) -> None:
    """Where tables with other heads stand below each other, only the title of the sheet stays in view."""
    assert {whole[name].freeze_panes for name in ("Keten", "Grondslag en doel")} == {"B4"}


def test_what_stays_in_view_leaves_room_for_figures(whole: Any, compared: Any) -> None:
    """The columns that do not move take at most a hundred signs, about half of a wide screen."""
    frozen = {}
    for sheet in [*whole, *compared]:
        kept = range_boundaries(f"A1:{sheet.freeze_panes or 'A1'}")[2] - 1
        frozen[sheet.title] = sum(wide for column, wide in widths(sheet).items() if column <= kept)
    assert {title: wide for title, wide in frozen.items() if wide > 100} == {}
    assert max(frozen.values()) > 50


def test_a_long_name_of_a_chapter_goes_on_beside_it(toy2: Catalogue) -> None:
    """On Keuze, as the column of titles beside it is empty there."""
    sheet = open_book(write_workbook(compose_package(toy2, list(toy2.measures))))["Keuze"]
    (cell,) = {
        c.coordinate: c for row in sheet.iter_rows(max_col=2) for c in row if c.value == "Algemene Zaken 3 bis"
    }.values()
    assert not cell.alignment.wrap_text
    assert sheet.row_dimensions[cell.row].height is None
