"""
Correcting one figure of the report is one record and one command, and breaks no test of a rule.

In a copy of the project one amount is corrected and all the fast tests run: what fails states figures of the report
(marker `figures`), or asks for a release. Once released, only the first remain. Run it with `make test-long`; with `-s`
it prints what failed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

RECORD, BEFORE, AFTER = "variants/4/4.7.yaml", "structural: -5}", "structural: -5.5}"
ASKS_FOR_A_RELEASE = "tests/catalogue/test_history.py::test_current_version_holds_the_figures_of_the_catalogue"
FAST = ("-m", "not (browser or calc or nginx or postgres or oidc or slow or long)")
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".hypothesis", ".*_cache", "__pycache__", "output", "*.stamp")


def failing(folder: Path, *chosen: str) -> set[str]:
    """Run tests in a copy of the project; the names of those that fail, without their parameters."""
    call = [sys.executable, "-m", "pytest", "-q", "-rfE", "-p", "no:cacheprovider", *chosen]
    found = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
    assert found.returncode in {0, 1}, found.stdout[-2000:]
    return {re.sub(r"\[.*", "", name) for name in re.findall(r"^(?:FAILED|ERROR) (\S+)", found.stdout, re.MULTILINE)}


def figures(folder: Path) -> set[str]:
    """The tests that state figures of the report."""
    call = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider", "-m", "figures"]
    found = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=True)
    return {re.sub(r"\[.*", "", name) for name in re.findall(r"^(tests/\S+::\S+)", found.stdout, re.MULTILINE)}


@pytest.mark.long
def test_a_corrected_figure_breaks_only_tests_that_state_figures(tmp_path: Path) -> None:
    """After the correction the release is asked for as well; after `release` only the stated figures are left."""
    folder = Path(shutil.copytree(ROOT, tmp_path / "project", ignore=LEFT_OUT))
    record = folder / RECORD
    text = record.read_text(encoding="utf-8")
    assert BEFORE in text
    record.write_text(text.replace(BEFORE, AFTER, 1), encoding="utf-8")
    corrected = failing(folder, "tests", "-n", "2", *FAST)
    release = [sys.executable, "-m", "budget", "release", "97.0.0", "--date", "2099-01-01"]
    subprocess.run(release, cwd=folder, check=True, capture_output=True)
    files = {name.split("::")[0] for name in corrected}
    released = failing(folder, *sorted({*files, "tests/share/test_samples.py"}), *FAST)
    print(f"corrected: {len(corrected)} tests fail; released: {len(released)}", *sorted(released), sep="\n")
    stated = figures(folder)
    assert corrected - stated == {ASKS_FOR_A_RELEASE}
    assert released - stated == set()
