"""The pages of a sheet on paper: size, edges and footers, as masters that sheets with the same pages share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from budget.odf.xlsx import XlsxSheet
from budget.odf.xml import attributes, marked

_PAPER: Final = {"9": ("210mm", "297mm"), "8": ("297mm", "420mm"), "1": ("215.9mm", "279.4mm")}
_CODE: Final = re.compile(r"&(?:(?P<part>[LCR])|(?P<size>[0-9]+) ?|(?P<field>[PN])|(?P<and>&)|(?P<other>.))")
_FIELDS: Final = {"P": "<text:page-number>1</text:page-number>", "N": "<text:page-count>1</text:page-count>"}
_PARTS: Final = {"L": "left", "C": "center", "R": "right"}


@dataclass(frozen=True)
class Page:
    """The set-up of a sheet's pages: sides, edges in inches, pages across, and the code of its footer."""

    width: str
    height: str
    lying: bool
    edges: tuple[tuple[str, str], ...]
    across: str
    footer: str


def _footer(code: str) -> str:
    """Return the three parts of a footer, in the letters of the page; a size of their own is left out."""
    parts: dict[str, list[str]] = {side: [] for side in _PARTS.values()}
    side, at = "center", 0
    for found in _CODE.finditer(code):
        parts[side].append(marked(code[at : found.start()]))
        at = found.end()
        if found["part"]:
            side = _PARTS[found["part"]]
        elif not found["size"]:
            parts[side].append("&amp;" if found["and"] else _FIELDS.get(found["field"] or "", ""))
    parts[side].append(marked(code[at:]))
    return "".join(
        f"<style:region-{side}><text:p>{''.join(texts)}</text:p></style:region-{side}>" for side, texts in parts.items()
    )


@dataclass
class Pages:
    """The set-ups that occur, each with the name of its master."""

    masters: dict[Page, str] = field(default_factory=dict)

    def master(self, sheet: XlsxSheet) -> str:
        """Return the name of the master of a sheet's pages."""
        setup, margins, fits = (sheet.find(tag) for tag in ("pageSetup", "pageMargins", "pageSetUpPr"))
        told = setup.attrib if setup is not None else {}
        short, long = _PAPER.get(told.get("paperSize", "9"), _PAPER["9"])
        lying = told.get("orientation") == "landscape"
        width, height = (long, short) if lying else (short, long)
        edges = (
            tuple((side, margins.get(side)) for side in ("left", "right", "top", "bottom"))
            if margins is not None
            else ()
        )
        fit = fits is not None and fits.get("fitToPage") == "1"
        footer = sheet.find("oddFooter")
        text = footer.text or "" if footer is not None else ""
        page = Page(width, height, lying, edges, told.get("fitToWidth", "1") if fit else "", text)
        return self.masters.setdefault(page, f"Page{len(self.masters) + 1}")

    def layouts(self) -> str:
        """Return the layouts of the pages."""
        return "".join(_layout(page, name) for page, name in self.masters.items())

    def written(self) -> str:
        """Return the masters."""
        return "".join(
            f"<style:master-page{attributes({'style:name': name, 'style:page-layout-name': f'{name}Layout'})}>"
            f'<style:header style:display="false"><text:p/></style:header><style:footer>{_footer(page.footer)}</style:footer></style:master-page>'
            for page, name in self.masters.items()
        )


def _layout(page: Page, name: str) -> str:
    told = {
        "fo:page-width": page.width,
        "fo:page-height": page.height,
        "style:print-orientation": "landscape" if page.lying else "portrait",
        "style:scale-to-X": page.across,
        "style:print": "charts drawings objects zero-values",
        **{f"fo:margin-{side}": f"{inches}in" for side, inches in page.edges},
    }
    edge = attributes({"fo:min-height": "0.3in", "fo:margin-top": "0.1in"})
    return (
        f"<style:page-layout{attributes({'style:name': f'{name}Layout'})}><style:page-layout-properties{attributes(told)}/>"
        '<style:header-style><style:header-footer-properties fo:min-height="0in"/></style:header-style>'
        f"<style:footer-style><style:header-footer-properties{edge}/></style:footer-style></style:page-layout>"
    )
