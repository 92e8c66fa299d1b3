"""
Draw plain figures as altair charts: no page, no session, no engine object.

Amounts come as whole thousands of euro and become EUR million only to be drawn. Every text comes written already, by
`dashboard.numbers` and the translations, so that a chart says exactly what its table says. Colours are Okabe and Ito's,
which people with any colour vision tell apart; none of them carries meaning alone.

Encodings are made by their class: altair seeks that of a bare text among all its classes anew each time, for milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from textwrap import wrap
from typing import Any, Final, Literal

import altair as alt
from altair.utils import schemapi

# The tests hold each chart against its schema; to do so for each piece as it is made takes longer than all else about it.
schemapi.disable_debug_mode()

BLACK, WHITE = "#1b2733", "#ffffff"
ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILLION, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#999999"
PALETTE: Final = (GREEN, SKY, ORANGE, YELLOW, PURPLE, BLUE, VERMILLION, GREY)
KINDS: Final = {"saving": BLUE, "cost": VERMILLION, "total": GREY, "open": GREY}
FONT: Final = '"Source Sans", "Source Sans Pro", "Liberation Sans", Arial, sans-serif'

ROW_HEIGHT: Final = 26
LINE_HEIGHT: Final = 16
NOTE_WIDTH: Final = 110
NAME_WIDTH: Final = 46
"""Characters of a name in one line beside a bar."""
ROW_WIDTH: Final = 30
"""Characters of a name in one line beside a gauge."""
FURTHEST: Final = 3
"""How many times the reach of the targets the axis of a gauge goes at most."""
BROKEN: Final = "split(datum.label, '\\n')"

Row = dict[str, Any]
Align = Literal["left", "right"]


@dataclass(frozen=True)
class Caption:
    """What stands around the figures: lines under the title, the axis' name, and the description for screen readers."""

    description: str
    axis: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bar:
    """
    A horizontal bar from one amount to another, with its text; `kind` is one of `KINDS`.

    `spread` are the ends of a range, drawn as a line with a tick at either.
    """

    label: str
    start_keur: int
    end_keur: int
    text: str
    kind: str
    spread: tuple[int, int] | None = None


@dataclass(frozen=True)
class Mark:
    """
    A package on the gauge, as a percentage of the base, with the margin at each target (from, to).

    `aims` are the percentages that are marked on its track, low to high: the targets' and 0. `spread` are the ends of a
    range; with `twice` between the sum and what is left when no money counts twice.
    """

    row: str
    percent: Decimal
    text: str
    note: str
    open: bool = False
    margins: tuple[tuple[Decimal, Decimal], ...] = ()
    aims: tuple[Decimal | int, ...] = (0,)
    spread: tuple[Decimal, Decimal] | None = None
    twice: bool = False


@dataclass(frozen=True)
class Series:
    """A line through years: (year, thousands of euro, text); `align` is where its name stands at its highest."""

    name: str
    points: tuple[tuple[str, int, str], ...]
    colour: str
    shape: str
    align: Align
    dashed: bool = False


def meur_drawn(keur: int) -> float:
    """Turn thousands of euro into EUR million for a position on the screen; never for a text."""
    return keur / 1000


def data_of(rows: Iterable[Row]) -> alt.InlineData:
    """Put rows in the chart itself."""
    return alt.InlineData(values=list(rows))


def shown(caption: Caption, *layers: alt.Chart, **properties: Any) -> alt.LayerChart:
    """Layer the marks, with the notes above and the description for screen readers."""
    if caption.notes:
        properties["title"] = alt.TitleParams(
            text="", subtitle=[line for note in caption.notes for line in wrap(note, NOTE_WIDTH)]
        )
    return alt.LayerChart(layer=list(layers), description=caption.description, **properties)


def fill(field: str = "fill") -> alt.Color:
    """Take the colour that stands in the row."""
    return alt.Color(f"{field}:N", scale=None)


TIP: Final = alt.Tooltip("tip:N", title=" ")


def _broken(text: str, width: int) -> str:
    """Break a name at words, as an axis writes it by `BROKEN`; nothing of it is cut."""
    return "\n".join(wrap(text, width)) or text


def horizontal_bars(bars: Sequence[Bar], caption: Caption, connected: bool = False) -> alt.LayerChart:
    """Draw one bar a row, in the order given, with its text at its end; `connected` rows are a bridge."""
    names = {bar.label: _broken(bar.label, NAME_WIDTH) for bar in bars}
    order = list(names.values())
    spreads = [bar for bar in bars if bar.spread is not None]
    ends = [0, *(at for bar in bars for at in (bar.start_keur, bar.end_keur, *(bar.spread or ())))]
    pad = max((max(ends) - min(ends)) * 14 // 100, 500)
    scale = alt.Scale(domain=[meur_drawn(min(ends) - pad), meur_drawn(max(ends) + pad)], nice=False)
    y = alt.Y(
        "label:N",
        sort=order,
        title=None,
        axis=alt.Axis(labelLimit=330, labelExpr=BROKEN, ticks=False, domain=False, grid=False),
        scale=alt.Scale(paddingInner=0.3),
    )
    rows = [
        {
            "label": names[bar.label],
            "from": meur_drawn(bar.start_keur),
            "to": meur_drawn(bar.end_keur),
            "text": bar.text,
            "fill": KINDS[bar.kind],
            "tip": f"{bar.label}: {bar.text}",
        }
        for bar in bars
    ]
    x = alt.X("from:Q", scale=scale, title=caption.axis, axis=alt.Axis(orient="top", titleAnchor="start", tickCount=8))
    base = alt.Chart(data_of(rows)).encode(y=y, tooltip=TIP)
    drawn = base.mark_bar().encode(x=x, x2=alt.X2("to:Q"), color=fill())
    layers = [drawn]
    sides: tuple[tuple[Align, int, str], ...] = (
        ("left", 5, "datum.to >= datum.from"),
        ("right", -5, "datum.to < datum.from"),
    )
    for align, dx, toward in sides:
        text = base.transform_filter(toward).mark_text(align=align, dx=dx, fontSize=13)
        layers.append(text.encode(x=alt.X("to:Q", scale=scale), text=alt.Text("text:N")))
    if spreads:
        layers += whiskers(
            ((names[bar.label], bar.spread) for bar in spreads), x, alt.Y("label:N", sort=order), "label"
        )
    zero = alt.Chart(data_of([{}])).mark_rule(strokeWidth=1).encode(x=alt.XDatum(0, scale=scale))
    if connected:
        links = [
            {"label": names[a.label], "next": names[b.label], "at": meur_drawn(a.end_keur)} for a, b in pairwise(bars)
        ]
        link = alt.Chart(data_of(links)).mark_rule(strokeDash=[2, 2], opacity=0.6)
        layers.insert(0, link.encode(y=alt.Y("label:N", sort=order), y2=alt.Y2("next:N"), x=alt.X("at:Q", scale=scale)))
    tallest = max((name.count("\n") for name in order), default=0)
    return shown(caption, zero, *layers, height=(ROW_HEIGHT + LINE_HEIGHT * tallest) * max(len(bars), 1))


def whiskers(spreads: Iterable[tuple[str, tuple[int, int] | None]], x: alt.X, y: alt.Y, name: str) -> list[alt.Chart]:
    """Draw the ends of ranges, thousands of euro, as a line with a tick at either end."""
    found = [(label, ends) for label, ends in spreads if ends is not None]
    lines = data_of({name: label, "from": meur_drawn(low), "to": meur_drawn(high)} for label, (low, high) in found)
    ends = data_of({name: label, "from": meur_drawn(at)} for label, both in found for at in both)
    line = alt.Chart(lines).mark_rule(strokeWidth=2, color=BLACK).encode(x=x, x2=alt.X2("to:Q"), y=y)
    return [line, alt.Chart(ends).mark_tick(thickness=2, size=14, color=BLACK).encode(x=x, y=y)]


def track_of(aims: Sequence[Decimal | int]) -> tuple[Decimal | int, Decimal | int]:
    """Return where a track with these marks begins and ends; with targets on one side it is mirrored, 0 amid."""
    low, high = min(0, *aims), max(0, *aims)
    return (-high or low, high or -low) if not low or not high else (low, high)


def axis_values(reach: float, most: float) -> list[float]:
    """
    Return the percentages on the gauge's axis, half the targets' reach apart.

    Worked example: a reach of 20 gives −20, −10, 0, +10 and +20.
    """
    step = reach / 2
    times = int(most // step)
    return [step * place for place in range(-times, times + 1)]


def _at_edge(mark: Mark, edge: Decimal) -> Mark:
    """Put what lies beyond the edge of the axis there, with an arrow before its text, so that no other track is crushed."""

    def within(at: Decimal) -> Decimal:
        return max(-edge, min(edge, at))

    place = within(mark.percent)
    text = mark.text if place == mark.percent else f"◀ {mark.text}" if place < 0 else f"{mark.text} ▶"
    spread = None if mark.spread is None else (within(mark.spread[0]), within(mark.spread[1]))
    return replace(mark, row=_broken(mark.row, ROW_WIDTH), percent=place, text=text, spread=spread)


def gauge(marks: Sequence[Mark], caption: Caption) -> alt.LayerChart:
    """Draw each mark on a track between the targets of its base; a hollow mark has open cells."""
    exact = max([Decimal(1), *(abs(Decimal(aim)) for mark in marks for aim in mark.aims)])
    marks = [_at_edge(mark, exact * FURTHEST) for mark in marks]
    reach = float(exact)
    most = float(
        max(
            [
                exact * Decimal("1.1"),
                *(abs(at) + exact * Decimal("0.15") for mark in marks for at in (mark.percent, *(mark.spread or ()))),
            ]
        )
    )
    order = [mark.row for mark in marks]
    scale = alt.Scale(domain=[-most, most], nice=False)
    sign = "(datum.value > 0 ? '+' : '') + format(datum.value, '~r') + '%'"
    values = axis_values(reach, most)
    x = alt.X("from:Q", scale=scale, title=caption.axis, axis=alt.Axis(values=values, labelExpr=sign, grid=False))
    y = alt.Y(
        "row:N",
        sort=order,
        title=None,
        axis=alt.Axis(ticks=False, domain=False, grid=False, labelLimit=240, labelExpr=BROKEN),
        scale=alt.Scale(padding=0),
    )
    tracks = alt.Chart(
        data_of(
            {"row": mark.row, "from": float(low), "to": float(high)}
            for mark in marks
            for low, high in [track_of(mark.aims)]
        )
    )
    track = tracks.mark_bar(height=10, color=GREY, opacity=0.35, stroke=None).encode(x=x, x2=alt.X2("to:Q"), y=y)
    ends = [{"row": mark.row, "from": float(at)} for mark in marks for at in mark.aims]
    goals = alt.Chart(data_of(ends)).mark_tick(thickness=2, size=20).encode(x=x, y=y)
    bands = [{"row": m.row, "from": float(a), "to": float(b)} for m in marks for a, b in m.margins]
    band = (
        alt.Chart(data_of(bands))
        .mark_bar(height=20, color=ORANGE, stroke=ORANGE, strokeWidth=4)
        .encode(x=x, x2=alt.X2("to:Q"), y=y)
    )
    rows = [{"row": m.row, "from": float(m.percent), "text": m.text, "note": m.note, "hollow": m.open} for m in marks]
    base = alt.Chart(data_of(rows)).encode(x=x, y=y, tooltip=alt.Tooltip("note:N", title=" "))
    point = base.mark_point(shape="diamond", size=190, strokeWidth=2, filled=True, opacity=1, stroke=WHITE, color=BLUE)
    hollow = alt.condition("datum.hollow", alt.value(WHITE), alt.value(BLUE))
    edge = alt.condition("datum.hollow", alt.value(BLUE), alt.value(WHITE))
    side = f"datum.from > {reach * 0.4} ? 'right' : datum.from < {reach * -0.4} ? 'left' : 'center'"
    text = base.mark_text(dy=-24, fontSize=14, fontWeight="bold").encode(text=alt.Text("text:N"))
    note = base.mark_text(dy=22, fontSize=12, align=alt.ExprRef(side)).encode(text=alt.Text("note:N"))
    spreads = [{"row": m.row, "from": float(m.spread[0]), "to": float(m.spread[1])} for m in marks if m.spread]
    line = alt.Chart(data_of(spreads)).mark_rule(strokeWidth=3, color=BLUE).encode(x=x, x2=alt.X2("to:Q"), y=y)
    return shown(
        caption,
        track,
        band,
        goals,
        *([line] if spreads else []),
        point.encode(fill=hollow, stroke=edge),
        text,
        note,
        height=max(76, LINE_HEIGHT * (2 + max((mark.row.count("\n") for mark in marks), default=0)))
        * max(len(marks), 1),
    )


def lines(series: Sequence[Series], caption: Caption) -> alt.LayerChart:
    """Draw lines through years, each with its own shape, its name and amount at its highest point."""
    years = sorted({year for line in series for year, _, _ in line.points})
    x = alt.X("year:N", sort=years, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    y = alt.Y("meur:Q", title=caption.axis)
    layers = []
    for line in series:
        highest = max(line.points, key=lambda point: point[1])
        rows = [
            {
                "year": point[0],
                "meur": meur_drawn(point[1]),
                "tip": f"{line.name} {point[0]}: {point[2]}",
                "name": f"{line.name} {point[2]}" if point is highest else "",
            }
            for point in line.points
        ]
        base = alt.Chart(data_of(rows)).encode(x=x, y=y, tooltip=TIP)
        dash = [5, 3] if line.dashed else [1, 0]
        name = base.mark_text(align=line.align, dx=10 if line.align == "left" else -10, fontSize=13, fontWeight="bold")
        layers.append(base.mark_line(color=line.colour, strokeWidth=2, strokeDash=dash))
        layers.append(base.mark_point(color=line.colour, shape=line.shape, filled=True, size=60, opacity=1))
        layers.append(name.encode(text=alt.Text("name:N")))
    return shown(caption, *layers, height=320)
