"""The store: saved packages, every version of them, who may see them, unsaved work, and the audit."""

from store.audit import Line, check_audit, latest
from store.bin import BIN, clear, take_back, throw_away
from store.clock import moment, new_id
from store.database import Store, open_at, open_store
from store.errors import (
    ListNotOfferedError,
    NoLoginError,
    OutdatedError,
    StoreAwayError,
    StoreError,
    UnreadableWorkError,
)
from store.people import Part, Person, Role, known_person, local_person, persons
from store.reads import Kept, Version, history, kept, version
from store.saves import Edit, branch, create, name_version, restore, save
from store.schema import SCHEMA
from store.work import Work, adopt_work, drop_work, keep_work, work_of

__all__ = [
    "BIN",
    "SCHEMA",
    "Edit",
    "Kept",
    "Line",
    "ListNotOfferedError",
    "NoLoginError",
    "OutdatedError",
    "Part",
    "Person",
    "Role",
    "Store",
    "StoreAwayError",
    "StoreError",
    "UnreadableWorkError",
    "Version",
    "Work",
    "adopt_work",
    "branch",
    "check_audit",
    "clear",
    "create",
    "drop_work",
    "history",
    "keep_work",
    "kept",
    "known_person",
    "latest",
    "local_person",
    "moment",
    "name_version",
    "new_id",
    "open_at",
    "open_store",
    "persons",
    "restore",
    "save",
    "take_back",
    "throw_away",
    "version",
    "work_of",
]
