"""
A PostgreSQL whose disk is full: the database stands on a small file system of its own.

Each save that was answered is there; a refusal says what to do; once there is room again saving goes on.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from budget.core import explain
from store import StoreError, create, known_person, open_at, save
from store.database import make_engine
from tests.store.conftest import Postgres, edit, running_postgres
from tests.store.test_reliability import hold

SMALL, LARGE = "24m", "96m"
BYTES = 100_000
"""Of the content of a save: random, so that the database cannot press it together."""


@contextmanager
def small_disk() -> Iterator[Path]:
    """Mount a small file system in memory; where that is not allowed the test is skipped."""
    folder = Path(tempfile.mkdtemp(prefix="small-"))
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mounting, check=False, capture_output=True, text=True)
    except OSError as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    if done.returncode:
        folder.rmdir()
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def make_on(server: Postgres, folder: Path) -> str:
    """Make a database whose tables stand in this folder."""
    place = folder / "tables"
    place.mkdir()
    if os.getuid() == 0:
        shutil.chown(place, "postgres")
        folder.chmod(0o755)
    engine = make_engine(server.url("postgres")).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE TABLESPACE small LOCATION '{place}'"))
        connection.execute(text("CREATE DATABASE full_one TEMPLATE template0 TABLESPACE small"))
    engine.dispose()
    return "full_one"


@pytest.mark.long
@pytest.mark.postgres
def test_a_full_disk_is_told_and_nothing_is_lost() -> None:
    """Refused with a remedy; the versions before are whole; with room again the next save follows without a gap."""
    with small_disk() as folder, running_postgres("-c fsync=off") as server:
        store = open_at(server.url(make_on(server, folder)))
        person = known_person(store, "saver", "Saver")
        package = create(store, person, edit("x", "0")).package
        count, refused = 1, None
        while refused is None and count < 400:
            try:
                save(store, person, package, count, edit(os.urandom(BYTES // 2).hex(), str(count)))
                count += 1
            except StoreError as error:
                refused = error
        assert refused is not None
        assert refused.message.code == "store_full"
        assert "geen ruimte meer om te bewaren" in explain(refused, "nl")
        assert "no room left to save" in explain(refused, "en")
        hold(store, person, package, [(n + 1, str(n)) for n in range(count)])
        subprocess.run(["mount", "-o", f"remount,size={LARGE}", str(folder)], check=True)
        save(store, person, package, count, edit(os.urandom(BYTES // 2).hex(), str(count)))
        hold(store, person, package, [(n + 1, str(n)) for n in range(count + 1)])
        store.close()
