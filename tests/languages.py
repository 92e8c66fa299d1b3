"""
Whether a document speaks one language: its texts against those of the other in the gettext catalogue, for the tests.

A text is of the other language when it is one of its texts, or holds a piece of three words or more of one. What stands
in both languages, and names that are no words (of cells, of results), are neither's.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Final

from lxml import etree

from tests.core.test_text import english

SAID: Final = frozenset({"descr", "title", "error", "errorTitle", "prompt", "promptTitle"})
"""Attributes that people read."""
UNSAID: Final = frozenset({"f", "formula", "formula1", "formula2", "definedName"})
"""Elements that programs read."""
WHOLE: Final = frozenset({"si", "p", "oddFooter"})
"""Elements of which the parts are one text."""


def texts_of(data: bytes) -> set[str]:
    """Every text of an Office or OpenDocument file: cells, heads, charts, footers, messages, properties, alt texts."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    return {text.strip() for part in parts for text in _texts(part) if text.strip()}


def _texts(part: bytes) -> Iterator[str]:
    for node in etree.fromstring(part).iter(etree.Element):
        name = etree.QName(node).localname
        if name not in UNSAID:
            yield "".join(node.itertext()) if name in WHOLE else node.text or ""
        yield from (str(value) for key, value in node.attrib.items() if etree.QName(key).localname in SAID)


def _pieces(text: str) -> list[str]:
    """The pieces between fields that are long enough to be of one language alone."""
    return [found for piece in re.split(r"{\w+}", text) if len(re.findall(r"\w+", found := piece.strip())) > 2]


def foreign(texts: Collection[str], language: str, names: Collection[str] = ()) -> list[str]:
    """Return what among the texts of a document in `language` ("nl" or "en") is of the other one."""
    pairs = english()
    own, other = (pairs.keys(), pairs.values()) if language == "nl" else (pairs.values(), pairs.keys())
    theirs = set(other) - set(own) - set(names)
    all_of_it, all_of_ours = "\n".join(sorted(texts)), "\n".join(own)
    pieces = {piece for text in theirs for piece in _pieces(text) if piece not in all_of_ours}
    return sorted({*(theirs & set(texts)), *(piece for piece in pieces if piece in all_of_it)})
