"""Weigh an uploaded workbook before anything in it is parsed: size, what it unpacks to, macros, passwords, entities."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from io import BytesIO
from typing import Final

from budget.core import Fault, FaultsError, Message

MAX_BYTES: Final = 5_000_000
MAX_UNPACKED: Final = 30_000_000
MAX_PARTS: Final = 200
MAX_RATIO: Final = 100


def refuse(name: str, code: str, /, **values: object) -> FaultsError:
    """Return the error that refuses a whole file."""
    return FaultsError(name, [Fault.of(Message(code, **values), file=name)])


def weigh_file(data: bytes, name: str) -> None:
    """Refuse, before anything is parsed, what is too large, no workbook, locked, or carries macros or XML entities."""
    size = len(data)
    if size > MAX_BYTES:
        raise refuse(name, "workbook_too_large", most=MAX_BYTES // 10**6, size=f"{size / 10**6:.1f}")
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise refuse(name, "workbook_old_or_with_password")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _weigh_parts(archive, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise refuse(name, "workbook_damaged", detail=error) from None


def _weigh_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Weigh the parts by what the archive says of them; nothing is unpacked beyond that."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise refuse(name, "workbook_expected")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        limits = {"most": MAX_PARTS, "most_mb": MAX_UNPACKED // 10**6}
        raise refuse(name, "workbook_unpacks_too_large", **limits, parts=len(parts), mb=f"{unpacked / 10**6:.0f}")
    for part in parts:
        if part.flag_bits & 1:
            raise refuse(name, "workbook_encrypted")
        if part.file_size > MAX_RATIO * max(part.compress_size, 1000):
            raise refuse(name, "workbook_part_packed_too_much", most=MAX_RATIO, part=part.filename)
    repeated = [part for part, count in Counter(names).items() if count > 1]
    if repeated:
        raise refuse(name, "workbook_part_twice", part=repeated[0])
    for part_name in names:
        _weigh_text(archive, part_name, name)


def _weigh_text(archive: zipfile.ZipFile, part: str, name: str) -> None:
    """Refuse macros, entities and encodings that could hide them; nothing of ours has a document type."""
    if part.lower().endswith("vbaproject.bin"):
        raise refuse(name, "workbook_with_macros")
    if not part.lower().endswith((".xml", ".rels")):
        return
    text = archive.read(part)
    if b"\x00" in text or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise refuse(name, "workbook_part_no_plain_xml", part=part)
    if part == "[Content_Types].xml" and b"macroEnabled" in text:
        raise refuse(name, "workbook_macro_enabled")
