"""Moments as the store writes them: UTC, to the millisecond, so that their order as texts is their order in time."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Final

ID_BYTES: Final = 15


def moment(ago: timedelta = timedelta()) -> str:
    """Write this moment, or one so long ago."""
    return (datetime.now(UTC) - ago).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_id() -> str:
    """Return an id that nobody can guess: 120 bits of chance."""
    return secrets.token_urlsafe(ID_BYTES)
