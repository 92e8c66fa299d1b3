"""The commands behind `make lock`, `make notices`, `make sbom` and `make audit`: their exit codes and their faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from supply import LOCKS, __main__


@pytest.mark.parametrize(("codes", "expected"), [((0, 0, 0, 0), 0), ((0, 2, 0, 0), 2), ((2, 0, 1, 2), 1)])
def test_the_audit_ends_with_the_worst_of_all_locks(
    monkeypatch: pytest.MonkeyPatch, codes: tuple[int, ...], expected: int
) -> None:
    """Each lock is audited; a known vulnerability outranks what was not audited, and that outranks what is sound."""
    answers = dict(zip(LOCKS, codes, strict=True))
    monkeypatch.setattr(__main__, "audit_lock", lambda path, *_: answers.pop(path.stem))
    assert __main__.main(["audit"]) == expected
    assert not answers


def test_a_fault_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lock that is not there ends a command with 1 and its message on standard error."""
    monkeypatch.setattr(__main__, "RUN_LOCK", tmp_path / "requirements.lock")
    assert __main__.main(["notices"]) == 1
    assert "requirements.lock: expected a lock with hashes, found no file" in capsys.readouterr().err


def test_a_bill_that_is_not_valid_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What CycloneDX's own schema refuses is told and not written; a valid bill is."""
    output = tmp_path / "bill.json"
    monkeypatch.setattr(__main__, "make_bill", lambda *_: {"components": []})
    for fault, code in (("no form", 1), ("", 0)):
        monkeypatch.setattr(__main__, "validate_bill", lambda _, fault=fault: fault)
        assert __main__.main(["sbom", "--version", "1", "--output", str(output)]) == code
        assert output.exists() == (code == 0)


def test_a_platform_without_wheels_fails_the_locks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Locks that were made but do not install everywhere end with 1, and each place is told."""
    monkeypatch.setattr(__main__, "make_locks", lambda *_: None)
    monkeypatch.setattr(__main__, "check_wheels", lambda path: ["no wheel"] if path.stem == "requirements" else [])
    assert __main__.main(["lock"]) == 1
    assert capsys.readouterr().err == "no wheel\n"
