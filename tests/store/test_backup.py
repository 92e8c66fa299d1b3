"""
Backup, restore, migrations and the audit, on both databases.

1. A backup put back is the same store, also in the other database and of an older migration. 2. Half a file, a changed
one and one of newer code put nothing back. 3. The tables that the migrations make are those that the code knows; up and
down. 4. A line of the audit that is changed or gone is found, and the database refuses to change one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, make_url, select, text
from sqlalchemy.exc import DBAPIError

from budget.core import explain
from store import (
    Person,
    Store,
    StoreError,
    check_audit,
    create,
    history,
    kept,
    known_person,
    open_at,
    persons,
    save,
    throw_away,
)
from store.__main__ import main
from store.audit import hold_chain, lines
from store.backup import restore_backup, write_backup
from store.database import make_engine
from store.place import database_url
from store.schema import SCHEMA, TABLES, audit, metadata
from store.upgrade import BASE, downgrade, revision_of, upgrade
from tests.store.conftest import edit, sqlite_url

TYPED = 'Ééntje – ‘aanhaling’ "dubbel"\nregel 🙂'


@pytest.fixture
def filled(made_url: URL) -> Iterator[Store]:
    """A store of that kind with two people, versions and a package in the bin."""
    opened = open_at(made_url)
    anna, bram = (known_person(opened, name, name) for name in ("Anna", "Bram"))
    made = create(opened, anna, edit(TYPED))
    save(opened, anna, made.package, 1, edit("twee", note=TYPED))
    throw_away(opened, bram, create(opened, bram, edit()).package)
    yield opened
    opened.close()


def rows_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return all that a store holds."""
    with store.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in TABLES
        }


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as error:
        call()
    assert explain(error.value, "nl") != explain(error.value, "en")
    return error.value.message.code


@pytest.mark.slow
def test_a_backup_comes_back_whole(filled: Store, empty_url: Callable[[], URL], tmp_path: Path) -> None:
    """In a new store of its kind and in a file; what was saved since goes only when that is asked."""
    path = tmp_path / "back"
    before = rows_of(filled)
    assert write_backup(filled, path) == sum(map(len, before.values()))
    assert path.stat().st_mode & 0o077 == 0
    assert refused(lambda: write_backup(filled, path)) == "store_backup_exists"
    for url in (empty_url(), sqlite_url(tmp_path / "other.sqlite")):
        engine = make_engine(url)
        assert restore_backup(engine, path) == sum(map(len, before.values()))
        other = Store(engine)
        assert rows_of(other) == before
        anna = known_person(other, "Anna", "Anna")
        save(other, anna, kept(other, anna)[0].id, 2, edit("drie"))
        assert refused(lambda engine=engine: restore_backup(engine, path)) == "store_not_empty"
        restore_backup(engine, path, replace=True)
        assert rows_of(other) == before
        other.close()


def test_half_a_backup_puts_nothing_back(filled: Store, empty_url: Callable[[], URL], tmp_path: Path) -> None:
    """A file that is cut off, changed, of newer code or something else, and one with an audit that was changed."""
    path = tmp_path / "back"
    write_backup(filled, path)
    whole = path.read_bytes()
    text_ = gzip.decompress(whole)
    rewritten = {
        "cut": whole[: len(whole) // 2],
        "changed": gzip.compress(text_.replace(b"twee", b"tien")),
        "other": b"# a text",
        "empty": b"",
    }
    engine = make_engine(empty_url())
    for name, data in rewritten.items():
        (tmp_path / name).write_bytes(data)
        assert refused(lambda name=name: restore_backup(engine, tmp_path / name)) == "store_backup_unreadable"
    assert refused(lambda: restore_backup(engine, tmp_path / "nowhere")) == "store_backup_unreadable"
    with engine.connect() as connection:
        assert revision_of(connection) == ""
    engine.dispose()


def sealed(body: bytes) -> bytes:
    """Seal lines as a backup, as someone would who changes one and knows how."""
    end = json.dumps({"rows": 0, "sha256": hashlib.sha256(body).hexdigest()}).encode()
    return gzip.compress(body + end + b"\n")


def test_a_forged_backup_is_refused(filled: Store, empty_url: Callable[[], URL], tmp_path: Path) -> None:
    """The chain of the audit is held together before anything is kept; a newer migration is not guessed at."""
    path = tmp_path / "back"
    write_backup(filled, path)
    body = b"".join(gzip.decompress(path.read_bytes()).splitlines(keepends=True)[:-1])
    forged = {
        "store_audit_broken": body.replace(b'"saved"', b'"named"'),
        "store_newer": body.replace(f'"schema": "{SCHEMA}"'.encode(), b'"schema": "9999"'),
        "store_backup_unreadable": body.replace(b"bmh-store-1", b"bmh-store-9"),
    }
    engine = make_engine(empty_url())
    for code, data in forged.items():
        assert data != body
        (tmp_path / code).write_bytes(sealed(data))
        assert refused(lambda code=code: restore_backup(engine, tmp_path / code)) == code
    with engine.connect() as connection:
        if revision_of(connection):
            assert connection.execute(text("SELECT count(*) FROM packages")).scalar_one() == 0
    engine.dispose()


def test_the_migrations_make_what_the_code_knows(made_url: URL) -> None:
    """Alembic finds no difference; down to nothing and up again gives the same, and a second time does nothing."""
    engine = make_engine(made_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    downgrade(engine, BASE)
    with engine.connect() as connection:
        assert revision_of(connection) == ""
    assert (upgrade(engine), upgrade(engine)) == ("", SCHEMA)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_store_of_newer_code_is_refused(filled: Store, made_url: URL) -> None:
    """A newer store that says that this code may write is used; one that says it may not is left alone."""
    engine = make_engine(made_url)
    with engine.connect().execution_options(store_writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9998'"))
    open_at(made_url).close()
    with engine.connect().execution_options(store_writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE store_state SET oldest = '9998'"))
    assert refused(lambda: open_at(made_url)) == "store_newer"
    anna = known_person_without_writing(filled)
    assert refused(lambda: create(filled, anna, edit())) == "store_newer"
    engine.dispose()


def known_person_without_writing(store: Store) -> Person:
    """Return Anna, of a store that may not be written to."""
    return next(person for person in persons(store) if person.name == "Anna")


def test_the_audit_tells_who_did_what(filled: Store) -> None:
    """A line for each act, by id and without a text that anyone typed, and the chain holds."""
    with filled.reading() as connection:
        found = [line for line, _ in lines(connection)]
        assert check_audit(connection)[0] == len(found) == 4
    assert [(line.action, line.number) for line in found] == [
        ("created", 1),
        ("saved", 2),
        ("created", 1),
        ("deleted", None),
    ]
    said = json.dumps([str(line) for line in found])
    assert not any(word in said for word in ("Anna", "Bram", "Pakket", "twee", "Ééntje"))


def test_a_line_of_the_audit_cannot_be_changed(filled: Store) -> None:
    """The database refuses it; and what changes a line past the database is found, as is a line that is gone."""
    for statement in (audit.update().values(actor="x"), audit.delete()):
        with (
            pytest.raises(DBAPIError, match="append-only"),
            filled.engine.connect() as connection,
            connection.begin(),
        ):
            connection.execute(statement)
    with filled.reading() as connection:
        whole = lines(connection)
    changed = [(replace(line, actor="x") if line.seq == 2 else line, hash_) for line, hash_ in whole]
    for broken, at in ((changed, 2), (whole[1:], 1), ([*whole[:1], *whole[2:]], 2)):
        with pytest.raises(StoreError) as error:
            hold_chain(broken)
        assert error.value.message.values == {"line": at}


# The command line and the place


def test_the_command_line_keeps_and_puts_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command says in either language what it did; a fault is exit code 1."""
    monkeypatch.delenv("BMH_DATABASE_URL", raising=False)
    monkeypatch.setenv("BMH_DATA", str(tmp_path / "a" / "b"))
    assert main(["upgrade"]) == 0
    opened = open_at(database_url(os.environ))
    create(opened, known_person(opened, "x", "X"), edit())
    opened.close()
    back = str(tmp_path / "back")
    assert main(["--language", "nl", "backup", back]) == 0
    assert "rijen bewaard" in capsys.readouterr().out
    assert main(["restore", back]) == 1
    assert "--replace" in capsys.readouterr().err
    assert main(["restore", back, "--replace"]) == 0
    assert main(["check"]) == 0
    assert "1 lines" in capsys.readouterr().out
    assert main(["audit"]) == 0
    assert json.loads(capsys.readouterr().out)["action"] == "created"
    assert main(["clear"]) == 0
    assert main(["downgrade", "base"]) == 0
    assert not (tmp_path / "a" / "b").stat().st_mode & 0o077


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://u:geheim@host", "geen adres", "sqlite:///geheim"])
def test_an_address_that_cannot_be_read_is_told_without_it(url: str) -> None:
    """It may hold a password, so it is not repeated."""
    with pytest.raises(StoreError) as error:
        database_url({"BMH_DATABASE_URL": url})
    assert error.value.message.code == "store_url_unreadable"
    assert "geheim" not in repr(error.value)


def test_a_place_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    """A file where a folder should be, a file that is no database, and one that is not there any more."""
    (tmp_path / "file").write_text("x")
    assert refused(lambda: database_url({"BMH_DATA": str(tmp_path / "file" / "below")})) == "store_folder_not_writable"
    (tmp_path / "bad.sqlite").write_bytes(b"no database at all" * 100)
    assert refused(lambda: open_at(sqlite_url(tmp_path / "bad.sqlite"))) == "store_damaged"
    assert refused(lambda: open_at(sqlite_url(tmp_path / "nowhere" / "x.sqlite"))) == "store_read_only"


def test_a_server_that_does_not_answer_is_told() -> None:
    """Without a password in what is said."""
    url = make_url("postgresql+psycopg://u:geheim@127.0.0.1:1/x")
    with pytest.raises(StoreError) as error:
        open_at(url)
    assert error.value.message.code == "store_away"
    assert "geheim" not in repr(error.value)


def test_a_history_is_read_while_another_saves(filled: Store) -> None:
    """Who reads does not wait for who writes, nor sees half of it."""
    anna = known_person_without_writing(filled)
    package = kept(filled, anna)[0].id
    with filled.writing() as connection:
        connection.execute(text("UPDATE packages SET head = head"))
        assert len(history(filled, anna, package)) == 2
