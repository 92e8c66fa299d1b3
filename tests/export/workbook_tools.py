"""What the tests of the workbook share: reading its cells, typing into it, having Calc recalculate it."""

from __future__ import annotations

import csv
import itertools
import math
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl

from budget.catalogue import Catalogue
from budget.core import SETTINGS, Settings
from budget.engine import Package
from budget.export.sheets.checks import as_cells
from budget.export.sheets.settings import list_choices
from budget.export.texts import WRONG, Texts
from budget.export.write import result_values

SHEETS = [
    *("Leeswijzer", "Keuze", "Aannames", "Effecten", "Rekenblad aannames", "Posten", "Grondslag en doel"),
    *(
        "ODA",
        "Verloop",
        "Gekozen",
        "Naast elkaar",
        "Stapeling",
        "Keten",
        "Conflicten",
        "Overlap",
        "Bronnen",
        "Lange tabel",
        "Controle",
        "Wijzigingen",
    ),
]
SHARES = (None, 0, 537, 1000)
ERRORS = re.compile(r"^(#(NAME|REF|VALUE|DIV/0|N/A|NULL|NUM)[?!]?|Err:\d+)")


def budget_lines(catalogue: Catalogue) -> set[str]:
    """The names of the lines on which measures are booked, which are the source's own in either language."""
    return {posting.budget for measure in catalogue.measures.values() for posting in measure.postings}


def open_book(data: bytes, values: bool = True) -> Any:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def named(book: Any, name: str) -> Any:
    """The cell or rows of cells behind a name."""
    sheet, area = next(iter(book.defined_names[name].destinations))
    return book[sheet][area]


def rows(book: Any, name: str) -> Any:
    """The rows of cells behind a name, also of a block of one cell."""
    area = named(book, name)
    return area if isinstance(area, tuple) else ((area,),)


def results(book: Any, sheet: str = "Controle") -> dict[str, list[Any]]:
    """The live cells of every result, by key, as the sheet for checking shows them."""
    return live_cells([[*row] for row in book[sheet].iter_rows(values_only=True)])


def live_cells(rows: Sequence[Sequence[Any]]) -> dict[str, list[Any]]:
    """The rows below the heads of the results: after the engine's values come as many of the sheet's."""
    start = next(place for place, row in enumerate(rows) if row[1] in {"Sleutel", "Key"})
    width = (sum(head not in {None, ""} for head in rows[start]) - 2) // 3
    found = itertools.takewhile(lambda row: row[1], rows[start + 1 :])
    return {row[1]: [*row[2 + width : 2 + 2 * width]] for row in found}


def differences(found: Mapping[str, Sequence[Any]], package: Package, language: str = "nl") -> list[str]:
    """Where the sheet and the engine disagree; an amount must be the very double of its thousands over a thousand."""
    expected = as_cells(result_values(package, language))
    assert set(found) == set(expected)
    return [
        f"{key} {column}: sheet {cell!r}, engine {value!r}"
        for key, values in expected.items()
        for column, cell, value in zip(package.catalogue.columns, found[key], values, strict=True)
        if not same(cell, value)
    ]


def same(cell: object, value: object) -> bool:
    if isinstance(value, int | float) and isinstance(cell, int | float):
        return cell == value
    return (cell or "") == value if isinstance(value, str) else cell == value


def alike(cell: object, value: object) -> bool:
    """As `same`, but for the last digits: a program keeps fifteen in a file, and sums a long area in its own order."""
    if isinstance(value, int | float) and isinstance(cell, int | float):
        return math.isclose(cell, value, rel_tol=1e-12, abs_tol=1e-9)
    return same(cell, value)


def errors(book: Any) -> list[str]:
    return [
        f"{sheet.title}!{cell.coordinate}: {cell.value}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and (cell.data_type == "e" or ERRORS.match(cell.value))
    ]


@cache
def input_cells(data: bytes) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Where the toggles stand, by id, the settings, by name, and the dials, by key."""
    book = formulas_of(data)  # ids and keys are no formulas
    names = [form.cell for form in SETTINGS if form.cell in book.defined_names]
    places = {name: named(book, f"Invoer_{name}").coordinate for name in names}
    dials = by_id(book, "Aanname_sleutel", "Aanname_waarde") if "Aanname_sleutel" in book.defined_names else {}
    return by_id(book, "Keuze_nr", "Keuze_invoer"), places, dials


def by_id(book: Any, ids: str, cells: str) -> dict[str, str]:
    """Where the cells of a block stand, by the values of the block beside it."""
    return {id_.value: cell.coordinate for (id_,), (cell,) in zip(rows(book, ids), rows(book, cells), strict=True)}


def choice_cells(
    data: bytes, catalogue: Catalogue, ids: Sequence[str], settings: Settings, language: str = "nl"
) -> dict[tuple[str, str], object]:
    """What is typed for a choice, by sheet and cell: every toggle and setting, and the dials that were turned."""
    toggles, places, dials = input_cells(data)
    first, second, third = formulas_of(data).sheetnames[:3]
    choices = list_choices(Texts(language), settings, catalogue.frame)
    cells: dict[tuple[str, str], object] = {(first, places[c.name]): c.now for c in choices}
    cells |= {(second, place): int(id_ in ids) for id_, place in toggles.items()}
    return cells | {(third, dials[f"{m}:{dial}"]): value for m, dial, value in settings.dials}


def flip(data: bytes, catalogue: Catalogue, ids: Sequence[str], settings: Settings, language: str = "nl") -> bytes:
    """Type toggles, settings and dials into the file itself; every cached value stays what it was at the export."""
    numbers = {title: nth for nth, title in enumerate(formulas_of(data).sheetnames, start=1)}
    cells: dict[str, dict[str, object]] = {}
    for (sheet, place), value in choice_cells(data, catalogue, ids, settings, language).items():
        cells.setdefault(f"xl/worksheets/sheet{numbers[sheet]}.xml", {})[place] = value
    return retyped(data, cells)


def type_in(xml: bytes, typed: Mapping[str, object]) -> bytes:
    """Put values into cells of a sheet, in one pass: a long list has hundreds."""
    left = set(typed)

    def put(match: re.Match[str]) -> str:
        place, style = match[1], match[2]
        if place not in typed:
            return match[0]
        left.remove(place)
        return f'<c r="{place}"{style}{body_of(typed[place])}'

    found = re.sub(r'<c r="([A-Z]+\d+)"( s="\d+")[^>]*?(?:/>|>.*?</c>)', put, xml.decode())
    assert not left, left
    return found.encode()


def body_of(value: object) -> str:
    """A cell of a sheet after its place and style."""
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f' t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return "/>" if value is None else f"><v>{value}</v></c>"


def opened(paths: Mapping[str, Path]) -> Iterator[tuple[str, Any]]:
    """Open recalculated workbooks."""
    for name, path in paths.items():
        yield name, openpyxl.load_workbook(path, data_only=True)


def csv_sheets(workbook: Path) -> dict[str, list[list[str]]]:
    """The sheets that Calc wrote beside a workbook's name."""
    paths = workbook.parent.glob(f"{workbook.stem}-*.csv")
    return {path.stem.removeprefix(f"{workbook.stem}-"): read_csv(path) for path in paths}


def csv_errors(sheets: Mapping[str, list[list[str]]]) -> list[str]:
    """The cells in which a formula gives an error."""
    return [f"{sheet}: {text}" for sheet, rows in sheets.items() for row in rows for text in row if ERRORS.match(text)]


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def plain_value(text: str) -> Any:
    """A value as Calc writes it: a number, a percentage or text; "~" says that its decimals are not all of it."""
    if text.endswith("%"):
        return float(Decimal(text[:-1]) / 100)
    if not (found := re.fullmatch(r"(-?[0-9.]+(?:E[+-]?\d+)?)(~?)", text)):
        return text
    return math.nextafter(float(found[1]), math.inf) if found[2] else float(found[1])


def csv_results(rows: Sequence[Sequence[str]]) -> dict[str, list[Any]]:
    """The live cells of every result, as `results` gives them."""
    return {key: [plain_value(text) for text in cells] for key, cells in live_cells(rows).items()}


def random_packages(catalogue: Catalogue, count: int, seed: int) -> Iterator[tuple[list[str], Settings]]:
    """Random selections of every size under random settings, the same at every run."""
    chance = random.Random(seed)
    ids = list(catalogue.measures)
    for _ in range(count):
        chosen, settings = chance.sample(ids, chance.randint(0, len(ids))), Settings()
        for form in SETTINGS:
            if form.shown(catalogue.frame):
                values = [option.value for option in form.options(catalogue.frame)]
                values += [value for value in SHARES if value is not None or not values] if form.permille else []
                settings = form.write(settings, catalogue.frame, chance.choice(values))
        yield chosen, settings


@cache
def formulas_of(data: bytes) -> Any:
    """A workbook to look places up in; it is not written."""
    return open_book(data, values=False)


def edit(data: bytes, change: Callable[[Callable[[str], Any]], None]) -> bytes:
    """Type into the cells behind names, in the file itself: what `change` sets in them; all else stays as it was."""
    book, before = formulas_of(data), dict[Any, Any]()

    def find(name: str) -> Any:
        area = named(book, name)
        rows = area if isinstance(area, tuple) else ((area,),)
        before.update({cell: cell.value for row in rows for cell in row if cell not in before})
        return area

    change(find)
    typed: dict[str, dict[str, object]] = {}
    for cell, old in before.items():
        if (new := cell.value) != old or type(new) is not type(old):
            number = book.sheetnames.index(cell.parent.title) + 1
            typed.setdefault(f"xl/worksheets/sheet{number}.xml", {})[cell.coordinate] = new
            cell.value = old
    return retyped(data, typed)


def retyped(data: bytes, cells: Mapping[str, Mapping[str, object]]) -> bytes:
    """Type values into cells of the parts of a file."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text, typed = old.read(part), cells.get(part)
            new.writestr(part, type_in(text, typed) if typed else text)
    return stream.getvalue()


def resave(data: bytes, change: Callable[[Any, Callable[[str], Any]], None]) -> bytes:
    """Open a workbook as a spreadsheet program would, change it, save it."""
    book = openpyxl.load_workbook(BytesIO(data))
    change(book, lambda name: named(book, name))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def statuses(sheets: Mapping[str, list[list[str]]]) -> dict[str, str]:
    """What each sheet says of the workbook, as Calc wrote it; that of the checks stands a row lower."""
    return {name: rows[2 if name in {"Controle", "Check"} else 1][0] for name, rows in sheets.items()}


def condemned(sheets: Mapping[str, list[list[str]]]) -> list[str]:
    """The sheets that say that the workbook is wrong."""
    wrong = [Texts(language)(WRONG) for language in ("nl", "en")]
    return [f"{name}: {text}" for name, text in statuses(sheets).items() if text.startswith(tuple(wrong))]
