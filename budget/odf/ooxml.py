"""The package of an office document of ours: its parts and how they refer to each other."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any, Final

from lxml import etree

RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"

Node = Any
"""An element of lxml, which has no types."""


@dataclass(frozen=True)
class Link:
    """Where a relation of a part points: a part of the file, or an address outside it."""

    kind: str
    target: str


class OoxmlFile:
    """The parts of a document, each parsed when it is asked for. What this calculator wrote itself, never a stranger's."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(BytesIO(data))

    def has(self, path: str) -> bool:
        """Whether there is such a part."""
        return path in self.archive.namelist()

    def part(self, path: str) -> Node:
        """Return the root of a part."""
        return etree.fromstring(self.archive.read(path))

    def links(self, path: str) -> dict[str, Link]:
        """Return the relations of a part by their id; targets within the file are paths in it."""
        place = join(dirname(path), "_rels", path.rpartition("/")[2] + ".rels")
        if not self.has(place):
            return {}
        found = {}
        for node in self.part(place).iter(f"{_PACKAGE}Relationship"):
            target = node.get("Target")
            outside = node.get("TargetMode") == "External"
            inside = target[1:] if target.startswith("/") else normpath(join(dirname(path), target))
            found[node.get("Id")] = Link(node.get("Type").rpartition("/")[2], target if outside else inside)
        return found
