"""What is served, as one short name: two servers with the same name hold the same code, catalogue and platform."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from budget.catalogue import Catalogue

VERSION_COOKIE = "served_version"
ROOT = Path(__file__).resolve().parent.parent
CODE = ("budget", "store", "dashboard", "serve")
LENGTH = 12


def served_version(catalogue: Catalogue | None) -> str:
    """Name the code and the catalogue by a hash of both; a catalogue that cannot be loaded counts as none."""
    digest = hashlib.sha256(version("streamlit").encode())
    paths = [path for part in CODE for path in (ROOT / part).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for path in sorted([ROOT / "app.py", *paths]):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    if catalogue is not None:
        info = catalogue.info
        digest.update(f"{info.id} {info.version} {info.date}".encode())
    return digest.hexdigest()[:LENGTH]
