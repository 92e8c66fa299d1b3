"""Weigh an uploaded workbook before anything in it is parsed: size, what it unpacks to, macros, passwords, entities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from budget.export.archive import ODS_SHEETS, read_parts, refuse

MAX_BYTES: Final = 5_000_000
ROOM: Final = 115_000
"""Bytes by measure that an .ods may unpack to beside what any workbook may: an export has 100,000 beside, for 500 of them."""
MAX_PIECE: Final = 140_000
"""Bytes from one tag to the next; a cell holds at most 32,767 signs. A parser reads a long tag again and again."""


@dataclass(frozen=True)
class Limits:
    """
    Marks of XML (tags and attributes): in all, in a sheet or the list of texts, and what is held in memory at once.

    The last is a row of a sheet, or any other part whole. A workbook grows with the catalogue: an export has some 4,000
    marks for each measure after Calc saved it, the largest sheet 1,000, the largest row or other part 14,000 for 500.
    That of the report has 490,000: opened with a small list it is told to be of another. An .ods holds all sheets in one
    part, with as many marks as an .xlsx has in all, and is held to a number of rows: each costs time of its own. An
    export has 4,000 for 62 measures and 14,500 for 681.
    """

    in_all: int
    in_a_part: int
    at_once: int
    rows: int

    @classmethod
    def of(cls, measures: int) -> Limits:
        """Return the limits for a catalogue of so many measures."""
        return cls(
            700_000 + 6_000 * measures, 100_000 + 2_000 * measures, 20_000 + 50 * measures, 10_000 + 100 * measures
        )


class Kind(Enum):
    """The kinds of workbooks, each with the parts by which it is known."""

    XLSX = frozenset({"[Content_Types].xml", "xl/workbook.xml"})
    ODS = frozenset({"mimetype", ODS_SHEETS, "META-INF/manifest.xml"})


_MANY: Final = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml")
_TEXTS: Final = "xl/sharedStrings.xml"
_ROWS: Final = {ODS_SHEETS: b"<table:table-row"}
"""How a row begins in a part, where it is not `<row`."""
_ODS_MACROS: Final = ("basic/", "scripts/")
_MACROS: Final = re.compile(rb'<(?![^>]*\bExtension\s*=\s*["\']bin["\'])[^>]*macroEnabled')
"""A part whose kind has macros; SheetJS lists such a kind for every part that ends in .bin, of which it writes none."""
_MANIFEST: Final = "META-INF/manifest.xml"
_MARKUP: Final = (".xml", ".rels", ".vml", ".svg")
_BYTE_ORDER: Final = (b"\xfe\xff", b"\xff\xfe", b"\x00")
_ENCODING: Final = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")
_PLAIN: Final = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})


def weigh_file(data: bytes, name: str, measures: int) -> Kind:
    """
    Return the kind of a workbook; refuse, before anything is parsed, what is too large, no workbook, locked, or hostile.

    Hostile are macros and XML entities. `measures` is how many the catalogue has. Each part is unpacked once, under the
    limits of `read_parts`, and let go of before the next.
    """
    if len(data) > MAX_BYTES:
        raise refuse(name, "workbook_too_large", most=MAX_BYTES // 10**6)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise refuse(name, "workbook_old_or_with_password")
    _without_password(data, name, measures)
    names, marks, limits = set(), 0, Limits.of(measures)
    for part, content in read_parts(data, name, ROOM * measures):
        names.add(part)
        if part.lower().endswith("vbaproject.bin") or part.lower().startswith(_ODS_MACROS):
            raise refuse(name, "workbook_with_macros")
        if _is_markup(part, content):
            marks += _weigh_markup(part, content, name, limits)
        if marks > limits.in_all:
            raise refuse(name, "workbook_with_too_much_xml", part=part)
    found = [kind for kind in Kind if names >= kind.value]
    if len(found) != 1:
        raise refuse(name, "workbook_expected")
    return found[0]


def _without_password(data: bytes, name: str, measures: int) -> None:
    """Refuse an .ods whose list of parts says that they are encrypted; what is encrypted looks like a damaged part."""
    if data[30:38] == b"mimetype" and any(
        part == _MANIFEST and b"encryption-data" in content for part, content in read_parts(data, name, ROOM * measures)
    ):
        raise refuse(name, "workbook_encrypted")


def _is_markup(part: str, content: bytes) -> bool:
    """Whether a part is XML by its name or by how it begins; a relation can have any part read as a sheet."""
    head = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return part.lower().endswith(_MARKUP) or head.startswith(b"<") or content.startswith(_BYTE_ORDER)


def _weigh_markup(part: str, content: bytes, name: str, limits: Limits) -> int:
    """
    Return how many marks of XML a part has.

    Refuses entities, encodings that could hide them, and more marks than such a part needs; nothing of ours has a
    document type.
    """
    declared = _ENCODING.search(content[:1000])
    hidden = declared is not None and declared[1].lower() not in _PLAIN
    if hidden or b"\x00" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise refuse(name, "workbook_part_no_plain_xml", part=part)
    if part == "[Content_Types].xml" and _MACROS.search(content):
        raise refuse(name, "workbook_macro_enabled")
    marks = content.count(b"<") + content.count(b"=")
    many = limits.in_a_part if _MANY.fullmatch(part) else limits.at_once
    if marks > (limits.in_all if part == ODS_SHEETS else many) or not _in_small_pieces(part, content, limits):
        raise refuse(name, "workbook_with_too_much_xml", part=part)
    return marks


def _in_small_pieces(part: str, content: bytes, limits: Limits) -> bool:
    """Whether no tag and no text is too long, no row of a sheet holds too many marks, and an .ods not too many rows."""
    if max(map(len, content.split(b"<"))) > MAX_PIECE:
        return False
    rows = content.split(_ROWS.get(part, b"<row"))
    if part == ODS_SHEETS and len(rows) > limits.rows:
        return False
    return part == _TEXTS or all(row.count(b"<") + row.count(b"=") <= limits.at_once for row in rows)
