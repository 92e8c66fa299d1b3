"""
What the store holds of a person, and letting go of it.

Versions stay, as others built on them; the person becomes a removed one without a name. What that person typed is
offered to the administrator, who reads it and takes out what should not stay: no program knows a name in a note.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, select, update

from store.audit import Line, lines, note
from store.clock import moment
from store.database import Store
from store.errors import StoreError
from store.people import LOCAL, Person, Role, must_administer
from store.schema import audit, packages, people, shares, shelf_members, versions, work
from store.sign_ins import end_all

TEXTS: Final = ("label", "note")
"""What a person types beside a version; the name and description of a package are in the package itself."""


@dataclass(frozen=True)
class Typed:
    """What a person typed beside one version."""

    package: str
    number: int
    label: str
    note: str


def person_data(store: Store, person: Person) -> dict[str, Any]:
    """Return all that the store holds of a person, as plain data to take along; raises StoreError."""
    mine = (
        ("person", people, people.c.id),
        ("packages", packages, packages.c.owner),
        ("versions", versions, versions.c.author),
        ("shared_with_me", shares, shares.c.person),
        ("shelves", shelf_members, shelf_members.c.person),
        ("unsaved_work", work, work.c.person),
        ("audit", audit, audit.c.actor),
    )
    with store.snapshot() as connection:
        return {
            name: [dict(row) for row in connection.execute(select(table).where(column == person.id)).mappings()]
            for name, table, column in mine
        }


def all_lines(store: Store, administrator: Person) -> list[tuple[Line, str]]:
    """Return the whole audit with its hashes, for an administrator; raises StoreError."""
    must_administer(administrator)
    with store.snapshot() as connection:
        return lines(connection)


def texts_of(store: Store, administrator: Person, other: str) -> list[Typed]:
    """Return what a person typed beside versions, for an administrator to read; raises StoreError."""
    must_administer(administrator)
    query = (
        select(versions.c.package, versions.c.number, versions.c.label, versions.c.note)
        .where(versions.c.author == other, (versions.c.label != "") | (versions.c.note != ""))
        .order_by(versions.c.package, versions.c.number)
    )
    with store.reading() as connection:
        return [Typed(*row) for row in connection.execute(query)]


def clear_texts(store: Store, administrator: Person, package: str, number: int) -> None:
    """Take out what was typed beside one version of a person who was removed; raises StoreError."""
    must_administer(administrator)
    with store.writing() as connection:
        author = select(people.c.removed_at).join(versions, versions.c.author == people.c.id)
        mine = (versions.c.package == package) & (versions.c.number == number)
        if connection.execute(author.where(mine)).scalar() is None:
            raise StoreError("store_person_still_here")
        connection.execute(update(versions).where(mine).values(dict.fromkeys(TEXTS, "")))
        note(connection, administrator.id, "texts-cleared", package, number)


def remove_person(store: Store, administrator: Person, other: str, heir: str) -> None:
    """
    Remove a person: the name goes, and so do their parts and unsaved work; their packages pass to `heir`.

    Raises StoreError: no administrator, oneself, the local user, or an heir who is not there.
    """
    must_administer(administrator)
    with store.writing() as connection:
        if other in (administrator.id, LOCAL, heir) or not _here(connection, other) or not _here(connection, heir):
            raise StoreError("store_person_not_removable")
        connection.execute(update(packages).where(packages.c.owner == other).values(owner=heir))
        owned = select(packages.c.id).where(packages.c.owner == heir)
        connection.execute(delete(shares).where(shares.c.person == heir, shares.c.package.in_(owned)))
        end_all(connection, other)
        for table in (shares, shelf_members, work):
            connection.execute(delete(table).where(table.c.person == other))
        gone = {"name": "", "subject": None, "role": Role.READER.value, "removed_at": moment()}
        connection.execute(update(people).where(people.c.id == other).values(gone))
        note(connection, administrator.id, "person-removed", other, None, heir)


def _here(connection: Connection, other: str) -> bool:
    query = select(people.c.id).where(people.c.id == other, people.c.removed_at.is_(None))
    return connection.execute(query).scalar() is not None


def set_role(store: Store, administrator: Person, other: str, role: Role) -> None:
    """Give a person another role; raises StoreError, also for one's own, so that no store is left without one."""
    must_administer(administrator)
    with store.writing() as connection:
        if other == administrator.id or not _here(connection, other):
            raise StoreError("store_role_of_other")
        connection.execute(update(people).where(people.c.id == other).values(role=role.value))
        note(connection, administrator.id, f"role-{role.value}", other)
