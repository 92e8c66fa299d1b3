"""Calls of the command line within the process of the tests."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from budget.cli.commands import main
from tests.conftest import TOY


class Result(NamedTuple):
    """What a call gives."""

    code: int
    out: str
    err: str


class Cli:
    """Calls the command line within this process, on the invented country unless told otherwise."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, command: str, *arguments: str, catalogue: Path | str | None = TOY) -> Result:
        place = [] if catalogue is None else ["--catalogue", str(catalogue)]
        try:
            code = main([command, *place, *arguments])
        except SystemExit as stop:  # argparse ends a wrong call itself
            code = int(stop.code or 0)
        return Result(code, *self.capsys.readouterr())


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(capsys)


def refused(result: Result, code: int = 1) -> str:
    """Check that a call was refused with a message and no traceback; returns the message."""
    assert result.code == code, result
    assert result.out == ""
    assert result.err.strip()
    assert "Traceback" not in result.err
    return result.err
