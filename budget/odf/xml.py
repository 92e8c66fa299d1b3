"""XML of OpenDocument as text: names of its spaces, attributes, and texts with the spaces and lines that they have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'

_URN: Final = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES: Final = {
    "xmlns:office": f"{_URN}office:1.0",
    "xmlns:style": f"{_URN}style:1.0",
    "xmlns:text": f"{_URN}text:1.0",
    "xmlns:table": f"{_URN}table:1.0",
    "xmlns:draw": f"{_URN}drawing:1.0",
    "xmlns:fo": f"{_URN}xsl-fo-compatible:1.0",
    "xmlns:svg": f"{_URN}svg-compatible:1.0",
    "xmlns:number": f"{_URN}datastyle:1.0",
    "xmlns:chart": f"{_URN}chart:1.0",
    "xmlns:of": f"{_URN}of:1.2",
    "xmlns:config": f"{_URN}config:1.0",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:meta": f"{_URN}meta:1.0",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
}
"""The spaces of the names that are used here, as the root of a part declares them."""

_RUN: Final = re.compile(r"  +|^ | $|\t")
_QUOTED: Final = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def tag(name: str) -> str:
    """Return the name of an element or attribute, such as table:table, as parsers of XML write it."""
    space, _, local = name.partition(":")
    return f"{{{SPACES[f'xmlns:{space}']}}}{local}"


def written(text: str) -> str:
    """Escape a text between tags."""
    return escape(text)


def quoted(text: str) -> str:
    """Escape a text between quotation marks."""
    return escape(text, _QUOTED)


def attributes(values: Mapping[str, str]) -> str:
    """Write attributes, each after a space; one whose value is "" stays away."""
    return "".join(f' {name}="{quoted(value)}"' for name, value in values.items() if value != "")


def _spaces(match: re.Match[str]) -> str:
    found = match[0]
    if found == "\t":
        return "<text:tab/>"
    first, more = (" ", len(found) - 1) if match.start() > 0 and match.end() < len(match.string) else ("", len(found))
    return first + (f'<text:s text:c="{more}"/>' if more > 1 else "<text:s/>" * more)


def marked(text: str) -> str:
    """Write a line with the spaces and tabs that it has, which XML would take together."""
    told = escape(text)
    return _RUN.sub(_spaces, told) if _RUN.search(told) else told


def paragraphs(text: str, style: str = "") -> str:
    """Write a text as paragraphs, one for each of its lines."""
    tag = f'<text:p text:style-name="{style}">' if style else "<text:p>"
    return "".join([f"{tag}{marked(line)}</text:p>" for line in text.split("\n")])
