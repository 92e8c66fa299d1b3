"""Sign-ins, so that a session ends when its user signs out or in time. Code of 0001 can live with it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, String

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "sign_ins",
        Column("id", String(64), primary_key=True),
        Column("person", String(40), ForeignKey("people.id"), nullable=False, index=True),
        Column("began_at", String(24), nullable=False),
        Column("seen_at", String(24), nullable=False),
        Column("ended_at", String(24)),
    )


def downgrade() -> None:
    """Remove it; who is signed in then signs in again."""
    op.drop_table("sign_ins")
