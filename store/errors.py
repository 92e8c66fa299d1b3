"""
What can go wrong with the store, as codes in both languages; and what a database's own error is among these.

No error holds a statement or a value of it: those hold what people typed.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError

from budget.core import BudgetError


class StoreError(BudgetError):
    """Something that the store cannot do; nothing was changed."""


class StoreAwayError(StoreError):
    """The database does not answer; it is not known whether the last transaction was kept."""


class OutdatedError(StoreError):
    """Somebody saved another version since the one that this edit was made on; `head` is the latest."""

    def __init__(self, head: int, base: int) -> None:
        self.head = head
        super().__init__("store_package_changed", head=head, base=base)


class NoLoginError(StoreError):
    """Nobody can be told from another here, so nothing is kept for anyone."""

    def __init__(self) -> None:
        super().__init__("store_without_login")


class NotSignedInError(StoreError):
    """Nobody is signed in here, or not any more."""

    def __init__(self) -> None:
        super().__init__("store_not_signed_in")


class ListUnreadableError(StoreError):
    """The content of a version of a list is no form any more: somebody else's hands were in the store."""

    def __init__(self, number: int) -> None:
        super().__init__("store_list_unreadable", number=number)


class ListNotOfferedError(StoreError):
    """A saved package of a list that is not on this server."""

    def __init__(self, id_: str) -> None:
        super().__init__("store_list_not_here", id=id_)


class UnreadableWorkError(StoreError):
    """Unsaved work in a form that this code does not know."""

    def __init__(self) -> None:
        super().__init__("work_of_another_form")


FULL: Final = "store_full"
AWAY: Final = "store_away"
READ_ONLY: Final = "store_read_only"
BUSY: Final = "store_busy"
DAMAGED: Final = "store_damaged"

SQLITE: Final = {
    0: "store_failed",  # any other
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_IOERR: AWAY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}
"""By SQLite's primary result code: the low byte of what it gives."""
POSTGRES: Final = {
    "": "store_failed",  # any other
    "53100": FULL,  # disk_full
    "53200": BUSY,  # out_of_memory
    "53300": BUSY,  # too_many_connections
    "25006": READ_ONLY,  # read_only_sql_transaction
    "42501": READ_ONLY,  # insufficient_privilege
    "40001": BUSY,  # serialization_failure
    "40P01": BUSY,  # deadlock_detected
    "55P03": BUSY,  # lock_not_available
    "57014": BUSY,  # query_canceled, by a time limit
    "57P01": AWAY,  # admin_shutdown
    "57P02": AWAY,  # crash_shutdown
    "57P03": AWAY,  # cannot_connect_now
}
"""By SQLSTATE, as PostgreSQL's appendix A lists them; class 08 is the connection."""


def _code(error: DBAPIError) -> str:
    origin = error.orig
    if isinstance(origin, sqlite3.Error):
        return SQLITE.get(getattr(origin, "sqlite_errorcode", 0) & 0xFF, SQLITE[0])
    sqlstate = getattr(origin, "sqlstate", None)
    if sqlstate is None:  # the driver itself, before or without an answer
        return AWAY if error.connection_invalidated or type(origin).__name__ == "OperationalError" else POSTGRES[""]
    return AWAY if sqlstate.startswith("08") else POSTGRES.get(sqlstate, POSTGRES[""])


def store_error(error: DBAPIError) -> StoreError:
    """Name an error of a database by what its user can do about it."""
    code = _code(error)
    return StoreAwayError(code) if code == AWAY else StoreError(code)
