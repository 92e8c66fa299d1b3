"""
Who is signed in: a line for each login at the identity provider, which ends when its user signs out, or in time.

The platform's cookie lives for 30 days and cannot be called back. It names the login that it came from; a login that
has ended here opens nothing any more, whoever brings the cookie.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection, delete, insert, select, update

from store.audit import note
from store.clock import moment
from store.database import Store
from store.errors import StoreError
from store.people import Person, Role, must_administer, person_of, put_known
from store.schema import people, sign_ins

LONGEST: Final = timedelta(hours=10)
"""A sign-in ends so long after it began, whatever its user does."""
IDLE: Final = timedelta(hours=2)
"""And so long after its user was last seen."""
SEEN: Final = timedelta(minutes=1)
"""How often it is noted that its user was seen."""
FRESH: Final = timedelta(minutes=10)
"""A login that the provider confirmed longer ago than this begins no sign-in: its own has ended and was cleared."""
KEPT: Final = timedelta(days=30)
"""How long an ended sign-in is kept; the platform's cookie is dead by then."""


@dataclass(frozen=True)
class Login:
    """What the identity provider confirmed: who, by what name, in which role if it says so, and which login this is."""

    id: str
    subject: str
    name: str
    issued: datetime
    role: Role | None = None


def sign_in(store: Store, login: Login) -> Person | None:
    """Return the person of a login that goes on or begins, and None for one that has ended. Raises StoreError."""
    with store.reading() as connection:
        found = _going_on(connection, login.id)
    if isinstance(found, Person):
        _see(store, login.id)
        return found
    if found is False or datetime.now(UTC) - login.issued > FRESH:
        return None
    with store.writing() as connection:
        again = _going_on(connection, login.id)  # another server may have been quicker
        if again is not None:
            return again or None
        person = put_known(connection, login.subject, login.name, login.role)
        now = moment()
        connection.execute(insert(sign_ins).values(id=login.id, person=person.id, began_at=now, seen_at=now))
        note(connection, person.id, "signed-in", person.id)
    return person


def _going_on(connection: Connection, id_: str) -> Person | Literal[False] | None:
    """Return the person of a sign-in that goes on, False for one that has ended, and None where there is none."""
    query = select(sign_ins, people).join(people, people.c.id == sign_ins.c.person).where(sign_ins.c.id == id_)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    ended = row[sign_ins.c.ended_at] or row[people.c.removed_at]
    if ended or row[sign_ins.c.began_at] < moment(LONGEST) or row[sign_ins.c.seen_at] < moment(IDLE):
        return False
    return Person(row[people.c.id], row[people.c.name], Role(row[people.c.role]))


def signed_in_as(store: Store, login: str) -> Person | None:
    """Return whose sign-in it is or was, for what they did in it; None once they were removed. Raises StoreError."""
    query = select(people).join(sign_ins, people.c.id == sign_ins.c.person)
    with store.reading() as connection:
        row = connection.execute(query.where(sign_ins.c.id == login, people.c.removed_at.is_(None))).one_or_none()
    return None if row is None else person_of(row)


def _see(store: Store, id_: str) -> None:
    """Note that its user was seen, when that was not noted lately."""
    stale = (sign_ins.c.id == id_) & (sign_ins.c.seen_at < moment(SEEN))
    with store.reading() as connection:
        due = connection.execute(select(sign_ins.c.id).where(stale)).scalar() is not None
    if due:
        with store.writing(alone=False) as connection:
            connection.execute(update(sign_ins).where(stale).values(seen_at=moment()))


def sign_out(store: Store, login: str) -> None:
    """End a sign-in; raises StoreError."""
    mine = (sign_ins.c.id == login) & sign_ins.c.ended_at.is_(None)
    with store.writing() as connection:
        person = connection.execute(select(sign_ins.c.person).where(mine)).scalar()
        if person is not None:
            connection.execute(update(sign_ins).where(mine).values(ended_at=moment()))
            note(connection, str(person), "signed-out", str(person))


def sign_out_person(store: Store, administrator: Person, other: str) -> None:
    """End every sign-in of another person; raises StoreError."""
    must_administer(administrator)
    if other == administrator.id:
        raise StoreError("store_role_of_other")
    with store.writing() as connection:
        end_all(connection, other)
        note(connection, administrator.id, "signed-out-by", other)


def end_all(connection: Connection, person: str) -> None:
    """End every sign-in of a person, within a transaction that writes."""
    mine = (sign_ins.c.person == person) & sign_ins.c.ended_at.is_(None)
    connection.execute(update(sign_ins).where(mine).values(ended_at=moment()))


def clear_sign_ins(connection: Connection) -> None:
    """Let go of sign-ins that ended long ago, within a transaction that writes."""
    connection.execute(delete(sign_ins).where(sign_ins.c.began_at < moment(KEPT + LONGEST)))
