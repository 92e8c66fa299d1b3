"""
Work that nobody saved yet, kept so that a closed tab or a server that stops loses none of it.

Each session keeps one text for each list that it works on, and writes it over as it goes on: work is no version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from store.clock import moment
from store.database import Store
from store.errors import StoreError
from store.people import Person
from store.schema import work

MOST_BYTES: Final = 1_000_000
"""Of one session's packages of one list; eight of the largest stay below it."""
MOST_KEPT: Final = 20
"""Of one person; the oldest give way."""

Key = tuple[str, str]
"""A session and a list."""

MINE: Final = (work.c.id == bindparam("session")) & (work.c.catalogue == bindparam("list"))
HELD: Final = (
    select(work.c.id, work.c.catalogue, work.c.person)
    .where(work.c.id.in_(bindparam("sessions", expanding=True)))
    .order_by(work.c.id, work.c.catalogue)
    .with_for_update()
)
"""What there is of some sessions; nobody else changes it meanwhile."""
KEEP: Final = update(work).where(MINE).values(changed_at=bindparam("now"), content=bindparam("text"))
ADD: Final = insert(work).values(
    id=bindparam("session"),
    catalogue=bindparam("list"),
    person=bindparam("maker"),
    changed_at=bindparam("now"),
    content=bindparam("text"),
)
ALL_OF: Final = select(work.c.id, work.c.catalogue, work.c.changed_at).where(work.c.person == bindparam("maker"))
DROP: Final = delete(work).where(MINE)


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
        held = connection.execute(HELD, {"sessions": sorted({one.session for one in found})})
        makers: dict[Key, str] = {(row.id, row.catalogue): row.person for row in held}
        known, faults = frozenset(makers), []
        kept: dict[Key, dict[str, str]] = {}
        for one in found:
            key = one.session, one.catalogue
            fault = _fault(one, makers.setdefault(key, one.person.id))
            faults.append(fault)
            if fault is None:
                kept[key] = {"session": one.session, "list": one.catalogue, "now": moment(), "text": one.content}
        if again := [values for key, values in kept.items() if key in known]:
            connection.execute(KEEP, again)
        if new := [values | {"maker": makers[key]} for key, values in kept.items() if key not in known]:
            connection.execute(ADD, new)
            for maker in sorted({values["maker"] for values in new}):
                _drop_oldest(connection, maker, list(kept))
        return faults


def _fault(one: Unsaved, maker: str) -> StoreError | None:
    """Return why work of which this person was the maker is not kept, None when it is."""
    if len(one.content.encode()) > MOST_BYTES:
        return StoreError("store_version_too_large", most=MOST_BYTES)
    return None if maker == one.person.id else StoreError("store_package_not_here")


def _drop_oldest(connection: Connection, person: str, written: Sequence[Key]) -> None:
    """Drop what is too much of a person; of what was written at one moment, the first of `written` is the oldest."""
    place = {key: number for number, key in enumerate(written)}
    found = list(connection.execute(ALL_OF, {"maker": person}))
    found.sort(key=lambda row: (row.changed_at, place.get((row.id, row.catalogue), -1)))
    if oldest := found[:-MOST_KEPT]:
        connection.execute(DROP, [{"session": row.id, "list": row.catalogue} for row in oldest])


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
