"""The charts of the chain: people in reception as printed and as projected, and who bears a set-back."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import altair as alt

from budget.chain import Borne, ChainYear, HistoryYear, Outcome
from dashboard.charts.chart_marks import (
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    ROW_HEIGHT,
    SKY,
    TIP,
    VERMILLION,
    Caption,
    Row,
    data_of,
    fill,
    meur_drawn,
    shown,
)
from dashboard.words import language, numbers, t

HEIGHT: Final = 320
DECIMALS: Final = 1  # of EUR million, as in the table of the set-back
COLOURS: Final = {"own": VERMILLION, "oda": SKY, "other": PURPLE, "reserve": GREEN}


def _point(year: str, persons: int, name: str) -> Row:
    text = numbers.number(persons)
    return {"year": year, "persons": persons, "tip": f"{name} {year}: {text}", "name": ""}


def stock_rows(years: Sequence[HistoryYear], ahead: Sequence[ChainYear], error: Fraction) -> dict[str, list[Row]]:
    """List the points: received and occupancy as printed; occupancy ahead, with its band from the last printed one."""
    names = {"received": t("ontvangen"), "printed": t("bezetting"), "ahead": t("bezetting, vooruitgerekend")}
    rows = {
        "received": [_point(year.year, year.received, names["received"]) for year in years],
        "printed": [_point(year.year, year.occupancy, names["printed"]) for year in years],
        "ahead": [_point(year.year, year.flow.closing, names["ahead"]) for year in ahead],
    }
    for row in rows["ahead"]:
        row["low"], row["high"] = (float(row["persons"] * part) for part in (1 - error, 1 + error))
    if rows["printed"] and rows["ahead"]:
        last = dict(rows["printed"][-1])
        rows["ahead"].insert(0, last | {"low": float(last["persons"]), "high": float(last["persons"])})
    for kind, found in rows.items():
        if found:
            found[-1]["name"] = names[kind]
    return rows


def stock_chart(years: Sequence[HistoryYear], ahead: Sequence[ChainYear], error: Fraction) -> alt.LayerChart:
    """Draw received and occupancy by year; a projected line only with the error of the look back as a band."""
    rows = stock_rows(years, ahead, error)
    told = ", ".join(f"{year.year} {numbers.number(year.occupancy)}" for year in years)
    later = ", ".join(f"{year.year} {numbers.number(year.flow.closing)}" for year in ahead)
    notes = (
        t(
            "Streepjeslijn: vooruitgerekend met één verblijfsduur. Band: de gemiddelde fout van {percent}% van die rekenwijze, één jaar vooruit.",
            percent=numbers.number(numbers.rounded(error * 100)),
        ),
    )
    about = t("Bezetting van de opvang: {told}. Vooruitgerekend: {later}.", told=told, later=later)
    order = [*(year.year for year in years), *(year.year for year in ahead)]
    x = alt.X("year:N", sort=order, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y = alt.Y("persons:Q", title=t("personen"), axis=alt.Axis(format=",d"))
    layers = []
    if ahead:
        band = alt.Chart(data_of(rows["ahead"])).encode(x=x, y=alt.Y("low:Q", title=t("personen")), y2=alt.Y2("high:Q"))
        layers.append(band.mark_area(color=ORANGE, opacity=0.25))
    looks = {"received": (SKY, "triangle-up"), "printed": (BLUE, "circle"), "ahead": (ORANGE, "square")}
    for kind, (colour, shape) in looks.items():
        base = alt.Chart(data_of(rows[kind])).encode(x=x, y=y, tooltip=TIP)
        dash = [5, 3] if kind == "ahead" else [1, 0]
        layers.append(base.mark_line(color=colour, strokeWidth=2, strokeDash=dash))
        layers.append(base.mark_point(color=colour, shape=shape, filled=True, size=60, opacity=1))
        name = base.mark_text(align="right", dy=-12, fontSize=13, fontWeight="bold")
        layers.append(name.encode(text=alt.Text("name:N")))
    return shown(Caption(about, t("personen"), notes if ahead else ()), *layers, height=HEIGHT)


def parts_of(borne: Borne) -> dict[str, int]:
    """Return what each bears, by the names of the colours."""
    return {"own": borne.own, "oda": borne.oda, "other": borne.other, "reserve": borne.reserve}


def setback_rows(outcomes: Sequence[Outcome], names: dict[str, str]) -> list[Row]:
    """List the segments of each rule, one after the other from zero: set-backs to the right, windfalls to the left."""
    rows: list[Row] = []
    for outcome in outcomes:
        label, at = outcome.rule.title.get(language()), 0
        for part, keur in parts_of(outcome.borne).items():
            if keur:
                name = outcome.rule.bearer if part == "other" and outcome.rule.bearer else names[part]
                text = f"{name} {numbers.meur(keur, DECIMALS)}"
                segment = {"from": meur_drawn(at), "to": meur_drawn(at + keur), "mid": meur_drawn(2 * at + keur) / 2}
                rows.append({"label": label, "text": text, "fill": COLOURS[part], "tip": f"{label}: {text}", **segment})
                at += keur
    return rows


def setback_chart(outcomes: Sequence[Outcome], names: dict[str, str], unit: str) -> alt.LayerChart:
    """Draw by rule who bears a set-back, one bar a rule, each segment with its name and amount."""
    rows = setback_rows(outcomes, names)
    order = [outcome.rule.title.get(language()) for outcome in outcomes]
    axis = alt.Axis(labelLimit=330, ticks=False, domain=False, grid=False)
    y = alt.Y("label:N", sort=order, title=None, axis=axis, scale=alt.Scale(paddingInner=0.3, domain=order))
    base = alt.Chart(data_of(rows)).encode(y=y, tooltip=TIP)
    bar = base.mark_bar(stroke="white").encode(x=alt.X("from:Q", title=unit), x2=alt.X2("to:Q"), color=fill())
    text = base.mark_text(fontSize=12, fontWeight="bold").encode(x=alt.X("mid:Q"), text=alt.Text("text:N"))
    told = "; ".join(row["tip"] for row in rows)
    return shown(
        Caption(f"{t('Wie draagt de tegenvaller')}: {told}.", unit), bar, text, height=44 * len(order) + ROW_HEIGHT
    )
