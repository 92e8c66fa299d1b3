"""The package of an OpenDocument file: a zip with its kind first, a list of its parts, and what the document says of itself."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from budget.odf.xml import HEAD, attributes, written

VERSION: Final = "1.3"
ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
ODT: Final = "application/vnd.oasis.opendocument.text"
CHART: Final = "application/vnd.oasis.opendocument.chart"

_MANIFEST: Final = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_TIME: Final = (1980, 1, 1, 0, 0, 0)  # equal input gives equal bytes


@dataclass(frozen=True)
class About:
    """What a document says of itself; `date` is in ISO 8601, `language` a tag such as nl-NL, `own` fields of one's own."""

    title: str
    language: str
    date: str
    subject: str = ""
    description: str = ""
    author: str = ""
    keywords: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


def meta_xml(about: About) -> str:
    """Return the part with what the document says of itself."""
    spaces = {
        "xmlns:office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "xmlns:meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    }
    told = [
        ("meta:generator", about.author),
        ("dc:title", about.title),
        ("dc:description", about.description),
        ("dc:subject", about.subject),
        ("meta:keyword", about.keywords),
        ("meta:initial-creator", about.author),
        ("dc:creator", about.author),
        ("meta:creation-date", about.date),
        ("dc:date", about.date),
        ("dc:language", about.language),
    ]
    own = "".join(
        f"<meta:user-defined{attributes({'meta:name': name, 'meta:value-type': 'string'})}>{written(value)}</meta:user-defined>"
        for name, value in about.own.items()
    )
    body = "".join(f"<{tag}>{written(text)}</{tag}>" for tag, text in told if text)
    return (
        f"{HEAD}<office:document-meta{attributes({**spaces, 'office:version': VERSION})}>"
        f"<office:meta>{body}{own}</office:meta></office:document-meta>"
    )


def _manifest(kind: str, parts: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f"<manifest:file-entry{attributes({'manifest:full-path': path, 'manifest:media-type': media, **version})}/>"
        for path, media, version in [
            ("/", kind, {"manifest:version": VERSION}),
            *((path, media, {"manifest:version": VERSION} if path.endswith("/") else {}) for path, media in parts),
        ]
    )
    top = attributes({"xmlns:manifest": _MANIFEST, "manifest:version": VERSION})
    return f"{HEAD}<manifest:manifest{top}>{listed}</manifest:manifest>"


def pack(kind: str, parts: Mapping[str, str], objects: Iterable[str] = ()) -> bytes:
    """
    Return the bytes of a document of a kind, by the content of its parts; `objects` are folders with a chart each.

    Every part is XML. The kind stands first and unpacked, as the standard asks.
    """
    listed = [*((folder, CHART) for folder in objects), *((path, "text/xml") for path in parts)]
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _TIME), kind, zipfile.ZIP_STORED)
        for path, content in {**parts, "META-INF/manifest.xml": _manifest(kind, listed)}.items():
            archive.writestr(zipfile.ZipInfo(path, _TIME), content.encode(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
