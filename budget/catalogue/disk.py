"""
Read the files of a folder that a stranger may have made.

Only plain files are read, of a bounded size and number, and only inside the folder: nothing waits for a pipe, reads a
device or follows a link out.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from budget.core import Fault

MAX_FILES: Final = 5000
"""Files and folders under `variants/`; the report has 75."""


def file_name(path: Path, root: Path) -> str:
    """Return a file's short name as a text on one line, whatever bytes it is made of."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return os.fsencode(name).decode("utf-8", errors="backslashreplace")


def present(path: Path) -> bool:
    """Whether there is anything of this name, be it a link to nothing: what is there is read, or told as a fault."""
    return os.path.lexists(path)


def inside(path: Path, root: Path) -> bool:
    """Whether a path, its links followed, lies in a folder."""
    try:
        end = path.resolve()
        return end.is_relative_to(root.resolve()) and not end.is_symlink()  # a loop of links ends at one
    except (OSError, RuntimeError, ValueError):  # such a loop before Python 3.13, a name with a zero byte
        return False


def not_a_plain_file(path: Path, name: str, root: Path) -> Fault | None:
    """Return the fault of a link that leaves the folder, a device or a pipe; None for a plain file or none at all."""
    if not inside(path, root):
        return Fault("link_out_of_the_catalogue", file=name)
    try:
        kind = stat.S_IFMT(path.stat().st_mode)
    except (OSError, ValueError):
        return None  # opening it tells what is wrong
    plain = kind in (stat.S_IFREG, stat.S_IFDIR)
    return None if plain else Fault("device_in_the_catalogue", file=name)


def read_bounded(path: Path, name: str, most: int, root: Path | None) -> tuple[bytes, Fault | None]:
    """
    Read a file of at most so many bytes; return its content, or the fault that stands in the way.

    With `root` it must be a plain file inside that folder; without, whatever the user named.
    """
    fault = None if root is None else not_a_plain_file(path, name, root)
    if fault:
        return b"", fault
    try:
        with path.open("rb") as stream:
            raw = stream.read(most + 1)
    except FileNotFoundError:
        return b"", Fault("file_missing", file=name)
    except (OSError, ValueError) as error:  # ValueError: a name that holds a zero byte
        return b"", Fault("file_unreadable", file=name, detail=getattr(error, "strerror", None) or str(error))
    return (b"", Fault("file_too_large", file=name, most=most // 10**6)) if len(raw) > most else (raw, None)


def walk(folder: Path) -> Iterator[Path]:
    """Yield what is in a folder and the folders in it, links not followed; at most one more than `MAX_FILES`."""
    waiting, count = [folder], 0
    while waiting:
        try:
            found = sorted(waiting.pop().iterdir())
        except OSError:
            continue  # reading a file in it tells what is wrong
        for path in found:
            count += 1
            if count > MAX_FILES + 1:
                return
            yield path
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)


def broken_links(folders: list[Path], root: Path) -> Iterator[Fault]:
    """Yield a fault for each folder of a catalogue that is a link out of it."""
    for folder in folders:
        if not inside(folder, root):
            yield Fault("link_out_of_the_catalogue", file=file_name(folder, root))


def too_many_files(folder: Path, root: Path) -> Iterator[Fault]:
    """Yield a fault when a folder holds more than a catalogue does."""
    if sum(1 for _ in walk(folder)) > MAX_FILES:
        yield Fault("too_many_files", file=file_name(folder, root), most=MAX_FILES)
