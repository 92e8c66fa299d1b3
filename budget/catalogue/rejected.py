"""The options that the source weighed and left out, with its reason: the answer to "why not …?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from budget.catalogue.fields import Attribution, Name, Source, Text
from budget.catalogue.reader import RecordReader, remedy_near

if TYPE_CHECKING:
    from budget.catalogue.catalogue import Catalogue


class Rejected(Attribution):
    """
    An option that the source did not take up: what it is, why not, and the measures that it stands near.

    `reason` is the source's reason in our words; the evidence says whether the source rejects it in so many words or
    whether it follows from what it says of something else.
    """

    id: Name
    title: Text
    reason: Text
    measures: tuple[Name, ...] = Field(default=(), description="The measures that the option stands near.")
    source: Source


def load_rejected(catalogue: Catalogue) -> tuple[Rejected, ...]:
    """Load the rejected options, none without the file; raises FaultsError, also for an unknown measure."""
    opened = RecordReader.beside(catalogue, "rejected.yaml")
    if opened is None:
        return ()
    reader, path = opened
    placed = reader.many(path, Rejected)
    ids: set[str] = set()
    for item in placed:
        if item.record.id in ids:
            reader.faults.append(item.fault(("id",), "id_repeated_in_list", id=item.record.id))
        ids.add(item.record.id)
        for place, id_ in enumerate(item.record.measures):
            if id_ not in catalogue.measures:
                remedy = remedy_near(id_, catalogue.measures)
                reader.faults.append(item.fault(("measures", place), "unknown_measure", id=id_, remedy=remedy))
    return tuple(item.record for item in reader.sound(path, placed))
