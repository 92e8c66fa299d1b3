"""Alembic's way in: it migrates on the connection that `store/upgrade.py` hands it, in that one's transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
