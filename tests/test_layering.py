"""
The layers, as pyproject.toml states them under [tool.importlinter], and the doors of the wings.

1. A module imports only from the layers below its own.
2. The check sees a wrong import: a copy of the code with one added fails.
3. What another wing uses is a public name: it is imported from the wing itself and stands in its `__all__`.
"""

from __future__ import annotations

import ast
import importlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PARTS = ("budget", "store", "dashboard", "serve")
LOOSE = {
    "budget": {"__main__"},
    "dashboard": {"__main__", "address", "page", "state"},
}  # modules that stand beside the wings


def check_layers(directory: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter in a directory with the project's own contracts."""
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=directory, capture_output=True, text=True, encoding="utf-8", check=False
    )


def wing_of(module: str) -> str:
    """Return the wing (or the module beside the wings) that a module stands in, for instance budget.core."""
    return ".".join(module.split(".")[:2])


def foreign_imports(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the file, module and name of every import from another wing; a whole module has the name ""."""
    for path in [*(path for part in PARTS for path in root.glob(f"{part}/**/*.py")), root / "app.py"]:
        own = wing_of(".".join(path.relative_to(root).with_suffix("").parts))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found = [(alias.name, "") for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found = [(node.module or "", alias.name) for alias in node.names]
            else:
                continue
            for module, name in found:
                if module.split(".")[0] in LOOSE and own != wing_of(module) and path.name != "__init__.py":
                    yield path.relative_to(root).as_posix(), module, name


def behind_the_door(root: Path) -> list[str]:
    """Return every import that reaches past a wing's public names."""
    wrong = []
    for file, module, name in foreign_imports(root):
        if module in LOOSE and name in LOOSE[module]:
            continue
        public = module.count(".") == 1 and name in getattr(importlib.import_module(module), "__all__", ())
        if not public:
            wrong.append(f"{file}: from {module} import {name}")
    return wrong


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the code and the contracts, to break."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "app.py", tmp_path)
    for part in (*PARTS, "supply", "fuzz"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def add_line(copy: Path, module: str, line: str) -> None:
    """Add a line to a module of a copy."""
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


@pytest.mark.slow
def test_layers_are_kept() -> None:
    """Every module imports only from the layers below its own."""
    result = check_layers(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("budget/core/money.py", "from budget import catalogue", "wings import only from the wings below"),
        ("budget/core/errors.py", "import dashboard", "never the other way round"),
        ("budget/engine/package.py", "import streamlit", "knows no page"),
        ("dashboard/__init__.py", "import app", "Nothing imports app.py"),
        ("dashboard/__init__.py", "import supply", "dashboard knows nothing of what it is made of"),
        ("supply/lock.py", "import budget", "knows nothing of the app"),
        *(
            pytest.param(module, line, "never the other way round", marks=pytest.mark.long)
            for module, line in (
                ("dashboard/page.py", "import serve"),
                ("store/rights.py", "import dashboard"),
                ("budget/core/errors.py", "import store"),
            )
        ),
        ("store/rights.py", "import streamlit", "The store knows no page"),
        ("dashboard/words/text.py", "from dashboard import state", "dashboard's wings import only from"),
        ("budget/unplaced.py", "import re", "wings import only from the wings below"),
    ],
)
def test_a_wrong_import_is_found(copy: Path, module: str, line: str, contract: str) -> None:
    """An import from above, of streamlit or of app.py breaks a contract, and so does a wing without a place."""
    add_line(copy, module, line)
    result = check_layers(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [text for text in result.stdout.splitlines() if text.endswith("BROKEN")]
    assert any(contract in text for text in broken), result.stdout + result.stderr


@pytest.mark.slow
def test_wings_are_entered_by_their_doors() -> None:
    """Another wing's names come from the wing itself, where `__all__` lists them."""
    assert behind_the_door(ROOT) == []


@pytest.mark.slow
def test_a_way_around_a_door_is_found(copy: Path) -> None:
    """A name taken from inside another wing, or one that is not public, is found."""
    ways = {
        "budget/export/write.py": "from budget.engine.package import Package as Other",
        "budget/cli/commands.py": "from budget.engine import kept_by_settings",
        "dashboard/state.py": "import budget.core.money",
        "serve/guard.py": "from dashboard.words.text import language",
    }
    for module, line in ways.items():
        add_line(copy, module, line)
    found = behind_the_door(copy)
    assert len(found) == len(ways)
    assert {fault.split(":")[0] for fault in found} == set(ways)


def test_only_the_wings_stand_in_the_hall() -> None:
    """budget/ holds wings, its public names and the way in; nothing else."""
    assert {path.name for path in (ROOT / "budget").glob("*.py")} == {"__init__.py", "__main__.py"}
    assert {path.stem for path in (ROOT / "dashboard").glob("*.py")} == {"__init__", *LOOSE["dashboard"]}


def test_every_wing_says_what_it_is_for() -> None:
    """Each wing's `__init__` opens with one sentence, and README lists the same sentence."""
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    wings = [*ROOT.glob("budget/*/__init__.py"), *ROOT.glob("dashboard/*/__init__.py"), ROOT / "serve" / "__init__.py"]
    wings.append(ROOT / "store" / "__init__.py")
    for path in sorted(wings):
        sentence = " ".join((ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split())
        assert sentence.endswith("."), path
        assert sentence in readme, f"README lacks: {sentence}"
