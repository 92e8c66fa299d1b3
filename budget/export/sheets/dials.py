"""
The sheet Aannames: every dial of the catalogue as a live cell.

Formulas count a dial in whole parts (3.5 counts as 3,500 parts of 1/1000), so that no fraction is lost in a float.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from budget.catalogue import CHAIN, Catalogue, Dial, Measure
from budget.core import dutch
from budget.engine import Package
from budget.export.book import Book
from budget.export.sheet import Sheet, Value, cell
from budget.export.text_width import IN_COLUMN, width_of
from budget.export.texts import Texts

FINE_DECIMALS: Final = 3
FINE_BELOW: Final = 100
"""A dial that ends at or below this counts in thousandths; people and prices in whole ones, unless set finer."""

HEADS: Final = {
    "id": dutch("Nr."),
    "measure": dutch("Maatregel"),
    "title": dutch("Aanname"),
    "unit": dutch("Eenheid"),
    "default": dutch("Standaard"),
    "minimum": dutch("Minimum"),
    "maximum": dutch("Maximum"),
    "value": dutch("Waarde"),
    "state": dutch("Herkomst"),
    "moved": dutch("Verzet (1/0)"),
    "fineness": dutch("Telt per 1/…"),
    "count": dutch("Aantal delen"),
    "key": dutch("Sleutel"),
    "source": dutch("Plaats"),
    "note": dutch("Toelichting"),
}
"""The columns of the sheet, and their heads."""
HEAD: Final = 4
AT: Final = {key: place for place, key in enumerate(HEADS)}


def list_dials(catalogue: Catalogue) -> list[tuple[Measure, Dial]]:
    """Return every dial with its measure, in the catalogue's order."""
    return [(m, dial) for m in catalogue.measures.values() if m.dials is not None for dial in m.dials.values]


class DialRow(NamedTuple):
    """A row of the sheet: a dial with the id and title of the measure that it is of, or the name of the chain."""

    owner: str
    title: str
    dial: Dial


def dial_rows(catalogue: Catalogue, t: Texts) -> list[DialRow]:
    """Return every dial in the order of the sheet: those of the measures, then those of the chain."""
    rows = [DialRow(m.id, m.title.get(t.language), dial) for m, dial in list_dials(catalogue)]
    return rows + [DialRow(CHAIN, t("Keten"), dial) for dial in chain_dials(catalogue)]


def chain_dials(catalogue: Catalogue) -> tuple[Dial, ...]:
    """Return the dials of the chain, none of a list without it."""
    return catalogue.chain.dials if catalogue.chain is not None else ()


def has_dials(catalogue: Catalogue) -> bool:
    """Tell whether any measure has dials."""
    return any(measure.dials is not None for measure in catalogue.measures.values())


def dial_key(measure: str, dial: str) -> str:
    """Return the key of a dial in the workbook."""
    return f"{measure}:{dial}"


def dial_values(package: Package) -> dict[str, Decimal]:
    """Return the value of every dial under the settings, by key."""
    catalogue = package.catalogue
    values = {dial_key(m.id, dial.id): Decimal(dial.default) for m, dial in list_dials(catalogue)}
    values |= {dial_key(CHAIN, dial.id): Decimal(dial.default) for dial in chain_dials(catalogue)}
    return values | {dial_key(m, dial): value for m, dial, value in package.settings.dials}


def plain_number(value: Decimal | int) -> int | float:
    """Return a dial's value as a cell holds it."""
    return int(value) if value == int(value) else float(value)


def _decimals(value: Decimal | int) -> int:
    return max(0, -int(Decimal(value).normalize().as_tuple().exponent))


def fineness(dial: Dial, value: Decimal) -> int:
    """Return in how many parts the workbook counts a whole of a dial, a power of ten."""
    least = FINE_DECIMALS if dial.maximum <= FINE_BELOW else 0
    return int(10 ** max(least, *map(_decimals, (dial.default, dial.minimum, dial.maximum, dial.step, value))))


YEARS: Final = (1900, 2100)
"""Between which a whole dial is a year: no thousands are told apart in it."""


def figures_of(dial: Dial, value: Decimal) -> str:
    """Return the style of a dial's numbers: whole ones have their thousands apart, but for a year."""
    year = YEARS[0] <= dial.minimum and dial.maximum <= YEARS[1]
    return "whole" if fineness(dial, value) == 1 and not year else "number"


def key_width(keys: Sequence[str]) -> float:
    """Return how wide a column of keys is, with room at both sides."""
    return max(22, *(width_of(key) / IN_COLUMN + 3 for key in keys))


def write_dials(book: Book, package: Package) -> None:
    """Write Aannames: a row for each dial, its value in a yellow cell that takes what the engine takes; none without."""
    if not has_dials(package.catalogue):
        return
    t, found, values = book.texts, dial_rows(package.catalogue, book.texts), dial_values(package)
    keys = key_width([dial_key(owner, dial.id) for owner, _, dial in found])
    widths = (13, 48, 36, 16, 11, 11, 11, 12, 16, 10, 11, 12, keys, 28, 60)
    sheet = book.sheet(t("Aannames"), widths, t("Aannames achter bedragen"))
    count, first = len(found), HEAD + 1
    sheet.text(
        2,
        0,
        t("Vul een andere waarde in de gele cel in, tussen minimum en maximum. Leeg is de standaardwaarde."),
        "note",
    )
    sheet.text(3, 1, t("Aantal eigen aannames"), "bold")
    own = sum(values[dial_key(owner, dial.id)] != dial.default for owner, _, dial in found)
    sheet.formula(3, AT["moved"], "=SUM(Aanname_verzet)", own, "count")
    sheet.table("tAannames", HEAD, 0, [t(head) for head in HEADS.values()], count)
    for row, item in enumerate(found, start=first):
        _dial(sheet, row, item, values[dial_key(item.owner, item.dial.id)])
    for key, name in (
        ("id", "nr"),
        ("key", "sleutel"),
        ("value", "waarde"),
        ("default", "standaard"),
        ("fineness", "fijnheid"),
        ("count", "delen"),
        ("moved", "verzet"),
        ("state", "herkomst"),
    ):
        sheet.name_block(f"Aanname_{name}", first, AT[key], count)
    last, state = HEAD + max(count, 1), cell(first, AT["state"], lock_column=True)
    rule = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": f"={cell(first, AT['minimum'], lock_column=True)}",
        "maximum": f"={cell(first, AT['maximum'], lock_column=True)}",
        "error_title": t("Ongeldige invoer"),
        "error_message": t(
            "Geef een getal van het minimum tot en met het maximum, of laat leeg voor de standaardwaarde."
        ),
    }
    sheet.raw.data_validation(first, AT["value"], last, AT["value"], rule)
    for name, style in (("Herkomst_ongeldig", "alarm"), ("Herkomst_eigen", "warn")):
        paint = {"type": "formula", "criteria": f"={state}={name}", "format": book.formats[style]}
        sheet.raw.conditional_format(first, AT["state"], last, AT["state"], paint)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{first}:A{last + 1}"})
    sheet.raw.freeze_panes(first, 3)
    sheet.repeat(HEAD)


def _dial(sheet: Sheet, row: int, item: DialRow, value: Decimal) -> None:
    owner, title, dial = item
    t, parts = sheet.book.texts, fineness(dial, value)
    lang, at = t.language, {key: cell(row, place, lock_column=True) for key, place in AT.items()}
    figures = figures_of(dial, value)
    fixed: list[tuple[str, Value, str]] = [
        ("id", owner, "cell"),
        ("measure", title, "cell_wrap"),
        ("title", dial.title.get(lang), "cell_wrap"),
        ("unit", dial.unit.get(lang), "cell_wrap"),
        ("default", plain_number(dial.default), figures),
        ("minimum", plain_number(dial.minimum), figures),
        ("maximum", plain_number(dial.maximum), figures),
        ("value", plain_number(value), f"input_{figures}"),
        ("fineness", parts, "helper"),
        ("key", dial_key(owner, dial.id), "helper_remark"),
        ("source", sheet.book.catalogue.cited(dial.source, lang), "cell_wrap"),
        ("note", dial.note.get(lang) if dial.note else None, "cell_wrap"),
    ]
    for key, found, style in fixed:
        sheet.value(row, AT[key], found, style)
    own = value != dial.default
    typed, whole = at["value"], f"ROUND({at['value']}*{at['fineness']},0)"
    wrong = f"OR({typed}<{at['minimum']},{typed}>{at['maximum']},{whole}/{at['fineness']}<>{typed})"
    origin = f"IF({at['moved']}=Aan,Herkomst_eigen,Herkomst_bron)"
    refused = f"{at['count']}/{at['fineness']}<>{typed}"  # the default counts where what was typed does not
    other = f'IF(IFERROR({typed}="",0),Herkomst_bron,Herkomst_ongeldig)'
    state = f"=IF(ISNUMBER({typed}),IF({refused},Herkomst_ongeldig,{origin}),{other})"
    sheet.formula(row, AT["state"], state, t("eigen aanname") if own else t("bron"), "cell_centre")
    default = f"ROUND({at['default']}*{at['fineness']},0)"
    sheet.formula(row, AT["moved"], f"=IF({at['count']}<>{default},Aan,0)", int(own), "flag")
    count = f"=IF(ISNUMBER({typed}),IF({wrong},{default},{whole}),{default})"
    sheet.formula(row, AT["count"], count, int(value * parts), "helper")
