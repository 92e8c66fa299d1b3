"""
Who works with the store, and what a person may do.

Roles are of a person (reader, editor, administrator), parts of a person in one package or on one shelf (viewer, editor,
and of a package its owner). Without a login there is one person, the local user, who is administrator too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from store.clock import moment, new_id
from store.database import Store
from store.errors import StoreError
from store.schema import people

LOCAL: Final = "local"


class Role(StrEnum):
    """What a person may do at all."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


class Part(StrEnum):
    """What a person may do with one package, or with all that stands on a shelf."""

    VIEWER = "viewer"
    EDITOR = "editor"
    OWNER = "owner"


@dataclass(frozen=True)
class Person:
    """A person as the store knows one; `name` is empty for the local user and for who was removed."""

    id: str
    name: str
    role: Role
    removed: bool = False

    @property
    def writes(self) -> bool:
        """Whether the person may save anything."""
        return self.role is not Role.READER


def local_person(store: Store) -> Person:
    """Return the one person of a store without a login, made on first use; raises StoreError."""
    with store.reading() as connection:
        found = _find(connection, LOCAL)
    if found is None:
        with store.writing() as connection:
            found = _find(connection, LOCAL)
            if found is None:
                found = Person(LOCAL, "", Role.ADMINISTRATOR)
                _put(connection, found, None)
    return found


def known_person(store: Store, subject: str, name: str, role: Role | None = None) -> Person:
    """
    Return the person of a login, made at the first one; name and, where the login says it, role are kept in step.

    Without a role a new person is an editor. Raises StoreError.
    """
    with store.writing() as connection:
        return put_known(connection, subject, name, role)


def put_known(connection: Connection, subject: str, name: str, role: Role | None) -> Person:
    """Do so within a transaction that writes."""
    row = connection.execute(select(people).where(people.c.subject == subject)).one_or_none()
    if row is None:
        found = Person(new_id(), name, role or Role.EDITOR)
        _put(connection, found, subject)
        return found
    found = Person(row.id, name, role or Role(row.role))
    connection.execute(update(people).where(people.c.id == row.id).values(name=name, role=found.role.value))
    return found


def _put(connection: Connection, person: Person, subject: str | None) -> None:
    values = {"id": person.id, "subject": subject, "name": person.name, "role": person.role.value, "made_at": moment()}
    connection.execute(insert(people).values(values))


def person_of(row: Row[Any]) -> Person:
    """Return the person of a row with the columns of the table of people."""
    return Person(row.id, row.name, Role(row.role), row.removed_at is not None)


def _find(connection: Connection, id_: str) -> Person | None:
    row = connection.execute(select(people).where(people.c.id == id_)).one_or_none()
    return None if row is None else person_of(row)


def persons(store: Store) -> list[Person]:
    """Return everybody whom the store knows, by name; raises StoreError."""
    with store.reading() as connection:
        rows = connection.execute(select(people).order_by(people.c.name, people.c.id)).all()
    return [person_of(row) for row in rows]


def must_write(person: Person) -> None:
    """Raise StoreError for a person who may only read."""
    if not person.writes:
        raise StoreError("store_reader_only")


def must_administer(person: Person) -> None:
    """Raise StoreError for who is no administrator."""
    if person.role is not Role.ADMINISTRATOR:
        raise StoreError("store_administrator_only")
