"""The looks of cells: what a workbook has for fonts, fills, edges, alignment and protection, as styles of ODF."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from budget.odf.numbers import BUILT_IN, number_styles
from budget.odf.ooxml import Node
from budget.odf.xlsx import MAIN, XlsxFile
from budget.odf.xml import attributes

_LINES: Final = {"thin": "0.75pt solid", "dotted": "0.75pt dotted", "medium": "1.5pt solid", "hair": "0.25pt solid"}
_ALIGN: Final = {"left": "start", "right": "end", "center": "center", "justify": "justify"}
_VERTICAL: Final = {"top": "top", "center": "middle", "bottom": "bottom"}
_INDENT: Final = 3.0
"""Millimetres for each step of an indent."""


def colour_of(node: Node | None) -> str:
    """Return a colour as ODF writes it; "" for one of a theme, which is black on white."""
    value = node.get("rgb") if node is not None else None
    return f"#{value[-6:].lower()}" if value else ""


def _font(node: Node) -> dict[str, str]:
    def has(tag: str) -> bool:
        return node.find(f"{MAIN}{tag}") is not None

    size, name = node.find(f"{MAIN}sz"), node.find(f"{MAIN}name")
    bold = "bold" if has("b") else ""
    return {
        "style:font-name": name.get("val") if name is not None else "",
        "fo:font-size": f"{float(size.get('val')):g}pt" if size is not None else "",
        "fo:font-weight": bold,
        "fo:font-style": "italic" if has("i") else "",
        "fo:color": colour_of(node.find(f"{MAIN}color")),
        "style:text-underline-style": "solid" if has("u") else "",
        "style:font-weight-asian": bold,
        "style:font-weight-complex": bold,
    }


def _fill(node: Node | None, tag: str) -> str:
    pattern = node.find(f"{MAIN}patternFill") if node is not None else None
    return colour_of(pattern.find(f"{MAIN}{tag}")) if pattern is not None else ""


def _edges(node: Node) -> dict[str, str]:
    found = {}
    for side in ("left", "right", "top", "bottom"):
        edge = node.find(f"{MAIN}{side}")
        if edge is not None and edge.get("style"):
            line = _LINES.get(edge.get("style"), _LINES["thin"])
            found[f"fo:border-{side}"] = f"{line} {colour_of(edge.find(f'{MAIN}color')) or '#000000'}"
    return found


@dataclass
class Looks:
    """
    The styles of a workbook's cells, by the number that a cell names.

    A style comes into being when a cell first asks for it, once for each set of conditions that it stands under.
    """

    file: XlsxFile
    cells: dict[tuple[int, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        root = self.file.styles
        self.codes = {int(node.get("numFmtId")): node.get("formatCode") for node in root.iter(f"{MAIN}numFmt")}
        self.fonts, self.fills, self.borders, self.forms = (
            list(root.find(f"{MAIN}{tag}")) for tag in ("fonts", "fills", "borders", "cellXfs")
        )
        found = root.find(f"{MAIN}dxfs")
        self.conditional = list(found) if found is not None else []

    def name(self, form: int, maps: str = "") -> str:
        """Return the name of the style of a cell; `maps` are the elements of the conditions that it stands under."""
        return self.cells.setdefault((form, maps), f"ce{len(self.cells) + 1}")

    def _code(self, form: Node) -> int:
        """Return the number of a form's notation, 0 for none."""
        number = int(form.get("numFmtId", "0"))
        known = self.codes.get(number) or BUILT_IN.get(number)
        return number if known and known != "General" else 0

    def numbers(self) -> str:
        """Return the styles of the notations that the cells use."""
        used = sorted({self._code(self.forms[form]) for form, _ in self.cells} - {0})
        return "".join(number_styles(f"N{number}", self.codes.get(number) or BUILT_IN[number]) for number in used)

    def written(self) -> str:
        """Return the styles of the cells that were asked for."""
        return "".join(self._style(name, form, maps) for (form, maps), name in self.cells.items())

    def _style(self, name: str, form: int, maps: str) -> str:
        node = self.forms[form]
        code = self._code(node)
        head = {
            "style:name": name,
            "style:family": "table-cell",
            "style:parent-style-name": "Default",
            "style:data-style-name": f"N{code}" if code else "",
        }
        return f"<style:style{attributes(head)}>{self._properties(node)}{maps}</style:style>"

    def _properties(self, form: Node) -> str:
        alignment, protection = form.find(f"{MAIN}alignment"), form.find(f"{MAIN}protection")
        aligned = alignment.attrib if alignment is not None else {}
        across = _ALIGN.get(aligned.get("horizontal", ""), "")
        indent = int(aligned.get("indent", "0"))
        free = protection is not None and protection.get("locked") == "0"
        cell = {
            "style:cell-protect": "none" if free else "protected",
            "fo:background-color": _fill(self.fills[int(form.get("fillId", "0"))], "fgColor"),
            "fo:wrap-option": "wrap" if aligned.get("wrapText") == "1" else "",
            "style:vertical-align": _VERTICAL.get(aligned.get("vertical", "bottom"), "bottom"),
            "style:text-align-source": "fix" if across or indent else "",
            **_edges(self.borders[int(form.get("borderId", "0"))]),
        }
        paragraph = {
            "fo:text-align": across or ("start" if indent else ""),
            "fo:margin-left": f"{indent * _INDENT:g}mm" if indent else "",
        }
        return (
            _told("table-cell", cell)
            + _told("paragraph", paragraph)
            + _told("text", _font(self.fonts[int(form.get("fontId", "0"))]))
        )

    def conditions(self) -> str:
        """Return the looks that a condition gives a cell, which have names that conditions call."""
        found = []
        for at, node in enumerate(self.conditional):
            font = node.find(f"{MAIN}font")
            cell = {"fo:background-color": _fill(node.find(f"{MAIN}fill"), "bgColor")}
            head = {"style:name": f"Condition{at}", "style:family": "table-cell", "style:parent-style-name": "Default"}
            text = _told("text", _font(font)) if font is not None else ""
            found.append(f"<style:style{attributes(head)}>{_told('table-cell', cell)}{text}</style:style>")
        return "".join(found)


def _told(family: str, values: dict[str, str]) -> str:
    written = attributes(values)
    return f"<style:{family}-properties{written}/>" if written else ""
