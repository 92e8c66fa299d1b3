"""
The sheet Verloop: the totals year by year, added up over the years, and what changes from year to year, with charts.

The structural amount is no year: it is in no sum here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final

from budget.export.book import Book
from budget.export.sheet import Sheet, Value, cell
from budget.export.units import exact

FIRST: Final = 2
"""The column of the first of the amounts."""
ROWS: Final = ("total", "once", "savings", "intensifications")
"""The results that the sheet follows, where the workbook has them."""
CHART_ROWS: Final = 17


def added_up(values: Sequence[Value]) -> list[Value]:
    """Return the sums from the first year on; none from a year on that is not one number."""
    sums = accumulate(values, lambda a, b: a + b if isinstance(a, int) and isinstance(b, int) else "")
    return list(sums)


def changes(values: Sequence[Value]) -> list[Value]:
    """Return by how much each year differs from the one before; the first has none before it."""
    return ["", *(b - a if isinstance(a, int) and isinstance(b, int) else "" for a, b in pairwise(values))]


def followed(values: dict[str, Sequence[Value]]) -> dict[str, Sequence[Value]]:
    """Return what the sheet makes of the results by key, thousands of euro; nothing in the structural column."""
    found: dict[str, Sequence[Value]] = {}
    for key in (key for key in ROWS if key in values):
        years = values[key][:-1]
        found |= {f"{key}:added": [*added_up(years), ""], f"{key}:change": [*changes(years), ""]}
    return found


def write_course(book: Book, values: dict[str, Sequence[Value]]) -> None:
    """Write the sheet; `values` are the engine's results by key."""
    t = book.texts
    sheet = book.sheet(t("Verloop"), (44, 4, *[13] * book.width))
    about = t("De totalen van het blad Keuze per jaar, opgeteld over de jaren en de verandering per jaar.")
    sheet.text(2, 0, about, "note")
    keys = [key for key in ROWS if key in values]
    at = _rows(sheet, 4, t("Per jaar"), keys, _now, values, "")
    row = 4 + len(keys) + 2
    found = followed(values)
    _rows(sheet, row, t("Opgeteld over de jaren"), keys, _added(at), found, ":added")
    row += len(keys) + 2
    years = [int(year) for year in book.catalogue.columns.years]
    whole = all(later - year == 1 for year, later in pairwise(years))
    title = (
        t("Verandering ten opzichte van het jaar ervoor")
        if whole
        else t("Verandering ten opzichte van de kolom ervoor")
    )
    _rows(sheet, row, title, keys, _changed(at), found, ":change")
    row += len(keys) + 2
    sheet.start_page(row)
    _chart(sheet, row, at)
    if book.catalogue.oda is not None:
        _bearers(sheet, row + CHART_ROWS)
    sheet.raw.freeze_panes(4, 1)
    sheet.repeat(0, 1)


Cell = Callable[[Sheet, str, int], str]
"""The formula for a result's key in a column."""


def _now(sheet: Sheet, key: str, c: int) -> str:
    return sheet.book.reference(key, c)


def _added(at: dict[str, int]) -> Cell:
    def formula(sheet: Sheet, key: str, c: int) -> str:
        book, row = sheet.book, at[key]
        if c == book.width - 1:
            return '=""'
        years = f"{cell(row, FIRST, lock_column=True)}:{cell(row, FIRST + c)}"
        return f'=IF(COUNT({years})=Nummer_{book.keys[c]},{exact(f"SUM({years})")},"")'

    return formula


def _changed(at: dict[str, int]) -> Cell:
    def formula(sheet: Sheet, key: str, c: int) -> str:
        if c in (0, sheet.book.width - 1):
            return '=""'
        before, now = (cell(at[key], FIRST + place) for place in (c - 1, c))
        return f'=IF(COUNT({before},{now})>Aan,{exact(f"{now}-{before}")},"")'

    return formula


def _rows(
    sheet: Sheet,
    row: int,
    title: str,
    keys: Sequence[str],
    formula: Cell,
    values: dict[str, Sequence[Value]],
    ending: str,
) -> dict[str, int]:
    """Write a section with a row for each result; returns the row of each."""
    book = sheet.book
    sheet.heads(row, 0, [title, "", *book.heads], right_from=FIRST)
    at = {}
    for place, key in enumerate(keys, start=row + 1):
        at[key], style = place, "total" if key == "total" else "effect"
        label = book.labels[key]
        for column, text in enumerate((label, None)):
            sheet.value(place, column, text, "total_label" if style == "total" else "cell")

        def of_key(c: int, key: str = key) -> str:
            return formula(sheet, key, c)

        sheet.across(place, FIRST, of_key, values[f"{key}{ending}"], style)
        if ending:
            book.place(f"{key}{ending}", f"{label}: {title.lower()}", sheet, place, FIRST)
    return at


def _draw(
    sheet: Sheet, row: int, kind: dict[str, str], series: Sequence[dict[str, Any]], words: tuple[str, str]
) -> None:
    """Draw a chart of the columns; `words` are its title and what a screen reader says."""
    chart: Any = sheet.book.file.add_chart(kind)
    font = {"name": "Arial", "size": 9, "color": "#333333"}
    for one in series:
        chart.add_series({"gap": 80, **one})
    chart.set_title({"name": words[0], "name_font": {**font, "size": 11, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    axis = {"num_format": "+#,##0;-#,##0;0", "num_font": font, "line": {"none": True}, "name": sheet.book.unit}
    grid = {"visible": True, "line": {"color": "#DDE3E9"}}
    chart.set_y_axis({**axis, "major_gridlines": grid, "name_font": {**font, "bold": False}})
    chart.set_x_axis({"label_position": "low", "num_font": font})
    chart.set_size({"width": 900, "height": 310})
    sheet.draw(row, chart, words[1], CHART_ROWS)


def _chart(sheet: Sheet, row: int, at: dict[str, int]) -> None:
    """Draw the total by column, and beside it the one without double counting."""
    t, last = sheet.book.texts, FIRST + sheet.book.width - 1
    heads = [sheet.name, 4, FIRST, 4, last]
    colours = {"total": "#154273", "once": "#B7C4D3"}
    series = [
        {
            "name": sheet.book.labels[key],
            "categories": heads,
            "values": [sheet.name, at[key], FIRST, at[key], last],
            "fill": {"color": colour},
        }
        for key, colour in colours.items()
        if key in at
    ]
    title = t("Effect van het pakket per jaar")
    told = t("Kolomgrafiek: het effect van het pakket per kolom; dezelfde cijfers staan in de tabel erboven.")
    _draw(sheet, row, {"type": "column"}, series, (title, told))


def _bearers(sheet: Sheet, row: int) -> None:
    """Draw who keeps the effect: own chapter, ODA room, others."""
    t, book = sheet.book.texts, sheet.book
    colours = {"own": "#154273", "room_total": "#E17000", "others": "#8592A0"}
    series = []
    for key, colour in colours.items():
        name, at, left = book.places[f"oda:{key}"]
        right = left + book.width - 1
        series.append(
            {
                "name": book.labels[f"oda:{key}"],
                "categories": [name, 3, left, 3, right],
                "values": [name, at, left, at, right],
                "fill": {"color": colour},
            }
        )
    title = t("Wie het effect houdt, per jaar")
    told = t("Gestapelde kolomgrafiek: wie het effect houdt, per kolom; dezelfde cijfers staan op het blad ODA.")
    _draw(sheet, row, {"type": "column", "subtype": "stacked"}, series, (title, told))
