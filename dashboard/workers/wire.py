"""
What passes between the server and a worker process: pickles in frames.

A frame is its length (eight bytes), its kind (one) and its body. The catalogue travels once; from then on it, its
measures and its conflicts are named in the pickles, so that an answer refers to the server's own records.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping
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


class _Pickler(pickle.Pickler):
    """Writes the name of what has one."""

    def __init__(self, stream: BinaryIO, names: Mapping[int, Name]) -> None:
        super().__init__(stream, protocol=pickle.HIGHEST_PROTOCOL)
        self._names = names

    def persistent_id(self, thing: object) -> Name | None:
        return self._names.get(id(thing))


class _Unpickler(pickle.Unpickler):
    """Gives for a name what it is the name of."""

    def __init__(self, stream: BinaryIO, things: Mapping[Name, Any]) -> None:
        super().__init__(stream)
        self._things = things

    def persistent_load(self, name: Name) -> Any:
        return self._things[name]


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
        _Pickler(stream, self._names).dump(message)
        return stream.getvalue()

    def read(self, body: bytes) -> Any:
        """Read a message that our own process wrote."""
        return _Unpickler(io.BytesIO(body), self._things).load()


def catalogue_body(catalogue: Catalogue) -> bytes:
    """Pickle a catalogue whole."""
    return Wire(None).pack(catalogue)


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
