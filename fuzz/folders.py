"""
What is loaded from a folder: one record of a catalogue, and a folder that a stranger changed.

A record names in its first line, a comment, the file whose place it takes. A changed folder is told in lines:
`write NAME TEXT`, `link NAME TARGET`, `remove NAME`, `pipe NAME`, `folder NAME` and `move NAME NAME`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from budget.catalogue import Catalogue
from budget.core import BudgetError
from budget.engine import load_sound_catalogue
from budget.share import Draft, parse_package, stored_text
from fuzz.targets import ROOT, clear, figures, require

MOST_LINES: Final = 20


def copy_country(place: Path) -> Path:
    """Copy the invented country with all that a catalogue may have."""
    shutil.copytree(ROOT / "tests" / "toy", place)
    return Path(shutil.copytree(ROOT / "tests" / "toy_full", place, dirs_exist_ok=True))


@cache
def country() -> Path:
    """Return the copy of which records are replaced and put back; it goes with the process."""
    keeper = tempfile.TemporaryDirectory(prefix="fuzz-")
    _KEPT.append(keeper)
    return copy_country(Path(keeper.name) / "country")


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def load(folder: Path) -> str:
    """Load a folder as a catalogue; what loads has figures for all of its packages, the same when saved and opened."""
    try:
        catalogue = load_sound_catalogue(folder)
    except BudgetError as error:
        return clear(error)
    for ready in catalogue.packages.values():
        _same_when_opened(catalogue, Draft(ready.title.nl, "", catalogue.sorted_selection(ready.measures)))
    for id_ in catalogue.measures:
        try:
            figures(catalogue, Draft(measures=(id_,)))
        except BudgetError as error:
            clear(error)
    return "opened"


def _same_when_opened(catalogue: Catalogue, draft: Draft) -> None:
    """Require the same package and figures of a package that is saved and opened."""
    try:
        found = figures(catalogue, draft)
    except BudgetError as error:  # its measures exclude each other, for instance
        clear(error)
        return
    again = parse_package(stored_text(catalogue, draft), "again.yaml", catalogue).draft
    require(again.measures == draft.measures, "the file holds another package")
    require(figures(catalogue, again) == found, "the file gives other figures")


def load_a_record(data: bytes) -> str:
    """Load the country with this record in the place of one of its files."""
    head, _, _ = data.partition(b"\n")
    folder = country()
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    path = names.get(head.decode("utf-8", errors="replace").removeprefix("# "), folder / "variants/A/A.1.yaml")
    before = path.read_bytes()
    path.write_bytes(data)
    try:
        return load(folder)
    finally:
        path.write_bytes(before)


def _within(folder: Path, name: str) -> Path | None:
    """Return a path in the folder, without following what leads out; None for any other."""
    steps = name.split("/")
    path = folder.joinpath(*steps) if name and not {"", ".", ".."} & set(steps) and "\x00" not in name else None
    safe = path is not None and len(name) < 200 and path.parent.resolve().is_relative_to(folder.resolve())
    return path if safe else None


def _change(folder: Path, line: str) -> None:
    """Make one change; a line that tells none is passed over."""
    kind, _, rest = line.partition(" ")
    name, _, value = rest.partition(" ")
    path, other = _within(folder, name), _within(folder, value)
    if path is None:
        return
    if kind == "remove" and path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    elif kind == "remove":
        path.unlink()
    elif kind == "write" and not os.path.lexists(path):
        path.write_bytes(value.encode(errors="surrogateescape"))
    elif kind == "link" and "\x00" not in value:
        path.symlink_to(value)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "move" and other is not None:
        path.rename(other)


def load_a_folder(data: bytes) -> str:
    """Load the country after the changes that the lines tell."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        folder = copy_country(Path(place) / "country")
        for line in data.decode("utf-8", errors="surrogateescape").split("\n")[:MOST_LINES]:
            try:
                _change(folder, line)
            except (OSError, ValueError):
                continue  # a change that the disk refuses
        return load(folder)
