"""The sheet Keuze, whose 1/0 column drives everything, and what other sheets take from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from budget.catalogue import ConflictKind, Measure
from budget.core import Amount, Cell, Cells
from budget.engine import Package, measure_delay, measure_row, package_once
from budget.export.book import Book, mark_of
from budget.export.layout import Layout, Part
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.choice_beside import LETTERS, name_choices, write_typed
from budget.export.sheets.choice_ends import write_bounded_totals, write_total_heads
from budget.export.sheets.choice_groups import write_groups
from budget.export.sheets.ends import (
    ENDS,
    NAMES,
    End,
    Formula,
    bound_mark,
    end_heads,
    not_one_number,
    plain_sums,
    shown_end,
    without_direction,
)
from budget.export.sheets.own_figures import own_mark
from budget.export.sheets.settings import has_choice, twice_name
from budget.export.units import exact, from_whole

CHOICE_ROW: Final = 11
"""The header row of the table of measures on Keuze."""
FIRST: Final = 4
"""The column of the first of the amounts on Keuze."""


def bound_formula(costs: str, savings: str) -> str:
    """Return the formula for the bound, from the number of open costs and savings."""
    return f"=INDEX(Grens,Aan+({costs}>0),Aan+({savings}>0))"


def open_counts(column: str, weight: str) -> tuple[str, str]:
    """Return the expressions that count open costs and open savings among the postings that weigh."""
    costs, savings = (f"SUMPRODUCT(({column}={signs})*{weight})" for signs in ("Open_kosten", "Open_besparing"))
    return costs, savings


def shifted(kind: str, row: str, delay: str, keys: Sequence[str]) -> Formula:
    """
    Return the formula for a cell after the decision year, from the cells of a `kind` (see `write_cells`) on Effecten.

    The columns have names, so that they are found wherever they stand. The last one does not move, and without a `delay`
    (no later year can be chosen) none does.
    """

    def formula(place: int) -> str:
        found = [f"INDEX({kind}_{key},{row})" for key in keys[: place + 1]]
        if not delay or place == len(keys) - 1:
            return f"={found[-1]}"
        number = f"Nummer_{keys[place]}"
        return f"=IF({number}>{delay},CHOOSE({number}-{delay},{','.join(found)}),0)"

    return formula


def plain_amount(found: Cell) -> int | None:
    """Return the number in a cell as the source gives it, thousands of euro; None where it gives none."""
    return (found.keur or None) if isinstance(found, Amount) else found


def cell_value(found: Cell) -> Value:
    """Return what a cell on Keuze tells: thousands of euro, or the sign of a cell without a number."""
    return found if isinstance(found, int) else plain_amount(found) or mark_of(found)


def posting_key(measure: str, place: int) -> str:
    """Return the key of a posting, counted from 1."""
    return f"{measure} · {place + 1}"


def undelayed_row(package: Package, measure: Measure) -> Cells:
    """Return a measure's row for a decision in the list's own year, with the moved dials."""
    return measure_row(package.catalogue, measure, replace(package.settings, delay=0))


def _layout(book: Book) -> Layout:
    """Return the columns of Keuze; without conflicts or a choice of years theirs are not there."""
    t, catalogue = book.texts, book.catalogue
    return Layout(
        Part("toggle", [t("Keuze (1/0)")], 9),
        Part("id", [t("Nr.")], 15),
        Part("title", [t("Maatregel")], 62),
        Part("variant", [t("Variant")], book.variant_width),
        Part("amounts", book.heads, 11.5),
        Part("open", [t("Open")], 7),
        Part("exported", [t("Bij export")], 11),
        *[Part(end, end_heads(book, end), 11.5) for end in ENDS if book.bounds],
        Part("conflict", [t("Conflict")], 20) if catalogue.conflicts else None,
        Part("wrong", [t("Let op")], 20),
        Part("counts", [t("Telt")], 6),
        Part("row", [t("Rij")], 6),
        Part("delay", [t("Schuif")], 7) if has_choice(catalogue.frame, "Besluitjaar") else None,
        Part("beside", LETTERS, 6),
        Part("held", [f"{t('Telt')} {letter}" for letter in LETTERS], 6),
    )


def write_choice(book: Book, package: Package) -> None:
    """Write Keuze: totals above, one row with a 1/0 cell for each measure below."""
    t, catalogue, layout = book.texts, package.catalogue, _layout(book)
    sheet = book.sheet(t("Keuze"), layout.widths)
    _totals(sheet, layout, package)
    count, first = len(catalogue.measures), CHOICE_ROW + 1
    sheet.table("tKeuze", CHOICE_ROW, 0, layout.heads, count, right_from=FIRST)
    for offset, measure in enumerate(catalogue.measures.values()):
        _measure_row(sheet, layout, first + offset, package, measure, offset + 1)
    sheet.name_block("Keuze_invoer", first, 0, count)
    sheet.name_block("Keuze_aan", first, layout["counts"], count)
    name_choices(sheet, first, layout["beside"], layout["held"], count)
    sheet.name_block("Keuze_let_op", first, layout["wrong"], count)
    for column, name in enumerate(("nr", "maatregel", "variant"), start=1):
        sheet.name_block(f"Keuze_{name}", first, column, count)
    sheet.name_block("Keuze_bij_export", first, layout["exported"], count)
    sheet.name_columns("Keuze", first, FIRST, count)
    for end in ENDS if book.bounds else ():
        sheet.name_columns(f"Keuze_{NAMES[end]}", first, layout[end], count)
    if "delay" in layout:
        sheet.name_block("Keuze_verschuiving", first, layout["delay"], count)
    last = CHOICE_ROW + count
    rule = {
        "validate": "list",
        "source": [1, 0],
        "error_title": t("Ongeldige invoer"),
        "error_message": t("Typ 1 (gekozen) of 0 (niet gekozen)."),
    }
    sheet.raw.data_validation(first, 0, last, 0, rule)
    sheet.raw.data_validation(first, layout["beside"], last, layout["beside"] + len(LETTERS) - 1, rule)
    _paint(sheet, layout, first, last)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{CHOICE_ROW + 1}:N{last + 1}"})
    sheet.raw.freeze_panes(first, 3)
    sheet.repeat(CHOICE_ROW)
    sheet.raw.activate()
    row = write_groups(sheet, layout, last + 3, "variant", package)
    row = write_groups(sheet, layout, row + 1, "chapter", package)
    row = write_groups(sheet, layout, row + 1, "budget", package)
    sheet.print_to(row, layout["counts"] - 1)


def _paint(sheet: Sheet, layout: Layout, first: int, last: int) -> None:
    """Colour the chosen rows, and the conflicts that bite; the words say the same."""
    paint, formats = sheet.raw.conditional_format, sheet.book.formats
    if "conflict" in layout:
        at = layout["conflict"]
        conflict = cell(first, at, lock_column=True)
        for name, style in (("Soort_uitsluitend", "alarm"), ("Soort_overlap", "warn")):
            rule = {"type": "formula", "criteria": f"={conflict}={name}", "format": formats[style]}
            paint(first, at, last, at, rule)
    wrong, counts = (cell(first, layout[key], lock_column=True) for key in ("wrong", "counts"))
    for left, right in ((0, 0), (layout["wrong"], layout["wrong"])):
        rule = {"type": "formula", "criteria": f'={wrong}<>""', "format": formats["alarm"]}
        paint(first, left, last, right, rule)
    chosen = {"type": "formula", "criteria": f"={counts}=Aan", "format": formats["chosen"]}
    paint(first, 1, last, layout["open"], chosen)


def _totals(sheet: Sheet, layout: Layout, package: Package) -> None:
    """Write the totals by column; where amounts have bounds both ends of each beside it."""
    if sheet.book.bounds:
        write_bounded_totals(sheet, package, layout.at)
    else:
        _plain_totals(sheet, package)
    note = sheet.book.texts(
        "Zet 1 bij een maatregel om haar te kiezen, 0 om haar weg te laten. Instellingen staan op het blad Leeswijzer, de gekozen maatregelen op Gekozen. Terug: plak de waarden van Bij export in Keuze."
    )
    sheet.text(10, 0, note, "note")


def _plain_totals(sheet: Sheet, package: Package) -> None:
    book = sheet.book
    t, keys, columns = book.texts, book.keys, package.catalogue.columns
    write_total_heads(sheet, package, FIRST)
    totals, opened = package.totals, [sum(c.column == column for c in package.open_cells) for column in columns]

    def total(c: int) -> str:
        return f"={exact(f'SUMIFS(Keuze_{keys[c]},Keuze_aan,Aan)')}"

    sheet.across(4, FIRST, total, plain_sums(totals.values()), "total")
    book.place("total", t("Saldo-effect"), sheet, 4, FIRST)

    def bound(c: int) -> str:
        return bound_formula(*open_counts(f"Post_{keys[c]}", "Post_gekozen"))

    def signed(sign: str) -> Callable[[int], str]:
        return lambda c: "=" + exact(f'SUMIFS(Keuze_{keys[c]},Keuze_aan,Aan,Keuze_{keys[c]},"{sign}0")')

    def count_open(c: int) -> str:
        return f"=SUMPRODUCT(Keuze_aan*ISTEXT(Keuze_{keys[c]}))"

    def counted_once(c: int) -> str:
        return f"={exact(f'{cell(4, FIRST + c)}+{from_whole(twice_name(0, keys[c]))}')}"

    bounds = [bound_mark(total) for total in totals.values()]
    rows: list[tuple[str, str, Callable[[int], str], Sequence[Value], str]] = [
        ("total_bound", t("Grens van het totaal door open cellen"), bound, bounds, "said"),
        (
            "intensifications",
            t("Intensiveringen"),
            signed(">"),
            plain_sums(package.intensifications.values()),
            "effect",
        ),
        ("savings", t("Besparingen"), signed("<"), plain_sums(package.savings.values()), "effect"),
        ("open_cells", t("Aantal open cellen in het pakket"), count_open, opened, "count"),
    ]
    if has_choice(package.catalogue.frame, "Overlap"):
        once = plain_sums(package_once(package).values())
        rows.append(("once", t("Saldo-effect zonder dubbeltelling"), counted_once, once, "effect"))
    for row, (key, label, formula, values, style) in enumerate(rows, start=5):
        for column in range(FIRST):
            sheet.value(row, column, label if column == 2 else None, "cell")
        sheet.across(row, FIRST, formula, values, style)
        book.place(key, label, sheet, row, FIRST)


def _measure_row(sheet: Sheet, layout: Layout, row: int, package: Package, measure: Measure, place: int) -> None:
    catalogue, t, last = package.catalogue, sheet.book.texts, layout["open"] - 1
    sheet.value(row, 0, int(measure.id in package.selection), "input")
    before = f"=INDEX(Wijziging_bij_export,MATCH({cell(row, 1, lock_column=True)},Wijziging_naam,0))"
    sheet.formula(row, layout["exported"], before, int(measure.id in package.selection), "few")
    sheet.text(row, 1, measure.id, "cell")
    sheet.text(row, 2, measure.title.get(t.language) + own_mark(package, measure.id, t), "cell_wrap")
    sheet.text(row, 3, sheet.book.variant(catalogue.variant_of[measure.id]), "cell")
    effects, own = measure_row(catalogue, measure, package.settings), cell(row, 1, lock_column=True)
    helper = cell(row, layout["row"], lock_column=True)
    delay = cell(row, layout["delay"], lock_column=True) if "delay" in layout else ""

    def moving(kind: str) -> Formula:
        return shifted(kind, helper, delay, sheet.book.keys)

    sheet.across(row, FIRST, moving("Eff_cel"), [cell_value(found) for found in effects], "effect")
    count = f"=SUMPRODUCT(ISTEXT({cell(row, FIRST)}:{cell(row, last)})*Aan)"
    if sheet.book.bounds:
        ends = _ends(row, moving, measure.direction_uncertain)
        for end in ENDS:
            values = [shown_end(found, end, measure.direction_uncertain) for found in effects]
            sheet.across(row, layout[end], ends[end], values, "effect")
        low, high = (f"{cell(row, layout[e])}:{cell(row, layout[e] + sheet.book.width - 1)}" for e in ENDS)
        count = f"=SUMPRODUCT({not_one_number(low, high)})"
    sheet.formula(row, last + 1, count, sum(isinstance(found, Amount) for found in effects), "few")
    if "conflict" in layout:
        overlap = f'IF(SUMPRODUCT((Lid_nr={own})*Lid_overlapt)>0,Soort_overlap,"")'
        nested = f"=IF(SUMPRODUCT((Lid_nr={own})*Lid_sluit_uit)>0,Soort_uitsluitend,{overlap})"
        sheet.formula(row, layout["conflict"], nested, _mark(package, measure.id, t.conflict), "remark")
    typed = cell(row, 0, lock_column=True)
    right = f'ISBLANK({typed}),"",IF(ISNUMBER({typed}),IF({typed}*({typed}-Aan)=0,"",Toets_keuze),Toets_keuze)'
    sheet.formula(row, layout["wrong"], f"=IF({right})", "", "remark")
    counts = f"=IF(ISNUMBER({typed}),IF({typed}=Aan,Aan,0),0)"
    sheet.formula(row, layout["counts"], counts, int(measure.id in package.selection), "helper")
    write_typed(sheet, row, layout["beside"], layout["held"])
    sheet.formula(row, layout["row"], f"=MATCH({own},Eff_nr,0)", place, "helper")
    if "delay" in layout:
        now = measure_delay(measure, package.settings)
        sheet.formula(row, layout["delay"], f"=INDEX(Eff_schuift,{helper})*Verschuiving", now, "helper")


def _ends(row: int, moving: Callable[[str], Formula], uncertain: bool) -> dict[End, Formula]:
    """Return the formulas for both ends of a measure; `moving` gives the one for a cell after the decision year."""
    low, high = (moving(f"Eff_cel_{NAMES[end]}") for end in ENDS)
    if not uncertain:
        return {"lower": low, "upper": high}

    def unsure(own: Formula, other: Formula) -> Formula:
        def formula(c: int) -> str:
            end, far = own(c).removeprefix("="), other(c).removeprefix("=")
            return without_direction(end, far, cell(row, FIRST + c))

        return formula

    return {"lower": unsure(low, high), "upper": unsure(high, low)}


def _mark(package: Package, id_: str, word: Callable[[ConflictKind], str]) -> str:
    kinds = {clash.conflict.kind for clash in package.clashes if id_ in clash.chosen}
    return next((word(kind) for kind in ConflictKind if kind in kinds), "")
