"""
An .odt made of a .docx that this calculator wrote: paragraphs, headings, lists, tables, footer and page, in its styles.

The house style is that of the Word template; whoever changes it there changes it here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from budget.odf.about import about_of
from budget.odf.ooxml import RELATIONS, Node, OoxmlFile
from budget.odf.package import ODT, VERSION, meta_xml, pack
from budget.odf.settings import text_settings_xml
from budget.odf.tables import Tables
from budget.odf.text_styles import ParagraphStyles, W, points, text_properties, value
from budget.odf.xml import HEAD, SPACES, attributes, marked

_DOCUMENT: Final = "word/document.xml"
_BULLETS: Final = {"\uf0b7": "•", "": "•"}
_FIELDS: Final = {
    "PAGE": '<text:page-number text:select-page="current">1</text:page-number>',
    "NUMPAGES": "<text:page-count>1</text:page-count>",
}


class _Writer:
    """The text in the making."""

    def __init__(self, file: OoxmlFile) -> None:
        self.file = file
        self.styles = ParagraphStyles(file)
        self.tables = Tables(self.paragraph)
        self.letters: dict[tuple[tuple[str, str], ...], str] = {}
        self.lists: dict[str, None] = {}
        self.body = file.part(_DOCUMENT).find(f"{W}body")

    def blocks(self) -> str:
        """Return the paragraphs and tables; items of a list that follow each other are one list."""
        found, now = [], ""
        for node in self.body:
            item = self.styles.list_of(self.styles.name(node)) if node.tag == f"{W}p" else ""
            if item != now:
                found.append("</text:list>" if now else "")
                found.append(f'<text:list text:style-name="List{item}">' if item else "")
                now = item
            self.lists |= {item: None} if item else {}
            if node.tag == f"{W}p":
                text = self.paragraph(node)
                found.append(f"<text:list-item>{text}</text:list-item>" if item else text)
            elif node.tag == f"{W}tbl":
                found.append(self.tables.write(node))
        return "".join([*found, "</text:list>" if now else ""])

    def paragraph(self, node: Node) -> str:
        """Return a paragraph, or the heading that its style makes it."""
        style = self.styles.name(node)
        level = self.styles.level(style)
        tag = "text:h" if level else "text:p"
        told = {"text:style-name": style, "text:outline-level": str(level) if level else ""}
        return f"<{tag}{attributes(told)}>{''.join(self._runs(node))}</{tag}>"

    def _runs(self, paragraph: Node) -> Iterator[str]:
        """Yield the text of a paragraph; of a field only what it stands for, not what it last was."""
        shown = True
        for run in paragraph.iter(f"{W}r"):
            field = run.find(f"{W}fldChar")
            if field is not None:
                shown = field.get(f"{W}fldCharType") == "end"
                continue
            code = run.findtext(f"{W}instrText")
            if code:
                yield _FIELDS[code.strip()]
            elif shown:
                yield self._letters(run, _text(run))

    def _letters(self, run: Node, text: str) -> str:
        found = tuple((name, told) for name, told in text_properties(run.find(f"{W}rPr")).items() if told)
        if not found or not text:
            return text
        name = self.letters.setdefault(found, f"T{len(self.letters) + 1}")
        return f'<text:span text:style-name="{name}">{text}</text:span>'

    def footer(self) -> str:
        """Return the paragraphs at the foot of every page."""
        links = self.file.links(_DOCUMENT)
        reference = self.body.find(f"{W}sectPr/{W}footerReference")
        if reference is None:
            return ""
        root = self.file.part(links[reference.get(f"{RELATIONS}id")].target)
        return "".join(self.paragraph(node) for node in root.iter(f"{W}p"))

    def content(self) -> str:
        """Return the part with the text."""
        blocks = self.blocks()
        return (
            f"{HEAD}<office:document-content{attributes({**SPACES, 'office:version': VERSION})}><office:automatic-styles>"
            f"{self.tables.written()}{self._spans()}{''.join(map(self._list, self.lists))}</office:automatic-styles>"
            f"<office:body><office:text>{blocks}</office:text></office:body></office:document-content>"
        )

    def _spans(self) -> str:
        return "".join(
            f"<style:style{attributes({'style:name': name, 'style:family': 'text'})}>"
            f"<style:text-properties{attributes(dict(found))}/></style:style>"
            for found, name in self.letters.items()
        )

    def _list(self, number: str) -> str:
        """Return the style of a list: its sign and its indent."""
        root = self.file.part("word/numbering.xml")
        chosen = next(node for node in root.iter(f"{W}num") if node.get(f"{W}numId") == number)
        kind = value(chosen, "abstractNumId")
        level = next(node for node in root.iter(f"{W}abstractNum") if node.get(f"{W}abstractNumId") == kind).find(
            f"{W}lvl"
        )
        sign = value(level, "lvlText") or ""
        indent = level.find(f"{W}pPr")
        left, hanging = (value(indent, "ind", name) or "360" for name in ("left", "hanging"))
        place = {
            "fo:margin-left": points(left),
            "fo:text-indent": f"-{points(hanging)}",
            "text:list-tab-stop-position": points(left),
            "text:label-followed-by": "listtab",
        }
        told = {"text:level": "1", "text:bullet-char": _BULLETS.get(sign, sign)}
        return (
            f'<text:list-style style:name="List{number}"><text:list-level-style-bullet{attributes(told)}>'
            '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
            f"<style:list-level-label-alignment{attributes(place)}/></style:list-level-properties>"
            "</text:list-level-style-bullet></text:list-style>"
        )

    def look(self, language: str) -> str:
        """Return the part with the styles and the page; asked after the content."""
        foot = self.footer()
        fonts = "".join(
            f"<style:font-face{attributes({'style:name': name, 'svg:font-family': name})}/>"
            for name in self.styles.fonts
        )
        return (
            f"{HEAD}<office:document-styles{attributes({**SPACES, 'office:version': VERSION})}>"
            f"<office:font-face-decls>{fonts}</office:font-face-decls>"
            f"<office:styles>{self.styles.written(language)}</office:styles>"
            f"<office:automatic-styles>{_page(self.body.find(f'{W}sectPr'))}</office:automatic-styles><office:master-styles>"
            f'<style:master-page style:name="Standard" style:page-layout-name="Page"><style:footer>{foot}</style:footer>'
            "</style:master-page></office:master-styles></office:document-styles>"
        )


def _text(run: Node) -> str:
    found = []
    for node in run:
        if node.tag == f"{W}t":
            found.append(marked(node.text or ""))
        elif node.tag == f"{W}tab":
            found.append("<text:tab/>")
        elif node.tag in (f"{W}br", f"{W}cr"):
            found.append("<text:line-break/>")
    return "".join(found)


def _page(section: Node) -> str:
    """Return the layout of the pages: size, way up, edges, and the room of the footer within the lower edge."""
    size, edges = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    low, foot = (int(edges.get(f"{W}{name}")) for name in ("bottom", "footer"))
    told = {
        "fo:page-width": points(size.get(f"{W}w")),
        "fo:page-height": points(size.get(f"{W}h")),
        "style:print-orientation": size.get(f"{W}orient", "portrait"),
        **{f"fo:margin-{side}": points(edges.get(f"{W}{side}")) for side in ("top", "left", "right")},
        "fo:margin-bottom": points(str(min(low, foot))),
    }
    room = attributes({"fo:min-height": points(str(max(low - foot, 0))), "style:dynamic-spacing": "true"})
    return (
        f'<style:page-layout style:name="Page"><style:page-layout-properties{attributes(told)}/><style:header-style/>'
        f"<style:footer-style><style:header-footer-properties{room}/></style:footer-style></style:page-layout>"
    )


def to_odt(docx: bytes) -> bytes:
    """Return the text of a .docx that this calculator wrote as an .odt, with the same words, tables and styles."""
    file = OoxmlFile(docx)
    writer, about = _Writer(file), about_of(file)
    content = writer.content()
    parts = {
        "content.xml": content,
        "styles.xml": writer.look(about.language),
        "meta.xml": meta_xml(about),
        "settings.xml": text_settings_xml(),
    }
    return pack(ODT, parts)
