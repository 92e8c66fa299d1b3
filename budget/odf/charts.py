"""The frames in which charts lie on a sheet, each with its name and a text for who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from budget.odf.chart import C, Chart
from budget.odf.ooxml import RELATIONS, Node
from budget.odf.xlsx import XlsxFile, XlsxSheet
from budget.odf.xml import attributes, written

_D: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_EMU: Final = 914400  # in an inch
_WIDTH, _HEIGHT = 64 / 96, 15 / 72
"""What a column or row measures in inches without a size of its own."""
_STYLE: Final = (
    '<style:style style:name="gr1" style:family="graphic">'
    '<style:graphic-properties draw:stroke="none" draw:fill="none"/></style:style>'
)


@dataclass(frozen=True)
class _Frame:
    """Where a chart lies on its sheet, in inches, with the name and description that it has."""

    left: float
    top: float
    width: float
    height: float
    name: str
    text: str


class _Grid:
    """The places of columns and rows of a sheet, in inches."""

    def __init__(self, sheet: XlsxSheet) -> None:
        self.widths = {
            at: float(node.get("width")) * 7 / 96
            for node in sheet.all("col")
            for at in range(int(node.get("min")) - 1, min(int(node.get("max")), 200))
        }
        self.heights = {row: height / 72 for row, height, _ in sheet.rows() if height is not None}

    def place(self, node: Node) -> tuple[float, float]:
        """Return a corner's place from the left and the top."""
        column, right, row, down = (int(node.findtext(f"{_D}{tag}")) for tag in ("col", "colOff", "row", "rowOff"))
        left = sum(self.widths.get(at, _WIDTH) for at in range(column)) + right / _EMU
        return left, sum(self.heights.get(at, _HEIGHT) for at in range(row)) + down / _EMU


@dataclass
class Charts:
    """The charts met so far: their parts by path and the folders that hold one each."""

    file: XlsxFile
    parts: dict[str, str] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    @property
    def styles(self) -> str:
        """The style of the frames, if there are any."""
        return _STYLE if self.folders else ""

    def shapes(self, sheet: XlsxSheet) -> str:
        """Return the frames of a sheet's charts, and keep what stands in them."""
        found = []
        for drawing in (link.target for link in self.file.links(sheet.path).values() if link.kind == "drawing"):
            links, grid = self.file.links(drawing), _Grid(sheet)
            for anchor in self.file.part(drawing).iter(f"{_D}twoCellAnchor"):
                chart = anchor.find(f".//{C}chart")
                if chart is not None:
                    path = links[chart.get(f"{RELATIONS}id")].target
                    found.append(self._shape(_frame(anchor, grid), path))
        return "".join(found)

    def _shape(self, frame: _Frame, path: str) -> str:
        folder = f"Object {len(self.folders) + 1}"
        self.folders.append(f"{folder}/")
        width, height = f"{frame.width:.3f}in", f"{frame.height:.3f}in"
        chart = Chart(self.file.part(path), width, height)
        self.parts |= chart.parts(folder)
        told = {
            "draw:name": frame.name,
            "draw:style-name": "gr1",
            "draw:z-index": str(len(self.folders) - 1),
            "svg:x": f"{frame.left:.3f}in",
            "svg:y": f"{frame.top:.3f}in",
            "svg:width": width,
            "svg:height": height,
        }
        link = {"xlink:href": f"./{folder}", "xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
        notify = {"draw:notify-on-update-of-ranges": " ".join(chart.areas)}
        return (
            f"<draw:frame{attributes(told)}><draw:object{attributes(notify | link)}/>"
            f"<svg:title>{written(frame.name)}</svg:title><svg:desc>{written(frame.text)}</svg:desc></draw:frame>"
        )


def _frame(anchor: Node, grid: _Grid) -> _Frame:
    left, top = grid.place(anchor.find(f"{_D}from"))
    right, bottom = grid.place(anchor.find(f"{_D}to"))
    told = anchor.find(f".//{_D}cNvPr")
    return _Frame(left, top, right - left, bottom - top, told.get("name", ""), told.get("descr", ""))
