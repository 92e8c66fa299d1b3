"""
Pages on paper: what belongs together stands on one, in the workbook and in its .ods alike.

1. By hand: a block that would be cut moves to the next page, a longer one keeps its head with rows. 2. No sheet of the
workbook breaks inside a block that fits on a page, or leaves a chart or a head behind. 3. What nobody prints is left
out, and rows without anything.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from budget.catalogue import Catalogue
from budget.engine import compose_package
from budget.export import write_workbook
from budget.export.pages import Block, blocks, page_breaks, room
from budget.export.text_width import IN_COLUMN, lines_of, shortened, width_of
from budget.odf import to_ods
from tests.export.workbook_tools import open_book

NARROW = 0.92
"""How wide a sign is at most on average, in those of which widths are told."""
HEAD = "FF154273"
"""The colour of heads."""
WORKINGS = ("Posten", "Lange tabel")
"""Sheets of workings of every list: of these the head alone is printed."""


@pytest.mark.slow
def test_rows_without_an_empty_one_between_them_are_a_block_and_so_is_a_chart() -> None:
    """Rows 0–2 and 5–6, a chart of four rows from 8, and nothing of what is not printed."""
    assert blocks([0, 1, 2, 5, 6, 20], {8: 4}, 15) == [Block(0, 3), Block(5, 7), Block(8, 12)]


@pytest.mark.slow
def test_a_block_that_would_be_cut_starts_a_page() -> None:
    """Ten rows of 15 points go on a page: blocks of 6, 3, 5 and 3 rows, one empty row between."""
    found = [Block(0, 6), Block(7, 10), Block(11, 16), Block(17, 20)]
    assert page_breaks(found, {}, 150, 0) == [11]
    assert page_breaks(found, {8: 31}, 150, 0) == [7, 11]
    assert page_breaks(found, {}, 150, 30) == [11, 17], "the heads of a page take room too"
    assert page_breaks(found, {}, 150, 0, starts=(7,)) == [7, 17]


@pytest.mark.slow
def test_a_block_longer_than_a_page_keeps_its_head_with_rows() -> None:
    """It goes on over pages where six of its rows fit below what is there, and starts a page where they do not."""
    assert page_breaks([Block(0, 3), Block(4, 30)], {}, 150, 0) == []
    assert page_breaks([Block(0, 4), Block(5, 30)], {}, 150, 0) == [5]


@pytest.mark.slow
def test_wide_columns_leave_room_for_more_rows() -> None:
    """A sheet twice as wide as the page is printed at half its size, so twice as many rows go on a page."""
    assert room([10] * 8) < room([20] * 16) / 2


@pytest.fixture(scope="module")
def data(toy2: Catalogue) -> bytes:
    """A workbook with targets and charts."""
    return write_workbook(compose_package(toy2, list(toy2.measures)))


def _parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def _shown(book: Any, name: str) -> dict[int, str]:
    """The first text of each row that has one, by row from 0."""
    found = {}
    for place, row in enumerate(book[name].iter_rows(values_only=True)):
        texts = [str(cell) for cell in row if cell not in {None, ""}]
        if texts:
            found[place] = texts[0]
    return found


@pytest.mark.slow
def test_pages_of_the_workbook_start_with_a_head_or_a_chart(data: bytes) -> None:
    """Each break comes after an empty row, and charts and targets are not cut."""
    book, broken = open_book(data), 0
    for sheet in book:
        shown = _shown(book, sheet.title)
        for one in sheet.row_breaks.brk:
            broken += 1
            assert one.id - 1 not in shown, f"{sheet.title}: a page starts at row {one.id + 1}, {shown.get(one.id)}"
        drawn = {chart.anchor._from.row for chart in sheet._charts}
        assert all(row in {one.id for one in sheet.row_breaks.brk} or row < 30 for row in drawn)
    assert broken > 4
    heads = {_shown(book, "Grondslag en doel").get(one.id) for one in book["Grondslag en doel"].row_breaks.brk}
    assert heads & {"Molens +5%", "Lege regel −20%", "Lege regel +20%"}


@pytest.mark.slow
def test_what_nobody_prints_is_left_out(data: bytes) -> None:
    """Of workings the head, of Controle what it comes to, of Leeswijzer all but the values that formulas use."""
    book = open_book(data)
    for name in WORKINGS:
        assert book[name].print_area.endswith("$3")
        sheet = book[name]
        last = range_boundaries(sheet.print_area.split("!")[1].replace("$", ""))[2]
        widths = [sheet.column_dimensions[get_column_letter(at)].width for at in range(1, last + 1)]
        assert sum(widths) >= max(len(sheet.cell(row, 1).value) for row in (1, 3)), "what the head says is not cut"
    shown = _shown(book, "Controle")
    last = int(re.findall(r"\d+", book["Controle"].print_area)[-1])
    assert [text for row, text in shown.items() if row < last][-1] == "Eerste fout"
    guide = _shown(book, "Leeswijzer")
    last = int(re.findall(r"\d+", book["Leeswijzer"].print_area)[-1])
    assert next(row for row, text in guide.items() if text == "Vaste waarden die formules gebruiken") >= last


@pytest.mark.long
def test_rows_without_anything_are_not_printed(catalogue: Catalogue) -> None:
    """Of Gekozen what is chosen, of Wijzigingen nothing, or else the first page; that it is not all is said above."""
    every = list(catalogue.measures)
    for chosen in ([], every[:3], every[:55]):
        book = open_book(write_workbook(compose_package(catalogue, chosen)), values=False)
        for name, first, filled in (("Gekozen", 8, len(chosen)), ("Wijzigingen", 19, 0)):
            sheet = book[name]
            last = range_boundaries(sheet.print_area.split("!")[1].replace("$", ""))[3]
            assert last == first + filled - 1 or (last >= first + filled and abs(last - _first_page(sheet)) <= 1)
            said = [
                c.value for row in sheet.iter_rows(max_row=first - 2) for c in row if "Melding_papier" in str(c.value)
            ]
            assert [f"{first}:" in text and f"{last})" in text for text in said] == [True]


def _first_page(sheet: Any) -> int:
    """The last row that fits on the first page of a sheet."""
    widths = [found.width for found in sheet.column_dimensions.values() for _ in range(found.min, found.max + 1)]
    letters = re.findall(r"\$([A-Z]+)\$\d+$", sheet.print_area)
    heights = 0.0
    for row in range(1, sheet.max_row + 1):
        heights += sheet.row_dimensions[row].height or 15.0
        if heights > room(widths[: range_boundaries(f"A1:{letters[0]}1")[2]]):
            return row - 1
    return sheet.max_row


@pytest.mark.slow
def test_what_a_reader_sees_is_not_cut_by_the_cell_beside_it(exported: bytes) -> None:
    """Of what is printed each text has room, up to the next cell that holds something, or is wrapped."""
    cut, looked = [], 0
    for sheet in open_book(exported):
        last = range_boundaries((sheet.print_area or sheet.dimensions).split("!")[-1].replace("$", ""))
        wide = [w.width for w in sheet.column_dimensions.values() for _ in range(w.min, w.max + 1)]
        for row in sheet.iter_rows(min_row=4, max_row=last[3], max_col=last[2]):
            for at, cell in enumerate(row):
                if not isinstance(cell.value, str) or _may_be_cut(cell):
                    continue
                looked += 1
                taken = next((to for to in range(at + 1, len(row)) if row[to].value not in {None, ""}), len(row))
                if len(cell.value) * NARROW > sum(wide[at:taken]):
                    cut.append(f"{sheet.title}!{cell.coordinate}: {cell.value}")
    assert cut == []
    assert looked > 1000


def _may_be_cut(cell: Any) -> bool:
    """A link, a key that formulas use, in grey, and what is wrapped or does not begin at the left."""
    grey = cell.font.color is not None and cell.font.color.rgb == "FF7A8591"
    aligned = cell.alignment
    return bool(cell.hyperlink or grey or aligned.wrap_text or aligned.horizontal in {"right", "center"})


@pytest.mark.slow
def test_a_list_longer_than_a_page_has_its_heads_on_each(catalogue: Catalogue, toy2: Catalogue) -> None:
    """Of the bridge of a long list the heads of its columns come back, of a short one the title of the sheet."""
    for listed, wanted in ((catalogue, "Nr."), (toy2, "Naast elkaar")):
        sheet = open_book(write_workbook(compose_package(listed, [])))["Naast elkaar"]
        first = int(re.findall(r"\d+", sheet.print_title_rows)[0])
        assert sheet.cell(first, 1).value.startswith(wanted)


@pytest.mark.slow
def test_the_ods_has_the_same_pages(data: bytes) -> None:
    """As many breaks, and the areas that are printed."""
    content = _parts(to_ods(data))["content.xml"]
    starting = set(
        re.findall(r'style:name="(ro\d+)"[^>]*><style:table-row-properties[^>]*fo:break-before="page"', content)
    )
    rows = [name for name in re.findall(r'<table:table-row table:style-name="(ro\d+)"', content) if name in starting]
    book = open_book(data)
    assert len(rows) == sum(len(sheet.row_breaks.brk) for sheet in book) > 0
    assert content.count("table:print-ranges=") == sum(bool(sheet.print_area) for sheet in book)
    assert re.search(
        r'table:name="Lange tabel"[^>]*table:print-ranges="\$?\'Lange tabel\'\.\$A\$1:\.\$[A-Z]+\$3"', content
    )


def test_no_page_of_the_ods_ends_in_a_chart(data: bytes) -> None:
    """Where charts float over rows these have a height, by which a chart lies between the starts of two pages."""
    content = _parts(to_ods(data))["content.xml"]
    styles = re.findall(
        r'style:name="(ro\d+)"[^>]*><style:table-row-properties(?: style:row-height="([\d.]+)pt")?([^>]*)>', content
    )
    heights = {name: float(height) if height else 0 for name, height, _ in styles}
    starting = {name for name, _, more in styles if "fo:break-before" in more}
    charts = 0
    for table in re.findall(r"<table:table .*?</table:table>", content, re.DOTALL):
        frames = re.findall(r'<draw:frame[^>]*svg:y="([\d.]+)in"[^>]*svg:height="([\d.]+)in"', table)
        rows = re.findall(r'<table:table-row table:style-name="(ro\d+)"(?: table:number-rows-repeated="(\d+)")?', table)
        tops, top = [], 0.0
        for name, count in rows:
            tops += [top] if name in starting else []
            assert heights[name] or not frames
            top += heights[name] * int(count or 1)
        for y, height in frames:
            charts += 1
            begins, ends = float(y) * 72, (float(y) + float(height)) * 72
            assert [at for at in tops if begins < at < ends] == []
    assert charts > 1


@pytest.mark.slow
def test_a_text_takes_the_lines_that_its_signs_need() -> None:
    """By the widths of the font: M takes nearly four times what i does; a word longer than a line goes on."""
    assert width_of("Mi") == 833 + 222
    assert [lines_of(text, 10) for text in ("iiiiiiiiiiiiiiiiiiii", "MMMMMMMM", "een twee", "een twee drie")] == [
        1,
        2,
        1,
        2,
    ]
    assert lines_of("Verlagen uitgaven Kennisprogramma Effecten Mijnbouw (KEM)", 49) == 2, "57 signs, many of them wide"
    assert lines_of("x\ny", 10) == 2
    assert lines_of("M" * 40, 10) == 7


@pytest.mark.slow
def test_an_address_keeps_its_host_and_its_end() -> None:
    """What lies between is left out as far as the column needs; a short one stays."""
    long = f"https://www.rijksoverheid.nl/{'documenten/' * 20}rapport.pdf#page=25"
    shown = shortened(long, 39)
    assert shown.startswith("rijksoverheid.nl/…")
    assert shown.endswith("rapport.pdf#page=25")
    assert 35 * IN_COLUMN < width_of(shown) <= 39 * IN_COLUMN
    assert shortened("https://www.rijksfinancien.nl", 39) == "rijksfinancien.nl"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.slow
def test_no_link_runs_off_the_page_and_no_bar_of_heads_is_empty(catalogue: Catalogue, language: str) -> None:
    """Addresses are as wide as their column and stand whole below; a bar of heads ends with a head on every page."""
    package = compose_package(catalogue, catalogue.packages["jenv-20"].measures)
    book = open_book(write_workbook(package, language=language), values=False)
    sources = book["Bronnen" if language == "nl" else "Sources"]
    links = [cell for row in sources.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) > 100
    assert [link.value for link in links if width_of(link.value) > 39.5 * IN_COLUMN] == []
    below = {str(cell.value) for row in sources.iter_rows(min_row=max(link.row for link in links)) for cell in row}
    assert {str(document.url) for document in catalogue.info.documents if document.url} <= below
    bare = {f"{sheet.title} {bar[-1].coordinate}" for sheet in book for bar in bars(sheet) if bar[-1].value is None}
    assert bare == set()


def bars(sheet: Any) -> Iterator[list[Any]]:
    """The heads that are printed, each run of cells side by side with their colour."""
    columns = range_boundaries(sheet.print_area.split("!")[1].replace("$", ""))[2] if sheet.print_area else None
    for row in sheet.iter_rows(max_col=columns):
        for is_head, bar in groupby(row, key=lambda cell: cell.fill.fgColor.rgb == HEAD):
            if is_head:
                yield list(bar)


@pytest.mark.parametrize("name", ["toy2", "toy_ranges", "toy_both"])
@pytest.mark.slow
def test_what_the_head_of_a_sheet_says_is_not_cut(request: pytest.FixtureRequest, name: str) -> None:
    """Its title, status with legend and note go no further than what is printed of it."""
    catalogue: Catalogue = request.getfixturevalue(name)
    book, cut = open_book(write_workbook(compose_package(catalogue, list(catalogue.measures)))), []
    for sheet in book:
        if sheet.print_area:
            last = range_boundaries(sheet.print_area.split("!")[1].replace("$", ""))[2]
            widths = {at: one.width for one in sheet.column_dimensions.values() for at in range(one.min, one.max + 1)}
            held = sum(widths[at] for at in range(1, last + 1))
            said = [str(sheet.cell(row, 1).value or "") for row in (1, 2, 3)]
            cut += [f"{sheet.title}: {text}" for text in said if width_of(text) > held * IN_COLUMN]
    assert cut == []


@pytest.mark.parametrize("name", ["catalogue", "full", "toy_both"])
@pytest.mark.slow
def test_no_table_of_oda_is_cut(request: pytest.FixtureRequest, name: str) -> None:
    """Each ends within what is printed of the sheet; workings stand beyond it."""
    catalogue: Catalogue = request.getfixturevalue(name)
    sheet = open_book(write_workbook(compose_package(catalogue, list(catalogue.measures))))["ODA"]
    last = range_boundaries(sheet.print_area.split("!")[1].replace("$", ""))[2]
    assert sheet.tables
    assert [table.name for table in sheet.tables.values() if range_boundaries(table.ref)[2] > last] == []
