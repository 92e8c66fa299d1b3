"""
Work that nobody saved yet, kept so that a closed tab or a server that stops loses none of it.

Each session keeps one text for each list that it works on, and writes it over as it goes on: work is no version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from store.clock import moment
from store.database import Store
from store.errors import StoreError
from store.people import Person
from store.schema import work

MOST_BYTES: Final = 1_000_000
"""Of one session's packages of one list; eight of the largest stay below it."""
MOST_KEPT: Final = 20
"""Of one person; the oldest give way."""


@dataclass(frozen=True)
class Work:
    """What a session left unsaved."""

    id: str
    catalogue: str
    changed_at: str
    content: str


@dataclass(frozen=True)
class Unsaved:
    """What a session of a person has open of a list."""

    person: Person
    session: str
    catalogue: str
    content: str


def keep_all(store: Store, found: Sequence[Unsaved]) -> list[StoreError | None]:
    """
    Keep what several sessions have open, in one transaction; return for each why it was not kept, None when it was.

    Raises StoreError when nothing was kept, as the store does not answer.
    """
    with store.writing(alone=False) as connection:
        return [_keep(connection, one) for one in found]


def _keep(connection: Connection, one: Unsaved) -> StoreError | None:
    if len(one.content.encode()) > MOST_BYTES:
        return StoreError("store_version_too_large", most=MOST_BYTES)
    mine = (work.c.id == one.session) & (work.c.catalogue == one.catalogue)
    values = {"changed_at": moment(), "content": one.content}
    if connection.execute(update(work).where(mine, work.c.person == one.person.id).values(values)).rowcount:
        return None
    if connection.execute(select(work.c.person).where(mine)).scalar() is not None:
        return StoreError("store_package_not_here")
    connection.execute(insert(work).values(id=one.session, catalogue=one.catalogue, person=one.person.id, **values))
    others = select(work.c.id, work.c.catalogue).where(work.c.person == one.person.id, ~mine)
    for row in connection.execute(others.order_by(work.c.changed_at.desc())).all()[MOST_KEPT - 1 :]:
        connection.execute(delete(work).where(work.c.id == row.id, work.c.catalogue == row.catalogue))
    return None


def adopt_work(store: Store, person: Person, session: str, catalogue: str, content: str) -> bool:
    """
    Take over what an earlier session of a person left of the very same work; say whether there was any.

    So a page that is loaded again goes on with its work instead of leaving a copy. Raises StoreError.
    """
    same = (work.c.person == person.id) & (work.c.catalogue == catalogue) & (work.c.content == content)
    with store.writing(alone=False) as connection:
        before = connection.execute(select(work.c.id).where(same).order_by(work.c.changed_at.desc()).limit(1)).scalar()
        if before is None:
            return False
        mine = (work.c.id == before) & (work.c.catalogue == catalogue)
        connection.execute(update(work).where(mine).values(id=session))
    return True


def work_of(store: Store, person: Person) -> list[Work]:
    """Return what a person left unsaved, the latest first; raises StoreError."""
    query = select(work).where(work.c.person == person.id).order_by(work.c.changed_at.desc(), work.c.id)
    with store.reading() as connection:
        return [Work(row.id, row.catalogue, row.changed_at, row.content) for row in connection.execute(query)]


def drop_work(store: Store, person: Person, session: str, catalogue: str) -> None:
    """Let go of unsaved work that is this person's; raises StoreError."""
    mine = (work.c.id == session) & (work.c.catalogue == catalogue) & (work.c.person == person.id)
    with store.writing(alone=False) as connection:
        connection.execute(delete(work).where(mine))
