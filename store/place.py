"""
Where the store is: the database that BMH_DATABASE_URL names, else a file in a folder of data.

The folder is the one that BMH_DATA names, else the user's own for data of programs. It is made on first use.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from store.errors import StoreError

DATABASE_URL: Final = "BMH_DATABASE_URL"
DATA: Final = "BMH_DATA"
FOLDER: Final = "bmh-rekenmodel"
FILE: Final = "pakketten.sqlite"
POSTGRESQL: Final = ("postgresql", "postgres", "postgresql+psycopg")
PRIVATE: Final = 0o700


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of data: BMH_DATA, else below XDG_DATA_HOME or, on Windows, LOCALAPPDATA."""
    if named := environment.get(DATA, "").strip():
        return Path(named)
    home = environment.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_DATA_HOME", "").strip()
    try:
        return (Path(home) if home else Path.home() / ".local" / "share") / FOLDER
    except RuntimeError:  # a user without a home
        raise StoreError("store_without_folder") from None


def database_url(environment: Mapping[str, str]) -> URL:
    """
    Return the address of the database; a folder that it needs is made.

    Raises StoreError for an address that cannot be read, and where the folder cannot be made.
    """
    if text := environment.get(DATABASE_URL, "").strip():
        return _server(text)
    folder = data_folder(environment)
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    except OSError:
        raise StoreError("store_folder_not_writable", folder=str(folder)) from None
    return URL.create("sqlite", database=str(folder / FILE))


def _server(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise StoreError("store_url_unreadable") from None
    if url.drivername not in POSTGRESQL or not url.database:
        raise StoreError("store_url_unreadable")
    return url.set(drivername="postgresql+psycopg")
