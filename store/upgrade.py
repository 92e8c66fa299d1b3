"""
Brings the tables of a store to this version of the code, and back: Alembic's migrations, one at a time.

A migration that older code can live with leaves `oldest` as it was, so that the servers of one store can be renewed one
after the other; one that it cannot live with raises it, and older code then refuses to write.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, inspect, text

from store.errors import StoreError
from store.schema import SCHEMA

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).parent / "migrations"
LOCK: Final = 7_265_014  # a number of our own among the locks of PostgreSQL
BASE: Final = "base"


def revision_of(connection: Connection) -> str:
    """Return the migration that a database stands at; "" for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _config(connection: Connection) -> Config:
    from alembic.config import Config  # noqa: PLC0415 - half a second that only a change of the tables needs

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Hold the store in one transaction, while no other server upgrades it."""
    with engine.connect().execution_options(store_writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL lock_timeout = '60s'"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        yield connection


def upgrade(engine: Engine, to: str = SCHEMA) -> str:
    """
    Bring a database to a migration, this code's own unless another is named; return the one that it stood at.

    A newer one than asked stays. Raises StoreError where this code may not use it, and DBAPIError.
    """
    with engine.connect() as connection:
        found = revision_of(connection)
        if found >= to:
            _hold(connection)
            return found
    with _alone(engine) as connection:
        found = revision_of(connection)
        if found < to:
            from alembic import command  # noqa: PLC0415 - as above

            command.upgrade(_config(connection), to)
        _hold(connection)
    return found


def downgrade(engine: Engine, to: str) -> None:
    """Bring a database back to an earlier migration, or to "base", which leaves nothing; raises DBAPIError."""
    from alembic import command  # noqa: PLC0415 - as above

    with _alone(engine) as connection:
        command.downgrade(_config(connection), to)


def _hold(connection: Connection) -> None:
    """Refuse a store that newer code has changed beyond this one."""
    oldest = str(connection.execute(text("SELECT oldest FROM store_state")).scalar_one())
    if oldest > SCHEMA:
        raise StoreError("store_newer", found=oldest, known=SCHEMA)
