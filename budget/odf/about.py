"""What a document says of itself, from the parts in which an office document keeps it."""

from __future__ import annotations

from typing import Final

from budget.odf.ooxml import OoxmlFile
from budget.odf.package import About

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_CORE: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_CUSTOM: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_PARTS: Final = ("docProps/core.xml", "docProps/custom.xml")


def about_of(file: OoxmlFile) -> About:
    """Return what a document says of itself; its date without the zone, as ODF has none for it."""
    core = file.part(_PARTS[0])

    def told(tag: str) -> str:
        return str(core.findtext(tag) or "")

    own = {}
    if file.has(_PARTS[1]):
        own = {node.get("name"): "".join(node.itertext()) for node in file.part(_PARTS[1]).iter(f"{_CUSTOM}property")}
    return About(
        told(f"{_DC}title"),
        told(f"{_DC}language"),
        told(f"{_TERMS}created").removesuffix("Z"),
        told(f"{_DC}subject"),
        told(f"{_DC}description"),
        told(f"{_DC}creator"),
        told(f"{_CORE}keywords"),
        own,
    )
