"""A copy of the invented country, to break and validate."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from budget.cli.commands import main
from tests.conftest import copy_full


class Validate(Protocol):
    """Validates the copy of the country."""

    def __call__(self, language: str = "en") -> tuple[int, list[str]]: ...


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """A copy of the invented country, to break."""
    return copy_full(tmp_path / "country")


@pytest.fixture
def validate(country: Path, capsys: pytest.CaptureFixture[str]) -> Validate:
    """Validate the copy; the exit code and the lines on standard error."""

    def run(language: str = "en") -> tuple[int, list[str]]:
        code = main(["validate", "--catalogue", str(country), "--language", language])
        return code, capsys.readouterr().err.splitlines()

    return run
