"""Files that a command reads and writes, their faults told in one way."""

from __future__ import annotations

from pathlib import Path

from budget.core import Fault, FaultsError, Message


def unwritable(path: Path, error: OSError, what: Message) -> FaultsError:
    """Return the error that a file cannot be written."""
    return FaultsError(what, [Fault("file_cannot_be_written", file=str(path), detail=error.strerror or "none")])


def write_bytes(path: Path, data: bytes, what: Message) -> None:
    """Write a file; raises FaultsError when that cannot be done."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise unwritable(path, error, what) from None


def read_bytes(path: Path, most: int, what: Message) -> bytes:
    """Read a file that a form should be in, no more than one byte past the limit; raises FaultsError."""
    try:
        with path.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        fault = Fault("form_unreadable", file=str(path), detail=error.strerror or "nothing")
        raise FaultsError(what, [fault]) from None
