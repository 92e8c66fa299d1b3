"""
The locks: every package that an installation takes, with its version and the hashes of its files.

`requirements*.txt` is the readable list of what the code itself uses; the lock beside it adds what those packages
need, for every Python and platform in `PYTHONS` and `PLATFORMS` at once. uv makes the locks; this module reads them
with the standard library alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

# Each lock with the one that it may not contradict: the app is tested with the versions that it runs with. The other
# two have environments of their own.
LOCKS = {
    "requirements": None,
    "requirements-dev": "requirements.lock",
    "requirements-bench": None,
    "requirements-supply": None,
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = (
    "x86_64-unknown-linux-gnu",
    "aarch64-unknown-linux-gnu",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
)
HEAD = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\?$")
HASH = re.compile(r"--hash=sha256:(?P<hash>[0-9a-f]{64})\s*\\?$")

Run = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


class LockError(Exception):
    """A lock that cannot be read, or that is not to be had: file, line, expected, found and remedy."""


@dataclass(frozen=True)
class Locked:
    """
    A package of a lock: its normalised name, version, marker ("" for everywhere), hashes, and who needs it.

    The app itself, whose own list names the package, is "" among those who need it.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]


def normal(name: str) -> str:
    """Write a package's name as PyPI compares it: lower case, with single dashes."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(path: Path) -> list[Locked]:
    """
    Read a lock, in its own order.

    Raises:
        LockError: no file, a line that is no pinned package, no hash of it and no remark, or a package without a hash.

    """
    if not path.is_file():
        raise LockError(f"{path.name}: expected a lock with hashes, found no file. Make it with `make lock`.")
    found: list[Locked] = []
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if head := HEAD.match(text):
            found.append(Locked(normal(head["name"]), head["version"], head["marker"] or "", (), ()))
        elif found and (digest := HASH.match(text)):
            found[-1] = with_hash(found[-1], digest["hash"])
        elif found and text.startswith("#"):
            found[-1] = with_reason(found[-1], text)
        elif text and not text.startswith("#"):
            raise LockError(
                f"{path.name}:{place}: expected name==version, --hash=sha256:… or a remark, found {text!r}. "
                "Do not edit a lock by hand: correct the .txt beside it and run `make lock`."
            )
    for package in found:
        if not package.hashes:
            raise LockError(f"{path.name}: {package.name}: expected a sha256 hash, found none. Run `make lock`.")
    return found


def with_hash(package: Locked, digest: str) -> Locked:
    """Add the hash of one more file of a package."""
    return Locked(package.name, package.version, package.marker, (*package.hashes, digest), package.needed_by)


def with_reason(package: Locked, remark: str) -> Locked:
    """Add who needs a package, as uv remarks it below: a package, or a list (`-r`); a constraint (`-c`) is nobody."""
    name = remark.removeprefix("#").strip().removeprefix("via").strip()
    if not name or name.startswith("-c"):
        return package
    needed_by = (*package.needed_by, "" if name.startswith("-r") else normal(name))
    return Locked(package.name, package.version, package.marker, package.hashes, needed_by)


def run_program(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a program and keep what it prints."""
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 - our own arguments


def uv(*arguments: str) -> list[str]:
    """Give the command for uv, from the environment that runs this."""
    return [str(Path(sys.executable).parent / "uv"), "pip", *arguments]


def make_locks(root: Path, upgrade: bool, run: Run = run_program) -> None:
    """
    Make every lock again; versions stay as locked unless their list asks for another, or `upgrade` is set.

    Raises:
        LockError: uv found no set of versions, or reached no index; its own words are told.

    """
    for name, bound in LOCKS.items():
        command = uv("compile", f"{name}.txt", "--output-file", f"{name}.lock", "--quiet", "--universal")
        command += ["--python-version", PYTHONS[0], "--generate-hashes", "--custom-compile-command", "make lock"]
        command += ["--directory", str(root), *(["--constraint", bound] if bound else [])]
        result = run([*command, "--upgrade"] if upgrade else command)
        if result.returncode:
            raise LockError(f"{name}.lock was not made.\n{result.stderr.strip()}")


def check_wheels(lock: Path, run: Run = run_program) -> list[str]:
    """Say for which Pythons and platforms a lock cannot be installed from wheels alone, and why."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:  # nothing is put there
        command = uv("install", "--dry-run", "--target", folder, "--require-hashes", "--only-binary", ":all:")
        for platform, python in product(PLATFORMS, PYTHONS):
            result = run([*command, "--python-platform", platform, "--python-version", python, "-r", str(lock)])
            if result.returncode:
                faults.append(f"{lock.name}: {platform}, Python {python}: {' '.join(result.stderr.split())}")
    return faults
