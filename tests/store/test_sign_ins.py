"""
Sign-ins, on both databases, and a store of the migration before them.

1. A login signs in once, goes on while its user is seen, and ends by signing out, in time, or by an administrator. 2. A
login that ended opens nothing again, also when its line was cleared. 3. Code of the migration before works beside.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL, text, update

from store import (
    Login,
    Person,
    Role,
    Store,
    StoreError,
    create,
    kept,
    known_person,
    moment,
    new_id,
    open_at,
    remove_person,
    sign_in,
    sign_out,
    sign_out_person,
    signed_in_as,
    version,
)
from store.backup import restore_backup, write_backup
from store.database import make_engine
from store.schema import sign_ins
from store.sign_ins import FRESH, IDLE, LONGEST
from store.upgrade import downgrade, revision_of, upgrade
from tests.store.conftest import edit


def login(subject: str, role: Role | None = None, ago: timedelta = timedelta()) -> Login:
    return Login(new_id(), subject, "Anna", datetime.now(UTC) - ago, role)


def set_times(store: Store, id_: str, **ago: timedelta) -> None:
    """Make a sign-in older."""
    with store.writing() as connection:
        values = {name: moment(back) for name, back in ago.items()}
        connection.execute(update(sign_ins).where(sign_ins.c.id == id_).values(values))


def test_a_login_signs_in_once_and_goes_on(store: Store) -> None:
    """The person of the subject, in the role that the provider says; without one in that of the store."""
    asked = login(new_id(), Role.READER)
    first = sign_in(store, asked)
    assert first is not None
    assert (first.name, first.role) == ("Anna", Role.READER)
    assert sign_in(store, asked) == first
    other = sign_in(store, login(asked.subject))
    assert other == first
    assert sign_in(store, login(new_id())) != first


def test_it_ends_by_signing_out(store: Store) -> None:
    """The very cookie then opens nothing; another login of that person goes on."""
    subject = new_id()
    ended, other = login(subject), login(subject)
    assert sign_in(store, ended)
    assert sign_in(store, other)
    sign_out(store, ended.id)
    assert sign_in(store, ended) is None
    assert sign_in(store, other)


def test_whose_it_was_is_known_after_its_end(store: Store) -> None:
    """For what was done before; not of a sign-in that never was, nor of somebody who was removed."""
    asked = login(new_id())
    assert signed_in_as(store, asked.id) is None
    person = sign_in(store, asked)
    assert person is not None
    sign_out(store, asked.id)
    assert signed_in_as(store, asked.id) == person
    boss, heir = (known_person(store, new_id(), "Baas", Role.ADMINISTRATOR) for _ in range(2))
    remove_person(store, boss, person.id, heir.id)
    assert signed_in_as(store, asked.id) is None


@pytest.mark.parametrize("ago", [{"began_at": LONGEST}, {"seen_at": IDLE}], ids=["longest", "idle"])
def test_it_ends_in_time(store: Store, ago: dict[str, timedelta]) -> None:
    """Both a moment before and a moment after."""
    asked = login(new_id())
    sign_in(store, asked)
    set_times(store, asked.id, **{name: back - timedelta(minutes=1) for name, back in ago.items()})
    assert sign_in(store, asked)
    set_times(store, asked.id, **{name: back + timedelta(seconds=1) for name, back in ago.items()})
    assert sign_in(store, asked) is None


def test_who_is_seen_is_noted(store: Store) -> None:
    """So that a sign-in goes on while it is used."""
    asked = login(new_id())
    sign_in(store, asked)
    set_times(store, asked.id, seen_at=IDLE - timedelta(minutes=1))
    sign_in(store, asked)
    with store.reading() as connection:
        seen = connection.execute(sign_ins.select().where(sign_ins.c.id == asked.id)).one().seen_at
    assert seen > moment(timedelta(minutes=1))


def test_an_old_login_begins_nothing(store: Store) -> None:
    """A cookie that outlived the line of its sign-in is no new one."""
    assert sign_in(store, login(new_id(), ago=FRESH + timedelta(seconds=1))) is None


def test_an_administrator_ends_it(store: Store, anna: Person) -> None:
    """By signing a person out, and by removing one; nobody else can."""
    boss = known_person(store, new_id(), "Baas", Role.ADMINISTRATOR)
    one, two = login(new_id()), login(new_id())
    people = [sign_in(store, asked) for asked in (one, two)]
    assert people[0] is not None
    assert people[1] is not None
    with pytest.raises(StoreError):
        sign_out_person(store, anna, people[0].id)
    with pytest.raises(StoreError):
        sign_out_person(store, boss, boss.id)
    sign_out_person(store, boss, people[0].id)
    remove_person(store, boss, people[1].id, anna.id)
    assert sign_in(store, one) is sign_in(store, two) is None


def test_the_migration_before_lives_beside(made_url: URL, empty_url: Callable[[], URL], tmp_path: Path) -> None:
    """Down with data and up again keeps packages; a backup of before comes into today's store."""
    opened = open_at(made_url)
    anna = known_person(opened, "anna", "Anna")
    package = create(opened, anna, edit("blijft")).package
    downgrade(opened.engine, "0001")
    with opened.reading() as connection:
        assert revision_of(connection) == "0001"
        assert connection.execute(text("SELECT oldest FROM store_state")).scalar_one() == "0001"
    assert version(opened, anna, package)[1] == "blijft"  # what both know goes on while others upgrade
    write_backup(opened, tmp_path / "back")
    assert upgrade(opened.engine) == "0001"
    assert version(opened, anna, package)[1] == "blijft"
    opened.close()
    engine = make_engine(empty_url())
    restore_backup(engine, tmp_path / "back")
    other = Store(engine)
    assert [item.id for item in kept(other, anna)] == [package]
    assert sign_in(other, login("anna"))
    other.close()
