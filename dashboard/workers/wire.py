"""
What passes between the server and a worker process: pickles in frames.

A frame is its length (eight bytes), its kind (one) and its body. The catalogue travels once; from then on it, its
measures and its conflicts are named in the pickles, so that an answer refers to the server's own records.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import replace
from enum import Enum
from typing import Any, BinaryIO

from budget.catalogue import Catalogue

Name = tuple[str, str | int]


class Kind(Enum):
    """What a frame holds: to the worker a catalogue, a job or a stop; from it progress, an answer or an error."""

    CATALOGUE = b"C"
    JOB = b"J"
    STOP = b"S"
    PROGRESS = b"P"
    ANSWER = b"A"
    ERROR = b"E"


class Wire:
    """Writes and reads pickles in which what belongs to one catalogue is named."""

    def __init__(self, catalogue: Catalogue | None) -> None:
        self.catalogue = catalogue
        self._things: dict[Name, Any] = {}
        if catalogue is not None:
            self._things = {
                ("catalogue", ""): catalogue,
                **{("measure", id_): measure for id_, measure in catalogue.measures.items()},
                **{("conflict", place): conflict for place, conflict in enumerate(catalogue.conflicts)},
            }
        self._names = {id(thing): name for name, thing in self._things.items()}

    def pack(self, message: object) -> bytes:
        """Pickle a message."""
        stream = io.BytesIO()
        pickler = pickle.Pickler(stream, protocol=pickle.HIGHEST_PROTOCOL)
        pickler.persistent_id = lambda thing: self._names.get(id(thing))  # type: ignore[method-assign]
        pickler.dump(message)
        return stream.getvalue()

    def read(self, body: bytes) -> Any:
        """Read a message that our own process wrote."""
        unpickler = pickle.Unpickler(io.BytesIO(body))  # noqa: S301 - written by our own process
        unpickler.persistent_load = self._things.__getitem__  # type: ignore[method-assign]
        return unpickler.load()


def catalogue_body(catalogue: Catalogue) -> bytes:
    """Pickle a catalogue whole, without what was worked out of it so far, which other threads may be adding to."""
    return Wire(None).pack(replace(catalogue))


def send(stream: BinaryIO, kind: Kind, body: bytes = b"") -> None:
    """Write a frame."""
    stream.writelines([len(body).to_bytes(8, "big"), kind.value, body])
    stream.flush()


def receive(stream: BinaryIO) -> tuple[Kind, bytes] | None:
    """Read a frame; None when the other side is gone."""
    head = stream.read(9)
    if len(head) < 9:
        return None
    size = int.from_bytes(head[:8], "big")
    body = stream.read(size)
    return (Kind(head[8:]), body) if len(body) == size else None
