"""
Archives as programs write them are read whole; one that says two things is refused.

1. Sizes behind the part, with a mark or without, and extra fields are as good as sizes before it.
2. Any byte that is changed gives the same parts or a refusal, never other content.
"""

from __future__ import annotations

import random
import struct
import zipfile
from io import BytesIO

import pytest

from budget.core import FaultsError
from budget.export.archive import read_parts

PARTS = {"[Content_Types].xml": b"<Types/>" * 40, "xl/workbook.xml": b"<workbook/>", "xl/media/": b""}


class Stream(BytesIO):
    """A stream that cannot go back, so that sizes must follow the content."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


def zipped(stream: BytesIO, method: int = zipfile.ZIP_DEFLATED, extra: bytes = b"") -> bytes:
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in PARTS.items():
            part = zipfile.ZipInfo(name)
            part.extra, part.compress_type = extra, method
            archive.writestr(part, content)
    return stream.getvalue()


def without_marks(data: bytes) -> bytes:
    """Take the mark from the sizes behind each part, as some programs leave it out."""
    removed = [at for at in range(len(data)) if data.startswith(b"PK\x07\x08", at)]
    changed = bytearray(data.replace(b"PK\x07\x08", b""))
    end = changed.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<L", changed, end + 16)[0] - 4 * len(removed)
    struct.pack_into("<L", changed, end + 16, start)
    at = start
    while changed.startswith(b"PK\x01\x02", at):
        head = struct.unpack_from("<L", changed, at + 42)[0]
        struct.pack_into("<L", changed, at + 42, head - 4 * sum(place < head for place in removed))
        at += 46 + sum(struct.unpack_from("<3H", changed, at + 28))
    return bytes(changed)


SOUND = {
    "deflated": zipped(BytesIO()),
    "stored": zipped(BytesIO(), zipfile.ZIP_STORED),
    "streamed": zipped(Stream()),
    "streamed-without-marks": without_marks(zipped(Stream())),
    "with-room-to-grow": zipped(BytesIO(), extra=struct.pack("<2H6x", 0xA220, 6)),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_programs_write_is_read(name: str) -> None:
    """Invariant 1: all parts, whole and in order."""
    assert dict(read_parts(SOUND[name], "x.xlsx")) == PARTS


@pytest.mark.parametrize("name", SOUND)
def test_a_changed_byte_changes_no_content(name: str) -> None:
    """Invariant 2: of some hundreds of changes each is harmless, as of a date, or refused."""
    chance, refused = random.Random(7), 0
    for _ in range(400):
        changed = bytearray(SOUND[name])
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        try:
            assert dict(read_parts(bytes(changed), "x.xlsx")) == PARTS
        except FaultsError:
            refused += 1
    assert refused > 200


@pytest.mark.parametrize("name", SOUND)
def test_a_file_cut_short_is_refused(name: str) -> None:
    """At any length."""
    for size in range(len(SOUND[name])):
        with pytest.raises(FaultsError):
            list(read_parts(SOUND[name][:size], "x.xlsx"))
