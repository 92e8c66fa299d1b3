"""
The sheet Keten: the years ahead and who bears a set-back, live from the dials of the chain on the sheet Aannames.

A list without a chain has no such sheet, nor has a package whose two shocks were both turned: those cannot both hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budget.catalogue import CHAIN, Catalogue, SetbackRule
from budget.chain import Outcome, SetBack, chain_of, project, set_back
from budget.engine import Package, first_year_share, oda_of
from budget.export.book import Book
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.chain_flow import write_flows
from budget.export.sheets.chain_lasting import write_lasting
from budget.export.sheets.chain_results import chain_inputs, parts_of_borne, place_rows, year_place
from budget.export.sheets.dials import chain_dials, dial_key, dial_values, figures_of, key_width, plain_number
from budget.export.sheets.settings import has_choice
from budget.export.texts import Texts
from budget.export.units import exact, from_whole, whole

FIRST: Final = 4
VALUE, KEY = 2, 3
LAST_PRINTED: Final = 10
"""The last column on paper; the months behind it are workings."""


def dial_name(id_: str) -> str:
    """Return the name of the cell that holds a dial of the chain."""
    return f"Keten_{id_.replace('-', '_')}"


def write_chain(book: Book, package: Package) -> None:
    """Write Keten: the dials as they stand, the years ahead, and the set-back by rule."""
    catalogue, inputs = package.catalogue, chain_inputs(package)
    if inputs is None:
        return
    t = book.texts
    keys = [dial_key(CHAIN, dial.id) for dial in chain_dials(catalogue)]
    sheet = book.sheet(t("Keten"), (44, 22, 14, key_width(keys), *[13] * 20))
    row = _dials(sheet, FIRST, package)
    row = write_flows(sheet, row + 2, catalogue, inputs, project(catalogue, inputs))
    row = _base(sheet, row + 1, catalogue)
    row = _setback(sheet, row + 2, package, set_back(package, inputs))
    write_lasting(sheet, row + 2, package, inputs)
    sheet.print_to(sheet.raw.dim_rowmax, LAST_PRINTED)
    sheet.raw.freeze_panes(FIRST - 1, 1)
    sheet.repeat(0, 1)


def _dials(sheet: Sheet, row: int, package: Package) -> int:
    """Write the dials of the chain as Aannames counts them now, each under a name; returns the row after them."""
    t, values = sheet.book.texts, dial_values(package)
    sheet.heads(row - 1, 0, [t("Aanname"), t("Eenheid"), t("Waarde"), t("Sleutel")])
    for at, dial in enumerate(chain_dials(package.catalogue), start=row):
        key, place = dial_key(CHAIN, dial.id), f"MATCH({cell(at, KEY)},Aanname_sleutel,0)"
        sheet.text(at, 0, dial.title.get(t.language), "cell_wrap")
        sheet.text(at, 1, dial.unit.get(t.language), "cell_wrap")
        sheet.text(at, KEY, key, "helper_remark")
        formula = f"=INDEX(Aanname_delen,{place})/INDEX(Aanname_fijnheid,{place})"
        sheet.formula(at, VALUE, formula, plain_number(values[key]), figures_of(dial, values[key]))
        sheet.book.define(dial_name(dial.id), sheet, (at, VALUE))
    return row + len(chain_dials(package.catalogue))


def _base(sheet: Sheet, row: int, catalogue: Catalogue) -> int:
    """Write what reception is budgeted at by year: the central part and the others; returns the row after them."""
    t, cost, years = sheet.book.texts, chain_of(catalogue).cost, catalogue.base.years
    line = next(line for line in catalogue.base.lines if line.id == cost.line)
    others = [part for part in cost.parts if part != cost.central]
    rows = ([cost.central], others)
    sheet.heads(row, 0, [t("Opvang, begroot"), "", *map(int, years)], right_from=VALUE)
    sheet.name_block("Keten_grondslag_jaren", row, VALUE, 1, len(years))
    for at, parts in enumerate(rows, start=row + 1):
        sheet.text(at, 0, ", ".join(catalogue.body(part, t.language) for part in parts), "cell")
        sheet.value(at, 1, None, "cell")
        for column, year in enumerate(years, start=VALUE):
            sheet.value(at, column, sum(line.parts[part][year] for part in parts), "amount")
    sheet.name_block("Keten_centraal", row + 1, VALUE, 1, len(years))
    sheet.name_block("Keten_overig", row + 2, VALUE, 1, len(years))
    return row + 1 + len(rows)


def _share(part: str, own: str) -> str:
    """Return the numerator or denominator of the first-year share in the year of the set-back, under the settings."""
    chosen = "IFERROR(MATCH(Eerstejaarsaandeel,Keuzes_Eerstejaarsaandeel,0),Aan)"
    return f"=IF(ISNUMBER(Eerstejaarsaandeel),{own},INDEX({part},{chosen},MATCH(Keten_year,Grondslag_jaren,0)))"


def _share_now(package: Package, year: str) -> tuple[int, int]:
    """Return numerator and denominator of the first-year share, as the formulas give them."""
    share = first_year_share(package.catalogue, year, package.settings)
    return share.numerator, share.denominator


Step = tuple[str, str, str, Value, str]
"""A step of the set-back: its name, label, formula, value now and style."""


def _steps(t: Texts, package: Package, found: SetBack) -> list[Step]:
    """Return how the set-back is reckoned, from the budget to what the reserve pays."""
    reserve = next((o.reserve for o in found.outcomes if o.reserve is not None), None)
    charged = next((o.borne.oda for o in found.outcomes if o.rule.bears == "shared"), 0)
    share = _share_now(package, found.year)
    place, usual = "MATCH(Keten_year,Keten_grondslag_jaren,0)", "INDEX(Keten_gemiddeld,Keten_rij)"
    other = "INDEX(Keten_gemiddeld_hoger,Keten_rij)"
    flow = f"IF({usual}=0,0,({other}-{usual})/{usual}*Procent)"
    cost = "=" + exact(f"INDEX(Keten_centraal,{place})+IF(Keten_central=Aan,0,INDEX(Keten_overig,{place}))")
    extra = from_whole(f"ROUND({whole('Keten_kosten_jaar')}*Keten_procent/Procent,0)")
    charged_now = from_whole(f"ROUND({whole('Keten_extra')}*Keten_teller/Keten_noemer,0)")
    drawn = f"MIN(Keten_extra,{exact('Keten_reserve_begin+Keten_reserve_erbij')})"
    opening, added = (reserve.opening, reserve.added) if reserve else (0, 0)
    return [
        ("Keten_kosten_jaar", t("Opvang, begroot"), cost, found.cost, "amount"),
        (
            "Keten_rij",
            t("Rij van het jaar"),
            "=IFERROR(MATCH(Keten_year,Keten_jaren,0),Aan)",
            year_place(package, found.year),
            "helper",
        ),
        (
            "Keten_procent",
            t("Opvang duurder, procent"),
            f"=IF(Keten_inflow_shock=0,Keten_shock,{flow})",
            float(found.percent),
            "number",
        ),
        ("Keten_extra", t("Tegenvaller"), f"={extra}", found.extra, "amount"),
        (
            "Keten_teller",
            t("Teller van het aandeel"),
            _share("Aandeel_tellers", "ROUND(Eerstejaarsaandeel*Promille,0)"),
            share[0],
            "helper",
        ),
        ("Keten_noemer", t("Noemer van het aandeel"), _share("Aandeel_noemers", "Promille"), share[1], "helper"),
        ("Keten_naar_ODA", t("naar ODA"), f"={charged_now}", charged, "amount"),
        (
            "Keten_reserve_begin",
            t("reserve, begin"),
            f"={exact('Keten_saved*Keten_reserve')}",
            opening,
            "amount",
        ),
        ("Keten_reserve_erbij", t("bijdrage"), f"={exact('Keten_reserve')}", added, "amount"),
        (
            "Keten_uit_reserve",
            t("uit de reserve"),
            f"={drawn}",
            reserve.drawn if reserve else 0,
            "amount",
        ),
    ]


def _setback(sheet: Sheet, row: int, package: Package, found: SetBack) -> int:
    """Write the set-back step by step, then who bears it under each rule; returns the row after."""
    t = sheet.book.texts
    steps = _steps(t, package, found)
    sheet.text(row, 0, t("Wie betaalt een tegenvaller"), "section")
    for at, (name, label, formula, value, style) in enumerate(steps, start=row + 1):
        sheet.text(at, 0, label, "cell")
        sheet.value(at, 1, None, "cell")
        sheet.formula(at, VALUE, formula, value, style)
        sheet.book.define(name, sheet, (at, VALUE))
    _rules(sheet, row + len(steps) + 2, package, found.outcomes)
    return row + len(steps) + 3 + len(found.outcomes)


def _borne_formulas(rule: SetbackRule) -> tuple[str, str, str, str]:
    """Return what own chapter, ODA budget, other chapter and reserve bear under a rule."""
    if rule.bears == "own":
        return "=Keten_extra", "", "", ""
    if rule.bears == "reserve":
        return f"={exact('Keten_extra-Keten_uit_reserve')}", "", "", "=Keten_uit_reserve"
    rest = f"={exact('Keten_extra-Keten_naar_ODA')}"
    return (rest, "=Keten_naar_ODA", "", "") if rule.bears == "shared" else ("", "=Keten_naar_ODA", rest, "")


def _filler(sheet: Sheet, package: Package, outcome: Outcome) -> tuple[str, str]:
    """Return the formula and the word of who fills a reserve; nothing for a rule without one."""
    t, oda = sheet.book.texts, oda_of(package.catalogue)
    if outcome.filled_by is None or outcome.filled_by == "general":
        return "", t("algemene middelen") if outcome.filled_by else ""
    word = oda.own_chapter if outcome.filled_by == "own" else oda.oda_budget
    choice = has_choice(package.catalogue.frame, "Dekking")
    return ("=IF(Dekking=Keus_eigen_dekking,Hoofdstuk_eigen,Hoofdstuk_ODA)" if choice else ""), word


def _rules(sheet: Sheet, row: int, package: Package, outcomes: Sequence[Outcome]) -> None:
    """Write who bears the set-back, a row for each rule."""
    t, oda = sheet.book.texts, oda_of(package.catalogue)
    moved = next((o.rule.bearer for o in outcomes if o.rule.bearer), None) or t("ander hoofdstuk")
    heads = [oda.own_chapter, oda.oda_budget, moved, t("reserve"), t("samen"), t("reserve gevuld door")]
    sheet.heads(row, 0, [t("Regel"), "", *heads], right_from=VALUE)
    for at, outcome in enumerate(outcomes, start=row + 1):
        sheet.text(at, 0, outcome.rule.title.get(t.language), "cell_wrap")
        sheet.value(at, 1, None, "cell")
        outcome_parts = parts_of_borne(outcome.borne)
        for place, (formula, value) in enumerate(
            zip(_borne_formulas(outcome.rule), outcome_parts, strict=True), start=VALUE
        ):
            if formula:
                sheet.formula(at, place, formula, value, "amount")
            else:
                sheet.value(at, place, 0, "amount")
        label = f"{t('Wie betaalt een tegenvaller')}: {outcome.rule.title.get(t.language)}"
        place_rows(sheet, f"{CHAIN}:borne:{outcome.rule.id}", label, at, VALUE, len(outcome_parts))
        span = f"{cell(at, VALUE)}:{cell(at, VALUE + 3)}"
        sheet.formula(at, VALUE + 4, f"={exact(f'SUM({span})')}", outcome.borne.total, "amount")
        formula, word = _filler(sheet, package, outcome)
        if formula:
            sheet.formula(at, VALUE + 5, formula, word, "word")
        else:
            sheet.value(at, VALUE + 5, word, "word")
    sheet.name_block("Keten_dragers", row + 1, VALUE, len(outcomes), 4)
