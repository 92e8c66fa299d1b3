"""
The working sheet of the dials: how the amounts by posting follow from the sheet Aannames, by the engine's rules.

Dials count in whole parts and a formula is a numerator over a denominator, both whole: an amount is multiplied and
divided once. The rounding to thousands of euro, half away from zero, is the only one. What each posting then amounts to
is in `dial_postings`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from budget.catalogue import Base, Catalogue
from budget.core import dutch
from budget.engine import BY_YEAR, Package, formula_amount
from budget.export.book import Book
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.choice import posting_key
from budget.export.sheets.dial_formulas import FORMULAS, LETTERS, OVER_UNDER, PERCENT, REDUCED, ROLES
from budget.export.sheets.dial_postings import write_dial_postings
from budget.export.sheets.dial_rules import Rule, list_rules
from budget.export.sheets.dial_tables import list_items, write_items, write_months
from budget.export.sheets.dials import has_dials
from budget.export.units import whole

RULES: Final = {
    "id": dutch("Nr."),
    "formula": dutch("Formule"),
    "lines": dutch("Onderdeel"),
    "moved": dutch("Verzet (1/0)"),
    "reference": dutch("Gedrukt bedrag"),
    "amount": dutch("Vast bedrag"),
    "sign": dutch("Teken"),
    "year": dutch("Jaar"),
    "base": dutch("Grondslag"),
    "items": dutch("Som van delen"),
    "a": dutch("a"),
    "b": dutch("b"),
    "c": dutch("c"),
    "d": dutch("d"),
    "fine_a": dutch("a telt per 1/…"),
    "fine_b": dutch("b telt per 1/…"),
    "fine_c": dutch("c telt per 1/…"),
    "fine_d": dutch("d telt per 1/…"),
    "first_a": dutch("a zoals gedrukt"),
    "first_b": dutch("b zoals gedrukt"),
    "over": dutch("Teller, heel"),
    "under": dutch("Noemer, heel"),
    "numerator": dutch("Teller"),
    "denominator": dutch("Noemer"),
}
"""The columns of the formulas by measure, and their heads."""
AT: Final = {key: place for place, key in enumerate(RULES)}
YEARS_AT: Final = 3
"""The column of the first year of the base."""


def write_dial_sums(book: Book, package: Package) -> None:
    """Write the sheet: formulas by measure, the base behind them, printed amounts, amounts now; none without dials."""
    if not has_dials(package.catalogue):
        return
    t, rules, base = book.texts, list_rules(package), package.catalogue.base
    widths = (15, 56, 28, 12, *[13] * 16, 16, 16, 13, 13)
    sheet = book.sheet(t("Rekenblad aannames"), widths, thousands=True)
    sheet.text(
        2,
        0,
        t(
            "Een bedrag is het gedrukte, of als een aanname is verzet: gedrukt × teller / noemer, afgerond op duizend euro, halven van nul af. Teller en noemer zijn gehele getallen, zodat niets anders wordt afgerond."
        ),
        "note",
    )
    row = 5
    sheet.text(row - 1, 0, t("Formule per maatregel"), "section")
    sheet.table("tAannameformules", row, 0, [t(head) for head in RULES.values()], len(rules), right_from=3)
    for offset, rule in enumerate(rules, start=row + 1):
        _rule(sheet, offset, rule)
        if rule.dials.formula in OVER_UNDER:
            _ratio(sheet, offset, rule, package.catalogue)
        elif rule.dials.formula in BY_YEAR:
            _steps(sheet, offset, rule)
    for key, name in (
        *(("id", "nr"), ("moved", "verzet"), ("numerator", "teller"), ("denominator", "noemer"), ("over", "heel")),
        *(("a", "a"), ("b", "b"), ("fine_a", "per_a"), ("fine_b", "per_b"), ("sign", "teken"), ("year", "jaar")),
    ):
        sheet.name_block(f"Formule_{name}", row + 1, AT[key], len(rules))
    row = _base(sheet, row + max(len(rules), 1) + 4, base, rules)
    row = write_items(sheet, row + 3, list_items(rules))
    row = write_months(sheet, row + 3, [(rule.measure.id, rule.dials) for rule in rules])
    row = write_dial_postings(sheet, row + 3, package, rules, printed=True)
    row = write_dial_postings(sheet, row + 3, package, rules, printed=False)
    sheet.raw.freeze_panes(4, 2)
    sheet.repeat(0, 1)
    sheet.print_head_only()
    sheet.raw.ignore_errors({"number_stored_as_text": f"A1:A{row + 1}"})


def _rule(sheet: Sheet, row: int, rule: Rule) -> None:
    """Write a measure's formula in words, its fixed amounts, and its dials in parts."""
    dials, t, own_id = rule.dials, sheet.book.texts, cell(row, 0, lock_column=True)
    fixed: list[tuple[str, Value, str]] = [
        ("id", rule.measure.id, "cell"),
        ("formula", t(FORMULAS[dials.formula]), "cell_wrap"),
        ("lines", " + ".join([*dials.lines, *([dials.part] if dials.part else [])]) or None, "cell_wrap"),
        ("reference", dials.reference, "effect"),
        ("amount", dials.amount, "effect"),
        ("sign", dials.sign, "count"),
        ("year", int(dials.year) if dials.year else None, "count"),
        *((key, None, "helper") for key in list(RULES)[AT["base"] :]),
    ]
    for key, value, style in fixed:
        sheet.value(row, AT[key], value, style)
    here = f"SUMPRODUCT((Aanname_nr={own_id})*Aanname_verzet)"
    sheet.formula(row, AT["moved"], f"=IF({here}>0,Aan,0)", int(bool(rule.own)), "flag_right")
    for letter, dial in zip(LETTERS, ROLES[dials.formula], strict=False):
        parts = rule.parts[dial]
        match = f'MATCH({own_id}&":{dial}",Aanname_sleutel,0)'
        sheet.formula(row, AT[letter], f"=INDEX(Aanname_delen,{match})", int(rule.values[dial] * parts), "helper")
        sheet.formula(row, AT[f"fine_{letter}"], f"=INDEX(Aanname_fijnheid,{match})", parts, "helper")
        if f"first_{letter}" in AT:
            first = next(found.default for found in dials.values if found.id == dial)
            formula = f"=ROUND(INDEX(Aanname_standaard,{match})*{cell(row, AT[f'fine_{letter}'])},0)"
            sheet.formula(row, AT[f"first_{letter}"], formula, int(first * parts), "helper")


def _ratio(sheet: Sheet, row: int, rule: Rule, catalogue: Catalogue) -> None:
    """Write the formula's outcome over the printed amount as two whole numbers, then reduced."""
    dials = rule.dials
    at = {key: cell(row, place, lock_column=True) for key, place in AT.items()}
    if dials.lines:
        year = f'MATCH({at["year"]}&"",Aannamegrond_koppen,0)'
        total = catalogue.base.sum_lines(dials.lines, dials.year or "")
        formula = f"=SUMPRODUCT((Aannamegrond_nr={at['id']})*INDEX(Aannamegrond_bedragen,0,{year}))"
        sheet.formula(row, AT["base"], formula, total, "amount")
    if dials.amounts:
        own = f"SUMPRODUCT((Formuledeel_nr={at['id']})*Formuledeel_bedrag)"
        total_items = sum(float(rule.values[id_]) * amount for id_, amount in dials.amounts.items())
        sheet.formula(row, AT["items"], f"={own}", total_items, "helper")
    over, under = (part.format(**at) for part in OVER_UNDER[dials.formula])
    amount = formula_amount(catalogue, dials, rule.values, catalogue.columns.structural)
    over_now, under_now = rule.ratio(Fraction(amount))
    above, below = rule.over_printed(Fraction(amount))
    common = f"/GCD(ABS({at['over']}),{at['under']}*ABS({at['reference']}))" if dials.formula in REDUCED else ""
    for key, formula, value in (
        ("over", f"={over}", float(over_now)),
        ("under", f"={under}", float(under_now)),
        ("numerator", f"={at['over']}*SIGN({at['reference']}){common}", float(above)),
        ("denominator", f"={at['under']}*ABS({at['reference']}){common}", float(below)),
    ):
        sheet.formula(row, AT[key], formula, value, "helper")


def _steps(sheet: Sheet, row: int, rule: Rule) -> None:
    """Write what a cut by year takes each year, at most and of what, as whole numbers."""
    at = {key: cell(row, place, lock_column=True) for key, place in AT.items()}
    (step, per_step), (most, per_most) = (
        (int(rule.values[dial] * rule.parts[dial]), rule.parts[dial]) for dial in ROLES[rule.dials.formula]
    )
    for key, formula, value in (
        ("over", f"={at['a']}*{at['fine_b']}", step * per_most),
        ("numerator", f"={at['b']}*{at['fine_a']}", most * per_step),
        ("denominator", f"={at['fine_a']}*{at['fine_b']}*Procent", per_step * per_most * PERCENT),
    ):
        sheet.formula(row, AT[key], formula, value, "helper")


def _base(sheet: Sheet, row: int, base: Base, rules: Sequence[Rule]) -> int:
    """Write the base lines, or the parts of them, that dials take a share of; returns the row after them."""
    t = sheet.book.texts
    found = [
        (rule.measure.id, line, rule.dials.part if rule.dials.formula in BY_YEAR else None)
        for rule in rules
        for line in base.lines
        if line.id in rule.dials.lines
    ]
    found += [
        (posting_key(rule.measure.id, part.posting), line, None)
        for rule in rules
        for part in rule.dials.parts
        for line in base.lines
        if line.id in part.lines
    ]
    sheet.text(row - 1, 0, t("Grondslag achter aannames"), "section")
    heads = [t("Nr."), t("Grondslagregel"), t("Deel van de regel"), *base.years]
    sheet.table("tAannamegrond", row, 0, heads, len(found), right_from=YEARS_AT)
    for offset, (measure, line, part) in enumerate(found, start=row + 1):
        for column, text in enumerate((measure, line.id, part)):
            sheet.value(offset, column, text, "cell")
        match = f"MATCH({cell(offset, 1, lock_column=True)},Grondslag_regel,0)"
        for column, year in enumerate(base.years, start=YEARS_AT):
            if part is not None:
                sheet.value(offset, column, line.parts[part][year], "amount")
                continue
            place = f"MATCH(VALUE({cell(row, column, lock_row=True)}),Grondslag_jaren,0)"
            formula = f"={whole(f'INDEX(Grondslag_bedragen,{match},{place})')}"
            sheet.formula(offset, column, formula, line.amounts[year], "amount")
    sheet.name_block("Aannamegrond_koppen", row, YEARS_AT, 1, len(base.years))
    sheet.name_block("Aannamegrond_nr", row + 1, 0, len(found))
    sheet.name_block("Aannamegrond_bedragen", row + 1, YEARS_AT, len(found), len(base.years))
    return row + max(len(found), 1) + 1
