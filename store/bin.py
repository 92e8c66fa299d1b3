"""
Deleting a package, which can be undone for 30 days; after that it goes for good, with its versions.

The audit keeps the lines on it, which hold no text of it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, delete, select, update

from store.audit import note
from store.clock import moment
from store.database import Store
from store.people import Part, Person
from store.rights import access
from store.schema import packages, shares, versions, work
from store.sign_ins import clear_sign_ins

BIN: Final = timedelta(days=30)
UNSAVED: Final = timedelta(days=90)
"""How long unsaved work is kept after its last change."""
SYSTEM: Final = "system"
"""Who did it, in the audit, when nobody did."""


def throw_away(store: Store, person: Person, package: str) -> None:
    """Put a package in the bin; only its owner may. Raises StoreError."""
    with store.writing() as connection:
        access(connection, person, package, Part.OWNER)
        connection.execute(update(packages).where(packages.c.id == package).values(deleted_at=moment()))
        note(connection, person.id, "deleted", package)


def take_back(store: Store, person: Person, package: str) -> None:
    """Take a package out of the bin; raises StoreError, also when its 30 days are over."""
    with store.writing() as connection:
        access(connection, person, package, Part.OWNER, deleted=True)
        connection.execute(update(packages).where(packages.c.id == package).values(deleted_at=None))
        note(connection, person.id, "undeleted", package)


def clear(store: Store) -> int:
    """Let go for good of what was in the bin for 30 days, and of unsaved work of 90; return how many packages went."""
    with store.writing() as connection:
        query = select(packages.c.id).where(packages.c.deleted_at < moment(BIN)).order_by(packages.c.id)
        gone = [str(id_) for id_ in connection.execute(query).scalars()]
        for package in gone:
            _remove(connection, package)
            note(connection, SYSTEM, "cleared", package)
        clear_sign_ins(connection)
        connection.execute(delete(work).where(work.c.changed_at < moment(UNSAVED)))
    return len(gone)


def _remove(connection: Connection, package: str) -> None:
    connection.execute(delete(shares).where(shares.c.package == package))
    connection.execute(delete(versions).where(versions.c.package == package))
    connection.execute(delete(packages).where(packages.c.id == package))
