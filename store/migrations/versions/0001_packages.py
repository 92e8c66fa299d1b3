"""
Packages with their versions, people, shares, shelves, unsaved work and the audit.

Lines of the audit can be added and nothing else: the database itself refuses to change or remove one.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, String, Text

revision = "0001"
down_revision = None

REFUSE_SQLITE = (
    "CREATE TRIGGER audit_{event} BEFORE {EVENT} ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
)
REFUSE_POSTGRES = """
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$
"""


def upgrade() -> None:
    """Make the tables, and the first line of the store's state."""
    people_and_shelves()
    packages_and_versions()
    op.create_table(
        "work",
        Column("id", String(40), primary_key=True),
        Column("catalogue", String(100), primary_key=True),
        Column("person", String(40), ForeignKey("people.id"), nullable=False, index=True),
        Column("changed_at", String(24), nullable=False),
        Column("content", Text, nullable=False),
    )
    op.create_table(
        "audit",
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("made_at", String(24), nullable=False),
        Column("actor", String(40), nullable=False),
        Column("action", String(40), nullable=False),
        Column("object", String(40), nullable=False),
        Column("number", Integer),
        Column("other", String(40), nullable=False),
        Column("previous", String(64), nullable=False),
        Column("hash", String(64), nullable=False),
    )
    state = op.create_table(
        "store_state",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("seq", Integer, nullable=False),
        Column("hash", String(64), nullable=False),
        Column("oldest", String(4), nullable=False),
    )
    op.bulk_insert(state, [{"id": 1, "seq": 0, "hash": "0" * 64, "oldest": "0001"}])
    append_only()


def people_and_shelves() -> None:
    """Make the tables of who works with the store."""
    op.create_table(
        "people",
        Column("id", String(40), primary_key=True),
        Column("subject", String(500), unique=True),
        Column("name", String(200), nullable=False),
        Column("role", String(20), nullable=False),
        Column("made_at", String(24), nullable=False),
        Column("removed_at", String(24)),
    )
    op.create_table(
        "shelves",
        Column("id", String(40), primary_key=True),
        Column("name", String(200), nullable=False),
        Column("made_at", String(24), nullable=False),
    )
    op.create_table(
        "shelf_members",
        Column("shelf", String(40), ForeignKey("shelves.id"), primary_key=True),
        Column("person", String(40), ForeignKey("people.id"), primary_key=True),
        Column("part", String(20), nullable=False),
    )


def packages_and_versions() -> None:
    """Make the tables of what they save."""
    op.create_table(
        "packages",
        Column("id", String(40), primary_key=True),
        Column("catalogue", String(100), nullable=False),
        Column("owner", String(40), ForeignKey("people.id"), nullable=False, index=True),
        Column("shelf", String(40), ForeignKey("shelves.id"), index=True),
        Column("head", Integer, nullable=False),
        Column("made_at", String(24), nullable=False),
        Column("changed_at", String(24), nullable=False),
        Column("deleted_at", String(24), index=True),
        Column("branch_of", String(40)),
        Column("branch_at", Integer),
    )
    op.create_table(
        "versions",
        Column("package", String(40), ForeignKey("packages.id"), primary_key=True),
        Column("number", Integer, primary_key=True),
        Column("parent", Integer),
        Column("merged", Integer),
        Column("restored", Integer),
        Column("author", String(40), ForeignKey("people.id"), nullable=False, index=True),
        Column("made_at", String(24), nullable=False),
        Column("name", String(200), nullable=False),
        Column("label", String(200), nullable=False),
        Column("note", String(1000), nullable=False),
        Column("catalogue_version", String(100), nullable=False),
        Column("content", Text, nullable=False),
        Column("token", String(40), nullable=False, unique=True),
    )
    op.create_table(
        "shares",
        Column("package", String(40), ForeignKey("packages.id"), primary_key=True),
        Column("person", String(40), ForeignKey("people.id"), primary_key=True),
        Column("part", String(20), nullable=False),
    )
    op.create_index("ix_shares_person", "shares", ["person"])


def append_only() -> None:
    """Have the database refuse to change or remove a line of the audit."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE_POSTGRES)
        op.execute(
            "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
        )
        return
    for event in ("update", "delete"):
        op.execute(REFUSE_SQLITE.format(event=event, EVENT=event.upper()))


def downgrade() -> None:
    """Remove all of it."""
    names = "store_state audit work shares versions packages shelf_members shelves people"
    for name in names.split():
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_audit_change()")
