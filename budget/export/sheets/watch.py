"""
What makes the workbook say that it is wrong: its problems with their place, their count, and the status of each sheet.

Every problem has a row on Controle: inputs that may not stand, sums that do not add up, formulas that were typed over.
`Fouten` counts them. A cell on Leeswijzer guards that table itself, and each sheet works its status out by itself, so that
no one cell can be typed over to silence the others. Nothing that a guard looks at follows from that guard.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from budget.engine import Package
from budget.export.guarded import (
    STATUS,
    Area,
    address_of,
    areas_of,
    count_if_there,
    count_missing,
    first_row,
    first_wrong,
    missing_place,
    place_in,
    sum_fixed,
)
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.changes import write_changes
from budget.export.sheets.choice_beside import LETTERS, typed_name, wrong_typed
from budget.export.sheets.constants import list_constants
from budget.export.sheets.dials import dial_rows, has_dials
from budget.export.sheets.settings import list_choices
from budget.export.texts import FINE

COUNTERS: Final = 5
"""The row of the first of the counters of what is wrong."""


@dataclass(frozen=True)
class Watched:
    """
    An area of Controle that holds only 0, as long as `when` (an expression) holds; "" is always.

    `on` is the sheet that is wrong where the area is not 0, without a cell; "" is Controle itself.
    """

    label: str
    area: str
    when: str = ""
    on: str = ""


@dataclass(frozen=True)
class Problem:
    """
    A row of the table: label, sheet, the expression for how many there are, and for the address of the first.

    `found` is an expression that has a cell of its own: `{found}` in the address. `formulas` is how many stood there at
    the export; `{formulas}` in the count is the cell that holds it. `{area}` is the name of an `area`.
    """

    label: str
    sheet: str
    count: str
    place: str
    found: str = "0"
    formulas: int | None = None
    area: Area | None = None


def write_watch(sheet: Sheet, row: int, package: Package, watched: Sequence[Watched]) -> None:
    """Write the problems, how many there are in all, the guard of the guards, the list of changes and every status."""
    t, book = sheet.book.texts, sheet.book
    inputs = list(_inputs(sheet, package))
    guarded = list(book.sheets)
    fixed = _fixed(sheet, row, package, sum(len(one.formulas) for one in guarded))
    row += len(fixed) + 3
    sums = [_watched(sheet, one) for one in (*fixed, *watched)]
    guards = [_guard(sheet, area) for one in guarded for area in areas_of(one.name, one.formulas)]
    before = set(sheet.formulas)
    heads = [t("Wat niet mag"), t("Blad"), t("Aantal"), t("Fout (1/0)"), t("Eerste cel"), t("Volgnr.")]
    heads += [t("Plaats van de eerste cel"), t("Formules bij export")]
    problems = [*inputs, *guards, *sums]
    sheet.table("tWacht", row, 0, heads, len(problems), right_from=2)
    for at, problem in enumerate(problems, start=row + 1):
        count, wrong, names = cell(at, 2), cell(at, 3), {"area": "", "formulas": cell(at, 7), "found": cell(at, 6)}
        if problem.area is not None:
            names["area"] = f"Wacht_{at - row}"
            book.define_area(names["area"], problem.area)
        sheet.text(at, 0, problem.label, "cell")
        sheet.text(at, 1, problem.sheet, "cell")
        sheet.formula(at, 2, f"=IFERROR({problem.count.format(**names)},Aan)", 0, "count")
        sheet.value(at, 7, problem.formulas, "helper")
        sheet.formula(at, 3, f"=IF(N({count})=0,0,Aan)", 0, "count")
        sheet.formula(at, 4, f'=IF({wrong}=0,"",IFERROR({problem.place.format(**names)},""))', "", "cell_right")
        sheet.formula(at, 6, f"=IF({wrong}=0,0,{problem.found.format(**names)})", 0, "helper")
        above = f"N({cell(at - 1, 5)})+" if at > row + 1 else ""
        sheet.formula(at, 5, f"={above}{cell(at, 3)}", 0, "helper")
    columns = ("wat", "blad", "aantal", "fout", "cel", "volgnummer", "gevonden", "bij_export")
    for column, name in enumerate(columns):
        sheet.name_block(f"Wacht_{name}", row + 1, column, len(problems))
    at_guards = row + 1 + len(inputs)
    sheet.name_block("Wacht_cellen", at_guards, 2, len(guards))
    _counters(sheet, package)
    changes = write_changes(book, package)
    areas = [*areas_of(sheet.name, sheet.formulas - before), *areas_of(changes.name, changes.formulas)]
    _guard_the_guards(sheet, areas)
    _statuses(sheet)


def _guard(sheet: Sheet, area: Area) -> Problem:
    """Return the row that guards the formulas of an area."""
    count = (area.bottom - area.top + 1) * (area.right - area.left + 1)
    label = f"{sheet.book.texts('Formules')} {area.sheet}"
    missing, place = count_missing("{area}", "{formulas}"), missing_place("{area}")
    return Problem(label, area.sheet, missing, address_of("{found}"), place, count, area)


def _inputs(sheet: Sheet, package: Package) -> Iterator[Problem]:
    """Yield the inputs that can be wrong: the choice, settings and dials."""
    t = sheet.book.texts

    def found(label: str, on: str, inputs: str, states: str, state: str) -> Problem:
        first = f"INDEX({inputs},MATCH({state},{states},0))"
        count = f"SUMPRODUCT(({states}={state})*Aan)"
        return Problem(label, on, count, f"ADDRESS(ROW({first}),COLUMN({first}))")

    yield found(t("Keuzes die geen 1 of 0 zijn"), t("Keuze"), "Keuze_invoer", "Keuze_let_op", "Toets_keuze")
    for letter in LETTERS:
        inputs, wrong = typed_name(letter), wrong_typed(letter)
        label = t("Keuzes in kolom {letter} die geen 1 of 0 zijn", letter=letter)
        place = f"ADDRESS({{found}},COLUMN({inputs}))"
        yield Problem(label, t("Keuze"), f"SUMPRODUCT({wrong}*Aan)", place, first_row(wrong, inputs))
    if list_choices(t, package.settings, package.catalogue.frame):
        label = t("Instellingen buiten hun lijst")
        yield found(label, t("Leeswijzer"), "Instelling_invoer", "Instelling_let_op", "Toets_instelling")
    if has_dials(package.catalogue):
        label = t("Aannames buiten hun grenzen")
        yield found(label, t("Aannames"), "Aanname_waarde", "Aanname_herkomst", "Herkomst_ongeldig")


def _fixed(sheet: Sheet, row: int, package: Package, extra: int) -> list[Watched]:
    """
    Write by sheet what stays as it is, as exported and now: its fixed numbers and its columns; returns what to watch.

    `extra` is how many formulas other sheets have, the sum of what the guards count from. A column put into a block in
    which formulas count columns would move them. Of sheets with inputs only the values that formulas use count. Which number it is, reading the workbook back tells.
    """
    t, book, found = sheet.book.texts, sheet.book, []
    inputs = {t("Leeswijzer"), t("Keuze"), t("Aannames"), t("Eigen doelen"), sheet.name}
    areas = [
        (one.name, Area(one.name, STATUS[0] + 1, 0, one.raw.dim_rowmax, one.raw.dim_colmax).reference, one.fixed)
        for one in book.sheets
        if one.name not in inputs
    ]
    constants = [
        value
        for _, value, _ in list_constants(t, package.catalogue, book.own_targets)
        if isinstance(value, int | float)
    ]
    areas.append((t("Leeswijzer"), "Vaste_waarden", sum(constants)))
    if has_dials(package.catalogue):
        defaults = [float(row.dial.default) for row in dial_rows(package.catalogue, t)]
        areas.append((t("Aannames"), "Aanname_standaard", sum(defaults)))
    kept = [(f"{t('Vaste getallen')} {name}", name, sum_fixed(area), exported) for name, area, exported in areas]
    for name, widths in book.blocks.items():
        columns = "+".join(f"COLUMNS({block})" for block in widths)
        kept.append((f"{t('Aantal kolommen')} {name}", name, columns, sum(widths.values())))
    own = 2 * (len(kept) + 1)  # the formulas of this table
    kept.append((t("Formules bij export"), sheet.name, sum_fixed("Wacht_bij_export"), extra + own))
    sheet.heads(row, 0, [t("Blijft gelijk"), t("Bij export"), t("Nu"), t("Wijkt af")], right_from=1)
    for at, (label, name, now, exported) in enumerate(kept, start=row + 1):
        sheet.text(at, 0, label, "cell")
        sheet.value(at, 1, exported, "number")
        sheet.formula(at, 2, f"=IFERROR({now},0)", exported, "number")
        differs = f"=IF(ROUND({cell(at, 2)}-{cell(at, 1)},Decimalen_procent)=0,0,Aan)"
        sheet.formula(at, 3, differs, 0, "count")
        found.append(Watched(label, cell(at, 3, True, True), on=name))
    return found


def _watched(sheet: Sheet, one: Watched) -> Problem:
    """Return the row for an area of Controle; an error in it counts too, as no count can be made."""
    differs = f"({one.area}<>0)"
    count = f"SUMPRODUCT({differs}*Aan)"
    if one.when:
        count = f"IF({one.when},{count},0)"
    if one.on:
        return Problem(one.label, one.on, count, '""')
    return Problem(one.label, sheet.name, count, address_of("{found}"), place_in(differs, one.area))


def _counters(sheet: Sheet, package: Package) -> None:
    """Write how many inputs are wrong and formulas typed over, how many problems there are, and where the first is."""
    t, book = sheet.book.texts, sheet.book
    dials, choices = has_dials(package.catalogue), list_choices(t, package.settings, package.catalogue.frame)
    first = "MATCH(Aan,Wacht_fout,0)"
    at = f"INDEX(Wacht_cel,{first})"
    place = f'=IFERROR(INDEX(Wacht_blad,{first})&IF({at}="","","!"&{at}),"")'
    found = [
        (t("Keuzes die geen 1 of 0 zijn"), '=SUMPRODUCT((Keuze_let_op<>"")*Aan)', "Ongeldige_keuzes"),
        (t("Instellingen buiten hun lijst"), '=SUMPRODUCT((Instelling_let_op<>"")*Aan)', "Ongeldige_instellingen"),
        (
            t("Aannames buiten hun grenzen"),
            "=SUMPRODUCT((Aanname_herkomst=Herkomst_ongeldig)*Aan)",
            "Ongeldige_aannames",
        ),
        (t("Overschreven of foute formules"), "=SUM(Wacht_cellen)", "Overschreven_cellen"),
        (t("Soorten fouten"), "=SUMPRODUCT((Wacht_fout<>0)*Aan)", "Fouten"),
    ]
    absent = {"" if choices else "Ongeldige_instellingen", "" if dials else "Ongeldige_aannames"}
    rows: list[tuple[str, str, Value, str]] = [
        *((label, formula, 0, name) for label, formula, name in found if name not in absent),
        (t("Eerste fout"), place, "", "Wacht_plaats"),
    ]
    for row, (label, formula, value, name) in enumerate(rows, start=COUNTERS):
        sheet.text(row, 0, label, "cell")
        sheet.formula(row, 1, formula, value, "cell_right" if value == "" else "flag")
        book.define(name, sheet, (row, 1))


def _guard_the_guards(sheet: Sheet, areas: Sequence[Area]) -> None:
    """Write on Leeswijzer how many formulas of the guards were typed over, and where the first is."""
    book = sheet.book
    guide = book.sheets[0]
    _, row, column = book.places["watch"]
    counted = "+".join(count_if_there(area.reference) for area in areas)
    place = '""'
    for area in reversed(areas):
        place = f'IF({count_if_there(area.reference)}>0,"{area.sheet}!"&{first_wrong(area.reference)},{place})'
    guide.formula(row, column, f"={counted}", 0, "left_wrap")
    guide.formula(row, column + 2, f"={place}", "", "cell")
    book.define("Wacht", guide, (row, column))
    book.define("Wacht_eigen", guide, (row, column + 2))


def _statuses(sheet: Sheet) -> None:
    """Write the status on every sheet, before its legend; that of Controle looks at the others too."""
    t, book = sheet.book.texts, sheet.book
    broken = "IF(AND(_xlfn.ISFORMULA(Wacht),_xlfn.ISFORMULA(Wacht_eigen)),0,Aan)+N(Wacht)+N(Fouten)"
    said = "IF(Afwijkende_keuzes>0,Melding_gewijzigd,Melding_goed)"
    place = 'IF(N(Wacht)>0,Wacht_eigen,IF(Wacht_plaats="",Blad_controle,Wacht_plaats))'
    for name in ("Wacht", "Wacht_eigen"):
        at = f'Blad_leeswijzer&"!"&ADDRESS(ROW({name}),COLUMN({name}))'
        place = f"IF(_xlfn.ISFORMULA({name}),{place},{at})"
    wrong = f'Melding_fout&" "&{place}'
    others = [one for one in book.sheets if one is not sheet]
    for one in others:
        legend = ("&Legenda_duizend" if one.thousands else "&Legenda") if one.legend else ""
        value = t(FINE) + (f" · {one.legend}" if one.legend else "")
        one.formula(*STATUS, f"=IF({broken}>0,{wrong},{said}){legend}", value, "note")
    silenced = "+".join(count_if_there(Area(one.name, *STATUS, *STATUS).reference) for one in others)
    status = f"=IF({broken}+{silenced}>0,{wrong},{said})"
    sheet.formula(STATUS[0] + 1, 0, status, t(FINE), "bold")
    book.define("Status", sheet, (STATUS[0] + 1, 0))
