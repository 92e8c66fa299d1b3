"""
Saved packages and their versions: each save is a version of its own, and none is ever written over.

A save names the version that it was made on. When somebody saved since, it is refused with OutdatedError, and whoever
calls merges first; so of two saves at one moment one is always the later. A save that is sent twice, because the answer
to the first was lost, is kept once: it carries a token.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, exists, insert, select, update

from budget.core import DESCRIPTION, NAME, text_fault
from store.audit import note as audit_note
from store.clock import moment, new_id
from store.database import Store
from store.errors import OutdatedError, StoreAwayError, StoreError
from store.people import Part, Person, must_write
from store.reads import Version, version, version_of, version_query
from store.rights import Access, access
from store.schema import LIST_MARK, packages, versions

MOST_BYTES: Final = 200_000
"""Of one version; the largest package file with every text at its longest stays far below it."""
PUT: Final = insert(versions)
ADVANCE: Final = (
    update(packages)
    .where(
        packages.c.id == bindparam("package"),
        packages.c.head == bindparam("base"),
        packages.c.deleted_at.is_(None),
        ~exists().where(versions.c.token == bindparam("token")),
    )
    .values(head=bindparam("next"), changed_at=bindparam("now"))
)
MOST_LIST_BYTES: Final = 8_000_000
"""Of a version of a list, whose form may be five million bytes before it is written as text."""
MOST_OWN: Final = 2_000
"""Packages of one person, those in the bin too."""
MOST_VERSIONS: Final = 10_000


@dataclass(frozen=True)
class Edit:
    """
    What is saved: a package file and what its lists show, why, and the token of the click.

    Of a list it is the form as base64, and `catalogue` is its id behind `LIST_MARK`.

    `label` is the name of the version, where it has one.
    """

    content: str
    name: str
    catalogue: str
    catalogue_version: str
    token: str
    note: str = ""
    label: str = ""


def _checked(edit: Edit) -> Edit:
    """Return an edit that may be kept; raises StoreError for texts and sizes that may not."""
    for text, form in ((edit.name, NAME), (edit.label, NAME), (edit.note, DESCRIPTION)):
        if fault := text_fault(text, form):
            raise StoreError("store_text_refused", why=fault)
    most = MOST_LIST_BYTES if edit.catalogue.startswith(LIST_MARK) else MOST_BYTES
    if len(edit.content.encode()) > most:
        raise StoreError("store_version_too_large", most=most)
    return edit


def _saved_before(connection: Connection, person: Person, token: str) -> Version | None:
    """Return the version that a repeated click already saved, if it is this person's."""
    row = connection.execute(version_query().where(versions.c.token == token)).one_or_none()
    if row is None:
        return None
    if row.author_id != person.id:
        raise StoreError("store_package_not_here")
    return version_of(row)


def _put(connection: Connection, person: Person, package: str, number: int, edit: Edit, **links: int | None) -> Version:
    values = {
        "package": package,
        "number": number,
        "parent": number - 1 or None,
        "author": person.id,
        "made_at": moment(),
        "name": edit.name,
        "label": edit.label,
        "note": edit.note,
        "catalogue_version": edit.catalogue_version,
        "content": edit.content,
        "token": edit.token,
        **links,
    }
    connection.execute(PUT, {"merged": None, "restored": None, **values})
    found = {name: values.get(name) for name in ("parent", "merged", "restored")}
    return Version(
        package,
        number,
        **found,  # type: ignore[arg-type]  # numbers or none
        author=person.name,
        author_removed=False,
        made_at=str(values["made_at"]),
        name=edit.name,
        label=edit.label,
        note=edit.note,
        catalogue_version=edit.catalogue_version,
    )


def _new_package(
    connection: Connection, person: Person, edit: Edit, branch_of: str | None = None, branch_at: int | None = None
) -> str:
    own = connection.execute(select(packages.c.id).where(packages.c.owner == person.id).limit(MOST_OWN)).all()
    if len(own) >= MOST_OWN:
        raise StoreError("store_too_many_packages", most=MOST_OWN)
    values = {"id": new_id(), "catalogue": edit.catalogue, "owner": person.id, "head": 1}
    moments = {"made_at": moment(), "changed_at": moment()}
    connection.execute(insert(packages).values(**values, **moments, branch_of=branch_of, branch_at=branch_at))
    return str(values["id"])


def create(store: Store, person: Person, edit: Edit) -> Version:
    """Save a package for the first time, as its first version; raises StoreError."""
    return _twice(lambda: _create(store, person, _checked(edit), "created"))


def _create(
    store: Store, person: Person, edit: Edit, action: str, branch_of: str | None = None, branch_at: int | None = None
) -> Version:
    must_write(person)
    with store.writing() as connection:
        if branch_of is not None:
            access(connection, person, branch_of)
        if found := _saved_before(connection, person, edit.token):
            return found
        package = _new_package(connection, person, edit, branch_of, branch_at)
        made = _put(connection, person, package, 1, edit)
        audit_note(connection, person.id, action, package, 1, branch_of or "")
    return made


def save(store: Store, person: Person, package: str, base: int, edit: Edit, merged: int | None = None) -> Version:
    """
    Save a version after version `base`; `merged` is a version whose edits it takes in as well.

    Raises OutdatedError when `base` is not the latest, StoreError otherwise.
    """
    return _twice(lambda: _save(store, person, package, base, _checked(edit), "saved", merged=merged))


def _save(
    store: Store, person: Person, package: str, base: int, edit: Edit, action: str, **links: int | None
) -> Version:
    with store.writing() as connection:
        held = access(connection, person, package, Part.EDITOR)
        if held.catalogue != edit.catalogue:
            raise StoreError("store_of_another_list", held=held.catalogue, found=edit.catalogue)
        if base >= MOST_VERSIONS:
            raise StoreError("store_too_many_versions", most=MOST_VERSIONS)
        if not _advance(connection, held, base, edit.token):
            if found := _saved_before(connection, person, edit.token):
                return found
            raise OutdatedError(_head(connection, held), base)
        made = _put(connection, person, package, base + 1, edit, **links)
        audit_note(connection, person.id, action, package, made.number)
    return made


def _advance(connection: Connection, held: Access, base: int, token: str) -> bool:
    """Make the next version the latest; False when somebody did so before, or this very click, by its token."""
    values = {"package": held.package, "base": base, "next": base + 1, "now": moment(), "token": token}
    moved = connection.execute(ADVANCE, values)
    return bool(moved.rowcount == 1)


def _head(connection: Connection, held: Access) -> int:
    return int(connection.execute(select(packages.c.head).where(packages.c.id == held.package)).scalar_one())


def _twice(action: Callable[[], Version]) -> Version:
    """Do it once more where no answer came: the token sees to it that it is kept once."""
    try:
        return action()
    except StoreAwayError:
        return action()


def restore(store: Store, person: Person, package: str, number: int, base: int, token: str) -> Version:
    """Save an earlier version as the latest one again; the ones between stay. Raises as `save`."""
    found, content = version(store, person, package, number)
    catalogue = _catalogue(store, person, package)
    edit = Edit(content, found.name, catalogue, found.catalogue_version, token)
    return _twice(lambda: _save(store, person, package, base, edit, "restored", restored=number))


def branch(store: Store, person: Person, package: str, number: int, name: str, content: str, token: str) -> Version:
    """
    Begin a package of one's own with a version of another, whose history stays where it is; raises StoreError.

    `content` is that version under its new name.
    """
    found, _ = version(store, person, package, number)
    catalogue = _catalogue(store, person, package)
    edit = _checked(Edit(content, name, catalogue, found.catalogue_version, token))
    return _twice(lambda: _create(store, person, edit, "branched", package, number))


def _catalogue(store: Store, person: Person, package: str) -> str:
    with store.reading() as connection:
        return access(connection, person, package).catalogue


def name_version(store: Store, person: Person, package: str, number: int, label: str) -> None:
    """Give a version a name of its own, or another; raises StoreError."""
    if fault := text_fault(label, NAME):
        raise StoreError("store_text_refused", why=fault)
    with store.writing() as connection:
        access(connection, person, package, Part.EDITOR)
        named = connection.execute(
            update(versions).where(versions.c.package == package, versions.c.number == number).values(label=label)
        )
        if named.rowcount != 1:
            raise StoreError("store_version_not_here", number=number)
        audit_note(connection, person.id, "named", package, number)
