"""
Bombs: small files made to cost much, each of a kind of its own, built on a sound workbook of the toy country.

A name's ending says how the bomb is opened: as a workbook, a package file or a link (`fuzz.targets`).
"""

from __future__ import annotations

import base64
import hashlib
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from budget.odf import to_ods

MB = 1_000_000
LISTED, END = b"PK\x01\x02", b"PK\x05\x06"
NOISE = base64.b64encode(random.Random(1).randbytes(120_000))
HARD_TO_PACK = b"".join(b"<!--" + NOISE[at : at + 20_000] + b"-->" for at in range(0, len(NOISE), 20_000))
"""Comments that keep a part from being packed densely, so that its ratio does not give it away."""
Parts = dict[str, bytes]


def unzip(workbook: bytes) -> Parts:
    """Return the parts of a sound archive."""
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rezip(parts: Parts, method: int = zipfile.ZIP_DEFLATED, more: tuple[tuple[str, bytes], ...] = ()) -> bytes:
    """Pack parts; `more` may repeat a name."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in (*parts.items(), *more):
            archive.writestr(name, content)
    return stream.getvalue()


def entries(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each entry of the list stands and where the head of its part does."""
    at = data.rindex(END)
    count, _, place = struct.unpack_from("<HLL", data, at + 10)
    for _ in range(count):
        yield place, struct.unpack_from("<L", data, place + 42)[0]
        place += 46 + sum(struct.unpack_from("<3H", data, place + 28))


def set_field(data: bytes, part: str, offset: int, form: str, value: int, *, head: int | None = None) -> bytes:
    """Overwrite a field of a part's entry in the list and, at `head`, of the head before the part."""
    changed = bytearray(data)
    for listed, at in entries(data):
        size = struct.unpack_from("<H", data, listed + 28)[0]
        if data[listed + 46 : listed + 46 + size].decode() == part:
            struct.pack_into(form, changed, listed + offset, value)
            if head is not None:
                struct.pack_into(form, changed, at + head, value)
    return bytes(changed)


def forged_size(data: bytes, part: str, size: int) -> bytes:
    """Give a part another unpacked size, in the list and in its head."""
    return set_field(data, part, 24, "<L", size, head=22)


def overlapping(data: bytes) -> bytes:
    """Point two entries of the list at the same content."""
    places = list(entries(data))
    first, second = places[-2], places[-1]
    changed = bytearray(data)
    struct.pack_into("<L", changed, second[0] + 42, first[1])
    return bytes(changed)


def with_end(data: bytes, addition: bytes) -> bytes:
    """Add bytes between the last part and the list, and move the list."""
    at = data.rindex(END)
    size, start = struct.unpack_from("<LL", data, at + 12)
    end = bytearray(data[at:])
    struct.pack_into("<L", end, 16, start + len(addition))
    return data[:start] + addition + data[start : start + size] + bytes(end)


def in_zip64(data: bytes) -> bytes:
    """Say the place of the list in the fields of zip64, and another one in those that old readers see."""
    at = data.rindex(END)
    size, start = struct.unpack_from("<LL", data, at + 12)
    count = struct.unpack_from("<H", data, at + 10)[0]
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    return data[:at] + record + struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1) + data[at:]


def nested_quine(workbook: Parts) -> bytes:
    """Put an archive of archives in a part."""
    inner = rezip({"a.bin": b"\x00" * MB})
    for _ in range(4):
        inner = rezip({f"{place}.zip": inner for place in range(16)})
    return rezip(workbook | {"xl/embeddings/a.zip": inner})


def sheet(body: bytes, head: bytes = b"") -> bytes:
    """Return a sheet with this in its cells."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + space + b'">' + head + b"<sheetData>" + body + b"</sheetData></worksheet>"


def laughs() -> bytes:
    """Return a document type of a billion laughs, and its use."""
    lines = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">' + lines + b"]><sst>&l9;</sst>"


def archive_bombs(parts: Parts, workbook: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield bombs in the archive itself."""
    zeros, media = b"\x00" * 150 * MB, "xl/media/1.bin"
    bzipped, deflated = (rezip({media: zeros} | parts, method) for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED))
    yield "bzip2", bzipped
    yield "bzip2-forged", forged_size(bzipped, media, 1000)
    yield "lzma-forged", forged_size(rezip(parts | {media: zeros[: 40 * MB]}, zipfile.ZIP_LZMA), media, 1000)
    yield "deflate", deflated
    yield "deflate-forged", forged_size(deflated, media, 90_000)
    yield (
        "deflate-forged-sheet",
        forged_size(
            rezip(parts | {"xl/worksheets/sheet1.xml": sheet(b" " * 150 * MB)}), "xl/worksheets/sheet1.xml", 90_000
        ),
    )
    yield "too-small-a-size", forged_size(workbook, "xl/workbook.xml", 10)
    yield "many-parts", rezip(parts | {f"xl/media/{place}.bin": b"" for place in range(60_000)})
    yield "many-medium-parts", rezip(parts | {f"xl/media/{n}.bin": b"\x00" * 99_000 for n in range(190)})
    yield "large-in-all", rezip(parts | {f"xl/media/{n}.bin": bytes(range(256)) * 16_000 for n in range(12)})
    yield "overlap", overlapping(rezip(parts | {"xl/media/1.bin": b"x" * 900, "xl/media/2.bin": b"x" * 900}))
    yield "twice", rezip(parts, more=(("xl/workbook.xml", parts["xl/workbook.xml"]),))
    yield "twice-by-case", rezip(parts | {"XL/Workbook.xml": parts["xl/workbook.xml"]})
    yield "encrypted", set_field(workbook, "xl/workbook.xml", 8, "<H", 1, head=6)
    yield "zip64", in_zip64(workbook)
    yield "nested", nested_quine(parts)
    yield "polyglot-front", b"%PDF-1.4\n" + workbook
    yield "polyglot-behind", workbook + b"<script>"
    yield "polyglot-between", with_end(workbook, rezip({"xl/workbook.xml": b"another"}))
    yield "descriptor-lies", set_field(workbook, "xl/workbook.xml", 8, "<H", 8, head=6)
    yield "unlike-its-head", set_field(workbook, "xl/workbook.xml", 24, "<L", 900)
    yield "link", set_field(workbook, "xl/workbook.xml", 38, "<L", 0o120777 << 16)
    for place, name in enumerate(("../../etc/passwd", "/etc/passwd", "C:\\x", "xl/./a.xml", "xl/\u202e.xml")):
        yield f"path-{place}", rezip(parts | {name: b"x"})


def markup_bombs(parts: Parts) -> Iterator[tuple[str, bytes]]:
    """Yield bombs in the XML of a workbook."""
    first, texts = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    row = b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    item = b"<si><t>x</t></si>"
    deep = b"<x>" * 9_000 + b"</x>" * 9_000
    changes: dict[str, tuple[str, bytes]] = {
        "laughs": (texts, laughs()),
        "laughs-in-utf-16": (texts, laughs().decode().encode("utf-16")),
        "laughs-in-ebcdic": (texts, b"<?xml version='1.0' encoding='cp037'?>" + laughs().decode().encode("cp037")),
        "laughs-elsewhere": ("xl/media/a.png", laughs()),
        "rows": (first, sheet(b"".join(row % (n, n) for n in range(1, 90_000)))),
        "as-many-rows-as-allowed": (first, sheet(b"".join(row % (n, n) for n in range(1, 14_000)))),
        "last-row": (first, sheet(row % (1_048_576, 1_048_576))),
        "rows-of-one-number": (first, sheet(row % (5, 5) * 14_000)),
        "cells": (first, sheet(b'<row r="1">' + b'<c r="XFD1"/>' * 90_000 + b"</row>")),
        "as-many-cells-as-allowed": (first, sheet((b'<row r="1">' + b'<c r="XFD1"/>' * 9_000 + b"</row>") * 6)),
        "depth": (first, sheet(deep)),
        "attributes": (first, sheet(b"", b"<x" + b"".join(b' a%d="1"' % n for n in range(80_000)) + b"/>")),
        "one-attribute": (first, sheet(b"", b'<x a="' + bytes(range(65, 90)) * 380_000 + b'"/>')),
        "merges": (first, sheet(b"", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        "texts": (texts, b"<sst>" + item * 390_000 + b"</sst>"),
        "as-many-texts-as-allowed": (texts, b"<sst>" + item * 28_000 + b"</sst>"),
        "one-text-of-many": (texts, b"<sst><si>" + b"<r><t>x</t></r>" * 28_000 + b"</si></sst>"),
        "one-text": (texts, b"<sst><si><t>" + "x\U0001f600".encode() * 1_900_000 + b"</t></si></sst>"),
        "styles": ("xl/styles.xml", b"<styleSheet><cellXfs>" + b"<xf/>" * 390_000 + b"</cellXfs></styleSheet>"),
        "as-many-styles-as-allowed": (
            "xl/styles.xml", b"<styleSheet><cellXfs>" + b"<xf/>" * 19_000 + b"</cellXfs></styleSheet>"
        ),
        "names": ("xl/workbook.xml", parts["xl/workbook.xml"].replace(
            b"</definedNames>", b'<definedName name="x">A!$A$1</definedName>' * 150_000 + b"</definedNames>")),
        "sheets": ("xl/workbook.xml", parts["xl/workbook.xml"].replace(
            b"</sheets>", b'<sheet name="x" sheetId="99" r:id="rId1"/>' * 150_000 + b"</sheets>")),
        "whole-sheets": ("xl/workbook.xml", parts["xl/workbook.xml"].replace(b"$A$", b"$A$1:$XFD$104")),
    }  # fmt: skip
    for name, (part, content) in changes.items():
        yield name, rezip(parts | {part: content + HARD_TO_PACK})
    rows = sheet(b"".join(row % (n, n) for n in range(1, 14_000))) + HARD_TO_PACK
    yield "many-sheets", rezip(parts | {f"xl/worksheets/sheet{n}.xml": rows for n in range(1, 20)})
    far = parts["xl/workbook.xml"].replace(b"$A$", b"$A$4999:$CV$5")
    filled = {f"xl/worksheets/sheet{n}.xml": rows for n in range(1, 4)}
    yield "as-many-sheets-as-allowed", rezip(parts | filled | {"xl/workbook.xml": far})


def ods_bombs(parts: Parts) -> Iterator[tuple[str, bytes]]:
    """Yield bombs in the one part that holds all sheets of an .ods."""
    content, row = parts["content.xml"], b"<table:table-row"
    end = b"</table:table>"

    def with_rows(rows: bytes) -> bytes:
        return rezip(parts | {"content.xml": content.replace(end, rows + end, 1) + HARD_TO_PACK})

    cell = b'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    repeated = b'<table:table-row table:number-rows-repeated="1048576">' + cell + b"</table:table-row>"
    yield "rows-that-repeat", with_rows(repeated * 5_000)
    yield (
        "spaces-that-repeat",
        with_rows(
            row
            + b'><table:table-cell><text:p><text:s text:c="999999999"/></text:p></table:table-cell></table:table-row>'
        ),
    )
    yield "many-rows", with_rows((row + b"><table:table-cell/></table:table-row>") * 140_000)
    yield "wide-row", with_rows(row + b">" + b"<table:table-cell/>" * 60_000 + b"</table:table-row>")
    yield "deep-cells", with_rows(row + b">" + b"<text:span>" * 9_000 + b"</text:span>" * 9_000 + b"</table:table-row>")
    yield "no-rows", rezip(parts | {"content.xml": content.replace(row, b"<table:other") + HARD_TO_PACK})
    loose = [b"<!--" + NOISE[at : at + 2_000] + b" " * 18_000 + b"-->" for at in range(0, len(NOISE), 2_000)]
    for name, times in (("large", 12), ("as-large-as-allowed", 9)):
        yield name, rezip(parts | {"content.xml": content + b"".join(loose) * times})


def text_bombs() -> Iterator[tuple[str, bytes]]:
    """Yield package files."""
    laugh = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    yield "aliases", f"a0: &a0 [x]\n{laugh}".encode()
    yield "merge-keys", b"a: &a {b: 1}\nc:\n" + b"  <<: *a\n" * 90_000
    yield "deep-flow", b"name: " + b"[" * 900_000
    yield "deep-block", b"".join(b" " * n + b"a:\n" for n in range(1300))
    yield "deep-in-json", b'{"a":' * 150_000
    yield "dashes", b"- " * 490_000
    yield "items", b"measures: [" + b"1," * 490_000 + b"]"
    yield "keys", b"".join(b"k%d:\n" % n for n in range(110_000))
    yield "keys-of-one-name", b"k:\n" * 330_000
    yield "unknown-measures", b"name: x\nmeasures: [" + b"z9," * 320_000 + b"]"
    yield (
        "dials",
        b"name: x\nmeasures: []\nsettings: {dials: {" + b"".join(b"a%d: 1," % n for n in range(90_000)) + b"}}",
    )
    yield "long-number", b"name: x\nmeasures: [" + b"9" * 990_000 + b"]"
    yield "one-text", b"name: " + b"x" * 990_000 + b"\nmeasures: []"
    yield "question-marks", b"? " * 490_000
    yield "anchors", b"".join(b"- &a%d x\n" % n for n in range(80_000))
    yield "directives", b"%TAG ! x\n" * 100_000
    yield "large", b"# padding\n" * 499_000


def link(text: bytes) -> bytes:
    """Return a link whose checksum is right, whatever it holds."""
    body = zlib.compress(text, 9)
    sealed = hashlib.blake2s(body, digest_size=4).digest() + body
    return b"2" + base64.urlsafe_b64encode(sealed).rstrip(b"=")


def link_bombs() -> Iterator[tuple[str, bytes]]:
    """Yield links."""
    yield "zeros", link(b"0" * 400_000)
    yield "deep", link(b"[" * 19_000)
    yield "deep-objects", link(b'{"a":' * 3900)
    yield "long-number", link(b"9" * 19_000)
    yield "exponent", link(b'["toy","0.1.0",[["","",{},"1e999999999"]],1e999999999,[]]')
    yield "packages", link(b'["toy","0.1.0",[' + b'["","",{},"0"],' * 1200 + b'["","",{},"0"]],0,[]]')


def all_bombs(workbook: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every bomb with its name; `workbook` is a sound one."""
    parts = unzip(workbook)
    for ending, bombs in (
        ("xlsx", archive_bombs(parts, workbook)),
        ("xlsx", markup_bombs(parts)),
        ("ods", ods_bombs(unzip(to_ods(workbook)))),
        ("yaml", text_bombs()),
        ("link", link_bombs()),
    ):
        yield from ((f"{name}.{ending}", content) for name, content in bombs)
