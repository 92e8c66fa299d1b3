"""
Who did what, and when: lines that can only be added, each with the hash of the one before.

A line holds ids and no text that a person typed; names stand in `people`, where they can be removed. It is written in
the transaction of what it tells, so neither is there without the other. The chain shows that no line was changed or
left out as long as its last hash is kept somewhere else: `python -m store check` prints it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Final

from sqlalchemy import Connection, insert, select, update

from store.clock import moment
from store.database import LAST_LINE
from store.errors import StoreError
from store.schema import audit, state

FIRST: Final = "0" * 64
"""What stands for the hash before the first line."""
COLUMNS: Final = tuple(audit.c.keys())
ADD: Final = insert(audit)
MOVE: Final = update(state)
"""Statements are made once: making one takes longer than the database does."""


@dataclass(frozen=True)
class Line:
    """One line: its number, when, by whom, what was done to what; `number` is a version, `other` a person or shelf."""

    seq: int
    made_at: str
    actor: str
    action: str
    object: str
    number: int | None
    other: str
    previous: str

    @property
    def hash(self) -> str:
        """The SHA-256 of the line as JSON, the hash before it included."""
        return hashlib.sha256(json.dumps(astuple(self), separators=(",", ":")).encode("ascii")).hexdigest()


def note(
    connection: Connection, actor: str, action: str, object_: str, number: int | None = None, other: str = ""
) -> Line:
    """Add a line within a transaction that writes alone."""
    seq, hash_ = connection.info[LAST_LINE]
    line = Line(seq + 1, moment(), actor, action, object_, number, other, hash_)
    last = line.hash
    connection.execute(ADD, dict(zip(COLUMNS, (*astuple(line), last), strict=True)))
    connection.execute(MOVE, {"seq": line.seq, "hash": last})
    connection.info[LAST_LINE] = line.seq, last
    return line


def lines(connection: Connection, after: int = 0, most: int | None = None) -> list[tuple[Line, str]]:
    """Return the lines after a number with the hash that stands with each, in their order."""
    rows = connection.execute(select(audit).where(audit.c.seq > after).order_by(audit.c.seq).limit(most))
    return [(Line(*row[:-1]), str(row[-1])) for row in rows]


def latest(connection: Connection, most: int) -> list[Line]:
    """Return the last lines, the newest first."""
    rows = connection.execute(select(audit).order_by(audit.c.seq.desc()).limit(most))
    return [Line(*row[:-1]) for row in rows]


def hold_chain(found: Iterable[tuple[Line, str]]) -> tuple[int, str]:
    """
    Return number and hash of the last line of a whole chain.

    Raises StoreError at the first line that was changed, or that does not follow on the one before.
    """
    seq, hash_ = 0, FIRST
    for line, written in found:
        if (line.seq, line.previous) != (seq + 1, hash_) or line.hash != written:
            raise StoreError("store_audit_broken", line=seq + 1)
        seq, hash_ = line.seq, written
    return seq, hash_


def check_audit(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the last line; raises StoreError where the chain is broken or its end is gone."""
    found = hold_chain(lines(connection))
    if found != tuple(connection.execute(select(state.c.seq, state.c.hash)).one()):
        raise StoreError("store_audit_broken", line=found[0] + 1)
    return found
