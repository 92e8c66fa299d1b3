"""
The layers, as pyproject.toml states them under [tool.importlinter].

1. A module imports only from the layers below its own.
2. The check sees a wrong import: a copy of the engine with one added fails.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def check_layers(directory: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter in a directory with the project's own contracts."""
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=directory, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code and the contracts, to break."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for part in ("budget", "dashboard"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_layers_are_kept() -> None:
    """Every module imports only from the layers below its own."""
    result = check_layers(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("budget/money.py", "from budget import load", "import only from the layers below"),
        ("budget/errors.py", "import dashboard", "never the other way round"),
        ("budget/package.py", "import streamlit", "knows no page"),
        ("dashboard/__init__.py", "import app", "Nothing imports app.py"),
        ("budget/unplaced.py", "import re", "import only from the layers below"),
    ],
)
def test_a_wrong_import_is_found(copy: Path, module: str, line: str, contract: str) -> None:
    """An import from above, of streamlit or of app.py breaks a contract, and so does a module without a place."""
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    result = check_layers(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [text for text in result.stdout.splitlines() if text.endswith("BROKEN")]
    assert any(contract in text for text in broken), result.stdout + result.stderr
