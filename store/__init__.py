"""The store: saved packages, every version of them, who may see them, unsaved work, and the audit."""

from store.audit import Line, check_audit, latest
from store.bin import BIN, clear, take_back, throw_away
from store.clock import moment, new_id
from store.database import Store, open_at, open_store
from store.errors import (
    ListNotOfferedError,
    ListUnreadableError,
    NoLoginError,
    NotSignedInError,
    OutdatedError,
    StoreAwayError,
    StoreError,
    UnreadableWorkError,
)
from store.people import Part, Person, Role, known_person, local_person, persons
from store.reads import Kept, Version, history, kept, version
from store.removal import Typed, all_lines, clear_texts, person_data, remove_person, set_role, texts_of
from store.saves import Edit, branch, create, name_version, restore, save
from store.schema import LIST_MARK, SCHEMA
from store.sharing import (
    Shelf,
    hand_over,
    let_in,
    make_shelf,
    members,
    put_on_shelf,
    share,
    shelf_people,
    shelves_of,
)
from store.sign_ins import Login, sign_in, sign_out, sign_out_person, signed_in_as
from store.work import Unsaved, Work, adopt_work, drop_work, keep_all, work_of

__all__ = [
    "BIN",
    "LIST_MARK",
    "SCHEMA",
    "Edit",
    "Kept",
    "Line",
    "ListNotOfferedError",
    "ListUnreadableError",
    "Login",
    "NoLoginError",
    "NotSignedInError",
    "OutdatedError",
    "Part",
    "Person",
    "Role",
    "Shelf",
    "Store",
    "StoreAwayError",
    "StoreError",
    "Typed",
    "UnreadableWorkError",
    "Unsaved",
    "Version",
    "Work",
    "adopt_work",
    "all_lines",
    "branch",
    "check_audit",
    "clear",
    "clear_texts",
    "create",
    "drop_work",
    "hand_over",
    "history",
    "keep_all",
    "kept",
    "known_person",
    "latest",
    "let_in",
    "local_person",
    "make_shelf",
    "members",
    "moment",
    "name_version",
    "new_id",
    "open_at",
    "open_store",
    "person_data",
    "persons",
    "put_on_shelf",
    "remove_person",
    "restore",
    "save",
    "set_role",
    "share",
    "shelf_people",
    "shelves_of",
    "sign_in",
    "sign_out",
    "sign_out_person",
    "signed_in_as",
    "take_back",
    "texts_of",
    "throw_away",
    "version",
    "work_of",
]
