"""
A set-back that lasts, on the sheet Keten: the same shock in every year from its own on, and what the own chapter bears.

A higher inflow leaves more people behind each year, so the years ahead stand once more with what the year before left.
"""

from __future__ import annotations

from typing import Final

from budget.catalogue import CHAIN
from budget.chain import ChainInputs, chain_of, lasting_set_back, reserve_years
from budget.core import dutch, share_keur
from budget.engine import Package, first_year_share
from budget.export.sheet import Sheet, Value, cell
from budget.export.sheets.chain_results import lasting_values, place_rows, year_place
from budget.export.units import exact, from_whole, whole

FIRST: Final = 2
"""The column of the first year."""

ROWS: Final = {
    "percent": (dutch("Opvang duurder, procent"), "number"),
    "flow": (dutch("Rij van het jaar"), "helper"),
    "cost": (dutch("Opvang, begroot"), "amount"),
    "extra": (dutch("meerkosten"), "amount"),
    "over": (dutch("Teller van het aandeel"), "helper"),
    "under": (dutch("Noemer van het aandeel"), "helper"),
    "charged": (dutch("naar ODA"), "amount"),
    "opening": (dutch("reserve, begin"), "amount"),
    "drawn": (dutch("uit de reserve"), "amount"),
    "closing": (dutch("reserve na het jaar"), "amount"),
}
"""The rows by key: what each is called, and its style."""

FORMULAS: Final = {
    "percent": "IF(Keten_inflow_shock=0,Keten_shock,IF({usual}=0,0,({other}-{usual})/{usual}*Procent))",
    "flow": "IFERROR(MATCH({year},Keten_jaren,0),Aan)",
    "cost": exact("INDEX(Keten_centraal,{budget})+IF(Keten_central=Aan,0,INDEX(Keten_overig,{budget}))"),
    "extra": from_whole(f"ROUND({whole('{cost}')}*{{percent}}/Procent,0)"),
    "over": "IF(ISNUMBER(Eerstejaarsaandeel),ROUND(Eerstejaarsaandeel*Promille,0),INDEX(Aandeel_tellers,{share}))",
    "under": "IF(ISNUMBER(Eerstejaarsaandeel),Promille,INDEX(Aandeel_noemers,{share}))",
    "charged": from_whole(f"ROUND({whole('{extra}')}*{{over}}/{{under}},0)"),
    "opening": f"IF({{year}}=Keten_year,{exact('Keten_saved*Keten_reserve')},N({{left}}))",
    "drawn": f"MIN({{extra}},{exact('{opening}+Keten_reserve')})",
    "closing": exact("{opening}+Keten_reserve-{drawn}"),
}
"""
The formula of each row in a year; `{key}` is the cell of another row, `{left}` what the year before left in the reserve,
`{usual}` and `{other}` the mean stock without and with the shock.
"""

BORNE: Final = {
    "own": "{extra}",
    "reserve": exact("{extra}-{drawn}"),
    "shared": exact("{extra}-{charged}"),
    "moved": "0",
}
"""What the own chapter bears by the way of a rule."""


def write_lasting(sheet: Sheet, row: int, package: Package, inputs: ChainInputs) -> int:
    """Write the set-back by year and what the own chapter bears under each rule; returns the row after."""
    t, catalogue, years = sheet.book.texts, package.catalogue, package.catalogue.base.years
    rules, values = chain_of(catalogue).setback.rules, lasting_values(package, inputs)
    sheet.text(row, 0, t("Als het elk jaar zo gaat"), "section")
    sheet.heads(row + 1, 0, [t("Regel"), "", *map(int, years), t("samen")], right_from=FIRST)
    at = {key: row + 2 + place for place, key in enumerate([*ROWS, *(rule.id for rule in rules)])}
    found = _figures(package, inputs)
    for key, (text, style) in ROWS.items():
        now = [found[year][key] if year in found else "" for year in years]
        _row(sheet, (row + 1, at), key, FORMULAS[key], (t(text), now, style))
    for rule in rules:
        text = rule.title.get(t.language)
        _row(sheet, (row + 1, at), rule.id, BORNE[rule.bears], (text, values[rule.id], "total"))
    names = {rule.id: rule.title.get(t.language) for rule in rules} | {"extra": t("meerkosten")}
    last = FIRST + len(years)
    for key, numbers in values.items():
        label = f"{t('Als het elk jaar zo gaat')}: {names[key]}"
        place_rows(sheet, f"{CHAIN}:lasting:{key}", label, at[key], FIRST, len(years))
        span = f"{cell(at[key], FIRST)}:{cell(at[key], last - 1)}"
        total = sum(value for value in numbers if isinstance(value, int))
        sheet.formula(at[key], last, f"={exact(f'SUM({span})')}", total, "total")
    return row + 2 + len(at)


def _row(
    sheet: Sheet,
    places: tuple[int, dict[str, int]],
    key: str,
    formula: str,
    shown: tuple[str, list[Value], str],
) -> None:
    """Write a row, empty in the years before the set-back; `places` are the row of the heads and that of each key."""
    (head, at), (text, values, style) = places, shown
    label = "total_label" if style == "total" else "cell_wrap"
    sheet.text(at[key], 0, text, label)
    sheet.value(at[key], 1, None, label)
    for place, now in enumerate(values):
        column = FIRST + place
        year = cell(head, column, lock_row=True)
        flow = cell(at["flow"], column)
        chosen = "IFERROR(MATCH(Eerstejaarsaandeel,Keuzes_Eerstejaarsaandeel,0),Aan)"
        filled = formula.format(
            **{name: cell(found, column) for name, found in at.items() if name in ROWS},
            year=year,
            left=cell(at["closing"], column - 1),
            usual=f"INDEX(Keten_gemiddeld,{flow})",
            other=f"INDEX(Keten_gemiddeld_blijvend,{flow})",
            budget=f"MATCH({year},Keten_grondslag_jaren,0)",
            share=f"{chosen},MATCH({year},Grondslag_jaren,0)",
        )
        sheet.formula(at[key], column, f'=IF({year}<Keten_year,"",{filled})', now, style)


def _figures(package: Package, inputs: ChainInputs) -> dict[str, dict[str, Value]]:
    """Return the figures of the rows by year, thousands of euro."""
    found = {one.year: one for one in lasting_set_back(package, inputs)}
    extras = {year: one.extra for year, one in found.items()}
    reserves = reserve_years(inputs.saved * inputs.reserve, inputs.reserve, extras)
    figures: dict[str, dict[str, Value]] = {}
    for (year, one), reserve in zip(found.items(), reserves, strict=True):
        share = first_year_share(package.catalogue, year, package.settings)
        figures[year] = {
            "percent": float(one.percent),
            "flow": year_place(package, year),
            "cost": one.cost,
            "extra": one.extra,
            "over": share.numerator,
            "under": share.denominator,
            "charged": share_keur(one.extra, share.numerator, share.denominator),
            "opening": reserve.opening,
            "drawn": reserve.drawn,
            "closing": reserve.closing,
        }
    return figures
