"""
One database for all sessions: its connections, its transactions, and its tables brought up to date.

SQLite writes ahead (WAL), so that reading never waits for a save, and takes its lock when a write begins. Every commit
is on the disk before it is answered.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from store.errors import StoreError, store_error
from store.place import database_url
from store.schema import SCHEMA, state
from store.upgrade import upgrade

WRITES: Final = "store_writes"
LAST_LINE: Final = "store_last_line"
"""Where a transaction that writes alone has number and hash of the last line of the audit."""
STATE: Final = select(state.c.oldest, state.c.seq, state.c.hash)
STATE_ALONE: Final = STATE.with_for_update()
CONNECT_SECONDS: Final = 3
WAIT_SECONDS: Final = 10
CONNECTIONS: Final = 10


class Store:
    """The store of one server; safe to use from any thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def shared(self) -> bool:
        """Whether it is a database server, that other servers may use as well."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read in one transaction, which sees one state of the store; raises StoreError."""
        with told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Read as long as it takes, seeing one state of the store all the while; raises StoreError."""
        level = "REPEATABLE READ" if self.shared else "SERIALIZABLE"
        with told(), self.engine.connect().execution_options(isolation_level=level) as connection, connection.begin():
            if self.shared:
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            yield connection

    @contextmanager
    def writing(self, alone: bool = True) -> Iterator[Connection]:
        """
        Write in one transaction: all of it is kept, or nothing; raises StoreError.

        One at a time, as each that matters adds to the one audit; what is not told there need not be `alone`.
        """
        with told(), self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            held = connection.execute(STATE_ALONE if alone else STATE).one()
            if held.oldest > SCHEMA:
                raise StoreError("store_newer", found=held.oldest, known=SCHEMA)
            connection.info[LAST_LINE] = (held.seq, held.hash) if alone else None
            yield connection

    def ask(self) -> None:
        """Have the database answer; raises StoreError when it does not."""
        with self.reading() as connection:
            connection.execute(select(state.c.oldest)).scalar_one()

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


@contextmanager
def told() -> Iterator[None]:
    """Say an error of the database by what can be done about it, without the statement and its values."""
    try:
        yield
    except DBAPIError as error:
        raise store_error(error) from None
    except PoolTimeoutError:
        raise StoreError("store_busy") from None


def make_engine(url: URL) -> Engine:
    """Make the engine of a database, without connecting."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            connect_args={"timeout": WAIT_SECONDS},
            pool_size=CONNECTIONS,
            pool_timeout=WAIT_SECONDS,
            hide_parameters=True,
        )
        event.listen(engine, "connect", _set_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = f"-c lock_timeout={WAIT_SECONDS}s -c statement_timeout={3 * WAIT_SECONDS}s"
    return create_engine(
        url,
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": options},
        pool_pre_ping=True,  # a connection of before the database went away is replaced
        pool_size=CONNECTIONS,
        pool_timeout=WAIT_SECONDS,
        hide_parameters=True,
    )


def _set_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver's guess
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_store(environment: Mapping[str, str] | None = None) -> Store:
    """
    Open the store that the environment names, made and brought up to date where that is due.

    Raises StoreError: no place to write, no answer, or a store that a newer version of the code has changed beyond this
    one.
    """
    return open_at(database_url(os.environ if environment is None else environment))


def open_at(url: URL) -> Store:
    """Open the store at an address; raises StoreError."""
    engine = make_engine(url)
    try:
        with told():
            upgrade(engine)
    except StoreError:
        engine.dispose()
        raise
    return Store(engine)
