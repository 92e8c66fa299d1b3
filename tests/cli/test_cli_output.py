"""
An output that takes nothing: a full disk, a closed pipe, a stream that the caller closed.

Each command says so in one line, ends with its exit code and shows no traceback; a reader that has seen enough is no
fault. A name on the command line is held to the rule for names.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, refused
from tests.conftest import ROOT, TOY

FULL = Path("/dev/full")
COMMANDS = {
    "validate": ["validate"],
    "measures": ["measures"],
    "measures as JSON": ["measures", "--json"],
    "compose": ["compose", "A.1"],
    "compose as JSON": ["compose", "A.1", "--json"],
    "search": ["search", "--target", "main-20"],
    "export": ["export", "A.1", "-o", "{folder}/x.xlsx"],
    "schema": ["schema", "-o", "{folder}"],
    "refused": ["compose", "A.9"],
}
SHORT = ("compose as JSON",)
FULL_DISK = ("compose as JSON", "export")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")


def start(command: str, folder: Path, ending: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the toy country in a shell, its streams as the ending says."""
    words = [part.format(folder=folder) for part in COMMANDS[command]]
    line = [sys.executable, "-m", "budget", *words, "--catalogue", str(TOY), "--language", "nl"]
    script = f'"$@" {ending}'
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {script}", "bash", *line],
        capture_output=True,
        text=True,
        timeout=120,
        cwd=ROOT,
        check=False,
    )


@needs_full
@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [key if key in FULL_DISK else pytest.param(key, marks=pytest.mark.long) for key in COMMANDS if key != "refused"],
)
def test_a_full_disk_is_one_line(tmp_path: Path, command: str) -> None:
    """The answer that cannot be written gives 1 and one line that says so."""
    done = start(command, tmp_path, "> /dev/full")
    assert done.returncode == 1
    assert done.stderr == (
        "verwacht een uitvoer die het antwoord aanneemt, gevonden geen die dat doet. "
        "Maak ruimte of stuur het antwoord elders heen.\n"
    )


@needs_full
@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [key if key in SHORT else pytest.param(key, marks=pytest.mark.long) for key in COMMANDS]
)
@pytest.mark.parametrize(
    ("ending", "code"),
    [("| true", 0), (">&-", 1), ("> /dev/full 2> /dev/full", 1), (">&- 2>&-", 1), ("| true 2>&-", 0)],
)
def test_a_stream_that_is_gone_gives_no_traceback(tmp_path: Path, command: str, ending: str, code: int) -> None:
    """Whatever streams are gone, the exit code says how it went and no traceback does."""
    done = start(command, tmp_path, ending)
    assert done.returncode == (1 if command == "refused" else code)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_name_is_held_to_the_rule(cli: Cli, tmp_path: Path) -> None:
    """A sign that nobody sees, or a name too long, is a wrong call; nothing is written."""
    place = tmp_path / "x.xlsx"
    assert "--name: expected signs that can be seen and saved, found U+202E" in refused(
        cli("export", "A.1", "-o", str(place), "--name", "a\u202eb"), code=2
    )
    assert "--name: expected at most 200 characters, found 5000." in refused(
        cli("export", "A.1", "-o", str(place), "--name", "x" * 5000), code=2
    )
    assert not place.exists()


@pytest.mark.slow
@pytest.mark.parametrize("flood", ["k{n}: 1\n", "a: 1\n"])
def test_a_flood_of_faults_is_fifty_and_how_many_more(cli: Cli, tmp_path: Path, flood: str) -> None:
    """Twenty thousand faults give the first fifty, the number of the others, and a short answer."""
    path = tmp_path / "f.yaml"
    path.write_text("name: x\nmeasures: [A.1]\n" + "".join(flood.format(n=n) for n in range(20_000)), encoding="utf-8")
    said = refused(cli("compose", "--package", str(path))).splitlines()
    assert len(said) == 52
    assert said[0].startswith(("20000 faults in f.yaml", "19999 faults in f.yaml"))
    assert said[-1] in {" - … and 19950 more", " - … and 19949 more"}
    assert sum(map(len, said)) < 20_000
