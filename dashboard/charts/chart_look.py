"""
How a chart looks: theme, font and the notation of numbers; and its export as PNG and SVG.

Streamlit drops the embed option `formatLocale`, so the locale stands in the chart's own config, which vega reads too.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Final

import altair as alt

from dashboard.charts.chart_marks import FONT
from dashboard.serving import paper
from dashboard.workers import draw_png, draw_svg

Spec = dict[str, Any]
"""A chart as Vega-Lite has it."""

NUMBERS: Final[dict[str, dict[str, Any]]] = {
    "nl": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€ ", ""], "minus": "−"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""], "minus": "−"},
}
EXPORT_WIDTH: Final = 1000
PIXELS: Final = 2.0
MOST_IN_LINE: Final = 130
"""Characters of a note in one line of an exported chart."""


@dataclass(frozen=True)
class Look:
    """The colours of text and lines, the background, and the language of the numbers."""

    ink: str = "#1b2733"
    grid: str = "#d5dce3"
    paper: str = "transparent"
    language: str = "nl"


LIGHT: Final = Look()
DARK: Final = Look("#e8eef4", "#33414d")


def spec_of(chart: alt.LayerChart) -> Spec:
    """Return a chart as Vega-Lite has it, without a theme; unchecked, as the tests check each chart."""
    spec: Spec = chart.to_dict(validate=False)
    return {name: part for name, part in spec.items() if name != "config"}


def _theme(look: Look) -> Spec:
    """Return theme and notation."""
    ink = {"color": look.ink}
    return {
        "background": look.paper,
        "font": FONT,
        "axis": {
            "labelColor": look.ink,
            "titleColor": look.ink,
            "domainColor": look.ink,
            "tickColor": look.ink,
            "gridColor": look.grid,
            "labelFontSize": 13,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "labelPadding": 6,
        },
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": look.ink,
            "subtitleColor": look.ink,
            "fontSize": 17,
            "subtitleFontSize": 13,
            "offset": 14,
            "subtitlePadding": 6,
        },
        "text": ink,
        "rule": ink,
        "tick": ink,
        "bar": {"stroke": look.ink, "strokeWidth": 0.5},
        "view": {"stroke": None},
        "locale": {"number": NUMBERS[look.language]},
    }


def notes_of(spec: Spec) -> list[str]:
    """Return the lines that stand under a chart's title."""
    title = spec.get("title")
    return list(title["subtitle"]) if isinstance(title, dict) else []


def page_spec(spec: Spec, look: Look) -> Spec:
    """
    Return a chart for a page, which shows title and notes as text of its own.

    The width fits the page; the height is that of the drawing, without the axis, so that rows keep their room.
    """
    bare = {name: part for name, part in spec.items() if name != "title"}
    return {**bare, "config": _theme(look), "autosize": {"type": "fit-x", "contains": "padding"}}


def export_spec(spec: Spec, title: str, language: str, note: str = "") -> Spec:
    """Return a chart for a document: light, on white, of a fixed width, with its title and one more note below it, in lines."""
    head = {**spec.get("title", {}), "text": title}
    if note:
        head["subtitle"] = [*head.get("subtitle", []), *wrap(note, MOST_IN_LINE)]
    theme = _theme(Look(paper="#ffffff", language=language))
    return {**spec, "title": head, "config": theme, "width": EXPORT_WIDTH - 350, "autosize": {"type": "pad"}}


def export_png(spec: Spec, title: str, language: str, note: str = "") -> bytes:
    """Draw a chart as PNG, beside the server."""
    return bytes(paper(draw_png, None, export_spec(spec, title, language, note), PIXELS, NUMBERS[language]))


def export_svg(spec: Spec, title: str, language: str, note: str = "") -> bytes:
    """Draw a chart as SVG, beside the server."""
    return bytes(paper(draw_svg, None, export_spec(spec, title, language, note), NUMBERS[language]))
