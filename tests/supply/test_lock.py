"""
The locks: everything that an installation takes, each file by its hash, for every Python and platform.

1. What the lists ask for is locked in that version, and the app is tested with the versions that it runs with.
2. Nothing that a locked package needs is missing from its lock, on any Python and platform.
3. Nothing is installed that is not locked.
4. A lock that was edited by hand is refused, with its line.
"""

from __future__ import annotations

import importlib.metadata
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

from supply import LOCKS, Locked, LockError, check_wheels, make_locks, read_lock
from supply.install import INSTALLER, unlocked
from supply.lock import PLATFORMS, PYTHONS, Run, normal
from tests.conftest import ROOT

MACHINES = (
    ("linux", "Linux", "posix", "x86_64"),
    ("linux", "Linux", "posix", "aarch64"),
    ("darwin", "Darwin", "posix", "x86_64"),
    ("darwin", "Darwin", "posix", "arm64"),
    ("win32", "Windows", "nt", "AMD64"),
)
HASH = f"    --hash=sha256:{'0' * 64}\n"


def environments() -> list[dict[str, str]]:
    """What markers see on each Python and platform that the locks are for."""
    return [
        {
            "sys_platform": platform,
            "platform_system": system,
            "os_name": os,
            "platform_machine": machine,
            "python_version": python,
            "python_full_version": f"{python}.1",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }
        for platform, system, os, machine in MACHINES
        for python in PYTHONS
    ]


def present(locked: Sequence[Locked], environment: dict[str, str]) -> dict[str, Locked]:
    """The packages of a lock that are installed in an environment."""
    return {p.name: p for p in locked if not p.marker or Marker(p.marker).evaluate(environment)}


def listed(path: Path) -> list[Requirement]:
    """What a list of requirements asks for, without the lists that it includes."""
    lines = [line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-r")]


@cache
def requires(name: str) -> list[Requirement]:
    """What an installed package says that it needs."""
    return [Requirement(text) for text in importlib.metadata.requires(name) or []]


def needs_of(name: str, environment: dict[str, str]) -> set[str]:
    """What an installed package needs in an environment, by its own metadata and without extras."""
    seen = {**environment, "extra": ""}
    return {normal(n.name) for n in requires(name) if n.marker is None or n.marker.evaluate(seen)}


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_listed_is_locked(name: str) -> None:
    """Each package of a list is pinned, and its lock has that version on every Python and platform."""
    locked = {package.name: package for package in read_lock(ROOT / f"{name}.lock")}
    wanted = listed(ROOT / f"{name}.txt")
    assert wanted
    for requirement in wanted:
        package = locked[normal(requirement.name)]
        assert str(requirement.specifier) == f"=={package.version}", f"run `make lock`: {requirement}"
        assert package.marker == ""


def test_the_app_is_tested_as_it_runs() -> None:
    """The lock of the tests holds the whole lock of the app, in the same versions with the same files."""
    tested = {package.name: package for package in read_lock(ROOT / "requirements-dev.lock")}
    for package in read_lock(ROOT / "requirements.lock"):
        found = tested[package.name]
        assert (found.version, found.hashes, found.marker) == (package.version, package.hashes, package.marker)


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_a_lock_lacks_nothing_anywhere(name: str) -> None:
    """On each Python and platform a lock holds all that its packages need there, as their own metadata say."""
    locked = read_lock(ROOT / f"{name}.lock")
    here = {normal(d.metadata["Name"]) for d in importlib.metadata.distributions()}
    for environment in environments():
        packages = present(locked, environment)
        missing = {p: needs_of(p, environment) - packages.keys() for p in packages.keys() & here}
        assert not {p: names for p, names in missing.items() if names}, environment


def test_nothing_unlocked_is_installed() -> None:
    """What is installed here is locked, in that version; only what Python itself brings is not."""
    locked = {package.name: package.version for package in read_lock(ROOT / "requirements-dev.lock")}
    installed = {normal(d.metadata["Name"]): d.version for d in importlib.metadata.distributions()}
    wrong = {name: version for name, version in installed.items() if locked.get(name) != version}
    assert wrong.keys() <= INSTALLER, f"not as locked: {wrong}; `make clean` and set up again"


def test_the_unlocked_are_named(tmp_path: Path) -> None:
    """Setting up names each package that no lock names, however its name is written."""
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"typing-extensions==1 \\\n{HASH}", encoding="utf-8")
    assert unlocked(["Typing_Extensions", "pip", "stray.one"], [lock]) == ["stray-one"]


def test_a_lock_is_read(tmp_path: Path) -> None:
    """A package has its name as PyPI compares it, its marker, the hashes of its files and who needs it."""
    lock = tmp_path / "a.lock"
    remarks = "    # via\n    #   -c b.lock\n    #   -r a.txt\n    #   Some.Other\n"
    lock.write_text(
        f"# made by a tool\nB_C==1.0.post1 ; sys_platform == 'win32' \\\n{HASH[:-1]} \\\n{HASH}{remarks}",
        encoding="utf-8",
    )
    expected = Locked("b-c", "1.0.post1", "sys_platform == 'win32'", ("0" * 64,) * 2, ("", "some-other"))
    assert read_lock(lock) == [expected]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"a==1 \\\n{HASH}b>=2\n", "a.lock:3: expected name==version.*found 'b>=2'.*make lock"),
        (f"a==1 \\\n{HASH}--extra-index-url https://example.org\n", "a.lock:3: expected"),
        (f"{HASH}", "a.lock:1: expected"),
        ("a==1\n", "a.lock: a: expected a sha256 hash, found none"),
        (f"a==1 \\\n{HASH.replace('sha256', 'md5')}", "a.lock:2: expected"),
    ],
)
def test_a_lock_edited_by_hand_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """A loose version, another index or a package without a hash is told with its place and what to do."""
    lock = tmp_path / "a.lock"
    lock.write_text(text, encoding="utf-8")
    with pytest.raises(LockError, match=said):
        read_lock(lock)


def test_a_lock_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A missing lock is told with the command that makes it."""
    with pytest.raises(LockError, match=r"a.lock: expected a lock.*make lock"):
        read_lock(tmp_path / "a.lock")


def failing(at: str) -> tuple[list[list[str]], Run]:
    """A program that fails when this word is among its arguments, and the calls that it was asked for."""
    calls: list[list[str]] = []

    def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        calls.append(list(command))
        return subprocess.CompletedProcess(list(command), 1 if at in command else 0, "", "no\n  wheel")

    return calls, run


def test_wheels_are_asked_for_everywhere() -> None:
    """Each Python on each platform is asked for; where there is no wheel is told with what the tool says."""
    calls, run = failing("3.13")
    faults = check_wheels(ROOT / "requirements.lock", run)
    assert len(calls) == len(PYTHONS) * len(PLATFORMS)
    assert faults == [f"requirements.lock: {platform}, Python 3.13: no wheel" for platform in PLATFORMS]


def test_a_lock_that_cannot_be_made_is_told() -> None:
    """The tool's own words are told, and no later lock is made."""
    calls, run = failing("requirements-dev.txt")
    with pytest.raises(LockError, match=r"requirements-dev.lock was not made.\nno\n  wheel"):
        make_locks(ROOT, False, run)
    assert len(calls) == 2
    assert "--upgrade" not in calls[0]
