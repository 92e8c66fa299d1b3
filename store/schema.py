"""
The tables of the store, as this version of the code knows them; `migrations/` makes them and brings older ones along.

Moments are texts in UTC (`2026-01-31T12:00:00.000Z`), so that both databases sort and hash them alike.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA: Final = "0002"
"""The newest migration that this code knows; numbers of four digits, in their order."""
LIST_MARK: Final = "*"
"""Stands before the id of a list in the place of a package's list: what is saved is that list itself, as its form."""
ID: Final = 40
MOMENT: Final = 24
NAME: Final = 200

metadata = MetaData()

people = Table(
    "people",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("subject", String(500), unique=True),  # of the identity provider; none for who has no login
    Column("name", String(NAME), nullable=False),
    Column("role", String(20), nullable=False),
    Column("made_at", String(MOMENT), nullable=False),
    Column("removed_at", String(MOMENT)),
)

shelves = Table(
    "shelves",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("name", String(NAME), nullable=False),
    Column("made_at", String(MOMENT), nullable=False),
)

shelf_members = Table(
    "shelf_members",
    metadata,
    Column("shelf", ForeignKey("shelves.id"), primary_key=True),
    Column("person", ForeignKey("people.id"), primary_key=True),
    Column("part", String(20), nullable=False),
)

packages = Table(
    "packages",
    metadata,
    Column("id", String(ID), primary_key=True),
    Column("catalogue", String(100), nullable=False),
    Column("owner", ForeignKey("people.id"), nullable=False, index=True),
    Column("shelf", ForeignKey("shelves.id"), index=True),
    Column("head", Integer, nullable=False),
    Column("made_at", String(MOMENT), nullable=False),
    Column("changed_at", String(MOMENT), nullable=False),
    Column("deleted_at", String(MOMENT), index=True),
    Column("branch_of", String(ID)),  # no foreign key: the trunk may be gone for good before its branch
    Column("branch_at", Integer),
)

versions = Table(
    "versions",
    metadata,
    Column("package", ForeignKey("packages.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("parent", Integer),
    Column("merged", Integer),  # the version whose edits were taken in as well
    Column("restored", Integer),  # the version that this one brings back
    Column("author", ForeignKey("people.id"), nullable=False, index=True),
    Column("made_at", String(MOMENT), nullable=False),
    Column("name", String(NAME), nullable=False),  # of the package, at that time
    Column("label", String(NAME), nullable=False),  # of the version, when it has one
    Column("note", String(1000), nullable=False),
    Column("catalogue_version", String(100), nullable=False),
    Column("content", Text, nullable=False),  # a package file
    Column("token", String(ID), nullable=False, unique=True),  # of the click that saved it: a repeated one saves once
)

shares = Table(
    "shares",
    metadata,
    Column("package", ForeignKey("packages.id"), primary_key=True),
    Column("person", ForeignKey("people.id"), primary_key=True),
    Column("part", String(20), nullable=False),
    Index("ix_shares_person", "person"),
)

work = Table(
    "work",
    metadata,
    Column("id", String(ID), primary_key=True),  # of the session that works
    Column("catalogue", String(100), primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False, index=True),
    Column("changed_at", String(MOMENT), nullable=False),
    Column("content", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("made_at", String(MOMENT), nullable=False),
    Column("actor", String(ID), nullable=False),
    Column("action", String(40), nullable=False),
    Column("object", String(ID), nullable=False),
    Column("number", Integer),
    Column("other", String(ID), nullable=False),  # who or what it was shared with
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

state = Table(
    "store_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),  # of the last line of the audit, and its hash
    Column("hash", String(64), nullable=False),
    Column("oldest", String(4), nullable=False),  # the oldest code that may write here
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("id", String(64), primary_key=True),  # a hash of what the provider confirmed
    Column("person", ForeignKey("people.id"), nullable=False, index=True),
    Column("began_at", String(MOMENT), nullable=False),
    Column("seen_at", String(MOMENT), nullable=False),
    Column("ended_at", String(MOMENT)),
)

TABLES: Final = (people, shelves, shelf_members, packages, versions, shares, work, audit, state, sign_ins)
"""In the order in which rows can be put in."""
