"""
Who may see and change a package besides its owner: persons by name, and the members of the shelf that it stands on.

Only the owner shares, and hands a package over. A shelf has members who look and members who edit; an editor of a shelf
lets others in and puts packages of their own on it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from budget.core import NAME, text_fault
from store.audit import note
from store.clock import moment, new_id
from store.database import Store
from store.errors import StoreError
from store.people import Part, Person, must_write, person_of
from store.rights import access
from store.schema import packages, people, shares, shelf_members, shelves

GIVEN = (Part.VIEWER, Part.EDITOR)


@dataclass(frozen=True)
class Shelf:
    """A shelf as one of its members sees it."""

    id: str
    name: str
    part: Part


def _must_be_known(connection: Connection, other: str) -> None:
    query = select(people.c.id).where(people.c.id == other, people.c.removed_at.is_(None))
    if connection.execute(query).scalar() is None:
        raise StoreError("store_person_not_here")


def _with_parts(connection: Connection, table: Table, those: ColumnElement[bool]) -> list[tuple[Person, Part]]:
    """Return the persons in a table of parts with the part of each, by name."""
    joined = select(people, table.c.part).join(table, table.c.person == people.c.id)
    rows = connection.execute(joined.where(those).order_by(people.c.name, people.c.id)).all()
    return [(person_of(row), Part(row.part)) for row in rows]


def share(store: Store, person: Person, package: str, other: str, part: Part | None) -> None:
    """Give another person a part in a package, viewer or editor, or none any more; raises StoreError."""
    with store.writing() as connection:
        access(connection, person, package, Part.OWNER)
        _must_be_known(connection, other)
        if other == person.id or part is Part.OWNER:
            raise StoreError("store_share_with_other")
        connection.execute(delete(shares).where(shares.c.package == package, shares.c.person == other))
        if part is not None:
            connection.execute(insert(shares).values(package=package, person=other, part=part.value))
        note(connection, person.id, "shared" if part else "unshared", package, None, other)


def hand_over(store: Store, person: Person, package: str, other: str) -> None:
    """Make another person the owner; the one before stays an editor. Raises StoreError."""
    with store.writing() as connection:
        access(connection, person, package, Part.OWNER)
        _must_be_known(connection, other)
        if other == person.id:
            raise StoreError("store_share_with_other")
        connection.execute(delete(shares).where(shares.c.package == package, shares.c.person == other))
        connection.execute(update(packages).where(packages.c.id == package).values(owner=other))
        connection.execute(insert(shares).values(package=package, person=person.id, part=Part.EDITOR.value))
        note(connection, person.id, "handed-over", package, None, other)


def members(store: Store, person: Person, package: str) -> list[tuple[Person, Part]]:
    """Return whom a package is shared with by name, for its owner alone; raises StoreError."""
    with store.reading() as connection:
        access(connection, person, package, Part.OWNER)
        return _with_parts(connection, shares, shares.c.package == package)


def make_shelf(store: Store, person: Person, name: str) -> Shelf:
    """Make a shelf, with this person as its first editor; raises StoreError."""
    must_write(person)
    fault = text_fault(name, NAME)
    if fault or not name:
        raise StoreError("store_shelf_without_name")
    found = Shelf(new_id(), name, Part.EDITOR)
    with store.writing() as connection:
        connection.execute(insert(shelves).values(id=found.id, name=name, made_at=moment()))
        connection.execute(insert(shelf_members).values(shelf=found.id, person=person.id, part=Part.EDITOR.value))
        note(connection, person.id, "shelf-made", found.id)
    return found


def shelves_of(store: Store, person: Person) -> list[Shelf]:
    """Return the shelves that a person is a member of, by name; raises StoreError."""
    query = (
        select(shelves.c.id, shelves.c.name, shelf_members.c.part)
        .join(shelf_members, shelf_members.c.shelf == shelves.c.id)
        .where(shelf_members.c.person == person.id)
        .order_by(shelves.c.name, shelves.c.id)
    )
    with store.reading() as connection:
        return [Shelf(row.id, row.name, Part(row.part)) for row in connection.execute(query)]


def _shelf_part(connection: Connection, person: Person, shelf: str, needs: Part) -> None:
    """Raise StoreError unless a person has a part on a shelf that goes as far as `needs`."""
    query = select(shelf_members.c.part).where(shelf_members.c.shelf == shelf, shelf_members.c.person == person.id)
    part = connection.execute(query).scalar()
    if part is None:
        raise StoreError("store_shelf_not_here")
    if needs is Part.EDITOR:
        must_write(person)
        if part != Part.EDITOR:
            raise StoreError("store_shelf_viewer_only")


def let_in(store: Store, person: Person, shelf: str, other: str, part: Part | None) -> None:
    """Give another person a part on a shelf, viewer or editor, or none any more; raises StoreError."""
    with store.writing() as connection:
        _shelf_part(connection, person, shelf, Part.EDITOR)
        _must_be_known(connection, other)
        if other == person.id or part is Part.OWNER:
            raise StoreError("store_share_with_other")
        mine = (shelf_members.c.shelf == shelf) & (shelf_members.c.person == other)
        connection.execute(delete(shelf_members).where(mine))
        if part is not None:
            connection.execute(insert(shelf_members).values(shelf=shelf, person=other, part=part.value))
        note(connection, person.id, "let-in" if part else "shut-out", shelf, None, other)


def shelf_people(store: Store, person: Person, shelf: str) -> list[tuple[Person, Part]]:
    """Return the members of a shelf, for its members alone; raises StoreError."""
    with store.reading() as connection:
        _shelf_part(connection, person, shelf, Part.VIEWER)
        return _with_parts(connection, shelf_members, shelf_members.c.shelf == shelf)


def put_on_shelf(store: Store, person: Person, package: str, shelf: str | None) -> None:
    """Put a package on a shelf, or on none; its owner alone may, who edits the shelf. Raises StoreError."""
    with store.writing() as connection:
        access(connection, person, package, Part.OWNER)
        if shelf is not None:
            _shelf_part(connection, person, shelf, Part.EDITOR)
        connection.execute(update(packages).where(packages.c.id == package).values(shelf=shelf))
        note(connection, person.id, "shelved" if shelf else "unshelved", package, None, shelf or "")
