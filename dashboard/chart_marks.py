"""
Draw plain figures as altair charts: no page, no session, no engine object.

Amounts come as whole thousands of euro and become EUR million only to be drawn. Every text comes written already, by
`dashboard.numbers` and the translations, so that a chart says exactly what its table says. Colours are Okabe and Ito's,
which people with any colour vision tell apart; none of them carries meaning alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from textwrap import wrap
from typing import Any, Final

import altair as alt

BLACK, WHITE = "#1b2733", "#ffffff"
ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILLION, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#999999"
PALETTE: Final = (GREEN, SKY, ORANGE, YELLOW, PURPLE, BLUE, VERMILLION, GREY)
KINDS: Final = {"saving": BLUE, "cost": VERMILLION, "total": GREY, "open": GREY}
DARK_FILLS: Final = (BLUE, GREEN, VERMILLION)
FONT: Final = '"Source Sans", "Source Sans Pro", "Liberation Sans", Arial, sans-serif'

STACK_HEIGHT: Final = 380
ROW_HEIGHT: Final = 26
LABEL_SPACE: Final = 250
LABEL_LINES: Final = 2
LABEL_WIDTH: Final = 36
LEAST_LABELLED: Final = 15

Row = dict[str, Any]


@dataclass(frozen=True)
class Caption:
    """What stands around the figures: lines under the title, the axis' name, and the description for screen readers."""

    description: str
    axis: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A part of a stacked column; `text` is its amount as written."""

    column: str
    group: str
    keur: int
    text: str


@dataclass(frozen=True)
class Group:
    """A group of pieces: the short name in the bar, the long one beside it, and its colour."""

    name: str
    title: str
    colour: str


@dataclass(frozen=True)
class Bar:
    """A horizontal bar from one amount to another, with its text; `kind` is one of `KINDS`."""

    label: str
    start_keur: int
    end_keur: int
    text: str
    kind: str


@dataclass(frozen=True)
class Mark:
    """A package on the gauge, as a percentage of the base, with the margin at each target (from, to)."""

    row: str
    percent: Decimal
    text: str
    note: str
    open: bool = False
    margins: tuple[tuple[Decimal, Decimal], ...] = ()


@dataclass(frozen=True)
class Series:
    """A line through years: (year, thousands of euro, text); the years in `told` get their text beside the point."""

    name: str
    points: tuple[tuple[str, int, str], ...]
    told: tuple[str, ...]
    colour: str
    shape: str
    dashed: bool = False


def meur_drawn(keur: int) -> float:
    """Turn thousands of euro into EUR million for a position on the screen; never for a text."""
    return keur / 1000


def _data(rows: Iterable[Row]) -> alt.Data:
    return alt.Data(values=list(rows))


def _shown(caption: Caption, *layers: alt.Chart, **properties: Any) -> alt.LayerChart:
    title = alt.TitleParams(text="", subtitle=list(caption.notes)) if caption.notes else alt.Undefined
    return alt.layer(*layers).properties(title=title, description=caption.description, **properties)


def _ink_on(fill: str) -> str:
    return WHITE if fill in DARK_FILLS else BLACK


def short(text: str, width: int) -> str:
    """Cut a text at a word to a width, with an ellipsis."""
    return text if len(text) <= width else f"{wrap(text, width - 1)[0]}…"


def _lines(text: str) -> str:
    lines = wrap(text, LABEL_WIDTH)
    kept = lines[:LABEL_LINES]
    return "\n".join(kept) + ("…" if len(lines) > LABEL_LINES else "")


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move positions as little as needed to lie at least `gap` apart and, where there is room, within the bounds."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    found = [0.0] * len(wanted)
    least = low
    for index in order:
        found[index] = max(wanted[index], least)
        least = found[index] + gap
    most = high
    for index in reversed(order):
        found[index] = min(found[index], most)
        most = found[index] - gap
    return found


@dataclass(frozen=True)
class _Placed:
    piece: Piece
    low: int
    high: int


def _stack(pieces: Sequence[Piece]) -> list[_Placed]:
    """Stack the pieces of each column: costs upward from 0, savings downward."""
    above: dict[str, int] = {}
    below: dict[str, int] = {}
    placed = []
    for piece in pieces:
        side = below if piece.keur < 0 else above
        start = side.get(piece.column, 0)
        side[piece.column] = start + piece.keur
        placed.append(_Placed(piece, *sorted((start, start + piece.keur))))
    return placed


def stacked_columns(
    pieces: Sequence[Piece], groups: Sequence[Group], totals: Sequence[Piece], total_name: str, caption: Caption
) -> alt.LayerChart:
    """Draw stacked columns with each total as a line across and as text above, and the groups named at the last one."""
    placed = _stack(pieces)
    low, high = min([0, *(p.low for p in placed)]), max([0, *(p.high for p in placed)])
    pad = max((high - low) * 4 // 100, 500)
    scale = alt.Scale(domain=[meur_drawn(low - pad), meur_drawn(high + pad)], nice=False)
    per_pixel = (high - low + 2 * pad) / STACK_HEIGHT
    colours = {group.name: group.colour for group in groups}
    columns = list(dict.fromkeys(piece.column for piece in totals))
    x = alt.X("column:N", sort=columns, title=None, axis=alt.Axis(labelAngle=0, domain=False, ticks=False), scale=alt.Scale(paddingInner=0.35, paddingOuter=0.1))
    y = alt.Y("low:Q", scale=scale, title=caption.axis)
    rows = [
        {
            "column": p.piece.column,
            "group": p.piece.group,
            "low": meur_drawn(p.low),
            "high": meur_drawn(p.high),
            "middle": meur_drawn(p.low + p.high) / 2,
            "name": p.piece.group if (p.high - p.low) / per_pixel >= LEAST_LABELLED else "",
            "fill": colours[p.piece.group],
            "ink": _ink_on(colours[p.piece.group]),
            "tip": f"{p.piece.group}: {p.piece.text}",
        }
        for p in placed
    ]
    tip = alt.Tooltip("tip:N", title=" ")
    bars = alt.Chart(_data(rows)).mark_bar().encode(x=x, y=y, y2="high:Q", color=alt.Color("fill:N", scale=None), tooltip=tip)
    names = alt.Chart(_data(rows)).mark_text(fontSize=12).encode(x=x, y=alt.Y("middle:Q", scale=scale), text="name:N", color=alt.Color("ink:N", scale=None))
    sums = [{"column": t.column, "total": meur_drawn(t.keur), "text": t.text, "tip": f"{total_name}: {t.text}"} for t in totals]
    lines = alt.Chart(_data(sums)).mark_tick(thickness=3, bandSize=200).encode(x=x, y=alt.Y("total:Q", scale=scale), tooltip=tip)
    lines = lines.mark_bar(height=3, stroke=None)
    texts = alt.Chart(_data(sums)).mark_text(fontSize=14, fontWeight="bold", baseline="bottom").encode(x=x, y=alt.value(-8), text="text:N")
    zero = alt.Chart(_data([{}])).mark_rule(strokeWidth=1).encode(y=alt.datum(0, scale=scale))
    beside = _beside(placed, groups, columns[-1], (low - pad, high + pad), per_pixel, scale, x)
    return _shown(caption, bars, names, zero, lines, texts, *beside, height=STACK_HEIGHT, padding={"left": 5, "top": 5, "bottom": 5, "right": LABEL_SPACE})


def _beside(
    placed: Sequence[_Placed], groups: Sequence[Group], column: str, domain: tuple[int, int], per_pixel: float, scale: alt.Scale, x: alt.X
) -> list[alt.Chart]:
    """Name each group beside the last column, at the height of its piece there, moved apart where they would overlap."""
    last = {p.piece.group: p for p in placed if p.piece.column == column}
    named = [group for group in groups if group.name in last]
    if not named:
        return []
    wanted = [(last[g.name].low + last[g.name].high) / 2 for g in named]
    gap = 32 * per_pixel
    rows = [
        {"column": column, "y": at / 1000, "text": _lines(group.title), "fill": group.colour}
        for group, at in zip(named, spread(wanted, gap, domain[0] + gap / 2, domain[1] - gap / 2), strict=True)
    ]
    base = alt.Chart(_data(rows)).encode(x=x, y=alt.Y("y:Q", scale=scale))
    box = {"bandPosition": 1}
    at_edge = alt.X("column:N", sort=x.sort, **box)
    text = base.mark_text(align="left", dx=28, lineBreak="\n", baseline="middle", fontSize=12.5, lineHeight=14).encode(x=at_edge)
    swatch = base.mark_square(size=110, xOffset=16, opacity=1).encode(x=at_edge, fill=alt.Fill("fill:N", scale=None))
    return [text, swatch]


def horizontal_bars(bars: Sequence[Bar], caption: Caption, connected: bool = False) -> alt.LayerChart:
    """Draw one bar a row, in the order given, with its text at its end; `connected` rows are a bridge."""
    order = [bar.label for bar in bars]
    ends = [0, *(bar.start_keur for bar in bars), *(bar.end_keur for bar in bars)]
    pad = max((max(ends) - min(ends)) * 14 // 100, 500)
    scale = alt.Scale(domain=[meur_drawn(min(ends) - pad), meur_drawn(max(ends) + pad)], nice=False)
    y = alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=330, ticks=False, domain=False, grid=False), scale=alt.Scale(paddingInner=0.3))
    rows = [
        {
            "label": bar.label,
            "from": meur_drawn(bar.start_keur),
            "to": meur_drawn(bar.end_keur),
            "text": bar.text,
            "fill": KINDS[bar.kind],
            "tip": f"{bar.label}: {bar.text}",
        }
        for bar in bars
    ]
    x = alt.X("from:Q", scale=scale, title=caption.axis, axis=alt.Axis(orient="top", titleAnchor="start"))
    base = alt.Chart(_data(rows)).encode(y=y, tooltip=alt.Tooltip("tip:N", title=" "))
    drawn = base.mark_bar().encode(x=x, x2="to:Q", color=alt.Color("fill:N", scale=None))
    layers = [drawn]
    for align, dx, toward in (("left", 5, "datum.to >= datum.from"), ("right", -5, "datum.to < datum.from")):
        text = base.transform_filter(toward).mark_text(align=align, dx=dx, fontSize=13)
        layers.append(text.encode(x=alt.X("to:Q", scale=scale), text="text:N"))
    zero = alt.Chart(_data([{}])).mark_rule(strokeWidth=1).encode(x=alt.datum(0, scale=scale))
    if connected:
        links = [{"label": a.label, "next": b.label, "at": meur_drawn(a.end_keur)} for a, b in pairwise(bars)]
        link = alt.Chart(_data(links)).mark_rule(strokeDash=[2, 2], opacity=0.6)
        layers.insert(0, link.encode(y=alt.Y("label:N", sort=order), y2="next:N", x=alt.X("at:Q", scale=scale)))
    return _shown(caption, zero, *layers, height=ROW_HEIGHT * max(len(bars), 1))


def gauge(marks: Sequence[Mark], caption: Caption) -> alt.LayerChart:
    """Draw each mark on a track from −20% to +20% of its base; a hollow mark has open cells."""
    most = max([22, *(int(abs(mark.percent)) + 3 for mark in marks)])
    order = [mark.row for mark in marks]
    scale = alt.Scale(domain=[-most, most], nice=False)
    sign = "(datum.value > 0 ? '+' : '') + format(datum.value, 'd') + '%'"
    values = [value for value in range(-100, 101, 10) if abs(value) <= most]
    x = alt.X("from:Q", scale=scale, title=caption.axis, axis=alt.Axis(values=values, labelExpr=sign, grid=False))
    y = alt.Y("row:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, grid=False, labelLimit=240), scale=alt.Scale(padding=0))
    tracks = alt.Chart(_data({"row": row, "from": -20, "to": 20} for row in order))
    track = tracks.mark_bar(height=10, color=GREY, opacity=0.35, stroke=None).encode(x=x, x2="to:Q", y=y)
    ends = [{"row": row, "from": at} for row in order for at in (-20, 0, 20)]
    goals = alt.Chart(_data(ends)).mark_tick(thickness=2, size=22).encode(x=x, y=y)
    bands = [{"row": m.row, "from": float(a), "to": float(b)} for m in marks for a, b in m.margins]
    band = alt.Chart(_data(bands)).mark_bar(height=22, color=ORANGE, stroke=ORANGE, strokeWidth=4).encode(x=x, x2="to:Q", y=y)
    rows = [{"row": m.row, "from": float(m.percent), "text": m.text, "note": m.note, "hollow": m.open} for m in marks]
    base = alt.Chart(_data(rows)).encode(x=x, y=y, tooltip=alt.Tooltip("note:N", title=" "))
    point = base.mark_point(shape="diamond", size=190, strokeWidth=2, filled=True, opacity=1, stroke=WHITE, color=BLUE)
    hollow = alt.condition("datum.hollow", alt.value(WHITE), alt.value(BLUE))
    edge = alt.condition("datum.hollow", alt.value(BLUE), alt.value(WHITE))
    side = "datum.from > 8 ? 'right' : datum.from < -8 ? 'left' : 'center'"
    text = base.mark_text(dy=-19, fontSize=14, fontWeight="bold").encode(text="text:N")
    note = base.mark_text(dy=20, fontSize=12, align=alt.ExprRef(side)).encode(text="note:N")
    return _shown(caption, track, band, goals, point.encode(fill=hollow, stroke=edge), text, note, height=68 * max(len(marks), 1))


def lines(series: Sequence[Series], caption: Caption) -> alt.LayerChart:
    """Draw lines through years, each with its own shape and its name at its last point."""
    years = sorted({year for line in series for year, _, _ in line.points})
    x = alt.X("year:N", sort=years, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True), scale=alt.Scale(padding=0.3))
    layers = []
    for line in series:
        rows = [
            {"year": year, "meur": meur_drawn(keur), "told": text if year in line.told else "", "tip": f"{line.name} {year}: {text}"}
            for year, keur, text in line.points
        ]
        base = alt.Chart(_data(rows)).encode(x=x, y=alt.Y("meur:Q", title=caption.axis), tooltip=alt.Tooltip("tip:N", title=" "))
        dash = [5, 3] if line.dashed else [1, 0]
        layers.append(base.mark_line(color=line.colour, strokeWidth=2, strokeDash=dash))
        layers.append(base.mark_point(color=line.colour, shape=line.shape, filled=True, size=60, opacity=1))
        layers.append(base.mark_text(dy=-12, fontSize=12).encode(text="told:N"))
        end = alt.Chart(_data([{**rows[-1], "name": line.name}])).mark_text(align="left", dx=10, fontSize=13, fontWeight="bold")
        layers.append(end.encode(x=x, y="meur:Q", text="name:N"))
    return _shown(caption, *layers, height=320, padding={"left": 5, "top": 5, "bottom": 5, "right": 90})
