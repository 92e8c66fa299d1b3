"""A chart of a workbook as an object of ODF: its series by category, with title, legend and axes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budget.odf.formula import address, area
from budget.odf.numbers import number_styles
from budget.odf.ooxml import Node
from budget.odf.package import VERSION
from budget.odf.xml import HEAD, SPACES, attributes, paragraphs

C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLOTS: Final = {
    "barChart": "bar",
    "lineChart": "line",
    "areaChart": "area",
    "pieChart": "circle",
    "scatterChart": "scatter",
}
"""The kinds of plots, and the class of a chart that each is."""
_LEGEND: Final = {"b": "bottom", "t": "top", "l": "start", "r": "end"}
_BARE: Final = {"draw:stroke": "none", "draw:fill": "none"}
_SMALL: Final = {"fo:font-size": "9pt"}
_OWN_NOTATION: Final = {"chart:link-data-style-to-source": "false"}


class Chart:
    """A chart on its way to parts of its own; `width` and `height` are lengths of ODF."""

    def __init__(self, root: Node, width: str, height: str) -> None:
        self.root, self.size = root, {"svg:width": width, "svg:height": height}
        self.plots = [node for node in root.find(f".//{C}plotArea") if _kind(node) in _PLOTS]
        self.series = [node for plot in self.plots for node in plot.iter(f"{C}ser")]

    @property
    def areas(self) -> list[str]:
        """The areas that it draws from."""
        return list(dict.fromkeys(area(node.text) for node in self.root.iter(f"{C}f")))

    def parts(self, folder: str) -> dict[str, str]:
        """Return the parts of the object."""
        top = attributes({**SPACES, "office:version": VERSION})
        content = (
            f"{HEAD}<office:document-content{top}>"
            f"<office:automatic-styles>{''.join(self._styles())}</office:automatic-styles>"
            f"<office:body><office:chart>{self._chart()}</office:chart></office:body></office:document-content>"
        )
        styles = f"{HEAD}<office:document-styles{top}><office:styles/></office:document-styles>"
        return {f"{folder}/content.xml": content, f"{folder}/styles.xml": styles}

    def _styles(self) -> Iterator[str]:
        grouping, direction = (_told(self.plots[0], tag) for tag in ("grouping", "barDir"))
        plot = {
            "chart:vertical": "true" if direction == "bar" else "false",
            "chart:stacked": "true" if grouping == "stacked" else "",
            "chart:percentage": "true" if grouping == "percentStacked" else "",
        }
        axis = {"chart:display-label": "true", "chart:visible": "true", **_OWN_NOTATION}
        code = next((node.get("formatCode") for node in self.root.findall(f".//{C}valAx/{C}numFmt")), "General")
        own = code != "General"
        yield number_styles("Na", code) if own else ""
        yield _style("ch-plot", chart=plot)
        yield _style("ch-title", text={"fo:font-size": "11pt", "fo:font-weight": "bold"})
        yield _style("ch-small", text=_SMALL)
        yield _style("ch-category", chart={**axis, "chart:axis-label-position": "outside-start"}, text=_SMALL)
        yield _style("ch-value", "Na" if own else "", chart=axis, text=_SMALL)
        yield _style("ch-grid", graphic={"svg:stroke-color": "#dde3e9"})
        for name in ("ch-whole", "ch-wall", "ch-legend"):
            yield _style(name, graphic=_BARE)
        for at, series in enumerate(self.series):
            yield _series_style(at, series)

    def _chart(self) -> str:
        legend = self.root.find(f".//{C}legend/{C}legendPos")
        told = {"chart:class": _class(self.plots[0]), "chart:style-name": "ch-whole", **self.size}
        side = _LEGEND.get(legend.get("val"), "bottom") if legend is not None else ""
        shown = f"<chart:legend{attributes({'chart:legend-position': side, 'chart:style-name': 'ch-legend'})}/>"
        series = "".join(self._series(at, node) for at, node in enumerate(self.series))
        return (
            f"<chart:chart{attributes(told)}>{_title(self.root.find(f'{C}chart/{C}title'), 'ch-title')}"
            f"{shown if side else ''}<chart:plot-area{attributes({'chart:style-name': 'ch-plot'})}>{self._axes()}{series}"
            f'<chart:wall chart:style-name="ch-wall"/></chart:plot-area>{self._table()}</chart:chart>'
        )

    def _axes(self) -> str:
        categories = self.series[0].find(f"{C}cat//{C}f")
        named, grid = "", ""
        if categories is not None:
            named = f"<chart:categories{attributes({'table:cell-range-address': area(categories.text)})}/>"
        if self.root.find(f".//{C}majorGridlines") is not None:
            grid = f"<chart:grid{attributes({'chart:style-name': 'ch-grid', 'chart:class': 'major'})}/>"
        title = _title(self.root.find(f".//{C}valAx/{C}title"), "ch-small")
        told = (
            {"chart:dimension": side, "chart:name": f"primary-{side}", "chart:style-name": style}
            for side, style in (("x", "ch-category"), ("y", "ch-value"))
        )
        across, up = (attributes(values) for values in told)
        return f"<chart:axis{across}>{named}</chart:axis><chart:axis{up}>{title}{grid}</chart:axis>"

    def _series(self, at: int, node: Node) -> str:
        reference = node.find(f"{C}tx//{C}f")  # a cell of a sheet, or of the chart's own table
        label = address(reference.text).removeprefix("$") if reference is not None else f"local-table.{chr(66 + at)}1"
        told = {
            "chart:style-name": f"ch-series{at}",
            "chart:values-cell-range-address": area(node.find(f"{C}val//{C}f").text),
            "chart:label-cell-address": label,
            "chart:class": _class(node.getparent()),
        }
        count = node.find(f"{C}val//{C}ptCount").get("val")
        return f'<chart:series{attributes(told)}><chart:data-point chart:repeated="{count}"/></chart:series>'

    def _table(self) -> str:
        """Return the table with what the chart shows, for a program that does not ask the sheets."""
        names = [(node.findtext(f"{C}tx/{C}v") or node.findtext(f"{C}tx//{C}pt/{C}v") or "") for node in self.series]
        kinds = [point.findtext(f"{C}v") for point in self.series[0].findall(f"{C}cat//{C}pt")]
        values = [[point.findtext(f"{C}v") for point in node.findall(f"{C}val//{C}pt")] for node in self.series]
        head = _text_cell("") + "".join(map(_text_cell, names))
        rows = [
            f"<table:table-row>{_text_cell(kind)}{''.join(_number_cell(column, at) for column in values)}</table:table-row>"
            for at, kind in enumerate(kinds)
        ]
        return (
            '<table:table table:name="local-table"><table:table-header-columns><table:table-column/></table:table-header-columns>'
            f'<table:table-columns><table:table-column table:number-columns-repeated="{len(names)}"/></table:table-columns>'
            f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>"
            f"<table:table-rows>{''.join(rows)}</table:table-rows></table:table>"
        )


def _kind(node: Node) -> str:
    return str(node.tag).removeprefix(C)


def _class(plot: Node) -> str:
    return f"chart:{_PLOTS[_kind(plot)]}"


def _told(plot: Node, tag: str) -> str:
    """Return what a plot says under a tag, "" for nothing."""
    node = plot.find(f"{C}{tag}")
    return str(node.get("val")) if node is not None else ""


def _series_style(at: int, series: Node) -> str:
    """Return the style of a series: its colour, and its numbers in their own notation where it shows them."""
    label, colour = series.find(f"{C}dLbls"), series.find(f"{C}spPr/{_A}solidFill/{_A}srgbClr")
    own = label.find(f"{C}numFmt") if label is not None else None
    name = f"Ns{at}" if own is not None else ""
    fill = {"draw:fill": "solid", "draw:fill-color": f"#{colour.get('val').lower()}"} if colour is not None else {}
    shown = {"chart:data-label-number": "value"} if label is not None else {}
    graphic = {"draw:stroke": "none", **fill}
    style = _style(f"ch-series{at}", name, chart={**shown, **_OWN_NOTATION}, graphic=graphic, text=_SMALL)
    return (number_styles(name, own.get("formatCode")) if own is not None else "") + style


def _text_cell(text: str | None) -> str:
    return f'<table:table-cell office:value-type="string">{paragraphs(text or "")}</table:table-cell>'


def _number_cell(values: list[str], at: int) -> str:
    """Return a number of a series, an empty cell where it has none."""
    if at >= len(values):
        return "<table:table-cell/>"
    told = {"office:value-type": "float", "office:value": values[at]}
    return f"<table:table-cell{attributes(told)}>{paragraphs(values[at])}</table:table-cell>"


def _title(node: Node | None, style: str) -> str:
    text = "".join(part.text or "" for part in node.iter(f"{_A}t")) if node is not None else ""
    return f"<chart:title{attributes({'chart:style-name': style})}>{paragraphs(text)}</chart:title>" if text else ""


def _style(name: str, data: str = "", **kinds: dict[str, str]) -> str:
    head = {"style:name": name, "style:family": "chart", "style:data-style-name": data}
    order = ("chart", "graphic", "text")
    body = "".join(f"<style:{kind}-properties{attributes(kinds[kind])}/>" for kind in order if kinds.get(kind))
    return f"<style:style{attributes(head)}>{body}</style:style>"
