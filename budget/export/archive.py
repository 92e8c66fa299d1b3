"""
Open a zip archive that may be hostile: every byte is accounted for, every part unpacked under a limit.

Nothing is believed that the archive says twice in different words: the list of parts at its end must agree with the
head before each part and with what unpacking gives. Parts follow each other from the first byte to the list without
gap or overlap, so that no other reader can see another archive in the same file.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from budget.core import Fault, FaultsError, Message

MAX_UNPACKED: Final = 30_000_000
MAX_PART: Final = 16_000_000
ODS_SHEETS: Final = "content.xml"
"""The part that holds all sheets of an .ods; it alone grows with the catalogue."""
MAX_PARTS: Final = 200
MAX_RATIO: Final = 100

_END: Final = struct.Struct("<4s4H2LH")
_LISTED: Final = struct.Struct("<4s6H3L5H2L")
_HEAD: Final = struct.Struct("<4s5H3L2H")
_SIZES: Final = struct.Struct("<3L")
_END_MARK: Final = b"PK\x05\x06"
_LISTED_MARK: Final = b"PK\x01\x02"
_HEAD_MARK: Final = b"PK\x03\x04"
_SIZES_MARK: Final = b"PK\x07\x08"
_LARGE_MARK: Final = b"PK\x06\x07"  # stands 20 bytes before the end of an archive with the fields of zip64

_STORED, _DEFLATED = 0, 8
_ENCRYPTED: Final = 0x2041
_SIZES_FOLLOW: Final = 0x0008
_KNOWN_FLAGS: Final = 0x080E | _ENCRYPTED  # strength of packing, sizes behind the part, names in UTF-8
_LARGE_EXTRA, _OTHER_NAME_EXTRA = 0x0001, 0x7075
_LARGE: Final = 0xFFFFFFFF
_ARCHIVES: Final = (_HEAD_MARK, _END_MARK, b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ")


@dataclass(frozen=True)
class Part:
    """A part as the list names it: where its head stands, what its sizes (bytes) and checksum should be."""

    name: str
    flags: int
    method: int
    sizes: tuple[int, int, int]
    """Checksum, size in the file and size unpacked."""
    at: int

    @property
    def packed(self) -> int:
        """Its size in the file, bytes."""
        return self.sizes[1]

    @property
    def unpacked(self) -> int:
        """Its size unpacked, bytes."""
        return self.sizes[2]


def refuse(name: str, code: str, /, **values: object) -> FaultsError:
    """Return the error that refuses a whole file."""
    return FaultsError(name, [Fault.of(Message(code, **values), file=name)])


def read_parts(data: bytes, name: str, room: int = 0) -> Iterator[tuple[str, bytes]]:
    """
    Yield each part's name and content; `room` bytes more may be unpacked in all, and of the sheets of an .ods.

    The whole archive is checked before the first part is unpacked; at most one part is held at a time. Raises
    FaultsError for what is no archive, what is damaged, and every way in which an archive lies or is too large.
    """
    parts, listed_at = _list_parts(data, name)
    _within_limits(parts, name, room)
    starts = _starts(data, parts, listed_at, name)
    for part in parts:
        yield part.name, _unpack(data, part, starts[part.at], name)


def _list_parts(data: bytes, name: str) -> tuple[list[Part], int]:
    """Read the list of parts at the end of the file; return it with its place."""
    at = len(data) - _END.size
    if data[max(at, 0) :][:4] != _END_MARK:
        if _END_MARK in data[-70_000:]:
            raise refuse(name, "workbook_bytes_outside_parts")
        if data[:4] == _HEAD_MARK:
            raise refuse(name, "workbook_damaged", detail="end")
        raise refuse(name, "workbook_expected")
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    if data[max(at - 20, 0) :][:4] == _LARGE_MARK or _LARGE in (size, start):
        raise refuse(name, "workbook_in_zip64")
    if count > MAX_PARTS:
        raise _too_large(name, count, size)
    if disk or first_disk or here != count:
        raise refuse(name, "workbook_damaged", detail="disk")
    if comment or start + size != at:
        raise refuse(name, "workbook_bytes_outside_parts")
    parts, place = [], start
    for _ in range(count):
        part, place = _listed(data, place, at, name)
        parts.append(part)
    if place != at:
        raise refuse(name, "workbook_bytes_outside_parts")
    return parts, start


def _listed(data: bytes, at: int, end: int, name: str) -> tuple[Part, int]:
    """Read a part's entry in the list; return it with the place of the next."""
    if at + _LISTED.size > end or data[at : at + 4] != _LISTED_MARK:
        raise refuse(name, "workbook_damaged", detail="list")
    fields = _LISTED.unpack_from(data, at)
    flags, method, sizes = fields[3], fields[4], fields[7:10]
    name_size, extra_size, comment, disk, _, attributes, head_at = fields[10:]
    after_name = at + _LISTED.size + name_size
    after = after_name + extra_size
    if after > end or disk:
        raise refuse(name, "workbook_damaged", detail="list")
    if comment:
        raise refuse(name, "workbook_bytes_outside_parts")
    part_name = _sound_name(data[at + _LISTED.size : after_name], name)
    _sound_extra(data[after_name:after], name)
    if _LARGE in (*sizes[1:], head_at):
        raise refuse(name, "workbook_in_zip64")
    if flags & _ENCRYPTED:
        raise refuse(name, "workbook_encrypted")
    if method not in (_STORED, _DEFLATED) or flags & ~_KNOWN_FLAGS:
        raise refuse(name, "workbook_part_packed_otherwise", part=part_name)
    if stat.S_IFMT(attributes >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise refuse(name, "workbook_part_is_a_link", part=part_name)
    return Part(part_name, flags, method, sizes, head_at), after


def _sound_name(raw: bytes, name: str) -> str:
    """Return a part's name; a workbook's names are plain, and none leads out of the file."""
    part = raw.decode("ascii", errors="backslashreplace")
    steps = part.removesuffix("/").split("/")
    if not part.isascii() or not part.isprintable() or set(part) & set('\\:*?"<>|') or {"", ".", ".."} & set(steps):
        raise refuse(name, "workbook_part_badly_named", part=part)
    return part


def _sound_extra(extra: bytes, name: str) -> None:
    """Refuse extra fields that are no fields, or that give a part another size or name."""
    while extra:
        if len(extra) < 4:
            raise refuse(name, "workbook_damaged", detail="extra")
        kind, size = struct.unpack_from("<2H", extra)
        if kind in (_LARGE_EXTRA, _OTHER_NAME_EXTRA):
            raise refuse(name, "workbook_in_zip64")
        if len(extra) < 4 + size:
            raise refuse(name, "workbook_damaged", detail="extra")
        extra = extra[4 + size :]


def _too_large(name: str, parts: int, size: int) -> FaultsError:
    limits = {"most": MAX_PARTS, "most_mb": MAX_UNPACKED // 10**6}
    return refuse(name, "workbook_unpacks_too_large", **limits, parts=parts, mb=f"{size / 10**6:.0f}")


def _within_limits(parts: list[Part], name: str, room: int) -> None:
    """Refuse too many parts, too large ones and two of one name; what the list says is what unpacking must give."""
    unpacked = sum(part.unpacked for part in parts)
    if unpacked > MAX_UNPACKED + room:
        raise _too_large(name, len(parts), unpacked)
    seen: set[str] = set()
    for part in parts:
        if part.unpacked > MAX_RATIO * max(part.packed, 1000):
            raise refuse(name, "workbook_part_packed_too_much", most=MAX_RATIO, part=part.name)
        if part.unpacked > MAX_PART + (room if part.name == ODS_SHEETS else 0):
            raise refuse(name, "workbook_part_too_large", most=MAX_PART // 10**6, part=part.name)
        if part.name.lower() in seen:
            raise refuse(name, "workbook_part_twice", part=part.name)
        seen.add(part.name.lower())


def _starts(data: bytes, parts: list[Part], listed_at: int, name: str) -> dict[int, int]:
    """Return where the content of each part begins, by the place of its head; the parts fill the file up to the list."""
    starts, place = {}, 0
    for part in sorted(parts, key=lambda part: part.at):
        if part.at < place:
            raise refuse(name, "workbook_parts_overlap", part=part.name)
        if part.at > place:
            raise refuse(name, "workbook_bytes_outside_parts")
        starts[part.at], place = _content(data, part, listed_at, name)
        if place > listed_at:
            raise refuse(name, "workbook_parts_overlap", part=part.name)
    if place != listed_at:
        raise refuse(name, "workbook_bytes_outside_parts")
    return starts


def _content(data: bytes, part: Part, listed_at: int, name: str) -> tuple[int, int]:
    """Return where a part's content begins and where the part ends; its head must say what the list says."""
    if part.at + _HEAD.size > listed_at or data[part.at : part.at + 4] != _HEAD_MARK:
        raise refuse(name, "workbook_damaged", detail="head")
    _, _, flags, method, _, _, *sizes, name_size, extra_size = _HEAD.unpack_from(data, part.at)
    start = part.at + _HEAD.size + name_size + extra_size
    head_name = data[part.at + _HEAD.size : start - extra_size]
    _sound_extra(data[start - extra_size : start], name)
    follow = bool(part.flags & _SIZES_FOLLOW)
    same_sizes = tuple(sizes) == part.sizes or (follow and tuple(sizes) == (0, 0, 0))
    if (head_name, flags, method) != (part.name.encode(), part.flags, part.method) or not same_sizes:
        raise refuse(name, "workbook_part_not_as_listed", part=part.name)
    end = start + part.packed
    if follow:
        end += 4 if data[end : end + 4] == _SIZES_MARK else 0
        if data[end : end + _SIZES.size] != _SIZES.pack(*part.sizes):
            raise refuse(name, "workbook_part_not_as_listed", part=part.name)
        end += _SIZES.size
    return start, end


def _unpack(data: bytes, part: Part, start: int, name: str) -> bytes:
    """Unpack a part, never further than one byte past the size that the list gives it."""
    packed = data[start : start + part.packed]
    if part.method == _STORED:
        content, ended = packed, True
    else:
        unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = unpacker.decompress(packed, part.unpacked + 1)
        except zlib.error as error:
            raise refuse(name, "workbook_damaged", detail=str(error)) from None
        ended = unpacker.eof and not unpacker.unused_data
    if len(content) > part.unpacked:
        raise refuse(name, "workbook_part_not_as_listed", part=part.name)
    if len(content) < part.unpacked or not ended or zlib.crc32(content) != part.sizes[0]:
        raise refuse(name, "workbook_damaged", detail=part.name)
    if content.startswith(_ARCHIVES):
        raise refuse(name, "workbook_part_is_an_archive", part=part.name)
    return content
