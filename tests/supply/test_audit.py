"""
The audit: known vulnerabilities are told, and what could not be asked is never called sound.

pip-audit has a stand-in here that prints what pip-audit 2.10 prints, for each service its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from supply import audit_lock

SOUND = {"name": "good", "version": "1.0", "vulns": []}
HIT = {"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": ["CVE-2026-1"], "description": "…"}
POOR = {"name": "poor", "version": "1.0", "vulns": [HIT]}
SKIPPED = {"name": "poor", "skip_reason": "Dependency not found on PyPI and could not be audited: poor (1.0)"}

Answers = dict[str, object]


@pytest.fixture
def audit(tmp_path: Path) -> Callable[[Answers], int]:
    """Audit a lock of two packages with a stand-in that answers like this by service; no list means no connection."""
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "".join(f"{name}==1.0 \\\n    --hash=sha256:{'0' * 64}\n" for name in ("good", "poor")), encoding="utf-8"
    )
    program = tmp_path / "stand_in.py"
    program.write_text(
        "import json, pathlib, sys\n"
        "listed = pathlib.Path(sys.argv[sys.argv.index('--requirement') + 1]).read_text()\n"
        "names = listed.split()\n"
        "assert len({name.split('==')[0] for name in names}) == len(names), 'duplicate requirements'\n"
        "answers = json.loads(pathlib.Path(__file__).with_name('answers.json').read_text())\n"
        "answer = answers[sys.argv[sys.argv.index('--vulnerability-service') + 1]]\n"
        "if answer is None:\n"
        "    sys.exit('ERROR:pip_audit._cli:Could not connect to the vulnerability feed')\n"
        "answer = [entry for entry in answer if entry['name'] + '==' + entry.get('version', '1.0') in names]\n"
        "print(json.dumps({'dependencies': answer, 'fixes': []}))\n"
        "sys.exit(any(entry.get('vulns') for entry in answer))\n",
        encoding="utf-8",
    )

    def run(answers: Answers) -> int:
        (tmp_path / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
        return audit_lock(lock, [sys.executable, str(program)])

    return run


def test_no_known_vulnerability_is_sound(audit: Callable[[Answers], int], capsys: pytest.CaptureFixture[str]) -> None:
    """When every package was asked about and none has an advisory, the code is 0."""
    assert audit({"pypi": [SOUND, {**POOR, "vulns": []}], "osv": None}) == 0
    assert "2 packages audited, no known vulnerabilities" in capsys.readouterr().out


def test_a_known_vulnerability_is_told(audit: Callable[[Answers], int], capsys: pytest.CaptureFixture[str]) -> None:
    """An advisory is told with its package, number and remedy; the code is 1."""
    assert audit({"pypi": [SOUND, POOR], "osv": None}) == 1
    assert "poor 1.0: PYSEC-2026-1, fixed in 1.1" in capsys.readouterr().out


def test_out_of_reach_is_not_sound(audit: Callable[[Answers], int], capsys: pytest.CaptureFixture[str]) -> None:
    """When no service answers, that is told with its reason, and the code is 2."""
    assert audit({"pypi": None, "osv": None}) == 2
    told = capsys.readouterr().out
    assert "2 of 2 packages were NOT audited" in told
    assert "osv: ERROR:pip_audit._cli:Could not connect" in told
    assert "no known" not in told


def test_a_skipped_package_is_not_sound(audit: Callable[[Answers], int], capsys: pytest.CaptureFixture[str]) -> None:
    """pip-audit ends with 0 for a package that it skipped; here that is not audited, and the code is 2."""
    assert audit({"pypi": [SOUND, SKIPPED], "osv": None}) == 2
    told = capsys.readouterr().out
    assert "1 of 2 packages were NOT audited" in told
    assert "pypi: Dependency not found on PyPI" in told


def test_another_service_fills_in(audit: Callable[[Answers], int]) -> None:
    """What one service skips, the next one may know; an advisory outranks what was not audited."""
    assert audit({"pypi": [SOUND, SKIPPED], "osv": [SOUND, {**POOR, "vulns": []}]}) == 0
    assert audit({"pypi": [{"name": "good", "skip_reason": "unknown"}, POOR], "osv": None}) == 1


def test_a_package_in_two_versions_is_audited_in_both(
    audit: Callable[[Answers], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A lock may hold a version for each Python; the advisory of one is not laid on the other."""
    with (tmp_path / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write(f"poor==2.0 ; python_version >= '3.12' \\\n    --hash=sha256:{'0' * 64}\n")
    assert audit({"pypi": [SOUND, POOR, {**SOUND, "name": "poor", "version": "2.0"}], "osv": None}) == 1
    told = capsys.readouterr().out
    assert ("poor 1.0: PYSEC-2026-1" in told, "poor 2.0" in told, "NOT audited" in told) == (True, False, False)
