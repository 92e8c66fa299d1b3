"""
A folder that a stranger made: links out of it, pipes, devices, strange names and files without end.

1. Each is one clear fault that names the file and the remedy; nothing outside the folder is read or told.
2. Nothing waits and nothing grows: a pipe is not opened, a device not read.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from budget.catalogue import disk
from tests.catalogue.conftest import Validate

LINK = "expected a file or folder inside the catalogue, found a link to elsewhere. Put the file itself in the folder."
DEVICE = "expected a plain file, found a device or pipe. Put a plain file there, or remove it."
FILES = ["variants/A/A.1.yaml", "variants/catalogue.yaml", "data/base.yaml", "data/differences.yaml"]
RELEASE = "data/history/0.1.0.json"


def only(found: tuple[int, list[str]], fault: str) -> None:
    """Expect this fault and no other."""
    code, lines = found
    assert (code, [line for line in lines if line.startswith(" - ")]) == (1, [f" - {fault}"])


@pytest.mark.parametrize("name", [*FILES, RELEASE, "data/packages/both.yaml"])
def test_a_link_out_of_the_folder_is_not_followed(country: Path, validate: Validate, tmp_path: Path, name: str) -> None:
    """Also where it leads to what would be sound: another's file is not ours to show."""
    elsewhere = tmp_path / "elsewhere"
    (country / name).rename(elsewhere)
    (country / name).symlink_to(elsewhere)
    only(validate(), f"{name}: {LINK}")


@pytest.mark.parametrize("name", ["variants", "data", "variants/A", "data/packages"])
def test_a_folder_that_is_a_link_is_one_fault(country: Path, validate: Validate, tmp_path: Path, name: str) -> None:
    """Not one for each file in it."""
    elsewhere = tmp_path / "elsewhere"
    (country / name).rename(elsewhere)
    (country / name).symlink_to(elsewhere)
    only(validate(), f"{name}: {LINK}")


@pytest.mark.parametrize("target", ["/nowhere/at/all", "/dev/zero", "../../../../etc/hostname", "A.1.yaml"])
def test_where_a_link_leads_is_not_told(country: Path, validate: Validate, target: str) -> None:
    """To nothing, a device, a file of the machine or itself: all the same."""
    (country / "variants/A/A.1.yaml").unlink()
    (country / "variants/A/A.1.yaml").symlink_to(target)
    only(validate(), f"variants/A/A.1.yaml: {LINK}")


def test_a_link_within_the_folder_is_read(country: Path, validate: Validate) -> None:
    """A catalogue may keep a file in another of its folders."""
    (country / "data/base.yaml").rename(country / "base-2021.yaml")
    (country / "data/base.yaml").symlink_to("../base-2021.yaml")
    assert validate() == (0, [])


@pytest.mark.parametrize("name", [*FILES, RELEASE])
def test_a_pipe_is_not_waited_for(country: Path, validate: Validate, name: str) -> None:
    """Invariant 2: without this, reading would wait for ever."""
    (country / name).unlink()
    os.mkfifo(country / name)
    only(validate(), f"{name}: {DEVICE}")


def test_a_socket_is_no_record(country: Path, validate: Validate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another kind of file that is none."""
    (country / "variants/A/A.1.yaml").unlink()
    monkeypatch.chdir(country / "variants" / "A")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("A.1.yaml")
        only(validate(), f"variants/A/A.1.yaml: {DEVICE}")


def test_a_release_without_end_is_refused(country: Path, validate: Validate) -> None:
    """Release files are held to the size of records."""
    with (country / RELEASE).open("a", encoding="utf-8") as file:
        file.write(" " * 1_000_000)
    only(validate(), f"{RELEASE}: expected at most 1 MB, found a larger file. A record is a few KB; check the file.")


@pytest.mark.parametrize("content", [b"[" * 200_000, b"\xff{}", b'{"a":' * 90_000, b"9" * 5000])
def test_a_release_that_is_none_is_refused(country: Path, validate: Validate, content: bytes) -> None:
    """Nesting without end, no UTF-8 and a number without end are a release of another shape."""
    (country / RELEASE).write_bytes(content)
    code, lines = validate()
    assert (code, len(lines)) == (1, 2)
    assert lines[1].startswith(f" - {RELEASE}")


def test_a_name_that_is_no_text_is_told_as_bytes(country: Path, validate: Validate) -> None:
    """A file name can be any bytes; the message stays a text."""
    shutil.copyfile(country / "variants/A/A.1.yaml", os.fsencode(country / "variants/A") + b"/A.\xff.yaml")
    code, lines = validate()
    assert code == 1
    assert any(line.startswith(" - variants/A/A.\\xff.yaml:") for line in lines)
    "\n".join(lines).encode()


def test_a_folder_of_too_many_files_is_refused(
    country: Path, validate: Validate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are counted before any is read."""
    monkeypatch.setattr(disk, "MAX_FILES", 30)
    for place in range(40):
        (country / "variants" / f"{place}.txt").touch()
    only(validate(), "variants: expected at most 30 files, found more. Remove what does not belong to the catalogue.")


@pytest.mark.slow
def test_folders_in_folders_without_end_are_walked(country: Path, validate: Validate) -> None:
    """Deeper than Python's own recursion goes; the folder without a variant is the fault."""
    at = os.open(country / "variants", os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("d", dir_fd=at)
        deeper = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = deeper
    os.close(at)
    code, lines = validate()
    subprocess.run(["rm", "-rf", str(country)], check=True)  # Python's own removal is as deep as its recursion
    assert (code, len(lines)) == (1, 2)
    assert lines[1].startswith(" - variants/d/variant.yaml: expected this file, found none.")
