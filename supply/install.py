"""
Install a lock with pip: only files with the locked hashes, only wheels; say in plain words why it fails.

The Makefile runs this file by its path, in an environment that has nothing but pip, so it imports the standard library
alone. The pip that comes with Python 3.11.0 (22.3) is new enough.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

RETRIES = "2"  # of pip for each address; its own number lets somebody without a network wait for minutes
INSTALLER = {"pip", "setuptools", "wheel"}  # what Python itself puts in a new environment
PIN = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)

# What pip prints (part of it), and what it means; the first that fits is told.
CAUSES = (
    (
        ("DO NOT MATCH THE HASHES", "HashMismatch"),
        "A downloaded file is not the file that was locked. Nothing of it was installed. Empty pip's cache\n"
        "(python -m pip cache purge) and try again. If it stays, your index serves another file: do not go around it,\n"
        "but ask who keeps the index.",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "SSLError", "SSLCertVerificationError"),
        "The package index was reached, but its certificate is not trusted here. Behind a proxy that opens TLS, name\n"
        "the certificates of your organisation: PIP_CERT=/path/to/bundle.pem make run",
    ),
    (
        (
            "Failed to establish a new connection",
            "NewConnectionError",
            "NameResolutionError",
            "ProxyError",
            "ConnectTimeoutError",
            "ReadTimeoutError",
            "Read timed out",
            "Connection refused",
            "Network is unreachable",
        ),
        "The package index (PyPI, unless you named another) cannot be reached from this machine. One of these helps:\n"
        "  a mirror of your own:     PIP_INDEX_URL=https://mirror.example/simple make run\n"
        "  a proxy:                  HTTPS_PROXY=http://proxy.example:3128 make run\n"
        "  a folder of wheels:       run `make wheels` on a machine that reaches PyPI and has the same Python and\n"
        "                            platform, bring the folder wheels/ here, and then: make run WHEELS=wheels",
    ),
    (
        ("No matching distribution found", "Could not find a version"),
        "There is no wheel of this package for this Python and platform, or the folder or mirror lacks it. The locks\n"
        "hold for Python 3.11 to 3.14 on Linux (x86_64, aarch64), macOS and Windows; name another Python with\n"
        "make PYTHON=/path/to/python3 after `make clean`.",
    ),
)


def pip_command(lock: Path, wheels: Path | None = None, download: Path | None = None) -> list[str]:
    """Give the command that installs a lock, if need be from a folder of wheels alone, or that fills such a folder."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--retries", RETRIES]
    command += ["install"] if download is None else ["download", "--dest", str(download)]
    command += ["--require-hashes", "--only-binary", ":all:", "--requirement", str(lock)]
    return command if wheels is None else [*command, "--no-index", "--find-links", str(wheels)]


def explain(printed: str) -> str:
    """Say what pip's failure means and what helps; "" when its own words must do."""
    return next((meaning for signs, meaning in CAUSES if any(sign in printed for sign in signs)), "")


def unlocked(installed: Iterable[str], locks: Iterable[Path]) -> list[str]:
    """Name the installed packages that no lock names, but for what Python itself brings."""
    names = {name for lock in locks for name in PIN.findall(lock.read_text(encoding="utf-8"))}
    known = {re.sub(r"[-_.]+", "-", name).lower() for name in names} | INSTALLER
    return sorted({re.sub(r"[-_.]+", "-", name).lower() for name in installed} - known)


def installed_names() -> list[str]:
    """Name the packages of the environment that runs this."""
    return [distribution.metadata["Name"] for distribution in importlib.metadata.distributions()]


def install_lock(lock: Path, wheels: Path | None = None, download: Path | None = None) -> int:
    """Install or download a lock; return 0, or 1 with pip's own words and what they mean on standard error."""
    if wheels is not None and not wheels.is_dir():
        print(f"WHEELS={wheels}: expected a folder of wheels, found none. Make it with `make wheels`.", file=sys.stderr)
        return 1
    command = pip_command(lock, wheels, download)
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603 - our own arguments
    if result.returncode:
        printed = result.stdout + result.stderr
        done = "installed" if download is None else "fetched"
        print(printed.strip(), f"\n{lock.name} was not {done}.", explain(printed), sep="\n", file=sys.stderr)
        return 1
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Install or download the lock that is named, and tell what else the environment holds."""
    parser = argparse.ArgumentParser(description="Install a lock, checking every hash.")
    parser.add_argument("lock", type=Path)
    parser.add_argument("--wheels", type=Path, help="take the files from this folder alone")
    parser.add_argument("--download", type=Path, help="install nothing, but put the wheels into this folder")
    options = parser.parse_args(arguments)
    code = install_lock(options.lock, options.wheels, options.download)
    if code or options.download is not None:
        return code
    if extra := unlocked(installed_names(), options.lock.parent.glob("requirements*.lock")):
        print(f"In no lock, so unchecked: {', '.join(extra)}. `make clean` and setting up again removes them.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
