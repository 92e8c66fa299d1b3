"""A list of one's own for as long as someone holds it: read from bytes, loaded, and nothing left on the disk."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Final

from budget.catalogue import Catalogue, with_edition
from budget.core import Fault, FaultsError
from budget.lists.export import write_list
from budget.lists.read import NO_CALL, Call, ReadList, read_list
from budget.lists.yamlwrite import yaml_text

_PLACE: Final = re.compile(r"(.+?)!([A-Z]+)[0-9]+(?: \((.*)\))?", re.DOTALL)
_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The day of each part of an archive: the same list gives the same bytes."""


@dataclass(frozen=True, eq=False)
class OwnList:
    """A sound list that someone brought, in memory: as it was read, and as a catalogue."""

    read: ReadList
    catalogue: Catalogue

    @cached_property
    def archive(self) -> bytes:
        """The folder of the catalogue as a zip archive."""
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, value in self.read.values.items():
                archive.writestr(zipfile.ZipInfo(f"{self.read.id}/{name}", _DAY), yaml_text(value))
        return stream.getvalue()

    def workbook(self, language: str) -> bytes:
        """Return the list as a filled form; raises BudgetError for one that the form does not hold."""
        return write_list(self.catalogue, language)


def open_own_list(data: bytes, name: str, taken: Collection[str], call: Call = NO_CALL) -> OwnList:
    """
    Return the list that a filled form holds; raises FaultsError with every fault.

    An id that another list has (`taken`) is refused: a link made with this one would open that one.
    """
    read = read_list(data, name, call)
    if read.id in taken:
        raise FaultsError(name, [Fault("own_list_named_as_another", file=name, id=read.id)])
    return OwnList(read, with_edition(read.catalogue))


@dataclass(frozen=True)
class FaultPlace:
    """Where in a form a fault is: sheet, row (0: the whole file), letter of the column and its heading."""

    sheet: str
    row: int
    column: str
    heading: str


def place_of(fault: Fault) -> FaultPlace:
    """Return the place of a fault in a form."""
    match = _PLACE.fullmatch(fault.field)
    if match is None:
        return FaultPlace(fault.file, fault.line, "", fault.field)
    return FaultPlace(match[1], fault.line, match[2], match[3] or "")
