"""The years ahead on the sheet Keten: people by month under the dials, and the same year with a higher inflow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from typing import Final

from budget.catalogue import CHAIN, Catalogue
from budget.chain import MONTHS, ChainInputs, ChainYear, Flow, chain_of, raised_flow
from budget.export.sheet import Sheet, cell
from budget.export.sheets.chain_results import PEOPLE as PEOPLE_KEY
from budget.export.sheets.chain_results import place_rows
from budget.export.units import exact, from_whole, whole

YEAR, START, IN, OUT, END, MEAN, COST, BUDGET, OVER, CHARGED, BESIDE, FIRST_MONTH = range(12)
"""The columns of a block; the months follow."""
PEOPLE: Final = "whole"


def months_of(flow: Flow, stay: Fraction) -> list[float]:
    """Return the stock after each month."""
    steps = accumulate(
        range(MONTHS),
        lambda stock, _: stock + Fraction(flow.received, MONTHS) - stock / stay,
        initial=Fraction(flow.opening),
    )
    return [float(stock) for stock in steps][1:]


def write_flows(sheet: Sheet, row: int, catalogue: Catalogue, inputs: ChainInputs, ahead: Sequence[ChainYear]) -> int:
    """Write the years ahead and each of them with the inflow of the shock; returns the row after them."""
    t, central = sheet.book.texts, chain_of(catalogue).cost.central
    months = [t("maand {n}", n=month + 1) for month in range(MONTHS)]
    heads = [t("Jaar"), t("begin"), t("in"), t("uit"), t("bezetting, eind"), t("gemiddeld")]
    money = [t("kosten {part}", part=central), t("begroot"), t("verschil"), t("naar ODA"), t("andere delen")]
    sheet.text(row, 0, t("Jaren vooruit"), "section")
    sheet.heads(row + 1, 0, [*heads, *money, *months], right_from=1)
    first = row + 2
    for at, year in enumerate(ahead, start=first):
        start = None if at == first else f"={cell(at - 1, END)}"
        _people(sheet, at, year.year, year.flow, inputs.stay, start, "=Keten_inflow")
        _money(sheet, at, year)
        place_rows(sheet, f"{PEOPLE_KEY}:{year.year}", f"{t('Jaren vooruit')} {year.year}: {t('mensen')}", at, START, 4)
        place_rows(sheet, f"{CHAIN}:cost:{year.year}", f"{t('Jaren vooruit')} {year.year}: {t('geld')}", at, COST, 5)
    for name, column in (("jaren", YEAR), ("bezetting", END), ("gemiddeld", MEAN), ("kosten", COST)):
        sheet.name_block(f"Keten_{name}", first, column, len(ahead))
    row = first + len(ahead) + 1
    sheet.text(row, 0, t("Hetzelfde jaar met de hogere instroom"), "section")
    _heads_of_people(sheet, row + 1, heads, months)
    other = row + 2
    for place, year in enumerate(ahead):
        received = f"=ROUND({cell(first + place, IN)}*(Procent+Keten_inflow_shock)/Procent,0)"
        flow = raised_flow(year.flow, inputs)
        _people(sheet, other + place, year.year, flow, inputs.stay, f"={cell(first + place, START)}", received)
    sheet.name_block("Keten_gemiddeld_hoger", other, MEAN, len(ahead))
    row = other + len(ahead) + 1
    sheet.text(row, 0, t("De hogere instroom elk jaar, vanaf het jaar van de schok"), "section")
    _heads_of_people(sheet, row + 1, heads, months)
    _lasting(sheet, row + 2, first, ahead, inputs)
    return row + 2 + len(ahead)


def _heads_of_people(sheet: Sheet, row: int, heads: Sequence[str], months: Sequence[str]) -> None:
    """Write the heads of rows without money; the months stand below those of the first ones."""
    sheet.heads(row, 0, heads, right_from=1)
    for offset, month in enumerate(months):
        sheet.text(row, FIRST_MONTH + offset, month, "head_right")


def _lasting(sheet: Sheet, row: int, usual: int, ahead: Sequence[ChainYear], inputs: ChainInputs) -> None:
    """Write the years with the higher inflow in each from that of the shock on; they begin with what the last left."""
    left: int | None = None
    for place, year in enumerate(ahead):
        at, start = row + place, cell(usual + place, START)
        usual_flow = year.flow
        flow = raised_flow(usual_flow if left is None else replace(usual_flow, opening=left), inputs)
        if place:
            start = f"IF({cell(at - 1, YEAR)}>=Keten_year,{cell(at - 1, END)},{start})"
        received = f"=ROUND({cell(usual + place, IN)}*(Procent+Keten_inflow_shock)/Procent,0)"
        _people(sheet, at, year.year, flow, inputs.stay, f"={start}", received)
        left = flow.closing if int(year.year) >= int(inputs.year) else None
    sheet.name_block("Keten_gemiddeld_blijvend", row, MEAN, len(ahead))


def _people(sheet: Sheet, at: int, year: str, flow: Flow, stay: Fraction, start: str | None, received: str) -> None:
    """Write a year of people: start, in, the months, end and mean; out is what closes."""
    sheet.value(at, YEAR, int(year), "left_wrap")
    if start is None:
        sheet.value(at, START, flow.opening, PEOPLE)
    else:
        sheet.formula(at, START, start, flow.opening, PEOPLE)
    sheet.formula(at, IN, received, flow.received, PEOPLE)
    last = FIRST_MONTH + MONTHS - 1
    for place, value in enumerate(months_of(flow, stay)):
        before = cell(at, START if place == 0 else FIRST_MONTH + place - 1)
        step = f"={before}+{cell(at, IN)}/Maanden_per_jaar-{before}/Keten_stay"
        sheet.formula(at, FIRST_MONTH + place, step, value, "helper")
    sheet.formula(at, END, f"=ROUND({cell(at, last)},0)", flow.closing, PEOPLE)
    sheet.formula(at, OUT, f"={cell(at, START)}+{cell(at, IN)}-{cell(at, END)}", flow.left, PEOPLE)
    total = f"SUM({cell(at, FIRST_MONTH)}:{cell(at, last - 1)})"
    sheet.formula(at, MEAN, f"=({cell(at, START)}+{total})/Maanden_per_jaar", float(flow.mean), PEOPLE)


def _money(sheet: Sheet, at: int, year: ChainYear) -> None:
    """Write what a year costs, what was budgeted, and what is charged to ODA."""
    cost = from_whole(f"ROUND(Keten_price*{cell(at, MEAN)}/Euro_per_duizend,0)")
    sheet.formula(at, COST, f"={cost}", year.cost, "amount")
    sheet.value(at, BUDGET, year.budgeted, "amount")
    sheet.formula(at, OVER, f"={exact(f'{cell(at, COST)}-{cell(at, BUDGET)}')}", year.over, "amount")
    both = whole(f"({cell(at, COST)}+{cell(at, BESIDE)})")
    charged = from_whole(f"ROUND({both}*Keten_first_year_share/Procent,0)")
    sheet.formula(at, CHARGED, f"={charged}", year.charged, "amount")
    sheet.value(at, BESIDE, year.beside, "amount")
