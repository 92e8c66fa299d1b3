"""Stacked columns with their totals and with the groups named beside them; see `dashboard.chart_marks`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

import altair as alt

from dashboard.charts.chart_marks import (
    BLACK,
    BLUE,
    GREEN,
    TIP,
    VERMILLION,
    WHITE,
    Caption,
    Row,
    data_of,
    fill,
    meur_drawn,
    shown,
)

DARK_FILLS: Final = (BLUE, GREEN, VERMILLION)
HEIGHT: Final = 380
NAME_GAP: Final = 32
NAME_WIDTH: Final = 36
NAME_LINES: Final = 2
LEAST_LABELLED: Final = 15
LEAST_PAD_KEUR: Final = 500


@dataclass(frozen=True)
class Piece:
    """A part of a stacked column; `text` is its amount as written, `spread` the ends of a range (of a total)."""

    column: str
    group: str
    keur: int
    text: str
    spread: tuple[int, int] | None = None


@dataclass(frozen=True)
class Group:
    """A group of pieces: the short name in the bar, the long one beside it, and its colour."""

    name: str
    title: str
    colour: str


def _ink_on(fill: str) -> str:
    return WHITE if fill in DARK_FILLS else BLACK


def _lines(text: str) -> str:
    lines = wrap(text, NAME_WIDTH)
    kept = lines[:NAME_LINES]
    return "\n".join(kept) + ("…" if len(lines) > NAME_LINES else "")


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
class Placed:
    """A piece with where it lies in its column, thousands of euro."""

    piece: Piece
    low: int
    high: int


@dataclass(frozen=True)
class Frame:
    """The vertical axis: its range in thousands of euro and its title, the same in every layer."""

    low: int
    high: int
    title: str

    @property
    def per_pixel(self) -> float:
        """Thousands of euro in a pixel."""
        return (self.high - self.low) / HEIGHT

    def y(self, field: str) -> alt.Y:
        """Place a field on the axis."""
        scale = alt.Scale(domain=[meur_drawn(self.low), meur_drawn(self.high)], nice=False)
        return alt.Y(f"{field}:Q", scale=scale, title=self.title)


def stack_pieces(pieces: Sequence[Piece]) -> list[Placed]:
    """Stack the pieces of each column: costs upward from 0, savings downward."""
    above: dict[str, int] = {}
    below: dict[str, int] = {}
    placed = []
    for piece in pieces:
        side = below if piece.keur < 0 else above
        start = side.get(piece.column, 0)
        side[piece.column] = start + piece.keur
        placed.append(Placed(piece, min(start, start + piece.keur), max(start, start + piece.keur)))
    return placed


def _frame(placed: Sequence[Placed], ends: Sequence[int], title: str) -> Frame:
    low, high = min([0, *(p.low for p in placed), *ends]), max([0, *(p.high for p in placed), *ends])
    pad = max((high - low) * 4 // 100, LEAST_PAD_KEUR)
    return Frame(low - pad, high + pad, title)


def _x(columns: Sequence[str], edge: bool = False) -> alt.X:
    """Place a column, or with `edge` its right side."""
    scale = alt.Scale(paddingInner=0.35, paddingOuter=0.1)
    axis = alt.Axis(labelAngle=0, domain=False, ticks=False)
    side = 1 if edge else alt.Undefined
    return alt.X("column:N", sort=list(columns), title=None, axis=axis, scale=scale, bandPosition=side)


def _piece_row(placed: Placed, group: Group, frame: Frame) -> Row:
    piece = placed.piece
    return {
        "column": piece.column,
        "low": meur_drawn(placed.low),
        "high": meur_drawn(placed.high),
        "middle": meur_drawn(placed.low + placed.high) / 2,
        "name": group.name if (placed.high - placed.low) / frame.per_pixel >= LEAST_LABELLED else "",
        "fill": group.colour,
        "ink": _ink_on(group.colour),
        "tip": f"{group.title}, {piece.column}: {piece.text}",
    }


def stacked_columns(
    pieces: Sequence[Piece], groups: Sequence[Group], totals: Sequence[Piece], total_name: str, caption: Caption
) -> alt.LayerChart:
    """Draw stacked columns, each total as a line across and a text above, and the groups named at the last column."""
    placed = [p for p in stack_pieces(pieces) if p.piece.keur]
    spreads = [(s.column, s.spread) for s in totals if s.spread is not None]
    frame = _frame(placed, [at for _, ends in spreads for at in ends], caption.axis)
    by_name = {group.name: group for group in groups}
    columns = [total.column for total in totals]
    rows = data_of(_piece_row(p, by_name[p.piece.group], frame) for p in placed)
    sums = data_of(
        {"column": s.column, "total": meur_drawn(s.keur), "text": s.text, "tip": f"{total_name} {s.column}: {s.text}"}
        for s in totals
    )
    x, y = _x(columns), frame.y("low")
    bars = alt.Chart(rows).mark_bar().encode(x=x, y=y, y2=alt.Y2("high:Q"), color=fill(), tooltip=TIP)
    names = (
        alt.Chart(rows)
        .mark_text(fontSize=12)
        .encode(x=x, y=frame.y("middle"), text=alt.Text("name:N"), color=fill("ink"))
    )
    zero = alt.Chart(data_of([{"zero": 0}])).mark_rule(strokeWidth=1).encode(y=frame.y("zero"))
    total = alt.Chart(sums).encode(x=x)
    lines = total.mark_tick(thickness=4).encode(y=frame.y("total"), tooltip=TIP)
    texts = total.mark_text(fontSize=14, fontWeight="bold", baseline="bottom").encode(
        y=alt.YValue(-6),  # type: ignore[no-untyped-call]  # altair has no types for it
        text=alt.Text("text:N"),
    )
    ranges = [{"column": name, "low": meur_drawn(low), "high": meur_drawn(high)} for name, (low, high) in spreads]
    line = alt.Chart(data_of(ranges)).mark_rule(strokeWidth=3, color=BLACK).encode(x=x, y=y, y2=alt.Y2("high:Q"))
    beside = _beside(placed, groups, columns, frame)
    layers = [bars, names, zero, *([line] if ranges else []), lines, texts, *beside]
    return shown(caption, *layers, height=HEIGHT)


def _beside(placed: Sequence[Placed], groups: Sequence[Group], columns: Sequence[str], frame: Frame) -> list[alt.Chart]:
    """Name each group beside the last column, at the height of its piece there, moved apart where they overlap."""
    last = {p.piece.group: p for p in placed if p.piece.column == columns[-1]}
    drawn = {p.piece.group for p in placed}
    named = [group for group in groups if group.name in drawn]
    wanted = [(last[g.name].low + last[g.name].high) / 2 if g.name in last else 0.0 for g in named]
    gap = NAME_GAP * frame.per_pixel
    at = spread(wanted, gap, frame.low + gap / 2, frame.high - gap / 2)
    rows = [
        {"column": columns[-1], "y": y / 1000, "text": _lines(group.title), "fill": group.colour}
        for group, y in zip(named, at, strict=True)
    ]
    base = alt.Chart(data_of(rows)).encode(x=_x(columns, edge=True), y=frame.y("y"))
    text = base.mark_text(align="left", dx=30, lineBreak="\n", baseline="middle", fontSize=12.5, lineHeight=14)
    swatch = base.mark_square(size=110, xOffset=18, opacity=1)
    return [text.encode(text=alt.Text("text:N")), swatch.encode(color=fill())] if rows else []
