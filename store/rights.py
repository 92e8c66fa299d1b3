"""
The one place that decides who may do what with a saved package.

A package that is not there and one that is not theirs get the same answer, so that guessing ids tells nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import BindParameter, Connection, Row, Select, and_, bindparam, or_, select

from store.errors import StoreError
from store.people import Part, Person, must_write
from store.schema import packages, shares, shelf_members

RANK: Final = {Part.VIEWER: 1, Part.EDITOR: 2, Part.OWNER: 3}


@dataclass(frozen=True)
class Access:
    """A package that a person may see: its latest version, and the person's part in it."""

    package: str
    catalogue: str
    head: int
    part: Part
    deleted_at: str | None
    shelf: str | None


WHO: Final = "who"
"""The parameter of `PARTS`: the id of the person."""


def _parts() -> Select[tuple[object, ...]]:
    """Select the packages that a person has a part in, with what gives the part: owner, own share, shelf."""
    who: BindParameter[str] = bindparam(WHO)
    return (
        select(packages, shares.c.part.label("own_part"), shelf_members.c.part.label("shelf_part"))
        .outerjoin(shares, and_(shares.c.package == packages.c.id, shares.c.person == who))
        .outerjoin(shelf_members, and_(shelf_members.c.shelf == packages.c.shelf, shelf_members.c.person == who))
        .where(or_(packages.c.owner == who, shares.c.part.is_not(None), shelf_members.c.part.is_not(None)))
    )


PARTS: Final = _parts()
ONE_PART: Final = PARTS.where(packages.c.id == bindparam("package"))


def part_of(row: Row[tuple[object, ...]], person: Person) -> Part:
    """Return the largest part that a row gives; a person who may only read at all is a viewer of everything."""
    given = [Part(part) for part in (row.own_part, row.shelf_part) if part]
    part = Part.OWNER if row.owner == person.id else max(given, key=RANK.__getitem__)
    return part if person.writes else Part.VIEWER


def access(
    connection: Connection, person: Person, package: str, needs: Part = Part.VIEWER, deleted: bool = False
) -> Access:
    """
    Return a person's access to a package; one that was deleted only where `deleted` asks for it.

    Raises StoreError: not there or not theirs (one code for both), or a part that does not go that far.
    """
    row = connection.execute(ONE_PART, {WHO: person.id, "package": package}).one_or_none()
    if row is None or (row.deleted_at is not None) != deleted:
        raise StoreError("store_package_not_here")
    part = part_of(row, person)
    if needs is not Part.VIEWER:
        must_write(person)
    if RANK[part] < RANK[needs]:
        raise StoreError("store_owner_only" if needs is Part.OWNER else "store_viewer_only")
    return Access(row.id, row.catalogue, row.head, part, row.deleted_at, row.shelf)
