"""
The postings that dials drive, on the working sheet of the dials: as printed, and as they are now.

A formula by posting gives each posting its own amount, phased in as printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budget.catalogue import Catalogue, DialPart
from budget.core import Amount, Cells
from budget.engine import BY_YEAR, Package, dialed_cells, drives, part_amount
from budget.export.sheet import Sheet, cell
from budget.export.sheets.choice import posting_key
from budget.export.sheets.dial_formulas import PERCENT
from budget.export.sheets.dial_rules import Rule

AMOUNTS: Final = 4
"""The column of the first of the amounts by posting."""


def write_dial_postings(sheet: Sheet, row: int, package: Package, rules: Sequence[Rule], printed: bool) -> int:
    """Write the postings that dials drive, as printed or as they are now; returns the row after them."""
    t, catalogue = sheet.book.texts, package.catalogue
    found = [
        (rule, place, posting)
        for rule in rules
        for place, posting in enumerate(rule.measure.postings)
        if drives(rule.measure, place)
    ]
    name = "Gedrukt" if printed else "Aannamepost"
    heads = [t("Nr."), t("Sleutel"), t("Begrotingsregel"), t("Rij formule"), *sheet.book.heads]
    heads += (
        [] if printed else [t("Rij gedrukt"), t("Vast bedrag"), t("Bedrag volgens de formule"), t("Tussenuitkomst")]
    )
    by_year = not printed and any(rule.dials.formula in BY_YEAR for rule in rules)
    heads += [f"{t('Grondslag')} {head.lower()}" for head in sheet.book.heads] if by_year else []
    sheet.text(row - 1, 0, t("Gedrukte bedragen per post") if printed else t("Bedragen per post nu"), "section")
    sheet.table(f"t{name}", row, 0, heads, len(found), right_from=3)
    first = row + 1
    for offset, (rule, place, posting) in enumerate(found):
        at, measure = first + offset, rule.measure
        for column, text in enumerate((measure.id, posting_key(measure.id, place), posting.line)):
            sheet.text(at, column, text, "cell")
        by_id = cell(at, 0, lock_column=True)
        match = [rule.measure.id for rule in rules].index(measure.id) + 1
        sheet.formula(at, 3, f"=MATCH({by_id},Formule_nr,0)", match, "helper")
        cells = measure.posting_effects(posting)
        if printed:
            for column, amount in enumerate(cells, start=AMOUNTS):
                sheet.value(at, column, None if isinstance(amount, Amount) else amount, "effect")
            continue
        by_key = cell(at, 1, lock_column=True)
        sheet.formula(at, AMOUNTS + len(cells), f"=MATCH({by_key},Gedrukt_sleutel,0)", offset + 1, "helper")
        part = next((part for part in rule.dials.parts if part.posting == place), None)
        if part is not None:
            _own_amount(sheet, at, rule, part, catalogue)
        _now(sheet, at, rule, cells, dialed_cells(catalogue, measure, place, package.settings))
    for key, column, width in (("nr", 0, 1), ("sleutel", 1, 1), ("bedragen", AMOUNTS, sheet.book.width)):
        sheet.name_block(f"{name}_{key}", first, column, len(found), width)
    sheet.name_columns(name, first, AMOUNTS, len(found))
    return first + max(len(found), 1)


def _now(sheet: Sheet, row: int, rule: Rule, printed: Cells, now: Cells) -> None:
    """Write a posting's amounts: the printed one at the defaults, what the formula makes of it otherwise."""
    keys = sheet.book.keys
    measure, line, source = (cell(row, column, lock_column=True) for column in (0, 3, AMOUNTS + len(printed)))
    for place, (before, after) in enumerate(zip(printed, now, strict=True)):
        if isinstance(before, Amount) or isinstance(after, Amount):
            sheet.value(row, AMOUNTS + place, None, "effect")
            continue
        amount = f"INDEX(Gedrukt_{keys[place]},{source})"
        if rule.dials.formula in BY_YEAR:
            own = _cut(_base_of(sheet, row, rule, place), line, keys[place], keys[0] if place < len(keys) - 1 else "")
        elif rule.dials.parts:
            own = _phased(sheet, row, rule, printed, place, (amount, measure))
        else:
            own = f"ROUND({amount}*INDEX(Formule_teller,{line})/INDEX(Formule_noemer,{line}),0)"
        formula = f"=IF(INDEX(Formule_verzet,{line})=Aan,{own},{amount})"
        sheet.formula(row, AMOUNTS + place, formula, after, "effect")


def _own_amount(sheet: Sheet, row: int, rule: Rule, part: DialPart, catalogue: Catalogue) -> None:
    """Write what a formula by posting gives to a posting, structurally, and its fixed amount."""
    fixed_at = AMOUNTS + sheet.book.width + 1
    key, line, fixed = (cell(row, column, lock_column=True) for column in (1, 3, fixed_at))
    a, per_a, b, per_b, sign, year = (
        f"INDEX(Formule_{name},{line})" for name in ("a", "per_a", "b", "per_b", "teken", "jaar")
    )
    persons = f"({a}/{per_a}-Huidig_quotum)"
    step, between = cell(row, fixed_at + 2, lock_column=True), ("", 0.0)
    if part.cost == "integration":
        own = f"{persons}*Kosten_integratie/Euro_per_duizend+"
    elif part.cost == "execution":
        own = f"{persons}*(Kosten_uitvoering-{step})/Euro_per_duizend+"
        fee, now = f"EU_overig+{b}/({per_b}*Procent)*(EU_prioriteit-EU_overig)", rule.values["priority"]
        assert catalogue.resettlement is not None
        costs = catalogue.resettlement.costs
        between = fee, float(costs.eu_other + now / PERCENT * (costs.eu_priority - costs.eu_other))
    elif part.lines:
        own = f"{a}*{step}/({per_a}*Procent)*{sign}+"
        total = catalogue.base.sum_lines(part.lines, rule.dials.year or "")
        between = _sum_of_base(key, f'{year}&""'), float(total)
    elif part.items:
        own = f"SUMPRODUCT((Formuledeel_nr={key})*Formuledeel_bedrag)/Euro_per_duizend+"
    else:
        own = ""
    if between[0]:
        sheet.formula(row, fixed_at + 2, f"={between[0]}", between[1], "helper")
    sheet.value(row, fixed_at, part.fixed, "effect")
    amount = float(part_amount(catalogue, rule.dials, rule.values, part))
    sheet.formula(row, fixed_at + 1, f"={own}{fixed}", amount, "helper_amount")


def _phased(sheet: Sheet, row: int, rule: Rule, printed: Cells, place: int, at: tuple[str, str]) -> str:
    """
    Return the expression for a posting's own amount in a column, phased in as the list prints it or by months.

    `at` are the expressions for the printed amount in the column and for the measure's id.
    """
    columns, (amount, measure) = sheet.book.catalogue.columns, at
    own = cell(row, AMOUNTS + len(printed) + 2, lock_column=True)
    if columns.all[place] in rule.dials.months:
        months = f"INDEX(Maanden_{sheet.book.keys[place]},MATCH({measure},Maanden_nr,0))"
        return f"ROUND({own}*{months}/Maanden_per_jaar,0)"
    structural = printed[-1]
    if isinstance(structural, Amount) or structural == 0:
        return f"ROUND({own},0)"
    last = f"INDEX(Gedrukt_{sheet.book.keys[-1]},{cell(row, AMOUNTS + len(printed), lock_column=True)})"
    return f"ROUND({own}*{amount}/{last},0)"


def _sum_of_base(key: str, year: str) -> str:
    """Return the expression for what the base behind a measure or posting adds up to in a year."""
    lines = f"INDEX(Aannamegrond_bedragen,0,MATCH({year},Aannamegrond_koppen,0))"
    return f"SUMPRODUCT((Aannamegrond_nr={key})*{lines})"


def _base_of(sheet: Sheet, row: int, rule: Rule, place: int) -> str:
    """Write the base that a cut by year takes its part of in a column; returns its cell."""
    catalogue, at = sheet.book.catalogue, (row, AMOUNTS + 4 + sheet.book.width + place)
    year, part = catalogue.base.year_of(catalogue.columns.all[place]), rule.dials.part
    lines = [line for line in catalogue.base.lines if line.id in rule.dials.lines]
    total = sum((line.amounts if part is None else line.parts[part])[year] for line in lines)
    formula = _sum_of_base(cell(row, 0, lock_column=True), f'Jaar_{sheet.book.keys[place]}&""')
    sheet.formula(*at, f"={formula}", total, "helper")
    return cell(*at)


def _cut(amount: str, line: str, key: str, first: str) -> str:
    """
    Return the expression for a yearly cut of an amount up to a ceiling, in the column of a key.

    `first` is the key of the first year, in which the first step falls; "" for the structural column, where the ceiling
    is reached unless there is no step.
    """
    step, most, whole = (f"INDEX(Formule_{name},{line})" for name in ("heel", "teller", "noemer"))
    percent = f"MIN({step}*(Kolom_{key}-Kolom_{first}+Aan),{most})" if first else f"IF({step}=0,0,{most})"
    return f"-ROUND({percent}*{amount}/{whole},0)"
