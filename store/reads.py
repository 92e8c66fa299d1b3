"""What is saved, as a person may see it: the packages, the history of one, and one version with its content."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Row, Select, select

from store.database import Store
from store.errors import StoreError
from store.people import Part, Person
from store.rights import PARTS, WHO, access, part_of
from store.schema import LIST_MARK, packages, people, versions


@dataclass(frozen=True)
class Version:
    """One version, without its content: `author` is a name, empty for the local user."""

    package: str
    number: int
    parent: int | None
    merged: int | None
    restored: int | None
    author: str
    author_removed: bool
    made_at: str
    name: str
    label: str
    note: str
    catalogue_version: str


@dataclass(frozen=True)
class Kept:
    """A saved package, or a saved list, as its latest version calls it, with the person's part in it."""

    id: str
    catalogue: str
    name: str
    head: int
    changed_at: str
    deleted_at: str | None
    owner: str
    part: Part
    shelf: str | None
    branch_of: str | None

    @property
    def list_id(self) -> str | None:
        """The id of the list that is saved here; None for a package."""
        return self.catalogue.removeprefix(LIST_MARK) if self.catalogue.startswith(LIST_MARK) else None


def kept(store: Store, person: Person, deleted: bool = False) -> list[Kept]:
    """Return the packages that a person has a part in, the latest changed first; those in the bin when asked."""
    gone = packages.c.deleted_at.is_not(None) if deleted else packages.c.deleted_at.is_(None)
    query = (
        PARTS.add_columns(versions.c.name.label("name"), people.c.name.label("owner_name"))
        .join(versions, (versions.c.package == packages.c.id) & (versions.c.number == packages.c.head))
        .join(people, people.c.id == packages.c.owner)
        .where(gone)
        .order_by(packages.c.changed_at.desc(), packages.c.id)
    )
    with store.reading() as connection:
        return [_kept(row, person) for row in connection.execute(query, {WHO: person.id})]


def _kept(row: Row[tuple[object, ...]], person: Person) -> Kept:
    named = (row.id, row.catalogue, row.name, row.head, row.changed_at, row.deleted_at, row.owner_name)
    return Kept(*named, part_of(row, person), row.shelf, row.branch_of)


def history(store: Store, person: Person, package: str) -> list[Version]:
    """Return the versions of a package, the latest first; raises StoreError."""
    query = version_query().where(versions.c.package == package).order_by(versions.c.number.desc())
    with store.reading() as connection:
        access(connection, person, package)
        return [version_of(row) for row in connection.execute(query)]


def version(store: Store, person: Person, package: str, number: int | None = None) -> tuple[Version, str]:
    """Return a version and its content, the latest without a number; raises StoreError."""
    with store.reading() as connection:
        held = access(connection, person, package)
        asked = held.head if number is None else number
        query = version_query().add_columns(versions.c.content)
        row = connection.execute(query.where(versions.c.package == package, versions.c.number == asked)).one_or_none()
    if row is None:
        raise StoreError("store_version_not_here", number=asked)
    return version_of(row), str(row.content)


def version_query() -> Select[tuple[object, ...]]:
    """Select versions with their authors, without content."""
    columns = [column for column in versions.c if column.name not in ("content", "author", "token")]
    author = [people.c.id.label("author_id"), people.c.name.label("author"), people.c.removed_at]
    return select(*columns, *author).join(people, people.c.id == versions.c.author)


def version_of(row: Row[tuple[object, ...]]) -> Version:
    """Make a version of a row of `version_query`."""
    return Version(
        row.package,
        row.number,
        row.parent,
        row.merged,
        row.restored,
        row.author,
        row.removed_at is not None,
        row.made_at,
        row.name,
        row.label,
        row.note,
        row.catalogue_version,
    )
