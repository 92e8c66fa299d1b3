"""The sheet Keuze, whose 1/0 column drives everything, and what other sheets take from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from budget.catalogue import ConflictKind, Measure
from budget.core import Cell, Cells, Open
from budget.engine import Package, Total, Totals, measure_delay, measure_row
from budget.export.book import (
    COLUMN_KEYS,
    COLUMNS,
    YEARS,
    Book,
    Sheet,
    Value,
    cell,
    column_heads,
    mark_of,
)
from budget.export.texts import FINE, MARKS

CHOICE_ROW: Final = 11
"""The header row of the table of measures on Keuze."""
FIRST: Final = 4
"""The column of the first of the six amounts on Keuze."""


def bound_mark(total: Total) -> str:
    """Return the sign for the bound that open cells leave of a total; empty when it is exact."""
    if total.exact:
        return ""
    return MARKS["none"] if total.costs_open and total.savings_open else MARKS["least" if total.costs_open else "most"]


def bound_formula(costs: str, savings: str) -> str:
    """Return the formula for the bound, from the number of open costs and savings."""
    return f'=IF(AND({costs}>0,{savings}>0),Grens_open,IF({costs}>0,Grens_minstens,IF({savings}>0,Grens_hoogstens,"")))'


def open_counts(column: str, weight: str) -> tuple[str, str]:
    """Return the expressions that count open costs and open savings among the postings that weigh."""
    unknown = f"({column}=Teken_onbekend)"
    return tuple(f"SUMPRODUCT((({column}={sign})+{unknown})*{weight})" for sign in ("Teken_kosten", "Teken_besparing"))  # type: ignore[return-value]  # two signs, two expressions


def shifted(amounts: str, marks: str, row: str, delay: str, seen: Callable[[int], str]) -> Callable[[int], str]:
    """
    Return the formula for a cell after the decision year: its amount, or its sign when it is open.

    `seen` counts the columns up to and with this one; the structural cell does not move.
    """

    def formula(place: int) -> str:
        at = f"{seen(place)}-{delay}" if place < len(YEARS) else f"COLUMNS({amounts})"
        found = f'IF(INDEX({marks},{row},{at})="",INDEX({amounts},{row},{at}),INDEX({marks},{row},{at}))'
        return f"=IF({seen(place)}>{delay},{found},0)" if place < len(YEARS) else f"={found}"

    return formula


def cell_value(found: Cell) -> Value:
    """Return a cell as it stands on Keuze: thousands of euro, or the sign of an open cell."""
    return mark_of(found) if isinstance(found, Open) else found


def exact_parts(totals: Totals) -> list[int]:
    """Return the exact parts by column."""
    return [totals[column].keur for column in COLUMNS]


def posting_key(measure: str, place: int) -> str:
    """Return the key of a posting, counted from 1."""
    return f"{measure} · {place + 1}"


def undelayed_row(package: Package, measure: Measure) -> Cells:
    """Return a measure's row for a decision in the report's year, with the moved dials."""
    return measure_row(package.catalogue, measure, replace(package.settings, delay=0))


def write_choice(book: Book, package: Package) -> None:
    """Write Keuze: totals above, one row with a 1/0 cell for each measure below."""
    t, catalogue = book.texts, package.catalogue
    sheet = book.sheet(t("Keuze"), (9, 15, 62, 9, *[11.5] * 6, 7, 20, 6, 7))
    sheet.formula(2, 0, "=Status", t(FINE), "note")
    _totals(sheet, package)
    heads = [t("Keuze (1/0)"), t("Nr."), t("Maatregel"), t("Variant"), *column_heads(t)]
    heads += [t("Open"), t("Conflict"), t("Rij"), t("Schuif")]
    count, first = len(catalogue.measures), CHOICE_ROW + 1
    sheet.table("tKeuze", CHOICE_ROW, 0, heads, count, right_from=FIRST)
    for offset, measure in enumerate(catalogue.measures.values()):
        _measure_row(sheet, first + offset, package, measure, offset + 1)
    sheet.name_block("Keuze_aan", first, 0, count)
    sheet.name_block("Keuze_nr", first, 1, count)
    sheet.name_columns("Keuze", first, FIRST, count)
    sheet.name_block("Keuze_verschuiving", first, FIRST + 9, count)
    last = CHOICE_ROW + count
    rule = {
        "validate": "list",
        "source": [1, 0],
        "error_title": t("Ongeldige invoer"),
        "error_message": t("Typ 1 (gekozen) of 0 (niet gekozen)."),
    }
    sheet.raw.data_validation(first, 0, last, 0, rule)
    paint = sheet.raw.conditional_format
    place = cell(first, 0, lock_column=True)
    conflict = cell(first, FIRST + 7, lock_column=True)
    alarms = (("Soort_uitsluitend", "alarm"), ("Soort_overlap", "warn"))
    for name, style in alarms:
        paint(
            first,
            FIRST + 7,
            last,
            FIRST + 7,
            {"type": "formula", "criteria": f"={conflict}={name}", "format": book.formats[style]},
        )
    paint(first, 1, last, FIRST + 6, {"type": "formula", "criteria": f"={place}=Aan", "format": book.formats["chosen"]})
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{CHOICE_ROW + 1}:N{last + 1}"})
    sheet.raw.freeze_panes(first, 3)
    sheet.raw.repeat_rows(CHOICE_ROW)
    sheet.raw.activate()
    row = write_groups(sheet, last + 3, "variant", package)
    write_groups(sheet, row + 1, "budget", package)


def _totals(sheet: Sheet, package: Package) -> None:
    t, keys = sheet.book.texts, COLUMN_KEYS
    sheet.heads(3, 0, [t("Aantal"), "", t("Het pakket"), "", *column_heads(t)], right_from=FIRST)
    sheet.formula(4, 0, "=SUM(Keuze_aan)", len(package.selection), "total_count")
    for column, label in ((1, None), (2, t("Totaal")), (3, None)):
        sheet.value(4, column, label, "total_label")
    totals, opened = package.totals, [sum(c.column == column for c in package.open_cells) for column in COLUMNS]
    sheet.six(4, FIRST, lambda c: f"=SUMIFS(Keuze_{keys[c]},Keuze_aan,Aan)", exact_parts(totals), "total")
    sheet.book.place("total", t("Totaal"), sheet, 4, FIRST)

    def bound(c: int) -> str:
        return bound_formula(*open_counts(f"Post_{keys[c]}", "Post_gekozen"))

    def signed(sign: str) -> Callable[[int], str]:
        return lambda c: f'=SUMIFS(Keuze_{keys[c]},Keuze_aan,Aan,Keuze_{keys[c]},"{sign}0")'

    def count_open(c: int) -> str:
        return f"=SUMPRODUCT(Keuze_aan*ISTEXT(Keuze_{keys[c]}))"

    rows: list[tuple[str, str, Callable[[int], str], list[Value], str]] = [
        (
            "total_bound",
            t("Grens van het totaal door open cellen"),
            bound,
            [bound_mark(totals[c]) for c in COLUMNS],
            "word",
        ),
        ("intensifications", t("Intensiveringen"), signed(">"), [*exact_parts(package.intensifications)], "effect"),
        ("savings", t("Besparingen"), signed("<"), [*exact_parts(package.savings)], "effect"),
        ("open_cells", t("Aantal open cellen in het pakket"), count_open, [*opened], "count"),
    ]
    for row, (key, label, formula, values, style) in enumerate(rows, start=5):
        for column in range(FIRST):
            sheet.value(row, column, label if column == 2 else None, "cell")
        sheet.six(row, FIRST, formula, values, style)
        sheet.book.place(key, label, sheet, row, FIRST)
    sheet.text(
        10,
        0,
        t(
            "Zet 1 bij een maatregel om haar te kiezen, 0 om haar weg te laten. Instellingen staan op het blad Leeswijzer."
        ),
        "note",
    )


def _measure_row(sheet: Sheet, row: int, package: Package, measure: Measure, place: int) -> None:
    catalogue, t, last = package.catalogue, sheet.book.texts, FIRST + 5
    sheet.value(row, 0, int(measure.id in package.selection), "input")
    sheet.text(row, 1, measure.id, "cell")
    sheet.text(row, 2, measure.title.get(t.language), "cell_wrap")
    sheet.text(row, 3, catalogue.variant_of[measure.id], "cell")
    effects = measure_row(package.catalogue, measure, package.settings)
    helper, delay = cell(row, last + 3, lock_column=True), cell(row, last + 4, lock_column=True)

    def seen(offset: int) -> str:
        return f"COLUMNS({cell(row, FIRST, lock_column=True)}:{cell(row, FIRST + offset)})"

    formula = shifted("Eff_bedragen", "Eff_tekens", helper, delay, seen)
    sheet.six(row, FIRST, formula, [cell_value(found) for found in effects], "effect")
    opened = sum(isinstance(found, Open) for found in effects)
    area = f"{cell(row, FIRST)}:{cell(row, last)}"
    sheet.formula(row, last + 1, f"=SUMPRODUCT(ISTEXT({area})*Aan)", opened, "few")
    marks = f"(Lid_nr={cell(row, 1, lock_column=True)})"
    overlap = f'IF(SUMPRODUCT({marks}*Lid_overlapt)>0,Soort_overlap,"")'
    nested = f"IF(SUMPRODUCT({marks}*Lid_sluit_uit)>0,Soort_uitsluitend,{overlap})"
    sheet.formula(row, last + 2, f"={nested}", _mark(package, measure.id, t.conflict), "remark")
    sheet.formula(row, last + 3, f"=MATCH({cell(row, 1, lock_column=True)},Eff_nr,0)", place, "helper")
    now = measure_delay(measure, package.settings)
    sheet.formula(row, last + 4, f"=INDEX(Eff_schuift,{helper})*Verschuiving", now, "helper")


def write_groups(sheet: Sheet, row: int, key: str, package: Package) -> int:
    """Write the totals by variant or by budget line; returns the row after them."""
    t, catalogue = sheet.book.texts, package.catalogue
    if key == "variant":
        titles = {id_: variant.title.get(t.language) for id_, variant in catalogue.variants.items()}
        labels, found, name = {id_: f"{t('Variant')} {id_}" for id_ in titles}, package.by_variant, "Post_variant"
        head = t("Totaal per variant")
    else:
        lines = sorted({posting.line for measure in catalogue.measures.values() for posting in measure.postings})
        titles, labels, found, name = (
            dict.fromkeys(lines, ""),
            dict(zip(lines, lines, strict=True)),
            package.by_budget,
            "Post_regel",
        )
        head = t("Totaal per begrotingsregel")
    sheet.heads(row, 0, ["", "", head, "", *column_heads(t)], right_from=FIRST)
    for at, (id_, title) in enumerate(titles.items(), start=row + 1):
        for column, text in enumerate(("", labels[id_], title, "")):
            sheet.value(at, column, text, "cell")

        def formula(c: int, label: str = cell(at, 1, lock_column=True)) -> str:
            return f"=SUMIFS(Post_{COLUMN_KEYS[c]},Post_gekozen,Aan,{name},{label})"

        values = exact_parts(found[id_]) if id_ in found else [0] * len(COLUMNS)
        sheet.six(at, FIRST, formula, values, "effect")
        sheet.book.place(f"{key}:{id_}", f"{head}: {id_}", sheet, at, FIRST)
    return row + len(titles) + 1


def _mark(package: Package, id_: str, word: Callable[[ConflictKind], str]) -> str:
    kinds = {clash.conflict.kind for clash in package.clashes if id_ in clash.chosen}
    return next((word(kind) for kind in ConflictKind if kind in kinds), "")
