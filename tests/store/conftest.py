"""The same store on both databases: SQLite in a file, and a PostgreSQL that is started here once a worker."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url, text

from store import Edit, Person, Role, Store, known_person, new_id, open_at
from store.database import make_engine
from tests.conftest import free_port
from tests.needs import NO_POSTGRES, find_postgres, skip_or_fail

KINDS = ("sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")]))


class Postgres:
    """A running server, of this test run alone."""

    def __init__(self, programs: str, folder: Path) -> None:
        self.folder, self.port, self._programs = folder, free_port(), programs
        self._as = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []  # it refuses to run as root
        if self._as:
            shutil.chown(folder, "postgres")
        self._run("initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._as, f"{self._programs}/{program}", *arguments]
        log = self.folder / "programs.log"
        with log.open("ab") as sink:  # a pipe would stay open as long as the server runs
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, cwd="/")

    def start(self, *options: str) -> None:
        """Start it, and wait until it answers."""
        given = f"-p {self.port} -h 127.0.0.1 -k {self.folder} {' '.join(options)}"
        arguments = ("-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", given, "-w", "start")
        self._run("pg_ctl", *arguments)

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: "immediate" as if it were killed."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "stop")

    def url(self, database: str) -> URL:
        """Return the address of a database."""
        return make_url(f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}")

    def make(self, database: str, template: str = "template0") -> URL:
        """Make a database, as a copy of another."""
        engine = make_engine(self.url("postgres")).execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{database}" TEMPLATE "{template}"'))
        engine.dispose()
        return self.url(database)


@contextmanager
def running_postgres(*options: str) -> Iterator[Postgres]:
    """Run a PostgreSQL; without one the test that asks is skipped, or fails where one is required."""
    programs = find_postgres()
    if programs is None:
        skip_or_fail(NO_POSTGRES, "REQUIRE_POSTGRES")
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        server = Postgres(programs, Path(folder))
        server.start(*options)
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """
    A PostgreSQL of the tests' own, on a port of this machine; what it holds goes with it.

    It runs as another user than root, so its folder is none of pytest's, which only their owner may enter.
    """
    with running_postgres("-c fsync=off") as server:
        open_at(server.make("made")).close()
        yield server


@pytest.fixture(scope="session")
def sqlite_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables, to copy."""
    path = tmp_path_factory.mktemp("made") / "made.sqlite"
    open_at(sqlite_url(path)).close()
    return path


def sqlite_url(path: Path) -> URL:
    """Return the address of a file."""
    return URL.create("sqlite", database=str(path))


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Name a kind of database: each test that asks runs on both."""
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], URL]:
    """Give the address of a new database of that kind, without tables, at each call."""

    def make() -> URL:
        name = f"s-{new_id()}"
        return sqlite_url(tmp_path / name) if kind == "sqlite" else request.getfixturevalue("postgres").make(name)

    return make


@pytest.fixture
def made_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> URL:
    """Give the address of a new database of that kind with its tables."""
    if kind == "sqlite":
        return sqlite_url(shutil.copy(request.getfixturevalue("sqlite_made"), tmp_path / "store.sqlite"))
    made: URL = request.getfixturevalue("postgres").make(f"s-{new_id()}", "made")
    return made


@pytest.fixture(scope="session")
def postgres_store(postgres: Postgres) -> Iterator[Store]:
    """One store for the tests that look at no more than their own people and packages: a new one takes a second."""
    opened = open_at(postgres.make("shared", "made"))
    yield opened
    opened.close()


@pytest.fixture
def store(kind: str, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store of that kind, in which others may have saved too."""
    if kind == "postgres":
        yield request.getfixturevalue("postgres_store")
        return
    opened = open_at(request.getfixturevalue("made_url"))
    yield opened
    opened.close()


@pytest.fixture
def anna(store: Store) -> Person:
    return known_person(store, new_id(), "Anna", Role.EDITOR)


@pytest.fixture
def bram(store: Store) -> Person:
    return known_person(store, new_id(), "Bram", Role.EDITOR)


def edit(
    content: str = "inhoud", name: str = "Pakket", note: str = "", token: str = "", catalogue: str = "toy"
) -> Edit:
    """Make an edit to save; each is a click of its own unless it has a token."""
    return Edit(content, name, catalogue, "1.0.0", token or new_id(), note)
