"""What the papers for an administrator say of the code is so."""

from __future__ import annotations

import re

import pytest

from benchmarks.bench_server import COLUMNS, FULL
from supply.lock import PYTHONS
from tests.conftest import ROOT

DEPLOYMENT = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def table_after(heading: str) -> list[list[str]]:
    """The cells of the last table under a heading of the page on deployment."""
    section = DEPLOYMENT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = re.findall(r"(?:^\|.*\|\n)+", section, re.MULTILINE)[-1]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_the_table_of_sizes_has_what_the_benchmark_prints() -> None:
    """Each level that `make bench` prints has its row, each column is one that it prints; no figure is ours."""
    head, _, *rows = table_after("Sizing")
    assert {*head[1:]} <= {*COLUMNS, *(f"{column} ms" for column in COLUMNS)}
    labels = [row[0] for row in rows]
    for level in (level for level in FULL if not level.collect):
        assert level.label in labels
        assert (f"{level.label}, at one moment" in labels) == bool(level.bursts)
    assert {cell for row in rows for cell in row[1:]} == {"…", "–"}


@pytest.mark.parametrize("page", [DEPLOYMENT, SECURITY], ids=["deployment", "security"])
def test_the_commands_and_files_that_are_named_exist(page: str) -> None:
    """Each `make` command is a rule of the Makefile, each file and folder in a code span is there."""
    rules = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = set(re.findall(r"`make ([a-z-]+)", page))
    assert commands
    assert commands <= rules
    named = {text for text in re.findall(r"`([\w.-]+/[\w./-]*|[A-Z_]+\.(?:md|txt))`", page) if "*" not in text}
    made = {"wheels/", *(text for text in named if text.startswith("_stcore/"))}  # by `make wheels`; of the server
    assert named - made
    assert [text for text in named - made if not (ROOT / text).exists()] == []


def test_the_pythons_that_are_named_are_locked() -> None:
    """Both pages name the first and the last Python that the locks hold for."""
    span = f"{PYTHONS[0]} to {PYTHONS[-1]}"
    assert span in DEPLOYMENT
    assert span in SECURITY


def test_no_address_is_invented() -> None:
    """A vulnerability is reported by the repository's own means: no page names an address for mail."""
    for page in (DEPLOYMENT, SECURITY):
        assert not re.search(r"[\w.]+@[\w-]+\.\w+", page)
