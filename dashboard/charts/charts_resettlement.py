"""The charts of resettlement: persons by year and by source, the planner's years; every text comes written already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import altair as alt

from budget.catalogue import ResettlementData
from budget.resettlement import Plan
from dashboard.charts.chart_marks import (
    BLUE,
    GREEN,
    ORANGE,
    ROW_HEIGHT,
    SKY,
    TIP,
    YELLOW,
    Caption,
    Row,
    data_of,
    fill,
    shown,
)
from dashboard.words import language, numbers, t

COLUMN_HEIGHT: Final = 280
COLOURS: Final = {
    "selections": BLUE,
    "national": SKY,
    "national-emn": GREEN,
    "eu-turkey": ORANGE,
    "eu-turkey-emn": YELLOW,
}


def history_rows(data: ResettlementData, derived: dict[str, int]) -> list[Row]:
    """List the bars of the last framework: the national part under both countings, then the others, each apart."""
    titles = {series.id: series.title.get(language()) for series in data.series}
    names = {
        id_: (titles[id_], data.values(id_))
        if id_ in titles
        else (t("Nationaal kader, aankomsten (afgeleid)"), derived)
        for id_ in COLOURS
    }
    rows = []
    for year in data.previous_framework.years:
        for id_, (name, values) in names.items():
            if year in values:
                label, text = f"{year} {name}", numbers.number(values[year])
                quota = data.values("quota")[year] if id_ == "selections" else None
                rows.append(_row(label, values[year], text, COLOURS[id_], quota))
    return rows


def _row(label: str, persons: int, text: str, colour: str, mark: int | None = None) -> Row:
    return {
        "label": label,
        "zero": 0,
        "persons": persons,
        "text": text,
        "fill": colour,
        "mark": mark,
        "tip": f"{label}: {text}",
    }


def history_chart(data: ResettlementData, derived: dict[str, int]) -> alt.LayerChart:
    """Draw who was selected and who arrived in the last framework, one bar a figure, with the quota as a mark."""
    rows = history_rows(data, derived)
    told = ", ".join(f"{row['label']} {row['text']}" for row in rows)
    caption = Caption(
        f"{t('Personen per jaar, telling en bron')}: {told}.",
        t("personen"),
        (t("Streep: het nationale quotum van dat jaar."),),
    )
    y = alt.Y(
        "label:N",
        sort=[row["label"] for row in rows],
        title=None,
        axis=alt.Axis(labelLimit=330, ticks=False, domain=False, grid=False),
        scale=alt.Scale(paddingInner=0.3),
    )
    most = max(row["persons"] for row in rows)
    scale = alt.Scale(domain=[0, most * 108 // 100], nice=False)
    x = alt.X(
        "zero:Q",
        title=caption.axis,
        scale=scale,
        axis=alt.Axis(orient="top", titleAnchor="start", format=",d", tickCount=8),
    )
    base = alt.Chart(data_of(rows)).encode(y=y, tooltip=TIP)
    bar = base.mark_bar().encode(x=x, x2=alt.X2("persons:Q"), color=fill())
    text = base.mark_text(align="left", dx=5, fontSize=13).encode(x=alt.X("persons:Q"), text=alt.Text("text:N"))
    quota = (
        base.transform_filter("isValid(datum.mark)")
        .mark_tick(thickness=3, size=17, aria=False)
        .encode(x=alt.X("mark:Q"))
    )
    return shown(caption, bar, text, quota, height=ROW_HEIGHT * len(rows))


def _columns(rows: Sequence[Row], caption: Caption) -> alt.LayerChart:
    """Draw one column a row with its text above it, and a tick where the row has a mark."""
    axis = alt.Axis(labelAngle=0, domain=False, ticks=False)
    x = alt.X("label:N", sort=[row["label"] for row in rows], title=None, axis=axis, scale=alt.Scale(paddingInner=0.45))
    highest = max([1, *(row["persons"] for row in rows), *(row["mark"] or 0 for row in rows)])
    lowest = min([0, *(row["mark"] or 0 for row in rows)])
    scale = alt.Scale(domain=[lowest, highest * 112 // 100 + 1], nice=False)
    y = alt.Y("persons:Q", title=caption.axis, scale=scale, axis=alt.Axis(format=",d"))
    base = alt.Chart(data_of(rows)).encode(x=x, tooltip=TIP)
    bar = base.mark_bar().encode(y=y, y2=alt.Y2Datum(0), color=fill())
    text = base.mark_text(dy=-9, fontSize=13).encode(y=y, text=alt.Text("text:N"))
    mark = (
        base.transform_filter("isValid(datum.mark)")
        .mark_tick(thickness=3, bandSize=90, aria=False)
        .encode(y=alt.Y("mark:Q"))
    )
    return shown(caption, bar, text, mark, height=COLUMN_HEIGHT)


def arrivals_chart(data: ResettlementData) -> alt.LayerChart:
    """Draw all resettled people who arrived, by year, national and other programmes together."""
    rows = [_row(year, n, numbers.number(n), SKY) for year, n in data.values("all-arrivals").items()]
    told = ", ".join(f"{row['label']} {row['text']}" for row in rows)
    return _columns(rows, Caption(f"{t('Aankomsten per jaar')}: {told}.", t("personen")))


def plan_chart(plan: Plan) -> alt.LayerChart:
    """Draw the arrivals of each year of a plan, with what the year had available as a mark."""
    rows = [
        _row(year.year, year.counted, numbers.number(year.counted), BLUE if year.entered else SKY, year.available)
        for year in plan.years
    ]
    told = ", ".join(
        t(
            "{year} {counted} van {available}",
            year=y.year,
            counted=numbers.number(y.counted),
            available=numbers.number(y.available),
        )
        for y in plan.years
    )
    notes = (t("Streep: wat het jaar beschikbaar had. Donker: ingevuld; licht: volgt uit de andere jaren."),)
    return _columns(rows, Caption(f"{t('Aankomsten en wat beschikbaar was')}: {told}.", t("personen"), notes))


def path_chart(path: dict[str, int]) -> alt.LayerChart:
    """Draw a growth path."""
    rows = [_row(year, persons, numbers.number(persons), GREEN) for year, persons in path.items()]
    told = ", ".join(f"{row['label']} {row['text']}" for row in rows)
    return _columns(rows, Caption(f"{t('Groeipad')}: {told}.", t("personen")))
