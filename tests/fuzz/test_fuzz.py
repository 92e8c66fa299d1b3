"""
Fuzzing: whatever is opened opens, with the same figures after saving and opening again, or it is one clear error.

1. What was once found to go wrong is in the corpus, and goes well now.
2. A short seeded run of each kind finds nothing; `make fuzz` runs for as long as one likes.
3. The property itself can fail: a calculator that errs is seen.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from budget.core import BudgetError
from fuzz import folders, targets
from fuzz.__main__ import NAMES, Held
from fuzz.kinds import CORPUS, KINDS, drawn, seeds
from tests.conftest import ROOT

FOUND = sorted(path for path in CORPUS.rglob("*") if path.is_file())
COUNTS = {"link": 400, "package": 200, "workbook": 10, "record": 20, "folder": 12}


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_was_found_goes_well(path: Path) -> None:
    """Invariant 1: a file of the corpus opens or is refused in one clear message."""
    assert KINDS[path.parent.name].run(path.read_bytes())


def test_the_corpus_has_something_of_what_was_found() -> None:
    """Without files the test above would say nothing; each lies under the name of a kind."""
    assert FOUND
    assert {path.parent.name for path in FOUND} <= set(KINDS)
    assert tuple(KINDS) == NAMES


def short_run(name: str, seed: int, times: int = 1) -> Counter[str]:
    """Run drawn cases and count how they ended."""
    return Counter(KINDS[name].run(data) for data in drawn(name, seed, COUNTS[name] * times))


@pytest.mark.parametrize("name", ["link", "package"])
def test_a_short_run_finds_nothing(name: str) -> None:
    """Invariant 2: texts; some open and some are refused, so that both ways are tried."""
    ended = short_run(name, 1)
    assert ended["opened"] > 0
    assert len(ended) > 5 - 2 * (name == "link")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["workbook", "record", "folder"])
def test_a_short_run_of_files_finds_nothing(name: str) -> None:
    """Invariant 2: what lies on a disk or in an archive."""
    ended = short_run(name, 1)
    assert ended["opened"] > 0
    assert len(ended) > 2


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_a_long_run_finds_nothing(name: str) -> None:
    """Twenty times as many, of another seed."""
    assert short_run(name, 2, 20)["opened"] > 0


@pytest.mark.parametrize("name", ["link", "package"])
def test_the_same_seed_draws_the_same(name: str) -> None:
    """What a run finds can be found again; another seed draws others."""
    first, again, other = (list(drawn(name, seed, 20)) for seed in (5, 5, 6))
    assert first == again
    assert first != other


@pytest.mark.parametrize("name", ["link", "package", pytest.param("workbook", marks=pytest.mark.long)])
def test_seeds_are_sound(name: str) -> None:
    """What is changed is sound to begin with; what was found need not be."""
    assert {KINDS[name].run(seed) for seed in KINDS[name].seeds()} == {"opened"}
    assert set(KINDS[name].seeds()) <= set(seeds(name))


# Invariant 3


def test_a_calculator_that_loses_a_measure_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that holds another package than was opened."""
    whole = targets.stored_text
    monkeypatch.setattr(targets, "stored_text", lambda *args: whole(*args).replace("- B.5\n", ""))
    with pytest.raises(targets.PropertyError, match="another package"):
        KINDS["package"].run(KINDS["package"].seeds()[1])


@pytest.mark.parametrize(("said", "words"), [(" ", "nothing is said"), ("x" * 30_000, "signs are said")])
def test_an_unclear_error_is_seen(monkeypatch: pytest.MonkeyPatch, said: str, words: str) -> None:
    """An error without words, or of endless words."""
    monkeypatch.setattr(targets, "explain", lambda *_: said)
    with pytest.raises(targets.PropertyError, match=words):
        targets.clear(BudgetError("link_too_long"))


def test_what_is_found_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run writes the case that failed to the corpus before it ends."""
    monkeypatch.setattr("fuzz.kinds.CORPUS", tmp_path)
    held = Held(KINDS["package"])
    monkeypatch.setattr(targets, "parse_package", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        held(b"name: x")
    assert [path.read_bytes() for path in (tmp_path / "package").iterdir()] == [b"name: x"]


def test_lines_that_change_nothing_outside_are_all_that_is_made(tmp_path: Path) -> None:
    """A changed folder is changed inside only, whatever its lines name."""
    (tmp_path / "country").mkdir()
    (tmp_path / "out").symlink_to("/")
    for line in (
        "write ../x y",
        "write /tmp/x-y z",
        "remove ..",
        "move variants ../x",
        "link ../z y",
        "pipe a/../../b",
    ):
        folders._change(tmp_path / "country", line)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["country", "out"]
    assert list((tmp_path / "country").iterdir()) == []


@pytest.mark.slow
def test_the_command_runs_for_some_seconds() -> None:
    """`python -m fuzz` ends by itself, with what it did, and code 0."""
    told = subprocess.run(
        [sys.executable, "-m", "fuzz", "package", "--minutes", "0.02"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "cases in" in told.stdout or "stat::number_of_executed_units" in told.stderr
