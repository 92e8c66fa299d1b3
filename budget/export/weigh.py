"""Weigh an uploaded workbook before anything in it is parsed: size, what it unpacks to, macros, passwords, entities."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from io import BytesIO
from typing import Final

from budget.core import Fault, FaultsError

MAX_BYTES: Final = 5_000_000
MAX_UNPACKED: Final = 30_000_000
MAX_PARTS: Final = 200
MAX_RATIO: Final = 100
EXPORT_AGAIN: Final = "Export the package again, or give a workbook that this calculator exported."


def refuse(name: str, expected: str, found: str, remedy: str) -> FaultsError:
    """Return the error that refuses a whole file."""
    return FaultsError(name, [Fault(name, 0, "", expected, found, remedy)])


def weigh_file(data: bytes, name: str) -> None:
    """Refuse, before anything is parsed, what is too large, no workbook, locked, or carries macros or XML entities."""
    size = len(data)
    if size > MAX_BYTES:
        raise refuse(
            name,
            f"at most {MAX_BYTES // 10**6} MB",
            f"{size / 10**6:.1f} MB",
            "Remove what you added, or export again.",
        )
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise refuse(
            name, "an .xlsx workbook", "an old or password-protected one", "Save it as .xlsx without a password."
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _weigh_parts(archive, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise refuse(name, "an .xlsx workbook", f"a damaged file ({error})", EXPORT_AGAIN) from None


def _weigh_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Weigh the parts by what the archive says of them; nothing is unpacked beyond that."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise refuse(name, "an .xlsx workbook", "another kind of file", EXPORT_AGAIN)
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        found = f"{len(parts)} parts of {unpacked / 10**6:.0f} MB in all"
        raise refuse(name, f"at most {MAX_PARTS} parts of {MAX_UNPACKED // 10**6} MB in all", found, EXPORT_AGAIN)
    for part in parts:
        if part.flag_bits & 1:
            raise refuse(name, "a workbook without a password", "an encrypted one", "Save it without a password.")
        if part.file_size > MAX_RATIO * max(part.compress_size, 1000):
            raise refuse(name, f"parts packed at most {MAX_RATIO} times", f"{part.filename}, packed more", EXPORT_AGAIN)
    repeated = [part for part, count in Counter(names).items() if count > 1]
    if repeated:
        raise refuse(name, "each part once", f"{repeated[0]} twice", EXPORT_AGAIN)
    for part_name in names:
        _weigh_text(archive, part_name, name)


def _weigh_text(archive: zipfile.ZipFile, part: str, name: str) -> None:
    """Refuse macros, entities and encodings that could hide them; nothing of ours has a document type."""
    if part.lower().endswith("vbaproject.bin"):
        raise refuse(name, "a workbook without macros", "macros", "Save it as .xlsx.")
    if not part.lower().endswith((".xml", ".rels")):
        return
    text = archive.read(part)
    if b"\x00" in text or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise refuse(name, "plain XML in UTF-8", f"a document type or another encoding in {part}", EXPORT_AGAIN)
    if part == "[Content_Types].xml" and b"macroEnabled" in text:
        raise refuse(name, "a workbook without macros", "a macro-enabled one", "Save it as .xlsx.")
