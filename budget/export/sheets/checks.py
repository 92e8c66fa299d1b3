"""The sheet Controle: what was exported beside what the sheet has now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budget.engine import Package
from budget.export.book import Book, Sheet, Value, cell
from budget.export.sheets.choice import plain_amount, undelayed_row
from budget.export.sheets.dials import dial_values, has_dials, plain_number
from budget.export.sheets.ends import ENDS, NAMES, given_end
from budget.export.sheets.own_inputs import exported_inputs
from budget.export.sheets.settings import list_choices
from budget.export.texts import CHANGED, FINE

SHARES: Final = (":percent", ":share", ":share_before", ":share_after")
"""How the keys of results end that are a share."""


def write_check(book: Book, package: Package, values: dict[str, Sequence[Value]]) -> None:
    """
    Write Controle: engine value, sheet value and difference for every result.

    `values` holds the engine's values by key, one for each column. The engine's figures hold for the exported selection
    and settings; a formula says whether the sheet still has those.
    """
    t, catalogue = book.texts, package.catalogue
    sheet = book.sheet(t("Controle"), (50, 31, *[11] * (3 * book.width)))
    choices = list_choices(t, package.settings, catalogue.frame)
    first = 8 + len(choices) + 4
    last = first + len(values) - 1
    agrees = "IF(Grootste_verschil=0,Melding_goed,Melding_fout)"
    status = f"=IF(Afwijkende_keuzes+Afwijkende_bedragen>0,Melding_gewijzigd,{agrees})"
    sheet.formula(2, 0, status, t(FINE), "bold")
    book.define("Status", sheet, (2, 0))
    _sums(sheet, package, (first, last), bool(choices))
    if choices:
        settings = [(t(choice.form.label), choice.now, choice.name) for choice in choices]
        _exported(sheet, 7, settings, "instellingen", t("Instelling"))
    _matrix(sheet, first, values)
    row = _toggles(sheet, last + 4, package)
    if has_dials(catalogue):
        row = _dials(sheet, row + 2, package)
    if book.own_targets:
        _own_targets(sheet, row + 2)
    sheet.raw.freeze_panes(2, 1)
    sheet.raw.repeat_rows(first - 1)


def _sums(sheet: Sheet, package: Package, rows: tuple[int, int], choices: bool) -> None:
    """Write how much was changed since the export, and the largest difference in the rows of results."""
    t, book = sheet.book.texts, sheet.book
    compared = [
        "keuze",
        *(["instellingen"] if choices else []),
        *(["aannames"] if has_dials(package.catalogue) else []),
        *(["doelen"] if book.own_targets else []),
    ]
    changed = "=" + "+".join(f"SUM(Wijkt_af_{name})" for name in compared)
    start = 2 + 2 * book.width
    areas = ["Eff_bedragen", *(f"Eff_{NAMES[end]}" for end in ENDS if book.bounds)]
    area = f"{cell(rows[0], start)}:{cell(rows[1], start + book.width - 1)}"
    for row, (label, formula, style, name) in enumerate(
        (
            (t("Gewijzigde keuzes, instellingen en aannames"), changed, "flag", "Afwijkende_keuzes"),
            (
                t("Som van bedragen: verschil"),
                f"=ABS({'+'.join(f'SUM({area})' for area in areas)}-{cell(4, 2)})",
                "amount",
                "Afwijkende_bedragen",
            ),
            (
                t("Grootste verschil in een uitkomst"),
                f"=MAX(MAX({area}),-MIN({area}))",
                "amount",
                "Grootste_verschil",
            ),
        ),
        start=3,
    ):
        sheet.text(row, 0, label, "cell")
        sheet.formula(row, 1, formula, 0, style)
        book.define(name, sheet, (row, 1))
    measures = package.catalogue.measures.values()
    cells = [found for m in measures for found in undelayed_row(package, m)]
    amounts = sum(plain_amount(found) or 0 for found in cells)
    if book.bounds:
        ends = [given_end(found, end) for found in cells for end in ENDS]
        amounts += sum(end for end in ends if isinstance(end, int))
    sheet.value(4, 2, amounts, "amount")
    sheet.text(4, 3, t("som van alle bedragen op Effecten bij de export"), "note")


def _toggles(sheet: Sheet, row: int, package: Package) -> int:
    """Write the exported toggles beside those of now, and the messages that formulas show; returns the row after."""
    ids, t = list(package.catalogue.measures), sheet.book.texts
    found: list[tuple[str, Value, str]] = []
    for at, id_ in enumerate(ids, start=row):
        now = f"INDEX(Keuze_aan,MATCH({cell(at, 0, lock_column=True)},Keuze_nr,0))"
        found.append((id_, int(id_ in package.selection), now))
    _exported(sheet, row - 1, found, "keuze", t("Maatregel"))
    messages = {
        "Melding_goed": t(FINE),
        "Melding_gewijzigd": t(CHANGED),
        "Melding_fout": t(
            "Controle: een uitkomst wijkt af van het rekenmodel. Gebruik deze werkmap niet voordat dat is verklaard."
        ),
    }
    if package.catalogue.conflicts:
        messages["Conflict_ja"] = t("treedt op")
    for at, (name, text) in enumerate(messages.items(), start=row + len(ids) + 2):
        sheet.text(at, 0, text, "helper_text")
        sheet.book.define(name, sheet, (at, 0))
    sheet.raw.ignore_errors({"number_stored_as_text": f"A{row}:A{row + len(ids)}"})
    return row + len(ids) + 2 + len(messages)


def _dials(sheet: Sheet, row: int, package: Package) -> int:
    """Write the exported values of the dials beside those of now; returns the row after."""
    found: list[tuple[str, Value, str]] = []
    for at, (key, value) in enumerate(dial_values(package).items(), start=row + 1):
        now = f"INDEX(Aanname_waarde,MATCH({cell(at, 0, lock_column=True)},Aanname_sleutel,0))"
        found.append((key, plain_number(value), now))
    _exported(sheet, row, found, "aannames", sheet.book.texts("Aanname"), "number")
    return row + len(found) + 1


def _own_targets(sheet: Sheet, row: int) -> None:
    """Write what the targets of one's own asked at the export beside what they ask now."""
    book, t = sheet.book, sheet.book.texts
    found = [
        one
        for number, held in enumerate(book.own_targets, start=1)
        for one in exported_inputs(held, number, t, book.keys)
    ]
    _exported(sheet, row, found, "doelen", t("Eigen doel"), "number")


def _exported(
    sheet: Sheet, row: int, found: Sequence[tuple[str, Value, str]], name: str, head: str, figures: str = ""
) -> None:
    """Write what was exported, what the sheet has now, and whether they differ; names the differences."""
    t = sheet.book.texts
    heads = [head, t("Bij export"), t("Nu"), t("Wijkt af")]
    sheet.table(f"tExport_{name}", row, 0, heads, len(found), right_from=1)
    sheet.name_block(f"Wijkt_af_{name}", row + 1, 3, len(found))
    for at, (label, value, now) in enumerate(found, start=row + 1):
        sheet.text(at, 0, label, "cell")
        style = figures or ("share" if isinstance(value, float) else "word")
        sheet.value(at, 1, value, style)
        sheet.formula(at, 2, f'=IF({now}="","",{now})', value, style)
        if isinstance(value, str):
            sheet.fit(at, 2, value)
        sheet.formula(at, 3, f"=IF({cell(at, 1)}={cell(at, 2)},0,Aan)", 0, "count")


def _matrix(sheet: Sheet, first: int, values: dict[str, Sequence[Value]]) -> None:
    """Write the engine's values, the sheet's values and the differences for each result."""
    t, book, width = sheet.book.texts, sheet.book, sheet.book.width
    heads = [t("Uitkomst"), t("Sleutel")]
    groups = (t("Model"), t("Blad"), t("Verschil"))
    heads += [f"{group} {head.lower()}" for group in groups for head in book.heads]
    sheet.table("tControle", first - 1, 0, heads, len(values), right_from=2)
    for row, (key, found) in enumerate(values.items(), start=first):
        sheet.text(row, 0, book.labels[key], "cell")
        sheet.text(row, 1, key, "helper_text")
        percent = key.removesuffix("_lower").removesuffix("_upper").endswith(SHARES)
        style = "count" if key == "open_cells" else "percent" if percent else "effect"
        for offset, value in enumerate(found):
            word = isinstance(value, str)
            engine, here = cell(row, 2 + offset), cell(row, 2 + width + offset)
            sheet.value(row, 2 + offset, value, "word" if word else style)
            sheet.formula(row, 2 + width + offset, book.reference(key, offset), value, "word" if word else style)
            if book.bounds:  # a sum may turn from a number into a sign, and back
                formula = f"=IF(AND(ISNUMBER({engine}),ISNUMBER({here})),ROUND({here}-{engine},Decimalen_procent),"
                formula += f'IF({engine}&""={here}&"",0,Aan))'
                sheet.formula(row, 2 + 2 * width + offset, formula, 0, "count")
                continue
            formula = f'=IF({engine}&""={here}&"",0,Aan)' if word else f"=ROUND({here}-{engine},Decimalen_procent)"
            sheet.formula(row, 2 + 2 * width + offset, formula, 0, "count")
