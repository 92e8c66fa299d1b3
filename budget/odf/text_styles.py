"""The paragraphs of a Word document as styles of ODF, so that the house style of the one template holds in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from budget.odf.ooxml import Node, OoxmlFile
from budget.odf.xml import attributes

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALIGN: Final = {"left": "start", "right": "end", "center": "center", "both": "justify"}
_PART: Final = 240
"""What Word counts as one line."""


def points(twips: str | None) -> str:
    """Write a length in twentieths of a point, "" for none."""
    return f"{int(twips) / 20:g}pt" if twips else ""


def value(node: Node | None, tag: str, name: str = "val") -> str | None:
    """Return an attribute of a child, None when there is none of either."""
    child = node.find(f"{W}{tag}") if node is not None else None
    return child.get(f"{W}{name}") if child is not None else None


def is_on(node: Node | None, tag: str) -> bool:
    """Whether a property is set; it is by its presence, unless it says otherwise."""
    child = node.find(f"{W}{tag}") if node is not None else None
    return child is not None and child.get(f"{W}val", "1") not in {"0", "false", "none"}


def text_properties(node: Node | None) -> dict[str, str]:
    """Return the properties of letters."""
    size, colour = value(node, "sz"), value(node, "color")
    bold = "bold" if is_on(node, "b") else ""
    return {
        "style:font-name": value(node, "rFonts", "ascii") or "",
        "fo:font-size": f"{int(size) / 2:g}pt" if size else "",
        "fo:font-weight": bold,
        "style:font-weight-asian": bold,
        "style:font-weight-complex": bold,
        "fo:font-style": "italic" if is_on(node, "i") else "",
        "fo:color": f"#{colour.lower()}" if colour and colour != "auto" else "",
        "fo:letter-spacing": points(value(node, "spacing")),
    }


def _paragraph_properties(node: Node | None) -> dict[str, str]:
    line, rule = value(node, "spacing", "line"), value(node, "spacing", "lineRule")
    proportional = rule in {None, "auto"}
    height = (f"{int(line) / _PART:.0%}" if proportional else points(line)) if line else ""
    return {
        "fo:margin-top": points(value(node, "spacing", "before")),
        "fo:margin-bottom": points(value(node, "spacing", "after")),
        "fo:line-height": height,
        "fo:text-align": _ALIGN.get(value(node, "jc") or "", ""),
        "fo:keep-with-next": "always" if is_on(node, "keepNext") else "",
        "fo:keep-together": "always" if is_on(node, "keepLines") else "",
    }


def _tabs(node: Node | None) -> str:
    stops = [
        f"<style:tab-stop{attributes({'style:position': points(tab.get(f'{W}pos')), 'style:type': tab.get(f'{W}val')})}/>"
        for tab in (node.iter(f"{W}tab") if node is not None else ())
    ]
    return f"<style:tab-stops>{''.join(stops)}</style:tab-stops>" if stops else ""


@dataclass
class ParagraphStyles:
    """The styles of a document's paragraphs by id; those that are asked for are written, with what they build on."""

    file: OoxmlFile
    used: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self.file.part("word/styles.xml")
        self.found = {
            node.get(f"{W}styleId"): node for node in self.root.iter(f"{W}style") if node.get(f"{W}type") == "paragraph"
        }
        self.normal = next(id_ for id_, node in self.found.items() if node.get(f"{W}default") == "1")

    def name(self, paragraph: Node) -> str:
        """Return the style of a paragraph, and remember that it is used."""
        id_ = value(paragraph.find(f"{W}pPr"), "pStyle") or self.normal
        for one in self._line(id_):
            self.used[one] = None
        return id_

    def _line(self, id_: str) -> Iterator[str]:
        """Yield a style and those that it builds on."""
        at: str | None = id_
        while at is not None:
            yield at
            at = value(self.found[at], "basedOn")

    @property
    def fonts(self) -> list[str]:
        """The names of the letters that the used styles ask for."""
        found = (value(self.found[id_].find(f"{W}rPr"), "rFonts", "ascii") for id_ in self.used)
        return sorted({name for name in found if name})

    def level(self, id_: str) -> int:
        """Return the level of a heading, 0 for what is none."""
        found = value(self.found[id_].find(f"{W}pPr"), "outlineLvl")
        return int(found) + 1 if found is not None and int(found) < 9 else 0

    def list_of(self, id_: str) -> str:
        """Return the number of the list that a paragraph of a style is an item of, "" for none."""
        found = (value(self.found[one].find(f"{W}pPr/{W}numPr"), "numId") for one in self._line(id_))
        return next((number for number in found if number), "")

    def written(self, language: str) -> str:
        """Return the styles that were asked for, those that others build on first, in a language."""
        defaults = self.root.find(f"{W}docDefaults")
        letters = text_properties(defaults.find(f"{W}rPrDefault/{W}rPr"))
        tongue, _, country = language.partition("-")
        spoken = {**letters, "fo:language": tongue, "fo:country": country}
        paragraph = _paragraph_properties(defaults.find(f"{W}pPrDefault/{W}pPr"))
        order = sorted(self.used, key=lambda id_: (len(list(self._line(id_))), id_))
        return (
            f'<style:default-style style:family="paragraph"><style:paragraph-properties{attributes(paragraph)}/>'
            f"<style:text-properties{attributes(spoken)}/></style:default-style>"
            '<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/>'
            f"</style:default-style>{''.join(map(self._style, order))}"
        )

    def _style(self, id_: str) -> str:
        node = self.found[id_]
        level = self.level(id_)
        head = {
            "style:name": id_,
            "style:display-name": value(node, "name") or id_,
            "style:family": "paragraph",
            "style:parent-style-name": value(node, "basedOn") or "",
            "style:default-outline-level": str(level) if level else "",
        }
        own = node.find(f"{W}pPr")
        paragraph = f"<style:paragraph-properties{attributes(_paragraph_properties(own))}>{_tabs(own)}</style:paragraph-properties>"
        letters = f"<style:text-properties{attributes(text_properties(node.find(f'{W}rPr')))}/>"
        return f"<style:style{attributes(head)}>{paragraph}{letters}</style:style>"
