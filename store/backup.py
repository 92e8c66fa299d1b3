"""
The whole store as one file, from either database and into either.

A backup is compressed text: a line that says which migration the tables stand at, a line for each table and each of its
rows, and at the end the number of rows and the hash of all lines, so that half a file is known for one. It is read in
one transaction, while others save. Restoring makes the tables of that migration, fills them in one transaction, and
brings them up to date.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, func, insert, select, text

from store.audit import check_audit
from store.clock import moment
from store.database import Store, told
from store.errors import StoreError
from store.schema import SCHEMA, TABLES
from store.upgrade import BASE, downgrade, revision_of, upgrade

FORMAT: Final = "bmh-store-1"
ROWS_AT_ONCE: Final = 500
NAMES: Final = tuple(table.name for table in TABLES)


def _lines(connection: Connection) -> Iterator[str]:
    tables = MetaData()
    tables.reflect(connection, only=lambda name, _: name in NAMES)
    head = {"format": FORMAT, "schema": revision_of(connection), "made_at": moment()}
    yield json.dumps(head)
    for name in (name for name in NAMES if name in tables.tables):
        table = tables.tables[name]
        yield json.dumps({"table": name, "columns": list(table.c.keys())})
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
            yield json.dumps(list(row), ensure_ascii=False)


def write_backup(store: Store, path: Path) -> int:
    """
    Write the whole store to a file that is not there yet; return how many rows it holds.

    The file comes whole or not at all, and only its owner may read it. Raises StoreError.
    """
    if path.exists():
        raise StoreError("store_backup_exists", file=path.name)
    part = path.with_name(f"{path.name}.part")
    digest, rows = hashlib.sha256(), 0
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as raw, gzip.open(raw, "wb") as packed, store.snapshot() as connection:
            for line in _lines(connection):
                data = line.encode() + b"\n"
                digest.update(data)
                rows += line.startswith("[")
                packed.write(data)
            packed.write(json.dumps({"rows": rows, "sha256": digest.hexdigest()}).encode() + b"\n")
        part.rename(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise StoreError("store_backup_unwritable", file=path.name) from None
    return rows


def _read(path: Path) -> list[bytes]:
    """Return the lines of a backup, held against the hash at its end; raises StoreError."""
    try:
        with gzip.open(path, "rb") as packed:
            *found, end = packed.read().splitlines(keepends=True)
        told_of = json.loads(end)
        if told_of["sha256"] == hashlib.sha256(b"".join(found)).hexdigest() and found:
            return found
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
        pass
    raise StoreError("store_backup_unreadable", file=path.name)


def restore_backup(engine: Engine, path: Path, replace: bool = False) -> int:
    """
    Fill a store with a backup and bring it up to date; return how many rows came back.

    A store in which something is saved is refused, unless `replace` says that it may go. Raises StoreError for a file
    that is cut off or changed, one of newer code, and one whose audit does not hold together; the store is then as it
    was, or empty.
    """
    lines = _read(path)
    head = json.loads(lines[0])
    if head.get("format") != FORMAT:
        raise StoreError("store_backup_unreadable", file=path.name)
    if head["schema"] > SCHEMA:
        raise StoreError("store_newer", found=head["schema"], known=SCHEMA)
    with told():
        _make_room(engine, replace)
        upgrade(engine, head["schema"])
        store = Store(engine)
        with store.writing() as connection:
            rows = _fill(connection, lines[1:])
            check_audit(connection)
        upgrade(engine)
    return rows


def _make_room(engine: Engine, replace: bool) -> None:
    with engine.connect() as connection:
        found = revision_of(connection)
        if not found:
            return
        saved = connection.execute(select(func.count()).select_from(text("packages"))).scalar_one()
    if saved and not replace:
        raise StoreError("store_not_empty", count=saved)
    downgrade(engine, BASE)


def _fill(connection: Connection, lines: Iterable[bytes]) -> int:
    tables = MetaData()
    tables.reflect(connection, only=lambda name, _: name in NAMES)
    connection.execute(tables.tables["store_state"].delete())  # the one row that the tables are made with
    rows, table, columns, waiting = 0, None, [""], list[dict[str, Any]]()
    for value in map(json.loads, lines):
        if isinstance(value, dict):
            _put(connection, table, waiting)
            table, columns = tables.tables[value["table"]], value["columns"]
            continue
        waiting.append(dict(zip(columns, value, strict=True)))
        rows += 1
        if len(waiting) == ROWS_AT_ONCE:
            _put(connection, table, waiting)
    _put(connection, table, waiting)
    return rows


def _put(connection: Connection, table: Any, waiting: list[dict[str, Any]]) -> None:
    if waiting:
        connection.execute(insert(table), waiting)
        waiting.clear()
